/**
 * The stage as this page sees it: who is on it, and whether its picture can be shown here.
 */
import type { PresenterView, StageView } from '../protocol';

/** Who the picture on a line shows. */
export function shown(stage: StageView, line: 'stage' | 'inset'): PresenterView | undefined {
  const picture = line === 'stage' ? stage.picture : stage.inset;
  return stage.presenters.find((presenter) => presenter.participant === picture?.participant);
}

/** The codec of the stage's picture, if this browser cannot decode it; its sound stays. */
export function undecodable(stage: StageView, decodable: ReadonlySet<string>): string | undefined {
  const codec = stage.picture?.codec;
  return codec !== undefined && !decodable.has(codec) ? codec : undefined;
}

/** Those on stage whose connection is lost, and until when their places are kept, in milliseconds. */
export function lostOn(
  stage: Pick<StageView, 'presenters'>,
): { participant: string; name: string; until: number | undefined }[] {
  return stage.presenters
    .filter((presenter) => !presenter.connected)
    .map(({ participant, name, until }) => ({
      participant,
      name,
      until: until === undefined ? undefined : Date.parse(until),
    }));
}
