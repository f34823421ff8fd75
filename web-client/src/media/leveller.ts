/**
 * A gain of the audio graph that goes where `mix.ts` sends it, in ramps without a step. It decides no level.
 */
import { SILENCE, fadeTo, levelAt, still, type Fade } from './mix';

/** One gain and the way it goes. */
export class Leveller {
  /** The node; connect a sound through it. */
  readonly gain: GainNode;

  #fade: Fade;

  /** Stands still at `at`. */
  constructor(context: BaseAudioContext, at: number) {
    this.gain = new GainNode(context, { gain: at });
    this.#fade = still(at);
  }

  /** Goes to a level, from where it is. */
  to(level: number): void {
    const before = this.#fade;
    if (before.to === level) return;
    const { gain, context } = this.gain;
    const now = context.currentTime;
    // The audio thread is ahead of what a page is told: a ramp that begins in its past begins with a step. One that has not
    // begun yet is replaced where it would have.
    const begun = before.start <= now;
    const start = begun ? now + LEAD_SECONDS : before.start;
    const end = before.start + before.seconds;
    const way = fadeTo(before, level, start);
    gain.cancelScheduledValues(begun ? now : start + INSTANT);
    // What was taken away of the ramp before is put back, up to here.
    if (begun && end > now) ramp(gain, levelAt(before, start), Math.min(start, end));
    gain.setValueAtTime(Math.max(way.from, SILENCE), start);
    ramp(gain, level, start + way.seconds);
    this.#fade = way;
  }
}

/** Straight in decibels to `level`; silence is off. */
function ramp(gain: AudioParam, level: number, at: number): void {
  gain.exponentialRampToValueAtTime(Math.max(level, SILENCE), at);
  if (level < SILENCE) gain.setValueAtTime(0, at);
}

/** As long as a busy page may take from its look at the clock to the audio thread. */
const LEAD_SECONDS = 0.03;
const INSTANT = 1e-4;
