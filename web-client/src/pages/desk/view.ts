/** What the desk of host and moderator shows and what they can wish for. */
import type {
  BoothId,
  BoothView,
  CallView,
  CheckedView,
  ChannelState,
  ConsentView,
  FloorView,
  HandView,
  Interlock,
  LampView,
  LayersView,
  ParticipantId,
  PersonView,
  Phase,
  Place,
  Role,
  RunSheetItem,
  RunSheetView,
  Step,
  Works,
} from '../../protocol';
import type {
  BriefingShown,
  ConsentShown,
  HeadView,
  HearingView,
  PersonShown,
  SourcesView,
  StageShown,
  TroublesView,
} from '../parts/view';
import type { ConductView } from './conduct';
import type { Expected } from './expected';
import type { EncoderStrings } from './encoder';
import type { DeskQuestions } from './questions';

/** A step of the show that the host may take now, named by its effect. */
export type PhaseStep = 'doors_open' | 'live' | 'resume' | 'paused' | 'ended';

/** Inviting somebody: by a personal link, or by the two strings of an encoder. */
export interface InviteView {
  readonly open: boolean;
  readonly role: Role;
  readonly state: 'idle' | 'making' | 'made' | 'failed';
  /** The link, once made. */
  readonly url: string;
  /** The role may publish by an encoder. */
  readonly mayEncode: boolean;
  /** It shall. */
  readonly encodes: boolean;
  /** What the encoder needs, once made. */
  readonly encoder: EncoderStrings | undefined;
  begin(): void;
  close(): void;
  choose(role: Role): void;
  connectBy(encoder: boolean): void;
  make(name: string, language: string): void;
}

/** Where a voice lies beside the loudness that all shall have; `unknown` before the first words. */
export type Range = 'unknown' | 'low' | 'fit' | 'high';

/** What is wrong with a channel or in a booth. */
export type AlarmShown =
  | { readonly kind: 'silent'; readonly name: string }
  | { readonly kind: 'pivot_silent' | 'unattended'; readonly language: string }
  | { readonly kind: 'occupied'; readonly language: string; readonly by: BoothId };

/** One channel on the board. */
export interface ChannelCard {
  readonly language: string;
  /** `down`: the floor speaks another language and nobody interprets, although a booth is planned. */
  readonly state: ChannelState | 'down';
  readonly interlock: Interlock;
  readonly listeners: number;
  readonly booth: BoothId | undefined;
  readonly interpreter: string | undefined;
  /** How many interpreters have said it before this one. */
  readonly times: number;
  readonly via: string | undefined;
  readonly decalageMs: number | undefined;
  /** dB below full scale; absent while nothing sounds. */
  readonly level: number | undefined;
  readonly range: Range;
  readonly alarms: readonly AlarmShown[];
}

/** A microphone that is open on the stage. */
export interface OpenMicrophone {
  readonly participant: ParticipantId;
  readonly name: string;
  readonly language: string | undefined;
}

/** The interpretation board along the foot. */
export interface BoardView {
  readonly floor: FloorView;
  readonly floorLevel: number | undefined;
  readonly floorRange: Range;
  readonly microphones: readonly OpenMicrophone[];
  readonly channels: readonly ChannelCard[];
  readonly languages: readonly string[];
  setFloorLanguage(language: string, pin: boolean): void;
  /** Corrects the language that somebody speaks. */
  setLanguageOf(participant: ParticipantId, language: string): void;
  setInterlock(language: string, interlock: Interlock): void;
}

/** A call from a booth that waits for an answer. */
export interface CallShown extends CallView {
  readonly booth: BoothId;
}

/** An interpreter who may be given a seat. */
export interface InterpreterShown {
  readonly participant: ParticipantId;
  readonly name: string;
  readonly booth: BoothId | undefined;
  readonly onAir: boolean;
}

/** The booths, and the way to talk with them. */
export interface BoothsView {
  readonly list: readonly BoothView[];
  readonly calls: readonly CallShown[];
  readonly lamps: readonly LampView[];
  readonly interpreters: readonly InterpreterShown[];
  /** The booth whose button or key is held. */
  readonly held: BoothId | undefined;
  /** The booth that hears one now. */
  readonly talkingTo: BoothId | undefined;
  /** The booth that the key talks to: the one that calls, otherwise the one called last. */
  readonly keyTalksTo: BoothId | undefined;
  setWorks(booth: BoothId, works: Works): void;
  assign(participant: ParticipantId, booth: BoothId): void;
  /** Lights one's own call light at a booth, or puts out what is lit. */
  call(booth: BoothId, on: boolean, text: string): void;
  talk(booth: BoothId): void;
  endTalk(): void;
}

/** Why a sound is not fit to be heard. */
export type Unfit = 'unchecked' | 'headphones' | 'leak' | 'clipping' | 'poor' | 'other';

