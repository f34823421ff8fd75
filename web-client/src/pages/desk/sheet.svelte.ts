/** The run sheet at the desk, thinking: what is on, what comes, and how the list is written. */
import { browserClock } from '../../lib/clock';
import type { RunSheetItem, RunSheetView } from '../../protocol';
import type { Session } from '../session.svelte';

import { clockOf, moved, LIMITS } from './sheet';
import type { SheetClock, SheetView } from './view';

/** in: the session, the present moment · out: `SheetView` */
export class Sheet implements SheetView {
  #session: Session;
  #now: () => number;
  /** The list before something was taken out. */
  #before: RunSheetView | undefined = $state.raw();

  constructor(session: Session, now: () => number) {
    this.#session = session;
    this.#now = now;
  }

  get sheet(): RunSheetView {
    return this.#session.known.run_sheet ?? EMPTY;
  }

  get clock(): SheetClock | undefined {
    const startsAt = this.#session.known.room.starts_at;
    return clockOf(this.sheet, startsAt === undefined ? undefined : Date.parse(startsAt), this.#now());
  }

  get languages(): readonly string[] {
    return this.#session.known.room.languages;
  }

  get mayUndo(): boolean {
    return this.#before !== undefined;
  }

  goTo(place: number | undefined): void {
    void this.#session.wish({ type: 'run_sheet_at', ...(place === undefined ? {} : { item: place }) });
  }

  write(item: RunSheetItem, place: number | undefined): void {
    const items = [...this.sheet.items];
    if (place === undefined) items.push(item);
    else items[place] = item;
    void this.#set(items, place === this.sheet.current ? place : undefined);
  }

  move(place: number, way: 'up' | 'down'): void {
    void this.#set(moved(this.sheet.items, place, way));
  }

  remove(place: number): void {
    this.#keep();
    void this.#set(this.sheet.items.filter((_, at) => at !== place));
  }

  undo(): void {
    const before = this.#before;
    this.#before = undefined;
    if (before) void this.#set(before.items, before.current);
  }

  take(items: readonly RunSheetItem[], instead: boolean): void {
    if (instead) this.#keep();
    const all = instead ? items : [...this.sheet.items, ...items];
    void this.#set(all.slice(0, LIMITS.items));
  }

  #keep(): void {
    const before = this.sheet;
    this.#before = before;
    browserClock.after(UNDO_MS, () => {
      if (this.#before === before) this.#before = undefined;
    });
  }

  /** What is on stays on by its title; an item under a new title, or one that came back, is named again by its place. */
  async #set(items: readonly RunSheetItem[], on?: number): Promise<void> {
    const done = await this.#session.wish({ type: 'set_run_sheet', items: [...items] });
    if (done && on !== undefined) this.goTo(on);
  }
}

const EMPTY: RunSheetView = { items: [] };
const UNDO_MS = 10_000;
