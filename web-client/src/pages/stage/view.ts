/** What the speaker's page shows and what she can wish for. */
import type { Place, QuestionView } from '../../protocol';
import type {
  HeadView,
  HearingView,
  PersonShown,
  SourcesView,
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
  readonly refused: string | undefined;
  leave(): void;
}
