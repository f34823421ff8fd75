import { describe, expect, it } from 'vitest';

import { sampleBooth, sampleChannel, sampleSeat } from '../../model/samples';
import type { PresenterView } from '../../protocol';
import { alarmsOf, cardsOf, openMicrophones, rangeOf, slowly } from './board';

const sabine = sampleSeat({ participant: 'i1', name: 'Sabine' });

describe('a channel on the board', () => {
  it('says who is live from which source, and how loud', () => {
    const booths = [sampleBooth({ seats: [sabine] })];
    const channel = sampleChannel({ booth: 'de-zh', interpreter: 'Sabine', decalage_ms: 2_900 });
    const [card] = cardsOf([channel], booths, new Map([['zh', -40]]), { zh: -38 });
    expect(card).toMatchObject({
      state: 'live',
      interpreter: 'Sabine',
      times: 0,
      decalageMs: 2_900,
      level: -38,
      range: 'low',
    });
  });

  it('is marked with the pivots it goes by', () => {
    const seat = sampleSeat({ incoming: { channel: 'en', times: 2, chosen: false } });
    const booths = [sampleBooth({ seats: [seat] })];
    const channel = sampleChannel({ booth: 'de-zh', via: 'en' });
    expect(cardsOf([channel], booths, new Map(), {})[0]).toMatchObject({ times: 2, via: 'en' });
    expect(cardsOf([channel], [], new Map(), {})[0]).toMatchObject({ times: 1, via: 'en' });
  });

  it('is down when the server says so, whatever else it is', () => {
    const channel = sampleChannel({ state: 'fallback', down: true });
    expect(cardsOf([channel], [], new Map(), {})[0]?.state).toBe('down');
    expect(cardsOf([{ ...channel, down: false }], [], new Map(), {})[0]?.state).toBe('fallback');
  });
});

describe('alarms of a channel', () => {
  const booth = sampleBooth({
    seats: [sabine],
    alarms: [
      { alarm: 'silent', participant: 'i1' },
      { alarm: 'unattended', language: 'de' },
      { alarm: 'occupied', language: 'zh', by: 'en-zh' },
    ],
  });

  it('are those that concern it, with the name of whom they are about', () => {
    expect(alarmsOf(sampleChannel({ language: 'zh' }), [booth])).toEqual([
      { kind: 'silent', name: 'Sabine' },
      { kind: 'occupied', language: 'zh', by: 'en-zh' },
    ]);
    expect(alarmsOf(sampleChannel({ language: 'de' }), [booth])).toEqual([
      { kind: 'unattended', language: 'de' },
    ]);
    expect(alarmsOf(sampleChannel({ language: 'en' }), [booth])).toEqual([]);
  });

  it('of a silent pivot stand at the pivot and at its dependents, each once', () => {
    const alarms = [{ alarm: 'pivot_silent', language: 'en' } as const];
    const booths = [sampleBooth({ booth: 'de-en', alarms }), sampleBooth({ booth: 'en-fr', alarms })];
    const alarm = [{ kind: 'pivot_silent', language: 'en' }];
    expect(alarmsOf(sampleChannel({ language: 'en', booth: 'de-en' }), booths)).toEqual(alarm);
    expect(alarmsOf(sampleChannel({ language: 'fr', booth: 'en-fr' }), booths)).toEqual(alarm);
    expect(alarmsOf(sampleChannel({ language: 'zh', booth: 'de-zh' }), booths)).toEqual([]);
  });
});

describe('loudness', () => {
  it('follows speech slowly and takes no notice of pauses', () => {
    expect(slowly(undefined, -30)).toBe(-30);
    expect(slowly(-30, -22)).toBe(-29);
    expect(slowly(-30, -70)).toBe(-30);
    expect(slowly(-30, undefined)).toBe(-30);
    expect(slowly(undefined, undefined)).toBeUndefined();
  });

  it('is marked where it lies outside of what all voices shall have', () => {
    expect(rangeOf(undefined)).toBe('unknown');
    expect(rangeOf(-30)).toBe('low');
    expect(rangeOf(-25)).toBe('fit');
    expect(rangeOf(-12)).toBe('high');
  });
});

it('only microphones that are heard can be corrected', () => {
  const anna: PresenterView = {
    participant: 'anna',
    name: 'Anna',
    role: 'speaker',
    language: 'de',
    microphone: true,
    camera: false,
    screen: false,
    muted: false,
    connected: true,
  };
  const others = [
    { ...anna, participant: 'off', microphone: false },
    { ...anna, participant: 'muted', muted: true },
    { ...anna, participant: 'lost', connected: false },
  ];
  expect(openMicrophones([anna, ...others])).toEqual([{ participant: 'anna', name: 'Anna', language: 'de' }]);
});
