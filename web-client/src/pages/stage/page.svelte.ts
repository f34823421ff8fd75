/** The speaker's page, thinking: where she is, what she sends, what comes next. Each part thinks for itself. */
import { next, onAir } from '../../model/questions';
import { current } from '../../model/run-sheet';
import { lostOn } from '../../model/stage';
import type { Cue, Place, QuestionView, Signal } from '../../protocol';
import { Agenda } from '../parts/agenda.svelte';
import { backstage } from '../parts/backstage.svelte';
import { Briefing } from '../parts/briefing.svelte';
import { Consenting } from '../parts/consenting.svelte';
import { Head } from '../parts/head.svelte';
import { Listener } from '../parts/listener.svelte';
import { Sources } from '../parts/sources.svelte';
import { Spoken } from '../parts/spoken.svelte';
import { Stage } from '../parts/stage.svelte';
import { Troubles } from '../parts/troubles.svelte';
import type { LostShown, PersonShown } from '../parts/view';
import type { Session } from '../session.svelte';

import type { StagePageView } from './view';

/** in: the session · out: `StagePageView` · close() */
export class StagePage implements StagePageView {
  readonly head: Head;
  readonly sources: Sources;
  readonly stage: Stage;
  readonly hearing: Listener;
  readonly troubles: Troubles;
  readonly agenda: Agenda;
  readonly spoken: Spoken;
  readonly consent: Consenting;

  #session: Session;
  #briefing: Briefing;

  constructor(session: Session) {
    this.#session = session;
    this.head = new Head(session);
    this.sources = new Sources(session);
    this.stage = new Stage(session);
    this.hearing = new Listener(session);
    this.troubles = new Troubles(session, this.stage);
    this.agenda = new Agenda(session, this.head);
    this.spoken = new Spoken(session);
    this.consent = new Consenting(session);
    this.#briefing = new Briefing(session);
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
    return next(this.#session.known.questions);
  }

  get lamps(): readonly Signal[] {
    return this.#session.known.lamps.map((lamp) => lamp.signal);
  }

  get cue(): Cue | undefined {
    return this.#session.known.you.cue;
  }

  get lost(): readonly LostShown[] {
    const { stage, you } = this.#session.known;
    return lostOn(stage).filter(({ participant }) => participant !== you.participant);
  }

  get mayTakeOver(): boolean {
    const { run_sheet, you } = this.#session.known;
    return current(run_sheet)?.people?.includes(you.participant) ?? false;
  }

  get briefing(): Briefing | undefined {
    return this.#briefing.open ? this.#briefing : undefined;
  }

  get refused(): string | undefined {
    return this.#session.refusal?.code;
  }

  takeOver(participant: string): void {
    void this.#session.wish({ type: 'take_over', participant });
  }

  leave(): void {
    void this.#session.leave();
  }

  close(): void {
    this.#briefing.close();
    this.head.close();
    this.sources.close();
  }
}
