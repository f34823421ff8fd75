import { describe, expect, it } from 'vitest';

import { kept, signFrom } from './remembered';

describe('the sign-language picture', () => {
  it('is remembered pinned with its size, or hidden', () => {
    for (const wish of [
      { large: true, pinned: true, hidden: false },
      { large: false, pinned: true, hidden: false },
      { large: false, pinned: false, hidden: true },
    ]) {
      expect(signFrom(kept(wish))).toEqual(wish);
    }
  });

  it('begins anew where nothing was kept, or only its size', () => {
    const anew = { large: false, pinned: false, hidden: false };
    expect(signFrom(kept({ large: true, pinned: false, hidden: false }))).toEqual(anew);
    expect(signFrom(null)).toEqual(anew);
    expect(signFrom('something else')).toEqual(anew);
  });
});
