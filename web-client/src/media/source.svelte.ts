/**
 * One thing that can be sent, such as the microphone: what it gives, what this person wants of it, and why it does not come.
 * It opens nothing; that is the matter of `publish.svelte.ts`.
 */
import type { DeviceFailure } from './devices.svelte';

/** One source: what it gives, and why it does not. */
export class Source {
  /** The track, while the device is open. */
  track: MediaStreamTrack | undefined = $state.raw();
  /** What is sent in its place, if something lies between device and line. */
  changed: MediaStreamTrack | undefined;
  /** Switched on by this person. */
  on = $state(false);
  /** The device is being asked for. */
  opening = $state(false);
  /** What this person wished last: it holds when the device opens late. */
  wanted = false;
  /** Ends when the device has answered. */
  pending: Promise<void> | undefined;
  /** Why the device could not be opened. */
  failure: DeviceFailure | undefined = $state();
  /** The chosen device; absent: the system's. */
  device: string | undefined = $state();

  /** The track for the line. */
  get sent(): MediaStreamTrack | undefined {
    return this.changed ?? this.track;
  }

  /** Gives the device back. */
  drop(): void {
    this.track?.stop();
    this.changed?.stop();
    this.track = this.changed = undefined;
    this.on = false;
  }
}
