/**
 * How late and how much apart sound and picture are on this page's own receive leg, from the figures of its peer connection.
 * The other half of the way, from the publisher to the server, is the server's to tell (`timings`).
 */

/** What one look at the figures says; absent where the browser does not tell. */
export interface Delay {
  /** One way from the server, half the round trip, in milliseconds. */
  networkMs: number | undefined;
  /** How long sound waits in the jitter buffer, in milliseconds. */
  bufferMs: number | undefined;
  /** Both together. */
  totalMs: number | undefined;
  /** How much later the sound comes than the picture, in milliseconds. */
  skewMs: number | undefined;
}

/** Nobody notices a skew within it (ITU-R BT.1359: sound 45 ms early to 125 ms late). */
export function unnoticed(skewMs: number): boolean {
  return skewMs >= -45 && skewMs <= 125;
}

/** Looks at reports one after the other: a jitter buffer is told as a sum since the beginning. */
export class DelayGauge {
  #waited = new Map<string, { delay: number; emitted: number }>();

  /** What `report` says about the time since the last look. */
  look(report: RTCStatsReport): Delay {
    const networkMs = halfTrip(report);
    let [delay, emitted] = [0, 0];
    const played: { kind: unknown; at: number }[] = [];
    report.forEach((entry: Entry) => {
      if (entry['type'] !== 'inbound-rtp') return;
      const at = number(entry['estimatedPlayoutTimestamp']);
      if (at !== undefined && at > 0) played.push({ kind: entry['kind'], at });
      if (entry['kind'] !== 'audio') return;
      const now = {
        delay: number(entry['jitterBufferDelay']) ?? 0,
        emitted: number(entry['jitterBufferEmittedCount']) ?? 0,
      };
      const before = this.#waited.get(String(entry['id'])) ?? { delay: 0, emitted: 0 };
      this.#waited.set(String(entry['id']), now);
      if (now.emitted <= before.emitted) return;
      delay += now.delay - before.delay;
      emitted += now.emitted - before.emitted;
    });
    const bufferMs = emitted > 0 ? (delay / emitted) * 1_000 : undefined;
    const totalMs = networkMs === undefined || bufferMs === undefined ? undefined : networkMs + bufferMs;
    return { networkMs, bufferMs, totalMs, skewMs: skewOf(played) };
  }
}

/**
 * What is on the screen minus what is in the ear, in the sender's time: the newest of each kind, since a line that has
 * fallen silent keeps its last time.
 */
function skewOf(played: readonly { kind: unknown; at: number }[]): number | undefined {
  const newest = (kind: string): number =>
    Math.max(...played.filter((one) => one.kind === kind).map((one) => one.at));
  const skew = newest('video') - newest('audio');
  return Number.isFinite(skew) ? skew : undefined;
}

function halfTrip(report: RTCStatsReport): number | undefined {
  let trip: number | undefined;
  report.forEach((entry: Entry) => {
    if (entry['type'] !== 'candidate-pair' || entry['state'] !== 'succeeded') return;
    if (entry['nominated'] !== true && entry['selected'] !== true) return;
    trip ??= number(entry['currentRoundTripTime']);
  });
  return trip === undefined ? undefined : (trip * 1_000) / 2;
}

type Entry = Record<string, unknown>;

function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
