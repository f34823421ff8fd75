import { describe, expect, it } from 'vitest';

import { bundle } from '../../i18n/catalogues';
import { codes } from '../../protocol';
import { endingOf, refusalKey } from './refusal';

const english = bundle('en');
const has = (key: string) => english.hasMessage(key);

describe('refusals', () => {
  it('has a sentence for what a person can act on', () => {
    expect(refusalKey('too_many_questions', has)).toBe('refused-too_many_questions');
  });

  it('has the common sentence for the rest', () => {
    expect(refusalKey('sdp_refused', has)).toBe('refused-other');
    expect(refusalKey('from a later server', has)).toBe('refused-other');
  });
});

describe('endings', () => {
  it.each(Object.keys(codes))('%s leads to a screen that has its words', (code) => {
    const ending = endingOf(code);
    expect(has(`${ending}-title`)).toBe(true);
    expect(has(`${ending}-text`)).toBe(true);
  });

  it('tells a page that is older than the server to load again', () => {
    expect(endingOf('unknown_type')).toBe('outdated');
  });

  it('does not call an unknown code by a wrong name', () => {
    expect(endingOf('something new')).toBe('gone');
  });
});
