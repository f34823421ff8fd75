/** What an interpreter hears, thinking: her sources with their marks and levels, her faders, her tone control. */
import { browserClock } from '../../lib/clock';
import { Scope } from '../../lib/scope';
import { SILENT_DB } from '../../media/meter';
import type { Session } from '../session.svelte';

import { Own } from './own';
import { nextSource, sourcesOf, type Source } from './sources';
import type { EarsView, ProtectionShown, SourceShown, Volume } from './view';

/** in: the session · out: `EarsView`, `partnerLevels` · close() */
export class Ears implements EarsView {
  /** The partners' levels, in the order of their lines. */
  partnerLevels: readonly number[] = $state.raw([]);

  #session: Session;
  #own: Own;
  #scope = new Scope();
  #floorLevel = $state(SILENT_DB);
  #channelLevel = $state(SILENT_DB);

  constructor(session: Session) {
    this.#session = session;
    this.#own = new Own(session);
    this.#scope.add(
      browserClock.every(PERIOD_MS, () => {
        this.#look();
      }),
    );
  }

  get sources(): readonly SourceShown[] {
    return this.#sources.map(({ decalageMs, ...source }) => ({
      ...source,
      decalage: decalageMs === undefined ? undefined : Math.round(decalageMs / 100) / 10,
      level: this.#levelOf(source),
    }));
  }

  get chosen(): boolean {
    return this.#own.seat?.incoming.chosen ?? false;
  }

  get volumes(): Readonly<Record<Volume, number>> {
    const { floor, partner, shared } = this.#session.sound.faders;
    return { floor: percent(floor), partner: percent(partner), shared: percent(shared) };
  }

  get tone(): EarsView['tone'] {
    return this.#session.sound.protection?.tone ?? { lowDb: 0, highDb: 0 };
  }

  get protection(): ProtectionShown | undefined {
    const { protection } = this.#session.sound;
    if (!protection) return undefined;
    const { warning, count, log } = protection.warnings;
    return { guarding: protection.state === 'guarding', warning, count, log };
  }

  choose(source: string): void {
    void this.#session.wish({ type: 'incoming', source });
  }

  /** Goes to the next source, as the key does. */
  next(): void {
    this.choose(nextSource(this.#sources, this.#own.seat?.incoming));
  }

  setVolume(volume: Volume, to: number): void {
    this.#session.sound.move(volume, to / 100);
  }

  setTone(tone: EarsView['tone']): void {
    this.#session.sound.protection?.setTone(tone);
  }

  close(): void {
    this.#scope.close();
  }

  get #sources(): Source[] {
    const { floor, channels } = this.#own.room;
    return sourcesOf(floor, channels, this.#own.booth?.languages ?? [], this.#own.seat?.incoming);
  }

  /** What arrives is metered here; of what does not arrive the server says how loud it is. */
  #levelOf({ source, heard }: Pick<Source, 'source' | 'heard'>): number {
    if (source === 'floor') return this.#floorLevel;
    return heard ? this.#channelLevel : (this.#own.room.levels.channels[source] ?? SILENT_DB);
  }

  #look(): void {
    const { sound } = this.#session;
    this.#floorLevel = Math.max(...FLOOR_LINES.map((line) => sound.lineLevel(line)));
    this.#channelLevel = sound.lineLevel('channel');
    this.partnerLevels = this.#own.partners.map((_, place) =>
      sound.lineLevel(`partner_${String(place + 1)}`),
    );
  }
}

function percent(factor: number): number {
  return Math.round(factor * 100);
}

const PERIOD_MS = 100;
const FLOOR_LINES = ['floor_1', 'floor_2', 'floor_3', 'shared'];
