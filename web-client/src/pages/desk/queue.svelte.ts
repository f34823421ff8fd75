/** The questions at the desk, and what is done with them. Thinking only; Questions.svelte draws it. */
import type { ParticipantId, QuestionView } from '../../protocol';
import type { FileWish } from '../../wire/questions';
import { Files } from '../parts/files.svelte';
import { Translating } from '../parts/translating.svelte';
import type { Session } from '../session.svelte';

import { lined, placeAfter, sorted, type Sorted, type Waiting } from './queue';
import type { DeskQuestions, Marks, Named } from './questions';

/** in: the session, and the way to fetch the questions as a file · out: `DeskQuestions` */
export class Queue implements DeskQuestions {
  readonly translating: Translating;
  readonly files: Files;

  #session: Session;
  #sorted: Sorted = $derived.by(() => sorted(this.#session.known.questions));

  constructor(session: Session, file: (wish: FileWish) => Promise<Blob>) {
    this.#session = session;
    this.translating = new Translating(session);
    this.files = new Files(file);
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

  get waiting(): readonly Waiting[] {
    return lined(this.approved, this.#session.known.hands);
  }

  get speakers(): readonly Named[] {
    const people = this.#session.known.people.filter((person) => person.role !== 'attendee');
    return people.map(({ participant, name }) => ({ participant, name }));
  }

  get pitches(): readonly string[] {
    const items = this.#session.known.run_sheet?.items ?? [];
    return [...new Set(items.map((item) => item.title))];
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

  next(question: QuestionView): void {
    const wish = { type: 'next_question' } as const;
    const chosen = question.next_since === undefined;
    void this.#session.wish(chosen ? { ...wish, question: question.id } : wish);
  }

  answer(question: QuestionView, text: string | undefined, language?: string): void {
    const answered = { type: 'answer_question', question: question.id } as const;
    const written = { ...answered, ...(language === undefined ? {} : { language }) };
    void this.#session.wish(text === undefined ? answered : { ...written, text });
  }

  move(question: QuestionView, way: 'up' | 'down'): void {
    const place = placeAfter(this.approved, question.id, way);
    if (place === 'stay') return;
    const moved = { type: 'move_question', question: question.id } as const;
    void this.#session.wish(place === 'behind_all' ? moved : { ...moved, before: place.before });
  }

  mark(question: QuestionView, marks: Marks): void {
    void this.#session.wish({ type: 'mark_question', question: question.id, ...marks });
  }

  merge(question: QuestionView, into: string): void {
    void this.#session.wish({ type: 'merge_questions', question: question.id, into });
  }

  bringUp(participant: ParticipantId): void {
    void this.#session.wish({ type: 'bring_up', participant });
  }
}
