/**
 * The send leg: four lines (microphone, camera, screen, its sound) offered once when this person may publish, and never
 * again: switching something on puts another track on its line. A microphone that is off goes on sending silence, so
 * that its packets tell the server it is alive.
 */
import type { Clock } from '../lib/clock';
import { Scope } from '../lib/scope';

import { SendingChain } from './chain.svelte';
import { prefer, preferRedundant, sendOrder } from './codecs';
import { DeviceError, openCamera, openMicrophone, openScreen, type MicrophoneKind } from './devices.svelte';
import { switchLayers, type Layers } from './layers';
import { Leg, type Offerer } from './leg.svelte';
import { Source } from './source.svelte';
import { testPicture, testTone } from './trial';

/** What of this person is switched on. */
export interface Sources {
  microphone: boolean;
  camera: boolean;
  screen: boolean;
}

/** What goes to the server. */
export class Publishing {
  /** The connection. */
  readonly leg: Leg;
  readonly microphone = new Source();
  readonly camera = new Source();
  readonly screen = new Source();
  /** What the microphone passes on its way: trim, limiter, meters. */
  readonly chain = new SendingChain();
  /** The sound that goes with the screen. */
  screenSound: MediaStreamTrack | undefined = $state.raw();
  /** The picture and tone of a test are sent instead of devices. */
  testing = $state(false);

  #kind: MicrophoneKind = $state('voice');
  #changed: (sources: Sources) => void;
  #senders: RTCRtpSender[] = [];
  #layers = Promise.resolve();
  #silenced = false;
  #test = new Scope();
  #testLabel = '';

  constructor(offerer: Offerer, clock: Clock, kind: MicrophoneKind, changed: (sources: Sources) => void) {
    this.leg = new Leg(offerer, clock);
    this.#kind = kind;
    this.#changed = changed;
    this.chain.broken.add(() => {
      this.microphone.changed = undefined;
      this.#put();
    });
  }

  /** Whether the browser takes echoes, noise and unevenness out of the microphone. */
  get echoCancelling(): boolean {
    return this.#kind === 'voice';
  }

  /** What is switched on now. */
  get sources(): Sources {
    return { microphone: this.microphone.on, camera: this.camera.on, screen: this.screen.on };
  }

  /** Opens the leg, or opens it anew with the same tracks. */
  open(codecs: readonly string[]): void {
    this.leg.open((pc) => {
      const add = (what: MediaStreamTrack | string, sendEncodings: RTCRtpEncodingParameters[]) =>
        pc.addTransceiver(what, { direction: 'sendonly', sendEncodings });
      const lines = [
        add(this.microphone.sent ?? 'audio', [{ maxBitrate: VOICE_BITS }]),
        add(this.camera.track ?? 'video', CAMERA_LAYERS),
        add(this.screen.track ?? 'video', [{ maxBitrate: SCREEN_BITS }]),
        add(this.screenSound ?? 'audio', [{ maxBitrate: SCREEN_SOUND_BITS }]),
      ];
      for (const line of lines.slice(1, 3)) prefer(line, 'send', sendOrder(codecs));
      for (const line of [...lines.slice(0, 1), ...lines.slice(3)]) preferRedundant(line);
      this.#senders = lines.map((line) => line.sender);
    });
    this.#tell();
  }

  /** Sends only these layers of the camera; a connection made anew begins with all of them. */
  sendLayers(layers: Layers): void {
    // One after the other: the browser takes parameters only as it gave them last.
    this.#layers = this.#layers.then(() => switchLayers(this.#senders[CAMERA], layers));
  }

  /** Switches the microphone; opens it first, if need be. */
  async switchMicrophone(on: boolean): Promise<void> {
    this.microphone.wanted = on;
    if (on) await this.#take(this.microphone, () => openMicrophone(this.#kind, this.microphone.device));
    this.microphone.on = this.microphone.wanted && this.microphone.track !== undefined;
    this.#put();
  }

