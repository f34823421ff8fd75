import { describe, expect, it } from 'vitest';

import type { RunSheetItem } from '../../protocol';
import { asClock, secondsSince, secondsUntil, slotLeft } from './clocks';

const NOON = Date.parse('2026-11-23T12:00:00Z');

describe('clocks', () => {
  it('count a turn up, and never below nothing where two clocks differ', () => {
    expect(secondsSince('2026-11-23T11:47:20.400Z', NOON)).toBe(759);
    expect(secondsSince('2026-11-23T12:00:02Z', NOON)).toBe(0);
    expect(secondsSince(undefined, NOON)).toBeUndefined();
  });

  it('count down to a moment and not below, and never from more than the rule allows', () => {
    expect(secondsUntil('2026-11-23T12:00:02.100Z', NOON, 6)).toBe(3);
    expect(secondsUntil('2026-11-23T12:00:30Z', NOON, 6)).toBe(6);
    expect(secondsUntil('2026-11-23T11:59:00Z', NOON, 6)).toBe(0);
    expect(secondsUntil(undefined, NOON, 6)).toBeUndefined();
  });

  it('know what the slot has left, below nothing once it is over', () => {
    const item: RunSheetItem = { title: 'Pitch', speaker: '', minutes: 10, notes: '' };
    const since = '2026-11-23T11:53:00Z';
    expect(slotLeft({ items: [item], current: 0, since }, NOON)).toBe(180);
    expect(slotLeft({ items: [item], current: 0, since }, NOON + 200_000)).toBe(-20);
    expect(slotLeft({ items: [item] }, NOON)).toBeUndefined();
    expect(slotLeft(undefined, NOON)).toBeUndefined();
  });

  it('are written as people read them', () => {
    expect([0, 9, 190, 760, 3_725].map(asClock)).toEqual(['0:00', '0:09', '3:10', '12:40', '1:02:05']);
    expect(asClock(-20)).toBe('−0:20');
  });
});
