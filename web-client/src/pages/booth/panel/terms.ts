/**
 * The glossary as plain rows: from text that somebody pastes out of a spreadsheet or a CSV file, joined with what is
 * there, and searched. Pure; sending it is not done here.
 */
import { table } from '../../../lib/table';

/** Most rows a booth keeps, and most characters of a term. */
export const LIMITS = { rows: 1_000, term: 120 } as const;

/** A row that was found, with its place in the whole glossary. */
export interface Found {
  readonly place: number;
  readonly cells: readonly string[];
}

/**
 * Rows with one column for each language. A first row that names languages says which column is whose: `columnOf` gives
 * the place of the language that a cell names.
 */
export function termsOf(
  text: string,
  columns: number,
  columnOf: (cell: string) => number | undefined,
): string[][] {
  const rows = table(text);
  const places = rows[0]?.map(columnOf) ?? [];
  const headed = places.length > 0 && places.every((place) => place !== undefined);
  return (headed ? rows.slice(1) : rows)
    .map((row) =>
      Array.from({ length: columns }, (_, column) =>
        clipped(row[headed ? places.indexOf(column) : column] ?? ''),
      ),
    )
    .filter((row) => row.some((cell) => cell !== ''));
}

/** The glossary with new rows behind it; what is there already is not added twice, and no more than the booth keeps. */
export function joined(
  rows: readonly (readonly string[])[],
  added: readonly (readonly string[])[],
): string[][] {
  const known = new Set<string>();
  const all: string[][] = [];
  for (const row of [...rows, ...added]) {
    const name = JSON.stringify(row);
    if (known.has(name) || all.length === LIMITS.rows) continue;
    known.add(name);
    all.push([...row]);
  }
  return all;
}

/** The rows in which a term contains what is typed; those that begin with it first. */
export function search(rows: readonly (readonly string[])[], typed: string): Found[] {
  const wanted = folded(typed.trim());
  const found = rows.map((cells, place) => ({ place, cells, rank: rank(cells, wanted) }));
  return found
    .filter((row) => row.rank < NOT_THERE)
    .sort((a, b) => a.rank - b.rank || a.place - b.place)
    .map(({ place, cells }) => ({ place, cells }));
}

function rank(cells: readonly string[], wanted: string): number {
  if (wanted === '') return 0;
  const at = cells.map((cell) => folded(cell).indexOf(wanted)).filter((place) => place >= 0);
  if (at.length === 0) return NOT_THERE;
  return at.includes(0) ? 0 : 1;
}

/** Full-width and half-width, large and small letters and accents are the same to whoever searches. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function clipped(cell: string): string {
  return [...cell.replace(/\s+/g, ' ')].slice(0, LIMITS.term).join('');
}

const NOT_THERE = 2;
