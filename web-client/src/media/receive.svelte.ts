/**
 * The receive leg: one line for each picture and sound the server may ever send, in the order of the welcome, offered
 * once. What a line carries changes without the page's doing; a sound goes to the mix, a picture to whoever draws it.
 */
import type { Clock } from '../lib/clock';
import type { MediaView } from '../protocol';

import { prefer } from './codecs';
import { DelayGauge, type Delay } from './delay';
import { Leg, type Offerer } from './leg.svelte';

/** Takes a sound line for the mix. */
export type SoundSink = (name: string, track: MediaStreamTrack) => void;

/** What comes from the server. */
export class Receiving {
  /** The connection. */
  readonly leg: Leg;
  /** The pictures by line name: `stage`, `inset`, `backstage_1` …; the last one stays while the connection is away. */
  pictures: Readonly<Record<string, MediaStream>> = $state.raw({});

  #sink: SoundSink;
  #gauge = new DelayGauge();

  constructor(offerer: Offerer, clock: Clock, sink: SoundSink) {
    this.leg = new Leg(offerer, clock);
    this.#sink = sink;
  }

  /** Opens the leg for these lines, or opens it anew. */
  open(media: MediaView): void {
    this.leg.open((pc) => {
      for (const line of media.receive) {
        const transceiver = pc.addTransceiver(line.kind, { direction: 'recvonly' });
        const { track } = transceiver.receiver;
        if (line.kind === 'audio') {
          this.#sink(line.name, track);
        } else {
          prefer(transceiver, 'receive', media.codecs);
          this.#show(line.name, track);
        }
      }
    });
  }

  /** How late and how far apart sound and picture come on this leg, since the last look. */
  async delay(): Promise<Delay | undefined> {
    const report = await this.leg.stats();
    return report && this.#gauge.look(report);
  }

  /** Ends it. */
  close(): void {
    this.leg.close();
    this.pictures = {};
  }

  /** A track is muted until its first packet: until then the picture of the connection before stays. */
  #show(name: string, track: MediaStreamTrack): void {
    const put = (): void => {
      this.pictures = { ...this.pictures, [name]: new MediaStream([track]) };
    };
    if (this.pictures[name]) track.addEventListener('unmute', put, { once: true });
    else put();
  }
}
