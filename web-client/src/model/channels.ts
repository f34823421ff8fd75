/**
 * The channels a listener may tune to; what she hears of them is `listening`, as the server says it.
 */
import type { ChannelView } from '../protocol';

/** One channel was told anew. */
export function channelChanged(channels: ChannelView[], told: ChannelView): ChannelView[] {
  const known = channels.some((channel) => channel.language === told.language);
  if (!known) return [...channels, told];
  return channels.map((channel) => (channel.language === told.language ? told : channel));
}
