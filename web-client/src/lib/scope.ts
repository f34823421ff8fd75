/**
 * Everything acquired is released: whoever opens something hands the way to close it to a scope, and closing the scope
 * releases all, the newest first, each once.
 */

/** Gives back what was acquired; a second call does nothing. */
export type Release = () => void;

/** A set of things to release together. */
export class Scope {
  #releases: Release[] = [];
  #closed = false;

  /** Has the scope been closed? */
  get closed(): boolean {
    return this.#closed;
  }

  /** Keeps `release` until the scope closes; at once, if it is closed already. */
  add(release: Release): void {
    if (this.#closed) release();
    else this.#releases.push(release);
  }

  /** Listens to an event of the browser for as long as the scope lives. */
  listen<E extends Event>(target: EventTarget, type: string, then: (event: E) => void): void {
    const listener = (event: Event): void => {
      then(event as E);
    };
    target.addEventListener(type, listener);
    this.add(() => {
      target.removeEventListener(type, listener);
    });
  }

  /** Releases all. */
  close(): void {
    this.#closed = true;
    for (const release of this.#releases.splice(0).reverse()) release();
  }
}
