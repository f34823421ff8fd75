/** What a person agrees to for her voice: asked, kept by the server with its time, taken back at any time. Thinking only. */
import type { Session } from '../session.svelte';

import type { ConsentShown, Yes } from './view';

type Given = Record<Yes, boolean>;

/** in: the session · out: `ConsentShown` */
export class Consenting implements ConsentShown {
  #session: Session;
  /** What was said and is not answered: the next yes builds on it. */
  #underway: Given | undefined = $state.raw();

  constructor(session: Session) {
    this.#session = session;
  }

  get given(): Given {
    if (this.#underway) return this.#underway;
    const { recording, publishing, live_processing, machine_use } = this.#session.known.you.consent;
    return { recording, publishing, live_processing, machine_use };
  }

  get at(): number | undefined {
    const { at } = this.#session.known.you.consent;
    return at === undefined ? undefined : Date.parse(at);
  }

  set(yes: Yes, on: boolean): void {
    void this.#say({ ...this.given, [yes]: on });
  }

  setAll(on: boolean): void {
    void this.#say({ recording: on, publishing: on, live_processing: on, machine_use: false });
  }

  async #say(given: Given): Promise<void> {
    this.#underway = given;
    await this.#session.wish({ type: 'consent', ...given });
    if (this.#underway === given) this.#underway = undefined;
  }
}
