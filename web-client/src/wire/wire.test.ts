import { describe, expect, it } from 'vitest';

import { PretendedClock } from '../lib/pretended';
import type { ServerMessage } from '../protocol';

import { seatKey, type Keeping } from './seat';
import { Refusal, Signalling } from './signalling';
import { Socket, type Standing, type Wire } from './socket';
import { showIn, ticketIn } from './ticket';

class FakeWire implements Wire {
  sent: Record<string, unknown>[] = [];
  closed = false;
  #listeners: [string, (event: { data?: unknown }) => void][] = [];

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }

  close(): void {
    this.closed = true;
  }

  addEventListener(type: string, listener: (event: { data?: unknown }) => void): void {
    this.#listeners.push([type, listener]);
  }

  happens(type: 'open' | 'close' | 'message', message?: object): void {
    for (const [of, listener] of this.#listeners) {
      if (of === type) listener(message ? { data: JSON.stringify(message) } : {});
    }
  }
}

function bench() {
  const clock = new PretendedClock();
  const wires: FakeWire[] = [];
  const socket = new Socket({
    clock,
    chance: () => 0.5,
    ticket: 'T',
    seat: 'S',
    open: () => {
      const wire = new FakeWire();
      wires.push(wire);
      return wire;
    },
  });
  const stood: Standing['is'][] = [];
  socket.stood.add((standing) => stood.push(standing.is));
  const last = (): FakeWire => {
    const wire = wires.at(-1);
    if (!wire) throw new Error('no wire');
    return wire;
  };
  const enter = (message: object = { type: 'welcome', re: 1, epoch: 'e1', seq: 7 }): void => {
    last().happens('open');
    last().happens('message', message);
  };
  return { clock, wires, socket, stood, last, enter };
}

describe('socket', () => {
  it('says hello first and is open with the welcome', () => {
    const { socket, last, enter, stood } = bench();
    const heard: ServerMessage[] = [];
    socket.heard.add((message) => heard.push(message));
    socket.open();
    enter();
    expect(last().sent).toEqual([{ id: 1, type: 'hello', ticket: 'T', seat: 'S' }]);
    expect(stood).toEqual(['connecting', 'open']);
    expect(heard).toHaveLength(1);
  });

  it('resumes after the last numbered change when the wire breaks', () => {
    const { socket, clock, last, enter, wires } = bench();
    socket.open();
    enter();
    last().happens('message', { type: 'hands_changed', seq: 12, hands: [] });
    last().happens('message', { type: 'heard', loudest: [] });
    last().happens('close');
    expect(socket.standing.is).toBe('waiting');
    clock.pass(500);
    expect(wires).toHaveLength(2);
    enter({ type: 'ok', re: 1 });
    expect(last().sent[0]).toMatchObject({ type: 'hello', resume: { epoch: 'e1', seq: 12 } });
    expect(socket.standing.is).toBe('open');
  });

  it('takes nine silent seconds for a broken wire, and not a beat less', () => {
    const { socket, clock, last, enter } = bench();
    socket.open();
    enter();
    clock.pass(8_000);
    last().happens('message', { type: 'beat' });
    clock.pass(8_999);
    expect(socket.standing.is).toBe('open');
    clock.pass(1);
    expect(socket.standing.is).toBe('waiting');
    expect(last().closed).toBe(true);
  });

  it('stays away after a goodbye without a time, and comes back at a given one', () => {
    const { socket, clock, last, enter, wires } = bench();
    socket.open();
    enter();
    last().happens('message', { type: 'goodbye', code: 'replaced', message: '' });
    clock.pass(600_000);
    expect(socket.standing).toEqual({ is: 'ended', code: 'replaced' });
    expect(wires).toHaveLength(1);

    socket.open('move');
    enter();
    expect(last().sent[0]).toMatchObject({ type: 'hello', move: true });
    last().happens('message', { type: 'goodbye', code: 'restarting', message: '', retry_after_ms: 1_000 });
    clock.pass(999);
    expect(wires).toHaveLength(2);
    clock.pass(501);
    expect(wires).toHaveLength(3);
  });

  it('ends where the door is refused for good, and waits where the doors are closed', () => {
    const { socket, last, enter } = bench();
    socket.open();
    enter({ type: 'refused', re: 1, code: 'already_in', message: '' });
    expect(socket.standing).toEqual({ is: 'ended', code: 'already_in' });
    socket.open();
    enter({ type: 'refused', re: 1, code: 'doors_closed', message: '' });
    expect(socket.standing).toMatchObject({ is: 'waiting', code: 'doors_closed' });
    expect(last().closed).toBe(true);
  });
});

