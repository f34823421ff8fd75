import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { apply } from '../model/room';
import type { ClientMessage, ServerMessage } from '../protocol';

import { isDurable } from './signalling';

/** The examples that the server's own tests write: one file for each message. */
const EXAMPLES = new URL('../../../tests/it/wire/', import.meta.url);

function examples<M>(from: 'client' | 'server'): M[] {
  const folder = new URL(`${from}/`, EXAMPLES);
  return readdirSync(folder).map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as M);
}

const welcome = examples<ServerMessage>('server').find((message) => message.type === 'welcome');

describe('the server’s examples', () => {
  const known = apply(undefined, welcome ?? { type: 'beat' });

  it('begin with a welcome that is the whole room', () => {
    expect(known).toMatchObject({ epoch: expect.any(String) as string, loudest: [] });
  });

  it.each(examples<ServerMessage>('server').map((message) => [message.type, message] as const))(
    '%s is understood',
    (type, message) => {
      const after = apply(known, message);
      // Replies, and what the page is to do: nothing of the room.
      const asides: ServerMessage['type'][] = ['ok', 'answer', 'refused', 'beat', 'goodbye', 'layers'];
      if (asides.includes(type)) expect(after).toBe(known);
      else expect(after).not.toBe(known);
      if ('seq' in message) expect(after?.seq).toBe(message.seq);
    },
  );
});

describe('the client’s examples', () => {
  it.each(examples<ClientMessage>('client').map((message) => [message.type, message] as const))(
    '%s carries a key exactly if it must be kept',
    (_, message) => {
      expect('key' in message).toBe(isDurable(message));
    },
  );
});
