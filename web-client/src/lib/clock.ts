/**
 * Time as an argument: code that waits is given a clock, so that its tests own the time. Everything that is started
 * returns the function that stops it.
 */
import type { Release } from './scope';

/** A source of time. */
export interface Clock {
  /** Milliseconds that only grow. */
  now(): number;
  /** Calls `then` once, `ms` from now. */
  after(ms: number, then: () => void): Release;
  /** Calls `then` again and again, every `ms`. */
  every(ms: number, then: () => void): Release;
}

/** The browser's own time. */
export const browserClock: Clock = {
  now: () => performance.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => {
      clearTimeout(timer);
    };
  },
  every(ms, then) {
    const timer = setInterval(then, ms);
    return () => {
      clearInterval(timer);
    };
  },
};
