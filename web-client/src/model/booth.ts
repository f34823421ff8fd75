/**
 * The booths this reader may see, and in them the interpreter's own seat.
 */
import type { BoothView, ChatLineView, ListeningView, SeatView } from '../protocol';

/** One booth was told anew. */
export function boothChanged(booths: BoothView[], told: BoothView): BoothView[] {
  const known = booths.some((booth) => booth.booth === told.booth);
  if (!known) return [...booths, told];
  return booths.map((booth) => (booth.booth === told.booth ? told : booth));
}

/** A line of the booth's chat, once; the oldest go when there are more than a hundred. */
export function chatted(lines: ChatLineView[], line: ChatLineView): ChatLineView[] {
  if (lines.some((known) => known.number === line.number)) return lines;
  return [...lines, line].slice(-CHAT_LINES);
}

/** The seat of `participant`. */
export function seatOf(booth: BoothView | undefined, participant: string): SeatView | undefined {
  return booth?.seats.find((seat) => seat.participant === participant);
}

/** The other seats in order: their voices are on the lines `partner_1` and `partner_2`. */
export function partners(booth: BoothView | undefined, participant: string): SeatView[] {
  return booth?.seats.filter((seat) => seat.participant !== participant) ?? [];
}

/** What an interpreter hears as her source, said as what a listener hears is. */
export function sourceOf(seat: SeatView): ListeningView {
  const { channel } = seat.incoming;
  const language = seat.output;
  return channel === undefined
    ? { language, source: 'floor', underneath: false }
    : { language, source: 'channel', channel, underneath: false };
}

const CHAT_LINES = 100;
