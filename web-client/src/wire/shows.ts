/** The public list of shows, and one's own show before its doors open, over HTTP. */
import type { Phase, ProgrammeItem, RoomView } from '../protocol';

/** A show as anybody may see it. */
export interface PublicShow {
  id: string;
  title: RoomView['title'];
  text: RoomView['title'];
  languages: string[];
  phase: Phase;
  starts_at: string | null;
  zones: string[];
  programme: ProgrammeItem[];
}

/** Asks for the show that a ticket is for. */
export async function showOf(show: string, ticket: string): Promise<PublicShow> {
  const response = await fetch(`/api/v1/shows/${encodeURIComponent(show)}`, {
    headers: { accept: 'application/json', authorization: `Bearer ${ticket}` },
  });
  if (!response.ok) throw new Error(`the show answers ${String(response.status)}`);
  return (await response.json()) as PublicShow;
}

/** Asks for the list. */
export async function publicShows(): Promise<PublicShow[]> {
  const response = await fetch('/api/v1/shows', { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`the list of shows answers ${String(response.status)}`);
  return (await response.json()) as PublicShow[];
}
