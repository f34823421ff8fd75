/** The two strings an encoder such as OBS needs, made of a personal link. Pure. */
import type { Role } from '../../protocol';

/** What goes into an encoder's settings. */
export interface EncoderStrings {
  /** Where it publishes (WHIP). */
  server: string;
  /** Who it is: the ticket of the link. */
  token: string;
}

/** Who may publish by an encoder. */
export const ENCODING: readonly Role[] = ['speaker', 'interpreter', 'moderator', 'host'];

/** `https://HOST/s/SHOW#ticket=…` → server and token; nothing for a link that is none. */
export function encoderOf(link: string): EncoderStrings | undefined {
  if (!URL.canParse(link)) return undefined;
  const url = new URL(link);
  const show = /^\/s\/([^/]+)$/.exec(url.pathname)?.[1];
  const token = new URLSearchParams(url.hash.slice(1)).get('ticket');
  return show && token ? { server: `${url.origin}/whip/${show}`, token } : undefined;
}
