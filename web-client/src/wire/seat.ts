/**
 * The seat key: it tells the server that a new connection comes from the same browser. A personal ticket keeps it in
 * all windows of the browser; a ticket to hand around gives every window a seat of its own.
 */
import { uuid } from '../lib/unique';

import type { Ticket } from './ticket';

/** The places where a browser keeps words, as far as they are used here. */
export interface Keeping {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** This browser's key for `ticket`, made at the first visit. */
export function seatKey(ticket: Ticket, local: () => Keeping, session: () => Keeping): string {
  const name = `roadshow.seat.${ticket.id}`;
  try {
    const kept = ticket.seats > 1 ? session() : local();
    const known = kept.getItem(name);
    if (known) return known;
    const made = uuid();
    kept.setItem(name, made);
    return made;
  } catch {
    // A browser that keeps nothing gets a new seat at every visit.
    return uuid();
  }
}

/** Does this browser keep anything at all? */
export function keeps(local: () => Keeping): boolean {
  try {
    local().setItem('roadshow.kept', '1');
    return local().getItem('roadshow.kept') === '1';
  } catch {
    return false;
  }
}
