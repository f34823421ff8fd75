/**
 * Hearing protection as numbers: a look-ahead limiter that lets nothing pass more than 12 dB above the last ten seconds of
 * speech, counts what it held back, and watches the mean of the last minute. No audio node; `protect.ts` makes it one.
 *
 *   in ─► delay 6 ms ─► gain ─► out ─► speech level (plain) ─► ceiling
 *    └─► mean square of 5 ms, peak ─► need ─┘└─► minute's mean (A-weighted)
 *
 * A sample needs what the loudest 5 ms around it need, but no more than its own quarter of a millisecond does: so the quiet
 * moment before a blow stays as it is, and the gain comes down within a millisecond and not within the five.
 *
 * What came *out* is what the ear knows, so the speech level is measured there. It is unweighted: a blow is a blow at
 * every frequency. The minute is A-weighted, as limits for the ear at work are, so that a calibration turns it into dB(A).
 */
import { Filter, aWeighting } from './biquad';
import { amplitudeOf, powerDb } from './decibels';
import { Delay, LookAhead, SlidingLeast, SlidingPower } from './lookahead';
import { SpeechLevel } from './speech';

/** Something that was held back. */
export interface Spike {
  /** When it began, in seconds of the audio clock. */
  at: number;
  /** How far it would have gone beyond what is let through. */
  overDb: number;
  /** How long it lasted. */
  ms: number;
}

/** What the guard sees at the moment. */
export interface GuardLevels {
  /** The speech of the last ten seconds, in dB below full scale. */
  speechDb: number;
  /** The mean of the last minute, A-weighted, in dB below full scale. */
  minuteDb: number;
  /** How much is being taken away. */
  reductionDb: number;
}

/** Guards one pair of ears. */
export class Guard {
  /** By how many samples the sound comes later. */
  readonly delay: number;

  #rate: number;
  #speech = new SpeechLevel(START_DB);
  #look: LookAhead;
  #window: SlidingPower;
  #loudest: SlidingLeast;
  #near: SlidingLeast;
  #nearDelay: Delay;
  #own: Delay;
  #left: Delay;
  #right: Delay;
  #leftWeighting: Filter;
  #rightWeighting: Filter;
  #ceiling = 0;
  #peak = 0;
  #frame = 0;
  #block = { frames: 0, power: 0, weighted: 0 };
  #minute = new Float64Array(MINUTE_BLOCKS);
  #minutePlace = 0;
  #least = 1;
  #blows = 0;
  #open: { from: number; to: number; least: number } | undefined;
  #spiked: (spike: Spike) => void;

  /** `spiked` is told of each spike when it is over. */
  constructor(rate: number, spiked: (spike: Spike) => void) {
    this.#rate = rate;
    this.#spiked = spiked;
    const samples = (ms: number): number => Math.max(1, Math.floor((ms * rate) / 1_000));
    const window = samples(WINDOW_MS);
    const near = samples(NEAR_MS);
    const attack = samples(ATTACK_MS);
    this.#look = new LookAhead({ window: 1, attack, releaseDbPerSecond: RELEASE_DB_PER_SECOND, rate });
    this.delay = window - 1 + this.#look.delay;
    this.#window = new SlidingPower(window);
    this.#loudest = new SlidingLeast(window);
    this.#near = new SlidingLeast(2 * near + 1);
    this.#nearDelay = new Delay(window - 1 - near);
    this.#own = new Delay(window - 1);
    this.#left = new Delay(this.delay);
    this.#right = new Delay(this.delay);
    this.#leftWeighting = new Filter(aWeighting(rate));
    this.#rightWeighting = new Filter(aWeighting(rate));
    this.#raise();
  }

