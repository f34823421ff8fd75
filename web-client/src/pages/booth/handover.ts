/**
 * A hand-over as one interpreter sees it: which part she has in it, and what the one key does next. Pure. The protocol
 * itself (who may do what when, the cut, the times) is the server's.
 *
 *   request (off air) ─┐
 *                      ├─► accept ─► armed ─► cut ─► cut at once
 *   offer (on air) ────┘     └─► decline
 */
import type { BoothView, HandOverAct, HandOverState, Microphone } from '../../protocol';

/** A hand-over under way, from her side. */
export interface HandOverShown {
  readonly state: HandOverState;
  /** She takes the microphone, gives it, or watches (the third in the booth). */
  readonly part: 'takes' | 'gives' | 'watches';
  /** The other one's name; who gives, for one who watches. */
  readonly name: string;
  /** When it times out or cuts. */
  readonly until: string | undefined;
}

/** The hand-over under way in her booth. */
export function handOverOf(booth: BoothView, own: string): HandOverShown | undefined {
  const under = booth.hand_over;
  if (!under) return undefined;
  const part = under.to === own ? 'takes' : under.from === own ? 'gives' : 'watches';
  const other = part === 'gives' ? under.to : under.from;
  const name = booth.seats.find((seat) => seat.participant === other)?.name ?? '';
  return { state: under.state, part, name, until: under.until };
}

/** What the key does at this moment; nothing while there is nobody to hand over with, or it is the other one's turn. */
export function nextStep(booth: BoothView, own: string): HandOverAct | undefined {
  const under = handOverOf(booth, own);
  if (!under) return firstStep(booth, own);
  switch (under.state) {
    case 'requested':
      return under.part === 'gives' ? 'accept' : undefined;
    case 'offered':
      return under.part === 'takes' ? 'accept' : undefined;
    case 'armed':
    case 'cutting':
      return under.part === 'watches' ? undefined : 'cut';
  }
}

/** May she decline, or take back, what is under way? */
export function mayDecline(booth: BoothView, own: string): boolean {
  const under = handOverOf(booth, own);
  return under !== undefined && under.part !== 'watches' && under.state !== 'cutting';
}

/** Is the microphone hers by this act of hers, so that the room may open it at the cut? */
export function arms(booth: BoothView, own: string, act: HandOverAct): boolean {
  if (act === 'request') return true;
  return act === 'accept' && booth.hand_over?.to === own;
}

/**
 * Tells the cut from the other ends of a hand-over: whoever was to take it goes on air. The room may say first that it
 * is over and a moment later that she is heard.
 */
export class Cuts {
  #expected: { to: string; until: number } | undefined;

  /** Is `now` the cut, at `at` ms? */
  see(before: BoothView | undefined, now: BoothView | undefined, at: number): boolean {
    const under = before?.hand_over;
    if (under && now && now.hand_over?.to !== under.to) {
      const expected = under.state === 'cutting' || !isOnAir(before, under.to);
      this.#expected = expected ? { to: under.to, until: at + ARRIVES_WITHIN_MS } : undefined;
    }
    if (!this.#expected || at > this.#expected.until || !isOnAir(now, this.#expected.to)) return false;
    this.#expected = undefined;
    return true;
  }
}

const ARRIVES_WITHIN_MS = 1_000;

function isOnAir(booth: BoothView | undefined, participant: string): boolean {
  return booth?.seats.some((seat) => seat.participant === participant && seat.on_air) ?? false;
}

/** The one on air offers, and the other one asks. */
function firstStep(booth: BoothView, own: string): HandOverAct | undefined {
  const seat = booth.seats.find((one) => one.participant === own);
  const others = booth.seats.filter((one) => one.participant !== own && one.connected);
  if (!seat || others.length === 0) return undefined;
  if (seat.on_air) return 'offer';
  return others.some((other) => other.on_air || isOpen(other.microphone)) ? 'request' : undefined;
}

function isOpen(microphone: Microphone): boolean {
  return microphone === 'on' || microphone === 'cough';
}
