/**
 * Remembers over a reload of the page that she was on air, so that she is asked for the microphone at once. A tab of its
 * own does not know it. It opens nothing.
 */

/** What is needed of the browser's storage for one tab. */
export type TabStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** One show's turn, as one tab knows it. */
export class TurnMemory {
  #store: () => TabStore;
  #key: string;
  #on = false;

  constructor(store: () => TabStore, show: string) {
    this.#store = store;
    this.#key = `roadshow.turn.${show}`;
  }

  /** Was she on air when the page was loaded anew, not longer ago than a turn lasts? */
  brokenOff(now: number): boolean {
    const at = Number(this.#try((store) => store.getItem(this.#key)) ?? Number.NaN);
    return now - at < TURN_MS;
  }

  /** She is on air, or no longer. */
  note(on: boolean, now: number): void {
    if (on === this.#on) return;
    this.#on = on;
    this.#try((store) => {
      if (on) store.setItem(this.#key, String(now));
      else store.removeItem(this.#key);
    });
  }

  /** She has answered: what was before the reload is over. */
  forget(): void {
    this.#on = false;
    this.#try((store) => {
      store.removeItem(this.#key);
    });
  }

  /** A browser that keeps nothing does not ask; nothing else is lost by it. */
  #try<T>(use: (store: TabStore) => T): T | undefined {
    try {
      return use(this.#store());
    } catch {
      return undefined;
    }
  }
}

/** Counted from the turn's beginning: longer than any turn lasts, shorter than from one show to the next. */
const TURN_MS = 2 * 3_600_000;
