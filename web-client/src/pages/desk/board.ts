/**
 * The interpretation board in plain values: what each channel carries, through whom, how loud, and what is wrong with
 * it. Pure: views of the room in, cards out; words and drawing are elsewhere.
 */
import { TARGET_LUFS } from '../../media/target';
import type { AlarmView, BoothView, ChannelView, ParticipantId, PresenterView } from '../../protocol';

import type { AlarmShown, ChannelCard, OpenMicrophone, Range } from './view';

/** One card for each channel, in the order of the show. */
export function cardsOf(
  channels: readonly ChannelView[],
  booths: readonly BoothView[],
  loudness: ReadonlyMap<string, number>,
  levels: Partial<Record<string, number>>,
): ChannelCard[] {
  return channels.map((channel) => {
    const { language, booth: id, state } = channel;
    const booth = booths.find((one) => one.booth === id);
    const seat = booth?.seats.find((one) => one.on_air && one.output === language);
    return {
      language,
      state: channel.down ? 'down' : state,
      interlock: channel.interlock,
      listeners: channel.listeners,
      booth: id,
      interpreter: channel.interpreter,
      times: seat?.incoming.times ?? (channel.via === undefined ? 0 : 1),
      via: channel.via,
      decalageMs: channel.decalage_ms,
      level: levels[language],
      range: rangeOf(loudness.get(language)),
      alarms: alarmsOf(channel, booths),
    };
  });
}

/** What is wrong with a channel, each thing once. */
export function alarmsOf(channel: ChannelView, booths: readonly BoothView[]): AlarmShown[] {
  const found = new Map<string, AlarmShown>();
  for (const booth of booths) {
    for (const alarm of booth.alarms) {
      if (!concerns(alarm, booth, channel)) continue;
      const shown = alarmShown(alarm, booth);
      found.set(JSON.stringify(shown), shown);
    }
  }
  return [...found.values()];
}

/** An alarm of a booth with the name of whom it is about. */
export function alarmShown(alarm: AlarmView, booth: BoothView): AlarmShown {
  switch (alarm.alarm) {
    case 'silent':
      return { kind: 'silent', name: nameIn(booth, alarm.participant) };
    case 'pivot_silent':
      return { kind: 'pivot_silent', language: alarm.language };
    case 'unattended':
      return { kind: 'unattended', language: alarm.language };
    case 'occupied':
      return { kind: 'occupied', language: alarm.language, by: alarm.by };
  }
}

/** The microphones that are open on the stage, and the language each is taken to speak. */
export function openMicrophones(presenters: readonly PresenterView[]): OpenMicrophone[] {
  return presenters
    .filter((presenter) => presenter.microphone && !presenter.muted && presenter.connected)
    .map(({ participant, name, language }) => ({ participant, name, language }));
}

/** The loudness of speech so far and one more look at the level: pauses change nothing. */
export function slowly(before: number | undefined, level: number | undefined): number | undefined {
  if (level === undefined || level < PAUSE_DB) return before;
  return before === undefined ? level : before + (level - before) * WEIGHT;
}

/** Whether speech is as loud as all voices shall be. */
export function rangeOf(loudness: number | undefined): Range {
  if (loudness === undefined) return 'unknown';
  if (loudness < TARGET_LUFS - TOLERANCE_DB) return 'low';
  return loudness > TARGET_LUFS + TOLERANCE_DB ? 'high' : 'fit';
}

function concerns(alarm: AlarmView, booth: BoothView, channel: ChannelView): boolean {
  switch (alarm.alarm) {
    case 'silent':
      return booth.seats.some(
        (seat) => seat.participant === alarm.participant && seat.output === channel.language,
      );
    case 'pivot_silent':
      return alarm.language === channel.language || booth.booth === channel.booth;
    case 'unattended':
    case 'occupied':
      return alarm.language === channel.language;
  }
}

function nameIn(booth: BoothView, participant: ParticipantId): string {
  return booth.seats.find((seat) => seat.participant === participant)?.name ?? '';
}

/** What is quieter is a pause of the speaker. */
const PAUSE_DB = -50;
/** Two looks a second: about four seconds of speech. */
const WEIGHT = 1 / 8;
/** Levels on the wire are unweighted and come twice a second: finer than this they do not tell. */
const TOLERANCE_DB = 6;
