/** The language of one's own microphone, by which the booths turn; corrected with one tap. Thinking only. */
import type { Session } from '../session.svelte';

import type { SpokenShown } from './view';

/** in: the session · out: `SpokenShown` */
export class Spoken implements SpokenShown {
  #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  get language(): string | undefined {
    const { stage, backstage, you } = this.#session.known;
    const people = [...stage.presenters, ...(backstage?.presenters ?? [])];
    return people.find((one) => one.participant === you.participant)?.language ?? you.language;
  }

  get choices(): readonly string[] {
    return this.#session.known.room.languages;
  }

  choose(language: string): void {
    const { participant } = this.#session.known.you;
    void this.#session.wish({ type: 'set_microphone_language', participant, language });
  }
}
