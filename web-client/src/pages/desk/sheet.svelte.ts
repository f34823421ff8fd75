/** The run sheet at the desk, thinking: what is on, what comes, and how the list is written. */
import { browserClock } from '../../lib/clock';
import { coming, type Coming } from '../../model/run-sheet';
import type { PersonView, Role, RunSheetItem, RunSheetView } from '../../protocol';
import type { Session } from '../session.svelte';

import { expectedIn, type Expected } from './expected';
import { clockOf, moved, placed, LIMITS } from './sheet';
import type { SheetClock, SheetView } from './view';

/** in: the session, the present moment · out: `SheetView` */
export class Sheet implements SheetView {
  #session: Session;
  #now: () => number;
  /** The list before something was taken out. */
  #before: RunSheetView | undefined = $state.raw();

  #coming: readonly Coming[] = $derived.by(() => coming(this.sheet, this.#now(), this.#startsAt));

  constructor(session: Session, now: () => number) {
    this.#session = session;
    this.#now = now;
  }

  get sheet(): RunSheetView {
    return this.#session.known.run_sheet ?? EMPTY;
  }

  get clock(): SheetClock | undefined {
    return clockOf(this.sheet, this.#startsAt, this.#now());
  }

  get languages(): readonly string[] {
    return this.#session.known.room.languages;
  }

  get mayUndo(): boolean {
    return this.#before !== undefined;
  }

  get possible(): readonly PersonView[] {
    return this.#session.known.people.filter(({ role }) => role === 'speaker' || STAFF.includes(role));
  }

  expectedIn(place: number): readonly Expected[] {
    const item = this.sheet.items[place];
    return item ? expectedIn(item, this.#session.known.people) : [];
  }

  timeOf(place: number): number | undefined {
    if (place === this.sheet.current && this.sheet.since !== undefined) return Date.parse(this.sheet.since);
    return this.#coming.find((entry) => entry.place === place)?.at;
  }

  step(way: 'next' | 'back'): void {
    const { current, items } = this.sheet;
    const next = current === undefined ? 0 : current + 1;
    if (way === 'next' && next < items.length) this.goTo(next);
    if (way === 'back' && current !== undefined) this.goTo(current === 0 ? undefined : current - 1);
  }

  place(from: number, to: number): void {
    void this.#set(placed(this.sheet.items, from, to));
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

  get #startsAt(): number | undefined {
    const startsAt = this.#session.known.room.starts_at;
    return startsAt === undefined ? undefined : Date.parse(startsAt);
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
const STAFF: readonly Role[] = ['host', 'moderator'];
const UNDO_MS = 10_000;
