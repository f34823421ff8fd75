/** What the speaker's page shows and what she can wish for. */
import type { Place, QuestionView, Signal } from '../../protocol';
import type {
  AgendaView,
  BriefingShown,
  ConsentShown,
  HeadView,
  HearingView,
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
  readonly spoken: SpokenShown;
  readonly consent: ConsentShown;
  /** Before doors open. */
  readonly briefing: BriefingShown | undefined;
  readonly refused: string | undefined;
  leave(): void;
}
