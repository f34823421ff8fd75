/** What the desk shows of the questions, and what it can wish for; the thinking stands in queue.svelte.ts. */
import type { Concern, ParticipantId, QuestionView } from '../../protocol';
import type { FilesView, TranslatingView } from '../parts/view';
import type { Waiting } from './queue';

/** The questions, sorted by what is to be done with them. */
export interface DeskQuestions {
  readonly pending: readonly QuestionView[];
  readonly onAir: QuestionView | undefined;
  readonly approved: readonly QuestionView[];
  readonly answered: readonly QuestionView[];
  /** The queue as it stands, with the raised hands in it. */
  readonly waiting: readonly Waiting[];
  /** Whom a question may concern. */
  readonly speakers: readonly Named[];
  /** The items of the run sheet, by their titles. */
  readonly pitches: readonly string[];
  readonly translating: TranslatingView;
  readonly files: FilesView;
  approve(question: QuestionView): void;
  dismiss(question: QuestionView, reason: string): void;
  putOnAir(question: QuestionView): void;
  /** Shows stage and booth what comes next, or takes it back. */
  next(question: QuestionView): void;
  answer(question: QuestionView, text: string | undefined, language?: string): void;
  /** Moves a question one place up or down in the queue. */
  move(question: QuestionView, way: 'up' | 'down'): void;
  mark(question: QuestionView, marks: Marks): void;
  merge(question: QuestionView, into: string): void;
  bringUp(participant: ParticipantId): void;
}

/** A person by name. */
export interface Named {
  readonly participant: ParticipantId;
  readonly name: string;
}

/** What the staff notes on a question. */
export interface Marks {
  labels?: string[];
  pinned?: boolean;
  concerns?: Concern;
}
