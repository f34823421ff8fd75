/** The device check, thinking: opened by the person, heard and seen by nobody else before she enters. */
import type { Publishing } from '../../media/publish.svelte';
import { Sources } from '../parts/sources.svelte';
import type { Session } from '../session.svelte';

import type { CheckView, DeviceChoice, SoundCheckView } from './view';

/** in: the session, what stands on the test picture · out: `CheckView` · close() */
export class Check implements CheckView {
  readonly sources: Sources;

  #session: Session;
  #testLabel: () => string;

  constructor(session: Session, testLabel: () => string) {
    this.#session = session;
    this.#testLabel = testLabel;
    this.sources = new Sources(session);
  }

  get state(): CheckView['state'] {
    const publishing = this.#publishing;
    if (!publishing) return 'idle';
    const { microphone, camera } = publishing;
    if (microphone.opening || camera.opening) return 'starting';
    return microphone.track || camera.track ? 'running' : 'idle';
  }

  get wantsCamera(): boolean {
    const { booths, you } = this.#session.known;
    // Whoever signs is seen, every other interpreter only heard.
    return you.role !== 'interpreter' || booths.some(({ booth, sign }) => sign && booth === you.booth);
  }

  get microphones(): readonly DeviceChoice[] {
    return this.#session.devices.microphones.map(choice);
  }

  get cameras(): readonly DeviceChoice[] {
    return this.#session.devices.cameras.map(choice);
  }

  get outputs(): readonly DeviceChoice[] {
    return this.#session.devices.outputs.map(choice);
  }

  get microphone(): string {
    return deviceOf(this.#publishing?.microphone.track);
  }

  get camera(): string {
    return deviceOf(this.#publishing?.camera.track);
  }

  get output(): string {
    return this.#session.sound.output || SYSTEM_OUTPUT;
  }

  get score(): CheckView['score'] {
    const { peak } = this.sources.meter;
    if (peak > LOUD_DB) return 'loud';
    return peak > QUIET_DB ? 'good' : 'quiet';
  }

  get sound(): SoundCheckView {
    return this.#session.fitness;
  }

  get mayTest(): boolean {
    return this.#session.known.room.test_picture;
  }

  get test(): boolean {
    return this.sources.test;
  }

  start(): void {
    // The tap that asks for the devices also lets the meter run.
    this.#session.sound.unlock();
    void this.#start();
  }

  chooseMicrophone(id: string): void {
    void this.#publishing?.choose('microphone', id);
  }

  chooseCamera(id: string): void {
    if (id === '') void this.#publishing?.switchCamera(false);
    else void this.#chooseCamera(id);
  }

  chooseOutput(id: string): void {
    void this.#session.sound.choose(id === SYSTEM_OUTPUT ? '' : id);
  }

  setTest(on: boolean): void {
    this.#session.sound.unlock();
    if (on) this.#publishing?.startTest(this.#testLabel());
    else this.#publishing?.endTest();
  }

  close(): void {
    this.sources.close();
  }

  async #start(): Promise<void> {
    const publishing = this.#publishing;
    await publishing?.switchMicrophone(true);
    if (this.wantsCamera) await publishing?.switchCamera(true);
    await this.#session.devices.refresh();
  }

  async #chooseCamera(id: string): Promise<void> {
    await this.#publishing?.choose('camera', id);
    await this.#publishing?.switchCamera(true);
  }

  get #publishing(): Publishing | undefined {
    return this.#session.publishing;
  }
}

function choice(device: MediaDeviceInfo): DeviceChoice {
  return { id: device.deviceId, label: device.label || device.deviceId };
}

function deviceOf(track: MediaStreamTrack | undefined): string {
  return track?.getSettings().deviceId ?? '';
}

const LOUD_DB = -6;
const QUIET_DB = -45;
/** How browsers call the output that the system chooses. */
const SYSTEM_OUTPUT = 'default';
