import { describe, expect, it } from 'vitest';

import type { Guest, OfficeShow } from '../../wire/office';

import { letterTo, mailTo, spaced } from './letter';

const show = {
  title: { de: 'Frühjahr', 'zh-Hans': '春季' },
  starts_at: '2027-03-01T09:00:00Z',
  zones: ['Europe/Berlin', 'Asia/Shanghai'],
} as unknown as OfficeShow;

const guest = {
  name: '李文',
  role: 'speaker',
  language: 'zh',
  code: 'ACDE3467',
  url: 'https://show.example.org/s/spring#ticket=x.y.z',
} as unknown as Guest;

describe('a letter', () => {
  it('is in the language of whom it is for, with link, code and both clocks', () => {
    const letter = letterTo(guest, show, 'https://show.example.org');
    expect(letter?.language).toBe('zh-Hans');
    expect(letter?.subject).toContain('春季');
    for (const part of [
      guest.url ?? '',
      'ACDE 3467',
      'https://show.example.org/j',
      '10:00',
      '17:00',
      '李文，您好',
    ])
      expect(letter?.text).toContain(part);
    expect(letterTo({ ...guest, language: 'fr' }, show, '')?.language).toBe('en');
    expect(letterTo({ ...guest, language: 'de' }, show, '')?.text).toContain('Guten Tag 李文');
  });

  it('is not written without a link', () => {
    expect(letterTo({ ...guest, url: null }, show, '')).toBeUndefined();
    expect(spaced('ACDE3467')).toBe('ACDE 3467');
  });

  it('opens in a mail program with nothing of it read as an address', () => {
    const to = mailTo('eva+x@example.org', { language: 'en', subject: 'A & B?', text: 'one\ntwo&cc=all' });
    expect(to).toBe('mailto:eva%2Bx%40example.org?subject=A%20%26%20B%3F&body=one%0D%0Atwo%26cc%3Dall');
  });
});
