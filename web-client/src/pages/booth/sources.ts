/**
 * Which sounds an interpreter may have as her source, how often each has been interpreted, and which comes next on the
 * key. Pure; what she hears is the server's word.
 */
import type { ChannelView, FloorView, IncomingView } from '../../protocol';

/** A source without its level. */
export interface Source {
  readonly source: string;
  readonly language: string;
  readonly times: number;
  readonly decalageMs: number | undefined;
  readonly state: ChannelView['state'];
  readonly heard: boolean;
}

/** The floor, then every channel that is not her own; her own only where she hears it. */
export function sourcesOf(
  floor: FloorView,
  channels: readonly ChannelView[],
  languages: readonly string[],
  incoming: IncomingView | undefined,
): Source[] {
  const heard = incoming?.channel;
  const offered = channels.filter(({ language }) => language === heard || !languages.includes(language));
  return [
    {
      source: 'floor',
      language: floor.language,
      times: 0,
      decalageMs: undefined,
      state: 'floor',
      heard: heard === undefined,
    },
    ...offered.map((channel) => ({
      source: channel.language,
      language: channel.language,
      times: timesOf(channel, channels),
      decalageMs: channel.decalage_ms,
      state: channel.state,
      heard: heard === channel.language,
    })),
  ];
}

/** How many interpreters have said what is on a channel: one, and one more for every language it goes by. */
export function timesOf(channel: ChannelView, channels: readonly ChannelView[]): number {
  let times = 1;
  let via = channel.via;
  while (via !== undefined && times < channels.length) {
    times += 1;
    via = channels.find(({ language }) => language === via)?.via;
  }
  return times;
}

/** What the key chooses next: by the rules, the floor, then one channel after the other. */
export function nextSource(sources: readonly Source[], incoming: IncomingView | undefined): string {
  const order = ['auto', ...sources.map(({ source }) => source)];
  const now = incoming?.chosen ? (incoming.channel ?? 'floor') : 'auto';
  return order[(order.indexOf(now) + 1) % order.length] ?? 'auto';
}
