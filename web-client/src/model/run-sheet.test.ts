import { describe, expect, it } from 'vitest';

import type { RunSheetView } from '../protocol';

import { coming, current, endOf, left, nextSpeaker } from './run-sheet';

const SINCE = '2026-11-23T10:00:00Z';
const NOW = Date.parse(SINCE);
const item = (title: string, minutes: number, speaker = title) => ({ title, minutes, speaker, notes: '' });
const sheet: RunSheetView = {
  items: [item('a', 10), item('pause', 5, ''), item('b', 20)],
  current: 0,
  since: SINCE,
};

describe('run sheet', () => {
  it('says what is on and what is left of it, also when it is over its time', () => {
    expect(current(sheet)?.title).toBe('a');
    expect(left(sheet, NOW + 60_000)).toBe(9 * 60_000);
    expect(left(sheet, NOW + 11 * 60_000)).toBe(-60_000);
    expect(left({ items: sheet.items }, NOW)).toBeUndefined();
    expect(current(undefined)).toBeUndefined();
  });

  it('gives the times of what comes, moved by an item that is late', () => {
    expect(coming(sheet, NOW).map(({ place, at }) => [place, at])).toEqual([
      [1, NOW + 10 * 60_000],
      [2, NOW + 15 * 60_000],
    ]);
    expect(coming(sheet, NOW + 12 * 60_000)[0]?.at).toBe(NOW + 12 * 60_000);
  });

  it('gives all without times while none is on, and nothing without a sheet', () => {
    expect(coming({ items: sheet.items }, NOW).map(({ at }) => at)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(coming(undefined, NOW)).toEqual([]);
  });

  it('counts from the planned start while none is on, and from now when that has passed', () => {
    const planned = { items: sheet.items };
    const times = (start: number) => coming(planned, NOW, start).map(({ at }) => at);
    const later = NOW + 60_000;
    expect(times(later)).toEqual([later, later + 10 * 60_000, later + 15 * 60_000]);
    expect(times(NOW - 60_000)[0]).toBe(NOW);
  });

  it('moves the end by what is over its time', () => {
    expect(endOf(sheet, NOW)).toBe(NOW + 35 * 60_000);
    expect(endOf(sheet, NOW + 12 * 60_000)).toBe(NOW + 37 * 60_000);
    expect(endOf({ items: sheet.items }, NOW)).toBeUndefined();
  });

  it('passes over a break to the next speaker', () => {
    expect(nextSpeaker(sheet, NOW)?.item.title).toBe('b');
    expect(nextSpeaker({ ...sheet, current: 2 }, NOW)).toBeUndefined();
  });
});
