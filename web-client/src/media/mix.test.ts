import { describe, expect, it } from 'vitest';

import type { ListeningView } from '../protocol';

import { FADERS, decibels, fadeTo, level, levelAt, still } from './mix';

const floor: ListeningView = { language: 'zh', source: 'floor', underneath: false };
const channel: ListeningView = { language: 'zh', source: 'channel', channel: 'zh', underneath: false };

describe('levels', () => {
  it('give a listener one source, and the other is silent', () => {
    expect(level('floor_1', 'attendee', floor, FADERS)).toBe(1);
    expect(level('shared', 'attendee', floor, FADERS)).toBe(1);
    expect(level('channel', 'attendee', floor, FADERS)).toBe(0);
    expect(level('channel', 'attendee', channel, FADERS)).toBe(1);
    expect(level('floor_2', 'attendee', channel, FADERS)).toBe(0);
  });

  it('keep the original underneath only for those who chose it', () => {
    expect(level('floor_1', 'attendee', { ...channel, underneath: true }, FADERS)).toBe(FADERS.underneath);
  });

  it('put the floor beneath the tail of a sentence', () => {
    const tail: ListeningView = { ...floor, channel: 'zh' };
    expect(level('channel', 'attendee', tail, FADERS)).toBe(1);
    expect(decibels(level('floor_1', 'attendee', tail, FADERS))).toBeCloseTo(-6);
  });

  it('give an interpreter source, film and partner on separate faders, and never her own channel', () => {
    const faders = { ...FADERS, floor: 0.4, partner: 0.2, shared: 0.6 };
    const floor: ListeningView = { language: 'zh', source: 'floor', underneath: false };
    expect(level('floor_1', 'interpreter', floor, faders)).toBe(0.4);
    expect(level('partner_1', 'interpreter', floor, faders)).toBe(0.2);
    expect(level('shared', 'interpreter', floor, faders)).toBe(0.6);
    expect(level('channel', 'interpreter', floor, faders)).toBe(0);
  });

  it('give an interpreter a pivot in place of the floor, and the film beside it', () => {
    const faders = { ...FADERS, floor: 0.4, shared: 0.6 };
    const pivot: ListeningView = { language: 'zh', source: 'channel', channel: 'en', underneath: false };
    expect(level('channel', 'interpreter', pivot, faders)).toBe(0.4);
    expect(level('floor_1', 'interpreter', pivot, faders)).toBe(0);
    expect(level('shared', 'interpreter', pivot, faders)).toBe(0.6);
  });
});

describe('fades', () => {
  const steepest = (from: number, to: number): number => {
    const fade = fadeTo(still(from), to, 10);
    let worst = 0;
    for (let t = 10; t < 12; t += 0.01) {
      const a = levelAt(fade, t);
      const b = levelAt(fade, t + 0.1);
      if (a > 0 && b > 0) worst = Math.max(worst, Math.abs(decibels(b) - decibels(a)));
    }
    return worst;
  };

  it.each([
    [1, 0],
    [0, 1],
    [0.18, 1],
    [1, 0.18],
    [0, 0.18],
  ])('from %d to %d change by at most 6 dB in 100 ms and arrive', (from, to) => {
    expect(steepest(from, to)).toBeLessThanOrEqual(6.001);
    expect(levelAt(fadeTo(still(from), to, 0), 1.01)).toBe(to);
  });

  it('bring a new sound to its full level within half a second', () => {
    expect(fadeTo(still(0), 1, 0).seconds).toBeCloseTo(0.5);
    expect(fadeTo(still(1), 0, 0).seconds).toBeCloseTo(1);
  });

  it('turn round where they are, without a step', () => {
    const down = fadeTo(still(1), 0, 0);
    const up = fadeTo(down, 1, 0.2);
    expect(levelAt(up, 0.2)).toBeCloseTo(levelAt(down, 0.2));
    expect(up.seconds).toBeCloseTo(0.2);
  });
});
