/**
 * An interpreter's microphone: what she wants of it, what the room says of it, and which of both opens it. Silent at
 * once, open only with the server's yes, and never opened by anybody but herself. Beside the channel it may talk to the
 * partner or the desk for as long as a key is held; where the sound then goes is the server's business.
 *
 * in: how to ask, her send leg's microphone · out: `state`, `talking`
 */
import type { Microphone, TalkTo } from '../protocol';

/** What is let through: her voice (or her signing) for the channel, and her voice beside it. */
export interface Gate {
  readonly air: boolean;
  readonly talk: boolean;
}

/** What the voice needs of the session. */
export interface VoiceParts {
  /** Asks the server; `true` if it agreed. */
  ask: (state: Microphone) => Promise<boolean>;
  /** Asks the server to take her voice beside the channel; `true` if it agreed. */
  askTalk: (to: TalkTo) => Promise<boolean>;
  /** Lets sound through or not; `false` if there is no device to open. */
  gate: (gate: Gate) => Promise<boolean>;
}

/** in: wishes and the room's word · out: `state`, `talking` */
export class Voice {
  /** What she wants; a change by the room is taken over. */
  state: Microphone = $state('off');
  /** To whom she talks beside the channel. */
  talking: TalkTo = $state('nobody');

  #parts: VoiceParts;
  /** Wishes that the server has not answered: until then the room's word may be older than hers. */
  #underway = 0;
  /** She has asked for the microphone or accepted it: the room may arm it, and put it on air at the cut. */
  #expects = false;
  /** The last push-to-talk key that went down; a late yes to an older one opens nothing. */
  #wanted: TalkTo = 'nobody';

  constructor(parts: VoiceParts) {
    this.#parts = parts;
  }

  /** She presses a key. */
  async speak(state: Microphone): Promise<void> {
    const before = this.state;
    this.state = state;
    // A key that closes needs nobody's leave.
    if (!isOpen(state)) await this.#gate();
    const done = await this.#ask(state);
    if (this.state !== state) return;
    if (!done) this.state = isOpen(before) && isOpen(state) ? before : 'off';
    if (!(await this.#gate()) && isOpen(this.state)) await this.speak('off');
  }

  /** A push-to-talk key goes down, or up with `nobody`. */
  async talk(to: TalkTo): Promise<void> {
    this.#wanted = to;
    if (to === 'nobody') {
      if (this.talking === 'nobody') return;
      this.talking = 'nobody';
      await this.#gate();
      await this.#parts.askTalk('nobody');
      return;
    }
    if (!(await this.#parts.askTalk(to))) return;
    if (this.#wanted !== to) {
      // Let go before the answer came: the server still believes that she talks.
      if (this.#wanted === 'nobody') await this.#parts.askTalk('nobody');
      return;
    }
    this.talking = to;
    await this.#gate();
  }

  /** She takes part in a hand-over that gives her the microphone, or no longer does. */
  expect(expects: boolean): void {
    this.#expects = expects;
  }

  /**
   * The room says how her microphone stands: it may close it, put an armed one on air and an open one off it, and arm
   * the one she has asked for; it never opens any other.
   */
  follow(seat: Microphone): void {
    if (this.#underway > 0 || seat === this.state) return;
    const hers = this.#expects && this.state === 'off' && (seat === 'armed' || seat === 'on');
    const open = isOpen(this.state) && isOpen(seat);
    if (seat === 'off' || hers || open) {
      if (seat !== 'armed') this.#expects = false;
      this.state = seat;
      void this.#gate();
    }
  }

  /** After a loss an open microphone goes on; after a reload it is closed, whatever the room still believes. */
  async resume(seat: Microphone | undefined): Promise<void> {
    if (seat !== undefined && seat !== this.state) await this.#ask(this.state);
  }

  /** The visit has ended: what was open is closed for good. */
  release(): void {
    this.state = 'off';
    this.talking = 'nobody';
    this.#wanted = 'nobody';
    this.#expects = false;
  }

  #gate(): Promise<boolean> {
    const coughs = this.state === 'cough';
    return this.#parts.gate({ air: isOpen(this.state), talk: this.talking !== 'nobody' && !coughs });
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
