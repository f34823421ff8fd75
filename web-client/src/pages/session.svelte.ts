/**
 * One person's visit to one show: the socket, the room as it is known, and the media that follow from both. Every page
 * of a show is drawn from it. It decides what comes back by itself after a loss; it draws nothing and has no words.
 *
 * in: the ticket · out: `standing`, `room`, `receiving`, `publishing`, `sound`, `refusal` · close()
 */
import type { Clock } from '../lib/clock';
import { Scope } from '../lib/scope';
import { Devices } from '../media/devices.svelte';
import { Publishing, type Sources } from '../media/publish.svelte';
import { Receiving } from '../media/receive.svelte';
import { Sound } from '../media/sound.svelte';
import { sourceOf } from '../model/booth';
import { voted } from '../model/questions';
import { apply, type Room } from '../model/room';
import type { Leg as LegName, Role, ServerMessage } from '../protocol';
import { Refusal, Signalling, type Reply, type Wish } from '../wire/signalling';
import type { Socket, Standing } from '../wire/socket';

import { Fitness } from './fitness.svelte';
import { Saver } from './saver.svelte';
import { Speaking } from './speaking.svelte';

/** A visit, from the open door to the goodbye. */
export class Session {
  /** Where the connection stands: `ended` carries the code of the sentence to show. */
  standing: Standing = $state.raw({ is: 'connecting' });
  /** All that is known of the room; stays while the connection is away. */
  room: Room | undefined = $state.raw();
  /** The person has tapped *Enter*. */
  entered = $state(false);
  /** The last thing that was declined, for as long as it takes to read it. */
  refusal: Refusal | undefined = $state.raw();
  /** This browser keeps the seat key over a reload. */
  readonly keeps: boolean;
  readonly sound = new Sound();
  readonly devices = new Devices();
  readonly receiving: Receiving;
  readonly fitness = new Fitness({
    sound: this.sound,
    publishing: () => this.publishing,
    pure: () => this.role === 'interpreter',
    tell: (check, leaking) => void this.ask({ type: 'sound_check', check, leaking }).catch(() => undefined),
  });

  /** An interpreter's voice. */
  readonly speaking = new Speaking({
    wish: (wish) => this.wish(wish),
    room: () => this.room,
    publishing: () => this.publishing,
  });

  /** How large the pictures may be. */
  readonly saver = new Saver((pictures) => {
    if (this.standing.is === 'open') void this.ask({ type: 'limit', pictures }).catch(() => undefined);
  });

  /** The send leg; made with the first welcome, when the role is known. */
  publishing: Publishing | undefined = $state.raw();

  #socket: Socket;
  #signalling: Signalling;
  #clock: Clock;
  #scope = new Scope();

