/** The briefing room, open before the doors are: who is in, and one's own voice there. Thinking only. */
import type { TalkTo } from '../../protocol';
import type { Session } from '../session.svelte';

import { personShown } from './backstage.svelte';
import type { BriefingShown, PersonShown } from './view';

/** Speaks beside the channels for as long as it is wanted: an interpreter's push-to-talk. */
export interface Talker {
  readonly talking: TalkTo;
  talk(to: TalkTo): unknown;
}

/** in: the session, and push-to-talk where an open microphone alone is not heard · out: `BriefingShown` · close() */
export class Briefing implements BriefingShown {
  #session: Session;
  #talker: Talker | undefined;

  constructor(session: Session, talker?: Talker) {
    this.#session = session;
    this.#talker = talker;
  }

  /** There is such a room now. */
  get open(): boolean {
    const { phase, practice } = this.#session.known.room;
    return phase === 'planned' && !practice;
  }

  get joined(): boolean {
    return this.#session.known.you.briefing;
  }

  get people(): readonly PersonShown[] {
    return this.#session.known.briefing.map((presenter) => personShown(this.#session, presenter, undefined));
  }

  get talking(): boolean {
    if (this.#talker) return this.#talker.talking === 'briefing';
    return this.#session.publishing?.microphone.on ?? false;
  }

  join(on: boolean): void {
    if (!on) this.#hangUp();
    void this.#session.wish({ type: 'briefing', join: on });
  }

  talk(on: boolean): void {
    if (on === this.talking) return;
    if (this.#talker) void this.#talker.talk(on ? 'briefing' : 'nobody');
    else void this.#session.publishing?.switchMicrophone(on);
  }

  /** The room has changed: when doors open nobody is left with an open line. */
  follow(): void {
    if (!this.open) this.#hangUp();
  }

  /** The page goes. */
  close(): void {
    this.#hangUp();
  }

  /** A speaker's microphone is her own and stays as it is. */
  #hangUp(): void {
    if (this.#talker) this.talk(false);
  }
}
