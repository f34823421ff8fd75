/** Everybody in the room, thinking: what the desk knows of them, and the way to the next page of a long list. */
import type { PersonView } from '../../protocol';
import type { Session } from '../session.svelte';

import type { EveryoneView } from './view';

/** in: the session · out: `EveryoneView` */
export class Everyone implements EveryoneView {
  fetching = $state(false);

  #session: Session;
  /** Whether the server has more behind the last page; unknown before one was fetched. */
  #more: boolean | undefined = $state();
  /** The last one of the last page: who came later stands behind it and says nothing of the next page. */
  #last: string | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  get people(): readonly PersonView[] {
    return this.#session.known.people;
  }

  get more(): boolean {
    return this.#more ?? this.people.length >= PAGE;
  }

  async fetch(): Promise<void> {
    if (this.fetching) return;
    this.fetching = true;
    // From the beginning, where the first page came with a welcome long ago.
    const after = this.#last === undefined ? {} : { after: this.#last };
    const page = await this.#session.ask({ type: 'list_people', ...after }).catch(() => undefined);
    this.fetching = false;
    if (page?.type !== 'people') return;
    this.#last = page.people.at(-1)?.participant ?? this.#last;
    this.#more = page.more;
  }
}

/** People that a welcome, and each page, names at most. */
const PAGE = 300;
