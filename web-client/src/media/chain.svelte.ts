/**
 * The way of a microphone to the encoder: trim, limiter, meters, in an audio graph of its own. A chain that cannot run gives
 * back the track as it is: a voice without a limiter is better than none. The numbers are in `dsp/sender.ts`.
 */
import { Listeners } from '../lib/listeners';
import { Scope } from '../lib/scope';

import type { SenderLevels } from './dsp/sender';
import { loadProcessors } from './worklets/load';
import type { SenderMessage, TrimMessage } from './worklets/processors.worklet';

/** in: a microphone's track, the trim · out: the track to send, `levels`, `broken` · stop() */
export class SendingChain {
  /** What the meters say, ten times a second; absent while nothing runs. */
  levels: SenderLevels | undefined = $state.raw();
  /** What the sound check adds, in dB. */
  trimDb = $state(0);
  /** Told when the chain has stopped working: the track must be sent as it is. */
  readonly broken = new Listeners<undefined>();

  #life = new Scope();
  #node: AudioWorkletNode | undefined;

  /** Runs `track` through the chain; gives the track to send. */
  async run(track: MediaStreamTrack): Promise<MediaStreamTrack> {
    this.stop();
    const life = new Scope();
    this.#life = life;
    // The rate of the device, not one of ours: Firefox joins no two rates in one graph.
    const context = new AudioContext({ latencyHint: 'interactive' });
    life.add(() => void context.close().catch(() => undefined));
    try {
      await within(PATIENCE_MS, Promise.all([context.resume(), loadProcessors(context)]));
    } catch {
      life.close();
      return track;
    }
    if (life.closed) return track;
    const stream = new MediaStream([track]);
    let source = context.createMediaStreamSource(stream);
    let freshAt = context.currentTime;
    const node = new AudioWorkletNode(context, 'roadshow-send', {
      outputChannelCount: [1],
      channelCount: 1,
      channelCountMode: 'explicit',
    });
    const end = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    source.connect(node).connect(end);
    node.port.onmessage = ({ data }: MessageEvent<SenderMessage>) => {
      this.levels = data;
      // What a busy moment has queued up between device and graph stays there for ever: a new source begins without it. In
      // a pause nobody hears the change.
      if (data.before.momentary > PAUSE_LUFS || context.currentTime - freshAt < FRESH_SECONDS) return;
      freshAt = context.currentTime;
      source.disconnect();
      source = context.createMediaStreamSource(stream);
      source.connect(node);
    };
    this.#node = node;
    life.add(() => {
      node.port.onmessage = null;
      source.disconnect();
      this.#node = undefined;
      this.levels = undefined;
    });
    const broke = (): void => {
      if (life.closed) return;
      this.stop();
      this.broken.tell(undefined);
    };
    life.listen(node, 'processorerror', broke);
    life.listen(context, 'statechange', () => {
      if (context.state === 'running') return;
      // Another program took the output: it comes back, or the microphone must do without the chain.
      within(PATIENCE_MS, context.resume()).catch(broke);
    });
    this.#tell();
    return end.stream.getAudioTracks()[0] ?? track;
  }

  /** Sets the trim; the level goes there in a ramp. */
  trim(db: number): void {
    this.trimDb = Math.min(TRIM_MOST_DB, Math.max(-TRIM_MOST_DB, db));
    this.#tell();
  }

  /** Ends it. */
  stop(): void {
    this.#life.close();
  }

  #tell(): void {
    this.#node?.port.postMessage({ trimDb: this.trimDb } satisfies TrimMessage);
  }
}

function within(ms: number, work: Promise<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error('too late'));
    }, ms);
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}

const TRIM_MOST_DB = 24;
const PAUSE_LUFS = -60;
const FRESH_SECONDS = 30;
const PATIENCE_MS = 3_000;
