/** The line from the booth to the desk: call lights both ways, a few words, and push-to-talk. Thinking only. */
import type { CallView } from '../../../protocol';
import type { Talker } from '../../parts/briefing.svelte';
import type { Session } from '../../session.svelte';

import type { CallShown } from './view';

/** in: the session, and how she talks beside the channel · out: `CallShown` · close() */
export class Call implements CallShown {
  text = $state('');

  #session: Session;
  #talker: Talker;
  #held = false;

  constructor(session: Session, talker: Talker) {
    this.#session = session;
    this.#talker = talker;
  }

  get calling(): CallView | undefined {
    return this.#calls.find((call) => !call.from_desk);
  }

  get called(): CallView | undefined {
    return this.#calls.find((call) => call.from_desk);
  }

  get talking(): boolean {
    return this.#talker.talking === 'desk';
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
    if (held === this.#held) return;
    this.#held = held;
    void this.#talker.talk(held ? 'desk' : 'nobody');
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
