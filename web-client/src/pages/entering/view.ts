/** What the one screen before the room shows: name, language, sound, devices, Enter. */
import type { LeakResult } from '../../media/leak';
import type { SoundScore } from '../../media/soundcheck';
import type { Role } from '../../protocol';
import type { CheckStep } from '../fitness.svelte';
import type { Connection, ConsentShown, SourcesView, Texts, TroublesView } from '../parts/view';

/** A device to choose. */
export interface DeviceChoice {
  readonly id: string;
  readonly label: string;
}

/** The check of the sound: a chirp, a sentence, and what they say. */
export interface SoundCheckView {
  readonly step: CheckStep;
  /** Of the sentence, from 0 to 1. */
  readonly progress: number;
  readonly score: SoundScore | undefined;
  readonly leak: LeakResult | undefined;
  examine(): Promise<void>;
}

/** The device check of people who may be heard. */
export interface CheckView {
  /** `idle`: nothing asked for yet. */
  readonly state: 'idle' | 'starting' | 'running';
  /** An interpreter has no camera check. */
  readonly wantsCamera: boolean;
  readonly sources: SourcesView;
  readonly microphones: readonly DeviceChoice[];
  readonly cameras: readonly DeviceChoice[];
  /** Empty where the browser lets nobody choose. */
  readonly outputs: readonly DeviceChoice[];
  readonly microphone: string;
  readonly camera: string;
  readonly output: string;
  /** What the meter says about the voice so far. */
  readonly score: 'quiet' | 'good' | 'loud';
  readonly sound: SoundCheckView;
  readonly mayTest: boolean;
  readonly test: boolean;
  start(): void;
  chooseMicrophone(id: string): void;
  chooseCamera(id: string): void;
  chooseOutput(id: string): void;
  setTest(on: boolean): void;
}

/** The screen before the room. */
export interface EnteringView {
  readonly title: Texts;
  /** It is practised. */
  readonly practice: boolean;
  readonly role: Role;
  readonly booth: readonly string[];
  readonly name: string;
  readonly mayRename: boolean;
  /** Language tags and `original`. */
  readonly languages: readonly string[];
  readonly language: string;
  readonly connection: Connection;
  readonly chime: boolean;
  readonly check: CheckView | undefined;
  /** Asked of interpreters only. */
  readonly headphones: { readonly worn: boolean; set(worn: boolean): void } | undefined;
  /** Asked of those who will be heard; nobody has to agree. */
  readonly consent: ConsentShown | undefined;
  readonly network: 'testing' | 'udp' | 'tcp' | 'none';
  readonly troubles: TroublesView;
  readonly mayEnter: boolean;
  readonly refused: string | undefined;
  setName(name: string): void;
  chooseLanguage(language: string): void;
  playChime(): void;
  enter(): void;
}
