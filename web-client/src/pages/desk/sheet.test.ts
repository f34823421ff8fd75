import { describe, expect, it } from 'vitest';

import type { RunSheetItem, RunSheetView } from '../../protocol';
import { clockOf, minutesOf, moved, pasted, placed } from './sheet';

const LANGUAGES = ['de', 'zh'];

describe('a pasted run sheet', () => {
  it('is read from a spreadsheet’s tabs, without its headings', () => {
    const text =
      'Titel\tPerson\tSprache\tMinuten\tHinweise\nBegrüßung\tJonas\tde\t5\t\nRobotik\tLi\tzh-CN\t15\tArm, 6 Achsen';
    expect(pasted(text, LANGUAGES)).toEqual({
      items: [
        { title: 'Begrüßung', speaker: 'Jonas', language: 'de', minutes: 5, notes: '' },
        { title: 'Robotik', speaker: 'Li', language: 'zh', minutes: 15, notes: 'Arm, 6 Achsen' },
      ],
      flawed: [],
    });
  });

  it('keeps separators, quotes and line breaks inside of quotes', () => {
    const text = '"Drives, 48 V",Anna,de,10,"She says ""hello""\nand shows a film"\r\nQuestions';
    expect(pasted(text, LANGUAGES).items).toEqual([
      {
        title: 'Drives, 48 V',
        speaker: 'Anna',
        language: 'de',
        minutes: 10,
        notes: 'She says "hello"\nand shows a film',
      },
      { title: 'Questions', speaker: '', minutes: 0, notes: '' },
    ]);
  });

  it('takes semicolons, and says of each row that is left out why', () => {
    const found = pasted('Eins;A;de;7\n;B;de;3\n\nZwei;;;\nDrei;C;fr;1\nVier;D;de;bald', LANGUAGES);
    expect(found.items).toEqual([
      { title: 'Eins', speaker: 'A', language: 'de', minutes: 7, notes: '' },
      { title: 'Zwei', speaker: '', minutes: 0, notes: '' },
    ]);
    expect(found.flawed).toEqual([
      { row: 2, flaw: 'title' },
      { row: 4, flaw: 'language' },
      { row: 5, flaw: 'minutes' },
    ]);
    expect(pasted('  \n', LANGUAGES)).toEqual({ items: [], flawed: [] });
    expect(pasted('x'.repeat(201), LANGUAGES).flawed).toEqual([{ row: 1, flaw: 'long' }]);
  });

  it('reads the columns that a heading names, in any order', () => {
    const text =
      'Kind,Minutes,Title,Title zh,Speaker,Decks\npitch,12,Pumpen,新型泵,王芳,deck-1 deck-2\nPause,5,Kaffee,,,\nTanz,5,x,,,';
    expect(pasted(text, LANGUAGES)).toEqual({
      items: [
        {
          kind: 'pitch',
          title: 'Pumpen',
          titles: { zh: '新型泵' },
          speaker: '王芳',
          minutes: 12,
          notes: '',
          decks: ['deck-1', 'deck-2'],
        },
        { kind: 'break', title: 'Kaffee', speaker: '', minutes: 5, notes: '' },
      ],
      flawed: [{ row: 4, flaw: 'kind' }],
    });
  });

  it('has whole minutes within a day', () => {
    expect(minutesOf('12 min')).toBe(12);
    expect(minutesOf('bald')).toBe(0);
    expect(minutesOf('-3')).toBe(0);
    expect(minutesOf('99999')).toBe(1_440);
  });
});

function item(title: string, minutes = 10): RunSheetItem {
  return { title, speaker: '', minutes, notes: '' };
}

const sheet: RunSheetView = {
  items: [item('a'), item('b'), item('c')],
  current: 1,
  since: '2026-11-23T09:12:00Z',
};

it('an item moves one place, and not past the ends', () => {
  const titles = (items: readonly RunSheetItem[]) => items.map(({ title }) => title).join('');
  expect(titles(moved(sheet.items, 1, 'up'))).toBe('bac');
  expect(titles(moved(sheet.items, 1, 'down'))).toBe('acb');
  expect(titles(moved(sheet.items, 2, 'down'))).toBe('abc');
  expect(titles(moved(sheet.items, 0, 'up'))).toBe('abc');
});

it('an item dropped on another takes its place', () => {
  const titles = (from: number, to: number) =>
    placed(sheet.items, from, to)
      .map(({ title }) => title)
      .join('');
  expect([titles(0, 2), titles(2, 0), titles(1, 1)]).toEqual(['bca', 'cab', 'abc']);
});

describe('the clock of the run sheet', () => {
  const start = Date.parse('2026-11-23T09:00:00Z');
  const at = (minutes: number) => start + minutes * 60_000;

  it('counts what is on, what is left, and how late the show is', () => {
    expect(clockOf(sheet, start, at(16))).toEqual({
      elapsedMs: 4 * 60_000,
      leftMs: 6 * 60_000,
      driftMinutes: 2,
      endsAt: at(32),
    });
  });

  it('grows later with every minute over', () => {
    expect(clockOf(sheet, start, at(25))).toEqual({
      elapsedMs: 13 * 60_000,
      leftMs: -3 * 60_000,
      driftMinutes: 5,
      endsAt: at(35),
    });
  });

  it('says nothing of what it does not know', () => {
    expect(clockOf({ items: sheet.items }, start, at(5))).toBeUndefined();
    const open = { ...sheet, items: [item('a'), item('b', 0)] };
    expect(clockOf(open, undefined, at(16))).toMatchObject({ leftMs: undefined, driftMinutes: undefined });
  });
});
