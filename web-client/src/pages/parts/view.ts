/**
 * What the parts of several pages show, as plain values and wishes. View models give it, drawings take it; there is no
 * state here and no drawing.
 */
import type { Verdict } from '../../media/stats';
import type { Coming } from '../../model/run-sheet';
import type {
  ConsentView,
  ParticipantId,
  Phase,
  Pictures,
  QuestionPart,
  ProgrammeItem,
  QuestionView,
  TranslationView,
  Role,
  RoomView,
  RunSheetItem,
} from '../../protocol';
import type { FileWish } from '../../wire/questions';

/** A text by language tag. */
export type Texts = RoomView['title'];

/** How the page stands with the server. */
export type Connection = 'connecting' | 'open' | 'reconnecting';

/** The head of every page inside the room. */
export interface HeadView {
  readonly title: Texts;
  readonly phase: Phase;
  /** It is practised: doors closed, nothing of it is kept. */
  readonly practice: boolean;
  /** The host's announcement. */
  readonly banner: Texts | undefined;
  readonly zones: readonly string[];
  /** The present moment, in milliseconds; moves once a second. */
  readonly now: number;
  readonly connection: Connection;
  /** How many are here. */
  readonly present: number;
}

/** One moving picture. */
export interface ShownPicture {
  readonly participant: ParticipantId;
  readonly name: string;
  readonly screen: boolean;
  readonly stream: MediaStream | undefined;
}

/** The sign-language interpreter's picture, as this viewer wants it. */
export interface SignShown {
  readonly name: string;
  readonly stream: MediaStream | undefined;
  /** Half of the stage instead of a corner. */
  readonly large: boolean;
  /** Stands beside the stage, also after a reload. */
  readonly pinned: boolean;
  readonly hidden: boolean;
  enlarge(on: boolean): void;
  pin(on: boolean): void;
  hide(on: boolean): void;
}

/** The stage as the audience sees it. */
export interface StageShown {
  /** There is a picture, but ... `codec`: this browser cannot play it; `resting`: this network does not carry it;
   * `saving`: the viewer wants none. */
  readonly state: 'empty' | 'break' | 'voice' | 'picture' | 'codec' | 'resting' | 'saving';
  readonly main: ShownPicture | undefined;
  readonly inset: ShownPicture | undefined;
  /** Names of the people on the stage, in order. */
  readonly names: readonly string[];
  /** The last picture is kept while the connection comes back. */
  readonly dim: boolean;
  /** Present while somebody signs. */
  readonly sign: SignShown | undefined;
  swap(): void;
}

/**
 * How the words reach the ear: by an interpreter, directly or via another language; from the stage in the chosen language
 * or by choice; or from the stage because nobody speaks, an interpreter stands on it, a cut is waited for, nobody
 * interprets, or interpretation has broken down.
 */
export type Manner =
  'interpreted' | 'relayed' | 'original' | 'no_speech' | 'consecutive' | 'until_cut' | 'fallback' | 'down';

/** What one hears, and what one may choose. */
export interface HearingView {
  /** Language tags and `original`. */
  readonly choices: readonly string[];
  readonly chosen: string;
  readonly manner: Manner;
  /** The language that a relayed interpretation goes by. */
  readonly via: string | undefined;
  /** What the stage speaks: a language tag, or `none`. */
  readonly floor: string;
  /** An interpreter is on stage: everybody hears the stage. */
  readonly consecutive: boolean;
  /** The languages whose interpretation is down for whoever chose them. */
  readonly down: readonly string[];
  /** 0 to 100. */
  readonly volume: number;
  readonly underneath: boolean;
  /** 0 to 100. */
  readonly underneathLevel: number;
  choose(language: string): void;
  setVolume(volume: number): void;
  setUnderneath(on: boolean): void;
  setUnderneathLevel(level: number): void;
}

/** The questions as one listener sees them. */
export interface QuestionsView {
  readonly onAir: QuestionView | undefined;
  readonly waiting: readonly QuestionView[];
  readonly answered: readonly QuestionView[];
  /** Own questions that are not in the lists above: waiting for approval, or declined. */
  readonly own: readonly QuestionView[];
  /** Languages a question may be written in. */
  readonly languages: readonly string[];
  readonly mayAsk: boolean;
  readonly mayBeAnonymous: boolean;
  readonly draft: AskDraft;
  vote(question: QuestionView): void;
}

/** The questions as a file. */
export interface FilesView {
  /** One is on its way; the last one did not come. */
  readonly fetching: boolean;
  readonly failed: boolean;
  fetch(wish: FileWish): void;
}

