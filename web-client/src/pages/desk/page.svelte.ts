/** The desk of host and moderator, thinking: who is where, which question is next, what may be done. Drawn beside it. */
import { untrack } from 'svelte';

import type { HandView, ParticipantId, Phase, Place, Role } from '../../protocol';
import { backstage, personShown } from '../parts/backstage.svelte';
import { Briefing } from '../parts/briefing.svelte';
import { Consenting } from '../parts/consenting.svelte';
import { Head } from '../parts/head.svelte';
import { Listener } from '../parts/listener.svelte';
import { Sources } from '../parts/sources.svelte';
import { Stage } from '../parts/stage.svelte';
import { Troubles } from '../parts/troubles.svelte';
import type { BriefingShown, PersonShown } from '../parts/view';
import type { Session } from '../session.svelte';

import { Board } from './board.svelte';
import { Booths } from './booths.svelte';
import { Conduct } from './conduct.svelte';
import { Everyone } from './everyone.svelte';
import { Invite } from './invite.svelte';
import { numbersOf } from './numbers';
import { stepsOf } from './queue';
import { Queue } from './queue.svelte';
import { readinessOf } from './readiness';
import { Sheet } from './sheet.svelte';
import { PushToTalk, type Goal } from './talk.svelte';
import type { DeskQuestions } from './questions';
import type { DeskView, InviteView, NumbersShown, PhaseStep, Readiness } from './view';
import type { FileWish } from '../../wire/questions';
import type { Wish } from '../../wire/signalling';
import type { TicketWish } from '../../wire/tickets';

/** in: the session, and the ways to make a link and to fetch the questions as a file · out: `DeskView` · close() */
export class DeskPage implements DeskView {
  readonly head: Head;
  readonly stage: Stage;
  readonly hearing: Listener;
  readonly troubles: Troubles;
  readonly questions: DeskQuestions;
  readonly board: Board;
  readonly booths: Booths;
  readonly sheet: Sheet;
  readonly conduct: Conduct;
  readonly everyone: Everyone;
  readonly consent: Consenting;

  #session: Session;
  #sources: Sources;
  #invite: Invite;
  #prepareAt: string;
  #talk: PushToTalk;
  #briefing: Briefing;
  #follow: () => void;
  /** Each of these ends a talk at the server: what the key still holds would else be heard by the hall. */
  #ends = $derived.by(() => {
    const { place, muted } = this.#session.known.you;
    return [place === 'stage' && 'stage', muted && 'muted', this.#session.reconnecting && 'lost']
      .filter(Boolean)
      .join();
  });

  constructor(
    session: Session,
    link: (wish: TicketWish) => Promise<string>,
    file: (wish: FileWish) => Promise<Blob>,
    prepareAt: string,
  ) {
    this.#prepareAt = prepareAt;
    this.#session = session;
    this.head = new Head(session);
    this.stage = new Stage(session);
    this.hearing = new Listener(session);
    this.consent = new Consenting(session);
    this.troubles = new Troubles(session, this.stage);
    this.questions = new Queue(session, file);
    this.#sources = new Sources(session);
    this.#invite = new Invite(link);
    this.#talk = new PushToTalk({
      ask: (goal) => session.wish(talkWish(goal)),
      isOpen: () => session.publishing?.microphone.on ?? false,
      gate: async (open) => {
        await session.publishing?.switchMicrophone(open);
        return session.publishing?.microphone.on ?? false;
      },
    });
    this.board = new Board(session);
    this.booths = new Booths(session, this.#talk);
    this.everyone = new Everyone(session);
    this.sheet = new Sheet(session, () => this.head.now);
    this.conduct = new Conduct(session);
    this.#briefing = new Briefing(session, this.#talk);
    this.#follow = $effect.root(() => {
      $effect(() => {
        if (!this.#briefing.open) {
          untrack(() => {
            this.#briefing.follow();
          });
        }
      });
      $effect(() => {
        if (this.#ends) {
          untrack(() => {
            this.#talk.cut();
          });
        }
      });
    });
  }

  get role(): Role {
    return this.#session.known.you.role;
  }

  get place(): Place {
    return this.#session.known.you.place;
  }

  get refused(): string | undefined {
    return this.#session.refusal?.code;
  }

  get sources(): Sources | undefined {
    return this.place === 'stage' || this.place === 'backstage' ? this.#sources : undefined;
  }

  get onStage(): readonly PersonShown[] {
    const { presenters } = this.#session.known.stage;
    return presenters.map((presenter) => personShown(this.#session, presenter, undefined));
  }

  get backstage(): readonly PersonShown[] {
    return backstage(this.#session);
  }

  get hands(): readonly HandView[] {
    return this.#session.known.hands;
  }

  get spotlight(): ParticipantId | undefined {
    return this.#session.known.stage.spotlight;
  }

  get languages(): readonly string[] {
    return this.#session.known.room.languages;
  }

  get phase(): Phase {
    return this.#session.known.room.phase;
  }

  get numbers(): NumbersShown {
    const { presence, room, health } = this.#session.known;
    return numbersOf(presence, room.languages, health);
  }

  get steps(): readonly PhaseStep[] {
    return stepsOf(this.role, this.phase);
  }

  get prepareAt(): string | undefined {
    return this.role === 'host' ? this.#prepareAt : undefined;
  }

  get invite(): InviteView | undefined {
    return this.role === 'host' ? this.#invite : undefined;
  }

  get briefing(): BriefingShown | undefined {
    return this.#briefing.open ? this.#briefing : undefined;
  }

  readinessOf(participant: ParticipantId): Readiness | undefined {
    const { people, timings } = this.#session.known;
    const person = people.find((one) => one.participant === participant);
    return (
      person &&
      readinessOf(
        person,
        timings.find((one) => one.participant === participant),
      )
    );
  }

  bringUp(participant: ParticipantId): void {
    void this.#session.wish({ type: 'bring_up', participant });
  }

  takeDown(participant: ParticipantId): void {
    void this.#session.wish({ type: 'take_down', participant });
  }

  setSpotlight(participant: ParticipantId | undefined): void {
    void this.#session.wish({ type: 'spotlight', ...(participant === undefined ? {} : { participant }) });
  }

  mute(participant: ParticipantId, muted: boolean): void {
    void this.#session.wish({ type: 'mute', participant, muted });
  }

  step(step: PhaseStep): void {
    void this.#session.wish({ type: 'set_phase', phase: step === 'resume' ? 'live' : step });
  }

  goOnStage(up: boolean): void {
    const { participant } = this.#session.known.you;
    if (up) this.bringUp(participant);
    else this.takeDown(participant);
  }

  leave(): void {
    void this.#session.leave();
  }

  close(): void {
    this.#follow();
    this.#briefing.close();
    this.#talk.release();
    this.board.close();
    this.head.close();
    this.#sources.close();
  }
}

/** How the way of push-to-talk is asked for. */
function talkWish(goal: Goal | undefined): Wish {
  if (!goal) return { type: 'talk', to: 'nobody' };
  return goal.to === 'booth'
    ? { type: 'talk', to: 'booth', booth: goal.booth }
    : { type: 'talk', to: 'briefing' };
}
