import { describe, expect, it } from 'vitest';

import type { QuestionView } from '../../protocol';
import { lined, placeAfter, sorted, stepsOf } from './queue';

function question(id: string, state: QuestionView['state'] = 'approved'): QuestionView {
  const bare = { translations: [], labels: [], pinned: false, also: [], askers: 1 };
  const asked_at = '2026-11-23T09:00:00Z';
  return { id, text: id, language: 'de', state, votes: 0, own: false, asked_at, ...bare };
}

describe('questions of the desk', () => {
  it('are sorted by what is to be done, in the order told', () => {
    const all = [
      question('b'),
      question('now', 'on_air'),
      question('new', 'asked'),
      question('a'),
      question('done', 'answered'),
      question('no', 'dismissed'),
    ];
    const { pending, onAir, approved, answered } = sorted(all);
    expect(pending.map(({ id }) => id)).toEqual(['new']);
    expect(onAir?.id).toBe('now');
    expect(approved.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(answered.map(({ id }) => id)).toEqual(['done']);
  });

  it('stand in one line with the hands, which wait by the time they went up', () => {
    const hand = (participant: string, minute: string) => ({
      participant,
      name: participant,
      language: 'zh',
      since: `2026-11-23T09:${minute}:00Z`,
    });
    const asked = (id: string, minute: string, more: Partial<QuestionView> = {}): QuestionView => ({
      ...question(id),
      asked_at: `2026-11-23T09:${minute}:00Z`,
      ...more,
    });
    const names = (approved: QuestionView[], hands: ReturnType<typeof hand>[]) =>
      lined(approved, hands).map((one) =>
        'hand' in one ? one.hand.participant : `${one.question.id}${String(one.place)}`,
      );
    const queue = [asked('pinned', '30', { pinned: true }), asked('voted', '20'), asked('late', '40')];
    expect(names(queue, [hand('anna', '10'), hand('bea', '35'), hand('cleo', '50')])).toEqual([
      'pinned0',
      'anna',
      'voted1',
      'bea',
      'late2',
      'cleo',
    ]);
    const next = asked('next', '30', { next_since: '2026-11-23T09:45:00Z' });
    expect(names([next], [hand('anna', '10')])).toEqual(['next0', 'anna']);
    expect(names([], [])).toEqual([]);
  });

  it('move one place, and not past the ends', () => {
    const queue = [question('a'), question('b'), question('c')];
    expect(placeAfter(queue, 'b', 'up')).toEqual({ before: 'a' });
    expect(placeAfter(queue, 'a', 'down')).toEqual({ before: 'c' });
    expect(placeAfter(queue, 'b', 'down')).toBe('behind_all');
    expect(placeAfter(queue, 'a', 'up')).toBe('stay');
    expect(placeAfter(queue, 'c', 'down')).toBe('stay');
    expect(placeAfter(queue, 'gone', 'up')).toBe('stay');
  });
});

describe('steps of the show', () => {
  it('are the host’s alone', () => {
    expect(stepsOf('moderator', 'live')).toEqual([]);
    expect(stepsOf('host', 'live')).toEqual(['paused', 'ended']);
  });

  it('end with the end, and after it there is none', () => {
    for (const phase of ['planned', 'doors_open', 'live', 'paused'] as const) {
      expect(stepsOf('host', phase).at(-1)).toBe('ended');
    }
    expect(stepsOf('host', 'ended')).toEqual([]);
  });
});
