/** The desk of host and moderator, thinking: who is where, which question is next, what may be done. Drawn beside it. */
import type {
  BoothView,
  ChannelView,
  FloorView,
  HandView,
  ParticipantId,
  Phase,
  Place,
  QuestionView,
  Role,
} from '../../protocol';
import { backstage, personShown } from '../parts/backstage.svelte';
import { Head } from '../parts/head.svelte';
import { Listener } from '../parts/listener.svelte';
import { Sources } from '../parts/sources.svelte';
import { Stage } from '../parts/stage.svelte';
import { Troubles } from '../parts/troubles.svelte';
import type { PersonShown } from '../parts/view';
import type { Session } from '../session.svelte';

import { Invite } from './invite.svelte';
import { placeAfter, sorted, stepsOf, type Sorted } from './queue';
import type { DeskQuestions, DeskView, InviteView, PhaseStep } from './view';
import type { TicketWish } from '../../wire/tickets';

/** in: the session, and the way to make a link · out: `DeskView` · close() */
export class DeskPage implements DeskView {
  readonly head: Head;
  readonly stage: Stage;
  readonly hearing: Listener;
  readonly troubles: Troubles;
  readonly questions: DeskQuestions;

  #session: Session;
  #sources: Sources;
  #invite: Invite;

  constructor(session: Session, link: (wish: TicketWish) => Promise<string>) {
    this.#session = session;
    this.head = new Head(session);
    this.stage = new Stage(session);
    this.hearing = new Listener(session);
    this.troubles = new Troubles(session, this.stage);
    this.questions = new Queue(session);
    this.#sources = new Sources(session);
    this.#invite = new Invite(link);
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

  get booths(): readonly BoothView[] {
    return this.#session.known.booths;
  }

  get channels(): readonly ChannelView[] {
    return this.#session.known.channels;
  }

  get languages(): readonly string[] {
    return this.#session.known.room.languages;
  }

  get floor(): FloorView {
    return this.#session.known.floor;
  }

  get phase(): Phase {
    return this.#session.known.room.phase;
  }

  get steps(): readonly PhaseStep[] {
    return stepsOf(this.role, this.phase);
  }

  get invite(): InviteView | undefined {
    return this.role === 'host' ? this.#invite : undefined;
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

  setFloorLanguage(language: string, pin: boolean): void {
    void this.#session.wish({ type: 'set_floor_language', language, pin });
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
    this.head.close();
    this.#sources.close();
  }
}

/** The questions, and what the desk does with them. */
class Queue implements DeskQuestions {
  #session: Session;
  #sorted: Sorted = $derived.by(() => sorted(this.#session.known.questions));

  constructor(session: Session) {
    this.#session = session;
  }

  get pending(): readonly QuestionView[] {
    return this.#sorted.pending;
  }

  get onAir(): QuestionView | undefined {
    return this.#sorted.onAir;
  }

  get approved(): readonly QuestionView[] {
    return this.#sorted.approved;
  }

  get answered(): readonly QuestionView[] {
    return this.#sorted.answered;
  }

  approve(question: QuestionView): void {
    void this.#session.wish({ type: 'approve', question: question.id });
  }

  dismiss(question: QuestionView, reason: string): void {
    void this.#session.wish({ type: 'dismiss', question: question.id, reason });
  }

  putOnAir(question: QuestionView): void {
    void this.#session.wish({ type: 'put_on_air', question: question.id });
  }

  answer(question: QuestionView, text: string | undefined): void {
    const answered = { type: 'answer_question', question: question.id } as const;
    void this.#session.wish(text === undefined ? answered : { ...answered, text });
  }

  move(question: QuestionView, way: 'up' | 'down'): void {
    const place = placeAfter(this.approved, question.id, way);
    if (place === 'stay') return;
    const moved = { type: 'move_question', question: question.id } as const;
    void this.#session.wish(place === 'behind_all' ? moved : { ...moved, before: place.before });
  }
}
