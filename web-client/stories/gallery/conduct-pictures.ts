/** The states of conducting a show, by the name of their picture: cue, own part, crash, practice, announcement, programme. */
import type { mount } from 'svelte';

import Attend from '../../src/pages/attend/Page.svelte';
import type { AttendView } from '../../src/pages/attend/view';
import Desk from '../../src/pages/desk/Page.svelte';
import type { DeskView } from '../../src/pages/desk/view';
import StagePage from '../../src/pages/stage/Page.svelte';
import type { StagePageView } from '../../src/pages/stage/view';
import { portrait } from './canvas';
import { conduct, desk, planned } from './desk';
import { attend, head, painted, people, sources, stage, stagePage } from './fixtures';
import { agenda, holding, programme } from './hall';

type Show = (target: HTMLElement, put: typeof mount) => void;

const MINUTE = 60_000;
const BANNER = {
  de: 'Wegen eines Tonproblems geht es erst in fünf Minuten weiter. Bitte bleiben Sie da.',
  zh: '因音频故障，活动将在五分钟后继续，请稍候。',
  en: 'A problem with the sound: we go on in five minutes. Please stay.',
};
const LOST = [{ participant: 'anna', name: people.anna.name, until: head.now + 47_000 }];

/** Draws by name. */
export const CONDUCT_PICTURES: Record<string, Show> = {
  'attend-holding': listening({
    head: { ...head, phase: 'doors_open' },
    stage: { ...stage, state: 'empty', names: [] },
    programme: holding(false),
  }),
  'attend-holding-break': listening({
    head: { ...head, phase: 'paused', banner: BANNER },
    stage: { ...stage, state: 'break' },
    programme: holding(true),
  }),
  'attend-coming-back': listening({
    stage: painted({ dim: false }),
    head: { ...head, banner: BANNER },
    programme: { ...programme, lost: LOST },
  }),
  'stage-own-part': waiting({ agenda: { ...agenda, own: agenda.nextSpeaker } }),
  'stage-next': waiting({ cue: 'next', agenda: { ...agenda, own: agenda.nextSpeaker } }),
  'stage-called': waiting({ cue: 'called', agenda: { ...agenda, own: agenda.nextSpeaker } }),
  'stage-take-over': waiting({ lost: LOST, mayTakeOver: true }),
  'stage-practice': waiting({ head: { ...head, phase: 'planned', practice: true } }),
  'desk-practice': host({
    ...planned,
    head: { ...head, phase: 'planned', practice: true },
    briefing: undefined,
    sheet: { ...desk.sheet, sheet: { items: desk.sheet.sheet.items }, clock: undefined },
    conduct: { ...conduct, mayPractise: true, practice: true },
  }),
  'desk-lost': host({
    head: { ...head, banner: BANNER },
    conduct: { ...conduct, banner: BANNER, lost: LOST },
    onStage: [{ ...people.anna, connected: false }],
  }),
  'desk-late': host({
    sheet: {
      ...desk.sheet,
      clock: {
        elapsedMs: 18 * MINUTE,
        leftMs: -3 * MINUTE,
        driftMinutes: 7,
        endsAt: head.now + 48 * MINUTE,
      },
    },
  }),
};

function listening(changes: Partial<AttendView>): Show {
  return (target, put) =>
    put(Attend, { target, props: { page: { ...attend, stage: painted(), ...changes } } });
}

function waiting(changes: Partial<StagePageView>): Show {
  const page: StagePageView = {
    ...stagePage,
    place: 'backstage',
    onAir: undefined,
    sources: { ...sources, preview: portrait(190) },
    ...changes,
  };
  return (target, put) =>
    put(StagePage, { target, props: { page: { ...page, stage: painted({ inset: undefined }) } } });
}

function host(changes: Partial<DeskView>): Show {
  return (target, put) => put(Desk, { target, props: { page: { ...desk, stage: painted(), ...changes } } });
}
