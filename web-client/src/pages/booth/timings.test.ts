import { describe, expect, it } from 'vitest';

import type { PresenterView } from '../../protocol';
import { timingsOf } from './timings';

const anna: PresenterView = {
  participant: 'anna',
  name: 'Anna',
  role: 'speaker',
  microphone: true,
  camera: true,
  screen: false,
  muted: false,
  connected: true,
};

describe('timings', () => {
  it('are of those on stage, and fit from 45 ms early to 125 ms late', () => {
    const fit = (skew_ms: number) => timingsOf([{ participant: 'anna', skew_ms }], [anna])[0]?.fit;
    expect([-46, -45, 125, 126].map(fit)).toEqual([false, true, true, false]);
    expect(timingsOf([{ participant: 'anna', delay_ms: 80 }], [anna])).toEqual([
      { name: 'Anna', delayMs: 80, skewMs: undefined, fit: true },
    ]);
    expect(timingsOf([{ participant: 'li', delay_ms: 80 }], [anna])).toEqual([]);
    expect(timingsOf([{ participant: 'anna' }], [anna])).toEqual([]);
  });
});
