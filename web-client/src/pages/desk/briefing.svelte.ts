/** The briefing room at the desk, thinking: who is in, and one's own voice there. */
import type { PresenterView } from '../../protocol';
import type { Session } from '../session.svelte';

import type { PushToTalk } from './talk.svelte';
import type { BriefingView } from './view';

/** in: the session, push-to-talk · out: `BriefingView` */
export class Briefing implements BriefingView {
  #session: Session;
  #talk: PushToTalk;

  constructor(session: Session, talk: PushToTalk) {
    this.#session = session;
    this.#talk = talk;
  }

  get inside(): boolean {
    return this.#session.known.you.briefing;
  }

  get people(): readonly PresenterView[] {
    return this.#session.known.briefing;
  }

  get microphone(): boolean {
    return this.#talk.held?.to === 'briefing';
  }

  enter(inside: boolean): void {
    if (!inside) this.setMicrophone(false);
    void this.#session.wish({ type: 'briefing', join: inside });
  }

  setMicrophone(on: boolean): void {
    if (on) this.#talk.hold({ to: 'briefing' });
    else if (this.microphone) this.#talk.release();
  }
}
