/**
 * A speaker's voice in the briefing room: her microphone is open while she talks there, and afterwards as it was before.
 * Where the sound goes is the server's business.
 */
import type { TalkTo } from '../../protocol';
import type { Talker } from '../parts/view';
import type { Session } from '../session.svelte';

/** in: the session · out: `Talker` */
export class SpeakerTalk implements Talker {
  talking: TalkTo = $state('nobody');

  #session: Session;
  #opened = false;

  constructor(session: Session) {
    this.#session = session;
  }

  async talk(to: TalkTo): Promise<void> {
    if (to === this.talking) return;
    if (!(await this.#session.wish({ type: 'talk', to }))) return;
    this.talking = to;
    const { publishing } = this.#session;
    if (!publishing) return;
    if (to !== 'nobody') {
      this.#opened = !publishing.microphone.on;
      await publishing.switchMicrophone(true);
    } else if (this.#opened) {
      this.#opened = false;
      await publishing.switchMicrophone(false);
    }
  }
}
