/**
 * The run sheet in plain values: from pasted rows to items, items moved, and the clock. Pure; the list
 * itself is the server's.
 */
import { table } from '../../lib/table';
import { current, left } from '../../model/run-sheet';
import type { RunSheetItem, RunSheetView } from '../../protocol';

import type { SheetClock } from './view';

/** What pasted text became. */
export interface Pasted {
  readonly items: readonly RunSheetItem[];
  /** Rows, counted from 1, that have no title. */
  readonly skipped: readonly number[];
}

/**
 * Rows as a spreadsheet gives them: title, speaker, language, minutes, notes, parted by tabs, semicolons or commas.
 * A first row without a number of minutes that names its columns is left out.
 */
export function pasted(text: string, languages: readonly string[]): Pasted {
  const rows = table(text);
  const items: RunSheetItem[] = [];
  const skipped: number[] = [];
  for (const [place, row] of rows.entries()) {
    if (place === 0 && rows.length > 1 && isHeading(row)) continue;
    const [title = '', speaker = '', language = '', minutes = '', ...notes] = row;
    if (!title) {
      skipped.push(place + 1);
      continue;
    }
    const tag = languages.find((known) => known === language.toLowerCase().split('-')[0]);
    items.push({
      title: title.slice(0, LIMITS.title),
      speaker: speaker.slice(0, LIMITS.speaker),
      minutes: minutesOf(minutes),
      notes: notes.filter(Boolean).join('\n').slice(0, LIMITS.notes),
      ...(tag === undefined ? {} : { language: tag }),
    });
  }
  return { items, skipped };
}

/** Whole minutes of what somebody wrote, 0 where it says nothing. */
export function minutesOf(text: string): number {
  const minutes = Number.parseInt(text, 10);
  return Number.isFinite(minutes) ? Math.min(LIMITS.minutes, Math.max(0, minutes)) : 0;
}

/** The items with that at `place` one up or down. */
export function moved(items: readonly RunSheetItem[], place: number, way: 'up' | 'down'): RunSheetItem[] {
  const other = way === 'up' ? place - 1 : place + 1;
  const all = [...items];
  const [one, two] = [all[place], all[other]];
  if (!one || !two) return all;
  all[place] = two;
  all[other] = one;
  return all;
}

/** The clock of what is on at `now`; nothing while nothing is on. */
export function clockOf(
  sheet: RunSheetView,
  startsAt: number | undefined,
  now: number,
): SheetClock | undefined {
  const item = current(sheet);
  const rest = left(sheet, now);
  if (!item || rest === undefined || sheet.since === undefined) return undefined;
  const before = sheet.items.slice(0, sheet.current).reduce((sum, one) => sum + one.minutes, 0);
  const planned = (startsAt ?? 0) + before * MINUTE_MS;
  return {
    elapsedMs: Math.max(0, now - Date.parse(sheet.since)),
    leftMs: item.minutes > 0 ? rest : undefined,
    driftMinutes:
      startsAt === undefined
        ? undefined
        : Math.round((Date.parse(sheet.since) - planned + Math.max(0, -rest)) / MINUTE_MS),
  };
}

function isHeading(row: readonly string[]): boolean {
  return row.length > 1 && !row.some((cell) => /\d/.test(cell)) && HEADINGS.test(row[0]?.trim() ?? '');
}

/** What a column of titles is called in the languages of the pages. */
const HEADINGS = /^(title|titel|item|thema|punkt|programm|标题|主题|环节|内容)$/i;
const MINUTE_MS = 60_000;

/** How much the protocol takes. */
export const LIMITS = { items: 100, title: 200, speaker: 200, minutes: 1_440, notes: 2_000 } as const;
