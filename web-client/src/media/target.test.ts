import { describe, expect, it } from 'vitest';

import { rangeOf } from './target';

describe('the mark of a meter', () => {
  it.each([
    [undefined, 'none'],
    [-40, 'low'],
    [-24.6, 'low'],
    [-24.5, 'in'],
    [-21.5, 'in'],
    [-21.4, 'high'],
  ] as const)('says of %s LUFS: %s', (speech, mark) => {
    expect(rangeOf(speech)).toBe(mark);
  });
});
