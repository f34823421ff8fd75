import { describe, expect, it } from 'vitest';

import { sampleBooth, sampleSeat } from '../../model/samples';
import type { BoothView, HandOverState } from '../../protocol';
import { arms, Cuts, handOverOf, mayDecline, nextStep } from './handover';

const ines = sampleSeat();
const li = sampleSeat({ participant: 'li', name: 'Li', microphone: 'off', on_air: false });
const pair = sampleBooth({ seats: [ines, li] });

function under(state: HandOverState): BoothView {
  return sampleBooth({ seats: [ines, li], hand_over: { state, from: 'ines', to: 'li' } });
}

describe('the one key of a hand-over', () => {
  it('offers on air and asks off air', () => {
    expect(nextStep(pair, 'ines')).toBe('offer');
    expect(nextStep(pair, 'li')).toBe('request');
  });

  it('does nothing without a partner, or while nobody is on air', () => {
    expect(nextStep(sampleBooth({ seats: [ines] }), 'ines')).toBeUndefined();
    expect(nextStep(sampleBooth({ seats: [ines, { ...li, connected: false }] }), 'ines')).toBeUndefined();
    expect(nextStep(sampleBooth({ seats: [li, { ...li, participant: 'x' }] }), 'li')).toBeUndefined();
  });

  it('accepts only what the other one wished', () => {
    expect(nextStep(under('requested'), 'ines')).toBe('accept');
    expect(nextStep(under('requested'), 'li')).toBeUndefined();
    expect(nextStep(under('offered'), 'li')).toBe('accept');
    expect(nextStep(under('offered'), 'ines')).toBeUndefined();
  });

  it('cuts for either of both once it is armed, and at once with a second press', () => {
    for (const state of ['armed', 'cutting'] as const) {
      expect(nextStep(under(state), 'ines')).toBe('cut');
      expect(nextStep(under(state), 'li')).toBe('cut');
    }
  });

  it('is nobody else’s', () => {
    const third = { ...under('offered'), seats: [ines, li, { ...li, participant: 'x', name: 'X' }] };
    expect(nextStep(third, 'x')).toBeUndefined();
    expect(mayDecline(third, 'x')).toBe(false);
    expect(handOverOf(third, 'x')).toMatchObject({ part: 'watches', name: 'Ines' });
  });

  it('can be declined until the cut is under way', () => {
    expect(mayDecline(pair, 'ines')).toBe(false);
    expect(mayDecline(under('requested'), 'li')).toBe(true);
    expect(mayDecline(under('armed'), 'ines')).toBe(true);
    expect(mayDecline(under('cutting'), 'ines')).toBe(false);
  });

  it('arms the microphone of the one who takes it, by her own act only', () => {
    expect(arms(pair, 'li', 'request')).toBe(true);
    expect(arms(under('offered'), 'li', 'accept')).toBe(true);
    expect(arms(under('requested'), 'ines', 'accept')).toBe(false);
    expect(arms(under('armed'), 'li', 'cut')).toBe(false);
  });
});

describe('the cut', () => {
  const over = sampleBooth({ seats: [{ ...ines, microphone: 'off', on_air: false }, li] });
  const after = sampleBooth({
    seats: [
      { ...ines, microphone: 'off', on_air: false },
      { ...li, microphone: 'on', on_air: true },
    ],
  });

  it('is seen when the other one is on air, and not when it was declined or timed out', () => {
    expect(new Cuts().see(under('cutting'), after, 0)).toBe(true);
    expect(new Cuts().see(under('armed'), after, 0)).toBe(true);
    expect(new Cuts().see(under('armed'), pair, 0)).toBe(false);
    expect(new Cuts().see(under('armed'), under('cutting'), 0)).toBe(false);
    expect(new Cuts().see(pair, after, 0)).toBe(false);
    expect(new Cuts().see(undefined, after, 0)).toBe(false);
  });

  it('is seen once, also when she is heard a moment after it is over', () => {
    const cuts = new Cuts();
    expect(cuts.see(under('cutting'), over, 0)).toBe(false);
    expect(cuts.see(over, after, 400)).toBe(true);
    expect(cuts.see(after, after, 500)).toBe(false);
  });

  it('is not what she does by herself later', () => {
    const cuts = new Cuts();
    expect(cuts.see(under('armed'), over, 0)).toBe(false);
    expect(cuts.see(over, after, 1_500)).toBe(false);
  });
});
