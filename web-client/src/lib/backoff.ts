/**
 * How long to wait before the next try: full jitter, so that a thousand pages that lost the same server do not come
 * back in the same moment. It counts nothing and starts no timer.
 */

/** Milliseconds before try number `attempt` (from 0); `chance` is in [0, 1). */
export function fullJitter(attempt: number, chance: number): number {
  const ceiling = Math.min(CAP_MS, BASE_MS * 2 ** Math.min(attempt, 16));
  return Math.floor(chance * ceiling);
}

const BASE_MS = 1_000;
const CAP_MS = 10_000;
