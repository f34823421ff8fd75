/**
 * The run sheet as pages read it: what is on, how long it still lasts, what comes and when. Pure; the clock is the
 * caller's, and what the host planned is never stretched here: an item over its time has less than nothing left.
 */
import type { RunSheetItem } from '../protocol';

/** What the times need of an item; the crew's run sheet and everybody's programme have it. */
interface Timed {
  readonly minutes: number;
  readonly speaker: string;
}

/** A list of items, and which of them is on since when. */
export interface Sheet<Item extends Timed = RunSheetItem> {
  readonly items: readonly Item[];
  readonly current?: number;
  readonly since?: string;
}

/** An item with its place and, where it is known, its time. */
export interface Coming<Item extends Timed = RunSheetItem> {
  /** From 0. */
  readonly place: number;
  readonly item: Item;
  /** When it begins if all before it keep their time, in milliseconds; known while one is on, or by the planned start. */
  readonly at: number | undefined;
}

/** What is on now. */
export function current<Item extends Timed>(sheet: Sheet<Item> | undefined): Item | undefined {
  return sheet?.current === undefined ? undefined : sheet.items[sheet.current];
}

/** What is left of the current item, in milliseconds; below nothing when it is over its time. */
export function left<Item extends Timed>(sheet: Sheet<Item> | undefined, now: number): number | undefined {
  const item = current(sheet);
  if (!item || sheet?.since === undefined) return undefined;
  return Date.parse(sheet.since) + item.minutes * MINUTE_MS - now;
}

/** What comes after the current item, or all while none is on; a late item, and a late start, move the rest. */
export function coming<Item extends Timed>(
  sheet: Sheet<Item> | undefined,
  now: number,
  startsAt?: number,
): Coming<Item>[] {
  if (!sheet) return [];
  const first = sheet.current === undefined ? 0 : sheet.current + 1;
  const rest = left(sheet, now);
  const start = startsAt === undefined ? undefined : Math.max(now, startsAt);
  let at = rest === undefined ? start : now + Math.max(0, rest);
  return sheet.items.slice(first).map((item, ahead) => {
    const entry = { place: first + ahead, item, at };
    if (at !== undefined) at += item.minutes * MINUTE_MS;
    return entry;
  });
}

/** When all is over if what comes keeps its time; known while one is on. */
export function endOf<Item extends Timed>(sheet: Sheet<Item> | undefined, now: number): number | undefined {
  const rest = left(sheet, now);
  if (rest === undefined) return undefined;
  const minutes = coming(sheet, now).reduce((sum, { item }) => sum + item.minutes, 0);
  return now + Math.max(0, rest) + minutes * MINUTE_MS;
}

/** The next item that somebody speaks in: a break has no speaker. */
export function nextSpeaker<Item extends Timed>(
  sheet: Sheet<Item> | undefined,
  now: number,
): Coming<Item> | undefined {
  return coming(sheet, now).find(({ item }) => item.speaker !== '');
}

const MINUTE_MS = 60_000;
