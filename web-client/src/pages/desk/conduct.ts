/** What the desk shows of conducting the show, and what it can wish for there. */
import type { ParticipantId } from '../../protocol';
import type { LostShown, Texts } from '../parts/view';

/** Practice, the announcement, and those on their way to the stage or lost on it. */
export interface ConductView {
  readonly practice: boolean;
  /** Only hosts may, before the doors are open. */
  readonly mayPractise: boolean;
  /** The texts that stand; absent for those who may not announce anything. */
  readonly banner: Texts | undefined;
  readonly lost: readonly LostShown[];
  /** Who is called to the stage by the host. */
  calls(participant: ParticipantId): boolean;
  practise(on: boolean): void;
  announce(texts: Texts): void;
  cue(participant: ParticipantId, on: boolean): void;
  takeOver(participant: ParticipantId): void;
}
