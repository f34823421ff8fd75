/**
 * Asking and being answered: every request gets one reply, as a promise. A durable command carries a key and is sent
 * again after every reconnect until it is answered; anything else that was under way when the connection broke is
 * refused here. It knows no state of the room.
 */
import { uuid } from '../lib/unique';
import type { ClientMessage, Code, ServerMessage } from '../protocol';

import { HELLO, type Socket, type Standing } from './socket';

/** Why something was declined; nothing has changed. */
export class Refusal extends Error {
  /** Stable; the catalogues have a sentence for each. `unreachable`: the server was not asked. */
  readonly code: Code | 'unreachable';
  /** When to try again. */
  readonly retryAfterMs: number | undefined;

  constructor(code: Code | 'unreachable', message: string, retryAfterMs?: number) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

type Keyed = Extract<ClientMessage, { key: string }>;
type Plain = Exclude<ClientMessage, Keyed | { type: 'hello' }>;
/** A union without its keys; distributes, so that each member keeps its own fields. */
type Keyless<M> = M extends Keyed ? Omit<M, 'key'> : never;

/** What may be asked: a message without `id`, and a durable command without its key. */
export type Wish = Plain | Keyless<Keyed>;

/** A reply that is not a refusal. */
export type Reply = Extract<ServerMessage, { type: 'ok' | 'answer' | 'people' }>;

interface Pending {
  message: Plain | Keyed;
  resolve: (reply: Reply) => void;
  reject: (refusal: Refusal) => void;
}

/** Requests over a socket that comes and goes. */
export class Signalling {
  #socket: Socket;
  #next = HELLO + 1;
  /** Under way on this connection, by request id. */
  #asked = new Map<number, Pending>();
  /** Durable commands that wait for a connection. */
  #kept: Pending[] = [];

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.heard.add((message) => {
      this.#hear(message);
    });
    socket.stood.add((standing) => {
      this.#follow(standing);
    });
  }

  /** Asks; rejects with a `Refusal`. */
  ask(wish: Wish): Promise<Reply> {
    const message = isDurable(wish) ? ({ ...wish, key: uuid() } as Keyed) : (wish as Plain);
    return new Promise((resolve, reject) => {
      this.#send({ message, resolve, reject });
    });
  }

  #send(pending: Pending): void {
    const id = this.#next++;
    if (this.#socket.send({ id, ...pending.message })) this.#asked.set(id, pending);
    else this.#keepOrRefuse(pending);
  }

  #keepOrRefuse(pending: Pending): void {
    if ('key' in pending.message && this.#kept.length < KEPT && this.#socket.standing.is !== 'ended') {
      this.#kept.push(pending);
    } else {
      pending.reject(new Refusal('unreachable', 'no connection to the server'));
    }
  }

  #hear(message: ServerMessage): void {
    if (!isReply(message)) return;
    const pending = this.#asked.get(message.re);
    if (!pending) return;
    this.#asked.delete(message.re);
    if (message.type === 'refused') {
      pending.reject(new Refusal(message.code, message.message, message.retry_after_ms));
    } else {
      pending.resolve(message);
    }
  }

  #follow(standing: Standing): void {
    if (standing.is === 'open') {
      for (const pending of this.#kept.splice(0)) this.#send(pending);
      return;
    }
    this.#next = HELLO + 1;
    const orphans = [...this.#asked.values()];
    this.#asked.clear();
    const waiting = this.#kept.splice(0);
    for (const pending of [...orphans, ...waiting]) this.#keepOrRefuse(pending);
  }
}

/** A message that answers a request. */
function isReply(message: ServerMessage): message is Reply | Extract<ServerMessage, { type: 'refused' }> {
  return ['ok', 'answer', 'people', 'refused'].includes(message.type);
}

/** Must this command be kept, and so carry a key? */
export function isDurable(wish: { type: ClientMessage['type'] }): boolean {
  return (DURABLE as readonly string[]).includes(wish.type);
}

/** The messages that carry a key; the compiler holds the list against the protocol. */
const DURABLE = [
  'ask',
  'vote',
  'approve',
  'dismiss',
  'put_on_air',
  'answer_question',
  'move_question',
  'translate_question',
  'mark_question',
  'merge_questions',
  'next_question',
  'set_phase',
  'bring_up',
  'take_down',
  'assign_seat',
  'set_notes',
  'set_glossary',
  'set_run_sheet',
  'run_sheet_at',
  'check_in',
  'take_over',
  'practice',
  'announce',
  'consent',
] as const satisfies readonly Keyed['type'][];

type Forgotten = Exclude<Keyed['type'], (typeof DURABLE)[number]>;
undefined as Forgotten | undefined satisfies undefined;

/** More than a person can press while a connection is away. */
const KEPT = 50;
