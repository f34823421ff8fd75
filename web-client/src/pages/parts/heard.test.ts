import { describe, expect, it } from 'vitest';

import { wordsOf } from './heard';

const hearing = { chosen: 'de', manner: 'interpreted', via: undefined, floor: 'zh' } as const;
const line = (changes: Partial<Parameters<typeof wordsOf>[0]>) => {
  const { what, how } = wordsOf({ ...hearing, ...changes });
  return [what, how].filter(Boolean).join(' · ');
};

describe('what one hears, written', () => {
  it('names the language in itself, and how it comes', () => {
    expect(line({})).toBe('Deutsch · interpreted');
    expect(line({ manner: 'relayed', via: 'en' })).toBe('Deutsch · via English');
    expect(line({ manner: 'original', floor: 'de' })).toBe('Deutsch · original');
  });

  it('names the original by its language where that is what sounds', () => {
    expect(line({ manner: 'fallback' })).toBe('Original (中文) · nobody is interpreting now');
    expect(line({ manner: 'down' })).toBe('Original (中文) · interpretation is down');
    expect(line({ chosen: 'original', manner: 'original' })).toBe('Original (中文)');
    expect(line({ manner: 'no_speech', floor: 'none' })).toBe('Original · no speech at the moment');
  });

  it('marks only what was not chosen', () => {
    expect(wordsOf({ ...hearing, manner: 'until_cut' }).aside).toBe(true);
    expect(wordsOf({ ...hearing, chosen: 'original', manner: 'original' }).aside).toBe(false);
    expect(wordsOf({ ...hearing, manner: 'consecutive' }).aside).toBe(false);
    expect(wordsOf(hearing).aside).toBe(false);
  });
});
