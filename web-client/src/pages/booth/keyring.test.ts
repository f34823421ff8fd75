import { describe, expect, it } from 'vitest';

import { Keyring } from './keyring.svelte';
import { KEYMAP, type KeyPress } from './keys';

function ring() {
  const kept = new Map<string, string>();
  const make = () =>
    new Keyring(() => ({
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => kept.set(key, value),
    }));
  return { kept, make, keys: make() };
}

function down(code: string, changes: Partial<KeyPress> = {}): KeyPress {
  return { code, down: true, repeat: false, shift: false, modified: false, writing: false, ...changes };
}

describe('the keyring', () => {
  it('takes the next key that is pressed, and keeps it for the next time', () => {
    const { keys, make } = ring();
    expect(keys.take(down('F1'))).toBe(false);
    keys.listen('microphone', 0);
    expect(keys.take(down('ShiftLeft', { shift: true }))).toBe(true);
    expect(keys.take(down('F1', { shift: true }))).toBe(true);
    expect(keys.map.microphone[0]).toBe('Shift+F1');
    expect(keys.listening).toBeUndefined();
    expect(make().map.microphone[0]).toBe('Shift+F1');
  });

  it('says why a key is refused, and goes on waiting', () => {
    const { keys } = ring();
    keys.listen('microphone', 0);
    keys.take(down('F3'));
    expect(keys.refused).toEqual({ why: 'taken', by: 'stand_by', chord: 'F3' });
    expect(keys.listening).toEqual({ action: 'microphone', place: 0 });
    expect(keys.map).toEqual(KEYMAP);
    keys.take(down('Escape'));
    expect(keys.listening).toBeUndefined();
    expect(keys.refused).toBeUndefined();
  });

  it('frees a key, and goes back to how it was at first', () => {
    const { keys } = ring();
    keys.free('microphone', 0);
    expect(keys.map.microphone).toEqual(['NumpadMultiply', '']);
    keys.reset();
    expect(keys.map).toEqual(KEYMAP);
  });
});
