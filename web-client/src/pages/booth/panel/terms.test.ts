import { describe, expect, it } from 'vitest';

import { LIMITS, joined, search, termsOf } from './terms';

const columnOf = (cell: string) => {
  const place = ['de', 'zh'].indexOf(cell.toLowerCase());
  return place < 0 ? undefined : place;
};

describe('terms', () => {
  it('have one column for each language, cut and filled', () => {
    expect(termsOf('Welle\t轴\t3\nNabe', 2, columnOf)).toEqual([
      ['Welle', '轴'],
      ['Nabe', ''],
    ]);
    expect(termsOf('x'.repeat(500), 2, columnOf)[0]?.[0]).toHaveLength(LIMITS.term);
  });

  it('follow a first row that names the languages', () => {
    expect(termsOf('zh\tde\n轴\tWelle', 2, columnOf)).toEqual([['Welle', '轴']]);
  });

  it('are joined without doubles and within the limit', () => {
    expect(
      joined(
        [['a', 'b']],
        [
          ['a', 'b'],
          ['c', 'd'],
        ],
      ),
    ).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    const many = Array.from({ length: 1_200 }, (_, place) => [String(place), '']);
    expect(joined([], many)).toHaveLength(LIMITS.rows);
  });

  it('are found in every column while one types, the beginnings first', () => {
    const rows = [
      ['Hohlwelle', '空心轴'],
      ['Welle', '轴'],
      ['Gehäuse', '壳体'],
    ];
    expect(search(rows, 'welle').map(({ place }) => place)).toEqual([1, 0]);
    expect(search(rows, '壳').map(({ place }) => place)).toEqual([2]);
    expect(search(rows, 'GEHAUSE').map(({ place }) => place)).toEqual([2]);
    expect(search(rows, '')).toHaveLength(3);
    expect(search(rows, 'x')).toEqual([]);
  });
});
