/**
 * Counts changes of level that are too fast for the ear: more than 6 dB in 100 ms. It compares a sound before and after our
 * gains, so that the pauses of a speaker are none of it. Numbers only; `Sound` feeds it from the graph when a page is asked
 * to (`data-jumps` on the html element).
 */
import { powerDb } from './dsp/decibels';
import type { EnvelopeMessage } from './worklets/processors.worklet';

/** Counts the jumps of one gain. */
export class JumpMeter {
  /** How many there were. */
  count = 0;

  #gains: (number | undefined)[] = [];

  /** Takes half a second of the sound before (first) and after (second) the gain; gives how many jumps came with it. */
  next({ stepMs, first, second }: EnvelopeMessage): number {
    const span = Math.floor(SPAN_MS / stepMs);
    const before = this.count;
    for (let i = 0; i < first.length; i++) this.#gain(first[i] as number, second[i] as number, span);
    return this.count - before;
  }

  #gain(before: number, after: number, span: number): void {
    const gain = before > SOUNDS ? Math.max(SILENT_DB, powerDb(after) - powerDb(before)) : undefined;
    const past = this.#gains[0];
    this.#gains.push(gain);
    if (this.#gains.length > span) this.#gains.shift();
    if (gain === undefined || past === undefined || this.#gains.length < span) return;
    if (Math.abs(gain - past) <= MOST_DB) return;
    this.count += 1;
    // The same jump is not counted again.
    this.#gains = [];
  }
}

/** Looked at is the largest whole number of values in it. */
const SPAN_MS = 100;
const MOST_DB = 6;
/** -60 dB in the mean square: in a pause a gain cannot be told. */
const SOUNDS = 1e-6;
/** What is below it counts as silence; a ramp out of silence begins here (`mix.ts`). */
const SILENT_DB = -30;
