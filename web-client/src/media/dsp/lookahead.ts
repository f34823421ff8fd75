/**
 * The gain of a look-ahead limiter: it knows what each sample needs before that sample is let out, so that the gain is
 * down when it comes, in a ramp instead of a step. Numbers only; it neither measures nor delays a sound.
 */
import { amplitudeOf } from './decibels';

/** How a limiter moves. */
export interface LookAheadOptions {
  /** Samples that what one of them needs holds for, backwards: the length of the measuring window. */
  window: number;
  /** Samples in which the gain goes down. */
  attack: number;
  /** How fast the gain comes back. */
  releaseDbPerSecond: number;
  rate: number;
}

/** Turns what each sample needs into the gain of the sample `delay` samples earlier. */
export class LookAhead {
  /** By how many samples the sound must be delayed. */
  readonly delay: number;

  #least: SlidingLeast;
  #ramp: Float64Array;
  #place = 0;
  #sum: number;
  #held = 1;
  #rise: number;

  constructor({ window, attack, releaseDbPerSecond, rate }: LookAheadOptions) {
    this.delay = window + attack - 1;
    this.#least = new SlidingLeast(this.delay + 1);
    this.#ramp = new Float64Array(attack).fill(1);
    this.#sum = attack;
    this.#rise = amplitudeOf(releaseDbPerSecond / rate);
  }

  /** Takes the gain that the newest sample needs, at most 1; gives the gain of the sample that is let out now. */
  next(need: number): number {
    this.#held = Math.min(this.#least.next(need), this.#held * this.#rise);
    const ramp = this.#ramp;
    this.#sum += this.#held - (ramp[this.#place] as number);
    ramp[this.#place] = this.#held;
    this.#place += 1;
    if (this.#place === ramp.length) {
      this.#place = 0;
      // A running sum gathers rounding errors for hours; a fresh one does not.
      this.#sum = 0;
      for (const gain of ramp) this.#sum += gain;
    }
    return this.#sum / ramp.length;
  }
}

/** The least of the last `length` numbers, in constant time on average. */
export class SlidingLeast {
  #length: number;
  #values: Float64Array;
  #times: Float64Array;
  #first = 0;
  #count = 0;
  #now = 0;

  constructor(length: number) {
    this.#length = length;
    this.#values = new Float64Array(length + 1);
    this.#times = new Float64Array(length + 1);
  }

  /** Takes a number, gives the least of the last ones. */
  next(value: number): number {
    const room = this.#values.length;
    const at = (place: number): number => (this.#first + place) % room;
    while (this.#count > 0 && (this.#values[at(this.#count - 1)] as number) >= value) this.#count -= 1;
    this.#values[at(this.#count)] = value;
    this.#times[at(this.#count)] = this.#now;
    this.#count += 1;
    if ((this.#times[this.#first] as number) <= this.#now - this.#length) {
      this.#first = at(1);
      this.#count -= 1;
    }
    this.#now += 1;
    return this.#values[this.#first] as number;
  }
}

/** A delay line of a fixed length. */
export class Delay {
  #ring: Float32Array;
  #place = 0;

  constructor(length: number) {
    this.#ring = new Float32Array(Math.max(1, length));
  }

  /** Takes a sample, gives the one `length` samples ago. */
  next(sample: number): number {
    const out = this.#ring[this.#place] as number;
    this.#ring[this.#place] = sample;
    this.#place = (this.#place + 1) % this.#ring.length;
    return out;
  }
}

/** The mean square of the last `length` samples. */
export class SlidingPower {
  #ring: Float64Array;
  #place = 0;
  #sum = 0;

  constructor(length: number) {
    this.#ring = new Float64Array(length);
  }

  /** Takes the square of a sample. */
  next(square: number): number {
    const ring = this.#ring;
    this.#sum += square - (ring[this.#place] as number);
    ring[this.#place] = square;
    this.#place += 1;
    if (this.#place === ring.length) {
      this.#place = 0;
      this.#sum = 0;
      for (const one of ring) this.#sum += one;
    }
    return Math.max(0, this.#sum) / ring.length;
  }
}
