/** The booths at the desk, thinking: seats, calls, signals, and push-to-talk. */
import type { BoothId, BoothView, LampView, ParticipantId, Works } from '../../protocol';
import type { Session } from '../session.svelte';

import { callsToDesk, interpretersOf, keyTarget } from './booths';
import type { PushToTalk } from './talk.svelte';
import type { BoothsView, CallShown, InterpreterShown } from './view';

/** in: the session, push-to-talk · out: `BoothsView` */
export class Booths implements BoothsView {
  #session: Session;
  #talk: PushToTalk;
  #last: BoothId | undefined = $state();
  #calls = $derived.by(() => callsToDesk(this.list));
  #interpreters = $derived.by(() => interpretersOf(this.#session.known.people, this.list));

  constructor(session: Session, talk: PushToTalk) {
    this.#session = session;
    this.#talk = talk;
  }

  get list(): readonly BoothView[] {
    return this.#session.known.booths;
  }

  get calls(): readonly CallShown[] {
    return this.#calls;
  }

  get lamps(): readonly LampView[] {
    return this.#session.known.lamps;
  }

  get interpreters(): readonly InterpreterShown[] {
    return this.#interpreters;
  }

  get held(): BoothId | undefined {
    return this.#talk.held?.to === 'booth' ? this.#talk.held.booth : undefined;
  }

  get talkingTo(): BoothId | undefined {
    return this.#talk.open?.to === 'booth' ? this.#talk.open.booth : undefined;
  }

  get keyTalksTo(): BoothId | undefined {
    return this.held ?? keyTarget(this.list, this.#last);
  }

  setWorks(booth: BoothId, works: Works): void {
    void this.#session.wish({ type: 'set_booth', booth, works });
  }

  assign(participant: ParticipantId, booth: BoothId): void {
    void this.#session.wish({ type: 'assign_seat', participant, booth });
  }

  call(booth: BoothId, on: boolean, text: string): void {
    void this.#session.wish({ type: 'call', booth, on, text });
  }

  talk(booth: BoothId): void {
    this.#last = booth;
    this.#talk.hold({ to: 'booth', booth });
  }

  endTalk(): void {
    if (this.held) this.#talk.release();
  }
}
