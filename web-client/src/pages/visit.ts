/** Makes a visit of what the address says: the one place where the browser's own parts meet the session. */
import { browserClock } from '../lib/clock';
import { keeps, seatKey } from '../wire/seat';
import { questionsFile } from '../wire/questions';
import { Socket } from '../wire/socket';
import { codeIn, preparedIn, showIn, ticketIn } from '../wire/ticket';

import { Files } from './parts/files.svelte';
import { Plan } from './plan.svelte';
import { Session } from './session.svelte';

/** What the address asks for. */
export type Visit =
  | { of: 'lobby' }
  | { of: 'nothing' }
  | { of: 'prepare'; show: string | undefined; ticket: string | undefined }
  | { of: 'code'; tried: boolean }
  | { of: 'show'; session: Session; plan: Plan; ticket: string; files: Files | undefined };

/** The visit at this address; a link whose end is missing leads to nothing. */
export function visitAt(address: Location): Visit {
  const prepared = preparedIn(address.pathname);
  if (prepared) return { of: 'prepare', ...prepared, ticket: ticketIn(address.hash)?.text };
  const code = codeIn(address.pathname);
  if (code) return { of: 'code', ...code };
  const show = showIn(address.pathname);
  if (show === undefined) return { of: 'lobby' };
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
  return {
    of: 'show',
    session: new Session(socket, browserClock, keeps(local)),
    plan: new Plan(show, ticket.text),
    ticket: ticket.text,
    files: HAVE_FILES.has(ticket.role ?? '')
      ? new Files((wish) => questionsFile(show, ticket.text, wish))
      : undefined,
  };
}

/** Who may have the questions as a file. */
const HAVE_FILES: ReadonlySet<string> = new Set(['host', 'moderator', 'speaker']);
