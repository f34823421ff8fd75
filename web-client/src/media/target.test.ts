import { describe, expect, it } from 'vitest';

import { rangeOf } from './target';

describe('the mark of a meter', () => {
  it.each([
    [undefined, 'none'],
    [-40, 'low'],
    [-26.1, 'low'],
    [-26, 'in'],
    [-20, 'in'],
    [-19.9, 'high'],
  ] as const)('says of %s LUFS: %s', (speech, mark) => {
    expect(rangeOf(speech)).toBe(mark);
  });
});
