/** The stage as the audience sees it. Thinking only; StagePicture.svelte draws it. */
import { decodable } from '../../media/codecs';
import { shown, undecodable } from '../../model/stage';
import type { Session } from '../session.svelte';

import { Sign } from './sign.svelte';
import type { ShownPicture, StageShown } from './view';

/** in: the session · out: `StageShown` */
export class Stage implements StageShown {
  #session: Session;
  #sign: Sign;
  #decodable = decodable();
  #swapped = $state(false);
  #own: MediaStream | undefined;
  #ownScreen: MediaStream | undefined;

  constructor(session: Session) {
    this.#session = session;
    this.#sign = new Sign(session);
  }

  /** The codec that this browser cannot show. */
  get undecodable(): string | undefined {
    return undecodable(this.#session.known.stage, this.#decodable);
  }

  get state(): StageShown['state'] {
    const { stage, room } = this.#session.known;
    if (room.phase === 'paused') return 'break';
    if (stage.presenters.length === 0) return 'empty';
    if (!stage.picture) return 'voice';
    if (this.undecodable !== undefined) return 'codec';
    if (this.#session.saver.pictures === 'none') return 'saving';
    return this.#session.known.resting.includes('stage') ? 'resting' : 'picture';
  }

  get main(): ShownPicture | undefined {
    return this.#picture(this.#turned ? 'inset' : 'stage');
  }

  get inset(): ShownPicture | undefined {
    return this.#picture(this.#turned ? 'stage' : 'inset');
  }

  get names(): readonly string[] {
    return this.#session.known.stage.presenters.map((presenter) => presenter.name);
  }

  get dim(): boolean {
    return this.#session.reconnecting || this.#session.receiving.leg.state === 'lost';
  }

  get sign(): Sign | undefined {
    return this.#sign.present ? this.#sign : undefined;
  }

  swap(): void {
    this.#swapped = !this.#swapped;
  }

  /** Without a second picture there is nothing to swap with. */
  get #turned(): boolean {
    return this.#swapped && this.#session.known.stage.inset !== undefined;
  }

  #picture(line: 'stage' | 'inset'): ShownPicture | undefined {
    const { stage } = this.#session.known;
    const picture = line === 'stage' ? stage.picture : stage.inset;
    if (!picture) return undefined;
    return {
      participant: picture.participant,
      name: shown(stage, line)?.name ?? '',
      screen: picture.screen,
      stream: this.#ownPicture(picture) ?? this.#session.receiving.pictures[line],
    };
  }

  /** Nobody is sent her own picture, so what the audience sees of her comes from her own device. */
  #ownPicture(picture: { participant: string; screen: boolean }): MediaStream | undefined {
    const { known, publishing } = this.#session;
    if (picture.participant !== known.you.participant) return undefined;
    if (picture.screen) return (this.#ownScreen = streamOf(publishing?.screen.track, this.#ownScreen));
    return (this.#own = streamOf(publishing?.camera.track, this.#own));
  }
}

/** The same stream for as long as the track is the same, so that the picture does not flicker. */
function streamOf(
  track: MediaStreamTrack | undefined,
  last: MediaStream | undefined,
): MediaStream | undefined {
  if (track === undefined) return undefined;
  return last?.getVideoTracks()[0] === track ? last : new MediaStream([track]);
}
