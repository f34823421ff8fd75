// A bad network for one person, in user space: what her page and the server's media port send each other goes through it,
// seeded, each direction apart, and what it does may change while people talk. Not a model of queues in routers: one
// rate, one queue, one loss process per direction and client address.
//
//   const link = await Link.open({ server: server.media, up: { delay: 125 }, down: { delay: 125, loss: 0.2, burst: 1.5 } });
//   after(() => link.close());
//   const a = await arrive(browser, ticket, { link });     // her connections go through it, and no other way
//   await link.shape({ down: { rate: 300_000 } });         // the rest of `down` stays
//   (await link.figures()).down                            // { passed, lost, overflowed, bytes }
//
// Or without rewriting answers: `media.listen = "127.0.0.1:PORT"`, `media.announce = ["127.0.0.2"]` and a link that
// listens on 127.0.0.2:PORT stand in everybody's way.
import { createSocket } from 'node:dgram';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/**
 * What one direction does; what is not named stays as it was.
 *
 * `loss`: share of packets lost. `burst`: mean length of a loss in packets (1.25 at 20 % is what chance alone makes; unset:
 * chance alone). `delay`: ms. `rate`: bit/s, headers of IP and UDP counted. `queue`: ms that may wait for the rate.
 */
const CLEAR = { loss: 0, burst: 0, delay: 0, rate: Infinity, queue: 300 };

/** IPv4 and UDP. */
const HEADERS = 28;

/** Nobody needs more; a stranger's packets go nowhere. */
const MOST_CLIENTS = 64;

/** A number from 0 to 1 after the other, the same ones for the same seed (mulberry32). */
export function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One direction of one client: which packets come through, and when. Time is an argument, in ms. */
export class Way {
  #chance;
  #isBad = false;
  #freeAt = 0;
  #due = 0;

  constructor(seed, shape) {
    this.#chance = chance(seed);
    this.shape = shape;
  }

  /** When a packet of `bytes` comes out at the other end; `lost` or `overflowed` if it does not. */
  carry(bytes, now) {
    const { loss, burst, delay, rate, queue } = this.shape;
    if (this.#loses(loss, burst)) return 'lost';
    const waits = Math.max(0, this.#freeAt - now);
    if (waits > queue) return 'overflowed';
    this.#freeAt = now + waits + ((bytes + HEADERS) * 8_000) / rate;
    // A delay that shrinks overtakes nobody.
    this.#due = Math.max(this.#due, this.#freeAt + delay);
    return this.#due;
  }

  /** By chance alone, or in bursts (Gilbert): into the bad state so often that the share comes out right. */
  #loses(loss, burst) {
    const drawn = this.#chance();
    if (burst <= 0 || loss <= 0 || loss >= 1) return drawn < loss;
    const leaves = 1 / burst;
    const enters = (loss / (1 - loss)) * leaves;
    this.#isBad = this.#isBad ? drawn >= leaves : drawn < enters;
    return this.#isBad;
  }
}

/** The link as a story holds it; the packets run on a thread of their own. */
export class Link {
  #worker;
  #waiting = new Map();
  #asked = 0;

  /** Opens it before `server`, as `Server.media` names it; `listen` is where its client side waits. */
  static async open({ server, listen = '127.0.0.1:0', seed = 1, up = {}, down = {} }) {
    const link = new Link();
    const [, udp] = /udp:([^,]+)/.exec(server);
    link.#worker = new Worker(fileURLToPath(import.meta.url), {
      workerData: { link: { server: udp, listen, seed, up, down } },
    });
    link.address = await new Promise((resolve, reject) => {
      link.#worker.once('error', reject);
      link.#worker.once('message', (address) => {
        link.#worker.on('message', ({ number, figures }) => {
          link.#waiting.get(number)?.(figures);
          link.#waiting.delete(number);
        });
        resolve(address);
      });
    });
    return link;
  }

  /** Changes what it does from now on; resolves once it does. */
  async shape({ up = {}, down = {} }) {
    await this.#ask({ up, down });
  }

  /** What has come through and what has not, summed over all clients since the last call. */
  async figures() {
    return this.#ask({});
  }

  async close() {
    await this.#worker.terminate();
  }

  #ask(question) {
    const number = ++this.#asked;
    this.#worker.postMessage({ number, ...question });
    return new Promise((resolve) => this.#waiting.set(number, resolve));
  }
}

