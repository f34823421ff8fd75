/**
 * The clocks of the console: how long her turn lasts, what the slot on stage has left, and countdowns. Pure: the present
 * moment is an argument, in milliseconds of the calendar.
 */
import type { RunSheetView } from '../../protocol';

/** Whole seconds since a moment the server named; `undefined` while there is none. */
export function secondsSince(since: string | undefined, now: number): number | undefined {
  const from = moment(since);
  return from === undefined ? undefined : Math.max(0, Math.floor((now - from) / 1_000));
}

/** Whole seconds until a moment the server named, never more than `most`: two computers' clocks may differ. */
export function secondsUntil(until: string | undefined, now: number, most: number): number | undefined {
  const to = moment(until);
  if (to === undefined) return undefined;
  return Math.min(most, Math.max(0, Math.ceil((to - now) / 1_000)));
}

/** What the slot on stage has left in seconds, negative once it is over; `undefined` while nothing is on. */
export function slotLeft(sheet: RunSheetView | undefined, now: number): number | undefined {
  const item = sheet?.current === undefined ? undefined : sheet.items[sheet.current];
  const from = moment(sheet?.since);
  if (!item || from === undefined) return undefined;
  return Math.round((from + item.minutes * 60_000 - now) / 1_000);
}

/** Seconds as people read a clock: `12:40`, `1:02:05`, `-0:20`. */
export function asClock(seconds: number): string {
  const all = Math.abs(Math.trunc(seconds));
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(all / 3_600);
  const minutes = Math.floor(all / 60) % 60;
  const head = hours > 0 ? `${String(hours)}:${two(minutes)}` : String(minutes);
  return `${seconds < 0 && all > 0 ? '−' : ''}${head}:${two(all % 60)}`;
}

function moment(text: string | undefined): number | undefined {
  const parsed = Date.parse(text ?? '');
  return Number.isNaN(parsed) ? undefined : parsed;
}
