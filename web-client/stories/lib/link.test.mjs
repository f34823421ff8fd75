import { createSocket } from 'node:dgram';
import { once } from 'node:events';

import { afterEach, describe, expect, it } from 'vitest';

import { Link, Way } from './link.mjs';

const clear = { loss: 0, burst: 0, delay: 0, rate: Infinity, queue: 300 };

/** What becomes of many packets of 100 bytes, one a ms. */
const fates = (shape, seed = 1, count = 50_000) => {
  const way = new Way(seed, { ...clear, ...shape });
  return Array.from({ length: count }, (_, i) => way.carry(100, i));
};
const lossOf = (all) => all.filter((fate) => fate === 'lost').length / all.length;
const meanBurst = (all) => {
  const begins = all.filter((fate, i) => fate === 'lost' && all[i - 1] !== 'lost').length;
  return all.filter((fate) => fate === 'lost').length / begins;
};

describe('one direction of a link', () => {
  it('loses the share it is told, in bursts of the length it is told, the same for the same seed', () => {
    for (const burst of [0, 1.5, 3]) {
      const all = fates({ loss: 0.2, burst });
      expect(lossOf(all)).toBeCloseTo(0.2, 1);
      expect(meanBurst(all)).toBeCloseTo(burst || 1.25, 1);
      expect(fates({ loss: 0.2, burst })).toEqual(all);
      expect(fates({ loss: 0.2, burst }, 2)).not.toEqual(all);
    }
    expect(lossOf(fates({}))).toBe(0);
    expect(lossOf(fates({ loss: 1, burst: 3 }))).toBe(1);
  });

  it('delays, keeps the order, and lets no more through than its rate', () => {
    expect(fates({ delay: 125 }, 1, 3)).toEqual([125, 126, 127]);
    // 128 bytes a ms are 1,024 kbit/s; half of them fit.
    const all = fates({ rate: 512_000, queue: 100 }, 1, 10_000);
    const through = all.filter((fate) => fate !== 'overflowed');
    expect(through.length / all.length).toBeCloseTo(0.5, 1);
    expect(through.toSorted((a, b) => a - b)).toEqual(through);
    const way = new Way(1, { ...clear, delay: 100 });
    expect(way.carry(100, 0)).toBe(100);
    way.shape = { ...clear };
    expect(way.carry(100, 1)).toBe(100);
  });
});

describe('a link', () => {
  const open = [];
  afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));

  it('stands between a client and a server, changes while they talk, and counts', async () => {
    const server = createSocket('udp4');
    const client = createSocket('udp4');
    open.push(server, client);
    server.bind(0, '127.0.0.1');
    await once(server, 'listening');
    server.on('message', (packet, from) => server.send(packet, from.port, from.address));
    const link = await Link.open({
      server: `udp:127.0.0.1:${server.address().port},tcp:`,
      up: { delay: 20 },
    });
    open.push(link);
    const answer = once(client, 'message');
    client.send('hello', link.address.port, link.address.address);
    expect(String((await answer)[0])).toBe('hello');

    await link.shape({ down: { loss: 1 } });
    await link.figures();
    client.send('hello', link.address.port, link.address.address);
    let seen = { down: { lost: 0 } };
    while (seen.down.lost === 0) seen = await link.figures();
    expect(seen.down).toMatchObject({ passed: 0, lost: 1 });
  });
});
