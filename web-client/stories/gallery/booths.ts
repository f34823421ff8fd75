/** The console in every state that is drawn. */
import type { Component, mount } from 'svelte';

import { sampleFloor } from '../../src/model/samples';
import { KEYMAP } from '../../src/pages/booth/keys';
import Booth from '../../src/pages/booth/Page.svelte';
import type { BoothPageView, EarsView, HandsView, KeysView, PartnerShown } from '../../src/pages/booth/view';
import { portrait } from './canvas';
import { asked, head, painted, stage, troubles } from './fixtures';
import { lit, panel } from './hall';

const nothing = (): void => undefined;

const hands: HandsView = {
  microphone: 'on',
  level: -20,
  range: 'in',
  armed: undefined,
  armedLeft: 6,
  turnTo: 'de',
  override: false,
  works: 'by_turns',
  owns: undefined,
  covers: false,
  handOver: undefined,
  handOverLeft: undefined,
  nextStep: 'offer',
  mayDecline: false,
  talking: 'nobody',
  sent: [],
  camera: false,
  asksToLeave: false,
};

const ears: EarsView = {
  sources: [
    {
      source: 'floor',
      language: 'de',
      times: 0,
      decalage: undefined,
      level: -24,
      state: 'floor',
      heard: true,
    },
    { source: 'en', language: 'en', times: 1, decalage: 3.1, level: -26, state: 'live', heard: false },
    { source: 'fr', language: 'fr', times: 2, decalage: 6.4, level: -100, state: 'fallback', heard: false },
  ],
  chosen: false,
  volumes: { floor: 85, partner: 70, shared: 100 },
  tone: { lowDb: 0, highDb: 4 },
  protection: { guarding: true, warning: undefined, count: 0, log: [] },
  choose: nothing,
  setVolume: nothing,
  setTone: nothing,
};

const keys: KeysView = {
  map: KEYMAP,
  open: false,
  listening: undefined,
  refused: undefined,
  show: nothing,
  listen: nothing,
  free: nothing,
  reset: nothing,
};

const partner: PartnerShown = {
  participant: 'i2',
  name: '赵敏 Zhao Min',
  microphone: 'armed',
  onAir: false,
  output: 'zh',
  connected: true,
  talking: false,
  level: -52,
  picture: undefined,
};

const base: BoothPageView = {
  head,
  band: 'on_air',
  sign: false,
  languages: ['de', 'zh'],
  from: 'de',
  output: 'zh',
  listeners: 96,
  turn: 760,
  slot: 190,
  relayFor: [],
  alarms: [],
  nameOf: () => partner.name,
  channels: [
    { language: 'de', listeners: 102 },
    { language: 'zh', listeners: 96 },
    { language: 'en', listeners: 16 },
  ],
  timings: [{ name: 'Anna Schreiber', delayMs: 84, skewMs: 32, fit: true }],
  floor: sampleFloor('de'),
  partners: [partner],
  stage,
  panel: panel({ ...asked.onAir, state: 'approved' }),
  troubles: troubles(),
  refused: undefined,
  awake: true,
  hands,
  ears,
  keys,
  act: nothing,
  press: () => false,
  setFloorLanguage: nothing,
  leave: nothing,
};

type Changes = Partial<Omit<BoothPageView, 'hands' | 'ears' | 'keys'>> & {
  hands?: Partial<HandsView>;
  ears?: Partial<EarsView>;
  keys?: Partial<KeysView>;
};

const onAir: PartnerShown = { ...partner, microphone: 'on', onAir: true, level: -18 };
const off = { band: 'off', turn: undefined, listeners: 0 } as const;

