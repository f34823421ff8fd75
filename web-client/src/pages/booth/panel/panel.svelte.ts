/** The right-hand side of the console, thinking. Each part thinks for itself; here only which leaf is open. */
import { untrack } from 'svelte';

import { browserClock } from '../../../lib/clock';
import { next, onAir } from '../../../model/questions';
import type { QuestionView } from '../../../protocol';
import type { Due } from '../../../wire/office';
import { Agenda } from '../../parts/agenda.svelte';
import { Briefing, type Talker } from '../../parts/briefing.svelte';
import { Consenting } from '../../parts/consenting.svelte';
import { Translating } from '../../parts/translating.svelte';
import type { HeadView } from '../../parts/view';
import type { Session } from '../../session.svelte';

import { Call } from './call.svelte';
import { Chat } from './chat.svelte';
import { Glossary } from './glossary.svelte';
import { Notes } from './notes.svelte';
import { Pad } from './pad.svelte';
import type { PanelView, Tab } from './view';

/** in: the session, the head for its clock, how she talks beside the channel, the way to ask what is due · out: `PanelView` · close() */
export class PanelModel implements PanelView {
  tab: Tab = $state('agenda');
  due: readonly Due[] = $state.raw([]);
  readonly agenda: Agenda;
  readonly glossary: Glossary;
  readonly notes: Notes;
  readonly pad: Pad;
  readonly chat: Chat;
  readonly call: Call;
  readonly consent: Consenting;
  readonly translating: Translating;

  #askDue: () => Promise<Due[]>;
  #briefing: Briefing;
  #session: Session;
  #forget: () => void;

  constructor(session: Session, head: Pick<HeadView, 'now'>, talker: Talker, askDue: () => Promise<Due[]>) {
    this.#session = session;
    this.#askDue = askDue;
    void this.#lookDue();
    this.agenda = new Agenda(session, head);
    this.glossary = new Glossary(session);
    this.notes = new Notes(session, browserClock);
    this.pad = new Pad(session, browserClock);
    this.chat = new Chat(session, () => this.tab === 'chat');
    this.call = new Call(session, talker);
    this.consent = new Consenting(session);
    this.translating = new Translating(session);
    this.#briefing = new Briefing(session, talker);
    this.#forget = $effect.root(() => {
      $effect(() => {
        void [session.room, this.tab];
        // What a part does with the news is its own: only news of the room makes it look.
        untrack(() => {
          for (const part of [this.notes, this.pad, this.chat, this.#briefing]) part.follow();
        });
      });
    });
  }

  get briefing(): Briefing | undefined {
    return this.#briefing.open ? this.#briefing : undefined;
  }

  get onAir(): QuestionView | undefined {
    return onAir(this.#session.known.questions);
  }

  get next(): QuestionView | undefined {
    return next(this.#session.known.questions);
  }

  open(tab: Tab): void {
    this.tab = tab;
    if (tab === 'agenda') void this.#lookDue();
  }

  close(): void {
    this.#forget();
    this.notes.close();
    this.pad.close();
    this.call.close();
    this.#briefing.close();
  }

  async #lookDue(): Promise<void> {
    try {
      this.due = await this.#askDue();
    } catch {
      // What was known stays; it is asked again when the leaf is opened.
    }
  }
}
