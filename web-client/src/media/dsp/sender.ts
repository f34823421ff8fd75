/**
 * What a microphone passes on its way to the encoder, as numbers: the trim that the sound check has set, a limiter at
 * -1 dBTP, and a loudness meter before and after. No audio node; `chain.ts` makes it one.
 *
 *   in ─► trim ─► delay 1.2 ms ─► gain ─► out
 *    └─ meter      └─► true peak ─► need      └─ meter
 */
import { amplitudeDb, amplitudeOf } from './decibels';
import { Delay, LookAhead } from './lookahead';
import { LoudnessMeter, lufs } from './loudness';
import { SpeechLevel } from './speech';
import { TRUE_PEAK_REACH, TruePeak } from './true-peak';

/** How loud one point of the chain is. */
interface Loudness {
  /** The last 400 ms, in LUFS. */
  momentary: number;
  /** The last 3 s, in LUFS. */
  shortTerm: number;
  /** The last ten seconds of speech without its pauses, in LUFS; absent until somebody has spoken for a second. */
  speech: number | undefined;
  /** The highest peak of the last 100 ms, in dB: of samples before, true peak after. */
  peakDb: number;
}

/** What the chain sees, ten times a second. */
export interface SenderLevels {
  before: Loudness;
  after: Loudness;
  /** The most that the limiter has taken away in the last 100 ms. */
  reductionDb: number;
}

/** Prepares one microphone for sending. */
export class Sender {
  /** By how many samples the sound comes later. */
  readonly delay: number;

  #before: Point;
  #after: Point;
  #peak = new TruePeak();
  #sent = new TruePeak();
  #look: LookAhead;
  #delay: Delay;
  #trim = 1;
  #goal = 1;
  #step: number;
  #least = 1;
  #told: (levels: SenderLevels) => void;

  /** `told` gets the levels every 100 ms. */
  constructor(rate: number, told: (levels: SenderLevels) => void) {
    this.#told = told;
    this.#before = new Point(rate);
    this.#after = new Point(rate);
    this.#look = new LookAhead({
      window: TRUE_PEAK_REACH,
      attack: Math.round(rate / 1_000),
      releaseDbPerSecond: RELEASE_DB_PER_SECOND,
      rate,
    });
    this.delay = this.#look.delay;
    this.#delay = new Delay(this.delay);
    this.#step = amplitudeOf(TRIM_DB_PER_SECOND / rate);
  }

  /** Sets the trim; the level goes there in a ramp. */
  trim(db: number): void {
    this.#goal = amplitudeOf(db);
  }

  /** Lets a stretch of sound through. */
  process(input: Float32Array, output: Float32Array): void {
    for (let i = 0; i < input.length; i++) {
      const raw = input[i] as number;
      this.#before.next(raw, Math.abs(raw));
      if (this.#trim < this.#goal) this.#trim = Math.min(this.#goal, this.#trim * this.#step);
      else if (this.#trim > this.#goal) this.#trim = Math.max(this.#goal, this.#trim / this.#step);
      const level = raw * this.#trim;
      const peak = Math.max(this.#peak.next(level), Math.abs(level));
      const gain = this.#look.next(peak > CEILING ? CEILING / peak : 1);
      if (gain < this.#least) this.#least = gain;
      const out = this.#delay.next(level) * gain;
      output[i] = out;
      if (this.#after.next(out, this.#sent.next(out))) this.#tell();
    }
  }

  #tell(): void {
    this.#told({
      before: this.#before.look(),
      after: this.#after.look(),
      reductionDb: -20 * Math.log10(this.#least),
    });
    this.#least = 1;
  }
}

/** One place of the chain where it is measured. */
class Point {
  #meter: LoudnessMeter;
  #speech = new SpeechLevel(START_DB);
  #peak = 0;

  constructor(rate: number) {
    this.#meter = new LoudnessMeter(rate);
  }

  /** Takes a sample and its peak; `true` when 100 ms are full. */
  next(sample: number, peak: number): boolean {
    if (peak > this.#peak) this.#peak = peak;
    const power = this.#meter.next(sample);
    if (power === undefined) return false;
    this.#speech.block(power);
    return true;
  }

  look(): Loudness {
    const peakDb = amplitudeDb(this.#peak);
    this.#peak = 0;
    return {
      momentary: this.#meter.momentary,
      shortTerm: this.#meter.shortTerm,
      speech: this.#speech.known ? lufs(10 ** (this.#speech.db / 10)) : undefined,
      peakDb,
    };
  }
}

/** A tenth of a decibel below -1 dBTP: the gain's own ramps make the wave a little steeper. */
const CEILING = amplitudeOf(-1.1);
const RELEASE_DB_PER_SECOND = 20;
/** 6 dB per 100 ms, as for every level. */
const TRIM_DB_PER_SECOND = 60;
const START_DB = -26;
