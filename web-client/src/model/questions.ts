/**
 * The queue of questions as this reader may see it. Order is the server's; nothing is sorted by votes here.
 */
import type { QuestionPart, QuestionView, VoteView } from '../protocol';

/** One question was told anew, or for the first time. */
export function questionChanged(questions: QuestionView[], told: QuestionView): QuestionView[] {
  const known = questions.find((question) => question.id === told.id);
  if (!known) return [...questions, told];
  // A change told to many does not say whether this reader voted: her own vote stays as it was.
  const voted = told.voted ?? known.voted;
  const merged = voted === undefined ? told : { ...told, voted };
  return questions.map((question) => (question.id === told.id ? merged : question));
}

/** The order was told anew; what it does not name stands behind, as it stood. */
export function queueChanged(questions: QuestionView[], order: readonly string[]): QuestionView[] {
  const place = new Map(order.map((id, index) => [id, index]));
  const last = order.length;
  return [...questions].sort((a, b) => (place.get(a.id) ?? last) - (place.get(b.id) ?? last));
}

/** Summed votes. */
export function votesChanged(questions: QuestionView[], votes: readonly VoteView[]): QuestionView[] {
  const counts = new Map(votes.map((vote) => [vote.question, vote.votes]));
  return questions.map((question) => {
    const count = counts.get(question.id);
    return count === undefined ? question : { ...question, votes: count };
  });
}

/** The reader's own vote was accepted: shown before the next sum comes. */
export function voted(questions: QuestionView[], id: string, up: boolean): QuestionView[] {
  return questions.map((question) => (question.id === id ? { ...question, voted: up } : question));
}

/** The question being asked now. */
export function onAir(questions: readonly QuestionView[]): QuestionView | undefined {
  return questions.find((question) => question.state === 'on_air');
}

/** Those that wait to be put on air, in order. */
export function approved(questions: readonly QuestionView[]): QuestionView[] {
  return questions.filter((question) => question.state === 'approved');
}

/** Those that wait for approval. */
export function pending(questions: readonly QuestionView[]): QuestionView[] {
  return questions.filter((question) => question.state === 'asked');
}

/** One of a question's texts in one language: as it was written, or translated by a person or the machine. */
export interface Wording {
  readonly language: string;
  readonly text: string;
  readonly original: boolean;
  /** Who translated it; absent for the original and the machine. */
  readonly by: string | undefined;
  readonly machine: boolean;
}

/** All wordings of a text, the original first. */
export function wordings(question: QuestionView, part: QuestionPart): Wording[] {
  const text = part === 'question' ? question.text : question.answer;
  if (text === undefined) return [];
  const language = part === 'question' ? question.language : (question.answer_language ?? question.language);
  const original = { language, text, original: true, by: undefined, machine: false };
  const made = question.translations.flatMap((version) =>
    version.part === part && version.status === 'done' && version.text !== undefined
      ? [
          {
            language: version.language,
            text: version.text,
            original: false,
            by: version.by,
            machine: version.by === undefined,
          },
        ]
      : [],
  );
  return [original, ...made];
}

/** The wording somebody reads first: in her language, otherwise as it was written. */
export function readFirst(all: readonly Wording[], language: string): Wording | undefined {
  return all.find((wording) => wording.language === language) ?? all[0];
}

/** The question that comes next: the one the desk has chosen, otherwise the first of the queue. */
export function next(questions: readonly QuestionView[]): QuestionView | undefined {
  return questions.find((question) => question.next_since !== undefined) ?? approved(questions)[0];
}
