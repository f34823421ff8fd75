import { describe, expect, it } from 'vitest';

import { Guard, type Spike } from './guard';
import { RATE, joined, loudestDb, rmsDb, sine, speech } from './sounds';

interface Run {
  out: Float32Array;
  spikes: Spike[];
  guard: Guard;
}

function protect(sound: Float32Array): Run {
  const spikes: Spike[] = [];
  const guard = new Guard(RATE, (spike) => spikes.push(spike));
  const out = new Float32Array(sound.length);
  for (let at = 0; at < sound.length; at += 128) {
    const stretch = sound.subarray(at, at + 128);
    guard.process(stretch, stretch, out.subarray(at, at + 128), undefined);
  }
  return { out, spikes, guard };
}

function highestOf(sound: Float32Array): number {
  return sound.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
}

const WINDOW = 240;
const quiet = speech(12, -40);
const talk = quiet.length;

describe('hearing protection', () => {
  it('lets quiet speech through as it is', () => {
    const { out, spikes, guard } = protect(quiet);
    expect(rmsDb(out, RATE)).toBeCloseTo(rmsDb(quiet, RATE), 1);
    for (let i = talk - RATE; i < talk; i += 997)
      expect(out[i]).toBeCloseTo(quiet[i - guard.delay] ?? NaN, 6);
    expect(spikes).toEqual([]);
  });

  it('keeps a burst at full scale within 12 dB of the speech before it, and writes it down', () => {
    const { out, spikes } = protect(joined(quiet, sine(1_000, 0.5, 1), speech(1, -40)));
    const speechDb = rmsDb(out, 2 * RATE, talk);
    expect(loudestDb(out, WINDOW, talk, talk + RATE / 2)).toBeLessThan(speechDb + 12);
    expect(loudestDb(out, WINDOW, talk, talk + RATE / 2)).toBeGreaterThan(speechDb + 8);
    expect(highestOf(out)).toBeLessThan(10 ** (-1 / 20));
    expect(spikes).toHaveLength(1);
    expect(spikes[0]?.at).toBeCloseTo(12, 1);
    expect(spikes[0]?.ms).toBeGreaterThan(100);
    expect(spikes[0]?.overDb).toBeGreaterThan(15);
  });

  it('has its gain down within a millisecond, and never lets the onset through', () => {
    const { out, guard } = protect(joined(quiet, sine(1_000, 0.2, 1)));
    const onset = talk + guard.delay;
    const ceiling = 10 ** ((guard.look().speechDb + 18) / 20);
    for (let i = talk; i < onset + RATE / 50; i++) expect(Math.abs(out[i] ?? NaN)).toBeLessThan(ceiling);
    expect(guard.delay / RATE).toBeLessThan(0.007);
  });

  it('holds a click of one sample down to the height of a voice', () => {
    const click = new Float32Array(RATE / 10);
    click[100] = 1;
    const { out, guard } = protect(joined(quiet, click));
    const highest = highestOf(out.subarray(talk));
    expect(20 * Math.log10(highest)).toBeLessThan(guard.look().speechDb + 18.1);
  });

  it('follows a speaker who is 20 dB louder, but not at once', () => {
    const loud = speech(8, -20, 2);
    const { out } = protect(joined(quiet, loud));
    const before = rmsDb(out, 2 * RATE, talk);
    expect(loudestDb(out, WINDOW, talk, talk + RATE)).toBeLessThan(before + 12);
    const late = talk + 7 * RATE;
    expect(rmsDb(out, late)).toBeGreaterThan(rmsDb(loud, 7 * RATE) - 3);
  });

  it('is not made deaf by a pause, nor by the noise of a room', () => {
    const room = speech(8, -58, 3);
    const { out, guard } = protect(joined(speech(12, -26), room, speech(2, -26, 4)));
    expect(guard.look().speechDb).toBeGreaterThan(-30);
    expect(rmsDb(out, 21 * RATE)).toBeCloseTo(rmsDb(speech(2, -26, 4), RATE), 0);
  });

  it('watches the minute', () => {
    const { guard } = protect(joined(speech(2, -26), sine(1_000, 15, 0.5)));
    // A quarter of a minute at -9 dB, and nothing in the rest.
    expect(guard.look().minuteDb).toBeCloseTo(-15, 0);
    expect(protect(quiet).guard.look().minuteDb).toBeLessThan(-40);
  });

  it('gives back what it took at 3 dB in 100 ms', () => {
    const steady = sine(500, 3, 0.01);
    const { out } = protect(joined(quiet, sine(500, 0.05, 1), steady));
    let steepest = 0;
    for (let at = talk + RATE / 5; at + RATE / 5 < out.length; at += 480) {
      const [a, b] = [rmsDb(out, at, at + 960), rmsDb(out, at + 4_800, at + 5_760)];
      steepest = Math.max(steepest, b - a);
    }
    expect(steepest).toBeLessThan(3.2);
    expect(rmsDb(out, out.length - RATE)).toBeCloseTo(rmsDb(steady), 1);
  });
});
