import { describe, expect, it } from 'vitest';

import type { Microphone, TalkTo } from '../protocol';

import { Voice } from './voice.svelte';

function bench(agrees = true) {
  const asked: Microphone[] = [];
  const talked: TalkTo[] = [];
  const gates: boolean[] = [];
  const voice = new Voice({
    ask: (state) => {
      asked.push(state);
      return Promise.resolve(agrees);
    },
    askTalk: (to) => {
      talked.push(to);
      return Promise.resolve(agrees);
    },
    gate: ({ air, talk }) => {
      gates.push(air || talk);
      return Promise.resolve(true);
    },
  });
  return { voice, asked, talked, gates };
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

  it('is armed and put on air at a hand-over that she has asked for, and by no other', () => {
    const hers = bench();
    hers.voice.expect(true);
    hers.voice.follow('armed');
    expect(hers.voice.state).toBe('armed');
    hers.voice.follow('on');
    expect(hers.voice.state).toBe('on');
    const declined = bench();
    declined.voice.expect(true);
    declined.voice.expect(false);
    declined.voice.follow('armed');
    declined.voice.follow('on');
    expect(declined.voice.state).toBe('off');
    expect(declined.gates).toEqual([]);
  });

  it('stays open off air where the partners work by direction and the direction has changed', async () => {
    const { voice, gates } = bench();
    await voice.speak('on');
    voice.follow('armed');
    expect(voice.state).toBe('armed');
    voice.follow('on');
    expect(voice.state).toBe('on');
    expect(gates).toEqual([true, true, true]);
  });

  it('needs a new wish for every turn', () => {
    const { voice } = bench();
    voice.expect(true);
    voice.follow('on');
    voice.follow('off');
    voice.follow('on');
    expect(voice.state).toBe('off');
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

describe('push-to-talk', () => {
  it('opens after the server has agreed, and closes before it is told', async () => {
    const { voice, talked, gates } = bench();
    const pressed = voice.talk('partner');
    expect(gates).toEqual([]);
    await pressed;
    expect(voice.talking).toBe('partner');
    expect(gates).toEqual([true]);
    const up = voice.talk('nobody');
    expect(gates).toEqual([true, false]);
    await up;
    expect(talked).toEqual(['partner', 'nobody']);
  });

  it('opens nothing where the server declines, or where the key is up again', async () => {
    const declined = bench(false);
    await declined.voice.talk('desk');
    expect(declined.gates).toEqual([]);
    const short = bench();
    const down = short.voice.talk('desk');
    await short.voice.talk('nobody');
    await down;
    expect(short.voice.talking).toBe('nobody');
    expect(short.gates).toEqual([]);
    expect(short.talked).toEqual(['desk', 'nobody']);
  });

  it('leaves an open microphone open, and a cough silent', async () => {
    const { voice, gates } = bench();
    await voice.speak('on');
    await voice.talk('partner');
    await voice.talk('nobody');
    expect(gates).toEqual([true, true, true]);
    await voice.talk('partner');
    await voice.speak('cough');
    expect(gates.at(-1)).toBe(false);
  });
});
