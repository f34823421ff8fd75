/**
 * Hearing protection of an interpreter, as a piece of the audio graph: tone control, then the guard on the audio thread.
 * Nothing passes before the guard is there. The numbers are in `dsp/guard.ts`, what is said about them in
 * `warnings.svelte.ts`.
 *
 *   input (low shelf) ─► high shelf ─► guard ─► output
 */
import type { Clock } from '../lib/clock';
import { Scope } from '../lib/scope';

import type { GuardLevels } from './dsp/guard';
import { Warnings } from './warnings.svelte';
import { loadProcessors } from './worklets/load';
import type { ProtectMessage } from './worklets/processors.worklet';

/** What an interpreter may add or take away, in dB from -12 to 12. */
export interface Tone {
  /** At 125 Hz and below. */
  lowDb: number;
  /** At 8 kHz and above. */
  highDb: number;
}

/** in: a sound at `input`, `onAir`, `setTone` · out: the sound at `output`, `levels`, `warnings` · close() */
export class Protection {
  /** Connect to it what is to be heard. */
  readonly input: AudioNode;
  /** Connect it to what goes to the ear. */
  readonly output: GainNode;
  readonly warnings: Warnings;
  /** `waiting`: the guard is being loaded, and nothing is heard. */
  state: 'waiting' | 'guarding' = $state('waiting');
  /** What the guard sees, ten times a second; in dB below full scale. */
  levels: GuardLevels | undefined = $state.raw();
  /** Where the tone control stands. */
  tone: Tone = $state.raw({ lowDb: 0, highDb: 0 });

  #context: AudioContext;
  #clock: Clock;
  #low: BiquadFilterNode;
  #high: BiquadFilterNode;
  #scope = new Scope();
  #guard: AudioWorkletNode | undefined;

  constructor(context: AudioContext, clock: Clock) {
    this.#context = context;
    this.#clock = clock;
    this.#low = new BiquadFilterNode(context, { type: 'lowshelf', frequency: LOW_CORNER_HZ });
    this.#high = new BiquadFilterNode(context, { type: 'highshelf', frequency: HIGH_CORNER_HZ });
    this.input = this.#low;
    this.output = context.createGain();
    this.#low.connect(this.#high);
    this.warnings = new Warnings(clock, () => {
      this.#beep();
    });
    void this.#load();
  }

  /** She is on air: warnings are only seen. */
  set onAir(on: boolean) {
    this.warnings.onAir = on;
  }

  /** Sets the tone; it goes there at 6 dB per 100 ms at most. */
  setTone(tone: Tone): void {
    const within = (db: number): number => Math.min(TONE_DB, Math.max(-TONE_DB, db));
    this.tone = { lowDb: within(tone.lowDb), highDb: within(tone.highDb) };
    const now = this.#context.currentTime;
    for (const [filter, db] of [
      [this.#low, this.tone.lowDb],
      [this.#high, this.tone.highDb],
    ] as const) {
      filter.gain.cancelScheduledValues(now);
      filter.gain.setTargetAtTime(db, now, TONE_SECONDS);
    }
  }

  /** Ends it; nothing passes any more. */
  close(): void {
    this.#scope.close();
    this.#guard?.disconnect();
    this.#high.disconnect();
  }

  async #load(): Promise<void> {
    try {
      await loadProcessors(this.#context);
    } catch {
      // Unprotected is no way out: it is tried again until it works.
      this.#again();
      return;
    }
    if (this.#scope.closed) return;
    const guard = new AudioWorkletNode(this.#context, 'roadshow-protect', {
      outputChannelCount: [2],
      channelCount: 2,
      channelCountMode: 'explicit',
    });
    guard.port.onmessage = ({ data }: MessageEvent<ProtectMessage>) => {
      this.#hear(data);
    };
    guard.addEventListener('processorerror', () => {
      guard.disconnect();
      this.state = 'waiting';
      this.#again();
    });
    this.#guard = guard;
    this.#high.disconnect();
    this.#high.connect(guard).connect(this.output);
    this.state = 'guarding';
  }

  #again(): void {
    this.#scope.add(
      this.#clock.after(AGAIN_MS, () => {
        void this.#load();
      }),
    );
  }

  #hear(message: ProtectMessage): void {
    if (message.type === 'levels') {
      this.levels = message;
      this.warnings.levels(message);
    } else {
      const ago = (this.#context.currentTime - message.at) * 1_000;
      this.warnings.spike(message, Date.now() - ago);
    }
  }

  /** Two short beeps, softer than speech, and through the guard like everything else. */
  #beep(): void {
    const { currentTime } = this.#context;
    for (const start of [currentTime, currentTime + 0.25]) {
      const tone = new OscillatorNode(this.#context, { frequency: BEEP_HZ });
      const gain = new GainNode(this.#context, { gain: 0 });
      gain.gain.setTargetAtTime(BEEP_LEVEL, start, 0.01);
      gain.gain.setTargetAtTime(0, start + 0.1, 0.01);
      tone.connect(gain).connect(this.input);
      tone.start(start);
      tone.stop(start + 0.2);
    }
  }
}

const TONE_DB = 12;
/** The shelves of browsers reach half their gain at the corner: with these they reach it at 125 Hz and 8 kHz. */
const LOW_CORNER_HZ = 315;
const HIGH_CORNER_HZ = 3_200;
/** 24 dB with this constant begin with 6 dB in 100 ms. */
const TONE_SECONDS = 0.4;
const AGAIN_MS = 2_000;
const BEEP_HZ = 1_000;
const BEEP_LEVEL = 0.05;
