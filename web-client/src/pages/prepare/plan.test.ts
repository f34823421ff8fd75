import { describe, expect, it } from 'vitest';

import type { OfficeShow } from '../../wire/office';

import { EMPTY, copyOf, missingIn, planOf, tagsIn } from './plan';

const last: OfficeShow = {
  id: 'spring',
  title: { de: 'Frühjahr', 'zh-Hans': '春季' },
  text: { de: 'Acht Pitches' },
  languages: ['de', 'zh'],
  booths: [{ id: 'de-zh', languages: ['de', 'zh'], seats: 2, works: 'by_direction', sign: false }],
  starts_at: '2027-03-01T09:00:00Z',
  ends_at: null,
  zones: ['Europe/Berlin'],
  public: true,
  phase: 'ended',
  policy: { interlock: 'own_booth', capacity: 300 },
  programme: [],
};

describe('a new show', () => {
  it('takes over everything of the last one but its address and its day', () => {
    const draft = copyOf(last);
    expect(missingIn(draft)).toBeUndefined();
    const plan = planOf({ ...draft, startsAt: Date.UTC(2027, 8, 1), endsAt: Date.UTC(2027, 8, 2) });
    expect(plan).toEqual({
      title: last.title,
      text: last.text,
      languages: ['de', 'zh'],
      booths: last.booths,
      starts_at: '2027-09-01T00:00:00.000Z',
      ends_at: '2027-09-02T00:00:00.000Z',
      zones: ['Europe/Berlin'],
      public: true,
      policy: { interlock: 'own_booth', capacity: 300 },
      run_sheet: [],
    });
  });

  it('says what is missing', () => {
    const whole = { ...EMPTY, titles: { de: 'Probe' } };
    expect(missingIn(whole)).toBeUndefined();
    expect(missingIn(EMPTY)).toBe('title');
    expect(missingIn({ ...whole, languages: ' ' })).toBe('languages');
    expect(missingIn({ ...whole, endsAt: 5 })).toBe('end');
    expect(missingIn({ ...whole, startsAt: 5, endsAt: 5 })).toBe('end');
    expect(missingIn({ ...whole, languages: 'de, en' })).toBe('booth');
  });

  it('has booths of different names and languages once each', () => {
    const booth = EMPTY.booths[0];
    const plan = planOf({ ...EMPTY, booths: booth ? [booth, booth] : [] });
    expect(plan.booths.map(({ id }) => id)).toEqual(['de-zh', 'de-zh-2']);
    expect(tagsIn('DE; zh-Hans,de  en-GB x')).toEqual(['de', 'zh', 'en']);
  });
});
