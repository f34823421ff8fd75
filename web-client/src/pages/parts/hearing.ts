/**
 * In which manner the words reach a listener, from what the server announced. It never guesses: what is heard is
 * `listening`; channels and floor only explain why.
 */
import type { ChannelView, FloorView, ListeningView } from '../../protocol';
import type { Manner } from './view';

/** How the chosen language sounds now. */
export function manner(listening: ListeningView, floor: FloorView, channels: readonly ChannelView[]): Manner {
  if (listening.source === 'channel') return 'interpreted';
  if (listening.language === 'original') return 'original';
  // Music and films are nobody's language; the original is what everybody shall hear.
  if (floor.language === listening.language || floor.language === 'none') return 'original';
  const channel = channels.find((candidate) => candidate.language === listening.language);
  return channel?.state === 'live' || channel?.state === 'held' ? 'until_cut' : 'fallback';
}
