/** Made-up views of one show, from which every picture is varied. Names and words are what people would really write. */
import type { QuestionView } from '../../src/protocol';
import type { AttendView } from '../../src/pages/attend/view';
import type { EnteringView } from '../../src/pages/entering/view';
import type { LobbyView } from '../../src/pages/lobby/view';
import type {
  HeadView,
  HearingView,
  PersonShown,
  QuestionsView,
  SourcesView,
  StageShown,
  Trouble,
  TroublesView,
} from '../../src/pages/parts/view';
import type { StagePageView } from '../../src/pages/stage/view';
import { portrait, slide } from './canvas';
import { agenda, consent, programme } from './hall';

const nothing = (): void => undefined;
const NOW = Date.parse('2026-11-23T09:24:00Z');
const TITLE = {
  de: 'Roadshow Antriebstechnik Baden-Württemberg – Suzhou',
  zh: '巴登-符腾堡—苏州 驱动技术路演',
  en: 'Drive Technology Roadshow Baden-Württemberg – Suzhou',
};
const ZONES = ['Europe/Berlin', 'Asia/Shanghai'];

export const head: HeadView = {
  title: TITLE,
  phase: 'live',
  practice: false,
  banner: undefined,
  zones: ZONES,
  now: NOW,
  connection: 'open',
  present: 214,
};

export const people = {
  anna: person('anna', 'Anna Schreiber', 'de'),
  li: person('li', '李文 Li Wen', 'zh'),
  hartmann: person('hartmann', 'Dr. Maximilian Hartmann-Großkreutz', 'de'),
};

export const stage: StageShown = {
  state: 'picture',
  main: { participant: 'anna', name: people.anna.name, screen: true, stream: undefined },
  inset: { participant: 'anna', name: people.anna.name, screen: false, stream: undefined },
  names: [people.anna.name],
  dim: false,
  sign: undefined,
  swap: nothing,
};

/** The stage with painted pictures; made only where it is shown. */
export function painted(changes: Partial<StageShown> = {}): StageShown {
  return {
    ...stage,
    main: { participant: 'anna', name: people.anna.name, screen: true, stream: slide() },
    inset: { participant: 'anna', name: people.anna.name, screen: false, stream: portrait(190) },
    ...changes,
  };
}

export const hearing: HearingView = {
  choices: ['de', 'zh', 'en', 'original'],
  chosen: 'zh',
  manner: 'interpreted',
  via: undefined,
  floor: 'de',
  consecutive: false,
  down: [],
  volume: 80,
  underneath: true,
  underneathLevel: 20,
  choose: nothing,
  setVolume: nothing,
  setUnderneath: nothing,
  setUnderneathLevel: nothing,
};

export const asked = {
  onAir: question(
    'q1',
    'on_air',
    12,
    'zh',
    '请问贵公司的48伏驱动系统在零下20摄氏度时的续航表现如何？有没有第三方检测报告？',
    '王芳',
  ),
  first: question(
    'q2',
    'approved',
    7,
    'de',
    'Welche Lieferzeiten können Sie für eine Erstbemusterung in Suzhou zusagen?',
    'Katharina Brandstetter',
  ),
  second: question('q3', 'approved', 3, 'zh', '你们在中国有售后服务网络吗？', undefined),
  third: question('q4', 'approved', 1, 'en', 'Is the controller compatible with CAN FD?', 'James O’Connor'),
  own: { ...question('q5', 'asked', 0, 'zh', '能否介绍一下本地化生产的计划？', '陈晓'), own: true },
  declined: {
    ...question('q6', 'dismissed', 0, 'zh', '价格是多少？', '陈晓'),
    own: true,
    reason: 'Bitte im persönlichen Gespräch klären.',
  },
  answered: {
    ...question(
      'q7',
      'answered',
      9,
      'de',
      'Gibt es eine Förderung für gemeinsame Entwicklungsprojekte?',
      'Peter Öztürk',
    ),
    answer: 'Ja, das Programm läuft bis Ende 2027. Unterlagen schickt die Handelskammer auf Anfrage.',
  },
};

/** Nothing is on its way as a file. */
export const files = { fetching: false, failed: false, fetch: nothing };

const at = '2026-11-23T09:12:00Z';

/** Every state that a question across languages can be in. */
export const across = {
  corrected: {
    ...asked.onAir,
    translations: [
      {
        part: 'question',
        language: 'de',
        status: 'done',
        text: 'Welche Reichweite hat Ihr 48-Volt-Antrieb bei −20 °C, und gibt es unabhängige Prüfberichte?',
        by: 'Sabine Vogel',
        at,
      },
      { part: 'question', language: 'en', status: 'done', text: 'What range at −20 °C?', at },
    ],
    also: ['陈晓', 'James O’Connor'],
    askers: 3,
    concerns: { type: 'pitch', title: '48-Volt-Antriebe für Nutzfahrzeuge' },
  },
  machine: {
    ...asked.second,
    translations: [
      { part: 'question', language: 'de', status: 'done', text: 'Haben Sie in China ein Servicenetz?', at },
    ],
    next_since: at,
    pinned: true,
    labels: ['Service', '售后'],
    concerns: { type: 'speaker', participant: 'anna', name: 'Anna Schreiber' },
  },
  pending: {
    ...asked.third,
    translations: [
      { part: 'question', language: 'de', status: 'pending' },
      { part: 'question', language: 'zh', status: 'pending' },
    ],
    next_since: at,
    on_air_at: at,
  },
  failed: {
    ...asked.own,
    own: false,
    translations: [
      { part: 'question', language: 'de', status: 'none', fault: 'late' },
      { part: 'question', language: 'en', status: 'none', fault: 'failed' },
    ],
  },
  merged: { ...asked.own, id: 'q9', state: 'dismissed', merged_into: 'q1' },
  answered: {
    ...asked.answered,
    answer_language: 'de',
    translations: [
      { part: 'question', language: 'zh', status: 'done', text: '联合开发项目有资助吗？', by: '赵敏', at },
      { part: 'answer', language: 'zh', status: 'done', text: '有，该计划到2027年底。', at },
    ],
  },
} satisfies Record<string, QuestionView>;

