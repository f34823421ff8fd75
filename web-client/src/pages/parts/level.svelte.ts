/** The level of one's own microphone, ten times a second, whichever device it is at the moment. */
import { browserClock } from '../../lib/clock';
import { Scope } from '../../lib/scope';
import { SILENT_DB, type Meter } from '../../media/meter';
import type { Session } from '../session.svelte';

/** in: the session · out: `value`, `peak` in dB below full scale · close() */
export class Level {
  /** Now. */
  value = $state(SILENT_DB);
  /** The loudest of the last moments; falls slowly. */
  peak = $state(SILENT_DB);

  #session: Session;
  #scope = new Scope();
  #watching = new Scope();
  #track: MediaStreamTrack | undefined;
  #meter: Meter | undefined;

  constructor(session: Session) {
    this.#session = session;
    this.#scope.add(
      browserClock.every(PERIOD_MS, () => {
        this.#look();
      }),
    );
  }

  close(): void {
    this.#watching.close();
    this.#scope.close();
  }

  #look(): void {
    const track = this.#session.publishing?.microphone.track;
    if (track !== this.#track || (track && !this.#meter)) {
      this.#watching.close();
      this.#watching = new Scope();
      this.#track = track;
      this.#meter = track && this.#session.sound.watch(track, this.#watching);
    }
    this.value = this.#meter?.level() ?? SILENT_DB;
    this.peak = Math.max(this.value, this.peak - FALL_DB);
  }
}

const PERIOD_MS = 100;
const FALL_DB = 0.8;
