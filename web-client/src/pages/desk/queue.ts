/**
 * The desk's questions sorted by what is to be done, and where a question goes when it is moved one place. Pure; the
 * order itself is the server's.
 */
import type { HandView, Phase, QuestionView, Role } from '../../protocol';
import type { PhaseStep } from './view';

/** The questions in the groups of the desk. */
export interface Sorted {
  readonly pending: readonly QuestionView[];
  readonly onAir: QuestionView | undefined;
  readonly approved: readonly QuestionView[];
  readonly answered: readonly QuestionView[];
}

/** Sorted by state, each group in queue order. */
export function sorted(questions: readonly QuestionView[]): Sorted {
  const of = (state: QuestionView['state']) => questions.filter((question) => question.state === state);
  return {
    pending: of('asked'),
    onAir: of('on_air')[0],
    approved: of('approved'),
    answered: of('answered'),
  };
}

/** What waits in the queue: a question with its place among the questions, or somebody who wants to speak. */
export type Waiting =
  { readonly question: QuestionView; readonly place: number } | { readonly hand: HandView };

/**
 * The queue with the raised hands in it: a hand stands before the first question that was asked after it went up, but
 * behind those that are pinned or next.
 */
export function lined(approved: readonly QuestionView[], hands: readonly HandView[]): Waiting[] {
  const line: Waiting[] = [];
  const left = [...hands];
  approved.forEach((question, place) => {
    const chosen = question.pinned || question.next_since !== undefined;
    while (left[0] && !chosen && Date.parse(left[0].since) < Date.parse(question.asked_at)) {
      line.push({ hand: left[0] });
      left.shift();
    }
    line.push({ question, place });
  });
  return [...line, ...left.map((hand) => ({ hand }))];
}

/** Where a question stands after a move: before another one, or behind all; `stay` where there is no such place. */
export type Place = { readonly before: string } | 'behind_all' | 'stay';

/** The place one up or one down in the queue. */
export function placeAfter(queue: readonly QuestionView[], id: string, way: 'up' | 'down'): Place {
  const at = queue.findIndex((question) => question.id === id);
  if (at < 0) return 'stay';
  if (way === 'up') {
    const above = queue[at - 1];
    return above ? { before: above.id } : 'stay';
  }
  if (!queue[at + 1]) return 'stay';
  const second = queue[at + 2];
  return second ? { before: second.id } : 'behind_all';
}

/** The steps of the show that this role may take in this phase. */
export function stepsOf(role: Role, phase: Phase): readonly PhaseStep[] {
  if (role !== 'host') return [];
  switch (phase) {
    case 'planned':
      return ['doors_open', 'live', 'ended'];
    case 'doors_open':
      return ['live', 'ended'];
    case 'live':
      return ['paused', 'ended'];
    case 'paused':
      return ['resume', 'ended'];
    case 'ended':
      return [];
  }
}
