/** The states of listening, of the speaker's page and of the booth's panel, by the name of their picture. */
import type { mount } from 'svelte';

import Attend from '../../src/pages/attend/Page.svelte';
import type { AttendView } from '../../src/pages/attend/view';
import Panel from '../../src/pages/booth/panel/Panel.svelte';
import type { PanelView } from '../../src/pages/booth/panel/view';
import Entering from '../../src/pages/entering/Page.svelte';
import type { HearingView } from '../../src/pages/parts/view';
import StagePage from '../../src/pages/stage/Page.svelte';
import type { StagePageView } from '../../src/pages/stage/view';
import { portrait } from './canvas';
import {
  across,
  asked,
  attend,
  check,
  entering,
  head,
  hearing,
  painted,
  people,
  stage,
  stagePage,
} from './fixtures';
import { agenda, briefing, lit, notAsked, panel, signing } from './hall';

/** She speaks Chinese. */
const spoken = { language: 'zh', choices: ['de', 'zh', 'en'], choose: () => undefined };

type Show = (target: HTMLElement, put: typeof mount) => void;

/** Draws by name. */
export const HALL_PICTURES: Record<string, Show> = {
  'attend-relayed': listening({ manner: 'relayed', via: 'en' }),
  'attend-own-language': listening({ manner: 'original', floor: 'zh' }),
  'attend-down': listening({ manner: 'down', down: ['zh', 'en'], underneath: false }),
  'attend-down-others': listening({ down: ['en'] }),
  'attend-consecutive': listening({ manner: 'consecutive', consecutive: true }),
  'attend-no-speech': listening({ manner: 'no_speech', floor: 'none' }),
  'attend-autoplay-down': listening(
    { manner: 'down', down: ['zh'] },
    { troubles: { list: [{ kind: 'autoplay' }], retry: () => undefined } },
  ),
  'attend-sign': listening({}, () => ({ stage: painted({ sign: signing() }) })),
  'attend-sign-large': listening({}, () => ({ stage: painted({ sign: signing({ large: true }) }) })),
  'attend-sign-pinned': listening({}, () => ({ stage: painted({ sign: signing({ pinned: true }) }) })),
  'attend-sign-pinned-large': listening({}, () => ({
    stage: painted({ sign: signing({ pinned: true, large: true }) }),
  })),
  'attend-sign-hidden': listening({}, () => ({ stage: painted({ sign: signing({ hidden: true }) }) })),
  'attend-hand-asked': listening({}, { hand: true, asksConsent: true, spoken, consent: notAsked }),
  'attend-hand-given': listening({}, { hand: true, asksConsent: true, spoken }),

  'stage-questions': onStage(() => ({ onAir: across.corrected, next: across.machine })),
  'stage-lamps': onStage(() => ({ lamps: ['slow_down', 'repeat_figures'] })),
  'stage-over-time': onStage(() => ({ lamps: ['cannot_hear'], agenda: { ...agenda, left: -75_000 } })),
  'stage-briefing': onStage(() => ({
    place: 'backstage',
    head: { ...head, phase: 'planned' },
    stage: { ...stage, state: 'empty', names: [] },
    briefing: briefing([{ ...people.anna, you: true }, people.li]),
    agenda: { ...agenda, current: undefined, left: undefined },
    onAir: undefined,
    next: undefined,
  })),
  'stage-briefing-out': onStage(() => ({
    place: 'backstage',
    head: { ...head, phase: 'planned' },
    stage: { ...stage, state: 'empty', names: [] },
    briefing: briefing([]),
  })),
  'stage-down': onStage(() => ({ hearing: { ...hearing, chosen: 'de', manner: 'down', down: ['de'] } })),

  'entering-speaker-consent': (target, put) =>
    put(Entering, {
      target,
      props: {
        page: {
          ...entering,
          role: 'speaker',
          name: 'Anna Schreiber',
          mayRename: false,
          language: 'de',
          consent: notAsked,
          check: { ...check, state: 'idle' },
        },
      },
    }),

  'panel-agenda': paper(() => panel(asked.first)),
  'panel-glossary': paper(() => panel(asked.first, { tab: 'glossary' })),
  'panel-notes': paper(() => panel(asked.first, { tab: 'notes', onAir: asked.onAir })),
  'panel-chat': paper(() => ({
    ...panel(undefined, { tab: 'chat' }),
    call: { ...panel(undefined).call, calling: lit(false), called: lit(true), talking: true },
  })),
  'panel-briefing': paper(() => panel(undefined, { briefing: briefing([people.li, people.hartmann]) })),
};

function listening(
  changes: Partial<HearingView>,
  more: Partial<AttendView> | (() => Partial<AttendView>) = {},
): Show {
  return (target, put) => {
    const own = typeof more === 'function' ? more() : more;
    const page = { ...attend, stage: painted(), hearing: { ...hearing, ...changes }, ...own };
    return put(Attend, { target, props: { page } });
  };
}

function onStage(changes: () => Partial<StagePageView>): Show {
  return (target, put) => {
    const page = {
      ...stagePage,
      sources: { ...stagePage.sources, preview: portrait(190) },
      stage: painted(),
      ...changes(),
    };
    return put(StagePage, { target, props: { page } });
  };
}

/** As wide as the console gives it. */
function paper(view: () => PanelView): Show {
  return (target, put) => {
    target.style.maxInlineSize = '20rem';
    target.style.padding = '1rem';
    return put(Panel, { target, props: { panel: view() } });
  };
}
