/** The mail that brings somebody her link, in her own language whatever language the page is read in. Plain text; nothing is sent here. */
import { FluentBundle } from '@fluent/bundle';

import { bundle, negotiate } from '../../i18n/catalogues';
import type { Guest, OfficeShow } from '../../wire/office';

/** A mail to copy. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  /** The language it is written in. */
  readonly language: string;
}

/** The mail for one person; `origin` is where codes are typed. Without a link there is nothing to write. */
export function letterTo(guest: Guest, show: OfficeShow, origin: string): Letter | undefined {
  if (guest.url === null || guest.code === null) return undefined;
  const language = negotiate([guest.language ?? 'en']);
  const words = bundle(language);
  const title =
    show.title[language] ?? show.title[language.split('-')[0] ?? ''] ?? Object.values(show.title)[0] ?? '';
  const { starts_at: starts } = show;
  const when = starts === null ? '' : timesIn(language, Date.parse(starts), show.zones);
  return {
    language,
    subject: say(words, 'mail-subject', { title }),
    text: [
      say(words, 'mail-greeting', { name: guest.name }),
      say(words, `mail-as-${guest.role}`, { title }),
      ...(when ? [say(words, 'mail-when', { when })] : []),
      say(words, 'mail-link', { link: guest.url }),
      say(words, 'mail-code', { page: `${origin}/j`, code: spaced(guest.code) }),
      say(words, 'mail-personal', {}),
    ].join('\n\n'),
  };
}

/** The address that opens this mail in the reader's own mail program. */
export function mailTo(mail: string, letter: Letter): string {
  const to = encodeURIComponent(mail);
  return `mailto:${to}?subject=${encodeURIComponent(letter.subject)}&body=${encodeURIComponent(letter.text.replaceAll('\n', '\r\n'))}`;
}

/** A code in two groups, as people read it out: `ACDE 3467`. */
export function spaced(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}

function timesIn(language: string, moment: number, zones: readonly string[]): string {
  const line = (timeZone: string | undefined): string => {
    const at = { dateStyle: 'full', timeStyle: 'short', timeZone } as const;
    const place = timeZone?.split('/').at(-1)?.replaceAll('_', ' ');
    const time = new Intl.DateTimeFormat(language, at).format(moment);
    return place === undefined ? time : `${time} (${place})`;
  };
  return (zones.length ? zones : [undefined]).map(line).join('\n');
}

function say(words: FluentBundle, key: string, values: Record<string, string>): string {
  const pattern = words.getMessage(key)?.value;
  return pattern ? words.formatPattern(pattern, values) : key;
}
