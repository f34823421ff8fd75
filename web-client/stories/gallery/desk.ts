/** Made-up views of the desk: the show of the other pictures, as host and moderator see it. */
import { sampleBooth, sampleChannel, sampleFloor, samplePerson, sampleSeat } from '../../src/model/samples';
import { cardsOf } from '../../src/pages/desk/board';
import { callsToDesk, interpretersOf, keyTarget } from '../../src/pages/desk/booths';
import { coming } from '../../src/model/run-sheet';
import type { ConductView } from '../../src/pages/desk/conduct';
import { expectedIn } from '../../src/pages/desk/expected';
import { numbersOf } from '../../src/pages/desk/numbers';
import { lined } from '../../src/pages/desk/queue';
import { readinessOf } from '../../src/pages/desk/readiness';
import { clockOf } from '../../src/pages/desk/sheet';
import type { BoardView, BoothsView, DeskView, InviteView, SheetView } from '../../src/pages/desk/view';
import type { BriefingShown } from '../../src/pages/parts/view';
import type {
  BoothView,
  ChannelView,
  HealthView,
  PersonView,
  SoundCheck,
  TimingView,
} from '../../src/protocol';
import { asked, files, head, hearing, people, stage, troubles } from './fixtures';
import { consent } from './hall';

const nothing = (): void => undefined;

const GOOD: SoundCheck = {
  score: 92,
  grade: 'good',
  band_hz: 16_000,
  level_lufs: -27,
  noise_db: -64,
  clipping: false,
  trim_db: 4,
  leak_db: -58,
  echo_cancelling: true,
  headphones: true,
};
const AGREED = {
  recording: true,
  publishing: true,
  live_processing: true,
  machine_use: false,
  at: '2026-11-23T08:41:00Z',
};

const KNOWN: PersonView[] = [
  samplePerson({
    participant: 'anna',
    name: people.anna.name,
    consent: AGREED,
    fitness: { fit: true, leaking: false, check: GOOD },
  }),
  samplePerson({
    participant: 'li',
    name: people.li.name,
    step: 'backstage',
    cue: 'called',
    checked: { score: 84, network: 'narrow', camera: true, at: '2026-11-23T08:57:00Z' },
  }),
  samplePerson({
    participant: 'hartmann',
    name: people.hartmann.name,
    step: 'checked',
    fitness: {
      fit: false,
      leaking: true,
      check: { ...GOOD, grade: 'poor', clipping: true, leak_db: -21, echo_cancelling: false },
    },
  }),
  samplePerson({
    participant: 'i1',
    name: 'Sabine Vogel',
    role: 'interpreter',
    consent: AGREED,
    fitness: { fit: true, leaking: false, check: GOOD },
  }),
  samplePerson({
    participant: 'i2',
    name: '赵敏 Zhao Min',
    role: 'interpreter',
    fitness: { fit: false, leaking: false, check: { ...GOOD, headphones: false } },
  }),
  samplePerson({ participant: 'i3', name: 'Élodie Marchand', role: 'interpreter' }),
];
const TIMINGS: TimingView[] = [
  { participant: 'anna', delay_ms: 62, skew_ms: 18 },
  { participant: 'li', delay_ms: 184, skew_ms: 207 },
  { participant: 'i1', delay_ms: 41 },
];

const germanChinese = sampleBooth({
  listeners: 96,
  seats: [
    sampleSeat({ participant: 'i1', name: 'Sabine Vogel' }),
    sampleSeat({ participant: 'i2', name: '赵敏 Zhao Min', microphone: 'armed', on_air: false }),
  ],
});
const englishFrench = sampleBooth({
  booth: 'en-fr',
  languages: ['en', 'fr'],
  output: 'fr',
  seats: [
    sampleSeat({
      participant: 'i3',
      name: 'Élodie Marchand',
      output: 'fr',
      on_air: false,
      microphone: 'off',
    }),
  ],
});
const CHANNELS: ChannelView[] = [
  sampleChannel({ language: 'de', state: 'floor', listeners: 102 }),
  sampleChannel({ booth: 'de-zh', interpreter: 'Sabine Vogel', decalage_ms: 2_900, listeners: 96 }),
  sampleChannel({ language: 'en', state: 'fallback', listeners: 16 }),
];

const PRESENCE = { present: 214, listening: { de: 102, zh: 96, en: 16 } };
const HEALTH: HealthView = {
  receivers: 212,
  round_trip_ms: { p50: 30, p95: 250 },
  loss_permille: { p50: 0, p95: 15 },
  layers: { low: 6, middle: 31, top: 168, none: 4 },
  headroom_percent: 64,
};

/** The board over these channels and booths. */
export function boardOf(
  channels: readonly ChannelView[],
  booths: readonly BoothView[],
  changes: Partial<BoardView> = {},
): BoardView {
  return {
    floor: sampleFloor('de'),
    floorLevel: -24,
    floorRange: 'fit',
    microphones: [{ participant: 'anna', name: people.anna.name, language: 'de' }],
    channels: cardsOf(channels, booths, new Map([['zh', -24]]), { zh: -21 }),
    languages: ['de', 'zh', 'en'],
    setFloorLanguage: nothing,
    setLanguageOf: nothing,
    setInterlock: nothing,
    ...changes,
  };
}

