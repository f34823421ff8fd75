/**
 * Does the output come back by the microphone? Numbers only: a chirp and the matched filter that finds it, and a watch over
 * envelopes for the time after. Playing and recording is the matter of `leak-test.ts`.
 */
import { SILENT_DB, amplitudeDb, powerDb } from './dsp/decibels';
import { transform } from './dsp/fft';
import type { EnvelopeMessage } from './worklets/processors.worklet';

/** A microphone that hears less of the output than this is free of it. */
export const LEAK_LIMIT_DB = -45;

/** What the test says. */
export interface LeakResult {
  /** How loud the chirp came back, in dB relative to what was played; or how loud the noise let it be. */
  leakDb: number;
  passed: boolean;
  /** The room was too loud to be sure: the test did not pass, and may be tried again. */
  unsure: boolean;
}

/** The chirp: from 500 Hz to 6 kHz in 0.6 s, each octave as long as the other, with soft ends. */
export function chirp(rate: number): Float32Array<ArrayBuffer> {
  const length = Math.round(CHIRP_SECONDS * rate);
  const octaves = Math.log(HIGH_HZ / LOW_HZ);
  const fade = Math.round(FADE_SECONDS * rate);
  return Float32Array.from({ length }, (_, i) => {
    const phase = ((2 * Math.PI * LOW_HZ * CHIRP_SECONDS) / octaves) * Math.exp((octaves * i) / length);
    const edge = Math.min(1, i / fade, (length - i) / fade);
    return CHIRP_PEAK * Math.sin(Math.PI * 0.5 * edge) ** 2 * Math.sin(phase);
  });
}

/**
 * How loud `played` is in `heard`. The matched filter squeezes the chirp into a pulse for each way by which it came; what it
 * makes of noise is seen where no pulse is, and taken off.
 */
export function leakOf(heard: Float32Array, played: Float32Array, rate: number): LeakResult {
  const filtered = correlate(heard, played);
  const own = correlate(played, played);
  const reach = Math.round(ROOM_SECONDS * rate);
  const lags = Math.min(filtered.length, heard.length - played.length);
  const unit = energy(own, 0, PULSE) * 2 - (own[0] ?? 0) ** 2;
  let peak = 0;
  for (let lag = 1; lag < lags; lag++) {
    if (Math.abs(filtered[lag] as number) > Math.abs(filtered[peak] as number)) peak = lag;
  }
  const from = Math.max(0, peak - PULSE);
  const to = Math.min(lags, peak + reach);
  const elsewhere = energy(filtered, 0, from) + energy(filtered, to, lags);
  const perLag = elsewhere / Math.max(1, lags - (to - from));
  const noise = (perLag * (to - from)) / unit;
  const found = energy(filtered, from, to) / unit - noise;
  // The highest of a hundred thousand values of noise stays below it.
  const sure = (filtered[peak] as number) ** 2 > PEAK_OVER_NOISE * perLag;
  const leakDb = powerDb(sure ? found : Math.max(noise, found));
  return {
    leakDb: Math.max(SILENT_DB, leakDb),
    passed: leakDb < LEAK_LIMIT_DB,
    unsure: !sure && leakDb >= LEAK_LIMIT_DB,
  };
}

