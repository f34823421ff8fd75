/**
 * The booths in plain values: who calls, who may be given a seat, and whom the talk key reaches. Pure.
 */
import type { BoothId, BoothView, PersonView } from '../../protocol';

import type { CallShown, InterpreterShown } from './view';

/** Calls of booths to the desk, the oldest first. */
export function callsToDesk(booths: readonly BoothView[]): CallShown[] {
  return booths
    .flatMap((booth) =>
      booth.calls.filter((call) => !call.from_desk).map((call) => ({ ...call, booth: booth.booth })),
    )
    .sort((a, b) => Date.parse(a.since) - Date.parse(b.since));
}

/** Has the desk its call light lit at this booth? Whoever only talks to it has lit none. */
export function isCalled(booth: BoothView): boolean {
  return booth.calls.some((call) => call.from_desk && (!call.talking || call.text !== ''));
}

/** All interpreters who are here, and where each sits; whoever has no seat stands first. */
export function interpretersOf(
  people: readonly PersonView[],
  booths: readonly BoothView[],
): InterpreterShown[] {
  return people
    .filter((person) => person.role === 'interpreter' && !person.gone)
    .map(({ participant, name }) => {
      const booth = booths.find((one) => one.seats.some((seat) => seat.participant === participant));
      const seat = booth?.seats.find((one) => one.participant === participant);
      return { participant, name, booth: booth?.booth, onAir: seat?.on_air ?? false };
    })
    .sort((a, b) => Number(a.booth !== undefined) - Number(b.booth !== undefined));
}

/** The booth that the talk key reaches: the one that calls, otherwise the one talked to last, otherwise the first. */
export function keyTarget(booths: readonly BoothView[], last: BoothId | undefined): BoothId | undefined {
  const calling = callsToDesk(booths)[0]?.booth;
  const known = booths.find((booth) => booth.booth === last)?.booth;
  return calling ?? known ?? booths[0]?.booth;
}
