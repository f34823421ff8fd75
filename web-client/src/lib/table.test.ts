import { describe, expect, it } from 'vitest';

import { table } from './table';

describe('pasted text', () => {
  it('is cut at the tabs of a spreadsheet, whatever else is in the cells', () => {
    expect(table('Antrieb, elektrisch\t电驱动\nGetriebe; zweistufig\t减速器\n')).toEqual([
      ['Antrieb, elektrisch', '电驱动'],
      ['Getriebe; zweistufig', '减速器'],
    ]);
  });

  it('is read as CSV with commas or semicolons, quotes, doubled quotes and lines within quotes', () => {
    expect(table('\uFEFF"Drehmoment, max.",最大扭矩\r\n"say ""hi""","a\nb"\r\n')).toEqual([
      ['Drehmoment, max.', '最大扭矩'],
      ['say "hi"', 'a\nb'],
    ]);
    expect(table('Welle, hohl;空心轴')).toEqual([['Welle, hohl', '空心轴']]);
    expect(table('5" Rohr;管')).toEqual([['5" Rohr', '管']]);
  });

  it('gives nothing for nothing', () => {
    expect(table(' \n\n;;\n')).toEqual([]);
  });
});
