import { describe, expect, it } from 'vitest';

import { DelayGauge, unnoticed } from './delay';

function report(...entries: Record<string, unknown>[]): RTCStatsReport {
  return new Map(entries.map((entry, place) => [String(place), entry])) as unknown as RTCStatsReport;
}

const pair = { type: 'candidate-pair', state: 'succeeded', nominated: true, currentRoundTripTime: 0.25 };
const sound = (delay: number, emitted: number, at?: number) => ({
  type: 'inbound-rtp',
  kind: 'audio',
  id: 'A',
  jitterBufferDelay: delay,
  jitterBufferEmittedCount: emitted,
  estimatedPlayoutTimestamp: at,
});
const picture = (at: number) => ({
  type: 'inbound-rtp',
  kind: 'video',
  id: 'V',
  estimatedPlayoutTimestamp: at,
});

describe('delay', () => {
  it('is half the round trip and what the jitter buffer adds since the last look', () => {
    const gauge = new DelayGauge();
    expect(gauge.look(report(pair, sound(4_800, 48_000))).bufferMs).toBeCloseTo(100);
    const next = gauge.look(report(pair, sound(4_800 + 1_920, 96_000)));
    expect(next.bufferMs).toBeCloseTo(40);
    expect(next.totalMs).toBeCloseTo(165);
  });

  it('tells how late the sound is for its picture', () => {
    const late = new DelayGauge().look(report(sound(1, 1, 1_000), picture(1_200)));
    expect(late.skewMs).toBe(200);
    expect([-45, 0, 125].every(unnoticed)).toBe(true);
    expect([-46, 126].some(unnoticed)).toBe(false);
  });

  it('says nothing that the browser does not tell', () => {
    expect(new DelayGauge().look(report())).toEqual({
      networkMs: undefined,
      bufferMs: undefined,
      totalMs: undefined,
      skewMs: undefined,
    });
    expect(new DelayGauge().look(report(picture(5))).skewMs).toBeUndefined();
  });
});
