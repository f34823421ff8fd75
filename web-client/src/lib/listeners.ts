/**
 * A list of those who want to be told: the one way in which framework-free parts speak to whoever made them.
 */
import type { Release } from './scope';

/** Tells each listener each value, in the order they came. */
export class Listeners<T> {
  #all = new Set<(value: T) => void>();

  /** Adds a listener. */
  add(listener: (value: T) => void): Release {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  }

  /** Tells everybody. */
  tell(value: T): void {
    for (const listener of [...this.#all]) listener(value);
  }
}
