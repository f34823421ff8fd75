import { describe, expect, it } from 'vitest';

import { numbersOf } from './numbers';

const presence = { present: 7, listening: { zh: 4, original: 2 } };
const layers = { low: 0, middle: 0, top: 0, none: 0 };

describe('numbersOf', () => {
  it('names every channel in its place, those without listeners too', () => {
    const { listening, network } = numbersOf(presence, ['de', 'zh'], undefined);
    expect(listening).toEqual([
      { channel: 'de', listeners: 0 },
      { channel: 'zh', listeners: 4 },
      { channel: 'original', listeners: 2 },
    ]);
    expect(network).toBeUndefined();
  });

  it('tells loss in percent, and marks what needs an eye', () => {
    const health = {
      receivers: 6,
      round_trip_ms: { p50: 30, p95: 250 },
      loss_permille: { p50: 0, p95: 50 },
      layers,
      headroom_percent: 12,
    };
    const { network } = numbersOf(presence, ['de'], health);
    expect(network).toMatchObject({ loss: { p50: 0, p95: 5 }, lossy: true, tight: true, layers: undefined });
    const calm = numbersOf(presence, ['de'], {
      receivers: 6,
      layers: { ...layers, top: 5, none: 1 },
      headroom_percent: 80,
    });
    expect(calm.network).toMatchObject({ lossy: false, tight: false, layers: { top: 5, none: 1 } });
    expect(calm.network?.roundTrip).toBeUndefined();
  });

  it('says nothing of connections that do not stand', () => {
    const none = { receivers: 0, layers, headroom_percent: 100 };
    expect(numbersOf(presence, ['de'], none).network).toBeUndefined();
  });
});
