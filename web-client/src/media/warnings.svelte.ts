/**
 * What the hearing protection has to say: the log of spikes, and warnings about spikes and about a loud minute. Off air a
 * warning is also two short beeps, at most every half hour; on air it is only seen. No sound, no node: `protect.svelte.ts`
 * carries the figures here and the beeps away.
 */
import type { Clock } from '../lib/clock';
import { Listeners } from '../lib/listeners';

import type { GuardLevels, Spike } from './dsp/guard';

/** One line of the log. */
export interface LoggedSpike {
  /** The time of day, in milliseconds. */
  at: number;
  /** How far it would have gone beyond what is let through. */
  overDb: number;
  /** How long it lasted, in milliseconds. */
  ms: number;
}

/** Something that an interpreter is told about her ears. */
export interface Warning {
  kind: 'spike' | 'minute';
  /** How far beyond the limit. */
  overDb: number;
}

/** in: what the guard says, on air or not · out: `log`, `warning`, `count`, `warned` */
export class Warnings {
  /** The last spikes, the newest first. */
  log: readonly LoggedSpike[] = $state.raw([]);
  /** The warning that is shown now. */
  warning: Warning | undefined = $state.raw();
  /** How many there were. */
  count = $state(0);
  /** She is on air: nothing beeps. */
  onAir = false;
  /**
   * What must be added to dB below full scale to give dB SPL at her ear, after she has measured it; without it no dB SPL is
   * shown.
   */
  calibrationDb: number | undefined = $state();
  /** Told each warning. */
  readonly warned = new Listeners<Warning>();

  #clock: Clock;
  #beep: () => void;
  #beptAt = -Infinity;
  #minuteAt = -Infinity;

  constructor(clock: Clock, beep: () => void) {
    this.#clock = clock;
    this.#beep = beep;
  }

  /** A spike is over; `at` is the time of day. */
  spike(spike: Spike, at: number): void {
    const { overDb, ms } = spike;
    this.log = [{ at, overDb, ms }, ...this.log].slice(0, LOG_LENGTH);
    this.#warn({ kind: 'spike', overDb });
  }

  /** The guard's figures have changed. */
  levels({ minuteDb }: GuardLevels): void {
    const overDb = minuteDb - this.minuteLimitDb;
    const now = this.#clock.now();
    // The mean of a minute says nothing new before the next minute.
    if (overDb <= 0 || now - this.#minuteAt < MINUTE_MS) return;
    this.#minuteAt = now;
    this.#warn({ kind: 'minute', overDb });
  }

  /** What the mean of a minute may reach, in dB below full scale. */
  get minuteLimitDb(): number {
    return this.calibrationDb === undefined ? MINUTE_DB : MINUTE_SPL_DB - this.calibrationDb;
  }

  /** A level in dB SPL, once it has been calibrated. */
  spl(db: number): number | undefined {
    return this.calibrationDb === undefined ? undefined : db + this.calibrationDb;
  }

  #warn(warning: Warning): void {
    this.count += 1;
    this.warning = warning;
    this.warned.tell(warning);
    this.#clock.after(SHOWN_MS, () => {
      if (this.warning === warning) this.warning = undefined;
    });
    const now = this.#clock.now();
    if (this.onAir || now - this.#beptAt < BEEP_EVERY_MS) return;
    this.#beptAt = now;
    this.#beep();
  }
}

const LOG_LENGTH = 200;
const SHOWN_MS = 8_000;
const BEEP_EVERY_MS = 30 * 60_000;
const MINUTE_MS = 60_000;
/** Speech as sound checks set it, 6 dB louder for a whole minute. */
const MINUTE_DB = -17;
/** The lower action value of directive 2003/10/EC; it is meant for a day, so a minute above it is no breach of anything. */
const MINUTE_SPL_DB = 80;
