/** The listener's page, thinking: what she sees, hears and may wish. Each part thinks for itself. */
import { locale } from '../../i18n/locale.svelte';
import { Asking } from '../parts/asking.svelte';
import { Consenting } from '../parts/consenting.svelte';
import { Head } from '../parts/head.svelte';
import { Listener } from '../parts/listener.svelte';
import { Programme } from '../parts/programme.svelte';
import { Sources } from '../parts/sources.svelte';
import { Spoken } from '../parts/spoken.svelte';
import { Stage } from '../parts/stage.svelte';
import { Troubles } from '../parts/troubles.svelte';
import type { Session } from '../session.svelte';

import type { AttendView } from './view';

/** in: the session · out: `AttendView` · close() */
export class AttendPage implements AttendView {
  readonly head: Head;
  readonly stage: Stage;
  readonly programme: Programme;
  readonly hearing: Listener;
  readonly questions: Asking;
  readonly troubles: Troubles;
  readonly consent: Consenting;

  #session: Session;
  #sources: Sources;
  #spoken: Spoken;

  constructor(session: Session) {
    this.#session = session;
    this.head = new Head(session);
    this.stage = new Stage(session);
    this.programme = new Programme(session, this.head);
    this.hearing = new Listener(session);
    this.questions = new Asking(session);
    this.troubles = new Troubles(session, this.stage);
    this.consent = new Consenting(session);
    this.#sources = new Sources(session);
    this.#spoken = new Spoken(session);
  }

  get hand(): boolean {
    return this.#session.known.you.hand;
  }

  get asksConsent(): boolean {
    return this.hand || this.sources !== undefined;
  }

  get spoken(): Spoken | undefined {
    return this.asksConsent ? this.#spoken : undefined;
  }

  get sources(): Sources | undefined {
    return this.#session.known.you.may_publish ? this.#sources : undefined;
  }

  get refused(): string | undefined {
    return this.#session.refusal?.code;
  }

  get saver(): Session['saver'] {
    return this.#session.saver;
  }

  /** Whoever wants to speak is known by her language: hers as far as it is known, otherwise that of her page. */
  raiseHand(up: boolean): void {
    const own = locale.language.split('-')[0] ?? '';
    if (up && this.#spoken.language === undefined && this.#spoken.choices.includes(own))
      this.#spoken.choose(own);
    void this.#session.wish({ type: 'raise_hand', up });
  }

  leave(): void {
    void this.#session.leave();
  }

  close(): void {
    this.head.close();
    this.#sources.close();
  }
}
