/**
 * One peer connection to the server, always offered by the page: made, watched, restarted, made anew. What goes over
 * it is the matter of `receive.svelte.ts` and `publish.svelte.ts`.
 *
 *   closed ──open──► connecting ──► connected ──► lost ──ICE restart──► connected
 *                        └──8 s──► blocked (and goes on trying)   └──failed, or the server says goodbye──► connecting, anew
 */
import { fullJitter } from '../lib/backoff';
import type { Clock } from '../lib/clock';
import { Listeners } from '../lib/listeners';
import { Scope } from '../lib/scope';

import { reachOf, transportOf, type Verdict } from './stats';

/** Where a leg stands; `blocked`: no way to the media port has been found within 8 s. */
export type LegState = 'closed' | 'connecting' | 'connected' | 'lost' | 'blocked';

/** Carries an offer to the server and brings the answer. */
export type Offerer = (sdp: string) => Promise<string>;

/** A peer connection that comes back by itself for as long as it is wanted. */
export class Leg {
  /** Where it stands. */
  state: LegState = $state('closed');
  /** How the packets travel, once they do. */
  transport: 'udp' | 'tcp' | undefined = $state();
  /** What has been tried, once it is `blocked`. */
  reach: { udp: Verdict; tcp: Verdict } = $state.raw({ udp: 'unknown', tcp: 'unknown' });

  /** Told each time it stands (again). */
  readonly connected = new Listeners<undefined>();

  #offerer: Offerer;
  #clock: Clock;
  #build: ((pc: RTCPeerConnection) => void) | undefined;
  /** Lives as long as one peer connection. */
  #life = new Scope();
  #pc: RTCPeerConnection | undefined;
  #watched: RTCDtlsTransport | undefined;
  #attempt = 0;
  #blockedAt = Infinity;

  constructor(offerer: Offerer, clock: Clock) {
    this.#offerer = offerer;
    this.#clock = clock;
  }

  /** Opens it, or opens it anew; `build` adds the lines to each new connection. */
  open(build: (pc: RTCPeerConnection) => void): void {
    this.#build = build;
    this.#attempt = 0;
    this.#blockedAt = this.#clock.now() + BLOCKED_MS;
    this.state = 'connecting';
    this.#make();
  }

  /** Ends it. */
  close(): void {
    this.#build = undefined;
    this.#end();
    this.state = 'closed';
    this.transport = undefined;
  }

  /** The figures of the connection, while there is one. */
  async stats(): Promise<RTCStatsReport | undefined> {
    return this.#pc?.getStats();
  }

  #make(): void {
    const build = this.#build;
    if (!build) return;
    this.#end();
    const life = new Scope();
    this.#life = life;
    const pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require' });
    this.#pc = pc;
    life.add(() => {
      this.#pc = undefined;
      pc.close();
    });
    life.listen(pc, 'connectionstatechange', () => {
      this.#follow(pc, life);
    });
    life.add(
      this.#clock.after(Math.max(0, this.#blockedAt - this.#clock.now()), () => {
        if (this.state !== 'connecting') return;
        this.state = 'blocked';
        void reachOf(pc).then((reach) => {
          this.reach = reach;
        });
      }),
    );
    build(pc);
    void this.#negotiate(pc, life, {});
  }

  async #negotiate(pc: RTCPeerConnection, life: Scope, options: RTCOfferOptions): Promise<void> {
    try {
      await pc.setLocalDescription(await pc.createOffer(options));
      const sdp = await this.#offerer(pc.localDescription?.sdp ?? '');
      if (!life.closed) await pc.setRemoteDescription({ type: 'answer', sdp });
    } catch {
      // Declined, or no connection to ask over: the next try comes, and a new socket tries at once.
      if (!life.closed) this.#again(life);
    }
  }

  #follow(pc: RTCPeerConnection, life: Scope): void {
    if (pc.connectionState === 'connected') {
      this.#attempt = 0;
      this.#blockedAt = Infinity;
      this.state = 'connected';
      this.connected.tell(undefined);
      this.#watch(pc, life);
      void transportOf(pc).then((transport) => {
        if (!life.closed) this.transport = transport;
      });
    } else if (pc.connectionState === 'disconnected') {
      this.state = 'lost';
      life.add(
        this.#clock.after(PATIENCE_MS, () => {
          if (pc.connectionState === 'disconnected') void this.#negotiate(pc, life, { iceRestart: true });
        }),
      );
    } else if (pc.connectionState === 'failed') {
      if (this.state === 'connected') this.state = 'lost';
      this.#again(life);
    }
  }

  /** The server's goodbye changes nothing of what the connection says of itself: only its transport knows. */
  #watch(pc: RTCPeerConnection, life: Scope): void {
    const [line] = pc.getTransceivers();
    const transport = line?.receiver.transport ?? line?.sender.transport;
    if (!transport || transport === this.#watched) return;
    this.#watched = transport;
    life.listen(transport, 'statechange', () => {
      if (transport.state !== 'closed') return;
      this.state = 'lost';
      this.#again(life);
    });
  }

  #again(life: Scope): void {
    const wait = fullJitter(this.#attempt++, Math.random());
    life.add(
      this.#clock.after(wait, () => {
        this.#make();
      }),
    );
  }

  #end(): void {
    this.#life.close();
  }
}

const BLOCKED_MS = 8_000;
/** A connection that only stumbled recovers by itself within this time. */
const PATIENCE_MS = 2_000;
