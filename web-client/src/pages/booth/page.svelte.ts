/**
 * The interpreter's page, thinking: what her band says, who is with her, what is wrong, and which key does what. What her
 * hands do and what she hears have files of their own.
 */
import { browserClock } from '../../lib/clock';
import { Scope } from '../../lib/scope';
import { SILENT_DB } from '../../media/meter';
import type { AlarmView, BoothView, DependentView, FloorView } from '../../protocol';
import type { Due } from '../../wire/office';
import { Head } from '../parts/head.svelte';
import { Stage } from '../parts/stage.svelte';
import { Troubles } from '../parts/troubles.svelte';
import type { Session } from '../session.svelte';

import { bandOf, fromLanguage } from './band';
import { secondsSince, slotLeft } from './clocks';
import { Ears } from './ears.svelte';
import { Cuts } from './handover';
import { Hands } from './hands.svelte';
import { Keyring } from './keyring.svelte';
import { Held, type Action, type KeyPress } from './keys';
import { readLayout } from './layout.svelte';
import { Own } from './own';
import { PanelModel } from './panel/panel.svelte';
import { TurnMemory } from './turn';
import { timingsOf } from './timings';
import type { BandState, BoothPageView, PartnerShown, TimingShown } from './view';

/** in: the session · out: `BoothPageView` · close() */
export class BoothPage implements BoothPageView {
  readonly head: Head;
  readonly stage: Stage;
  readonly troubles: Troubles;
  readonly hands: Hands;
  readonly ears: Ears;
  readonly panel: PanelModel;
  readonly keys = new Keyring(() => localStorage);
  awake = $state(document.hasFocus());

  #session: Session;
  #own: Own;
  #turn: TurnMemory;
  #broken = $state(false);
  #held = new Held();
  #before: BoothView | undefined;
  #cuts = new Cuts();
  #scope = new Scope();

  constructor(session: Session, askDue: () => Promise<Due[]>) {
    this.#session = session;
    this.#own = new Own(session);
    this.head = new Head(session);
    this.stage = new Stage(session);
    this.troubles = new Troubles(session, this.stage);
    this.hands = new Hands(session, () => this.head.now);
    this.ears = new Ears(session);
    this.panel = new PanelModel(session, this.head, session.speaking, askDue);
    this.#turn = new TurnMemory(() => sessionStorage, this.#own.room.room.show);
    this.#broken = this.#turn.brokenOff(Date.now());
    void readLayout();
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
    if (this.#session.reconnecting) return 'lost';
    const partner = this.#own.partners.some((seat) => seat.on_air);
    return bandOf(this.#own.seat, { wish: this.hands.microphone, broken: this.#broken && !partner });
  }

  get sign(): boolean {
    return this.#own.booth?.sign ?? false;
  }

  get languages(): readonly string[] {
    return this.#own.booth?.languages ?? [];
  }

  get from(): string {
    const pivot = this.#own.seat?.incoming.channel;
    return pivot ?? fromLanguage(this.floor.language, this.output, this.languages);
  }

  get output(): string {
    return this.#own.output;
  }

  get listeners(): number {
    return this.#own.booth?.listeners ?? 0;
  }

  get turn(): number | undefined {
    return secondsSince(this.#own.seat?.on_air_since, this.head.now);
  }

  get slot(): number | undefined {
    return slotLeft(this.#own.room.run_sheet, this.head.now);
  }

  get relayFor(): readonly DependentView[] {
    return this.#own.booth?.relay_for ?? [];
  }

  get alarms(): readonly AlarmView[] {
    return this.#own.booth?.alarms ?? [];
  }

  nameOf(participant: string): string {
    return this.#own.booth?.seats.find((seat) => seat.participant === participant)?.name ?? '';
  }

  get channels(): BoothPageView['channels'] {
    return this.#own.room.channels;
  }

  get timings(): readonly TimingShown[] {
    const { timings, stage } = this.#own.room;
    return timingsOf(timings, stage.presenters);
  }

  get floor(): FloorView {
    return this.#own.room.floor;
  }

  get partners(): readonly PartnerShown[] {
    return this.#own.partners.map((seat, place) => ({
      participant: seat.participant,
      name: seat.name,
      microphone: seat.microphone,
      onAir: seat.on_air,
      output: seat.output,
      connected: seat.connected,
      talking: seat.talking,
      level: this.ears.partnerLevels[place] ?? SILENT_DB,
      // The line keeps its last frame; whose camera is off has no picture.
      picture: seat.camera ? this.#session.receiving.pictures[`partner_${String(place + 1)}`] : undefined,
    }));
  }

  get refused(): BoothPageView['refused'] {
    const code = this.#session.refusal?.code;
    if (code === undefined) return undefined;
    const wanted = this.hands.turnTo;
    const taken = this.#own.room.channels.find(
      ({ language, booth }) =>
        (language === this.output || language === wanted) && booth !== this.#own.room.you.booth,
    );
    return { code, by: code === 'channel_occupied' ? taken?.interpreter : undefined };
  }

