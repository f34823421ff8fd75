import { describe, expect, it } from 'vitest';

import { heard, merged, moved, type Copy } from './shared-text';

describe('two changes of one text', () => {
  it('both stay where they are apart', () => {
    expect(merged('one two three', 'ONE two three', 'one two THREE')).toBe('ONE two THREE');
    expect(merged('one two three', 'one two THREE', 'ONE two three')).toBe('ONE two THREE');
  });

  it('both stay where they meet, theirs first', () => {
    expect(merged('a', 'a mine', 'a theirs')).toContain('mine');
    expect(merged('a', 'a mine', 'a theirs')).toContain('theirs');
    expect(merged('', 'mine\n', 'theirs\n')).toBe('theirs\nmine\n');
  });

  it('take the other where one did nothing', () => {
    expect(merged('a', 'a', 'b')).toBe('b');
    expect(merged('a', 'b', 'a')).toBe('b');
    expect(merged('a', 'b', 'b')).toBe('b');
  });
});

describe('a copy', () => {
  const fresh: Copy = { base: 'x', text: 'x', sent: undefined };

  it('keeps what was typed after it was sent', () => {
    const { copy, foreign } = heard({ base: 'x', text: 'xyz', sent: 'xy' }, 'xy');
    expect(copy).toEqual({ base: 'xy', text: 'xyz', sent: undefined });
    expect(foreign).toBe(false);
  });

  it('takes over what another wrote, and says so', () => {
    expect(heard(fresh, 'x!')).toEqual({ copy: { base: 'x!', text: 'x!', sent: undefined }, foreign: true });
    expect(heard(fresh, 'x').foreign).toBe(false);
  });

  it('loses nothing when both send at once, whoever comes first', () => {
    // The server hears A, then B; each hears both.
    let a: Copy = { base: 'x', text: 'A x', sent: 'A x' };
    let b: Copy = { base: 'x', text: 'x B', sent: 'x B' };
    for (const said of ['A x', 'x B']) {
      a = heard(a, said).copy;
      b = heard(b, said).copy;
    }
    // B has both and sends again; A follows.
    expect(b.text).toBe('A x B');
    expect(b.text).not.toBe(b.base);
    expect(heard(a, b.text).copy.text).toBe('A x B');
  });
});

describe('the caret', () => {
  it('stays at its word', () => {
    expect(moved('one two', 'one two', 3)).toBe(3);
    expect(moved('one two', 'zero one two', 3)).toBe(8);
    expect(moved('one two', 'one two three', 3)).toBe(3);
    expect(moved('one two three', 'one three', 6)).toBe(5);
  });
});
