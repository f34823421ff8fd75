/**
 * A clock for tests: it stands still until it is told to go on. The client itself never uses it.
 */
import type { Clock } from './clock';
import type { Release } from './scope';

/** Time that a test moves by hand. */
export class PretendedClock implements Clock {
  #now = 0;
  #due: { at: number; every: number | undefined; then: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, then: () => void): Release {
    return this.#plan(ms, undefined, then);
  }

  every(ms: number, then: () => void): Release {
    return this.#plan(ms, ms, then);
  }

  /** Moves on by `ms`, and does on the way what falls due, in order. */
  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      this.#due.sort((a, b) => a.at - b.at);
      const next = this.#due[0];
      if (!next || next.at > end) break;
      this.#now = next.at;
      if (next.every === undefined) this.#due.shift();
      else next.at += next.every;
      next.then();
    }
    this.#now = end;
  }

  #plan(ms: number, every: number | undefined, then: () => void): Release {
    const entry = { at: this.#now + ms, every, then };
    this.#due.push(entry);
    return () => {
      this.#due = this.#due.filter((other) => other !== entry);
    };
  }
}
