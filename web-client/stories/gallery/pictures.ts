/** Every page in every state that is drawn, by the name of its picture. */
import type { Component, mount } from 'svelte';

import { browserClock } from '../../src/lib/clock';
import Attend from '../../src/pages/attend/Page.svelte';
import Desk from '../../src/pages/desk/Page.svelte';
import { lined } from '../../src/pages/desk/queue';
import Entering from '../../src/pages/entering/Page.svelte';
import Lobby from '../../src/pages/lobby/Page.svelte';
import EndScreen from '../../src/pages/parts/EndScreen.svelte';
import type { Ending } from '../../src/pages/parts/refusal';
import StagePage from '../../src/pages/stage/Page.svelte';
import { BOOTHS } from './booths';
import { portrait, slide } from './canvas';
import { CONDUCT_PICTURES } from './conduct-pictures';
import { alarmed, desk, inviting, planned } from './desk';
import * as made from './fixtures';
import { READ } from './hall';
import { HALL_PICTURES } from './hall-pictures';
import { PREPARE_PICTURES } from './prepare-pictures';

/** The queue of the desk, across languages. */
const QUEUE = [made.across.machine, made.across.pending];

type Show = (target: HTMLElement, put: typeof mount) => void;

const ENDINGS: readonly Ending[] = [
  'link-incomplete',
  'ticket_invalid',
  'ticket_expired',
  'ticket_withdrawn',
  'no_such_show',
  'doors_closed',
  'show_over',
  'show_full',
  'server_full',
  'already_in',
  'replaced',
  'booth_full',
  'too_many_connections',
  'outdated',
  'left',
  'gone',
];

const { attend, entering, head, lobby, painted, people, questions, sources, stage, stagePage, troubles } =
  made;

