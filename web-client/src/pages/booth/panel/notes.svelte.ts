/**
 * The booth's notes: what one types goes to the server after a short pause, what the others type comes in beside it.
 * Thinking only; Notes.svelte draws it and keeps the caret.
 */
import type { Clock } from '../../../lib/clock';
import type { Release } from '../../../lib/scope';
import { partners } from '../../../model/booth';
import type { Session } from '../../session.svelte';

import { heard, type Copy } from './shared-text';
import type { NotesShown } from './view';

/** in: the session · out: `NotesShown` · close() */
export class Notes implements NotesShown {
  state: NotesShown['state'] = $state('kept');
  foreign: NotesShown['foreign'] = $state.raw();

  #session: Session;
  #clock: Clock;
  #copy: Copy = $state.raw({ base: '', text: '', sent: undefined });
  #waits: Release | undefined;
  #told: Release | undefined;

  constructor(session: Session, clock: Clock) {
    this.#session = session;
    this.#clock = clock;
    const notes = session.known.papers?.notes ?? '';
    this.#copy = { base: notes, text: notes, sent: undefined };
  }

  get text(): string {
    return this.#copy.text;
  }

  write(text: string): void {
    this.#copy = { ...this.#copy, text };
    this.#soon();
  }

  retry(): void {
    void this.#send();
  }

  /** The room has changed. */
  follow(): void {
    const notes = this.#session.room?.papers?.notes;
    if (notes === undefined || notes === this.#copy.base) return;
    const { copy, foreign } = heard(this.#copy, notes);
    this.#copy = copy;
    if (foreign) this.#tell();
    if (copy.text !== copy.base && copy.sent === undefined) this.#soon();
    else if (copy.text === copy.base) this.state = 'kept';
  }

  /** What is still in the pen is sent. */
  close(): void {
    this.#told?.();
    this.#waits?.();
    if (this.#waits) void this.#send();
  }

  #soon(): void {
    this.state = 'writing';
    this.#waits?.();
    this.#waits = this.#clock.after(PAUSE_MS, () => {
      void this.#send();
    });
  }

  async #send(): Promise<void> {
    this.#waits = undefined;
    const { text, base } = this.#copy;
    if (text === base) {
      this.state = 'kept';
      return;
    }
    this.state = 'writing';
    this.#copy = { ...this.#copy, sent: text };
    const done = await this.#session.wish({ type: 'set_notes', text });
    if (!done && this.#copy.sent === text) this.#copy = { ...this.#copy, sent: undefined };
    if (!done) this.state = 'failed';
    else if (this.#copy.text === text) this.state = 'kept';
  }

  #tell(): void {
    const { booths, you } = this.#session.known;
    const booth = booths.find((one) => one.booth === you.booth);
    const others = partners(booth, you.participant).filter((seat) => seat.connected);
    this.foreign = { name: others.length === 1 ? others[0]?.name : undefined };
    this.#told?.();
    this.#told = this.#clock.after(TOLD_MS, () => {
      this.foreign = undefined;
    });
  }
}

const PAUSE_MS = 600;
const TOLD_MS = 8_000;
