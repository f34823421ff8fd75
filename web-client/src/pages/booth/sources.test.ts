import { describe, expect, it } from 'vitest';

import { sampleChannel, sampleFloor } from '../../model/samples';
import { nextSource, sourcesOf, timesOf } from './sources';

const de = sampleChannel({ language: 'de', state: 'floor' });
const en = sampleChannel({ language: 'en', decalage_ms: 3_100 });
const fr = sampleChannel({ language: 'fr', via: 'en', decalage_ms: 6_400 });
const channels = [de, en, fr, sampleChannel({ state: 'fallback' })];
const floor = sampleFloor('zh');

describe('incoming sources', () => {
  it('are the floor and the channels of others, each with its marks', () => {
    const sources = sourcesOf(floor, channels, ['de', 'zh'], { channel: 'en', times: 1, chosen: false });
    expect(sources.map(({ source, times, decalageMs, heard }) => [source, times, decalageMs, heard])).toEqual(
      [
        ['floor', 0, undefined, false],
        ['en', 1, 3_100, true],
        ['fr', 2, 6_400, false],
      ],
    );
  });

  it('count every language that a channel goes by, and do not run in circles', () => {
    expect(timesOf(en, channels)).toBe(1);
    expect(timesOf(fr, channels)).toBe(2);
    const round = [sampleChannel({ language: 'a', via: 'b' }), sampleChannel({ language: 'b', via: 'a' })];
    expect(timesOf(round[0] ?? en, round)).toBe(2);
  });

  it('follow each other on the key, and end where the rules decide', () => {
    const sources = sourcesOf(floor, channels, ['de', 'zh'], undefined);
    expect(nextSource(sources, { times: 0, chosen: false })).toBe('floor');
    expect(nextSource(sources, { times: 0, chosen: true })).toBe('en');
    expect(nextSource(sources, { channel: 'en', times: 1, chosen: true })).toBe('fr');
    expect(nextSource(sources, { channel: 'fr', times: 2, chosen: true })).toBe('auto');
  });
});
