/** What the desk of host and moderator shows and what they can wish for. */
import type {
  BoothView,
  ChannelView,
  FloorView,
  HandView,
  ParticipantId,
  Phase,
  Place,
  QuestionView,
  Role,
} from '../../protocol';
import type {
  HeadView,
  HearingView,
  PersonShown,
  SourcesView,
  StageShown,
  TroublesView,
} from '../parts/view';

/** A step of the show that the host may take now, named by its effect. */
export type PhaseStep = 'doors_open' | 'live' | 'resume' | 'paused' | 'ended';

/** The questions, sorted by what is to be done with them. */
export interface DeskQuestions {
  readonly pending: readonly QuestionView[];
  readonly onAir: QuestionView | undefined;
  readonly approved: readonly QuestionView[];
  readonly answered: readonly QuestionView[];
  approve(question: QuestionView): void;
  dismiss(question: QuestionView, reason: string): void;
  putOnAir(question: QuestionView): void;
  answer(question: QuestionView, text: string | undefined): void;
  /** Moves a question one place up or down in the queue. */
  move(question: QuestionView, way: 'up' | 'down'): void;
}

/** Making a personal link for somebody. */
export interface InviteView {
  readonly state: 'idle' | 'making' | 'made' | 'failed';
  readonly url: string;
  make(role: Role, name: string, language: string): void;
  reset(): void;
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
  readonly booths: readonly BoothView[];
  readonly channels: readonly ChannelView[];
  readonly languages: readonly string[];
  readonly floor: FloorView;
  readonly questions: DeskQuestions;
  readonly phase: Phase;
  /** Steps of the show in order, the end apart; empty for those who may not take them. */
  readonly steps: readonly PhaseStep[];
  readonly invite: InviteView | undefined;
  bringUp(participant: ParticipantId): void;
  takeDown(participant: ParticipantId): void;
  setSpotlight(participant: ParticipantId | undefined): void;
  mute(participant: ParticipantId, muted: boolean): void;
  /** Corrects the language that somebody speaks. */
  setLanguageOf(participant: ParticipantId, language: string): void;
  setFloorLanguage(language: string, pin: boolean): void;
  step(step: PhaseStep): void;
  /** Goes on stage oneself, or leaves it. */
  goOnStage(up: boolean): void;
  leave(): void;
}
