/**
 * Sounds for tests: speech-like noise, tones, levels. The client itself never uses it.
 */
import { powerDb } from './decibels';

/** The sample rate of the tests. */
export const RATE = 48_000;

/** Numbers that look random and are the same each time, from -1 to 1. */
export function noise(seed = 1): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state / 2 ** 31;
  };
}

/** Noise in syllables of 200 ms with gaps of 60 ms, its syllables `db` below full scale in the mean square. */
export function speech(seconds: number, db: number, seed = 1): Float32Array {
  const random = noise(seed);
  const factor = 10 ** (db / 20) * Math.sqrt(3);
  let low = 0;
  return Float32Array.from({ length: Math.round(seconds * RATE) }, (_, i) => {
    const phase = (i / RATE) % 0.26;
    const gate = phase < 0.2 ? Math.SQRT2 * Math.sin((Math.PI * phase) / 0.2) : 0;
    low += 0.5 * (random() - low);
    return factor * gate * low * 1.75;
  });
}

/** A tone with the peak `amplitude`. */
export function sine(hz: number, seconds: number, amplitude: number): Float32Array {
  return Float32Array.from(
    { length: Math.round(seconds * RATE) },
    (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / RATE),
  );
}

/** Sounds one after the other. */
export function joined(...parts: Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The mean square of a stretch, in dB. */
export function rmsDb(samples: Float32Array, from = 0, to = samples.length): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += (samples[i] as number) ** 2;
  return powerDb(sum / Math.max(1, to - from));
}

/** The loudest window of `length` samples, in dB. */
export function loudestDb(samples: Float32Array, length: number, from = 0, to = samples.length): number {
  let loudest = -100;
  for (let at = from; at + length <= to; at += length >> 1) {
    loudest = Math.max(loudest, rmsDb(samples, at, at + length));
  }
  return loudest;
}