export const questions: QuestionsView = {
  onAir: asked.onAir,
  waiting: [{ ...asked.first, voted: true }, asked.second, asked.third],
  answered: [asked.answered],
  own: [asked.own],
  languages: ['zh', 'de', 'en'],
  mayAsk: true,
  mayBeAnonymous: true,
  draft: {
    text: '',
    language: 'zh',
    anonymous: false,
    sending: false,
    refused: undefined,
    setText: nothing,
    setLanguage: nothing,
    setAnonymous: nothing,
    send: nothing,
  },
  vote: nothing,
};

export function troubles(...list: Trouble[]): TroublesView {
  return { list, retry: nothing };
}

export const sources: SourcesView = {
  microphone: true,
  camera: true,
  screen: false,
  mayShare: true,
  level: -22,
  preview: undefined,
  test: false,
  toggleMicrophone: nothing,
  toggleCamera: nothing,
  toggleScreen: nothing,
};

export const attend: AttendView = {
  head,
  stage,
  programme,
  hearing,
  questions,
  troubles: troubles(),
  saver: { pictures: 'full', choose: nothing },
  hand: false,
  consent,
  asksConsent: false,
  spoken: undefined,
  sources: undefined,
  refused: undefined,
  raiseHand: nothing,
  leave: nothing,
};

export const stagePage: StagePageView = {
  head,
  place: 'stage',
  name: people.anna.name,
  sources,
  stage,
  backstage: [people.li, people.hartmann],
  hearing: { ...hearing, chosen: 'de', manner: 'original', choices: ['de', 'zh', 'en', 'original'] },
  troubles: troubles(),
  onAir: asked.onAir,
  next: asked.first,
  lamps: [],
  agenda,
  cue: undefined,
  lost: [],
  mayTakeOver: false,
  spoken: { language: 'de', choices: ['de', 'zh', 'en'], choose: nothing },
  consent,
  briefing: undefined,
  refused: undefined,
  takeOver: nothing,
  leave: nothing,
};

export const entering: EnteringView = {
  title: TITLE,
  practice: false,
  role: 'attendee',
  booth: [],
  name: '陈晓',
  mayRename: true,
  languages: ['de', 'zh', 'en', 'original'],
  language: 'zh',
  connection: 'open',
  chime: false,
  check: undefined,
  headphones: undefined,
  consent: undefined,
  network: 'udp',
  troubles: troubles(),
  mayEnter: true,
  refused: undefined,
  setName: nothing,
  chooseLanguage: nothing,
  playChime: nothing,
  enter: nothing,
};

export const check: NonNullable<EnteringView['check']> = {
  state: 'running',
  wantsCamera: true,
  sources,
  outputs: [
    { id: 'd', label: 'Headset Earphone (Jabra Evolve2 65)' },
    { id: 'e', label: 'Built-in speakers' },
  ],
  output: 'd',
  microphones: [
    { id: 'a', label: 'Headset Microphone (Jabra Evolve2 65)' },
    { id: 'b', label: 'Built-in microphone' },
  ],
  cameras: [{ id: 'c', label: 'Logitech BRIO 4K Stream Edition' }],
  microphone: 'a',
  camera: 'c',
  score: 'good',
  sound: {
    step: 'done',
    progress: 1,
    score: {
      score: 85,
      verdict: 'good',
      flaws: ['noisy'],
      bandHz: 14_000,
      levelLufs: -29.4,
      noiseDb: -58.2,
      clipping: false,
      trimDb: 6.4,
    },
    leak: { leakDb: -61.5, passed: true, unsure: false },
    examine: () => Promise.resolve(),
  },
  mayTest: true,
  test: false,
  start: nothing,
  chooseMicrophone: nothing,
  chooseCamera: nothing,
  chooseOutput: nothing,
  setTest: nothing,
};

export const lobby: LobbyView = {
  state: 'ready',
  shows: [
    {
      id: 'demo',
      title: TITLE,
      text: {
        de: 'Acht Pitches in zwei Stunden.',
        zh: '两小时八场路演。',
        en: 'Eight pitches in two hours.',
      },
      languages: ['de', 'zh', 'en'],
      phase: 'live',
      startsAt: NOW,
      zones: ZONES,
    },
    {
      id: 'med',
      text: {},
      title: {
        de: 'Medizintechnik trifft Shenzhen',
        zh: '医疗技术对接会：深圳专场',
        en: 'Medical Technology meets Shenzhen',
      },
      languages: ['de', 'zh'],
      phase: 'planned',
      startsAt: Date.parse('2026-12-03T08:00:00Z'),
      zones: ZONES,
    },
  ],
  reload: nothing,
};

function person(id: string, name: string, language: string): PersonShown {
  return {
    participant: id,
    name,
    role: 'speaker',
    language,
    microphone: id === 'anna',
    camera: true,
    screen: false,
    muted: false,
    connected: true,
    you: false,
    stream: undefined,
  };
}

function question(
  id: string,
  state: QuestionView['state'],
  votes: number,
  language: string,
  text: string,
  asker: string | undefined,
): QuestionView {
  return {
    id,
    text,
    language,
    state,
    votes,
    own: false,
    asked_at: '2026-11-23T09:10:00Z',
    translations: [],
    labels: [],
    pinned: false,
    also: [],
    askers: 1,
    ...(asker === undefined ? {} : { asker }),
  };
}
