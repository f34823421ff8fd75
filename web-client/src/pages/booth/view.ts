/** What the interpreter's page shows and what she can wish for. */
import type {
  AlarmView,
  ChannelState,
  DependentView,
  FloorView,
  HandOverAct,
  Microphone,
  ParticipantId,
  Signal,
  TalkTo,
  Works,
} from '../../protocol';
import type { HeadView, StageShown, TroublesView } from '../parts/view';
import type { HandOverShown } from './handover';
import type { Action, KeyPress, KeyRefusal, Keymap } from './keys';
import type { PanelView } from './panel/view';

/**
 * What the band says. `waiting`: the microphone is open, and yet listeners hear the stage. `broken`: the page was loaded
 * anew in the middle of her turn. `lost`: while the connection is away nobody knows what listeners hear.
 */
export type BandState = 'on_air' | 'cough' | 'stand_by' | 'waiting' | 'off' | 'broken' | 'lost';

/** Where a level lies; `none` while nobody has spoken. */
export type Range = 'none' | 'low' | 'in' | 'high';

/** Somebody else in the booth. */
export interface PartnerShown {
  readonly participant: ParticipantId;
  readonly name: string;
  readonly microphone: Microphone;
  readonly onAir: boolean;
  readonly output: string;
  readonly connected: boolean;
  /** Talks to her by push-to-talk at this moment. */
  readonly talking: boolean;
  /** dB below full scale. */
  readonly level: number;
  readonly picture: MediaStream | undefined;
}

/** One sound she may have as her source. */
export interface SourceShown {
  /** `floor`, or a channel's language. */
  readonly source: string;
  /** What is spoken there: a language tag, or `none`. */
  readonly language: string;
  /** How many interpreters have already said it. */
  readonly times: number;
  /** Their décalage together, in seconds. */
  readonly decalage: number | undefined;
  /** dB below full scale. */
  readonly level: number;
  readonly state: ChannelState;
  /** This is what she hears. */
  readonly heard: boolean;
}

/** What the hearing protection says. */
export interface ProtectionShown {
  readonly guarding: boolean;
  readonly warning: { readonly kind: 'spike' | 'minute'; readonly overDb: number } | undefined;
  readonly count: number;
  /** What it has held back, the newest first; `at` in milliseconds of the calendar. */
  readonly log: readonly { readonly at: number; readonly overDb: number; readonly ms: number }[];
}

/** What she hears. */
export interface EarsView {
  readonly sources: readonly SourceShown[];
  /** She chose the source with her own key. */
  readonly chosen: boolean;
  readonly volumes: Readonly<Record<Volume, number>>;
  /** What is added or taken away at 125 Hz and 8 kHz, from -12 to 12 dB. */
  readonly tone: { readonly lowDb: number; readonly highDb: number };
  readonly protection: ProtectionShown | undefined;
  choose(source: string): void;
  setVolume(volume: Volume, to: number): void;
  setTone(tone: { lowDb: number; highDb: number }): void;
}

/** The faders: her source, her partner, the sound of a shared film. */
export type Volume = 'floor' | 'partner' | 'shared';

/** What her hands do. */
export interface HandsView {
  readonly microphone: Microphone;
  /** dB below full scale. */
  readonly level: number;
  readonly range: Range;
  /** The output language that waits for the cut. */
  readonly armed: string | undefined;
  /** Seconds until the cut comes by itself. */
  readonly armedLeft: number;
  /** Where the Direction key would turn to. */
  readonly turnTo: string;
  readonly override: boolean;
  readonly works: Works;
  readonly owns: string | undefined;
  readonly covers: boolean;
  readonly handOver: HandOverShown | undefined;
  /** Seconds until it times out or cuts. */
  readonly handOverLeft: number | undefined;
  /** What the Hand-over key does now. */
  readonly nextStep: HandOverAct | undefined;
  readonly mayDecline: boolean;
  readonly talking: TalkTo;
  /** Signals that she has sent in the last moments. */
  readonly sent: readonly Signal[];
  /** Her camera is on for her partner. */
  readonly camera: boolean;
  /** She has pressed off while other booths depend on hers, and is asked once more. */
  readonly asksToLeave: boolean;
}

/** One person's delay and skew. */
export interface TimingShown {
  readonly name: string;
  readonly delayMs: number | undefined;
  readonly skewMs: number | undefined;
  /** Nobody notices the skew. */
  readonly fit: boolean;
}

/** The list of keys, and the one being changed. */
export interface KeysView {
  readonly map: Keymap;
  readonly open: boolean;
  /** The next key that is pressed goes here. */
  readonly listening: { readonly action: Action; readonly place: 0 | 1 } | undefined;
  readonly refused: (KeyRefusal & { readonly chord: string }) | undefined;
  show(open: boolean): void;
  listen(action: Action, place: 0 | 1): void;
  free(action: Action, place: 0 | 1): void;
  reset(): void;
}

/** The interpreter's page. */
export interface BoothPageView {
  readonly head: HeadView;
  readonly band: BandState;
  /** Signs: a camera in place of the microphone. */
  readonly sign: boolean;
  readonly languages: readonly string[];
  /** The pivot's language, or the floor's, or the other one of the booth while nobody speaks. */
  readonly from: string;
  readonly output: string;
  readonly listeners: number;
  /** Seconds on air. */
  readonly turn: number | undefined;
  /** Seconds that the slot on stage has left. */
  readonly slot: number | undefined;
  readonly relayFor: readonly DependentView[];
  readonly alarms: readonly AlarmView[];
  /** The names behind the ids in the alarms. */
  nameOf(participant: ParticipantId): string;
  readonly channels: readonly { readonly language: string; readonly listeners: number }[];
  readonly timings: readonly TimingShown[];
  readonly floor: FloorView;
  readonly partners: readonly PartnerShown[];
  readonly stage: StageShown;
  /** What comes next, and the booth's papers. */
  readonly panel: PanelView;
  readonly troubles: TroublesView;
  /** The code of a refusal, and who has what was refused. */
  readonly refused: { readonly code: string; readonly by: string | undefined } | undefined;
  /** The window is in front, so that the keys work. */
  readonly awake: boolean;
  readonly hands: HandsView;
  readonly ears: EarsView;
  readonly keys: KeysView;
  /** A control is pressed, or its key; what lasts is told when it is let go. */
  act(action: Action, down: boolean): void;
  /** A key of the keyboard; `true` if it is one of hers. */
  press(key: KeyPress): boolean;
  setFloorLanguage(language: string, pin: boolean): void;
  leave(): void;
}
