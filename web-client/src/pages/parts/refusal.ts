/** From a code that the server sent to the key of the sentence that people read. */
import type { Key } from '../../i18n/locale.svelte';

/** The sentence for a refused request; codes that a person can do nothing about share one sentence. */
export function refusalKey(code: string, has: (key: string) => boolean): Key {
  const key = `refused-${code}`;
  return has(key) ? (key as Key) : 'refused-other';
}

/** The screen for a connection that ended or never began. */
export type Ending =
  | 'link-incomplete'
  | 'ticket_invalid'
  | 'ticket_expired'
  | 'ticket_withdrawn'
  | 'no_such_show'
  | 'doors_closed'
  | 'show_over'
  | 'show_full'
  | 'server_full'
  | 'already_in'
  | 'replaced'
  | 'booth_full'
  | 'too_many_connections'
  | 'outdated'
  | 'left'
  | 'gone';

/** The screen for a code of a refused hello or of a goodbye. */
export function endingOf(code: string): Ending {
  switch (code) {
    case 'link-incomplete':
    case 'ticket_invalid':
    case 'ticket_expired':
    case 'ticket_withdrawn':
    case 'no_such_show':
    case 'doors_closed':
    case 'show_over':
    case 'show_full':
    case 'server_full':
    case 'already_in':
    case 'replaced':
    case 'booth_full':
    case 'too_many_connections':
    case 'left':
      return code;
    case 'no_such_booth':
    case 'seat_invalid':
      return 'ticket_invalid';
    case 'unknown_type':
    case 'malformed':
    case 'duplicate_field':
      return 'outdated';
    default:
      return 'gone';
  }
}
