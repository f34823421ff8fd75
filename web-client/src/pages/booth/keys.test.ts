import { describe, expect, it } from 'vitest';

import { actionOf, floorKeys, type KeyPress } from './keys';

const LANGUAGES = ['de', 'zh'];

function press(code: string, changes: Partial<KeyPress> = {}) {
  return actionOf(
    { code, down: true, repeat: false, shift: false, modified: false, writing: false, ...changes },
    LANGUAGES,
  );
}

describe('keys of the booth', () => {
  it('work the microphone, stand-by and direction, also while writing', () => {
    expect(press('F2', { writing: true })).toEqual({ act: 'microphone' });
    expect(press('F3', { writing: true })).toEqual({ act: 'stand_by' });
    expect(press('F4', { writing: true })).toEqual({ act: 'direction' });
    expect(press('F4', { shift: true })).toEqual({ act: 'override' });
  });

  it('hold the cough by right Ctrl alone, and let go with it', () => {
    expect(press('ControlRight', { modified: true })).toEqual({ act: 'cough', held: true });
    expect(press('ControlRight', { down: false })).toEqual({ act: 'cough', held: false });
    expect(press('ControlRight', { repeat: true })).toBeUndefined();
    expect(press('ControlLeft', { modified: true })).toBeUndefined();
  });

  it('do nothing twice while a key is kept down, and nothing on its way up', () => {
    expect(press('F2', { repeat: true })).toBeUndefined();
    expect(press('F2', { down: false })).toBeUndefined();
  });

  it('leave the browser its own shortcuts', () => {
    expect(press('F4', { modified: true })).toBeUndefined();
    expect(press('Digit1', { modified: true })).toBeUndefined();
  });

  it('correct the floor language by one digit, but not while writing', () => {
    expect(press('Digit1')).toEqual({ act: 'floor', language: 'de' });
    expect(press('Numpad2')).toEqual({ act: 'floor', language: 'zh' });
    expect(press('Digit0')).toEqual({ act: 'floor', language: 'none' });
    expect(press('Digit3')).toBeUndefined();
    expect(press('Digit1', { writing: true })).toBeUndefined();
    expect(press('KeyP')).toEqual({ act: 'pin' });
    expect(press('KeyP', { writing: true })).toBeUndefined();
  });

  it('print one key for each language and one for no speech', () => {
    expect(floorKeys(LANGUAGES)).toEqual(['1', '2', '0']);
  });
});
