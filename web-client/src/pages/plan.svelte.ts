/**
 * When the show of a ticket begins, for those who stand before closed doors: the room itself has not greeted them yet.
 * What cannot be learned stays unknown; the screen then says only that it will go on by itself.
 */
import type { ProgrammeItem } from '../protocol';
import { showOf } from '../wire/shows';

/** in: the show and the ticket · out: `startsAt`, `zones`, `programme` */
export class Plan {
  /** Planned start in milliseconds. */
  startsAt: number | undefined = $state();
  zones: readonly string[] = $state.raw([]);
  programme: readonly ProgrammeItem[] = $state.raw([]);

  #show: string;
  #ticket: string;
  #asked = false;

  constructor(show: string, ticket: string) {
    this.#show = show;
    this.#ticket = ticket;
  }

  /** Asks once. */
  async learn(): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    try {
      const { starts_at, zones, programme } = await showOf(this.#show, this.#ticket);
      this.startsAt = starts_at === null ? undefined : Date.parse(starts_at);
      this.zones = zones;
      this.programme = programme;
    } catch {
      this.#asked = false;
    }
  }
}
