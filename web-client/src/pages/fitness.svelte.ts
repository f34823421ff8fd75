/**
 * Whether this person's sound is fit, thinking: the check she makes before she enters, what follows from it for her
 * microphone, the watch for leaks while she is heard, and what the server is told of it. The measuring is in `media`.
 *
 * in: her sound, her send leg, how to tell the server · out: `step`, `progress`, `result`, `check` · close()
 */
import { browserClock } from '../lib/clock';
import { Scope } from '../lib/scope';
import { openMicrophone } from '../media/devices.svelte';
import { LEAK_LIMIT_DB, type LeakResult } from '../media/leak';
import { LeakAlarm } from '../media/leak-alarm';
import { testLeak } from '../media/leak-test';
import type { Publishing } from '../media/publish.svelte';
import { record } from '../media/recording';
import type { Sound } from '../media/sound.svelte';
import { scoreMicrophone, type SoundScore } from '../media/soundcheck';
import type { SoundCheck } from '../protocol';

/** What the fitness needs of the session. */
export interface FitnessParts {
  sound: Sound;
  publishing: () => Publishing | undefined;
  /** An interpreter's echo cancelling stays off: she wears headphones, or is not fit. */
  pure: () => boolean;
  tell: (check: SoundCheck, leaking: boolean) => void;
}

/** Where the check stands; `failed`: no sound could be measured. */
export type CheckStep = 'idle' | 'chirp' | 'reading' | 'done' | 'failed';

/** in: `examine`, what she says of her headphones · out: the check and its result */
export class Fitness {
  step: CheckStep = $state('idle');
  /** Of the step, from 0 to 1. */
  progress = $state(0);
  score: SoundScore | undefined = $state.raw();
  leak: LeakResult | undefined = $state.raw();
  /** Her output comes back by her microphone now. */
  leaking = $state(false);

  #parts: FitnessParts;
  #scope = new Scope();
  #alarm = new LeakAlarm();
  #headphones: boolean | undefined;

  constructor(parts: FitnessParts) {
    this.#parts = parts;
    this.#scope.add(
      this.#alarm.changed.add((leakDb) => {
        void this.#leaks(leakDb);
      }),
    );
    this.#scope.add(
      browserClock.every(LOOK_MS, () => {
        this.#look();
      }),
    );
  }

  /** What she says about closed headphones. */
  wear(headphones: boolean): void {
    this.#headphones = headphones;
    this.#tell();
  }

  /** The whole check, from a tap: a chirp, then she reads a sentence. */
  async examine(): Promise<void> {
    if (this.step === 'chirp' || this.step === 'reading') return;
    const { sound } = this.#parts;
    const publishing = this.#parts.publishing();
    sound.unlock();
    try {
      if (!publishing) throw new Error('there is no microphone yet');
      this.progress = 0;
      this.step = 'chirp';
      this.leak = await this.#chirp(publishing.microphone.device);
      // An interpreter's microphone is never changed by the browser; everybody else's is until the output is kept in.
      if (!this.#parts.pure()) await publishing.setEchoCancelling(!this.leak.passed);
      this.step = 'reading';
      this.score = await this.#read(publishing);
      if (this.score.flaws.includes('no_voice')) {
        // A microphone that hears no voice has not proved that it hears no chirp.
        if (!this.#parts.pure()) await publishing.setEchoCancelling(true);
      } else {
        publishing.chain.trim(this.score.trimDb);
      }
      this.step = 'done';
      this.#tell();
    } catch {
      this.step = 'failed';
    }
  }

  close(): void {
    this.#alarm.stop();
    this.#scope.close();
  }

  /** Echo cancelling would take the chirp away: a track without it is opened for the moment. */
  async #chirp(device: string | undefined): Promise<LeakResult> {
    const outlet = this.#parts.sound.outlet;
    if (!outlet) throw new Error('the sound is locked');
    const track = await openMicrophone('pure', device);
    try {
      return await testLeak(outlet, track);
    } finally {
      track.stop();
    }
  }

  async #read(publishing: Publishing): Promise<SoundScore> {
    await publishing.switchMicrophone(true);
    const { track } = publishing.microphone;
    const outlet = this.#parts.sound.outlet;
    if (!track || !outlet) throw new Error('the microphone is gone');
    const source = outlet.context.createMediaStreamSource(new MediaStream([track]));
    try {
      const recording = await record(source, READ_SECONDS, (part) => {
        this.progress = part;
      });
      return scoreMicrophone(recording);
    } finally {
      source.disconnect();
    }
  }

  #look(): void {
    const publishing = this.#parts.publishing();
    const outlet = this.#parts.sound.outlet;
    if (!outlet || !publishing) return;
    const { track, on } = publishing.microphone;
    const heard = on && publishing.leg.state !== 'closed' && !publishing.testing;
    this.#alarm.watch(outlet.end, heard ? track : undefined);
  }

  async #leaks(leakDb: number | undefined): Promise<void> {
    this.leaking = leakDb !== undefined;
    // What the test said before holds no longer.
    if (leakDb !== undefined) this.leak = { leakDb, passed: false, unsure: false };
    this.#tell();
    if (!this.leaking || this.#parts.pure()) return;
    await this.#parts.publishing()?.setEchoCancelling(true);
    this.#tell();
  }

  #tell(): void {
    const { score, leak } = this;
    const publishing = this.#parts.publishing();
    if (!score || !publishing) return;
    this.#parts.tell(
      {
        score: score.score,
        grade: score.verdict,
        band_hz: score.bandHz,
        level_lufs: rounded(score.levelLufs),
        noise_db: rounded(score.noiseDb),
        clipping: score.clipping,
        trim_db: rounded(publishing.chain.trimDb),
        ...(leak && { leak_db: rounded(leak.unsure ? Math.max(leak.leakDb, LEAK_LIMIT_DB) : leak.leakDb) }),
        echo_cancelling: publishing.echoCancelling,
        ...(this.#headphones !== undefined && { headphones: this.#headphones }),
      },
      this.leaking,
    );
  }
}

function rounded(db: number): number {
  return Math.round(db * 10) / 10;
}

const LOOK_MS = 1_000;
const READ_SECONDS = 5;
