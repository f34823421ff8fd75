import { describe, expect, it } from 'vitest';

import { Filter, type Section } from './dsp/biquad';
import { RATE, joined, noise, speech } from './dsp/sounds';
import { scoreMicrophone } from './soundcheck';

/** A sentence of four seconds between two pauses, with the noise of a room. */
function sentence(db: number, noiseDb: number, change: (sample: number) => number = (one) => one) {
  const random = noise(5);
  const voice = joined(new Float32Array(RATE / 2), speech(4, db), new Float32Array(RATE / 2));
  const hiss = Math.sqrt(3) * 10 ** (noiseDb / 20);
  return { samples: voice.map((sample) => change(sample) + hiss * random()), rate: RATE };
}

/** A steep low-pass, as a telephone has it. */
function lowPass(hz: number): (sample: number) => number {
  const w = (2 * Math.PI * hz) / RATE;
  const alpha = Math.sin(w) / 1.414;
  const a0 = 1 + alpha;
  const b1 = (1 - Math.cos(w)) / a0;
  const section: Section = {
    b0: b1 / 2,
    b1,
    b2: b1 / 2,
    a1: (-2 * Math.cos(w)) / a0,
    a2: (1 - alpha) / a0,
  };
  const filter = new Filter(Array.from({ length: 6 }, () => section));
  return (sample) => filter.run(sample);
}

describe('sound check', () => {
  it('likes a good microphone and brings it to the common loudness', () => {
    const good = scoreMicrophone(sentence(-26, -75));
    expect(good).toMatchObject({ verdict: 'good', flaws: [], clipping: false });
    expect(good.score).toBe(100);
    expect(good.bandHz).toBeGreaterThan(12_000);
    expect(good.trimDb).toBeCloseTo(-23 - good.levelLufs);
    expect(scoreMicrophone(sentence(-36, -85)).trimDb).toBeCloseTo(good.trimDb + 10, 0);
  });

  it('hears the narrow band of a telephone', () => {
    const narrow = scoreMicrophone(sentence(-26, -90, lowPass(3_400)));
    expect(narrow.flaws).toContain('narrow');
    expect(narrow.bandHz).toBeLessThan(7_500);
    expect(narrow.verdict).not.toBe('good');
  });

  it('hears noise, and more of it where the voice must be lifted', () => {
    expect(scoreMicrophone(sentence(-26, -45)).flaws).toContain('noisy');
    const [near, far] = [scoreMicrophone(sentence(-26, -66)), scoreMicrophone(sentence(-44, -66))];
    expect(near.flaws).not.toContain('noisy');
    expect(far.flaws).toContain('noisy');
    expect(far.score).toBeLessThan(near.score);
  });

  it('notices clipping, too little and too much', () => {
    const cut = scoreMicrophone(sentence(-6, -70, (one) => Math.max(-0.995, Math.min(0.995, one * 4))));
    expect(cut.flaws).toEqual(expect.arrayContaining(['clipping', 'loud']));
    expect(cut.verdict).not.toBe('good');
    expect(scoreMicrophone(sentence(-52, -90)).flaws).toContain('quiet');
  });

  it('does not score silence, nor noise alone', () => {
    const nothing = scoreMicrophone({ samples: new Float32Array(4 * RATE), rate: RATE });
    expect(nothing).toMatchObject({ score: 0, verdict: 'poor', flaws: ['no_voice'], trimDb: 0 });
    const random = noise(9);
    const hiss = Float32Array.from({ length: 4 * RATE }, () => 0.01 * random());
    expect(scoreMicrophone({ samples: hiss, rate: RATE }).flaws).toEqual(['no_voice']);
  });
});