/**
 * Sends a page's connections through a link: in every answer the link stands in the place of the server's candidates, and
 * no stream (TCP) is left. `window.detoured` holds the connections. Runs in the page before any of its scripts.
 *
 * @param {{ address: string, port: number }} link where it listens
 */
export function detour({ address, port }) {
  const detoured = new Set();
  Object.defineProperty(window, 'detoured', { value: detoured });
  const describe = RTCPeerConnection.prototype.setRemoteDescription;
  RTCPeerConnection.prototype.setRemoteDescription = function ({ type, sdp }) {
    const candidate = /^(a=candidate:\S+ \d+) (\w+) (\d+) \S+ \d+ typ .*\r\n/gm;
    const through = sdp.replace(candidate, (_, name, protocol, priority) =>
      protocol.toLowerCase() === 'udp' ? `${name} udp ${priority} ${address} ${port} typ host\r\n` : '',
    );
    detoured.add(this);
    return describe.call(this, { type, sdp: through });
  };
}

/** The thread that carries: one socket towards the server per client address. */
async function run({ server, listen, seed, up, down }) {
  const shapes = { up: { ...CLEAR, ...up }, down: { ...CLEAR, ...down } };
  const counts = {};
  const reset = () => {
    for (const way of ['up', 'down']) counts[way] = { passed: 0, lost: 0, overflowed: 0, bytes: 0 };
  };
  reset();
  const clients = new Map();
  const [host, port] = split(server);
  const here = split(listen);
  const front = createSocket('udp4');

  /** In the order of their time: one direction never overtakes itself, but there are two of each client. */
  const due = [];
  let timer;
  const serve = () => {
    timer = undefined;
    while (due.length > 0 && due[0].at <= performance.now()) due.shift().send();
    if (due.length > 0) timer = setTimeout(serve, Math.max(0, due[0].at - performance.now()));
  };
  const carry = (name, way, packet, send) => {
    const at = way.carry(packet.length, performance.now());
    if (typeof at === 'string') {
      counts[name][at] += 1;
      return;
    }
    counts[name].passed += 1;
    counts[name].bytes += packet.length;
    let place = due.length;
    while (place > 0 && due[place - 1].at > at) place -= 1;
    due.splice(place, 0, { at, send });
    if (place > 0 && timer !== undefined) return;
    clearTimeout(timer);
    timer = setTimeout(serve, Math.max(0, at - performance.now()));
  };

  const client = (from) => {
    const key = `${from.address}:${from.port}`;
    const known = clients.get(key);
    if (known || clients.size >= MOST_CLIENTS) return known;
    const number = seed * 1_000 + clients.size * 2;
    const made = {
      socket: createSocket('udp4'),
      up: new Way(number, shapes.up),
      down: new Way(number + 1, shapes.down),
    };
    // What nobody takes in at the other end is lost, as on every network.
    made.socket.on('error', () => undefined);
    made.socket.on('message', (packet) => {
      carry('down', made.down, packet, () => front.send(packet, from.port, from.address));
    });
    clients.set(key, made);
    return made;
  };
  front.on('error', () => undefined);
  front.on('message', (packet, from) => {
    const { socket, up: way } = client(from) ?? {};
    if (socket) carry('up', way, packet, () => socket.send(packet, port, host));
  });
  await new Promise((resolve) => front.bind(here[1], here[0], resolve));
  parentPort.postMessage(front.address());
  parentPort.on('message', ({ number, up: upwards, down: downwards }) => {
    Object.assign(shapes.up, upwards);
    Object.assign(shapes.down, downwards);
    parentPort.postMessage({ number, figures: structuredClone(counts) });
    if (!upwards) reset();
  });
}

/** The address and the port; a server on all addresses is reached on this machine. */
function split(text) {
  const at = text.lastIndexOf(':');
  const host = text.slice(0, at).replace(/^\[|\]$/g, '');
  return [['::', '0.0.0.0'].includes(host) ? '127.0.0.1' : host, Number(text.slice(at + 1))];
}

if (!isMainThread && workerData?.link) await run(workerData.link);
