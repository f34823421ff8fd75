/**
 * One WebSocket after another to the same room: says hello, resumes where the last one stopped, notices silence, comes
 * back with full jitter. It passes every message on unread but for what it needs itself; who asks and who is answered
 * is `signalling.ts`.
 *
 *   connecting ──welcome or ok──► open ──silence, close──► waiting ──time──► connecting
 *        └──refused, goodbye without a time──► ended ──reopen()──► connecting
 */
import { fullJitter } from '../lib/backoff';
import type { Clock } from '../lib/clock';
import { Listeners } from '../lib/listeners';
import type { Release } from '../lib/scope';
import { SUB_PROTOCOL, type ClientMessage, type Code, type Resume, type ServerMessage } from '../protocol';

/** Where the connection stands. */
export type Standing =
  | { is: 'connecting' }
  | { is: 'open' }
  | { is: 'waiting'; until: number; code?: Code }
  | { is: 'ended'; code: Code };

/** As much of a WebSocket as is used here. */
export interface Wire {
  send(text: string): void;
  close(): void;
  addEventListener(type: 'open' | 'close' | 'message', listener: (event: { data?: unknown }) => void): void;
}

/** What a socket is made of. */
export interface SocketParts {
  open: (protocol: string) => Wire;
  clock: Clock;
  chance: () => number;
  ticket: string;
  seat: string;
}

/** The way to the room and back. */
export class Socket {
  /** Every message, in order. */
  readonly heard = new Listeners<ServerMessage>();
  /** Every change of standing. */
  readonly stood = new Listeners<Standing>();

  #parts: SocketParts;
  #standing: Standing = { is: 'ended', code: 'left' };
  #wire: Wire | undefined;
  #resume: Resume | undefined;
  #attempt = 0;
  #silence: Release | undefined;
  #retry: Release | undefined;

  constructor(parts: SocketParts) {
    this.#parts = parts;
  }

  /** Where the connection stands. */
  get standing(): Standing {
    return this.#standing;
  }

  /** Connects; with `move`, takes the place over from another device. */
  open(move: 'move' | 'stay' = 'stay'): void {
    this.#drop();
    this.#stand({ is: 'connecting' });
    const wire = this.#parts.open(SUB_PROTOCOL);
    this.#wire = wire;
    this.#listenForLife();
    wire.addEventListener('open', () => {
      if (this.#wire === wire) wire.send(JSON.stringify({ id: HELLO, ...this.#hello(move) }));
    });
    wire.addEventListener('message', (event) => {
      if (this.#wire === wire) this.#take(event.data);
    });
    wire.addEventListener('close', () => {
      if (this.#wire === wire) this.#comeBack();
    });
  }

  /** Sends one frame; `false` if there is nobody to send it to. */
  send(frame: { id: number } & ClientMessage): boolean {
    if (this.#standing.is !== 'open' || !this.#wire) return false;
    this.#wire.send(JSON.stringify(frame));
    return true;
  }

  /** Tries at once instead of waiting on: the network is back, or the person asks for it. */
  hurry(): void {
    if (this.#standing.is === 'waiting') this.open();
  }

  /** Ends it; nothing comes back by itself. */
  close(): void {
    this.#drop();
    this.#stand({ is: 'ended', code: 'left' });
  }

  #hello(move: 'move' | 'stay'): ClientMessage {
    return {
      type: 'hello',
      ticket: this.#parts.ticket,
      seat: this.#parts.seat,
      ...(move === 'move' ? { move: true } : {}),
      ...(this.#resume ? { resume: this.#resume } : {}),
    };
  }

  #take(data: unknown): void {
    const message = parse(data);
    if (!message) return;
    this.#listenForLife();
    if (message.type === 'welcome') this.#resume = { epoch: message.epoch, seq: message.seq };
    else if ('seq' in message && this.#resume) this.#resume = { ...this.#resume, seq: message.seq };

    if (message.type === 'goodbye') {
      this.#leave(message.code, message.retry_after_ms);
    } else if (message.type === 'refused' && message.re === HELLO && this.#standing.is === 'connecting') {
      this.#leave(message.code, message.retry_after_ms ?? PATIENCE_MS[message.code]);
    } else if (this.#standing.is === 'connecting' && isEntry(message)) {
      this.#attempt = 0;
      // The message goes first: whoever learns that the socket is open finds the room as it is now.
      this.heard.tell(message);
      this.#stand({ is: 'open' });
    } else {
      this.heard.tell(message);
    }
  }

  #leave(code: Code, retryAfterMs: number | undefined): void {
    this.#drop();
    if (retryAfterMs === undefined) this.#stand({ is: 'ended', code });
    else this.#wait(retryAfterMs + this.#jitter(), code);
  }

  #comeBack(): void {
    this.#drop();
    this.#wait(this.#jitter());
  }

  #wait(ms: number, code?: Code): void {
    this.#retry = this.#parts.clock.after(ms, () => {
      this.open();
    });
    const until = this.#parts.clock.now() + ms;
    this.#stand(code === undefined ? { is: 'waiting', until } : { is: 'waiting', until, code });
  }

  #jitter(): number {
    return fullJitter(this.#attempt++, this.#parts.chance());
  }

  #listenForLife(): void {
    this.#silence?.();
    this.#silence = this.#parts.clock.after(SILENCE_MS, () => {
      this.#comeBack();
    });
  }

  #drop(): void {
    this.#silence?.();
    this.#retry?.();
    const wire = this.#wire;
    this.#wire = undefined;
    wire?.close();
  }

  #stand(standing: Standing): void {
    this.#standing = standing;
    this.stood.tell(standing);
  }
}

/** The `id` of the hello; requests count on from it. */
export const HELLO = 1;

function isEntry(message: ServerMessage): boolean {
  return message.type === 'welcome' || (message.type === 'ok' && message.re === HELLO);
}

function parse(data: unknown): ServerMessage | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    const message: unknown = JSON.parse(data);
    return typeof message === 'object' && message !== null && 'type' in message
      ? (message as ServerMessage)
      : undefined;
  } catch {
    return undefined;
  }
}

/** The server beats every 4 s; two beats and a second without a word mean that the connection is gone. */
const SILENCE_MS = 9_000;

/** Refusals at the door that pass by themselves, where the server names no time. */
const PATIENCE_MS: Partial<Record<Code, number>> = {
  doors_closed: 15_000,
  busy: 1_000,
  storage_unavailable: 2_000,
  too_many_connections: 10_000,
  internal: 2_000,
  hello_timeout: 0,
};
