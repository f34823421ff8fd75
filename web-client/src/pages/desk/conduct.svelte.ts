/** How the show is conducted at the desk: practice, the announcement, cues, and standing in. Thinking only. */
import { lostOn } from '../../model/stage';
import type { ParticipantId } from '../../protocol';
import type { LostShown, Texts } from '../parts/view';
import type { Session } from '../session.svelte';

import type { ConductView } from './conduct';

/** in: the session · out: `ConductView` */
export class Conduct implements ConductView {
  #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  get practice(): boolean {
    return this.#session.known.room.practice ?? false;
  }

  get mayPractise(): boolean {
    const { you, room } = this.#session.known;
    return you.role === 'host' && room.phase === 'planned';
  }

  get banner(): Texts | undefined {
    const { you, room } = this.#session.known;
    return you.role === 'host' ? (room.banner?.texts ?? {}) : undefined;
  }

  get lost(): readonly LostShown[] {
    return lostOn(this.#session.known.stage);
  }

  calls(participant: ParticipantId): boolean {
    const person = this.#session.known.people.find((one) => one.participant === participant);
    return person?.cue === 'called';
  }

  practise(on: boolean): void {
    void this.#session.wish({ type: 'practice', on });
  }

  announce(texts: Texts): void {
    void this.#session.wish({ type: 'announce', texts });
  }

  cue(participant: ParticipantId, on: boolean): void {
    void this.#session.wish({ type: 'cue', participant, on });
  }

  takeOver(participant: ParticipantId): void {
    void this.#session.wish({ type: 'take_over', participant });
  }
}
