import { describe, expect, it } from 'vitest';

import type { QuestionView, TranslationView } from '../protocol';
import { next, readFirst, wordings } from './questions';

const question = (changes: Partial<QuestionView> = {}): QuestionView => ({
  id: 'q1',
  text: '工厂在哪里？',
  language: 'zh',
  state: 'approved',
  votes: 0,
  own: false,
  asked_at: '2026-11-23T10:00:00Z',
  translations: [],
  labels: [],
  pinned: false,
  also: [],
  askers: 1,
  ...changes,
});

const made = (changes: Partial<TranslationView> = {}): TranslationView => ({
  part: 'question',
  language: 'de',
  status: 'done',
  text: 'Wo steht die Fabrik?',
  ...changes,
});

describe('the wordings of a question', () => {
  it('are the original and what is translated, each with whose words it is', () => {
    const all = wordings(
      question({
        translations: [
          made(),
          made({ language: 'en', text: 'Where?', by: 'Ines' }),
          { part: 'question', language: 'fr', status: 'pending' },
          made({ part: 'answer' }),
        ],
      }),
      'question',
    );
    expect(all.map(({ language, original, machine, by }) => [language, original, machine, by])).toEqual([
      ['zh', true, false, undefined],
      ['de', false, true, undefined],
      ['en', false, false, 'Ines'],
    ]);
    expect(readFirst(all, 'de')?.text).toBe('Wo steht die Fabrik?');
    expect(readFirst(all, 'fr')?.text).toBe('工厂在哪里？');
  });

  it('of an answer are in the language of the answer, and none without one', () => {
    expect(wordings(question(), 'answer')).toEqual([]);
    const answered = question({ answer: 'In Ulm.', answer_language: 'de' });
    expect(wordings(answered, 'answer')).toMatchObject([{ language: 'de', original: true }]);
  });
});

describe('the next question', () => {
  it('is the one the desk chose, otherwise the first of the queue', () => {
    const queue = [question(), question({ id: 'q2' })];
    expect(next(queue)?.id).toBe('q1');
    const chosen = [question(), question({ id: 'q2', next_since: '2026-11-23T10:01:00Z' })];
    expect(next(chosen)?.id).toBe('q2');
    expect(next([])).toBeUndefined();
  });
});
