/** The booth's private chat. Thinking only; Chat.svelte draws it. */
import type { Session } from '../../session.svelte';

import type { ChatShown } from './view';

/** in: the session · out: `ChatShown` */
export class Chat implements ChatShown {
  draft = $state('');

  #session: Session;
  #open: () => boolean;
  /** The number of the last line that was in sight. */
  #seen = $state(0);
  #sending = false;

  /** `open` says whether the chat is in sight. */
  constructor(session: Session, open: () => boolean) {
    this.#session = session;
    this.#open = open;
    this.#seen = session.known.booth_chat.at(-1)?.number ?? 0;
  }

  get lines(): ChatShown['lines'] {
    const { booth_chat: lines, you } = this.#session.known;
    return lines.map((line) => ({ ...line, own: line.participant === you.participant }));
  }

  get unread(): number {
    return this.lines.filter((line) => !line.own && line.number > this.#seen).length;
  }

  type(text: string): void {
    this.draft = text;
  }

  send(): void {
    if (this.draft.trim() && !this.#sending) void this.#send(this.draft.trim());
  }

  /** The room has changed, or the leaf. */
  follow(): void {
    const last = this.#session.room?.booth_chat.at(-1)?.number ?? 0;
    if (this.#open()) this.#seen = last;
  }

  async #send(text: string): Promise<void> {
    this.#sending = true;
    const written = this.draft;
    if ((await this.#session.wish({ type: 'booth_chat', text })) && this.draft === written) this.draft = '';
    this.#sending = false;
  }
}
