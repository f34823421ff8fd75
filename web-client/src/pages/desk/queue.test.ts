import { describe, expect, it } from 'vitest';

import type { QuestionView } from '../../protocol';
import { placeAfter, sorted, stepsOf } from './queue';

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