/** Translations of questions by hand, and the machine's second try. */
export interface TranslatingView {
  /** The languages of the show. */
  readonly languages: readonly string[];
  translate(question: QuestionView, part: QuestionPart, language: string, text: string): void;
  askMachine(question: QuestionView, version: Pick<TranslationView, 'part' | 'language'>): void;
}

/** A question being written. */
export interface AskDraft {
  readonly text: string;
  readonly language: string;
  readonly anonymous: boolean;
  readonly sending: boolean;
  /** The code of a refusal, if the last attempt was declined. */
  readonly refused: string | undefined;
  setText(text: string): void;
  setLanguage(language: string): void;
  setAnonymous(anonymous: boolean): void;
  send(): void;
}

/** Something that the person has to know or do. */
export type Trouble =
  | { readonly kind: 'insecure' | 'voice_only' | 'muted' | 'storage' | 'autoplay' }
  | { readonly kind: 'denied' | 'missing' | 'busy' | 'failed' }
  | { readonly kind: 'unreachable'; readonly udp: Verdict; readonly tcp: Verdict }
  | { readonly kind: 'codec'; readonly codec: string };

/** How large the pictures may be. */
export interface SaverView {
  readonly pictures: Pictures;
  choose(pictures: Pictures): void;
}

/** All troubles, and what helps. */
export interface TroublesView {
  readonly list: readonly Trouble[];
  /** Tries again, or gives the tap that the browser waits for. */
  retry(kind: Trouble['kind']): void;
}

/** One's own sources. */
export interface SourcesView {
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
  /** The browser can share a screen. */
  readonly mayShare: boolean;
  /** Level of the microphone in dB below full scale. */
  readonly level: number;
  readonly preview: MediaStream | undefined;
  /** The test picture is sent in place of the camera. */
  readonly test: boolean;
  toggleMicrophone(): void;
  toggleCamera(): void;
  toggleScreen(): void;
}

/** Somebody backstage or on the stage, with the picture if this page receives one. */
export interface PersonShown {
  readonly participant: ParticipantId;
  readonly name: string;
  readonly role: Role;
  readonly language: string | undefined;
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
  readonly muted: boolean;
  readonly connected: boolean;
  readonly you: boolean;
  readonly stream: MediaStream | undefined;
}

/** What comes when. */
export interface AgendaView {
  readonly items: readonly RunSheetItem[];
  /** The place of the item that is on. */
  readonly current: number | undefined;
  /** What is left of it in milliseconds; below nothing when it is over its time. */
  readonly left: number | undefined;
  /** What comes after it. */
  readonly coming: readonly Coming[];
  /** The next item in which one is expected oneself. */
  readonly own: Coming | undefined;
  readonly nextSpeaker: Coming | undefined;
  readonly zones: readonly string[];
}

/** Somebody on stage whose connection is lost. */
export interface LostShown {
  readonly participant: ParticipantId;
  readonly name: string;
  /** When her place is given up, in milliseconds. */
  readonly until: number | undefined;
}

/** What stands in the place of the stage before a show and in its breaks. */
export interface HoldingView {
  /** A break; otherwise the show has not begun. */
  readonly pause: boolean;
  readonly title: Texts;
  readonly startsAt: number | undefined;
  readonly zones: readonly string[];
  readonly coming: readonly Coming<ProgrammeItem>[];
}

/** The programme as everybody follows it. */
export interface ProgrammeShown {
  readonly now: ProgrammeItem | undefined;
  readonly next: ProgrammeItem | undefined;
  /** Absent while the stage is to be seen. */
  readonly holding: HoldingView | undefined;
  /** Those on stage who are coming back. */
  readonly lost: readonly LostShown[];
}

/** The four yeses, each apart. */
export type Yes = Exclude<keyof ConsentView, 'at'>;

/** What a person agrees to. */
export interface ConsentShown {
  readonly given: Readonly<Record<Yes, boolean>>;
  /** When she last said so, in milliseconds; absent: not asked yet. */
  readonly at: number | undefined;
  set(yes: Yes, on: boolean): void;
  /** One tap: all that a question from the hall needs, or nothing. */
  setAll(on: boolean): void;
}

/** The briefing room before doors open. */
export interface BriefingShown {
  readonly joined: boolean;
  readonly people: readonly PersonShown[];
  /** One's own voice goes into the room. */
  readonly talking: boolean;
  join(on: boolean): void;
  talk(on: boolean): void;
}

/** The language of one's own microphone. */
export interface SpokenShown {
  readonly language: string | undefined;
  readonly choices: readonly string[];
  choose(language: string): void;
}
