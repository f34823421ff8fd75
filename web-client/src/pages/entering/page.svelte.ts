/** The screen before the room, thinking: one decision a line, and the tap that goes in. */
import { browserClock } from '../../lib/clock';
import { Scope } from '../../lib/scope';
import type { Role } from '../../protocol';
import { Consenting } from '../parts/consenting.svelte';
import { rememberedLanguage, rememberLanguage } from '../parts/remembered';
import { Troubles } from '../parts/troubles.svelte';
import type { Connection, Texts } from '../parts/view';
import type { Session } from '../session.svelte';

import { Check } from './check.svelte';
import type { EnteringView } from './view';

/** in: the session, what stands on the test picture · out: `EnteringView` · close() */
export class EnteringPage implements EnteringView {
  readonly check: Check | undefined;
  readonly headphones: Headphones | undefined;
  readonly consent: Consenting | undefined;
  readonly troubles: Troubles;
  chime = $state(false);

  #session: Session;
  #name: string | undefined = $state();
  #scope = new Scope();

  constructor(session: Session, testLabel: () => string) {
    this.#session = session;
    this.check = session.role === 'attendee' ? undefined : new Check(session, testLabel);
    this.headphones = session.role === 'interpreter' ? new Headphones(session) : undefined;
    this.consent = HEARD.includes(this.role) ? new Consenting(session) : undefined;
    this.troubles = new Troubles(session);
    const remembered = rememberedLanguage(session.known.room.show, this.languages);
    if (remembered !== undefined && remembered !== this.language) this.chooseLanguage(remembered);
  }

  get title(): Texts {
    return this.#session.known.room.title;
  }

  get practice(): boolean {
    return this.#session.known.room.practice ?? false;
  }

  get role(): Role {
    return this.#session.known.you.role;
  }

  get booth(): readonly string[] {
    const { booths, you } = this.#session.known;
    return booths.find((booth) => booth.booth === you.booth)?.languages ?? [];
  }

  get name(): string {
    return this.#name ?? this.#session.known.you.name;
  }

  get mayRename(): boolean {
    return this.#session.known.you.may_rename;
  }

  get languages(): readonly string[] {
    return [...this.#session.known.room.languages, 'original'];
  }

  get language(): string {
    return this.#session.known.listening.language;
  }

  get connection(): Connection {
    return this.#session.reconnecting ? 'reconnecting' : 'open';
  }

  get network(): EnteringView['network'] {
    const { leg } = this.#session.receiving;
    if (leg.state === 'blocked') return 'none';
    return leg.state === 'connected' ? (leg.transport ?? 'testing') : 'testing';
  }

  get mayEnter(): boolean {
    return this.#session.standing.is === 'open' && (this.headphones?.worn ?? true);
  }

  get refused(): string | undefined {
    return this.#session.refusal?.code;
  }

  setName(name: string): void {
    this.#name = name;
  }

  chooseLanguage(language: string): void {
    rememberLanguage(this.#session.known.room.show, language);
    const { underneath } = this.#session.known.listening;
    void this.#session.wish({ type: 'listen', language, underneath });
  }

  playChime(): void {
    this.#session.sound.chime();
    this.chime = true;
    this.#scope.add(
      browserClock.after(CHIME_MS, () => {
        this.chime = false;
      }),
    );
  }

  enter(): void {
    if (!this.mayEnter) return;
    // Now, while the browser still counts the tap.
    this.#session.sound.unlock();
    void this.#enter();
  }

  close(): void {
    this.#scope.close();
    this.check?.close();
  }

  async #enter(): Promise<void> {
    const name = this.#name?.trim();
    if (this.mayRename && name !== undefined && name !== this.#session.known.you.name) {
      if (!(await this.#session.wish({ type: 'set_name', name }))) return;
    }
    // An interpreter's microphone was open for the check; on air it opens only by her own key.
    if (this.role === 'interpreter') {
      await this.#session.publishing?.switchMicrophone(false);
      await this.#session.publishing?.switchCamera(false);
    }
    if (this.check) void this.#checkIn();
    this.#session.enter();
  }

  /** What the check found is kept for the host; whatever becomes of that, she goes in. */
  async #checkIn(): Promise<void> {
    const camera = this.#session.publishing?.camera.track !== undefined;
    await this.#session.wish({ type: 'check_in', network: NETWORKS[this.network], camera });
  }
}

/** Asked of interpreters: without closed headphones the listeners hear the stage through their microphone. */
class Headphones {
  worn = $state(false);

  #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  set(worn: boolean): void {
    this.worn = worn;
    this.#session.fitness.wear(worn);
  }
}

/** Whose voices the show is made of. */
const HEARD: readonly Role[] = ['speaker', 'interpreter'];
/** How the page's own words are told. */
const NETWORKS = { udp: 'open', tcp: 'narrow', none: 'blocked', testing: 'unknown' } as const;
const CHIME_MS = 1_500;
