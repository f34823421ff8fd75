/** Delay and skew of those on stage, with their names and the verdict of ITU-R BT.1359. Pure. */
import type { PresenterView, TimingView } from '../../protocol';
import type { TimingShown } from './view';

/** Of everybody on stage whose times are known. */
export function timingsOf(
  timings: readonly TimingView[],
  presenters: readonly PresenterView[],
): TimingShown[] {
  return presenters.flatMap(({ participant, name }) => {
    const timing = timings.find((one) => one.participant === participant);
    if (!timing || (timing.delay_ms === undefined && timing.skew_ms === undefined)) return [];
    const { delay_ms: delayMs, skew_ms: skewMs } = timing;
    return [{ name, delayMs, skewMs, fit: skewMs === undefined || (skewMs >= LEAST && skewMs <= MOST) }];
  });
}

/** In milliseconds; the sound late is positive. */
const LEAST = -45;
const MOST = 125;
