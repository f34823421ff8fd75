/** Translations of questions by hand, and the machine's second try. Thinking only; Translate.svelte draws it. */
import type { QuestionPart, QuestionView, TranslationView } from '../../protocol';
import type { Session } from '../session.svelte';

import type { TranslatingView } from './view';

/** in: the session · out: `TranslatingView` */
export class Translating implements TranslatingView {
  #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  get languages(): readonly string[] {
    return this.#session.known.room.languages;
  }

  translate(question: QuestionView, part: QuestionPart, language: string, text: string): void {
    void this.#session.wish({ type: 'translate_question', question: question.id, part, language, text });
  }

  askMachine(question: QuestionView, { part, language }: Pick<TranslationView, 'part' | 'language'>): void {
    void this.#session.wish({ type: 'ask_machine', question: question.id, part, language });
  }
}
