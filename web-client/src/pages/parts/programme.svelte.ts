/** The programme as everybody follows it, and who is coming back to the stage. Thinking only. */
import { coming, current } from '../../model/run-sheet';
import { lostOn } from '../../model/stage';
import type { ProgrammeItem } from '../../protocol';
import type { Session } from '../session.svelte';

import type { HeadView, HoldingView, LostShown, ProgrammeShown } from './view';

/** in: the session, and the head for its clock · out: `ProgrammeShown` */
export class Programme implements ProgrammeShown {
  #session: Session;
  #head: Pick<HeadView, 'now'>;

  constructor(session: Session, head: Pick<HeadView, 'now'>) {
    this.#session = session;
    this.#head = head;
  }

  get now(): ProgrammeItem | undefined {
    return current(this.#session.known.programme);
  }

  get next(): ProgrammeItem | undefined {
    return coming(this.#session.known.programme, this.#head.now)[0]?.item;
  }

  get holding(): HoldingView | undefined {
    const { room, programme } = this.#session.known;
    const pause = room.phase === 'paused';
    if (programme.items.length === 0 || !(pause || room.phase === 'doors_open')) return undefined;
    const startsAt = room.starts_at === undefined ? undefined : Date.parse(room.starts_at);
    return {
      pause,
      title: room.title,
      startsAt,
      zones: room.zones,
      coming: coming(programme, this.#head.now, startsAt),
    };
  }

  get lost(): readonly LostShown[] {
    return lostOn(this.#session.known.stage);
  }
}
