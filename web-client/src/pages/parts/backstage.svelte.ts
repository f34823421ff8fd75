/** The people backstage, with the pictures this page receives of them. Thinking only. */
import type { PresenterView } from '../../protocol';
import type { Session } from '../session.svelte';

import type { PersonShown } from './view';

/** The people backstage in order; the first four are on lines of their own. */
export function backstage(session: Session): PersonShown[] {
  return (session.known.backstage?.presenters ?? []).map((presenter, place) =>
    personShown(session, presenter, session.receiving.pictures[`backstage_${String(place + 1)}`]),
  );
}

/** A person as a card shows her. */
export function personShown(
  session: Session,
  presenter: PresenterView,
  stream: MediaStream | undefined,
): PersonShown {
  const { participant, name, role, language, microphone, camera, screen, muted, connected } = presenter;
  const you = participant === session.known.you.participant;
  // One's own line is silent; who has no camera on has no picture either.
  const picture = you || !camera ? undefined : stream;
  return {
    participant,
    name,
    role,
    language,
    microphone,
    camera,
    screen,
    muted,
    connected,
    you,
    stream: picture,
  };
}
