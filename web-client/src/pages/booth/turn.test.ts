import { describe, expect, it } from 'vitest';

import { TurnMemory, type TabStore } from './turn';

function tab(): { store: () => TabStore; kept: Map<string, string> } {
  const kept = new Map<string, string>();
  const store = (): TabStore => ({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  });
  return { store, kept };
}

describe('a turn over a reload', () => {
  it('is remembered while she is on air, and not after she has gone off', () => {
    const { store } = tab();
    const before = new TurnMemory(store, 'demo');
    expect(before.brokenOff(0)).toBe(false);
    before.note(true, 0);
    expect(new TurnMemory(store, 'demo').brokenOff(5_000)).toBe(true);
    expect(new TurnMemory(store, 'other').brokenOff(5_000)).toBe(false);
    before.note(false, 6_000);
    expect(new TurnMemory(store, 'demo').brokenOff(7_000)).toBe(false);
  });

  it('is over when she has answered, or long after', () => {
    const { store } = tab();
    new TurnMemory(store, 'demo').note(true, 0);
    expect(new TurnMemory(store, 'demo').brokenOff(3 * 3_600_000)).toBe(false);
    const after = new TurnMemory(store, 'demo');
    after.forget();
    expect(after.brokenOff(1_000)).toBe(false);
  });

  it('is not remembered where the browser keeps nothing', () => {
    const none = new TurnMemory(() => {
      throw new Error('no storage');
    }, 'demo');
    none.note(true, 0);
    expect(none.brokenOff(1)).toBe(false);
  });
});
