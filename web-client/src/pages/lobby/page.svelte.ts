/** The public list of shows, thinking. */
import { publicShows } from '../../wire/shows';

import type { LobbyShow, LobbyView } from './view';

/** out: `LobbyView` · close() */
export class LobbyPage implements LobbyView {
  state: LobbyView['state'] = $state('loading');
  shows: readonly LobbyShow[] = $state.raw([]);

  constructor() {
    this.reload();
  }

  reload(): void {
    this.state = 'loading';
    void this.#load();
  }

  /** Nothing is held. */
  close(): void {
    this.shows = [];
  }

  async #load(): Promise<void> {
    try {
      const shows = await publicShows();
      this.shows = shows.map(({ id, title, text, languages, phase, starts_at, zones }) => ({
        id,
        title,
        text,
        languages,
        phase,
        zones,
        startsAt: starts_at === null ? undefined : Date.parse(starts_at),
      }));
      this.state = 'ready';
    } catch {
      this.state = 'failed';
    }
  }
}
