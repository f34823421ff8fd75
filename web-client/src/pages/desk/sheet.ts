/**
 * The run sheet in plain values: from pasted rows to items, items moved, and the clock. Pure; the list
 * itself is the server's.
 */
import { table } from '../../lib/table';
import { current, endOf, left } from '../../model/run-sheet';
import type { RunSheetItem, RunSheetView, SlotKind } from '../../protocol';

import type { SheetClock } from './view';

/** What is wrong with a row. */
type Flaw = 'title' | 'kind' | 'language' | 'minutes' | 'long';

/** What pasted text became. */
export interface Pasted {
  readonly items: readonly RunSheetItem[];
  /** Rows that are left out, counted from 1, and why. */
  readonly flawed: readonly { readonly row: number; readonly flaw: Flaw }[];
}

/**
 * Rows as a spreadsheet gives them, parted by tabs, semicolons or commas. A first row that names its columns decides
 * what stands where; without one it is title, speaker, language, minutes, notes.
 */
export function pasted(text: string, languages: readonly string[]): Pasted {
  const rows = table(text);
  const named = columnsOf(rows[0] ?? [], languages);
  const columns = named ?? PLAIN;
  const items: RunSheetItem[] = [];
  const flawed: { row: number; flaw: Flaw }[] = [];
  for (const [place, row] of rows.entries()) {
    if (place === 0 && named && rows.length > 1) continue;
    const found = itemOf(row, columns, languages);
    if (typeof found === 'string') flawed.push({ row: place + 1, flaw: found });
    else items.push(found);
  }
  return { items, flawed };
}

/** Whole minutes of what somebody wrote, 0 where it says nothing. */
export function minutesOf(text: string): number {
  const minutes = Number.parseInt(text, 10);
  return Number.isFinite(minutes) ? Math.min(LIMITS.minutes, Math.max(0, minutes)) : 0;
}

function itemOf(
  row: readonly string[],
  columns: readonly Column[],
  languages: readonly string[],
): RunSheetItem | Flaw {
  const of = (column: Column): string => row[columns.indexOf(column)] ?? '';
  const title = of('title');
  if (!title) return 'title';
  const kind = of('kind') === '' ? undefined : kindOf(of('kind'));
  if (of('kind') !== '' && !kind) return 'kind';
  const language = languages.find((known) => known === of('language').toLowerCase().split('-')[0]);
  if (of('language') !== '' && language === undefined) return 'language';
  if (of('minutes') !== '' && !/^\d{1,4}\b/.test(of('minutes'))) return 'minutes';
  const last = columns.at(-1) === 'notes' ? row.slice(columns.length - 1) : [of('notes')];
  const notes = last.filter(Boolean).join('\n');
  const speaker = of('speaker');
  if (title.length > LIMITS.title || speaker.length > LIMITS.speaker || notes.length > LIMITS.notes)
    return 'long';
  const titles = Object.fromEntries(
    languages.map((tag) => [tag, of(`title_${tag}`)] as const).filter(([, text]) => text !== ''),
  );
  const decks = of('decks')
    .split(/[\s|]+/)
    .filter(Boolean);
  return {
    title,
    speaker,
    minutes: minutesOf(of('minutes')),
    notes,
    ...(kind === undefined ? {} : { kind }),
    ...(language === undefined ? {} : { language }),
    ...(Object.keys(titles).length ? { titles } : {}),
    ...(decks.length ? { decks } : {}),
  };
}

type Column =
  'kind' | 'title' | `title_${string}` | 'speaker' | 'language' | 'minutes' | 'notes' | 'decks' | '';

/** What the columns are, if this row names them: one of them must be the title. */
function columnsOf(row: readonly string[], languages: readonly string[]): Column[] | undefined {
  const columns = row.map((cell): Column => {
    const word = cell.trim().toLowerCase();
    const titled = /^(.+?)[ _-]([a-z]{2,3})(-.*)?$/.exec(word);
    if (titled?.[1] && titled[2] && NAMES.title.includes(titled[1]) && languages.includes(titled[2]))
      return `title_${titled[2]}`;
    return COLUMNS.find((column) => NAMES[column].includes(word)) ?? '';
  });
  return columns.length > 1 && columns.includes('title') ? columns : undefined;
}

function kindOf(word: string): SlotKind | undefined {
  const wanted = word.trim().toLowerCase();
  return KINDS.find((kind) => kind === wanted || KIND_NAMES[kind].includes(wanted));
}

/** All kinds of items. */
export const KINDS: readonly SlotKind[] = ['pitch', 'talk', 'panel', 'break', 'questions'];
const KIND_NAMES: Record<SlotKind, readonly string[]> = {
  pitch: ['präsentation', '路演'],
  talk: ['vortrag', '演讲', '发言'],
  panel: ['podium', '对话', '圆桌'],
  break: ['pause', '休息', '茶歇'],
  questions: ['fragen', 'q&a', '问答', '提问'],
};

const COLUMNS = ['kind', 'title', 'speaker', 'language', 'minutes', 'notes', 'decks'] as const;
const PLAIN: readonly Column[] = ['title', 'speaker', 'language', 'minutes', 'notes'];
/** What columns are called in the languages of the pages. */
const NAMES: Record<(typeof COLUMNS)[number], readonly string[]> = {
  kind: ['kind', 'type', 'art', '类型'],
  title: ['title', 'titel', 'item', 'thema', 'punkt', 'programm', '标题', '主题', '环节', '内容'],
  speaker: ['speaker', 'speakers', 'person', 'who', 'wer', 'sprecher', 'sprecherin', '发言人', '人员'],
  language: ['language', 'sprache', '语言'],
  minutes: ['minutes', 'minuten', 'min', 'length', 'dauer', 'länge', '分钟', '时长'],
  notes: ['notes', 'hinweise', 'notizen', '备注', '说明'],
  decks: ['decks', 'deck', 'slides', 'folien', '幻灯片'],
};

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

/** The items with that at `from` put where `to` is. */
export function placed(items: readonly RunSheetItem[], from: number, to: number): RunSheetItem[] {
  const all = [...items];
  const [item] = all.splice(from, 1);
  if (item) all.splice(to, 0, item);
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
    endsAt: endOf(sheet, now),
  };
}

const MINUTE_MS = 60_000;

/** How much the protocol takes. */
export const LIMITS = { items: 100, title: 200, speaker: 200, minutes: 1_440, notes: 2_000 } as const;