/** The booths as the desk sees them. */
export function boothsOf(list: readonly BoothView[], changes: Partial<BoothsView> = {}): BoothsView {
  return {
    list,
    calls: callsToDesk(list),
    lamps: [],
    interpreters: interpretersOf(KNOWN, list),
    held: undefined,
    talkingTo: undefined,
    keyTalksTo: keyTarget(list, undefined),
    setWorks: nothing,
    assign: nothing,
    call: nothing,
    talk: nothing,
    endTalk: nothing,
    ...changes,
  };
}

/** The host invites somebody. */
export function inviting(changes: Partial<InviteView> = {}): InviteView {
  return {
    open: false,
    role: 'attendee',
    state: 'idle',
    url: '',
    mayEncode: false,
    encodes: false,
    encoder: undefined,
    begin: nothing,
    close: nothing,
    choose: nothing,
    connectBy: nothing,
    make: nothing,
    ...changes,
  };
}

const written: SheetView['sheet'] = {
  items: [
    { title: 'Begrüßung', speaker: 'Jonas Keller', language: 'de', minutes: 5, notes: '' },
    {
      kind: 'pitch',
      people: ['anna'],
      decks: ['volabo-2026'],
      title: '48-Volt-Antriebe für Nutzfahrzeuge',
      speaker: people.anna.name,
      language: 'de',
      minutes: 15,
      notes: 'volabo: ISCAD-Motor, 48 V, 300 kW. Film ab Minute 8, Text im Anhang.',
    },
    {
      kind: 'panel',
      title: '机器人关节模组',
      titles: { de: 'Gelenkmodule für Roboter' },
      speaker: `${people.li.name}, ${people.hartmann.name}, Katharina Brandstetter`,
      people: ['li', 'hartmann'],
      language: 'zh',
      minutes: 15,
      notes: '',
    },
    { kind: 'break', title: 'Pause', speaker: '', minutes: 10, notes: '' },
    { kind: 'questions', title: 'Fragen', speaker: 'Sabine Vogel', minutes: 20, notes: '' },
  ],
  current: 1,
  since: '2026-11-23T09:15:20Z',
};

const sheet: SheetView = {
  sheet: written,
  clock: clockOf(written, Date.parse('2026-11-23T09:07:00Z'), head.now),
  languages: ['de', 'zh', 'en'],
  mayUndo: false,
  possible: KNOWN.filter(({ role }) => role === 'speaker'),
  expectedIn: (place) => {
    const item = written.items[place];
    return item ? expectedIn(item, KNOWN) : [];
  },
  timeOf: (place) => coming(written, head.now).find((entry) => entry.place === place)?.at,
  step: nothing,
  place: nothing,
  goTo: nothing,
  write: nothing,
  move: nothing,
  remove: nothing,
  undo: nothing,
  take: nothing,
};

const emptySheet: SheetView = { ...sheet, sheet: { items: [] }, clock: undefined };

export const conduct: ConductView = {
  practice: false,
  mayPractise: false,
  banner: {},
  lost: [],
  calls: (participant) => participant === 'li',
  practise: nothing,
  announce: nothing,
  cue: nothing,
  takeOver: nothing,
};

/** The desk in the middle of a show. */
export const desk: DeskView = {
  head,
  role: 'host',
  place: 'hall',
  stage,
  hearing: { ...hearing, chosen: 'original', manner: 'original' },
  consent,
  troubles: troubles(),
  refused: undefined,
  sources: undefined,
  onStage: [{ ...people.anna, screen: true }],
  backstage: [people.li, { ...people.hartmann, connected: false, camera: false, microphone: false }],
  hands: [
    { participant: 'h1', name: 'Katharina Brandstetter', language: 'de', since: '2026-11-23T09:21:00Z' },
  ],
  spotlight: undefined,
  board: boardOf(CHANNELS, [germanChinese]),
  booths: boothsOf([germanChinese]),
  numbers: numbersOf(PRESENCE, ['de', 'zh', 'en'], HEALTH),
  everyone: { people: KNOWN, more: true, fetching: false, fetch: nothing },
  sheet,
  conduct,
  briefing: undefined,
  languages: ['de', 'zh', 'en'],
  questions: {
    pending: [
      { ...asked.own, own: false },
      { ...asked.third, state: 'asked' },
    ],
    onAir: asked.onAir,
    approved: [asked.first, asked.second],
    answered: [asked.answered],
    approve: nothing,
    dismiss: nothing,
    waiting: lined([asked.first, asked.second], []),
    speakers: [{ participant: 'anna', name: 'Anna Schreiber' }],
    pitches: ['48-Volt-Antriebe für Nutzfahrzeuge', '协作机器人与柔性制造'],
    translating: { languages: ['de', 'zh', 'en'], translate: nothing, askMachine: nothing },
    files,
    putOnAir: nothing,
    next: nothing,
    answer: nothing,
    move: nothing,
    mark: nothing,
    merge: nothing,
    bringUp: nothing,
  },
  phase: 'live',
  steps: ['paused', 'ended'],
  invite: inviting(),
  prepareAt: '/prepare/demo#ticket=…',
  readinessOf: (participant) => {
    const person = KNOWN.find((one) => one.participant === participant);
    return (
      person &&
      readinessOf(
        person,
        TIMINGS.find((one) => one.participant === participant),
      )
    );
  },
  bringUp: nothing,
  takeDown: nothing,
  setSpotlight: nothing,
  mute: nothing,
  step: nothing,
  goOnStage: nothing,
  leave: nothing,
};

