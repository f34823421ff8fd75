/** The sign-language interpreter's picture as this viewer wants it. Thinking only; Sign.svelte draws it. */
import type { Session } from '../session.svelte';

import { rememberedSign, rememberSign, type SignWish } from './remembered';
import type { SignShown } from './view';

/** in: the session · out: `SignShown`, where `present` */
export class Sign implements SignShown {
  #session: Session;
  #wish: SignWish = $state.raw({ large: false, pinned: false, hidden: false });

  constructor(session: Session) {
    this.#session = session;
    this.#wish = rememberedSign(session.known.room.show);
  }

  /** Somebody signs, and it is not this person herself. */
  get present(): boolean {
    const { stage, you } = this.#session.known;
    return stage.sign !== undefined && stage.sign.participant !== you.participant;
  }

  get name(): string {
    return this.#session.known.stage.sign_name ?? '';
  }

  get stream(): MediaStream | undefined {
    return this.#session.receiving.pictures['sign'];
  }

  get large(): boolean {
    return this.#wish.large;
  }

  get pinned(): boolean {
    return this.#wish.pinned;
  }

  get hidden(): boolean {
    return this.#wish.hidden;
  }

  enlarge(on: boolean): void {
    this.#want({ large: on });
  }

  pin(on: boolean): void {
    this.#want({ pinned: on });
  }

  hide(on: boolean): void {
    this.#want({ hidden: on });
  }

  #want(change: Partial<SignWish>): void {
    this.#wish = { ...this.#wish, ...change };
    rememberSign(this.#session.known.room.show, this.#wish);
  }
}
