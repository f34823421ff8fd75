import { describe, expect, it } from 'vitest';

import { sampleBooth, samplePerson, sampleSeat } from '../../model/samples';
import type { CallView } from '../../protocol';
import { callsToDesk, interpretersOf, isCalled, keyTarget } from './booths';

function call(since: string, from_desk = false): CallView {
  return { participant: 'i1', name: 'Ines', from_desk, text: '', since, talking: false };
}

const early = sampleBooth({ booth: 'en-fr', calls: [call('2026-11-23T09:01:00Z')] });
const late = sampleBooth({ booth: 'de-zh', calls: [call('2026-11-23T09:02:00Z')] });
const quiet = sampleBooth({ booth: 'de-en' });

describe('calls', () => {
  it('stand in the order they came, and one’s own are not among them', () => {
    const own = sampleBooth({ booth: 'de-en', calls: [call('2026-11-23T09:00:00Z', true)] });
    expect(callsToDesk([late, own, early]).map(({ booth }) => booth)).toEqual(['en-fr', 'de-zh']);
    expect(isCalled(own)).toBe(true);
    expect(isCalled(late)).toBe(false);
    const voice = { ...call('2026-11-23T09:00:00Z', true), talking: true };
    expect(isCalled(sampleBooth({ calls: [voice] }))).toBe(false);
  });

  it('are answered first by the key, then the booth talked to last, then the first', () => {
    expect(keyTarget([quiet, late], 'de-en')).toBe('de-zh');
    expect(keyTarget([sampleBooth({ booth: 'a' }), quiet], 'de-en')).toBe('de-en');
    expect(keyTarget([quiet], 'gone')).toBe('de-en');
    expect(keyTarget([], undefined)).toBeUndefined();
  });
});

it('interpreters without a seat stand first, others and those who have left not at all', () => {
  const booth = sampleBooth({ seats: [sampleSeat({ participant: 'i1' })] });
  const interpreter = samplePerson({ role: 'interpreter' });
  const found = interpretersOf(
    [
      { ...interpreter, participant: 'i1', name: 'Ines' },
      { ...interpreter, participant: 'i2', name: 'Li' },
      { ...interpreter, participant: 'i3', gone: true },
      samplePerson({ participant: 's1' }),
    ],
    [booth],
  );
  expect(found).toEqual([
    { participant: 'i2', name: 'Li', booth: undefined, onAir: false },
    { participant: 'i1', name: 'Ines', booth: 'de-zh', onAir: true },
  ]);
});
