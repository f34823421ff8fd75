/** Personal links for others, over HTTP: made by the server for whoever may run the show. */
import { uuid } from '../lib/unique';
import type { Role } from '../protocol';

/** Whom a link is for. */
export interface TicketWish {
  role: Role;
  name: string;
  /** Left out for an interpreter, whose output follows the booth's direction. */
  language?: string;
}

/** Asks for a link; `own` is the ticket of the one who asks. */
export async function makeLink(show: string, own: string, wish: TicketWish): Promise<string> {
  const response = await fetch(`/api/v1/shows/${encodeURIComponent(show)}/tickets`, {
    method: 'POST',
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${own}`,
      'content-type': 'application/json',
      'idempotency-key': uuid(),
    },
    body: JSON.stringify(wish),
  });
  if (!response.ok) throw new Error(`the wish for a ticket answers ${String(response.status)}`);
  const body = (await response.json()) as { url: string };
  return body.url;
}