/** Draws by name. */
export const BOOTHS = {
  'booth-on-air': booth(() => ({ partners: [{ ...partner, picture: portrait(20) }] })),
  'booth-off': booth(() => ({
    ...off,
    slot: undefined,
    hands: { microphone: 'off', nextStep: undefined },
    partners: [],
    panel: panel(undefined),
    timings: [],
  })),
  'booth-cough': booth(() => ({ band: 'cough', hands: { microphone: 'cough' } })),
  'booth-waiting': booth(() => ({
    band: 'waiting',
    turn: undefined,
    floor: sampleFloor('zh', { pinned: true }),
    refused: { code: 'speaks_floor_language', by: undefined },
    awake: false,
    hands: { range: 'low', level: -42 },
  })),
  'booth-occupied': booth(() => ({
    ...off,
    hands: { microphone: 'off' },
    refused: { code: 'channel_occupied', by: 'Katharina Brandstetter' },
    alarms: [{ alarm: 'occupied', language: 'zh', by: 'en-zh' }],
  })),
  'booth-stand-by': booth(() => ({
    band: 'stand_by',
    turn: undefined,
    partners: [onAir],
    hands: { microphone: 'armed', nextStep: 'request' },
  })),
  'booth-armed': booth(() => ({
    floor: sampleFloor('zh'),
    hands: { armed: 'de', armedLeft: 4 },
    panel: panel(asked.first, { onAir: asked.onAir, tab: 'glossary' }),
    slot: -25,
  })),
  'booth-hand-over-asked': booth(() => ({
    hands: {
      handOver: { state: 'requested', part: 'gives', name: partner.name, until: undefined },
      handOverLeft: 47,
      nextStep: 'accept',
      mayDecline: true,
    },
  })),
  'booth-hand-over-armed': booth(() => ({
    band: 'stand_by',
    turn: undefined,
    partners: [{ ...onAir, talking: true }],
    hands: {
      microphone: 'armed',
      handOver: { state: 'armed', part: 'takes', name: partner.name, until: undefined },
      nextStep: 'cut',
      mayDecline: true,
    },
  })),
  'booth-hand-over-cutting': booth(() => ({
    hands: {
      handOver: { state: 'cutting', part: 'gives', name: partner.name, until: undefined },
      handOverLeft: 2,
      nextStep: 'cut',
    },
  })),
  'booth-relay': booth(() => ({
    panel: panel(asked.first, { call: { ...panel(undefined).call, called: lit(true) } }),
    relayFor: [{ language: 'fr', booths: 1, listeners: 40 }],
    alarms: [{ alarm: 'silent', participant: 'me' }],
    hands: { asksToLeave: true, sent: ['slow_down'], talking: 'desk' },
    ears: {
      protection: {
        guarding: true,
        warning: { kind: 'spike', overDb: 9 },
        count: 1,
        log: [{ at: head.now, overDb: 9, ms: 120 }],
      },
    },
  })),
  'booth-pivot': booth(() => ({
    floor: sampleFloor('fr'),
    from: 'en',
    alarms: [
      { alarm: 'pivot_silent', language: 'en' },
      { alarm: 'unattended', language: 'de' },
    ],
    timings: [{ name: 'Anna Schreiber', delayMs: 284, skewMs: 232, fit: false }],
    hands: { works: 'by_direction', owns: 'zh', camera: true },
    ears: {
      chosen: true,
      sources: ears.sources.map((source) => ({ ...source, heard: source.source === 'en' })),
    },
  })),
  // Everything that may be wrong, at once: nothing is cut off, and the microphone stays where it is.
  'booth-crowded': booth(() => ({
    awake: false,
    slot: -25,
    floor: sampleFloor('fr'),
    from: 'en',
    relayFor: [{ language: 'fr', booths: 2, listeners: 140 }],
    alarms: [
      { alarm: 'silent', participant: 'me' },
      { alarm: 'pivot_silent', language: 'en' },
      { alarm: 'unattended', language: 'de' },
      { alarm: 'occupied', language: 'zh', by: 'en-zh' },
    ],
    refused: { code: 'channel_occupied', by: 'Katharina Brandstetter' },
    troubles: troubles({ kind: 'voice_only' }, { kind: 'storage' }),
    panel: panel(asked.first, { call: { ...panel(undefined).call, called: lit(true) } }),
    timings: [{ name: 'Anna Schreiber', delayMs: 284, skewMs: 232, fit: false }],
    partners: [{ ...partner, talking: true, picture: portrait(20) }],
    hands: {
      armed: 'de',
      armedLeft: 4,
      asksToLeave: true,
      range: 'low',
      level: -42,
      override: true,
      sent: ['slow_down', 'cannot_hear', 'use_microphone', 'repeat_figures'],
      works: 'by_direction',
      owns: 'zh',
      handOver: { state: 'requested', part: 'gives', name: partner.name, until: undefined },
      handOverLeft: 47,
      nextStep: 'accept',
      mayDecline: true,
    },
    ears: {
      chosen: true,
      protection: {
        guarding: true,
        warning: { kind: 'spike', overDb: 9 },
        count: 1,
        log: [{ at: head.now, overDb: 9, ms: 120 }],
      },
    },
  })),
  'booth-broken': booth(() => ({
    ...off,
    band: 'broken',
    hands: { microphone: 'off', nextStep: undefined },
  })),
  'booth-sign': booth(() => ({ ...off, sign: true, hands: { microphone: 'off' } })),
  'booth-keys': booth(() => ({
    keys: {
      open: true,
      listening: { action: 'microphone', place: 0 },
      refused: { why: 'taken', by: 'stand_by', chord: 'F3' },
    },
  })),
  'booth-reconnecting': booth(() => ({
    band: 'lost',
    head: { ...head, connection: 'reconnecting' },
    stage: painted({ dim: true }),
    partners: [{ ...partner, connected: false }],
  })),
} satisfies Record<string, (target: HTMLElement, put: typeof mount) => void>;

function booth(changes: () => Changes): (target: HTMLElement, put: typeof mount) => void {
  return (target, put) => {
    const { hands: h, ears: e, keys: k, ...rest } = changes();
    const page: BoothPageView = {
      ...base,
      stage: painted(),
      ...rest,
      hands: { ...hands, ...h },
      ears: { ...ears, ...e },
      keys: { ...keys, ...k },
    };
    put(Booth as Component<{ page: BoothPageView }>, { target, props: { page } });
  };
}