  /** What it sees; the reduction is the greatest since the last look. */
  look(): GuardLevels {
    const reductionDb = -20 * Math.log10(this.#least);
    this.#least = 1;
    let sum = 0;
    for (const power of this.#minute) sum += power;
    return { speechDb: this.#speech.db, minuteDb: powerDb(sum / MINUTE_BLOCKS), reductionDb };
  }

  /** Lets a stretch of sound through; both ears get the same gain, or a voice would move. */
  process(
    left: Float32Array,
    right: Float32Array,
    outLeft: Float32Array,
    outRight: Float32Array | undefined,
  ): void {
    for (let i = 0; i < left.length; i++) {
      const l = left[i] as number;
      const r = right[i] as number;
      const square = Math.max(l * l, r * r);
      const size = Math.sqrt(square);
      const mean = Math.sqrt(-this.#loudest.next(-this.#window.next(square)));
      const near = this.#nearDelay.next(-this.#near.next(-size));
      const own = this.#own.next(size);
      const level = Math.min(mean, near);
      let need = level > this.#ceiling ? this.#ceiling / level : 1;
      if (own * need > this.#peak) need = this.#peak / own;
      if (need < SPIKE) this.#held(need);
      const gain = this.#look.next(need);
      if (gain < this.#least) this.#least = gain;
      const a = this.#left.next(l) * gain;
      const b = this.#right.next(r) * gain;
      outLeft[i] = a;
      if (outRight) outRight[i] = b;
      this.#count(a, b);
      this.#frame += 1;
    }
    this.#leftWeighting.settle();
    this.#rightWeighting.settle();
    this.#close();
  }

  #count(left: number, right: number): void {
    const block = this.#block;
    block.power += Math.max(left * left, right * right);
    const a = this.#leftWeighting.run(left);
    const b = this.#rightWeighting.run(right);
    block.weighted += Math.max(a * a, b * b);
    block.frames += 1;
    if (block.frames < this.#rate / BLOCKS_PER_SECOND) return;
    // A blow is no speech; what is too loud for more than a second in ten is somebody who speaks louder.
    const blow = this.#open !== undefined && this.#blows < BLOWS;
    this.#blows = Math.max(0, this.#blows + (blow ? 1 : this.#open ? 0 : -BLOWS / SPEECH_BLOCKS));
    if (!blow) this.#speech.block(block.power / block.frames);
    this.#minute[this.#minutePlace] = block.weighted / block.frames;
    this.#minutePlace = (this.#minutePlace + 1) % MINUTE_BLOCKS;
    block.power = block.weighted = block.frames = 0;
    this.#raise();
  }

  #raise(): void {
    const speech = Math.max(this.#speech.db, FLOOR_DB);
    this.#peak = Math.min(amplitudeOf(speech + ABOVE_DB + CREST_DB), amplitudeOf(PEAK_DB));
    this.#ceiling = amplitudeOf(speech + ABOVE_DB);
  }

  #held(need: number): void {
    this.#open ??= { from: this.#frame, to: this.#frame, least: 1 };
    this.#open.to = this.#frame;
    this.#open.least = Math.min(this.#open.least, need);
  }

  #close(): void {
    const open = this.#open;
    if (!open || this.#frame - open.to < (this.#rate * SPIKE_GAP_MS) / 1_000) return;
    this.#open = undefined;
    this.#spiked({
      at: open.from / this.#rate,
      overDb: -20 * Math.log10(open.least),
      ms: ((open.to - open.from + 1) * 1_000) / this.#rate,
    });
  }
}

/** Nothing passes further above the speech than this: a decibel less than the rule, for those who gate speech otherwise. */
const ABOVE_DB = 11;
/** A single sample of a voice stands this far above the mean of its 5 ms. */
const CREST_DB = 7;
/** No sample passes above it, however loud the speech. */
const PEAK_DB = -1;
/** Speech at the level that sound checks set, until there has been some. */
const START_DB = -26;
/** Quieter speech is treated as if it were this loud: the ceiling never comes down onto a whisper. */
const FLOOR_DB = -50;
/** Shorter than a syllable, longer than a beat of most voices. */
const WINDOW_MS = 5;
/** Half a millisecond, and a quarter for the sound's own rise. */
const ATTACK_MS = 0.5;
const NEAR_MS = 0.25;
/** Half the speed that rule 11 of every fade allows: a voice does not pump. */
const RELEASE_DB_PER_SECOND = 30;
const BLOCKS_PER_SECOND = 10;
const MINUTE_BLOCKS = 600;
/** Less than 3 dB is no spike but a lively voice. */
const SPIKE = amplitudeOf(-3);
/** What comes sooner belongs to the same spike. */
const SPIKE_GAP_MS = 200;
/** In blocks of 100 ms. */
const BLOWS = 10;
const SPEECH_BLOCKS = 100;
