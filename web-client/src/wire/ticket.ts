/**
 * The ticket in the link's fragment, as far as the page may read it: the show, the role and the number of seats, to
 * draw the right door before the server has answered. Nothing here is trusted; the server checks the ticket.
 */

/** Who this page says it is. */
export interface Ticket {
  /** The ticket itself, sent in `hello` and nowhere else. */
  text: string;
  /** Its own id: the seat key is kept under it. */
  id: string;
  /** As whom one enters; absent where the ticket cannot be read. */
  role: string | undefined;
  /** How many browsers may enter with it. */
  seats: number;
}

/** The show in a path such as `/s/demo`; absent: the lobby. */
export function showIn(path: string): string | undefined {
  const found = /^\/s\/([^/]+)\/?$/.exec(path);
  return found?.[1] === undefined ? undefined : decodeURIComponent(found[1]);
}

/** The show in a path such as `/prepare/demo`, none in `/prepare`; absent: another page. */
export function preparedIn(path: string): { show: string | undefined } | undefined {
  const found = /^\/prepare(?:\/([^/]+))?\/?$/.exec(path);
  if (!found) return undefined;
  return { show: found[1] === undefined ? undefined : decodeURIComponent(found[1]) };
}

/** Where a host prepares her show; her ticket goes along in the fragment. */
export function preparePath(show: string, ticket: string): string {
  return `/prepare/${encodeURIComponent(show)}#ticket=${ticket}`;
}

/** Whether a path is the one on which codes are typed, and whether the server has sent a code back to it. */
export function codeIn(path: string): { tried: boolean } | undefined {
  const found = /^\/j(\/.*)?$/.exec(path);
  return found ? { tried: (found[1] ?? '/') !== '/' } : undefined;
}

/** The ticket in a fragment such as `#ticket=…`. The fragment stays in the address, so that a reload finds it. */
export function ticketIn(fragment: string): Ticket | undefined {
  const text = new URLSearchParams(fragment.replace(/^#/, '')).get('ticket');
  if (!text) return undefined;
  const claims = claimsOf(text);
  const seats = typeof claims['seats'] === 'number' ? claims['seats'] : 1;
  const id = typeof claims['jti'] === 'string' ? claims['jti'] : text.slice(-24);
  const role = typeof claims['role'] === 'string' ? claims['role'] : undefined;
  return { text, id, role, seats };
}

function claimsOf(token: string): Record<string, unknown> {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(payload), (char) => char.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