/** Draws by name. */
export const PICTURES: Record<string, Show> = {
  ...HALL_PICTURES,
  ...PREPARE_PICTURES,

  'lobby-shows': page(Lobby, () => lobby),
  'lobby-empty': page(Lobby, () => ({ ...lobby, shows: [] })),
  'lobby-loading': page(Lobby, () => ({ ...lobby, state: 'loading' as const })),
  'lobby-failed': page(Lobby, () => ({ ...lobby, state: 'failed' as const })),

  'entering-attendee': page(Entering, () => entering),
  'entering-storage': page(Entering, () => ({ ...entering, troubles: troubles({ kind: 'storage' }) })),
  'entering-refused': page(Entering, () => ({ ...entering, name: '', mayEnter: false, refused: 'bad_name' })),
  'entering-speaker-idle': page(Entering, () => ({
    ...entering,
    ...speaker(),
    check: { ...made.check, state: 'idle' as const },
    network: 'testing' as const,
  })),
  'entering-speaker-check': page(Entering, () => ({
    ...entering,
    ...speaker(),
    check: { ...made.check, sources: { ...sources, preview: portrait(190) } },
  })),
  'entering-speaker-test': page(Entering, () => ({
    ...entering,
    ...speaker(),
    check: { ...made.check, test: true, sources: { ...sources, preview: slide() } },
    network: 'tcp' as const,
  })),
  'entering-speaker-voice-only': page(Entering, () => ({
    ...entering,
    ...speaker(),
    check: {
      ...made.check,
      cameras: [],
      camera: '',
      score: 'loud' as const,
      sources: { ...sources, level: -3 },
    },
    troubles: troubles({ kind: 'voice_only' }),
  })),
  ...Object.fromEntries(
    (['denied', 'missing', 'busy', 'failed', 'insecure'] as const).map((kind) => [
      `entering-speaker-${kind}`,
      page(Entering, () => ({
        ...entering,
        ...speaker(),
        check: { ...made.check, state: 'idle' as const },
        troubles: troubles({ kind }),
      })),
    ]),
  ),
  'entering-speaker-unreachable': page(Entering, () => ({
    ...entering,
    ...speaker(),
    check: { ...made.check, sources: { ...sources, preview: portrait(190) } },
    network: 'none' as const,
    troubles: troubles({ kind: 'unreachable', udp: 'closed', tcp: 'closed' }),
  })),
  'entering-interpreter': page(Entering, () => ({
    ...entering,
    role: 'interpreter' as const,
    name: 'Sabine Vogel',
    mayRename: false,
    booth: ['de', 'zh'],
    check: { ...made.check, wantsCamera: false, mayTest: false },
    headphones: { worn: false, set: () => undefined },
    mayEnter: false,
  })),

  'attend-live': page(Attend, () => ({ ...attend, stage: painted() })),
  'attend-questions': page(Attend, () => ({
    ...attend,
    stage: painted(),
    questions: {
      ...questions,
      onAir: made.across.corrected,
      waiting: [made.across.machine, made.across.pending],
      own: [made.across.merged],
      answered: [made.across.answered],
    },
  })),
  'attend-fallback': page(Attend, () => ({
    ...attend,
    hand: true,
    stage: painted(),
    hearing: { ...made.hearing, manner: 'fallback' as const, underneath: false },
    questions: { ...questions, own: [made.asked.declined] },
  })),
  'attend-empty': page(Attend, () => ({
    ...attend,
    head: { ...head, phase: 'doors_open' as const },
    stage: { ...stage, state: 'empty' as const, names: [] },
    hearing: { ...made.hearing, manner: 'original' as const },
    questions: { ...questions, onAir: undefined, waiting: [], answered: [], own: [] },
  })),
  'attend-break': page(Attend, () => ({
    ...attend,
    head: { ...head, phase: 'paused' as const },
    stage: { ...stage, state: 'break' as const },
  })),
  'attend-voice-only': page(Attend, () => ({ ...attend, stage: { ...stage, state: 'voice' as const } })),
  'attend-codec': page(Attend, () => ({
    ...attend,
    stage: { ...stage, state: 'codec' as const },
    troubles: troubles({ kind: 'codec', codec: 'h264' }),
  })),
  'attend-reconnecting': page(Attend, () => ({
    ...attend,
    head: { ...head, connection: 'reconnecting' as const },
    stage: painted({ dim: true }),
  })),
  'attend-autoplay': page(Attend, () => ({
    ...attend,
    stage: painted(),
    troubles: troubles({ kind: 'autoplay' }),
  })),
  'attend-unreachable': page(Attend, () => ({
    ...attend,
    stage: { ...stage, state: 'empty' as const },
    troubles: troubles({ kind: 'unreachable', udp: 'closed', tcp: 'unknown' }),
  })),
  'attend-refused': page(Attend, () => ({
    ...attend,
    stage: painted(),
    questions: {
      ...questions,
      draft: { ...questions.draft, text: '请问贵公司的样品交付周期？', refused: 'too_many_questions' },
    },
  })),
  'attend-on-stage': page(Attend, () => ({
    ...attend,
    stage: painted(),
    sources: { ...sources, camera: false, preview: undefined },
  })),

  'stage-backstage': page(StagePage, () => ({
    ...stagePage,
    place: 'backstage' as const,
    sources: { ...sources, preview: portrait(190) },
    stage: painted({
      main: { participant: 'li', name: people.li.name, screen: false, stream: portrait(20) },
      inset: undefined,
    }),
    backstage: [{ ...people.hartmann, stream: portrait(120) }],
    onAir: undefined,
  })),
  'stage-on': page(StagePage, () => ({
    ...stagePage,
    sources: { ...sources, screen: true, preview: portrait(190) },
    stage: painted(),
    backstage: [
      { ...people.li, stream: portrait(20) },
      { ...people.hartmann, stream: portrait(120) },
    ],
  })),
  'stage-alone': page(StagePage, () => ({
    ...stagePage,
    sources: { ...sources, microphone: false, camera: false },
    stage: { ...stage, state: 'voice' as const },
    backstage: [],
    onAir: undefined,
    next: undefined,
    troubles: troubles({ kind: 'voice_only' }),
  })),
  'stage-muted': page(StagePage, () => ({
    ...stagePage,
    sources: { ...sources, preview: portrait(190) },
    stage: painted(),
    troubles: troubles({ kind: 'muted' }),
  })),
  'stage-reconnecting': page(StagePage, () => ({
    ...stagePage,
    head: { ...head, connection: 'reconnecting' as const },
    sources: { ...sources, preview: portrait(190) },
    stage: painted({ dim: true }),
    troubles: troubles({ kind: 'busy' }),
  })),

  ...BOOTHS,
  ...CONDUCT_PICTURES,

  'desk-live': page(Desk, () => ({
    ...desk,
    stage: painted(),
    backstage: desk.backstage.map((one, place) => (place ? one : { ...one, stream: portrait(20) })),
  })),
  'desk-questions': page(Desk, () => ({
    ...desk,
    questions: {
      ...desk.questions,
      pending: [made.across.failed],
      onAir: made.across.corrected,
      approved: QUEUE,
      waiting: lined(QUEUE, desk.hands),
      answered: [made.across.answered],
    },
  })),
  'desk-planned': page(Desk, () => ({ ...desk, ...planned })),
  'desk-alarms': page(Desk, () => ({
    ...desk,
    ...alarmed,
    stage: painted({
      main: { participant: 'li', name: people.li.name, screen: false, stream: portrait(20) },
      inset: undefined,
    }),
  })),
  'desk-on-stage': page(Desk, () => ({
    ...desk,
    place: 'stage' as const,
    sources: { ...sources, preview: portrait(60) },
    stage: painted(),
    spotlight: 'anna',
    onStage: [
      { ...people.anna, muted: true, microphone: false },
      { ...people.li, participant: 'me', name: 'Jonas Keller', role: 'host' as const, you: true },
    ],
  })),
  'desk-moderator': page(Desk, () => ({
    ...desk,
    role: 'moderator' as const,
    steps: [],
    invite: undefined,
    stage: painted(),
    refused: 'wrong_state',
  })),

  'desk-invite': page(Desk, () => ({
    ...desk,
    stage: painted(),
    invite: inviting({ open: true, role: 'speaker', mayEncode: true, encodes: true }),
  })),
  'desk-invite-encoder': page(Desk, () => ({
    ...desk,
    stage: painted(),
    invite: inviting({
      open: true,
      role: 'interpreter',
      state: 'made',
      mayEncode: true,
      encodes: true,
      encoder: {
        server: 'https://show.example.org/whip/roadshow-2026',
        token: `eyJhbGciOiJIUzI1NiJ9.${'c2hvd3MtYXJlLWZvci1wZW9wbGU'.repeat(6)}.Zm9yLXlvdQ`,
      },
    }),
  })),

  ...Object.fromEntries(
    ENDINGS.map((ending): [string, Show] => [
      `ending-${ending}`,
      (target, put) =>
        put(EndScreen, {
          target,
          props: {
            ending,
            startsAt: Date.parse('2026-12-03T08:00:00Z'),
            programme: READ,
            zones: head.zones,
            until: ['show_full', 'server_full'].includes(ending) ? browserClock.now() + 17_000 : undefined,
            ...(ending === 'show_over' ? { files: made.files } : {}),
            onmove: () => undefined,
            onretry: () => undefined,
          },
        }),
    ]),
  ),
};

function speaker() {
  return { role: 'speaker' as const, name: 'Anna Schreiber', mayRename: false, language: 'de' };
}

function page<View>(drawing: Component<{ page: View }>, view: () => View): Show {
  return (target, put) => put(drawing, { target, props: { page: view() } });
}
