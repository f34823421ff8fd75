/**
 * The run sheet as pages read it: what is on, how long it still lasts, what comes and when. Pure; the clock is the
 * caller's, and what the host planned is never stretched here: an item over its time has less than nothing left.
 */
import type { RunSheetItem, RunSheetView } from '../protocol';

/** An item with its place and, where it is known, its time. */
export interface Coming {
  /** From 0. */
  readonly place: number;
  readonly item: RunSheetItem;
  /** When it begins if all before it keep their time, in milliseconds; known while one is on. */
  readonly at: number | undefined;
}

/** What is on now. */
export function current(sheet: RunSheetView | undefined): RunSheetItem | undefined {
  return sheet?.current === undefined ? undefined : sheet.items[sheet.current];
}

/** What is left of the current item, in milliseconds; below nothing when it is over its time. */
export function left(sheet: RunSheetView | undefined, now: number): number | undefined {
  const item = current(sheet);
  if (!item || sheet?.since === undefined) return undefined;
  return Date.parse(sheet.since) + item.minutes * MINUTE_MS - now;
}

/** What comes after the current item, or all while none is on; a late item moves the rest. */
export function coming(sheet: RunSheetView | undefined, now: number): Coming[] {
  if (!sheet) return [];
  const first = sheet.current === undefined ? 0 : sheet.current + 1;
  const rest = left(sheet, now);
  let at = rest === undefined ? undefined : now + Math.max(0, rest);
  return sheet.items.slice(first).map((item, ahead) => {
    const entry = { place: first + ahead, item, at };
    if (at !== undefined) at += item.minutes * MINUTE_MS;
    return entry;
  });
}

/** The next item that somebody speaks in: a break has no speaker. */
export function nextSpeaker(sheet: RunSheetView | undefined, now: number): Coming | undefined {
  return coming(sheet, now).find(({ item }) => item.speaker !== '');
}

const MINUTE_MS = 60_000;
