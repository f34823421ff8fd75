import { beforeEach, describe, expect, it } from 'vitest';

import { PushToTalk, type Goal } from './talk.svelte';

const BOOTH: Goal = { to: 'booth', booth: 'de-zh' };

/** A server that answers when it is told to, and a microphone. */
class Desk {
  open = false;
  done: string[] = [];
  answers: ((agreed: boolean) => void)[] = [];
  talk = new PushToTalk({
    ask: (goal) => {
      this.done.push(`ask ${goal?.to ?? 'nobody'}`);
      return new Promise((resolve) => this.answers.push(resolve));
    },
    isOpen: () => this.open,
    gate: async (open) => {
      if (open !== this.open) this.done.push(open ? 'open' : 'close');
      this.open = open;
      return Promise.resolve(open);
    },
  });

  async answer(agreed = true): Promise<void> {
    await settled();
    this.answers.shift()?.(agreed);
    await settled();
  }
}

async function settled(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

describe('push-to-talk of the desk', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk();
  });

  it('opens the microphone only once the server has agreed, and closes it first', async () => {
    desk.talk.hold(BOOTH);
    await settled();
    expect(desk.open).toBe(false);
    await desk.answer();
    expect(desk.talk.open).toEqual(BOOTH);
    desk.talk.release();
    expect(desk.open).toBe(false);
    await desk.answer();
    expect(desk.done).toEqual(['ask booth', 'open', 'close', 'ask nobody']);
    expect(desk.talk.open).toBeUndefined();
  });

  it('takes an open microphone from the stage while it is held, and gives it back after', async () => {
    desk.open = true;
    desk.talk.hold(BOOTH);
    await desk.answer();
    desk.talk.release();
    await settled();
    expect(desk.open).toBe(false);
    await desk.answer();
    expect(desk.done).toEqual(['close', 'ask booth', 'open', 'close', 'ask nobody', 'open']);
  });

  it('never opens when the key is up before the answer', async () => {
    desk.talk.hold(BOOTH);
    await settled();
    desk.talk.release();
    await desk.answer();
    await desk.answer();
    expect(desk.done).toEqual(['ask booth', 'ask nobody']);
  });

  it('goes back to the stage when the booth is refused', async () => {
    desk.open = true;
    desk.talk.hold(BOOTH);
    await desk.answer(false);
    expect(desk.talk.held).toBeUndefined();
    expect(desk.done).toEqual(['close', 'ask booth', 'open']);
  });

  it('stays closed where nobody knows whether the way is closed', async () => {
    desk.open = true;
    desk.talk.hold(BOOTH);
    await desk.answer();
    desk.talk.release();
    await desk.answer(false);
    expect(desk.open).toBe(false);
  });

  it('closes the first way when a second one is refused', async () => {
    desk.talk.hold(BOOTH);
    await desk.answer();
    desk.talk.hold({ to: 'booth', booth: 'en-fr' });
    await desk.answer(false);
    await desk.answer();
    expect(desk.done).toEqual(['ask booth', 'open', 'close', 'ask booth', 'ask nobody']);
    expect(desk.open).toBe(false);
  });

  it('stays closed when the server has ended it, and the key is still down', async () => {
    desk.open = true;
    desk.talk.hold(BOOTH);
    await desk.answer();
    desk.talk.cut();
    await settled();
    expect(desk.open).toBe(false);
    expect(desk.talk.open).toBeUndefined();
    desk.talk.release();
    await settled();
    expect(desk.done).toEqual(['close', 'ask booth', 'open', 'close']);
  });

  it('an answer that comes after the end opens nothing', async () => {
    desk.talk.hold(BOOTH);
    await settled();
    desk.talk.cut();
    await desk.answer();
    await desk.answer();
    expect(desk.open).toBe(false);
    expect(desk.done).toEqual(['ask booth', 'ask nobody']);
  });
});
