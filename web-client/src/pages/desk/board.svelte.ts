/** The interpretation board, thinking: what each channel carries now, and what the desk corrects there. */
import { browserClock } from '../../lib/clock';
import { Scope } from '../../lib/scope';
import type { FloorView, Interlock, ParticipantId } from '../../protocol';
import type { Session } from '../session.svelte';

import { cardsOf, openMicrophones, rangeOf, slowly } from './board';
import type { BoardView, ChannelCard, OpenMicrophone, Range } from './view';

/** in: the session · out: `BoardView` · close() */
export class Board implements BoardView {
  #session: Session;
  #scope = new Scope();
  /** The loudness of each channel's speech, and of the floor's. */
  #loudness: ReadonlyMap<string, number> = $state.raw(new Map());
  #cards = $derived.by(() => {
    const { channels, booths, levels } = this.#session.known;
    return cardsOf(channels, booths, this.#loudness, levels.channels);
  });

  constructor(session: Session) {
    this.#session = session;
    this.#scope.add(
      browserClock.every(LOOK_MS, () => {
        this.#look();
      }),
    );
  }

  get floor(): FloorView {
    return this.#session.known.floor;
  }

  get floorLevel(): number | undefined {
    return this.#session.known.levels.floor;
  }

  get floorRange(): Range {
    return rangeOf(this.#loudness.get(FLOOR));
  }

  get microphones(): readonly OpenMicrophone[] {
    return openMicrophones(this.#session.known.stage.presenters);
  }

  get channels(): readonly ChannelCard[] {
    return this.#cards;
  }

  get languages(): readonly string[] {
    return this.#session.known.room.languages;
  }

  setFloorLanguage(language: string, pin: boolean): void {
    void this.#session.wish({ type: 'set_floor_language', language, pin });
  }

  setLanguageOf(participant: ParticipantId, language: string): void {
    void this.#session.wish({ type: 'set_microphone_language', participant, language });
  }

  setInterlock(language: string, interlock: Interlock): void {
    void this.#session.wish({ type: 'set_interlock', language, interlock });
  }

  close(): void {
    this.#scope.close();
  }

  #look(): void {
    const { floor, channels } = this.#session.known.levels;
    const next = new Map<string, number>();
    for (const [source, level] of [[FLOOR, floor] as const, ...Object.entries(channels)]) {
      const loudness = slowly(this.#loudness.get(source), level);
      if (loudness !== undefined) next.set(source, loudness);
    }
    // A channel that pauses keeps what is known of it.
    for (const [source, loudness] of this.#loudness) if (!next.has(source)) next.set(source, loudness);
    this.#loudness = next;
  }
}

/** No language tag. */
const FLOOR = 'floor';
const LOOK_MS = 500;
