/**
 * What an interpreter's hands do: microphone, cough, direction, hand-over, talk, signals. Each is one action with a key
 * and a control. Rules of the booth are the server's; here a cough or an off is silent at once, and everything else waits
 * for its word.
 */
import { browserClock } from '../../lib/clock';
import { Scope } from '../../lib/scope';
import { rangeOf } from '../../media/target';
import type { HandOverAct, Microphone, Signal, TalkTo, Works } from '../../protocol';
import { Level } from '../parts/level.svelte';
import type { Session } from '../session.svelte';

import { turnTo } from './band';
import { secondsUntil } from './clocks';
import { arms, handOverOf, mayDecline, nextStep, type HandOverShown } from './handover';
import type { Action } from './keys';
import { Own } from './own';
import type { HandsView, Range } from './view';

/** in: the session, the moment · out: `HandsView`, `act` · close() */
export class Hands implements HandsView {
  sent: readonly Signal[] = $state.raw([]);
  asksToLeave = $state(false);

  #session: Session;
  #own: Own;
  #moment: () => number;
  #level: Level;
  #scope = new Scope();

  constructor(session: Session, moment: () => number) {
    this.#session = session;
    this.#own = new Own(session);
    this.#moment = moment;
    this.#level = new Level(session);
  }

  get microphone(): Microphone {
    return this.#session.speaking.state;
  }

  get level(): number {
    return this.#level.value;
  }

  get range(): Range {
    return rangeOf(this.#session.publishing?.chain.levels?.after.speech);
  }

  get armed(): string | undefined {
    return this.#own.booth?.armed;
  }

  get armedLeft(): number {
    return secondsUntil(this.#own.booth?.cuts_by, this.#moment(), CUT_SECONDS) ?? CUT_SECONDS;
  }

  get turnTo(): string {
    return this.#own.booth ? turnTo(this.#own.booth) : this.#own.output;
  }

  get override(): boolean {
    return this.#own.booth?.override ?? false;
  }

  get works(): Works {
    return this.#own.booth?.works ?? 'by_turns';
  }

  get owns(): string | undefined {
    return this.#own.seat?.owns;
  }

  get covers(): boolean {
    return this.#own.seat?.covers ?? false;
  }

  get handOver(): HandOverShown | undefined {
    return this.#own.booth && handOverOf(this.#own.booth, this.#own.id);
  }

  get handOverLeft(): number | undefined {
    return secondsUntil(this.handOver?.until, this.#moment(), ANSWER_SECONDS);
  }

  get nextStep(): HandOverAct | undefined {
    return this.#own.booth && nextStep(this.#own.booth, this.#own.id);
  }

  get mayDecline(): boolean {
    return this.#own.booth !== undefined && mayDecline(this.#own.booth, this.#own.id);
  }

  get talking(): TalkTo {
    return this.#session.speaking.talking;
  }

  get camera(): boolean {
    return this.#session.publishing?.camera.on ?? false;
  }

  /** Does what a key or a control asks for; `false` if it is none of hers. */
  act(action: Action, down: boolean): boolean {
    switch (action) {
      case 'microphone':
        this.#pressMicrophone();
        return true;
      case 'cough':
        this.#holdCough(down);
        return true;
      case 'stand_by':
        this.#pressStandBy();
        return true;
      case 'direction':
        this.#direct(this.turnTo, this.override);
        return true;
      case 'override':
        this.#direct(this.#own.output, !this.override);
        return true;
      case 'hand_over':
        this.#handOver(this.nextStep);
        return true;
      case 'decline':
        this.#handOver(this.mayDecline ? 'decline' : undefined);
        return true;
      case 'talk_partner':
        void this.#session.speaking.talk(down ? 'partner' : 'nobody');
        return true;
      case 'talk_desk':
        void this.#session.speaking.talk(down ? 'desk' : 'nobody');
        return true;
      case 'slow_down':
      case 'cannot_hear':
      case 'use_microphone':
      case 'repeat_figures':
        void this.#signal(action);
        return true;
      case 'cover':
        void this.#session.wish({ type: 'cover', on: !this.covers });
        return true;
      case 'works':
        this.#switchWorks();
        return true;
      case 'camera':
        void this.#session.publishing?.switchCamera(!this.camera);
        return true;
      default:
        return false;
    }
  }

  close(): void {
    this.#level.close();
    this.#scope.close();
  }

  #pressMicrophone(): void {
    const { microphone } = this;
    // What she wished last counts: the room may not have heard of an off yet. An armed microphone is opened by the room.
    if (microphone === 'off' || (microphone === 'armed' && !this.#own.seat?.on_air)) {
      void this.#session.speaking.speak('on');
      return;
    }
    // Others live on her voice: off is asked once more, and the hand-over stands beside it.
    if (this.#own.seat?.on_air && this.#own.booth?.relay_for.length && !this.asksToLeave) {
      this.asksToLeave = true;
      this.#scope.add(
        browserClock.after(ASK_MS, () => {
          this.asksToLeave = false;
        }),
      );
      return;
    }
    this.asksToLeave = false;
    void this.#session.speaking.speak('off');
  }

  #holdCough(held: boolean): void {
    const live = this.microphone === 'on' || this.#own.seat?.on_air === true;
    if (held && live) void this.#session.speaking.speak('cough');
    if (!held && this.microphone === 'cough') void this.#session.speaking.speak('on');
  }

  #pressStandBy(): void {
    if (isLive(this.microphone)) return;
    void this.#session.speaking.speak(this.microphone === 'armed' ? 'off' : 'armed');
  }

  #direct(language: string, override: boolean): void {
    void this.#session.wish({ type: 'direction', language, override });
  }

  #handOver(act: HandOverAct | undefined): void {
    const { booth, id } = this.#own;
    if (!act || !booth) return;
    this.asksToLeave = false;
    void this.#session.speaking.handOver(act, arms(booth, id, act));
  }

  #switchWorks(): void {
    const { booth } = this.#own;
    if (!booth) return;
    const works = booth.works === 'by_turns' ? 'by_direction' : 'by_turns';
    void this.#session.wish({ type: 'set_booth', booth: booth.booth, works });
  }

  async #signal(signal: Signal): Promise<void> {
    if (this.sent.includes(signal) || !(await this.#session.wish({ type: 'signal', signal }))) return;
    this.sent = [...this.sent, signal];
    this.#scope.add(
      browserClock.after(LAMP_MS, () => {
        this.sent = this.sent.filter((one) => one !== signal);
      }),
    );
  }
}

function isLive(microphone: Microphone): boolean {
  return microphone === 'on' || microphone === 'cough';
}

const CUT_SECONDS = 6;
const ANSWER_SECONDS = 60;
const ASK_MS = 5_000;
const LAMP_MS = 10_000;
