/**
 * What an interpreter's band, way and Direction key say, from what the server told of her booth. Pure: no clock and no
 * drawing; the seconds until the cut are counted by the page.
 */
import type { BoothView, Microphone, SeatView } from '../../protocol';
import type { BandState } from './view';

/** What is known beside the seat. */
export interface Around {
  /** What she wants of her microphone. */
  readonly wish: Microphone;
  /** The page was loaded anew while she was on air, and she has not pressed a key since. */
  readonly broken: boolean;
}

/** The band of a seat. What the server says counts; a wish of one's own shows only where it makes silent at once. */
export function bandOf(seat: SeatView | undefined, { wish, broken }: Around): Exclude<BandState, 'lost'> {
  if (!seat || seat.microphone === 'off' || wish === 'off') return broken ? 'broken' : 'off';
  if (seat.microphone === 'armed') return seat.on_air ? 'on_air' : 'stand_by';
  if (!seat.on_air) return 'waiting';
  return seat.microphone === 'cough' || wish === 'cough' ? 'cough' : 'on_air';
}

/** The language she speaks out of: the floor's, or the booth's other one while it speaks hers or none. */
export function fromLanguage(floor: string, output: string, languages: readonly string[]): string {
  if (floor !== output && languages.includes(floor)) return floor;
  return languages.find((language) => language !== output) ?? output;
}

/** Where the Direction key turns to: the armed language, or the next one of the booth. */
export function turnTo(booth: BoothView): string {
  if (booth.armed !== undefined) return booth.armed;
  const place = booth.languages.indexOf(booth.output);
  return booth.languages[(place + 1) % booth.languages.length] ?? booth.output;
}