  /** Switches the camera; its light goes off with it. */
  async switchCamera(on: boolean): Promise<void> {
    this.camera.wanted = on;
    if (on && this.testing) this.camera.track ??= testPicture(this.#testLabel, this.#test);
    else if (on) await this.#take(this.camera, () => openCamera(this.camera.device));
    if (!this.camera.wanted) this.#drop(this.camera);
    this.camera.on = this.camera.track !== undefined;
    this.#put();
  }

  /** Shares a screen or window, or ends it. */
  async switchScreen(on: boolean): Promise<void> {
    this.#endScreen();
    if (on) {
      await this.#take(this.screen, async () => {
        const stream = await openScreen();
        this.screenSound = stream?.getAudioTracks()[0];
        return stream?.getVideoTracks()[0];
      });
      this.screen.on = this.screen.track !== undefined;
    }
    this.#put();
  }

  /** Turns echo cancelling on or off, with what belongs to it; an open microphone is opened anew. */
  async setEchoCancelling(on: boolean): Promise<void> {
    if (on === this.echoCancelling) return;
    this.#kind = on ? 'voice' : 'pure';
    if (!this.testing) await this.choose('microphone', this.microphone.device);
  }

  /** Takes another device for the microphone or the camera; what was on stays on. */
  async choose(what: 'microphone' | 'camera', device: string | undefined): Promise<void> {
    const source = this[what];
    const on = source.on;
    const wasOpen = source.track !== undefined;
    source.device = device;
    this.#drop(source);
    if (!wasOpen) return;
    if (what === 'camera') {
      await this.switchCamera(true);
    } else {
      await this.switchMicrophone(true);
      await this.switchMicrophone(on);
    }
  }

  /** Sends the test picture and tone instead of devices; `label` stands on the picture. */
  startTest(label: string): void {
    this.endTest();
    this.testing = true;
    this.#testLabel = label;
    this.microphone.track = testTone(this.#test);
    this.camera.track = testPicture(label, this.#test);
    for (const source of [this.microphone, this.camera]) {
      source.failure = undefined;
      source.on = source.track !== undefined;
    }
    this.#put();
  }

  /** Ends the test, and closes whatever was open. */
  endTest(): void {
    this.#test.close();
    this.#test = new Scope();
    this.testing = false;
    this.#drop(this.microphone);
    this.#drop(this.camera);
    this.#put();
  }

  /** A host has silenced this person, or lets her speak again. */
  silence(silenced: boolean): void {
    this.#silenced = silenced;
    this.#gate();
  }

  /** Ends the connection; the devices stay open for the next one. */
  close(): void {
    this.leg.close();
    this.#senders = [];
  }

  /** Ends everything and gives the devices back. */
  release(): void {
    this.close();
    this.#endScreen();
    this.endTest();
  }

  /** Opens a device unless it is open or about to be. */
  async #take(source: Source, open: () => Promise<MediaStreamTrack | undefined>): Promise<void> {
    if (source.track) return;
    source.pending ??= this.#open(source, open).finally(() => {
      source.pending = undefined;
    });
    await source.pending;
  }

  async #open(source: Source, open: () => Promise<MediaStreamTrack | undefined>): Promise<void> {
    source.opening = true;
    source.failure = undefined;
    try {
      const track = await open();
      if (source === this.microphone && track) source.changed = await this.chain.run(track);
      source.track = track;
      track?.addEventListener('ended', () => {
        if (source.track === track) this.#lost(source);
      });
    } catch (error) {
      source.failure = error instanceof DeviceError ? error.failure : 'failed';
    } finally {
      source.opening = false;
    }
  }

  /** A device was pulled out, or the browser's own button ended the sharing. */
  #lost(source: Source): void {
    if (source === this.screen) {
      this.#endScreen();
    } else {
      this.#drop(source);
      source.failure = 'missing';
    }
    this.#put();
  }

  #drop(source: Source): void {
    if (source === this.microphone) this.chain.stop();
    source.drop();
  }

  #endScreen(): void {
    this.#drop(this.screen);
    this.screenSound?.stop();
    this.screenSound = undefined;
  }

  /** Puts the tracks on their lines and tells what is on. */
  #put(): void {
    this.#gate();
    const tracks = [this.microphone.sent, this.camera.track, this.screen.track, this.screenSound];
    this.#senders.forEach((sender, place) => {
      const track = tracks[place] ?? null;
      // A connection that has just been closed refuses tracks; the next one is made with them.
      if (sender.track !== track) void sender.replaceTrack(track).catch(() => undefined);
    });
    this.#tell();
  }

  /** What is tried before the leg is open is nobody else's matter. */
  #tell(): void {
    if (this.leg.state !== 'closed') this.#changed(this.sources);
  }

  #gate(): void {
    const { track, changed, on } = this.microphone;
    // Both: what is in the chain already must not come out of a microphone that is off.
    for (const one of [track, changed]) if (one) one.enabled = on && !this.#silenced;
  }
}

/** The camera's place among the lines. */
const CAMERA = 1;
/** Largest first: a small camera then loses the small layers, not the large one. */
const CAMERA_LAYERS: RTCRtpEncodingParameters[] = [
  { rid: 'f', maxBitrate: 1_500_000 },
  { rid: 'h', maxBitrate: 500_000, scaleResolutionDownBy: 2 },
  { rid: 'q', maxBitrate: 150_000, scaleResolutionDownBy: 4 },
];
const SCREEN_BITS = 2_500_000;
const VOICE_BITS = 64_000;
const SCREEN_SOUND_BITS = 96_000;
