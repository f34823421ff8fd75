/** What one hears and may choose. Thinking only; the pill and the sound panel draw it. */
import type { Session } from '../session.svelte';

import { down, manner } from './hearing';
import { rememberLanguage } from './remembered';
import type { HearingView, Manner } from './view';

/** in: the session · out: `HearingView` */
export class Listener implements HearingView {
  #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  get choices(): readonly string[] {
    return [...this.#session.known.room.languages, 'original'];
  }

  get chosen(): string {
    return this.#session.known.listening.language;
  }

  get manner(): Manner {
    const { listening, floor, channels } = this.#session.known;
    return manner(listening, floor, channels);
  }

  get via(): string | undefined {
    return this.#session.known.listening.via;
  }

  get floor(): string {
    return this.#session.known.floor.language;
  }

  get consecutive(): boolean {
    return this.#session.known.floor.consecutive;
  }

  get down(): readonly string[] {
    return down(this.#session.known.channels);
  }

  get volume(): number {
    return percent(this.#session.sound.faders.volume);
  }

  get underneath(): boolean {
    return this.#session.known.listening.underneath;
  }

  get underneathLevel(): number {
    return percent(this.#session.sound.faders.underneath);
  }

  choose(language: string): void {
    rememberLanguage(this.#session.known.room.show, language);
    void this.#session.wish({ type: 'listen', language, underneath: this.underneath });
  }

  setVolume(volume: number): void {
    this.#session.sound.move('volume', volume / 100);
  }

  setUnderneath(on: boolean): void {
    void this.#session.wish({ type: 'listen', language: this.chosen, underneath: on });
  }

  setUnderneathLevel(level: number): void {
    this.#session.sound.move('underneath', level / 100);
  }
}

function percent(level: number): number {
  return Math.round(level * 100);
}
