/** What the listener's page shows and what she can wish for; the thinking stands beside it, the drawing in Page.svelte. */
import type {
  ConsentShown,
  HeadView,
  HearingView,
  ProgrammeShown,
  QuestionsView,
  SaverView,
  SourcesView,
  SpokenShown,
  StageShown,
  TroublesView,
} from '../parts/view';

/** The listener's page. */
export interface AttendView {
  readonly head: HeadView;
  readonly stage: StageShown;
  readonly programme: ProgrammeShown;
  readonly hearing: HearingView;
  readonly questions: QuestionsView;
  readonly troubles: TroublesView;
  readonly saver: SaverView;
  readonly hand: boolean;
  readonly consent: ConsentShown;
  /** Is heard, or wishes to be: asked what may happen with her voice. */
  readonly asksConsent: boolean;
  /** The language she speaks, while her hand is up or she is on stage: the booths turn by it. */
  readonly spoken: SpokenShown | undefined;
  /** Own sources while the host has brought this listener up; otherwise absent. */
  readonly sources: SourcesView | undefined;
  /** The code of a refusal to show for a moment. */
  readonly refused: string | undefined;
  raiseHand(up: boolean): void;
  leave(): void;
}
