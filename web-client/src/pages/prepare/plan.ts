/** A new show in plain values: an empty one, a copy of another, and the wish the form stands for. Pure. */
import type { Interlock, OfficeShow, ShowPlan } from '../../wire/office';

/** What the form holds. */
export interface Draft {
  readonly id: string;
  /** Tags as they were typed. */
  readonly languages: string;
  readonly titles: Readonly<Record<string, string>>;
  readonly texts: Readonly<Record<string, string>>;
  readonly startsAt: number | undefined;
  readonly endsAt: number | undefined;
  readonly zones: string;
  readonly open: boolean;
  readonly booths: readonly DraftBooth[];
  readonly interlock: Interlock;
  /** Whose rules and run sheet it takes over. */
  readonly like: OfficeShow | undefined;
}

/** A booth of the form. */
export interface DraftBooth {
  readonly languages: string;
  readonly seats: number;
  readonly works: 'by_turns' | 'by_direction';
  readonly sign: boolean;
}

/** Nothing but what most shows have. */
export const EMPTY: Draft = {
  id: '',
  languages: 'de, zh, en',
  titles: {},
  texts: {},
  startsAt: undefined,
  endsAt: undefined,
  zones: 'Europe/Berlin, Asia/Shanghai',
  open: false,
  booths: [{ languages: 'de, zh', seats: 2, works: 'by_turns', sign: false }],
  interlock: 'refused',
  like: undefined,
};

/** A copy of another show: everything but its address and its day. */
export function copyOf(show: OfficeShow): Draft {
  return {
    id: '',
    languages: show.languages.join(', '),
    titles: bySubtag(show.title),
    texts: bySubtag(show.text),
    startsAt: undefined,
    endsAt: undefined,
    zones: show.zones.join(', '),
    open: show.public,
    booths: show.booths.map(({ languages, seats, works, sign }) => ({
      languages: languages.join(', '),
      seats,
      works,
      sign,
    })),
    interlock: show.policy.interlock,
    like: show,
  };
}

/** The tags in what was typed. */
export function tagsIn(text: string): string[] {
  const tags = text.toLowerCase().split(/[\s,;]+/);
  return [...new Set(tags.map((tag) => tag.split('-')[0] ?? ''))].filter((tag) => /^[a-z]{2,3}$/.test(tag));
}

/** What keeps the draft from being sent. */
export type Missing = 'languages' | 'title' | 'end' | 'booth';

/** The first thing that is missing or does not fit. */
export function missingIn(draft: Draft): Missing | undefined {
  const languages = tagsIn(draft.languages);
  if (!languages.length) return 'languages';
  if (!languages.some((tag) => draft.titles[tag]?.trim())) return 'title';
  const { startsAt, endsAt } = draft;
  if (endsAt !== undefined && (startsAt === undefined || endsAt <= startsAt)) return 'end';
  const fits = ({ languages: own }: DraftBooth): boolean =>
    tagsIn(own).length > 1 && tagsIn(own).every((tag) => languages.includes(tag));
  return draft.booths.every(fits) ? undefined : 'booth';
}

/** The wish that the draft stands for. */
export function planOf(draft: Draft): ShowPlan {
  const languages = tagsIn(draft.languages);
  const { like, startsAt, endsAt } = draft;
  const taken = new Set<string>();
  return {
    ...(draft.id.trim() ? { id: draft.id.trim() } : {}),
    title: written(draft.titles, languages),
    text: written(draft.texts, languages),
    languages,
    booths: draft.booths.map(({ languages: own, seats, works, sign }) => {
      const tags = tagsIn(own);
      return { id: unused(tags.join('-'), taken), languages: tags, seats, works, sign };
    }),
    ...(startsAt === undefined ? {} : { starts_at: new Date(startsAt).toISOString() }),
    ...(endsAt === undefined ? {} : { ends_at: new Date(endsAt).toISOString() }),
    zones: draft.zones.split(/[\s,;]+/).filter(Boolean),
    public: draft.open,
    policy: { ...like?.policy, interlock: draft.interlock },
    run_sheet: like?.programme ?? [],
  };
}

/** The catalogues know Chinese by its script; every other language by its tag. */
function written(
  texts: Readonly<Record<string, string>>,
  languages: readonly string[],
): Record<string, string> {
  const filled = languages.filter((tag) => texts[tag]?.trim());
  return Object.fromEntries(filled.map((tag) => [tag === 'zh' ? 'zh-Hans' : tag, texts[tag]?.trim() ?? '']));
}

function bySubtag(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([tag, text]) => [tag.split('-')[0] ?? tag, text]));
}

function unused(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name}-${String(number)}`;
  taken.add(free);
  return free;
}
