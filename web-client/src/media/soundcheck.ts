/**
 * Scores a microphone from a few seconds of a person who reads a sentence: band, level, clipping, noise. Numbers only; who
 * records and who is told is the matter of the page.
 */
import { SILENT_DB, powerDb } from './dsp/decibels';
import { spectrum } from './dsp/fft';
import { integrated } from './dsp/loudness';
import type { Recording } from './recording';
import { TARGET_LUFS } from './target';

/** Why a microphone does not score in full. */
type Flaw = 'no_voice' | 'narrow' | 'noisy' | 'clipping' | 'quiet' | 'loud';

/** What the check says. */
export interface SoundScore {
  /** 0 to 100. */
  score: number;
  verdict: 'good' | 'fair' | 'poor';
  flaws: readonly Flaw[];
  /** The highest frequency of the voice that comes through, in Hz. */
  bandHz: number;
  /** The loudness of the speech, in LUFS. */
  levelLufs: number;
  /** The noise between the words, in dB below full scale. */
  noiseDb: number;
  clipping: boolean;
  /** What brings the speech to the common loudness, in dB. */
  trimDb: number;
}

/** Scores a recording of speech. */
export function scoreMicrophone({ samples, rate }: Recording): SoundScore {
  const frames = framesOf(samples);
  const sorted = frames.map((frame) => frame.db).sort((a, b) => a - b);
  const noiseDb = sorted[Math.floor(sorted.length * PAUSES)] ?? SILENT_DB;
  const levelLufs = integrated(samples, rate);
  const clipping = clips(samples);
  const trimDb = Math.min(TRIM_MOST_DB, Math.max(-TRIM_MOST_DB, TARGET_LUFS - levelLufs));
  if (levelLufs < NO_VOICE_LUFS || levelLufs - noiseDb < VOICE_ABOVE_NOISE_DB) {
    const nothing = { score: 0, verdict: 'poor', flaws: ['no_voice'], bandHz: 0, trimDb: 0 } as const;
    return { ...nothing, levelLufs, noiseDb, clipping };
  }
  const voiced = frames.filter((frame) => frame.db > noiseDb + VOICE_ABOVE_NOISE_DB);
  const pauses = frames.filter((frame) => frame.db <= noiseDb);
  const bandHz = upperEdge(
    spectrum(
      samples,
      voiced.map((frame) => frame.start),
      FRAME,
    ),
    spectrum(
      samples,
      pauses.map((frame) => frame.start),
      FRAME,
    ),
    rate,
  );
  const flaws: Flaw[] = [];
  let score = 100;
  const fault = (flaw: Flaw, points: number): void => {
    if (points > 0) flaws.push(flaw);
    score -= points;
  };
  fault('narrow', pointsFor(bandHz, BAND_POINTS));
  // Noise is judged as the listeners get it: what lifts the voice lifts it too.
  fault('noisy', pointsFor(-(noiseDb + trimDb), NOISE_POINTS));
  fault('clipping', clipping ? CLIPPING_POINTS : 0);
  fault('quiet', levelLufs < QUIET_LUFS ? LEVEL_POINTS : 0);
  fault('loud', levelLufs > LOUD_LUFS ? LEVEL_POINTS : 0);
  score = Math.max(0, score);
  const verdict = score >= GOOD ? 'good' : score >= FAIR ? 'fair' : 'poor';
  return { score, verdict, flaws, bandHz, levelLufs, noiseDb, clipping, trimDb };
}

interface Frame {
  start: number;
  db: number;
}

function framesOf(samples: Float32Array): Frame[] {
  const count = Math.floor(samples.length / FRAME);
  return Array.from({ length: count }, (_, place) => {
    const start = place * FRAME;
    let sum = 0;
    for (let i = start; i < start + FRAME; i++) sum += (samples[i] as number) ** 2;
    return { start, db: powerDb(sum / FRAME) };
  });
}

/** A wave that stays at the top for three samples has been cut off; one such place is chance, several are not. */
function clips(samples: Float32Array): boolean {
  let [run, places] = [0, 0];
  for (const sample of samples) {
    run = Math.abs(sample) > CLIPPED ? run + 1 : 0;
    if (run === 3) places += 1;
  }
  return places > 2;
}

/** The upper edge of the highest third of an octave in which the voice stands out from the noise. */
function upperEdge(voice: Float64Array, pauses: Float64Array, rate: number): number {
  const binHz = rate / FRAME;
  const thirds = THIRDS_HZ.filter((hz) => hz * 1.122 < rate / 2);
  const bands = thirds.map((hz) => {
    const [from, to] = [Math.round(hz / 1.122 / binHz), Math.round((hz * 1.122) / binHz)];
    return { hz, voice: mean(voice, from, to), noise: mean(pauses, from, to) };
  });
  const top = Math.max(...bands.map((band) => band.voice));
  const through = bands.filter(
    (band) => band.voice > top * STANDS_OUT && band.voice > band.noise * ABOVE_NOISE,
  );
  return Math.round((through.at(-1)?.hz ?? 0) * 1.122);
}

function mean(powers: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let bin = from; bin <= to; bin++) sum += powers[bin] ?? 0;
  return sum / (to - from + 1);
}

/** The points that are lost: those of the first row whose limit `value` reaches. */
function pointsFor(value: number, rows: readonly (readonly [limit: number, points: number])[]): number {
  return rows.find(([limit]) => value >= limit)?.[1] ?? WORST_POINTS;
}

const FRAME = 2_048;
/** At least a tenth of read speech is pauses. */
const PAUSES = 0.1;
const NO_VOICE_LUFS = -60;
const VOICE_ABOVE_NOISE_DB = 10;
const QUIET_LUFS = -45;
const LOUD_LUFS = -12;
const TRIM_MOST_DB = 24;
const CLIPPED = 0.99;
/** Density of hiss against density of the loudest third: 60 dB below, nothing of the voice is left. */
const STANDS_OUT = 1e-6;
const ABOVE_NOISE = 4;
const THIRDS_HZ = [
  500, 630, 800, 1_000, 1_250, 1_600, 2_000, 2_500, 3_150, 4_000, 5_000, 6_300, 8_000, 10_000, 12_500, 16_000,
];
/** Telephone band, then the wide band of a headset over Bluetooth, are the cliffs that matter. */
const BAND_POINTS = [
  [10_500, 0],
  [8_500, 15],
  [5_000, 35],
] as const;
/** In dB below full scale, after the trim. */
const NOISE_POINTS = [
  [58, 0],
  [50, 15],
  [42, 30],
] as const;
const WORST_POINTS = 55;
const CLIPPING_POINTS = 40;
const LEVEL_POINTS = 20;
const GOOD = 80;
const FAIR = 50;
