/** People in plain values: from pasted rows to invitations, with what is wrong with a row. Pure; the server checks again. */
import { table } from '../../lib/table';
import type { Role } from '../../protocol';
import type { NewGuest } from '../../wire/office';

/** What is wrong with a row. */
type Flaw = 'name' | 'role' | 'language' | 'mail' | 'booth' | 'twice';

/** What pasted text became. */
export interface PastedPeople {
  readonly people: readonly NewGuest[];
  /** Rows that cannot be taken, counted from 1 as they stand in the text, and why. */
  readonly flawed: readonly { readonly row: number; readonly flaw: Flaw }[];
}

/** What of a show the rows are held against. */
export interface Ground {
  readonly languages: readonly string[];
  readonly booths: readonly string[];
  /** Addresses on the list already. */
  readonly mails: readonly string[];
}

/**
 * Rows as a spreadsheet or a CSV file has them. A first row that names its columns decides what stands where; without one
 * it is name, role, language, mail address, organisation.
 */
export function pastedPeople(text: string, ground: Ground): PastedPeople {
  const rows = table(text);
  const named = columnsOf(rows[0] ?? []);
  const columns = named ?? PLAIN;
  const people: NewGuest[] = [];
  const flawed: { row: number; flaw: Flaw }[] = [];
  const known = new Set(ground.mails.map((mail) => mail.toLowerCase()).filter(Boolean));
  for (const [place, row] of rows.entries()) {
    if (place === 0 && named) continue;
    const found = personOf(row, columns, ground, known);
    if (typeof found === 'string') flawed.push({ row: place + 1, flaw: found });
    else people.push(found);
  }
  return { people, flawed };
}

function personOf(
  row: readonly string[],
  columns: readonly (Column | undefined)[],
  ground: Ground,
  known: Set<string>,
): NewGuest | Flaw {
  const of = (column: Column): string => row[columns.indexOf(column)] ?? '';
  const name = of('name');
  if (!name || [...name].length > NAME) return 'name';
  const role = of('role') === '' ? 'attendee' : roleOf(of('role'));
  if (!role) return 'role';
  const language = of('language') === '' ? undefined : languageOf(of('language'), ground.languages);
  if (of('language') !== '' && language === undefined) return 'language';
  const booth = of('booth') || (role === 'interpreter' && ground.booths.length === 1 ? ground.booths[0] : '');
  if (role === 'interpreter' ? !ground.booths.includes(booth ?? '') : of('booth') !== '') return 'booth';
  const mail = of('mail');
  if (mail && !MAIL.test(mail)) return 'mail';
  if (mail && known.has(mail.toLowerCase())) return 'twice';
  if (mail) known.add(mail.toLowerCase());
  return {
    name,
    role,
    mail,
    organisation: of('organisation'),
    ...(language === undefined ? {} : { language }),
    ...(booth ? { booth } : {}),
  };
}

function columnsOf(row: readonly string[]): (Column | undefined)[] | undefined {
  const columns = row.map((cell) => COLUMNS.find(([, words]) => words.includes(plain(cell)))?.[0]);
  return columns.includes('name') && columns.filter(Boolean).length > 1 ? columns : undefined;
}

function roleOf(text: string): Role | undefined {
  return ROLES.find(([, words]) => words.includes(plain(text)))?.[0];
}

/** By its tag, or by its name in one of the languages of the pages. */
function languageOf(text: string, languages: readonly string[]): string | undefined {
  const written = text.toLowerCase();
  return languages.find(
    (tag) =>
      written.split('-')[0] === tag ||
      ['de', 'en', 'zh-Hans'].some(
        (reader) => new Intl.DisplayNames([reader], { type: 'language' }).of(tag)?.toLowerCase() === written,
      ),
  );
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[\s:*.-]/g, '');
}

type Column = 'name' | 'role' | 'language' | 'booth' | 'mail' | 'organisation';

const PLAIN: readonly Column[] = ['name', 'role', 'language', 'mail', 'organisation'];

const COLUMNS: readonly (readonly [Column, readonly string[]])[] = [
  ['name', ['name', 'names', '姓名', '名字', '名称']],
  ['role', ['role', 'rolle', 'funktion', '角色', '身份']],
  ['language', ['language', 'sprache', 'lang', '语言']],
  ['booth', ['booth', 'kabine', '传译间', '同传间']],
  [
    'mail',
    [
      'mail',
      'email',
      'mailaddress',
      'emailaddress',
      'mailadresse',
      'emailadresse',
      '邮箱',
      '电子邮箱',
      '邮件',
    ],
  ],
  [
    'organisation',
    ['organisation', 'organization', 'company', 'firma', 'unternehmen', '公司', '机构', '单位'],
  ],
];

const ROLES: readonly (readonly [Role, readonly string[]])[] = [
  ['host', ['host', 'leitung', 'gastgeber', 'gastgeberin', 'regie', '主办方', '导播']],
  ['moderator', ['moderator', 'moderatorin', 'moderation', '主持人', '主持']],
  [
    'speaker',
    [
      'speaker',
      'vortrag',
      'vortragende',
      'vortragender',
      'referent',
      'referentin',
      'sprecher',
      'sprecherin',
      'redner',
      'rednerin',
      '演讲人',
      '演讲者',
      '嘉宾',
      '发言人',
    ],
  ],
  ['interpreter', ['interpreter', 'dolmetschen', 'dolmetscher', 'dolmetscherin', '译员', '口译员', '同传']],
  [
    'attendee',
    [
      'attendee',
      'audience',
      'guest',
      'publikum',
      'gast',
      'zuhörer',
      'zuhörerin',
      'teilnehmer',
      'teilnehmerin',
      '观众',
      '听众',
    ],
  ],
];

const MAIL = /^[^\s@<>()[\],;:\\"]+@[^\s@<>()[\],;:\\".]+(\.[^\s@<>()[\],;:\\".]+)+$/;
const NAME = 80;
