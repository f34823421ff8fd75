/** What the speaker's page shows and what she can wish for. */
import type { Cue, Place, QuestionView, Signal } from '../../protocol';
import type {
  AgendaView,
  BriefingShown,
  ConsentShown,
  HeadView,
  HearingView,
  LostShown,
  PersonShown,
  SourcesView,
  SpokenShown,
  StageShown,
  TroublesView,
} from '../parts/view';

/** The speaker's page. */
export interface StagePageView {
  readonly head: HeadView;
  readonly place: Place;
  readonly name: string;
  readonly sources: SourcesView;
  readonly stage: StageShown;
  readonly backstage: readonly PersonShown[];
  readonly hearing: HearingView;
  readonly troubles: TroublesView;
  readonly onAir: QuestionView | undefined;
  readonly next: QuestionView | undefined;
  /** What the booths ask for at this moment. */
  readonly lamps: readonly Signal[];
  readonly agenda: AgendaView;
  /** What calls her to the stage. */
  readonly cue: Cue | undefined;
  /** Those on stage whose connection is lost. */
  readonly lost: readonly LostShown[];
  /** She is expected in what is on, and may stand in for them. */
  readonly mayTakeOver: boolean;
  readonly spoken: SpokenShown;
  readonly consent: ConsentShown;
  /** Before doors open. */
  readonly briefing: BriefingShown | undefined;
  readonly refused: string | undefined;
  takeOver(participant: string): void;
  leave(): void;
}
