import { describe, expect, it } from 'vitest';

import { levelOf } from './meter';

describe('meter', () => {
  it('measures the level of a wave below full scale', () => {
    const sine = Array.from({ length: 4800 }, (_, i) => Math.sin((2 * Math.PI * 440 * i) / 48_000));
    expect(levelOf(sine)).toBeCloseTo(-3.01, 1);
    expect(levelOf([0, 0, 0])).toBe(-100);
    expect(levelOf([])).toBe(-100);
  });
});
