/** The public list of shows, over HTTP. */
import type { Phase, RoomView } from '../protocol';

/** A show as anybody may see it. */
export interface PublicShow {
  id: string;
  title: RoomView['title'];
  languages: string[];
  phase: Phase;
  starts_at: string | null;
  zones: string[];
}

/** Asks for the list. */
export async function publicShows(): Promise<PublicShow[]> {
  const response = await fetch('/api/v1/shows', { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`the list of shows answers ${String(response.status)}`);
  return (await response.json()) as PublicShow[];
}
