/** What does not work on this page, and what helps. Thinking only; Troubles.svelte draws it. */
import type { Session } from '../session.svelte';

import type { Stage } from './stage.svelte';
import type { Trouble, TroublesView } from './view';

/** in: the session, and the stage where the page shows it · out: `TroublesView` */
export class Troubles implements TroublesView {
  #session: Session;
  #stage: Stage | undefined;

  constructor(session: Session, stage?: Stage) {
    this.#session = session;
    this.#stage = stage;
  }

  get list(): readonly Trouble[] {
    return [...this.#devices(), ...this.#ways(), ...this.#browser()];
  }

  retry(kind: Trouble['kind']): void {
    const { sound, publishing } = this.#session;
    if (kind === 'autoplay') sound.unlock();
    if (kind === 'unreachable') this.#session.retryMedia();
    // What failed for the same reason is shown once, so one tap tries all of it again.
    if (kind === publishing?.microphone.failure) void publishing.switchMicrophone(true);
    if (kind === publishing?.camera.failure) void publishing.switchCamera(true);
    if (kind === publishing?.screen.failure) void publishing.switchScreen(true);
  }

  #devices(): Trouble[] {
    const { known, publishing } = this.#session;
    const troubles: Trouble[] = [];
    const microphone = publishing?.microphone.failure;
    const camera = publishing?.camera.failure;
    if (microphone) troubles.push({ kind: microphone });
    // Without a camera she goes on by voice; any other fault of it is worth a try.
    if (camera === 'missing') troubles.push({ kind: 'voice_only' });
    else if (camera && camera !== microphone) troubles.push({ kind: camera });
    const screen = publishing?.screen.failure;
    if (screen && screen !== microphone && screen !== camera) troubles.push({ kind: screen });
    if (!window.isSecureContext && known.you.role !== 'attendee' && microphone !== 'insecure') {
      troubles.push({ kind: 'insecure' });
    }
    if (known.you.muted) troubles.push({ kind: 'muted' });
    return troubles;
  }

  #ways(): Trouble[] {
    const { standing, receiving, publishing } = this.#session;
    if (standing.is !== 'open') return [];
    const blocked = [receiving.leg, publishing?.leg].find((leg) => leg?.state === 'blocked');
    return blocked ? [{ kind: 'unreachable', ...blocked.reach }] : [];
  }

  #browser(): Trouble[] {
    const { entered, sound, keeps } = this.#session;
    const troubles: Trouble[] = [];
    if (entered && sound.state === 'refused') troubles.push({ kind: 'autoplay' });
    const codec = this.#stage?.undecodable;
    if (codec !== undefined) troubles.push({ kind: 'codec', codec });
    if (!keeps) troubles.push({ kind: 'storage' });
    return troubles;
  }
}
