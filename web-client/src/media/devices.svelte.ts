/**
 * The microphones, cameras and screens of this computer: which there are, and opening one. What can go wrong has a
 * name each, so that the page can say what to do. It publishes nothing.
 */

/** Why a device could not be opened. */
export type DeviceFailure = 'insecure' | 'denied' | 'missing' | 'busy' | 'failed';

/** Thrown where a device cannot be opened. */
export class DeviceError extends Error {
  readonly failure: DeviceFailure;

  constructor(failure: DeviceFailure) {
    super(failure);
    this.name = 'DeviceError';
    this.failure = failure;
  }
}

/** `voice`: echo cancelled, for those who hear loudspeakers. `pure`: as it comes, for interpreters with headphones. */
export type MicrophoneKind = 'voice' | 'pure';

/** The devices there are, as far as the browser tells. */
export class Devices {
  microphones: readonly MediaDeviceInfo[] = $state.raw([]);
  cameras: readonly MediaDeviceInfo[] = $state.raw([]);
  /** Empty where the browser lets nobody choose. */
  outputs: readonly MediaDeviceInfo[] = $state.raw([]);

  /** Looks again; names are only told after a permission. */
  async refresh(): Promise<void> {
    if (!available()) return;
    const all = await navigator.mediaDevices.enumerateDevices();
    const of = (kind: MediaDeviceKind): MediaDeviceInfo[] => all.filter((device) => device.kind === kind);
    this.microphones = of('audioinput');
    this.cameras = of('videoinput');
    this.outputs = of('audiooutput');
  }
}

/** Opens a microphone. */
export function openMicrophone(kind: MicrophoneKind, device: string | undefined): Promise<MediaStreamTrack> {
  const clean = kind === 'voice';
  return open({
    audio: {
      ...wanted(device),
      echoCancellation: clean,
      noiseSuppression: clean,
      autoGainControl: clean,
      channelCount: 1,
      sampleRate: 48_000,
    },
  });
}

/** Opens a camera. */
export function openCamera(device: string | undefined): Promise<MediaStreamTrack> {
  return open({
    video: {
      ...wanted(device),
      width: { ideal: 1280 },
      height: { ideal: 720 },
      frameRate: { ideal: 25, max: 30 },
    },
  });
}

/** Asks for a screen or window, with its sound if there is one; `undefined` if the person changed her mind. */
export async function openScreen(): Promise<MediaStream | undefined> {
  if (!available()) throw new DeviceError('insecure');
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia({
      video: { frameRate: { max: 30 } },
      audio: true,
    });
    const picture = stream.getVideoTracks()[0];
    // Firefox has no hint; there the sharpness of letters is the encoder's own choice.
    if (picture && 'contentHint' in picture) picture.contentHint = 'detail';
    return stream;
  } catch (error) {
    // Closing the chooser and being forbidden look alike; neither needs a sentence.
    if (failureOf(error) === 'denied') return undefined;
    throw new DeviceError(failureOf(error));
  }
}

/** What the name of a browser's error means. */
export function failureOf(error: unknown): DeviceFailure {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  return FAILURES[name] ?? 'failed';
}

async function open(constraints: MediaStreamConstraints): Promise<MediaStreamTrack> {
  if (!available()) throw new DeviceError('insecure');
  try {
    const stream = await navigator.mediaDevices.getUserMedia(constraints);
    const track = stream.getTracks()[0];
    if (!track) throw new DeviceError('missing');
    return track;
  } catch (error) {
    throw error instanceof DeviceError ? error : new DeviceError(failureOf(error));
  }
}

function wanted(device: string | undefined): MediaTrackConstraints {
  return device ? { deviceId: { exact: device } } : {};
}

/** Browsers hide the devices from pages without https; the type says they never do. */
function available(): boolean {
  return (navigator as { mediaDevices?: MediaDevices }).mediaDevices !== undefined;
}

const FAILURES: Record<string, DeviceFailure> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
};
