/** The speaker's page, thinking: where she is, what she sends, what comes next. Each part thinks for itself. */
import { approved, onAir } from '../../model/questions';
import type { Place, QuestionView } from '../../protocol';
import { backstage } from '../parts/backstage.svelte';
import { Head } from '../parts/head.svelte';
import { Listener } from '../parts/listener.svelte';
import { Sources } from '../parts/sources.svelte';
import { Stage } from '../parts/stage.svelte';
import { Troubles } from '../parts/troubles.svelte';
import type { PersonShown } from '../parts/view';
import type { Session } from '../session.svelte';

import type { StagePageView } from './view';

/** in: the session · out: `StagePageView` · close() */
export class StagePage implements StagePageView {
  readonly head: Head;
  readonly sources: Sources;
  readonly stage: Stage;
  readonly hearing: Listener;
  readonly troubles: Troubles;

  #session: Session;

  constructor(session: Session) {
    this.#session = session;
    this.head = new Head(session);
    this.sources = new Sources(session);
    this.stage = new Stage(session);
    this.hearing = new Listener(session);
    this.troubles = new Troubles(session, this.stage);
  }

  get place(): Place {
    return this.#session.known.you.place;
  }

  get name(): string {
    return this.#session.known.you.name;
  }

  get backstage(): readonly PersonShown[] {
    return backstage(this.#session);
  }

  get onAir(): QuestionView | undefined {
    return onAir(this.#session.known.questions);
  }

  get next(): QuestionView | undefined {
    return approved(this.#session.known.questions)[0];
  }

  get refused(): string | undefined {
    return this.#session.refusal?.code;
  }

  leave(): void {
    void this.#session.leave();
  }

  close(): void {
    this.head.close();
    this.sources.close();
  }
}
