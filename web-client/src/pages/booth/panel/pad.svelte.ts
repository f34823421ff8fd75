/** The number pad: what one types stands large at the partner. Thinking only; Pad.svelte draws it. */
import type { Clock } from '../../../lib/clock';
import type { Release } from '../../../lib/scope';
import type { NumberView } from '../../../protocol';
import type { Session } from '../../session.svelte';

import type { PadShown } from './view';

/** in: the session · out: `PadShown` · close() */
export class Pad implements PadShown {
  own = $state('');

  #session: Session;
  #clock: Clock;
  #waits: Release | undefined;
  /** It has stood at the partner; until the server says so it is on its way. */
  #stood = false;

  constructor(session: Session, clock: Clock) {
    this.#session = session;
    this.#clock = clock;
  }

  get theirs(): PadShown['theirs'] {
    const number = this.#number;
    if (!number || this.#isOwn(number)) return undefined;
    const seat = this.#booth?.seats.find((one) => one.participant === number.participant);
    return { name: seat?.name ?? '', digits: number.digits };
  }

  type(digits: string): void {
    this.own = [...digits.replace(NOT_ALLOWED, '')].slice(0, LONGEST).join('');
    this.#waits?.();
    this.#waits = this.#clock.after(PAUSE_MS, () => {
      void this.#session.wish({ type: 'number', digits: this.own });
    });
  }

  /** What no longer stands at the partner, because its time is over or hers came, leaves the field too. */
  follow(): void {
    const number = this.#session.room && this.#number;
    const stands = number !== undefined && this.#isOwn(number);
    if (this.#stood && !stands) this.own = '';
    this.#stood = stands;
  }

  close(): void {
    this.#waits?.();
  }

  get #booth() {
    const { booths, you } = this.#session.known;
    return booths.find((booth) => booth.booth === you.booth);
  }

  get #number(): NumberView | undefined {
    return this.#booth?.number;
  }

  #isOwn(number: NumberView): boolean {
    return number.participant === this.#session.known.you.participant;
  }
}

const NOT_ALLOWED = /[^0-9.,% ]/g;
const LONGEST = 16;
const PAUSE_MS = 200;
