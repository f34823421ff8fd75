/**
 * The channels a listener may tune to, and what she hears of them.
 */
import type { ChannelView, ListeningView } from '../protocol';

/** One channel was told anew. */
export function channelChanged(channels: ChannelView[], told: ChannelView): ChannelView[] {
  const known = channels.some((channel) => channel.language === told.language);
  if (!known) return [...channels, told];
  return channels.map((channel) => (channel.language === told.language ? told : channel));
}

/** Does an interpreter carry the words, or the floor itself? */
export function interpreted(listening: ListeningView): boolean {
  return listening.source === 'channel';
}

/** The listener chose a language that nobody interprets now: she hears the floor instead. */
export function fallenBack(listening: ListeningView, channels: readonly ChannelView[]): boolean {
  if (listening.language === 'original' || listening.source === 'channel') return false;
  const channel = channels.find((one) => sameLanguage(one.language, listening.language));
  return channel?.state !== 'floor';
}

/** Compared by primary subtag, as everywhere: `zh-Hans` is `zh`. */
export function sameLanguage(a: string, b: string): boolean {
  return primary(a) === primary(b);
}

function primary(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? '';
}
