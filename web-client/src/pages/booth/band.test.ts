import { describe, expect, it } from 'vitest';

import { sampleBooth as booth, sampleSeat as seat } from '../../model/samples';
import { bandOf, fromLanguage, secondsLeft, turnTo } from './band';

describe('band', () => {
  it('says on air only when listeners hear this seat', () => {
    expect(bandOf(seat({}), 'on')).toBe('on_air');
    expect(bandOf(seat({ on_air: false }), 'on')).toBe('waiting');
  });

  it('never says on air before the server does, and off at once when it was wished', () => {
    expect(bandOf(seat({ microphone: 'off', on_air: false }), 'on')).toBe('off');
    expect(bandOf(seat({}), 'off')).toBe('off');
    expect(bandOf(undefined, 'on')).toBe('off');
  });

  it('shows a cough as on air and silent', () => {
    expect(bandOf(seat({ microphone: 'cough' }), 'cough')).toBe('cough');
    expect(bandOf(seat({}), 'cough')).toBe('cough');
  });

  it('shows stand-by while armed, and on air once it has taken over', () => {
    expect(bandOf(seat({ microphone: 'armed', on_air: false }), 'armed')).toBe('stand_by');
    expect(bandOf(seat({ microphone: 'armed', on_air: true }), 'armed')).toBe('on_air');
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

  it('counts the seconds down to the cut and not below', () => {
    expect(secondsLeft(1_000, 1_000)).toBe(6);
    expect(secondsLeft(1_000, 5_100)).toBe(2);
    expect(secondsLeft(1_000, 9_000)).toBe(0);
  });
});