  press(key: KeyPress): boolean {
    if (this.keys.take(key)) return true;
    const { ours, pressed } = this.#held.press(key, this.keys.map);
    if (pressed) this.act(pressed.action, pressed.down);
    return ours;
  }

  act(action: Action, down: boolean): void {
    if (this.#broken && (action === 'microphone' || action === 'stand_by')) {
      this.#broken = false;
      this.#turn.forget();
    }
    if (this.hands.act(action, down)) return;
    switch (action) {
      case 'incoming':
        this.ears.next();
        break;
      case 'incoming_auto':
        this.ears.choose('auto');
        break;
      case 'pin':
        this.setFloorLanguage(this.floor.language, !this.floor.pinned);
        break;
      case 'floor_none':
        this.setFloorLanguage('none', this.floor.pinned);
        break;
      case 'floor_1':
      case 'floor_2':
      case 'floor_3': {
        const language = this.languages[Number(action.slice('floor_'.length)) - 1];
        if (language !== undefined) this.setFloorLanguage(language, this.floor.pinned);
        break;
      }
      case 'keys':
        this.keys.show(!this.keys.open);
        break;
    }
  }

  setFloorLanguage(language: string, pin: boolean): void {
    void this.#session.wish({ type: 'set_floor_language', language, pin });
  }

  leave(): void {
    this.#turn.forget();
    void this.#session.leave();
  }

  close(): void {
    this.head.close();
    this.hands.close();
    this.ears.close();
    this.panel.close();
    this.#scope.close();
  }

  #look(): void {
    const { booth, seat } = this.#own;
    if (booth !== this.#before) {
      if (this.#cuts.see(this.#before, booth, Date.now())) this.#session.sound.cue('cut');
      this.#before = booth;
    }
    if (!this.#broken && !this.#session.reconnecting) {
      this.#turn.note(seat?.on_air === true && this.hands.microphone !== 'off', Date.now());
    }
  }

  /**
   * A key that is let go while another window is in front is never seen: what is said to the partner ends at once, and
   * a cough after a moment, with a tone, because from then on she is heard.
   */
  #fallAsleep(): void {
    this.awake = false;
    for (const action of ['talk_partner', 'talk_desk'] as const) {
      this.#held.forget(action);
    }
    if (this.hands.talking !== 'nobody') this.act('talk_partner', false);
    if (this.hands.microphone !== 'cough') return;
    this.#scope.add(
      browserClock.after(COUGH_WITHOUT_FOCUS_MS, () => {
        this.#held.forget('cough');
        if (this.hands.microphone !== 'cough') return;
        this.act('cough', false);
        this.#session.sound.cue('released');
      }),
    );
  }
}

const PERIOD_MS = 100;
const COUGH_WITHOUT_FOCUS_MS = 3_000;
