import { describe, expect, it } from 'vitest';

import {
  ACTION_LIST,
  Held,
  KEYMAP,
  actionOf,
  assigned,
  keymapOf,
  refusalOf,
  types,
  type KeyPress,
} from './keys';

function press(code: string, changes: Partial<KeyPress> = {}): KeyPress {
  return { code, down: true, repeat: false, shift: false, modified: false, writing: false, ...changes };
}

function action(code: string, changes: Partial<KeyPress> = {}) {
  return actionOf(press(code, changes), KEYMAP);
}

describe('keys of the booth', () => {
  it('work the microphone, stand-by, direction and hand-over, also while writing', () => {
    const writing = { writing: true };
    expect(action('F2', writing)).toBe('microphone');
    expect(action('F3', writing)).toBe('stand_by');
    expect(action('F4', writing)).toBe('direction');
    expect(action('F4', { shift: true, writing: true })).toBe('override');
    expect(action('F8', writing)).toBe('hand_over');
    expect(action('NumpadMultiply', writing)).toBe('microphone');
    expect(action('ControlRight', { modified: true, writing: true })).toBe('cough');
  });

  it('leave the browser its own shortcuts, and the number pad its digits', () => {
    expect(action('F4', { modified: true })).toBeUndefined();
    expect(action('Digit1', { modified: true })).toBeUndefined();
    expect(action('ControlLeft', { modified: true })).toBeUndefined();
    expect(action('Numpad1')).toBeUndefined();
  });

  it('that type something work only while nobody writes', () => {
    expect(action('Digit1')).toBe('floor_1');
    expect(action('Digit1', { writing: true })).toBeUndefined();
    expect(action('KeyP')).toBe('pin');
    expect(action('KeyP', { writing: true })).toBeUndefined();
    expect(action('KeyP', { shift: true })).toBeUndefined();
  });

  it('are no two actions’ at first, and each action has one', () => {
    const all = ACTION_LIST.flatMap((one) => KEYMAP[one].filter((chord) => chord !== ''));
    expect(new Set(all).size).toBe(all.length);
    for (const one of ACTION_LIST) {
      expect(KEYMAP[one][0], one).not.toBe('');
      for (const chord of KEYMAP[one])
        if (chord) expect(refusalOf(chord, one, KEYMAP), chord).toBeUndefined();
    }
  });
});

describe('a key held down', () => {
  it('coughs until it is let go, and does nothing twice', () => {
    const held = new Held();
    const down = press('ControlRight', { modified: true });
    expect(held.press(down, KEYMAP)).toEqual({ ours: true, pressed: { action: 'cough', down: true } });
    expect(held.press({ ...down, repeat: true }, KEYMAP)).toEqual({ ours: true });
    expect(held.press(press('ControlRight', { down: false }), KEYMAP)).toEqual({
      ours: true,
      pressed: { action: 'cough', down: false },
    });
    expect(held.press(press('ControlRight', { down: false }), KEYMAP)).toEqual({ ours: false });
  });

  it('ends what it began, even when the shift was let go first', () => {
    const held = new Held();
    held.press(press('F7', { shift: true }), KEYMAP);
    expect(held.press(press('F7', { down: false }), KEYMAP).pressed).toEqual({
      action: 'talk_desk',
      down: false,
    });
  });

  it('presses once, and tells nothing on its way up', () => {
    const held = new Held();
    expect(held.press(press('F2'), KEYMAP).pressed).toEqual({ action: 'microphone', down: true });
    expect(held.press(press('F2', { repeat: true }), KEYMAP)).toEqual({ ours: true });
    expect(held.press(press('F2', { down: false }), KEYMAP)).toEqual({ ours: true });
    expect(held.press(press('F2', { down: false }), KEYMAP)).toEqual({ ours: false });
    expect(held.press(press('F2'), KEYMAP).pressed).toEqual({ action: 'microphone', down: true });
  });

  it('that is forgotten has no way up', () => {
    const held = new Held();
    held.press(press('F7'), KEYMAP);
    held.forget('talk_partner');
    expect(held.press(press('F7', { down: false }), KEYMAP)).toEqual({ ours: false });
  });
});

describe('changing keys', () => {
  it('puts a key in its place, and not twice', () => {
    const changed = assigned(KEYMAP, 'microphone', 0, 'F1');
    expect(changed.microphone).toEqual(['F1', 'NumpadMultiply']);
    expect(actionOf(press('F1'), changed)).toBe('microphone');
    expect(actionOf(press('F2'), changed)).toBeUndefined();
    expect(assigned(KEYMAP, 'microphone', 0, 'NumpadMultiply').microphone).toEqual(['NumpadMultiply', '']);
  });

  it('refuses a key that is taken, that the browser keeps, or that writes', () => {
    expect(refusalOf('F3', 'microphone', KEYMAP)).toEqual({ why: 'taken', by: 'stand_by' });
    expect(refusalOf('F2', 'microphone', KEYMAP)).toBeUndefined();
    expect(refusalOf('F5', 'microphone', KEYMAP)).toEqual({ why: 'browser' });
    expect(refusalOf('KeyM', 'microphone', KEYMAP)).toEqual({ why: 'types' });
    expect(refusalOf('KeyM', 'pin', KEYMAP)).toBeUndefined();
    expect(refusalOf('ControlRight', 'direction', KEYMAP)).toEqual({ why: 'browser' });
  });

  it('keeps what was kept, and starts afresh where it makes no sense', () => {
    expect(keymapOf({ microphone: ['F1', ''] }).microphone).toEqual(['F1', '']);
    expect(keymapOf({ microphone: ['F3', ''] })).toEqual(KEYMAP);
    expect(keymapOf({ unheard: ['F1', ''], pin: 'x' })).toEqual(KEYMAP);
    expect(keymapOf(undefined)).toEqual(KEYMAP);
  });

  it('knows which keys write', () => {
    expect(['F2', 'F13', 'NumpadEnter', 'Numpad7', 'ControlRight', 'Pause'].some(types)).toBe(false);
    expect(['KeyA', 'Digit1', 'Minus', 'Semicolon'].every(types)).toBe(true);
  });
});
