/** The questions as one listener sees them, and the one she is writing. Thinking only; QuestionsPanel draws it. */
import { approved, onAir } from '../../model/questions';
import type { QuestionView } from '../../protocol';
import { Refusal } from '../../wire/signalling';
import type { Session } from '../session.svelte';

import type { AskDraft, QuestionsView } from './view';

/** in: the session · out: `QuestionsView` */
export class Asking implements QuestionsView {
  readonly draft: Draft;

  #session: Session;

  constructor(session: Session) {
    this.#session = session;
    this.draft = new Draft(session);
  }

  get onAir(): QuestionView | undefined {
    return onAir(this.#questions);
  }

  get waiting(): readonly QuestionView[] {
    return approved(this.#questions);
  }

  get answered(): readonly QuestionView[] {
    return this.#questions.filter((question) => question.state === 'answered');
  }

  get own(): readonly QuestionView[] {
    return this.#questions.filter(
      (question) => question.own && (question.state === 'asked' || question.state === 'dismissed'),
    );
  }

  get languages(): readonly string[] {
    return this.#session.known.room.languages;
  }

  get mayAsk(): boolean {
    const { phase, practice } = this.#session.known.room;
    return practice === true || OPEN.includes(phase);
  }

  get mayBeAnonymous(): boolean {
    return this.#session.known.room.anonymous_questions;
  }

  vote(question: QuestionView): void {
    void this.#session.wish({ type: 'vote', question: question.id, up: question.voted !== true });
  }

  get #questions(): readonly QuestionView[] {
    return this.#session.known.questions;
  }
}

/** A question being written; it stays as it is until the server has it. */
class Draft implements AskDraft {
  text = $state('');
  anonymous = $state(false);
  sending = $state(false);
  refused: string | undefined = $state();

  #session: Session;
  #language: string | undefined = $state();

  constructor(session: Session) {
    this.#session = session;
  }

  get language(): string {
    if (this.#language !== undefined) return this.#language;
    const { room, listening, you } = this.#session.known;
    const likely = [listening.language, you.language].find((tag) => tag && room.languages.includes(tag));
    return likely ?? room.languages[0] ?? 'en';
  }

  setText(text: string): void {
    this.text = text;
    this.refused = undefined;
  }

  setLanguage(language: string): void {
    this.#language = language;
  }

  setAnonymous(anonymous: boolean): void {
    this.anonymous = anonymous;
  }

  send(): void {
    const text = this.text.trim();
    if (text && !this.sending) void this.#send(text);
  }

  async #send(text: string): Promise<void> {
    this.sending = true;
    this.refused = undefined;
    try {
      await this.#session.ask({ type: 'ask', text, language: this.language, anonymous: this.anonymous });
      this.text = '';
    } catch (error) {
      this.refused = error instanceof Refusal ? error.code : 'internal';
    } finally {
      this.sending = false;
    }
  }
}

const OPEN = ['doors_open', 'live', 'paused'];