/** The correlation of two sounds, by how many samples `long` is later than `short`. */
function correlate(long: Float32Array, short: Float32Array): Float64Array {
  const size = 2 ** Math.ceil(Math.log2(long.length + short.length));
  const [a, b, c, d] = Array.from({ length: 4 }, () => new Float64Array(size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  a.set(long);
  c.set(short);
  transform(a, b);
  transform(c, d);
  for (let i = 0; i < size; i++) {
    const [re, im, toRe, toIm] = [a[i], b[i], c[i], d[i]] as [number, number, number, number];
    a[i] = re * toRe + im * toIm;
    b[i] = im * toRe - re * toIm;
  }
  transform(a, b, true);
  return a.subarray(0, long.length);
}

function energy(samples: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += (samples[i] as number) ** 2;
  return sum;
}

/**
 * Watches for a leak while a show runs. Whoever is silent while the output sounds has a microphone whose envelope follows
 * the output's, later by the way of the sound; a person's own voice does not, so that it needs no detector of speech. Each
 * three seconds are judged for themselves; three of the last five must agree on the delay.
 */
export class LeakWatch {
  /** How loud the output came back when it was last seen, in dB. */
  leakDb = SILENT_DB;

  #played: number[] = [];
  #heard: number[] = [];
  #lags: (number | undefined)[] = [];

  /** Takes half a second of what was played (first) and heard (second); `true` while the output leaks. */
  next({ first, second }: EnvelopeMessage): boolean {
    this.#played.push(...Array.from(first, Math.sqrt));
    this.#heard.push(...Array.from(second, Math.sqrt));
    if (this.#played.length >= SPAN + MOST_LAG) {
      const found = followsAt(this.#played, this.#heard);
      this.leakDb = found?.db ?? this.leakDb;
      this.#lags = [...this.#lags, found?.lag].slice(-SPANS);
      this.#played = this.#played.slice(-MOST_LAG);
      this.#heard = this.#heard.slice(-MOST_LAG);
    }
    return this.#lags.some(
      (lag) =>
        lag !== undefined &&
        this.#lags.filter((other) => other !== undefined && Math.abs(other - lag) <= LAG_TOLERANCE).length >=
          SPANS_AGREE,
    );
  }
}

/** By how many values `heard` follows `played`, and how loud; absent if it does not. */
function followsAt(
  played: readonly number[],
  heard: readonly number[],
): { lag: number; db: number } | undefined {
  const late = heard.slice(MOST_LAG);
  let best: { lag: number; likeness: number; slope: number } | undefined;
  for (let lag = 0; lag <= MOST_LAG; lag++) {
    const now = likeness(played.slice(MOST_LAG - lag, MOST_LAG - lag + late.length), late);
    if (!best || now.likeness > best.likeness) best = { lag, ...now };
  }
  if (!best || best.likeness < ALIKE) return undefined;
  const db = amplitudeDb(best.slope);
  return db < LEAK_LIMIT_DB ? undefined : { lag: best.lag, db };
}

/** How alike two envelopes are, from -1 to 1, and how loud the second is for the first. */
function likeness(a: readonly number[], b: readonly number[]): { likeness: number; slope: number } {
  const [meanA, meanB] = [mean(a), mean(b)];
  let [aa, bb, ab] = [0, 0, 0];
  for (let i = 0; i < b.length; i++) {
    const [x, y] = [(a[i] as number) - meanA, (b[i] as number) - meanB];
    aa += x * x;
    bb += y * y;
    ab += x * y;
  }
  // A tone that does not move, and silence, are like everything and say nothing.
  if (aa / a.length < (MOVES * meanA) ** 2 || meanA < AUDIBLE) return { likeness: 0, slope: 0 };
  return { likeness: bb > 0 ? ab / Math.sqrt(aa * bb) : 0, slope: Math.max(0, ab / aa) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const CHIRP_SECONDS = 0.6;
const LOW_HZ = 500;
const HIGH_HZ = 6_000;
const FADE_SECONDS = 0.02;
/** As loud as speech: what is louder tests a loudspeaker that nobody uses so. */
const CHIRP_PEAK = 0.25;
/** How far the first and strongest way may be before the last reflection that counts. */
const ROOM_SECONDS = 0.08;
const PEAK_OVER_NOISE = 40;
/** Half the width of the filter's pulse, in samples. */
const PULSE = 96;

/** In values of an envelope: three seconds, and half a second of delay. */
const SPAN = 282;
const MOST_LAG = 47;
const SPANS = 5;
const SPANS_AGREE = 3;
/** 43 ms: a buffer of the audio system may slip between two looks. */
const LAG_TOLERANCE = 4;
const ALIKE = 0.8;
const MOVES = 0.3;
const AUDIBLE = 1e-3;
