/** The briefing room, open before the doors are: who is in, and one's own voice there. Thinking only. */
import type { Session } from '../session.svelte';

import { personShown } from './backstage.svelte';
import type { BriefingShown, PersonShown, Talker } from './view';

/** in: the session, how one talks beside the stage · out: `BriefingShown` · close() */
export class Briefing implements BriefingShown {
  #session: Session;
  #talker: Talker;

  constructor(session: Session, talker: Talker) {
    this.#session = session;
    this.#talker = talker;
  }

  /** There is such a room now. */
  get open(): boolean {
    return this.#session.known.room.phase === 'planned';
  }

  get joined(): boolean {
    return this.#session.known.you.briefing;
  }

  get people(): readonly PersonShown[] {
    return this.#session.known.briefing.map((presenter) => personShown(this.#session, presenter, undefined));
  }

  get talking(): boolean {
    return this.#talker.talking === 'briefing';
  }

  join(on: boolean): void {
    if (!on) this.talk(false);
    void this.#session.wish({ type: 'briefing', join: on });
  }

  talk(on: boolean): void {
    if (on !== this.talking) void this.#talker.talk(on ? 'briefing' : 'nobody');
  }

  /** The page goes: nobody is left with an open line. */
  close(): void {
    this.talk(false);
  }
}