describe('signalling', () => {
  it('answers each request by its number', async () => {
    const { socket, last, enter } = bench();
    const signalling = new Signalling(socket);
    socket.open();
    enter();
    const hand = signalling.ask({ type: 'raise_hand', up: true });
    const vote = signalling.ask({ type: 'vote', question: 'q', up: true });
    const [, first, second] = last().sent;
    expect(first).toEqual({ id: 2, type: 'raise_hand', up: true });
    expect(second).toMatchObject({ id: 3, type: 'vote', key: expect.any(String) as string });
    last().happens('message', { type: 'refused', re: 3, code: 'busy', message: 'later', retry_after_ms: 5 });
    last().happens('message', { type: 'ok', re: 2 });
    await expect(hand).resolves.toEqual({ type: 'ok', re: 2 });
    await expect(vote).rejects.toMatchObject({ code: 'busy', retryAfterMs: 5 });
  });

  it('repeats durable commands with the same key until they are answered, and refuses the others', async () => {
    const { socket, clock, last, enter } = bench();
    const signalling = new Signalling(socket);
    socket.open();
    enter();
    const approve = signalling.ask({ type: 'approve', question: 'q' });
    const hand = signalling.ask({ type: 'raise_hand', up: true });
    const key = last().sent[1]?.['key'];
    last().happens('close');
    await expect(hand).rejects.toBeInstanceOf(Refusal);
    const late = signalling.ask({ type: 'approve', question: 'r' });

    clock.pass(500);
    enter();
    expect(last().sent.slice(1)).toMatchObject([
      { type: 'approve', question: 'q', key },
      { type: 'approve', question: 'r' },
    ]);
    last().happens('message', { type: 'ok', re: 2 });
    last().happens('message', { type: 'ok', re: 3 });
    await expect(approve).resolves.toBeTruthy();
    await expect(late).resolves.toBeTruthy();
  });

  it('refuses everything once the connection has ended', async () => {
    const { socket, last, enter } = bench();
    const signalling = new Signalling(socket);
    socket.open();
    enter();
    const ask = signalling.ask({ type: 'approve', question: 'q' });
    last().happens('message', { type: 'goodbye', code: 'show_over', message: '' });
    await expect(ask).rejects.toMatchObject({ code: 'unreachable' });
  });
});

describe('ticket and seat', () => {
  const token = (claims: object): string => `h.${btoa(JSON.stringify(claims)).replaceAll('=', '')}.s`;

  it('reads the show from the path and the ticket from the fragment', () => {
    expect(showIn('/')).toBeUndefined();
    expect(showIn('/s/demo')).toBe('demo');
    expect(ticketIn('')).toBeUndefined();
    expect(ticketIn(`#ticket=${token({ jti: 'a', role: 'attendee', seats: 50 })}`)).toMatchObject({
      id: 'a',
      role: 'attendee',
      seats: 50,
    });
    expect(ticketIn('#ticket=nonsense')).toEqual({
      text: 'nonsense',
      id: 'nonsense',
      role: undefined,
      seats: 1,
    });
  });

  it('keeps one seat for a person, and one for each window of a link to hand around', () => {
    const keeping = (): Keeping => {
      const kept = new Map<string, string>();
      return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
    };
    const local = keeping();
    const personal = { text: 't', id: 'a', role: 'attendee', seats: 1 };
    const shared = { text: 't', id: 'b', role: 'attendee', seats: 50 };
    const key = (ticket: typeof personal): string => seatKey(ticket, () => local, keeping);
    expect(key(personal)).toBe(key(personal));
    expect(key(shared)).not.toBe(key(shared));
    const closed = (): Keeping => {
      throw new Error('storage is off');
    };
    expect(seatKey(personal, closed, closed)).toMatch(/^[0-9a-f-]{36}$/);
  });
});
