import { describe, expect, it } from 'vitest';

import { PretendedClock } from '../../../lib/pretended';
import { sampleBooth, sampleSeat } from '../../../model/samples';
import type { Session } from '../../session.svelte';

import { Notes } from './notes.svelte';

/** A visit in which only the notes matter; the server says what `says` is told. */
function bench(agrees = true) {
  const sent: string[] = [];
  const booth = sampleBooth({
    seats: [sampleSeat(), sampleSeat({ participant: 'li', name: 'Li Na' })],
  });
  const room = {
    you: { participant: 'ines', booth: 'de-zh' },
    booths: [booth],
    papers: { booth: 'de-zh', notes: 'x', glossary: [] },
  };
  const session = {
    room,
    known: room,
    wish: (wish: { text: string }) => {
      sent.push(wish.text);
      return Promise.resolve(agrees);
    },
  };
  const clock = new PretendedClock();
  const notes = new Notes(session as unknown as Session, clock);
  const says = (text: string) => {
    room.papers.notes = text;
    notes.follow();
  };
  return { notes, sent, clock, says };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('notes', () => {
  it('are sent once, after a pause', () => {
    const { notes, sent, clock } = bench();
    notes.write('x1');
    clock.pass(500);
    notes.write('x12');
    clock.pass(500);
    expect(sent).toEqual([]);
    clock.pass(100);
    expect(sent).toEqual(['x12']);
    clock.pass(60_000);
    expect(sent).toEqual(['x12']);
  });

  it('say that they are kept only when they are', async () => {
    const { notes, clock, says } = bench();
    notes.write('x1');
    expect(notes.state).toBe('writing');
    clock.pass(600);
    says('x1');
    await settled();
    expect(notes.state).toBe('kept');
    expect(notes.foreign).toBeUndefined();
  });

  it('take in what the partner wrote, name her for a while, and send both', () => {
    const { notes, sent, clock, says } = bench();
    notes.write('x mine');
    says('theirs x');
    expect(notes.text).toBe('theirs x mine');
    expect(notes.foreign).toEqual({ name: 'Li Na' });
    clock.pass(600);
    expect(sent).toEqual(['theirs x mine']);
    clock.pass(10_000);
    expect(notes.foreign).toBeUndefined();
  });

  it('are not lost when the server declines', async () => {
    const { notes, sent, clock } = bench(false);
    notes.write('x1');
    clock.pass(600);
    await settled();
    expect(notes.state).toBe('failed');
    expect(notes.text).toBe('x1');
    notes.retry();
    expect(sent).toEqual(['x1', 'x1']);
  });

  it('are sent when the page closes in the middle of a word', () => {
    const { notes, sent } = bench();
    notes.write('x1');
    notes.close();
    expect(sent).toEqual(['x1']);
  });
});
