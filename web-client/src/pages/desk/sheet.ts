/**
 * The run sheet in plain values: from pasted rows to items, items moved and taken out, and the clock. Pure; the list
 * itself is the server's.
 */
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
  const rows = cells(text.replace(/^\uFEFF/, ''));
  const items: RunSheetItem[] = [];
  const skipped: number[] = [];
  for (const [place, row] of rows.entries()) {
    if (place === 0 && rows.length > 1 && isHeading(row)) continue;
    const [title = '', speaker = '', language = '', minutes = '', ...notes] = row.map((cell) => cell.trim());
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

/** Items and the place of what is on, after a change. */
export interface Changed {
  readonly items: RunSheetItem[];
  readonly current: number | undefined;
}

/** The item at `place` one up or down; what is on stays on. */
export function moved(sheet: RunSheetView, place: number, way: 'up' | 'down'): Changed {
  const other = way === 'up' ? place - 1 : place + 1;
  const items = [...sheet.items];
  const [one, two] = [items[place], items[other]];
  if (!one || !two) return { items, current: sheet.current };
  items[place] = two;
  items[other] = one;
  const { current } = sheet;
  return { items, current: current === place ? other : current === other ? place : current };
}

/** Without the item at `place`; if it was on, none is. */
export function without(sheet: RunSheetView, place: number): Changed {
  const items = sheet.items.filter((_, at) => at !== place);
  const { current } = sheet;
  if (current === undefined || current === place) return { items, current: undefined };
  return { items, current: current > place ? current - 1 : current };
}

/** The clock of what is on at `now`; nothing while nothing is on. */
export function clockOf(
  sheet: RunSheetView,
  startsAt: number | undefined,
  now: number,
): SheetClock | undefined {
  const item = sheet.current === undefined ? undefined : sheet.items[sheet.current];
  if (!item || sheet.current === undefined || sheet.since === undefined) return undefined;
  const elapsed = Math.max(0, now - Date.parse(sheet.since));
  const planned = item.minutes * MINUTE_MS;
  const before = sheet.items.slice(0, sheet.current).reduce((sum, one) => sum + one.minutes, 0);
  const over = Math.max(0, elapsed - planned);
  return {
    elapsedMs: elapsed,
    leftMs: item.minutes > 0 ? planned - elapsed : undefined,
    driftMinutes:
      startsAt === undefined
        ? undefined
        : Math.round((Date.parse(sheet.since) - startsAt - before * MINUTE_MS + over) / MINUTE_MS),
  };
}

/** `12:40`, and `1:02:05` from an hour on; below zero with a sign. */
export function duration(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${ms <= -1_000 ? '−' : ''}${hours > 0 ? `${String(hours)}:` : ''}${rest}`;
}

/** The rows and cells of a text; a cell in quotes may hold separators and line breaks. */
function cells(text: string): string[][] {
  const separator = separatorOf(text);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text.charAt(at + 1) === '"') cell += text.charAt(at++);
      else quoted = false;
    } else if (char === '"' && cell === '') {
      quoted = true;
    } else if (char === separator) {
      row.push(cell);
      cell = '';
    } else if (char === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
    } else if (char !== '\r') {
      cell += char;
    }
  }
  rows.push([...row, cell]);
  return rows.filter((cellsOfRow) => cellsOfRow.some((one) => one.trim()));
}

/** Spreadsheets paste tabs; files have semicolons where the comma is the decimal sign. */
function separatorOf(text: string): string {
  const first = text.split('\n', 1)[0] ?? '';
  return first.includes('\t') ? '\t' : first.includes(';') ? ';' : ',';
}

function isHeading(row: readonly string[]): boolean {
  return row.length > 1 && !row.some((cell) => /\d/.test(cell)) && HEADINGS.test(row[0]?.trim() ?? '');
}

/** What a column of titles is called in the languages of the pages. */
const HEADINGS = /^(title|titel|item|thema|punkt|programm|标题|主题|环节|内容)$/i;
const MINUTE_MS = 60_000;

/** How much the protocol takes. */
export const LIMITS = { items: 100, title: 200, speaker: 80, minutes: 1_440, notes: 4_000 } as const;
