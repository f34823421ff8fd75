import { describe, expect, it } from 'vitest';

import { PretendedClock } from '../lib/pretended';

import { Warnings, type Warning } from './warnings.svelte';

const loud = { speechDb: -20, minuteDb: -10, reductionDb: 0 };
const calm = { ...loud, minuteDb: -30 };

function start() {
  const clock = new PretendedClock();
  const told: Warning[] = [];
  let beeps = 0;
  const warnings = new Warnings(clock, () => {
    beeps += 1;
  });
  warnings.warned.add((warning) => told.push(warning));
  return { clock, warnings, told, beeps: () => beeps };
}

const MINUTE = 60_000;
const spike = { at: 1, overDb: 20, ms: 30 };

describe('warnings', () => {
  it('beep off air, at most every half hour', () => {
    const { clock, warnings, told, beeps } = start();
    for (let i = 0; i < 5; i++) warnings.spike(spike, 1_000);
    expect(told).toHaveLength(5);
    expect(beeps()).toBe(1);
    clock.pass(29 * MINUTE);
    warnings.spike(spike, 1_000);
    expect(beeps()).toBe(1);
    clock.pass(MINUTE);
    warnings.spike(spike, 1_000);
    expect(beeps()).toBe(2);
  });

  it('are only seen on air', () => {
    const { clock, warnings, beeps } = start();
    warnings.onAir = true;
    warnings.spike(spike, 1_000);
    expect(warnings.warning).toEqual({ kind: 'spike', overDb: 20 });
    expect(beeps()).toBe(0);
    clock.pass(8_000);
    expect(warnings.warning).toBeUndefined();
  });

  it('come once a minute while a minute is too loud', () => {
    const { clock, warnings, told } = start();
    warnings.levels(calm);
    expect(told).toHaveLength(0);
    for (let i = 0; i < 30; i++) warnings.levels(loud);
    expect(told).toEqual([{ kind: 'minute', overDb: 7 }]);
    clock.pass(MINUTE);
    warnings.levels(loud);
    expect(warnings.count).toBe(2);
  });

  it('keep a log that does not grow for ever, the newest first', () => {
    const { warnings } = start();
    for (let i = 0; i < 300; i++) warnings.spike(spike, i);
    expect(warnings.log).toHaveLength(200);
    expect(warnings.log[0]).toEqual({ at: 299, overDb: 20, ms: 30 });
  });

  it('speak of dB SPL only after a calibration', () => {
    const { warnings } = start();
    expect(warnings.spl(-20)).toBeUndefined();
    expect(warnings.minuteLimitDb).toBe(-17);
    warnings.calibrationDb = 95;
    expect(warnings.spl(-20)).toBe(75);
    expect(warnings.minuteLimitDb).toBe(-15);
  });
});