  constructor(socket: Socket, clock: Clock, keeps: boolean) {
    this.keeps = keeps;
    this.#socket = socket;
    this.#signalling = new Signalling(socket);
    this.#clock = clock;
    this.receiving = new Receiving(this.#offerer('receive'), clock, (name, track) => {
      this.sound.attach(name, track);
    });
    this.#scope.add(
      socket.heard.add((message) => {
        this.#hear(message);
      }),
    );
    this.#scope.add(
      socket.stood.add((standing) => {
        this.#stand(standing);
      }),
    );
  }

  /** The room, for pages that are shown only once it is known. */
  get known(): Room {
    if (!this.room) throw new Error('the room is not known before the welcome');
    return this.room;
  }

  /** Her role, once the server has said it. */
  get role(): Role | undefined {
    return this.room?.you.role;
  }

  /** The connection is away and comes back by itself. */
  get reconnecting(): boolean {
    return this.room !== undefined && (this.standing.is === 'waiting' || this.standing.is === 'connecting');
  }

  /** Connects. */
  start(): void {
    this.#scope.add(
      this.#clock.every(NETWORK_MS, () => {
        void this.#tellNetwork();
      }),
    );
    this.#scope.listen(window, 'online', () => {
      this.#socket.hurry();
    });
    this.#socket.open();
  }

  /** Takes the place over from the other device, after `already_in` or `replaced`. */
  moveHere(): void {
    this.#socket.open('move');
  }

  /** Tries again at once: the person does not want to wait, or has read why it ended. */
  again(): void {
    if (this.standing.is === 'ended') this.#socket.open();
    else this.#socket.hurry();
  }

  /** Goes in, from the tap that also lets the sound out. */
  enter(): void {
    this.sound.unlock();
    this.entered = true;
    if (this.receiving.leg.state === 'closed') this.#openReceive();
    this.#openSend();
  }

  /** Asks; rejects with a `Refusal`. */
  ask(wish: Wish): Promise<Reply> {
    return this.#signalling.ask(wish);
  }

  /** Asks, and keeps a refusal for the page to show; `true` if it was done. */
  async wish(wish: Wish): Promise<boolean> {
    try {
      await this.ask(wish);
    } catch (error) {
      if (error instanceof Refusal) this.#show(error);
      return false;
    }
    if (wish.type === 'vote' && this.room) {
      this.room = { ...this.room, questions: voted(this.room.questions, wish.question, wish.up) };
    }
    return true;
  }

  /** Tries the way to the media port again. */
  retryMedia(): void {
    this.#openLegs();
  }

  /** Leaves for good; the seat is free at once. */
  async leave(): Promise<void> {
    await this.ask({ type: 'leave' }).catch(() => undefined);
    this.close();
  }

  /** Ends the visit and gives everything back. */
  close(): void {
    this.#socket.close();
    this.#closeLegs();
    this.publishing?.release();
    this.fitness.close();
    this.sound.close();
    this.#scope.close();
  }

  #hear(message: ServerMessage): void {
    if (message.type === 'layers') this.publishing?.sendLayers(message.camera);
    const before = this.room;
    const room = apply(before, message);
    if (!room || room === before) return;
    this.room = room;
    this.publishing ??= this.#publisher(room.you.role);
    this.publishing.silence(room.you.muted);
    this.speaking.follow(before, room);
    const { seat } = this.speaking;
    this.sound.hear(room.you.role, seat ? sourceOf(seat) : room.listening);
    this.sound.stayQuiet(seat?.on_air ?? false);
    if (before && before.you.may_publish !== room.you.may_publish) this.#openSend();
  }

  #stand(standing: Standing): void {
    this.standing = standing;
    // A new connection is a new peer to the server: its legs are offered again, with the same tracks.
    if (standing.is === 'open') {
      this.saver.tell();
      this.#openLegs();
    }
    if (standing.is !== 'ended') return;
    this.#closeLegs();
    this.publishing?.release();
    this.speaking.release();
    this.entered = false;
  }

  #openLegs(): void {
    this.#openReceive();
    this.#openSend();
  }

  #openReceive(): void {
    const room = this.room;
    if (!room || this.standing.is !== 'open') return;
    // Whoever has a device check sees there whether media get through; a listener's media start with the tap.
    if (this.entered || room.you.role !== 'attendee') this.receiving.open(room.media);
  }

  #openSend(): void {
    const room = this.room;
    if (!room || !this.entered || this.standing.is !== 'open') return;
    if (room.you.may_publish) this.publishing?.open(room.media.codecs);
    else this.publishing?.release();
  }

  #closeLegs(): void {
    this.receiving.close();
    this.publishing?.close();
  }

  #publisher(role: Role): Publishing {
    const kind = role === 'interpreter' ? 'pure' : 'voice';
    const made = new Publishing(this.#offerer('send'), this.#clock, kind, (sources) => {
      this.#tell(sources);
    });
    this.#scope.add(
      made.leg.connected.add(() => {
        this.speaking.resume();
      }),
    );
    return made;
  }

  #tell(sources: Sources): void {
    // Told again with every new connection, so that a loss needs no memory.
    if (this.standing.is === 'open') void this.ask({ type: 'sources', ...sources }).catch(() => undefined);
  }

  /** The server knows its own half of the way to this page only by the page's word. */
  async #tellNetwork(): Promise<void> {
    const half = (await this.receiving.delay())?.networkMs;
    if (half === undefined || this.standing.is !== 'open') return;
    await this.ask({ type: 'network', rtt_ms: Math.round(half * 2) }).catch(() => undefined);
  }

  #show(refusal: Refusal): void {
    this.refusal = refusal;
    this.#clock.after(READING_MS, () => {
      if (this.refusal === refusal) this.refusal = undefined;
    });
  }

  #offerer(leg: LegName): (sdp: string) => Promise<string> {
    return async (sdp) => {
      const reply = await this.ask({ type: 'offer', leg, sdp });
      if (reply.type !== 'answer') throw new Refusal('unreachable', 'an offer needs an answer');
      return reply.sdp;
    };
  }
}

const READING_MS = 6_000;
const NETWORK_MS = 5_000;
