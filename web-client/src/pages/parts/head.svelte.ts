/** The head of every page: which show, how it stands, what time it is. Thinking only; PageHead.svelte draws it. */
import { Scope } from '../../lib/scope';
import { browserClock } from '../../lib/clock';
import type { Phase } from '../../protocol';
import type { Session } from '../session.svelte';

import type { Connection, HeadView, Texts } from './view';

/** in: the session · out: `HeadView` · close() */
export class Head implements HeadView {
  now = $state(Date.now());

  #session: Session;
  #scope = new Scope();

  constructor(session: Session) {
    this.#session = session;
    this.#scope.add(
      browserClock.every(1_000, () => {
        this.now = Date.now();
      }),
    );
  }

  get title(): Texts {
    return this.#session.known.room.title;
  }

  get phase(): Phase {
    return this.#session.known.room.phase;
  }

  get practice(): boolean {
    return this.#session.known.room.practice ?? false;
  }

  get banner(): Texts | undefined {
    return this.#session.known.room.banner?.texts;
  }

  get zones(): readonly string[] {
    return this.#session.known.room.zones;
  }

  get connection(): Connection {
    return this.#session.reconnecting ? 'reconnecting' : 'open';
  }

  get present(): number {
    return this.#session.known.presence.present;
  }

  close(): void {
    this.#scope.close();
  }
}
