/**
 * What the parts of several pages show, as plain values and wishes. View models give it, drawings take it; there is no
 * state here and no drawing.
 */
import type { Verdict } from '../../media/stats';
import type { ParticipantId, Phase, QuestionView, Role, RoomView } from '../../protocol';

/** A text by language tag. */
export type Texts = RoomView['title'];

/** How the page stands with the server. */
export type Connection = 'connecting' | 'open' | 'reconnecting';

/** The head of every page inside the room. */
export interface HeadView {
  readonly title: Texts;
  readonly phase: Phase;
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

/** The stage as the audience sees it. */
export interface StageShown {
  /** `codec`: there is a picture, but this browser cannot play it. */
  readonly state: 'empty' | 'break' | 'voice' | 'picture' | 'codec';
  readonly main: ShownPicture | undefined;
  readonly inset: ShownPicture | undefined;
  /** Names of the people on the stage, in order. */
  readonly names: readonly string[];
  /** The last picture is kept while the connection comes back. */
  readonly dim: boolean;
  swap(): void;
}

/** How the words reach the ear. */
export type Manner = 'interpreted' | 'original' | 'fallback' | 'until_cut';

/** What one hears, and what one may choose. */
export interface HearingView {
  /** Language tags and `original`. */
  readonly choices: readonly string[];
  readonly chosen: string;
  readonly manner: Manner;
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
