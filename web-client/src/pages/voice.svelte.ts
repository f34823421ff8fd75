/**
 * An interpreter's microphone: what she wants of it, what the room says of it, and which of both opens it. Silent at
 * once, open only with the server's yes, and never opened by anybody but herself.
 *
 * in: how to ask, her send leg's microphone · out: `state`
 */
import type { Microphone } from '../protocol';

/** What the voice needs of the session. */
export interface VoiceParts {
  /** Asks the server; `true` if it agreed. */
  ask: (state: Microphone) => Promise<boolean>;
  /** Lets sound through or not; `false` if there is no microphone to open. */
  gate: (open: boolean) => Promise<boolean>;
}

/** in: wishes and the room's word · out: `state` */
export class Voice {
  /** What she wants; a change by the room is taken over. */
  state: Microphone = $state('off');

  #parts: VoiceParts;
  /** Wishes that the server has not answered: until then the room's word may be older than hers. */
  #underway = 0;

  constructor(parts: VoiceParts) {
    this.#parts = parts;
  }

  /** She presses a key. */
  async speak(state: Microphone): Promise<void> {
    const before = this.state;
    this.state = state;
    // A key that closes needs nobody's leave.
    if (!isOpen(state)) await this.#parts.gate(false);
    const done = await this.#ask(state);
    if (this.state !== state) return;
    if (!done) this.state = isOpen(before) && isOpen(state) ? before : 'off';
    if (!(await this.#parts.gate(isOpen(this.state))) && isOpen(this.state)) await this.speak('off');
  }

  /** The room says how her microphone stands: it may close it, and put an armed one on air; it never opens a closed one. */
  follow(seat: Microphone): void {
    if (this.#underway > 0 || seat === this.state) return;
    if (seat === 'off' || (this.state === 'armed' && seat === 'on')) {
      this.state = seat;
      void this.#parts.gate(isOpen(seat));
    }
  }

  /** After a loss an open microphone goes on; after a reload it is closed, whatever the room still believes. */
  async resume(seat: Microphone | undefined): Promise<void> {
    if (seat !== undefined && seat !== this.state) await this.#ask(this.state);
  }

  /** The visit has ended: what was open is closed for good. */
  release(): void {
    this.state = 'off';
  }

  async #ask(state: Microphone): Promise<boolean> {
    this.#underway += 1;
    try {
      return await this.#parts.ask(state);
    } finally {
      this.#underway -= 1;
    }
  }
}

/** Does this state let sound through? */
function isOpen(state: Microphone): boolean {
  return state === 'on' || state === 'armed';
}
