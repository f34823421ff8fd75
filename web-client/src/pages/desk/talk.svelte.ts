/**
 * Push-to-talk of the desk: the voice goes to one booth, or to the briefing room, for as long as a key or button is held.
 * A word to the booth never reaches the hall: an open microphone is closed first, opens when the server has agreed on
 * the way, and goes back to the stage only after the server has closed that way.
 *
 * in: how to ask, own microphone · out: `held`, `open`, `talking`
 */
import type { BoothId, TalkTo } from '../../protocol';
import type { Talker } from '../parts/briefing.svelte';

/** To whom the desk talks. */
export type Goal = { readonly to: 'booth'; readonly booth: BoothId } | { readonly to: 'briefing' };

/** What push-to-talk needs of the session. */
export interface TalkParts {
  /** Asks the server for the way; nothing: closes it. `true` if it agreed. */
  ask: (goal: Goal | undefined) => Promise<boolean>;
  /** Is one's own microphone open? */
  isOpen: () => boolean;
  /** Opens or closes it; `true` if it is open then. */
  gate: (open: boolean) => Promise<boolean>;
}

/** in: holds and releases · out: `held`, `open`, `talking` */
export class PushToTalk implements Talker {
  /** What is held, heard or not. */
  held: Goal | undefined = $state.raw();
  /** Who hears one now. */
  open: Goal | undefined = $state.raw();

  #parts: TalkParts;
  /** The way that the server knows of. */
  #told: Goal | undefined;
  /** The microphone was open before, for the stage. */
  #wasOpen: boolean | undefined;
  #busy = false;

  constructor(parts: TalkParts) {
    this.#parts = parts;
  }

  get talking(): TalkTo {
    return this.held?.to ?? 'nobody';
  }

  /** To all in the briefing room until it is taken back; booths are held. */
  talk(to: TalkTo): void {
    if (to === 'briefing') this.hold({ to });
    else this.release();
  }

  /** The key goes down. */
  hold(goal: Goal): void {
    this.held = goal;
    void this.#settle();
  }

  /** The key goes up, or the window loses the focus. */
  release(): void {
    if (!this.held) return;
    this.held = undefined;
    this.open = undefined;
    // Silent at once, whatever is still under way.
    void this.#parts.gate(false);
    void this.#settle();
  }

  /** The server has ended it: a lost connection, a mute, the way to the stage. The microphone stays closed. */
  cut(): void {
    if (!this.held && !this.#told) return;
    this.held = undefined;
    this.open = undefined;
    this.#told = undefined;
    this.#wasOpen = undefined;
    void this.#parts.gate(false);
  }

  /** Brings the way and the microphone to what is held, one step after the other. */
  async #settle(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    while (this.held !== this.#told) await this.#step(this.held);
    this.#busy = false;
  }

  async #step(goal: Goal | undefined): Promise<void> {
    this.open = undefined;
    this.#wasOpen ??= this.#parts.isOpen();
    await this.#parts.gate(false);
    const agreed = await this.#parts.ask(goal);
    if (agreed || !goal) this.#told = goal;
    else if (this.held === goal) this.held = undefined;
    if (goal && this.held === goal) await this.#let(goal);
    if (this.held || this.#told) return;
    // Where the server has not agreed to close, the way may still be open: then the microphone stays closed.
    if (this.#wasOpen && (agreed || goal)) await this.#parts.gate(true);
    this.#wasOpen = undefined;
  }

  async #let(goal: Goal): Promise<void> {
    const open = await this.#parts.gate(true);
    if (this.held === goal) this.open = open ? goal : undefined;
    else await this.#parts.gate(false);
  }
}
