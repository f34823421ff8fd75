import { describe, expect, it } from 'vitest';

import { actionOf, floorKey, type DeskPress } from './keys';

const LANGUAGES = ['de', 'zh'];

function press(code: string, changes: Partial<DeskPress> = {}) {
  return actionOf({ code, down: true, repeat: false, modified: false, busy: false, ...changes }, LANGUAGES);
}

describe('keys of the desk', () => {
  it('say what the stage speaks', () => {
    expect(press('Digit2')).toEqual({ act: 'floor', language: 'zh' });
    expect(press('Numpad0')).toEqual({ act: 'floor', language: 'none' });
    expect(press('Digit3')).toBeUndefined();
    expect(press('KeyP')).toEqual({ act: 'pin' });
    expect(press('KeyN')).toEqual({ act: 'sheet', way: 'next' });
    expect(press('KeyB')).toEqual({ act: 'sheet', way: 'back' });
    expect([floorKey(0), floorKey(9)]).toEqual(['1', undefined]);
  });

  it('sleep while somebody writes, with a modifier, and when they repeat', () => {
    for (const asleep of [{ busy: true }, { modified: true }, { repeat: true }]) {
      for (const code of ['Digit1', 'KeyP', 'KeyT', 'KeyN', 'KeyB'])
        expect(press(code, asleep)).toBeUndefined();
    }
  });

  it('talk while held, and let go wherever the focus has gone', () => {
    expect(press('KeyT')).toEqual({ act: 'talk', held: true });
    expect(press('KeyT', { down: false, busy: true })).toEqual({ act: 'talk', held: false });
    expect(press('Digit1', { down: false })).toBeUndefined();
  });
});