const briefing: BriefingShown = {
  joined: true,
  people: [
    people.anna,
    { ...people.li, participant: 'i1', name: 'Sabine Vogel', role: 'interpreter' },
    { ...people.li, participant: 'me', name: 'Jonas Keller', role: 'host', you: true },
  ],
  talking: false,
  join: nothing,
  talk: nothing,
};

/** Before the doors open: nobody is there but those in the briefing room. */
export const planned: Partial<DeskView> = {
  numbers: numbersOf({ present: 3, listening: { original: 3 } }, ['de', 'zh', 'en'], undefined),
  everyone: { ...desk.everyone, more: false },
  head: { ...head, phase: 'planned', present: 3 },
  phase: 'planned',
  steps: ['doors_open', 'live', 'ended'],
  stage: { ...stage, state: 'empty', names: [] },
  onStage: [],
  backstage: [],
  hands: [],
  questions: { ...desk.questions, pending: [], onAir: undefined, approved: [], answered: [] },
  briefing,
  sheet: emptySheet,
  conduct: { ...conduct, mayPractise: true },
  board: boardOf(
    CHANNELS.map(({ language }) => sampleChannel({ language, state: 'floor', listeners: 0 })),
    [],
    { floor: sampleFloor('none'), floorLevel: undefined, floorRange: 'unknown', microphones: [] },
  ),
  booths: boothsOf([sampleBooth(), { ...englishFrench, seats: [] }], { interpreters: [] }),
};

const troubled: BoothView[] = [
  {
    ...germanChinese,
    armed: 'de',
    override: true,
    relay_for: [{ language: 'fr', booths: 1, listeners: 40 }],
    alarms: [{ alarm: 'silent', participant: 'i1' }],
    hand_over: { state: 'offered', from: 'i1', to: 'i2', until: '2026-11-23T09:24:48Z' },
    calls: [
      {
        participant: 'i2',
        name: '赵敏 Zhao Min',
        from_desk: false,
        text: 'Herr Li ist kaum zu verstehen, bitte näher ans Mikrofon.',
        since: '2026-11-23T09:23:00Z',
        talking: false,
      },
    ],
  },
  {
    ...englishFrench,
    works: 'by_direction',
    seats: [
      sampleSeat({
        participant: 'i3',
        name: 'Élodie Marchand',
        output: 'fr',
        owns: 'fr',
        covers: true,
        incoming: { channel: 'en', times: 1, chosen: false, decalage_ms: 3_100 },
      }),
    ],
    alarms: [{ alarm: 'pivot_silent', language: 'en' }],
    calls: [
      {
        participant: 'me',
        name: 'Jonas Keller',
        from_desk: true,
        text: '',
        since: '2026-11-23T09:23:30Z',
        talking: false,
      },
    ],
  },
];

/** Much is wrong at once: calls, lamps, alarms, a channel that is down, a pivot. */
export const alarmed: Partial<DeskView> = {
  board: boardOf(
    [
      sampleChannel({ booth: 'de-zh', interpreter: 'Sabine Vogel', decalage_ms: 2_900, listeners: 96 }),
      sampleChannel({ language: 'de', state: 'fallback', down: true, listeners: 102 }),
      sampleChannel({
        language: 'fr',
        booth: 'en-fr',
        interpreter: 'Élodie Marchand',
        via: 'en',
        decalage_ms: 6_000,
        interlock: 'own_booth',
        listeners: 40,
      }),
    ],
    troubled,
    {
      floor: sampleFloor('zh', { pinned: true, consecutive: true }),
      floorLevel: -9,
      floorRange: 'high',
      microphones: [
        { participant: 'li', name: people.li.name, language: 'zh' },
        { participant: 'hartmann', name: people.hartmann.name, language: 'de' },
      ],
    },
  ),
  booths: boothsOf(troubled, {
    held: 'en-fr',
    talkingTo: 'en-fr',
    lamps: [{ signal: 'slow_down', booths: ['de-zh', 'en-fr'] }],
  }),
  onStage: [people.li, people.hartmann],
  backstage: [],
  numbers: numbersOf(PRESENCE, ['de', 'zh', 'en'], {
    ...HEALTH,
    loss_permille: { p50: 5, p95: 70 },
    headroom_percent: 9,
  }),
};
