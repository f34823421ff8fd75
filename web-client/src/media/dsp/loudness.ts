/**
 * Loudness after ITU-R BS.1770-4 for one channel: momentary (400 ms), short-term (3 s), and of a whole recording with its
 * gates. Levels in LUFS. Numbers only.
 */
import { Filter, kWeighting } from './biquad';
import { powerDb, powerOf } from './decibels';

/** The loudness of the K-weighted mean square `power`. */
export function lufs(power: number): number {
  return powerDb(power) + OFFSET_LU;
}

/** Runs along with a sound, in steps of 100 ms. */
export class LoudnessMeter {
  #filter: Filter;
  #frames: number;
  #count = 0;
  #sum = 0;
  #blocks = new Float64Array(SHORT_BLOCKS);
  #place = 0;

  constructor(rate: number) {
    this.#filter = new Filter(kWeighting(rate));
    this.#frames = Math.round(rate / 10);
  }

  /** Takes a sample; gives the K-weighted mean square of the last 100 ms when they are full. */
  next(sample: number): number | undefined {
    const weighted = this.#filter.run(sample);
    this.#sum += weighted * weighted;
    this.#count += 1;
    if (this.#count < this.#frames) return undefined;
    const power = this.#sum / this.#count;
    this.#blocks[this.#place] = power;
    this.#place = (this.#place + 1) % SHORT_BLOCKS;
    this.#count = this.#sum = 0;
    this.#filter.settle();
    return power;
  }

  /** The last 400 ms. */
  get momentary(): number {
    return this.#mean(MOMENTARY_BLOCKS);
  }

  /** The last 3 s. */
  get shortTerm(): number {
    return this.#mean(SHORT_BLOCKS);
  }

  #mean(blocks: number): number {
    let sum = 0;
    for (let back = 1; back <= blocks; back++) {
      sum += this.#blocks[(this.#place - back + SHORT_BLOCKS) % SHORT_BLOCKS] as number;
    }
    return lufs(sum / blocks);
  }
}

/** The loudness of a recording, its pauses gated out: 400 ms in steps of 100 ms, gates at -70 LUFS and 10 LU below the mean. */
export function integrated(samples: Float32Array, rate: number): number {
  const meter = new LoudnessMeter(rate);
  const steps: number[] = [];
  for (const sample of samples) {
    const power = meter.next(sample);
    if (power !== undefined) steps.push(power);
  }
  const blocks = steps
    .slice(MOMENTARY_BLOCKS - 1)
    .map((_, place) => mean(steps.slice(place, place + MOMENTARY_BLOCKS)));
  const loud = blocks.filter((power) => lufs(power) > ABSOLUTE_GATE);
  const gate = mean(loud) * powerOf(-RELATIVE_GATE_LU);
  return lufs(mean(loud.filter((power) => power > gate)));
}

function mean(powers: readonly number[]): number {
  return powers.length === 0 ? 0 : powers.reduce((sum, power) => sum + power, 0) / powers.length;
}

/** So that a sine of 997 Hz at full scale reads -3.01. */
const OFFSET_LU = -0.691;
const MOMENTARY_BLOCKS = 4;
const SHORT_BLOCKS = 30;
const ABSOLUTE_GATE = -70;
const RELATIVE_GATE_LU = 10;
