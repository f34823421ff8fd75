/** The run sheet as speakers and interpreters read it. Thinking only; Agenda.svelte and the pages draw it. */
import { coming, left, nextSpeaker, type Coming } from '../../model/run-sheet';
import type { RunSheetItem, RunSheetView } from '../../protocol';
import type { Session } from '../session.svelte';

import type { AgendaView, HeadView } from './view';

/** in: the session, and the head for its clock · out: `AgendaView` */
export class Agenda implements AgendaView {
  #session: Session;
  #head: Pick<HeadView, 'now'>;

  constructor(session: Session, head: Pick<HeadView, 'now'>) {
    this.#session = session;
    this.#head = head;
  }

  get items(): readonly RunSheetItem[] {
    return this.#sheet?.items ?? [];
  }

  get current(): number | undefined {
    return this.#sheet?.current;
  }

  get left(): number | undefined {
    return left(this.#sheet, this.#head.now);
  }

  get coming(): readonly Coming[] {
    const startsAt = this.#session.known.room.starts_at;
    return coming(this.#sheet, this.#head.now, startsAt === undefined ? undefined : Date.parse(startsAt));
  }

  get own(): Coming | undefined {
    const { participant } = this.#session.known.you;
    return this.coming.find(({ item }) => item.people?.includes(participant));
  }

  get nextSpeaker(): Coming | undefined {
    return nextSpeaker(this.#sheet, this.#head.now);
  }

  get zones(): readonly string[] {
    return this.#session.known.room.zones;
  }

  get #sheet(): RunSheetView | undefined {
    return this.#session.known.run_sheet;
  }
}
