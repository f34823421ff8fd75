/** One's own microphone, camera and screen. Thinking only; SourcesBar.svelte and the device check draw it. */
import type { Publishing } from '../../media/publish.svelte';
import type { Session } from '../session.svelte';

import { Level } from './level.svelte';
import type { SourcesView } from './view';

/** in: the session · out: `SourcesView` · close() */
export class Sources implements SourcesView {
  readonly meter: Level;
  readonly mayShare = 'mediaDevices' in navigator && 'getDisplayMedia' in navigator.mediaDevices;

  #session: Session;
  #shown: MediaStreamTrack | undefined;
  #preview: MediaStream | undefined;

  constructor(session: Session) {
    this.#session = session;
    this.meter = new Level(session);
  }

  get microphone(): boolean {
    return this.#publishing?.microphone.on ?? false;
  }

  get camera(): boolean {
    return this.#publishing?.camera.on ?? false;
  }

  get screen(): boolean {
    return this.#publishing?.screen.on ?? false;
  }

  get level(): number {
    return this.meter.value;
  }

  get test(): boolean {
    return this.#publishing?.testing ?? false;
  }

  /** The same stream for as long as the track is the same, so that the picture does not flicker. */
  get preview(): MediaStream | undefined {
    const track = this.#publishing?.camera.track;
    if (track !== this.#shown) {
      this.#shown = track;
      this.#preview = track && new MediaStream([track]);
    }
    return this.#preview;
  }

  toggleMicrophone(): void {
    void this.#publishing?.switchMicrophone(!this.microphone);
  }

  toggleCamera(): void {
    void this.#publishing?.switchCamera(!this.camera);
  }

  toggleScreen(): void {
    void this.#publishing?.switchScreen(!this.screen);
  }

  close(): void {
    this.meter.close();
  }

  get #publishing(): Publishing | undefined {
    return this.#session.publishing;
  }
}
