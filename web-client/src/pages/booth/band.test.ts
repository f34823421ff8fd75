import { describe, expect, it } from 'vitest';

import { sampleBooth as booth, sampleSeat as seat } from '../../model/samples';
import { bandOf, fromLanguage, turnTo } from './band';

describe('band', () => {
  it('says on air only when listeners hear this seat', () => {
    expect(bandOf(seat({}), { wish: 'on', broken: false })).toBe('on_air');
    expect(bandOf(seat({ on_air: false }), { wish: 'on', broken: false })).toBe('waiting');
  });

  it('never says on air before the server does, and off at once when it was wished', () => {
    expect(bandOf(seat({ microphone: 'off', on_air: false }), { wish: 'on', broken: false })).toBe('off');
    expect(bandOf(seat({}), { wish: 'off', broken: false })).toBe('off');
    expect(bandOf(undefined, { wish: 'on', broken: false })).toBe('off');
  });

  it('shows a cough as on air and silent', () => {
    expect(bandOf(seat({ microphone: 'cough' }), { wish: 'cough', broken: false })).toBe('cough');
    expect(bandOf(seat({}), { wish: 'cough', broken: false })).toBe('cough');
  });

  it('shows stand-by while armed, and on air once it has taken over', () => {
    expect(bandOf(seat({ microphone: 'armed', on_air: false }), { wish: 'armed', broken: false })).toBe(
      'stand_by',
    );
    expect(bandOf(seat({ microphone: 'armed', on_air: true }), { wish: 'armed', broken: false })).toBe(
      'on_air',
    );
  });
});

describe('band after a reload', () => {
  it('says that a turn was broken off until she is heard again, and never that she is on air', () => {
    const away = { wish: 'off', broken: true } as const;
    expect(bandOf(seat({ microphone: 'off', on_air: false }), away)).toBe('broken');
    expect(bandOf(seat({}), away)).toBe('broken');
    expect(bandOf(seat({}), { wish: 'on', broken: true })).toBe('on_air');
  });
});

describe('direction', () => {
  it('comes from the floor, or from the other language while the floor speaks hers or nothing', () => {
    expect(fromLanguage('de', 'zh', ['de', 'zh'])).toBe('de');
    expect(fromLanguage('zh', 'zh', ['de', 'zh'])).toBe('de');
    expect(fromLanguage('none', 'de', ['de', 'zh'])).toBe('zh');
    expect(fromLanguage('fr', 'de', ['de', 'zh'])).toBe('zh');
  });

  it('turns to the armed language first, otherwise to the next one', () => {
    expect(turnTo(booth({ armed: 'de' }))).toBe('de');
    expect(turnTo(booth({}))).toBe('de');
    expect(turnTo(booth({ languages: ['de', 'en', 'zh'], output: 'de' }))).toBe('en');
  });
});
