/** The numbers of the show as the desk reads them: who listens to what, and how the connections fare. Pure. */
import type { HealthView, PresenceView } from '../../protocol';
import type { NumbersShown } from './view';

/** What is shown; `health` is absent until the server has summed it up for the first time. */
export function numbersOf(
  presence: PresenceView,
  languages: readonly string[],
  health: HealthView | undefined,
): NumbersShown {
  const listening = [...languages, 'original'].map((channel) => ({
    channel,
    listeners: presence.listening[channel] ?? 0,
  }));
  if (!health?.receivers) return { listening, network: undefined };
  const { round_trip_ms: trip, loss_permille: loss, layers, headroom_percent: headroom } = health;
  const layered = layers.low + layers.middle + layers.top + layers.none > 0;
  return {
    listening,
    network: {
      receivers: health.receivers,
      roundTrip: trip,
      loss: loss && { p50: loss.p50 / 10, p95: loss.p95 / 10 },
      lossy: (loss?.p95 ?? 0) > LOSSY_PERMILLE,
      layers: layered ? layers : undefined,
      headroom,
      tight: headroom < TIGHT_PERCENT,
    },
  };
}

/** Above this sound is repeated (RED), and pictures begin to stand still. */
const LOSSY_PERMILLE = 20;
/** New attendees are soon asked to come back later. */
const TIGHT_PERCENT = 20;
