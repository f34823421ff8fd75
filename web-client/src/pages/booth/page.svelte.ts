/**
 * The interpreter's page, thinking: what her band says, what her keys do, what she hears. Rules of the booth are the
 * server's; here a cough or an off is silent at once, and everything else waits for its word.
 */
import { browserClock } from '../../lib/clock';
import { Scope } from '../../lib/scope';
import { SILENT_DB } from '../../media/meter';
import { partners, seatOf } from '../../model/booth';
import { approved, onAir } from '../../model/questions';
import type { BoothView, FloorView, Microphone, QuestionView, SeatView } from '../../protocol';
import { Head } from '../parts/head.svelte';
import { Level } from '../parts/level.svelte';
import { Stage } from '../parts/stage.svelte';
import { Troubles } from '../parts/troubles.svelte';
import type { Session } from '../session.svelte';

import { bandOf, fromLanguage, secondsLeft, turnTo } from './band';
import type { BandState, BoothPageView, PartnerShown } from './view';

/** in: the session · out: `BoothPageView` · close() */
export class BoothPage implements BoothPageView {
  readonly head: Head;
  readonly stage: Stage;
  readonly troubles: Troubles;
  awake = $state(document.hasFocus());

  #session: Session;
  #own: Level;
  #scope = new Scope();
  #floorLevel = $state(SILENT_DB);
  #partnerLevels: readonly number[] = $state.raw([]);
  #now = $state(browserClock.now());
  #armedAt = $state(browserClock.now());
  #armed: string | undefined;

  constructor(session: Session) {
    this.#session = session;
    this.head = new Head(session);
    this.stage = new Stage(session);
    this.troubles = new Troubles(session, this.stage);
    this.#own = new Level(session);
    this.#scope.add(
      browserClock.every(PERIOD_MS, () => {
        this.#look();
      }),
    );
    this.#scope.listen(window, 'focus', () => {
      this.awake = true;
    });
    this.#scope.listen(window, 'blur', () => {
      this.#fallAsleep();
    });
  }

  get band(): BandState {
    return bandOf(this.#seat, this.#session.voice);
  }

  get languages(): readonly string[] {
    return this.#booth?.languages ?? [];
  }

  get from(): string {
    return fromLanguage(this.floor.language, this.output, this.languages);
  }

  get output(): string {
    return this.#seat?.output ?? this.#booth?.output ?? '';
  }

  get armed(): string | undefined {
    return this.#booth?.armed;
  }

  get armedLeft(): number {
    return secondsLeft(this.#armedAt, this.#now);
  }

  get turnTo(): string {
    return this.#booth ? turnTo(this.#booth) : this.output;
  }

  get override(): boolean {
    return this.#booth?.override ?? false;
  }

  get microphone(): Microphone {
    return this.#session.voice;
  }

  get level(): number {
    return this.#own.value;
  }

  get listeners(): number {
    return this.#booth?.listeners ?? 0;
  }

  get floor(): FloorView {
    return this.#session.known.floor;
  }

  get floorLevel(): number {
    return this.#floorLevel;
  }

  get floorVolume(): number {
    return Math.round(this.#session.sound.faders.floor * 100);
  }

  get partnerVolume(): number {
    return Math.round(this.#session.sound.faders.partner * 100);
  }

  get partners(): readonly PartnerShown[] {
    return this.#partners.map((seat, place) => ({
      participant: seat.participant,
      name: seat.name,
      microphone: seat.microphone,
      onAir: seat.on_air,
      output: seat.output,
      connected: seat.connected,
      level: this.#partnerLevels[place] ?? SILENT_DB,
    }));
  }

  get onAir(): QuestionView | undefined {
    return onAir(this.#session.known.questions);
  }

  get next(): QuestionView | undefined {
    return approved(this.#session.known.questions)[0];
  }

  get refused(): string | undefined {
    return this.#session.refusal?.code;
  }

  pressMicrophone(): void {
    void this.#session.speak(isLive(this.microphone) || this.band === 'on_air' ? 'off' : 'on');
  }

  holdCough(held: boolean): void {
    if (held && (this.microphone === 'on' || this.band === 'on_air')) void this.#session.speak('cough');
    if (!held && this.microphone === 'cough') void this.#session.speak('on');
  }

  pressStandBy(): void {
    if (isLive(this.microphone)) return;
    void this.#session.speak(this.microphone === 'armed' ? 'off' : 'armed');
  }

  pressDirection(): void {
    this.#direct(this.turnTo, this.override);
  }

  setOverride(on: boolean): void {
    this.#direct(this.output, on);
  }

  setFloorLanguage(language: string, pin: boolean): void {
    void this.#session.wish({ type: 'set_floor_language', language, pin });
  }

  setFloorVolume(volume: number): void {
    this.#session.sound.move('floor', volume / 100);
  }

  setPartnerVolume(volume: number): void {
    this.#session.sound.move('partner', volume / 100);
  }

  leave(): void {
    void this.#session.leave();
  }

  close(): void {
    this.head.close();
    this.#own.close();
    this.#scope.close();
  }

  get #booth(): BoothView | undefined {
    const { booths, you } = this.#session.known;
    return booths.find((booth) => booth.booth === you.booth);
  }

  get #seat(): SeatView | undefined {
    return seatOf(this.#booth, this.#session.known.you.participant);
  }

  get #partners(): SeatView[] {
    return partners(this.#booth, this.#session.known.you.participant);
  }

  #direct(language: string, override: boolean): void {
    void this.#session.wish({ type: 'direction', language, override });
  }

  #look(): void {
    this.#now = browserClock.now();
    if (this.armed !== this.#armed) {
      this.#armed = this.armed;
      this.#armedAt = this.#now;
    }
    const { sound } = this.#session;
    this.#floorLevel = Math.max(...FLOOR_LINES.map((line) => sound.lineLevel(line)));
    this.#partnerLevels = this.#partners.map((_, place) => sound.lineLevel(`partner_${String(place + 1)}`));
  }

  /** A key that is let go while another window is in front is never seen: a cough must not stay for ever. */
  #fallAsleep(): void {
    this.awake = false;
    this.#scope.add(
      browserClock.after(COUGH_WITHOUT_FOCUS_MS, () => {
        if (!this.awake) this.holdCough(false);
      }),
    );
  }
}

function isLive(microphone: Microphone): boolean {
  return microphone === 'on' || microphone === 'cough';
}

const PERIOD_MS = 100;
const COUGH_WITHOUT_FOCUS_MS = 3_000;
const FLOOR_LINES = ['floor_1', 'floor_2', 'floor_3', 'shared'];
