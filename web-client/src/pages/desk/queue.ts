/**
 * The desk's questions sorted by what is to be done, and where a question goes when it is moved one place. Pure; the
 * order itself is the server's.
 */
import type { Phase, QuestionView, Role } from '../../protocol';
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
