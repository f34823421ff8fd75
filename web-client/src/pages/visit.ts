/** Makes a visit of what the address says: the one place where the browser's own parts meet the session. */
import { browserClock } from '../lib/clock';
import { keeps, seatKey } from '../wire/seat';
import { Socket } from '../wire/socket';
import { showIn, ticketIn } from '../wire/ticket';

import { Session } from './session.svelte';

/** What the address asks for. */
export type Visit = { of: 'lobby' } | { of: 'nothing' } | { of: 'show'; session: Session; ticket: string };

/** The visit at this address; a link whose end is missing leads to nothing. */
export function visitAt(address: Location): Visit {
  if (showIn(address.pathname) === undefined) return { of: 'lobby' };
  const ticket = ticketIn(address.hash);
  if (!ticket) return { of: 'nothing' };
  const local = (): Storage => localStorage;
  const socket = new Socket({
    clock: browserClock,
    chance: Math.random,
    ticket: ticket.text,
    seat: seatKey(ticket, local, () => sessionStorage),
    open: (protocol) =>
      new WebSocket(`${address.protocol === 'https:' ? 'wss' : 'ws'}://${address.host}/ws`, protocol),
  });
  return { of: 'show', session: new Session(socket, browserClock, keeps(local)), ticket: ticket.text };
}
