/** The line from the booth to the desk: call lights both ways, a few words, and push-to-talk. Thinking only. */
import type { CallView, TalkTo } from '../../../protocol';
import type { Session } from '../../session.svelte';

import type { CallShown } from './view';

/** in: the session, and how she talks beside the channel · out: `CallShown` · close() */
export class Call implements CallShown {
  text = $state('');
  talking = $state(false);

  #session: Session;
  #talk: (to: TalkTo) => void;

  constructor(session: Session, talk: (to: TalkTo) => void) {
    this.#session = session;
    this.#talk = talk;
  }

  get calling(): CallView | undefined {
    return this.#calls.find((call) => !call.from_desk);
  }

  get called(): CallView | undefined {
    return this.#calls.find((call) => call.from_desk);
  }

  type(text: string): void {
    this.text = text;
  }

  light(on: boolean): void {
    void this.#light(on);
  }

  answer(): void {
    void this.#session.wish({ type: 'call', on: false, text: '' });
  }

  talk(held: boolean): void {
    if (held === this.talking) return;
    this.talking = held;
    this.#talk(held ? 'desk' : 'nobody');
  }

  close(): void {
    this.talk(false);
  }

  async #light(on: boolean): Promise<void> {
    const text = on ? this.text.trim() : '';
    if (await this.#session.wish({ type: 'call', on, text })) this.text = '';
  }

  get #calls(): readonly CallView[] {
    const { booths, you } = this.#session.known;
    return booths.find((booth) => booth.booth === you.booth)?.calls ?? [];
  }
}
