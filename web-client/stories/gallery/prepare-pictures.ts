/** The states of preparing a show, by the name of their picture; and the page on which a code is typed. */
import type { Component, mount } from 'svelte';

import Code from '../../src/pages/code/Page.svelte';
import Prepare from '../../src/pages/prepare/Page.svelte';
import type { GuestsView, PrepareView } from '../../src/pages/prepare/view';
import type { Guest, OfficeShow } from '../../src/wire/office';

type Show = (target: HTMLElement, put: typeof mount) => void;

const nothing = (): void => undefined;

const show: OfficeShow = {
  id: 'spring',
  title: {
    de: 'Frühjahrs-Roadshow Leistungselektronik',
    'zh-Hans': '春季电力电子路演',
    en: 'Spring roadshow',
  },
  text: {
    de: 'Acht Pitches in zwei Stunden, auf Deutsch und Chinesisch.',
    'zh-Hans': '两小时八场路演，中德双语。',
    en: 'Eight pitches in two hours, in German and Chinese.',
  },
  languages: ['de', 'zh', 'en'],
  booths: [{ id: 'de-zh', languages: ['de', 'zh'], seats: 2, works: 'by_turns', sign: false }],
  starts_at: '2027-03-01T09:00:00Z',
  ends_at: '2027-03-01T11:00:00Z',
  zones: ['Europe/Berlin', 'Asia/Shanghai'],
  public: true,
  phase: 'planned',
  policy: { interlock: 'refused' },
  programme: [],
};

const guest: Guest = {
  id: 'g1',
  role: 'speaker',
  name: 'Dr. Annemarie Schreiber-Hohenstein',
  language: 'de',
  booth: null,
  mail: 'annemarie.schreiber@example.org',
  organisation: 'volabo Antriebstechnik GmbH',
  code: 'ACDE3467',
  url: 'https://show.example.org/s/spring#ticket=eyJhbGciOiJIUzI1NiJ9.eyJzaG93Ijoic3ByaW5nIiwicm9sZSI6InNwZWFrZXIifQ.3Q',
  expires_at: '2027-03-02T11:00:00Z',
  mailable: true,
  mailed_at: '2026-11-20T09:12:00Z',
  mail_fault: null,
  opened: true,
  checked: true,
  ready: true,
  handed_in: ['deck'],
  late: [],
};

const people: readonly Guest[] = [
  guest,
  {
    ...guest,
    id: 'g2',
    name: '李文',
    language: 'zh',
    organisation: '深圳新能源科技有限公司',
    mail_fault: 'refused',
    checked: false,
    ready: false,
    handed_in: [],
    late: ['deck', 'names'],
  },
  {
    ...guest,
    id: 'g3',
    role: 'interpreter',
    name: 'Ines Okafor',
    booth: 'de-zh',
    organisation: '',
    ready: false,
  },
  { ...guest, id: 'g4', role: 'attendee', name: 'Jonathan Weatherby', language: 'en', code: null, url: null },
];

const guests: GuestsView = {
  show,
  people,
  due: [
    { paper: 'deck', due_at: '2026-11-20T17:00:00Z', over: true, missing: ['李文'] },
    { paper: 'names', due_at: '2026-11-20T17:00:00Z', over: true, missing: ['李文', guest.name] },
    { paper: 'glossary', due_at: '2027-02-20T17:00:00Z', over: false, missing: [] },
  ],
  busy: false,
  refused: undefined,
  shown: undefined,
  look: nothing,
  invite: () => Promise.resolve(true),
  drop: nothing,
  withdraw: nothing,
  replace: nothing,
  mail: nothing,
  handIn: nothing,
  setDue: nothing,
  reload: nothing,
};

const page: PrepareView = {
  state: 'shows',
  wrong: false,
  administrator: true,
  shows: [
    show,
    { ...show, id: 'autumn', title: { de: 'Herbst-Roadshow', en: 'Autumn roadshow' }, starts_at: null },
  ],
  plan: { open: false, busy: false, refused: undefined, begin: nothing, close: nothing, make: nothing },
  guests: undefined,
  signIn: nothing,
  signOut: nothing,
  choose: nothing,
  back: nothing,
  reload: nothing,
};

const of = (changes: Partial<GuestsView>): Show =>
  prepare({ state: 'show', guests: { ...guests, ...changes } });

/** Draws by name. */
export const PREPARE_PICTURES: Record<string, Show> = {
  'prepare-sign-in': prepare({ state: 'sign-in', wrong: true }),
  'prepare-shows': prepare({}),
  'prepare-no-shows': prepare({ shows: [] }),
  'prepare-failed': prepare({ state: 'failed' }),
  'prepare-plan': prepare({
    plan: { ...page.plan, open: true, refused: 'There is a show with this id already; choose another.' },
  }),
  'prepare-people': of({}),
  'prepare-nobody': of({ people: [], due: [] }),
  'prepare-person': of({ shown: guest }),
  'prepare-person-withdrawn': of({ shown: people[3] }),
  'prepare-import': opened(
    of({}),
    1,
    'Name;Role;Language;Mail\nEva;speaker;de;eva@example.org\nMo;boss;de;\nX;speaker;fr;',
  ),
  'prepare-add': opened(of({}), 0),
  'code-empty': put(Code, { tried: false }),
  'code-unknown': put(Code, { tried: true }),
};

function prepare(changes: Partial<PrepareView>): Show {
  return put(Prepare, { page: { ...page, ...changes } });
}

function put<P extends Record<string, unknown>>(component: Component<P>, props: P): Show {
  return (target, draw) => draw(component, { target, props });
}

/** With the dialog of one of the two buttons beside the heading, and text in its field. */
function opened(draw: Show, button: number, text?: string): Show {
  return (target, put) => {
    draw(target, put);
    requestAnimationFrame(() => {
      target.querySelectorAll<HTMLButtonElement>('.buttons button')[button]?.click();
      if (text === undefined) return;
      requestAnimationFrame(() => {
        const field = document.querySelector<HTMLTextAreaElement>('dialog textarea');
        if (!field) return;
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      });
    });
  };
}
