import { describe, expect, it } from 'vitest';

import { samplePerson } from '../../model/samples';
import type { RunSheetItem } from '../../protocol';

import { expectedIn, isReady, namesIn } from './expected';

const item: RunSheetItem = {
  title: 'Pumpen',
  speaker: 'Anna Kern, 李明',
  people: ['anna', 'gone'],
  minutes: 10,
  notes: '',
};
const anna = samplePerson({ participant: 'anna', name: 'anna kern', step: 'backstage' });

describe('whom an item expects', () => {
  it('is told by who is here, and by the names that nobody has come under', () => {
    const expected = expectedIn(item, [anna, samplePerson({ participant: 'other' })]);
    expect(expected.map(({ name, stand }) => [name, stand])).toEqual([
      ['anna kern', 'backstage'],
      ['李明', 'invited'],
    ]);
    expect(expected.map(isReady)).toEqual([true, false]);
  });

  it('is nobody for a break, and nobody is ready without a connection', () => {
    expect(expectedIn({ ...item, speaker: '', people: [] }, [anna])).toEqual([]);
    const [lost] = expectedIn(item, [{ ...anna, connected: false }]);
    expect(lost && isReady(lost)).toBe(false);
  });

  it('reads the names of a line', () => {
    expect(namesIn('A, B；C & D / 李、王')).toEqual(['A', 'B', 'C', 'D', '李', '王']);
  });
});
