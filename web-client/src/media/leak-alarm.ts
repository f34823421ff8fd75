/**
 * Watches during a show whether the output comes back by the microphone, by the envelopes of both: `LeakWatch` on the audio
 * graph. It costs two sums a sample and says one thing: leaking, or no longer.
 */
import { Listeners } from '../lib/listeners';
import { Scope } from '../lib/scope';

import { follow } from './envelopes';
import { LeakWatch } from './leak';

/** in: where everything has come together that is heard, the open microphone · out: `changed` · stop() */
export class LeakAlarm {
  /** Told when it begins to leak, with how loud in dB, and when it has stopped. */
  readonly changed = new Listeners<number | undefined>();

  #life = new Scope();
  #track: MediaStreamTrack | undefined;
  #leaking = false;

  /** Watches this microphone from now on; the same one again changes nothing, and none ends it. */
  watch(end: AudioNode, track: MediaStreamTrack | undefined): void {
    if (track === this.#track) return;
    this.stop();
    if (!track) return;
    this.#track = track;
    const life = new Scope();
    this.#life = life;
    const context = end.context as AudioContext;
    const source = context.createMediaStreamSource(new MediaStream([track]));
    const watch = new LeakWatch();
    life.add(() => {
      source.disconnect();
    });
    life.add(
      follow(end, source, (envelopes) => {
        const leaking = watch.next(envelopes);
        if (leaking === this.#leaking) return;
        this.#leaking = leaking;
        this.changed.tell(leaking ? watch.leakDb : undefined);
      }),
    );
  }

  /** Ends it. */
  stop(): void {
    this.#life.close();
    this.#track = undefined;
  }
}