/** Whether sound and picture belong together. */
export type SkewMark = 'unknown' | 'early' | 'together' | 'late';

/** Whether a person can be heard well. */
export interface Readiness {
  /** Speakers and interpreters are checked; others may speak without. */
  readonly checked: boolean;
  readonly fit: boolean;
  readonly leaking: boolean;
  readonly reasons: readonly Unfit[];
  readonly consent: ConsentView;
  readonly delayMs: number | undefined;
  readonly skewMs: number | undefined;
  readonly skew: SkewMark;
  /** How far a speaker is on her way to the stage. */
  readonly step: Step | undefined;
  /** What her last device check found. */
  readonly deviceCheck: CheckedView | undefined;
}

/** The clock of the item that is on. */
export interface SheetClock {
  readonly elapsedMs: number;
  /** Below zero when it takes longer than planned; absent for an item without a length. */
  readonly leftMs: number | undefined;
  /** How much later the show is than planned; absent without a planned start. */
  readonly driftMinutes: number | undefined;
  /** When all is over if what comes keeps its time, in milliseconds. */
  readonly endsAt: number | undefined;
}

/** The run sheet. */
export interface SheetView {
  readonly sheet: RunSheetView;
  readonly clock: SheetClock | undefined;
  readonly languages: readonly string[];
  /** Something was taken out in the last ten seconds and can come back. */
  readonly mayUndo: boolean;
  /** Who may be expected in an item. */
  readonly possible: readonly PersonView[];
  /** Whom an item expects, and how far they are. */
  expectedIn(place: number): readonly Expected[];
  /** When an item began or begins, in milliseconds, where it is known. */
  timeOf(place: number): number | undefined;
  goTo(place: number | undefined): void;
  step(way: 'next' | 'back'): void;
  /** Puts an item where another is. */
  place(from: number, to: number): void;
  /** Writes an item, at the end without a place. */
  write(item: RunSheetItem, place: number | undefined): void;
  move(place: number, way: 'up' | 'down'): void;
  remove(place: number): void;
  undo(): void;
  /** Adds items behind the others, or puts them in the place of all. */
  take(items: readonly RunSheetItem[], instead: boolean): void;
}

/** Half of the connections, and 95 in a hundred, are at most here. */
interface Halves {
  readonly p50: number;
  readonly p95: number;
}

/** The show in numbers. */
export interface NumbersShown {
  readonly listening: readonly { readonly channel: string; readonly listeners: number }[];
  /** Absent while nobody receives anything. */
  readonly network:
    | {
        readonly receivers: number;
        /** In milliseconds. */
        readonly roundTrip: Halves | undefined;
        /** In percent. */
        readonly loss: Halves | undefined;
        readonly lossy: boolean;
        /** Absent while no picture has several layers. */
        readonly layers: LayersView | undefined;
        /** In percent. */
        readonly headroom: number;
        readonly tight: boolean;
      }
    | undefined;
}

/** Everybody in the room. */
export interface EveryoneView {
  readonly people: readonly PersonView[];
  /** The server has more of them. */
  readonly more: boolean;
  readonly fetching: boolean;
  fetch(): void;
}

/** The desk. */
export interface DeskView {
  readonly head: HeadView;
  readonly role: Role;
  readonly place: Place;
  readonly stage: StageShown;
  readonly hearing: HearingView;
  readonly troubles: TroublesView;
  readonly refused: string | undefined;
  /** Own sources while on stage or backstage. */
  readonly sources: SourcesView | undefined;
  readonly onStage: readonly PersonShown[];
  readonly backstage: readonly PersonShown[];
  readonly hands: readonly HandView[];
  readonly spotlight: ParticipantId | undefined;
  readonly board: BoardView;
  readonly booths: BoothsView;
  readonly numbers: NumbersShown;
  readonly everyone: EveryoneView;
  readonly sheet: SheetView;
  readonly conduct: ConductView;
  /** What staff agree to for their own voice. */
  readonly consent: ConsentShown;
  /** Only before the doors open. */
  readonly briefing: BriefingShown | undefined;
  readonly languages: readonly string[];
  readonly questions: DeskQuestions;
  readonly phase: Phase;
  /** Steps of the show in order, the end apart; empty for those who may not take them. */
  readonly steps: readonly PhaseStep[];
  readonly invite: InviteView | undefined;
  /** Where this show is prepared; only for hosts. */
  readonly prepareAt: string | undefined;
  bringUp(participant: ParticipantId): void;
  takeDown(participant: ParticipantId): void;
  setSpotlight(participant: ParticipantId | undefined): void;
  mute(participant: ParticipantId, muted: boolean): void;
  /** How well somebody can be heard; nothing for those who are not on the list. */
  readinessOf(participant: ParticipantId): Readiness | undefined;
  step(step: PhaseStep): void;
  /** Goes on stage oneself, or leaves it. */
  goOnStage(up: boolean): void;
  leave(): void;
}
