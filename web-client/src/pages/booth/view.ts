/** What the interpreter's page shows and what she can wish for. */
import type { FloorView, Microphone, ParticipantId, QuestionView } from '../../protocol';
import type { HeadView, StageShown, TroublesView } from '../parts/view';

/** What the band says. `waiting`: the microphone is open, and yet listeners hear the stage. */
export type BandState = 'on_air' | 'cough' | 'stand_by' | 'waiting' | 'off';

/** Somebody else in the booth. */
export interface PartnerShown {
  readonly participant: ParticipantId;
  readonly name: string;
  readonly microphone: Microphone;
  readonly onAir: boolean;
  readonly output: string;
  readonly connected: boolean;
  /** dB below full scale. */
  readonly level: number;
}

/** The interpreter's page. */
export interface BoothPageView {
  readonly head: HeadView;
  readonly band: BandState;
  readonly languages: readonly string[];
  /** The language of the floor, or the other one of the booth while nobody speaks. */
  readonly from: string;
  readonly output: string;
  /** The output language that waits for the cut. */
  readonly armed: string | undefined;
  /** Seconds until the cut comes by itself. */
  readonly armedLeft: number;
  /** Where the Direction key would turn to. */
  readonly turnTo: string;
  readonly override: boolean;
  readonly microphone: Microphone;
  /** dB below full scale. */
  readonly level: number;
  readonly listeners: number;
  readonly floor: FloorView;
  readonly floorLevel: number;
  readonly floorVolume: number;
  readonly partnerVolume: number;
  readonly partners: readonly PartnerShown[];
  readonly stage: StageShown;
  readonly onAir: QuestionView | undefined;
  readonly next: QuestionView | undefined;
  readonly troubles: TroublesView;
  readonly refused: string | undefined;
  /** The window is in front, so that the keys work. */
  readonly awake: boolean;
  pressMicrophone(): void;
  holdCough(held: boolean): void;
  pressStandBy(): void;
  pressDirection(): void;
  setOverride(on: boolean): void;
  setFloorLanguage(language: string, pin: boolean): void;
  setFloorVolume(volume: number): void;
  setPartnerVolume(volume: number): void;
  leave(): void;
}
