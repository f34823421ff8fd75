/**
 * The processors that run on the audio thread, bundled as a file of their own: hearing protection, the sending chain, a tap
 * for recordings, and a pair of envelopes. Each only carries samples to its numbers in `dsp/` and tells what they say.
 */
import { Guard, type GuardLevels, type Spike } from '../dsp/guard';
import { Sender, type SenderLevels } from '../dsp/sender';

/** What the protection says. */
export type ProtectMessage = ({ type: 'levels' } & GuardLevels) | ({ type: 'spike' } & Spike);

/** What the sending chain is told and says. */
export interface TrimMessage {
  trimDb: number;
}
export type SenderMessage = SenderLevels;

/** Two sounds, each as the mean squares of its last stretches, the oldest first. */
export interface EnvelopeMessage {
  /** How long one stretch is: a whole number of quanta, 10.7 ms at 48 kHz. */
  stepMs: number;
  first: Float32Array;
  second: Float32Array;
}

class Protect extends AudioWorkletProcessor {
  #guard = new Guard(sampleRate, (spike) => {
    this.port.postMessage({ type: 'spike', ...spike } satisfies ProtectMessage);
  });
  #frames = 0;

  process([input]: Float32Array[][], [output]: Float32Array[][]): boolean {
    const out = output?.[0];
    if (!out) return true;
    const left = input?.[0] ?? nothing(out.length);
    this.#guard.process(left, input?.[1] ?? left, out, output[1]);
    this.#frames += out.length;
    if (this.#frames < sampleRate / 10) return true;
    this.#frames = 0;
    this.port.postMessage({ type: 'levels', ...this.#guard.look() } satisfies ProtectMessage);
    return true;
  }
}

class Send extends AudioWorkletProcessor {
  #sender = new Sender(sampleRate, (levels) => {
    this.port.postMessage(levels satisfies SenderMessage);
  });

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<TrimMessage>) => {
      this.#sender.trim(data.trimDb);
    };
  }

  process([input]: Float32Array[][], [output]: Float32Array[][]): boolean {
    const out = output?.[0];
    if (out) this.#sender.process(input?.[0] ?? nothing(out.length), out);
    return true;
  }
}

/** A processor that only listens: any message ends it. */
class Listener extends AudioWorkletProcessor {
  protected wanted = true;

  constructor() {
    super();
    this.port.onmessage = () => {
      this.wanted = false;
    };
  }
}

class Tap extends Listener {
  #chunk = new Float32Array(TAP_CHUNK);
  #filled = 0;

  process([input]: Float32Array[][]): boolean {
    const heard = input?.[0] ?? nothing(QUANTUM);
    this.#chunk.set(heard, this.#filled);
    this.#filled += heard.length;
    if (this.#filled < TAP_CHUNK) return this.wanted;
    this.port.postMessage(this.#chunk, [this.#chunk.buffer]);
    this.#chunk = new Float32Array(TAP_CHUNK);
    this.#filled = 0;
    return this.wanted;
  }
}

class Envelopes extends Listener {
  #pair: EnvelopeMessage = {
    stepMs: STEP_MS,
    first: new Float32Array(ENVELOPES),
    second: new Float32Array(ENVELOPES),
  };
  #first = 0;
  #second = 0;
  #frames = 0;
  #filled = 0;

  process([first, second]: Float32Array[][]): boolean {
    this.#first += energy(first?.[0]);
    this.#second += energy(second?.[0]);
    this.#frames += QUANTUM;
    if (this.#frames < (sampleRate * ENVELOPE_MS) / 1_000) return this.wanted;
    this.#pair.first[this.#filled] = this.#first / this.#frames;
    this.#pair.second[this.#filled] = this.#second / this.#frames;
    this.#first = this.#second = this.#frames = 0;
    this.#filled += 1;
    if (this.#filled < ENVELOPES) return this.wanted;
    this.port.postMessage(this.#pair);
    this.#filled = 0;
    return this.wanted;
  }
}

/** A line without sound gives no samples at all. */
function nothing(length: number): Float32Array {
  return length === QUANTUM ? SILENCE : new Float32Array(length);
}

function energy(samples: Float32Array | undefined): number {
  let sum = 0;
  if (samples) for (const sample of samples) sum += sample * sample;
  return sum;
}

const QUANTUM = 128;
const SILENCE = new Float32Array(QUANTUM);
/** Sixteen quanta: 43 ms. */
const TAP_CHUNK = 16 * QUANTUM;
/** The least that one stretch of an envelope is. */
const ENVELOPE_MS = 10;
/** How many of them come at once: half a second. */
const ENVELOPES = 48;
const STEP_MS = (Math.ceil((sampleRate * ENVELOPE_MS) / 1_000 / QUANTUM) * QUANTUM * 1_000) / sampleRate;

registerProcessor('roadshow-protect', Protect);
registerProcessor('roadshow-send', Send);
registerProcessor('roadshow-tap', Tap);
registerProcessor('roadshow-envelopes', Envelopes);
