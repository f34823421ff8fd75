/**
 * An interpreter's voice in the visit: brings together what she wishes, what the room says of her seat, and the devices
 * of her send leg. The rules of opening and closing are in `voice.svelte.ts`, those of the booth are the server's.
 *
 * in: how to wish, her send leg, the room · out: `state`, `talking`
 */
import type { Publishing } from '../media/publish.svelte';
import { seatOf } from '../model/booth';
import type { Room } from '../model/room';
import type { BoothView, HandOverAct, Microphone, SeatView, TalkTo } from '../protocol';
import type { Wish } from '../wire/signalling';

import { Voice, type Gate } from './voice.svelte';

/** What speaking needs of the visit. */
export interface SpeakingParts {
  /** Asks, and keeps a refusal for the page to show; `true` if it was done. */
  wish: (wish: Wish) => Promise<boolean>;
  /** The room as it is known. */
  room: () => Room | undefined;
  /** The send leg. */
  publishing: () => Publishing | undefined;
}

/** in: keys of hers, changes of the room · out: `state`, `talking` */
export class Speaking {
  #parts: SpeakingParts;
  #voice: Voice;

  constructor(parts: SpeakingParts) {
    this.#parts = parts;
    this.#voice = new Voice({
      ask: (state) => parts.wish({ type: 'microphone', state }),
      askTalk: (to) => parts.wish({ type: 'talk', to }),
      gate: (gate) => this.#gate(gate),
    });
  }

  /** What she wants of her microphone. */
  get state(): Microphone {
    return this.#voice.state;
  }

  /** Her seat, as the room knows it. */
  get seat(): SeatView | undefined {
    return seatIn(this.#parts.room());
  }

  /** To whom she talks beside the channel. */
  get talking(): TalkTo {
    return this.#voice.talking;
  }

  /** She presses a key of her microphone. */
  speak(state: Microphone): Promise<void> {
    return this.#voice.speak(state);
  }

  /** Her push-to-talk key goes down, or up with `nobody`. */
  talk(to: TalkTo): Promise<void> {
    return this.#voice.talk(to);
  }

  /** One step of a hand-over; by `arms` she takes the microphone herself, and the room may open it at the cut. */
  async handOver(act: HandOverAct, arms: boolean): Promise<void> {
    if (arms) this.#voice.expect(true);
    const done = await this.#parts.wish({ type: 'hand_over', act });
    if (act === 'decline' || (arms && !done)) this.#voice.expect(false);
  }

  /** The room has changed. */
  follow(before: Room | undefined, room: Room): void {
    const seat = seatIn(room);
    if (!seat) return;
    // Only a change is the room's word; the seat as it was may be older than the last key she pressed.
    if (seat.microphone !== seatIn(before)?.microphone) this.#voice.follow(seat.microphone);
    const ended = boothIn(before)?.hand_over && !boothIn(room)?.hand_over;
    if (ended && seat.microphone === 'off') this.#voice.expect(false);
  }

  /** Her send leg is connected, for the first time or again. */
  resume(): void {
    void this.#voice.resume(seatIn(this.#parts.room())?.microphone);
  }

  /** The visit has ended. */
  release(): void {
    this.#voice.release();
  }

  /** What goes to the channel is her voice, or her picture where she signs; beside it she talks by voice. */
  async #gate({ air, talk }: Gate): Promise<boolean> {
    const publishing = this.#parts.publishing();
    if (!publishing) return false;
    const signs = boothIn(this.#parts.room())?.sign === true;
    if (signs) await publishing.switchCamera(air);
    await publishing.switchMicrophone(talk || (air && !signs));
    const open = signs ? publishing.camera.on : publishing.microphone.on;
    return !air || open;
  }
}

/** An interpreter's own booth. */
function boothIn(room: Room | undefined): BoothView | undefined {
  return room?.booths.find((one) => one.booth === room.you.booth);
}

/** An interpreter's own seat. */
function seatIn(room: Room | undefined): SeatView | undefined {
  return room && seatOf(boothIn(room), room.you.participant);
}
