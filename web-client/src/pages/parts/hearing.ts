/**
 * In which manner the words reach a listener, from what the server announced. It never guesses: what is heard is
 * `listening`; channels and floor only explain why.
 */
import type { ChannelView, FloorView, ListeningView } from '../../protocol';
import type { Manner } from './view';

/** How the chosen language sounds now. */
export function manner(listening: ListeningView, floor: FloorView, channels: readonly ChannelView[]): Manner {
  if (listening.source === 'channel') return listening.via === undefined ? 'interpreted' : 'relayed';
  if (listening.language === 'original') return 'original';
  if (floor.consecutive) return 'consecutive';
  // Music and films are nobody's language; the original is what everybody shall hear.
  if (floor.language === 'none') return 'no_speech';
  if (floor.language === listening.language) return 'original';
  const channel = channels.find((candidate) => candidate.language === listening.language);
  if (channel?.state === 'live' || channel?.state === 'held') return 'until_cut';
  return channel?.down === true ? 'down' : 'fallback';
}

/** The languages whose interpretation is down, in the order of the channels. */
export function down(channels: readonly ChannelView[]): string[] {
  return channels.filter((channel) => channel.down).map((channel) => channel.language);
}
