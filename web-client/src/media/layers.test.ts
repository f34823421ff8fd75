import { describe, expect, it } from 'vitest';

import { turn } from './layers';

describe('the layers of a camera', () => {
  it('are switched by name, and only what changes counts', () => {
    const encodings = [{ rid: 'f', active: true }, { rid: 'h' }, { rid: 'q', active: true }];
    expect(turn(encodings, [true, true, true])).toBe(false);
    expect(turn(encodings, [false, true, true])).toBe(true);
    expect(encodings.map(({ active }) => active ?? true)).toEqual([false, true, true]);
    expect(turn(encodings, [false, true, true])).toBe(false);
  });

  it('are left alone where there is only one', () => {
    const encodings = [{ active: true }];
    expect(turn(encodings, [false, false, false])).toBe(false);
    expect(encodings).toEqual([{ active: true }]);
  });
});
