import { describe, expect, it } from 'vitest';

import { amplitudeDb } from './decibels';
import { Sender, type SenderLevels } from './sender';
import { RATE, rmsDb, sine, speech } from './sounds';
import { TruePeak } from './true-peak';

function send(sound: Float32Array, trimDb = 0) {
  const levels: SenderLevels[] = [];
  const sender = new Sender(RATE, (one) => levels.push(one));
  sender.trim(trimDb);
  const out = new Float32Array(sound.length);
  for (let at = 0; at < sound.length; at += 128) {
    sender.process(sound.subarray(at, at + 128), out.subarray(at, at + 128));
  }
  return { out, levels, sender };
}

/** The highest true peak, in dB. */
function peakOf(sound: Float32Array): number {
  const meter = new TruePeak();
  return amplitudeDb(sound.reduce((highest, sample) => Math.max(highest, meter.next(sample)), 0));
}

describe('the sending chain', () => {
  it('changes nothing in a voice but the moment and the trim', () => {
    const voice = speech(2, -26);
    const { out, sender } = send(voice);
    for (let i = RATE; i < 2 * RATE; i += 991) expect(out[i]).toBeCloseTo(voice[i - sender.delay] ?? NaN, 6);
    expect(rmsDb(send(voice, 6).out, RATE)).toBeCloseTo(rmsDb(voice, RATE) + 6, 1);
    expect(sender.delay / RATE).toBeLessThan(0.0015);
  });

  it.each([125, 1_000, 8_000, 15_000])('lets %d Hz through as it is', (hz) => {
    const tone = sine(hz, 1, 0.2);
    expect(rmsDb(send(tone).out, RATE / 2)).toBeCloseTo(rmsDb(tone, RATE / 2), 1);
  });

  it.each([
    ['a loud voice', speech(3, -6)],
    ['a tone whose peaks lie between the samples', sine(11_999, 1, 1)],
    ['a low tone', sine(80, 1, 1)],
  ])('keeps %s below -1 dBTP', (_, sound) => {
    const { out, levels } = send(sound, 12);
    expect(peakOf(out)).toBeLessThanOrEqual(-1);
    expect(peakOf(out)).toBeGreaterThan(-3);
    expect(Math.max(...levels.map((one) => one.reductionDb))).toBeGreaterThan(6);
  });

  it('says how loud it is before and after', () => {
    const { levels } = send(sine(1_000, 4, 0.1), 6);
    const last = levels.at(-1);
    expect(levels).toHaveLength(40);
    expect(last?.before.shortTerm).toBeCloseTo(-23, 1);
    expect(last?.after.shortTerm).toBeCloseTo(-17, 1);
    expect(last?.after.speech).toBeCloseTo(-17, 0);
    expect(last?.before.peakDb).toBeCloseTo(-20, 1);
  });

  it('moves its trim by at most 6 dB in 100 ms', () => {
    const { out } = send(sine(1_000, 1, 0.01), 20);
    for (let at = 4_800; at + 5_760 < out.length; at += 480) {
      expect(rmsDb(out, at + 4_800, at + 5_760) - rmsDb(out, at, at + 960)).toBeLessThan(6.1);
    }
  });

  it('is the same after hours: silence leaves nothing behind', () => {
    const sender = new Sender(RATE, () => undefined);
    const out = new Float32Array(128);
    for (let i = 0; i < 20_000; i++) sender.process(new Float32Array(128), out);
    expect(out.every((sample) => sample === 0)).toBe(true);
    const tone = sine(1_000, 1, 0.1);
    const sent = new Float32Array(tone.length);
    for (let at = 0; at < tone.length; at += 128)
      sender.process(tone.subarray(at, at + 128), sent.subarray(at, at + 128));
    expect(rmsDb(sent, RATE / 2)).toBeCloseTo(rmsDb(tone), 2);
  });
});
