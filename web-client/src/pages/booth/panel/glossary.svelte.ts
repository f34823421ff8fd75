/** The booth's terms: searched here, kept by the server as a whole. Thinking only; Glossary.svelte draws it. */
import { languageName, ownName } from '../../../i18n/words';
import type { Session } from '../../session.svelte';

import { joined, search, termsOf, type Found } from './terms';
import type { GlossaryShown } from './view';

type Rows = readonly (readonly string[])[];

/** in: the session · out: `GlossaryShown` */
export class Glossary implements GlossaryShown {
  typed = $state('');
  imported: GlossaryShown['imported'] = $state.raw();

  #session: Session;
  /** What was sent and is not answered: the next change builds on it. */
  #underway: Rows | undefined = $state.raw();

  constructor(session: Session) {
    this.#session = session;
  }

  get languages(): readonly string[] {
    const { booths, you } = this.#session.known;
    return booths.find((booth) => booth.booth === you.booth)?.languages ?? [];
  }

  get found(): readonly Found[] {
    return search(this.#rows, this.typed);
  }

  get size(): number {
    return this.#rows.length;
  }

  type(text: string): void {
    this.typed = text;
  }

  add(cells: readonly string[]): boolean {
    const row = cells.map((cell) => cell.trim());
    if (row.every((cell) => cell === '')) return false;
    this.imported = undefined;
    this.typed = '';
    void this.#keep(joined(this.#rows, [row]));
    return true;
  }

  remove(place: number): void {
    this.imported = undefined;
    void this.#keep(this.#rows.filter((_, at) => at !== place));
  }

  take(text: string): void {
    const read = termsOf(text, this.languages.length, (cell) => this.#columnOf(cell));
    const all = joined(this.#rows, read);
    this.imported = { added: all.length - this.#rows.length, read: read.length };
    this.typed = '';
    if (all.length > this.#rows.length) void this.#keep(all);
  }

  get #rows(): Rows {
    return this.#underway ?? this.#session.known.papers?.glossary ?? [];
  }

  async #keep(rows: Rows): Promise<void> {
    this.#underway = rows;
    await this.#session.wish({ type: 'set_glossary', rows: rows.map((row) => [...row]) });
    if (this.#underway === rows) this.#underway = undefined;
  }

  /** A heading may be the tag, or the language's name in itself or in the language of the pages. */
  #columnOf(cell: string): number | undefined {
    const wanted = cell.toLowerCase();
    const place = this.languages.findIndex((tag) =>
      [tag, ownName(tag), languageName(tag)].some((name) => name.toLowerCase() === wanted),
    );
    return place < 0 ? undefined : place;
  }
}
