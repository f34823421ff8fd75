import { describe, expect, it } from 'vitest';

import { JumpMeter } from './jumps';
import { fadeTo, levelAt, still } from './mix';

const STEP_MS = 32 / 3;

/** The jumps of a gain that goes its way while a voice sounds. */
function jumps(gainAt: (seconds: number) => number, voice: (place: number) => number = () => 0.01): number {
  const meter = new JumpMeter();
  const before = Float32Array.from({ length: 384 }, (_, place) => voice(place));
  const after = before.map((power, place) => power * gainAt((place * STEP_MS) / 1_000) ** 2);
  for (let at = 0; at < before.length; at += 48) {
    meter.next({ stepMs: STEP_MS, first: before.subarray(at, at + 48), second: after.subarray(at, at + 48) });
  }
  return meter.count;
}

describe('jump meter', () => {
  it('counts a step once', () => {
    expect(jumps((t) => (t < 1 ? 0 : 1))).toBe(1);
    expect(jumps((t) => (t < 1 ? 1 : 0.4))).toBe(1);
    expect(jumps((t) => (t < 1 ? 1 : t < 2 ? 0 : 1))).toBe(2);
  });

  it('lets the fades of the mix pass', () => {
    for (const [from, to] of [
      [0, 1],
      [1, 0],
      [0.18, 1],
      [1, 0.5],
    ] as const) {
      const way = fadeTo(still(from), to, 1);
      expect(jumps((t) => (t < 1 ? from : levelAt(way, t)))).toBe(0);
    }
  });

  it('takes no notice of the voice itself', () => {
    expect(
      jumps(
        () => 1,
        (place) => (place % 40 < 20 ? 0.05 : 1e-9),
      ),
    ).toBe(0);
    expect(
      jumps(
        () => 1,
        (place) => (place % 40 < 20 ? 0.05 : 1e-4),
      ),
    ).toBe(0);
  });
});
