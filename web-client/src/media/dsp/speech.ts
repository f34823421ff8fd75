/**
 * How loud the speech of the last ten seconds was. Pauses do not count: a tenth of a second far below the present level is
 * one, unless nothing else comes for ten seconds. Takes mean squares, one for each 100 ms; numbers only.
 */
import { powerDb, powerOf } from './decibels';

/** The gated mean of the last ten seconds of speech. */
export class SpeechLevel {
  #blocks = new Float64Array(BLOCKS);
  #count = 0;
  #place = 0;
  #pauses = 0;
  #power: number;
  #start: number;

  /** `startDb` is believed until there has been a second of speech. */
  constructor(startDb: number) {
    this.#start = powerOf(startDb);
    this.#power = this.#start;
  }

  /** In dB. */
  get db(): number {
    return powerDb(this.#power);
  }

  /** Whether there has been enough speech to know. */
  get known(): boolean {
    return this.#count >= ENOUGH;
  }

  /** Takes the mean square of 100 ms. */
  block(power: number): void {
    if (power < SILENCE) return;
    if (power < this.#power * PAUSE) {
      this.#pauses += 1;
      if (this.#pauses <= BLOCKS) return;
    } else {
      this.#pauses = 0;
    }
    this.#blocks[this.#place] = power;
    this.#place = (this.#place + 1) % BLOCKS;
    this.#count = Math.min(BLOCKS, this.#count + 1);
    let sum = 0;
    for (let i = 0; i < this.#count; i++) sum += this.#blocks[i] as number;
    const missing = Math.max(0, ENOUGH - this.#count);
    this.#power = (sum + missing * this.#start) / (this.#count + missing);
  }
}

/** Ten seconds of 100 ms. */
const BLOCKS = 100;
/** One second. */
const ENOUGH = 10;
/** Below it nobody speaks. */
const SILENCE = powerOf(-60);
/** The pauses of speech are this far below it. */
const PAUSE = powerOf(-20);
