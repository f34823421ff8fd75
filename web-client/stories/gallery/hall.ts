/** Made-up views of what speakers, listeners and booths share: run sheet, consents, briefing room, the booth's papers. */
import type { PanelView } from '../../src/pages/booth/panel/view';
import type {
  AgendaView,
  BriefingShown,
  ConsentShown,
  PersonShown,
  ProgrammeShown,
  SignShown,
} from '../../src/pages/parts/view';
import type { ProgrammeItem, QuestionView, RunSheetItem } from '../../src/protocol';
import { portrait } from './canvas';

const nothing = (): void => undefined;
const NOW = Date.parse('2026-11-23T09:24:00Z');
const MINUTE = 60_000;

const ITEMS: readonly RunSheetItem[] = [
  {
    kind: 'talk',
    title: 'Begrüßung',
    titles: { zh: '欢迎致辞' },
    speaker: 'Jonas Keller',
    language: 'de',
    minutes: 5,
    notes: '',
  },
  {
    kind: 'pitch',
    titles: { zh: '商用车48伏驱动系统' },
    title: '48-Volt-Antriebe für Nutzfahrzeuge',
    speaker: 'Anna Schreiber',
    language: 'de',
    minutes: 12,
    notes: '48 V, 25 kW, Wirkungsgrad 96,4 %\nvolabo = Eigenname, nicht übersetzen',
  },
  {
    kind: 'break',
    title: 'Film: 苏州工业园区',
    titles: { de: 'Pause mit Film: Suzhou Industrial Park' },
    speaker: '',
    minutes: 3,
    notes: '旁白：苏州工业园区成立于1994年……',
  },
  {
    kind: 'pitch',
    title: '协作机器人与柔性制造',
    titles: { de: 'Kollaborative Robotik' },
    speaker: '李文 Li Wen',
    language: 'zh',
    minutes: 12,
    notes: '',
  },
  {
    kind: 'questions',
    titles: { zh: '观众提问' },
    title: 'Fragen aus dem Publikum',
    speaker: 'Dr. Maximilian Hartmann-Großkreutz',
    language: 'de',
    minutes: 15,
    notes: '',
  },
];

export const agenda: AgendaView = {
  items: ITEMS,
  current: 1,
  left: 3 * MINUTE + 10_000,
  coming: ITEMS.slice(2).map((item, ahead) => ({
    place: ahead + 2,
    item,
    at: NOW + (3 + ahead * 6) * MINUTE,
  })),
  own: undefined,
  nextSpeaker: { place: 3, item: ITEMS[3] ?? sleeping(), at: NOW + 6 * MINUTE },
  zones: ['Europe/Berlin', 'Asia/Shanghai'],
};

export const noAgenda: AgendaView = {
  ...agenda,
  items: [],
  current: undefined,
  left: undefined,
  coming: [],
  nextSpeaker: undefined,
};

/** What everybody reads of it. */
export const READ: readonly ProgrammeItem[] = ITEMS.map(
  ({ kind = 'talk', title, titles = {}, speaker, language, minutes }) => ({
    kind,
    title,
    titles,
    speaker,
    minutes,
    ...(language === undefined ? {} : { language }),
  }),
);

export const programme: ProgrammeShown = { now: READ[1], next: READ[2], holding: undefined, lost: [] };

/** Before the show, or in its break. */
export function holding(pause: boolean): ProgrammeShown {
  const items = pause ? READ.slice(3) : READ;
  return {
    ...programme,
    holding: {
      pause,
      title: { de: 'Roadshow', zh: '路演', en: 'Roadshow' },
      startsAt: NOW + 6 * MINUTE,
      zones: agenda.zones,
      coming: items.map((item, place) => ({ place, item, at: NOW + (6 + place * 12) * MINUTE })),
    },
  };
}

export const consent: ConsentShown = {
  given: { recording: true, publishing: true, live_processing: true, machine_use: false },
  at: NOW - 40 * MINUTE,
  set: nothing,
  setAll: nothing,
};

export const notAsked: ConsentShown = {
  ...consent,
  given: { recording: false, publishing: false, live_processing: false, machine_use: false },
  at: undefined,
};

/** The briefing room with these people in it. */
export function briefing(people: readonly PersonShown[]): BriefingShown {
  return { joined: people.some((one) => one.you), people, talking: true, join: nothing, talk: nothing };
}

/** Somebody signs. */
export function signing(changes: Partial<SignShown> = {}): SignShown {
  return {
    name: 'Katharina Brandstetter',
    stream: portrait(300),
    large: false,
    pinned: false,
    hidden: false,
    enlarge: nothing,
    pin: nothing,
    hide: nothing,
    ...changes,
  };
}

/** The right-hand side of the console. */
export function panel(next: QuestionView | undefined, changes: Partial<PanelView> = {}): PanelView {
  return {
    agenda,
    due: [
      { paper: 'deck', due_at: '2026-11-20T17:00:00Z', over: true, missing: ['李文 Li Wen'] },
      { paper: 'glossary', due_at: '2026-12-01T17:00:00Z', over: false, missing: [] },
    ],
    onAir: undefined,
    next,
    tab: 'agenda',
    glossary: {
      languages: ['de', 'zh'],
      typed: 'an',
      found: [
        { place: 3, cells: ['Antriebsstrang', '动力总成'] },
        { place: 0, cells: ['Drehstrom-Asynchronmaschine', '三相异步电机'] },
        { place: 7, cells: ['Leistungshalbleiter', '功率半导体'] },
      ],
      size: 128,
      imported: { added: 126, read: 128 },
      type: nothing,
      add: () => true,
      remove: nothing,
      take: nothing,
    },
    notes: {
      text: 'Herr Li: bitte „Li Wen“ sprechen\n零下20度 = −20 °C\nPause um 11:05',
      state: 'writing',
      foreign: { name: '赵敏 Zhao Min' },
      write: nothing,
      retry: nothing,
    },
    pad: { own: '', theirs: { name: '赵敏 Zhao Min', digits: '1 250 000' }, type: nothing },
    chat: {
      lines: [
        line(1, '赵敏 Zhao Min', '我先做前十五分钟？', false),
        line(2, 'Sabine Vogel', 'Ja, gern. Danach übernehme ich bis zur Pause.', true),
      ],
      draft: '',
      unread: 2,
      type: nothing,
      send: nothing,
    },
    call: {
      calling: undefined,
      called: undefined,
      text: '',
      talking: false,
      type: nothing,
      light: nothing,
      answer: nothing,
      talk: nothing,
    },
    consent,
    translating: { languages: ['de', 'zh', 'en'], translate: nothing, askMachine: nothing },
    briefing: undefined,
    open: nothing,
    ...changes,
  };
}

/** A call light of the booth or of the desk. */
export function lit(fromDesk: boolean): NonNullable<PanelView['call']['called']> {
  return {
    participant: 'x',
    name: 'Jonas Keller',
    from_desk: fromDesk,
    text: fromDesk ? 'Nach der Frage kommt der Film.' : 'Der Ton von Frau Schreiber ist zu leise.',
    since: '2026-11-23T09:23:00Z',
    talking: fromDesk,
  };
}

function line(number: number, name: string, text: string, own: boolean) {
  return { number, participant: name, name, text, own, at: '2026-11-23T09:21:00Z' };
}

function sleeping(): RunSheetItem {
  return { title: '', speaker: '', minutes: 0, notes: '' };
}
