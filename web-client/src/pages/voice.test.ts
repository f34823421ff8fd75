import { describe, expect, it } from 'vitest';

import type { Microphone } from '../protocol';

import { Voice } from './voice.svelte';

function bench(agrees = true) {
  const asked: Microphone[] = [];
  const gates: boolean[] = [];
  const voice = new Voice({
    ask: (state) => {
      asked.push(state);
      return Promise.resolve(agrees);
    },
    gate: (open) => {
      gates.push(open);
      return Promise.resolve(true);
    },
  });
  return { voice, asked, gates };
}

describe('voice', () => {
  it('opens only after the server has agreed', async () => {
    const { voice, asked, gates } = bench();
    const pressed = voice.speak('on');
    expect(gates).toEqual([]);
    await pressed;
    expect(asked).toEqual(['on']);
    expect(gates).toEqual([true]);
  });

  it('stays closed where the server declines', async () => {
    const { voice, gates } = bench(false);
    await voice.speak('on');
    expect(voice.state).toBe('off');
    expect(gates).toEqual([false]);
  });

  it('is silent at once when she coughs, before anybody is asked', async () => {
    const { voice, asked, gates } = bench();
    await voice.speak('on');
    const coughing = voice.speak('cough');
    expect(gates.at(-1)).toBe(false);
    expect(asked).toEqual(['on']);
    await coughing;
    expect(asked).toEqual(['on', 'cough']);
  });

  it('is never opened by the room, unless she had armed it', async () => {
    const { voice, gates } = bench();
    voice.follow('on');
    voice.follow('armed');
    expect(voice.state).toBe('off');
    expect(gates).toEqual([]);
    await voice.speak('armed');
    voice.follow('on');
    expect(voice.state).toBe('on');
  });

  it('is closed by the room at any time', async () => {
    const { voice, gates } = bench();
    await voice.speak('on');
    voice.follow('off');
    expect(voice.state).toBe('off');
    expect(gates.at(-1)).toBe(false);
  });

  it('goes on after a loss, and is closed after a reload', async () => {
    const lost = bench();
    await lost.voice.speak('on');
    await lost.voice.resume('off');
    expect(lost.asked).toEqual(['on', 'on']);
    const reloaded = bench();
    await reloaded.voice.resume('on');
    expect(reloaded.asked).toEqual(['off']);
    await reloaded.voice.resume('off');
    expect(reloaded.asked).toEqual(['off']);
  });
});
