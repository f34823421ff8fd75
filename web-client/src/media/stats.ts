/**
 * How packets get through, read from the figures of a peer connection. Many fields are missing in one browser or the
 * other, so each is optional.
 */

/** How the packets of a connection travel: as the selected pair of candidates says. */
export async function transportOf(pc: RTCPeerConnection): Promise<'udp' | 'tcp' | undefined> {
  const report = await pc.getStats();
  const pair = selectedPair(report);
  const local = pair && (report.get(String(pair['localCandidateId'])) as Entry | undefined);
  const protocol = local?.['protocol'];
  return protocol === 'udp' || protocol === 'tcp' ? protocol : undefined;
}

/** Whether a way to the media port answers; `unknown`: there was none to try. */
export type Verdict = 'open' | 'closed' | 'unknown';

/** What has been tried by each protocol, and whether it answered. */
export async function reachOf(pc: RTCPeerConnection): Promise<{ udp: Verdict; tcp: Verdict }> {
  const report = await pc.getStats();
  const reach: Record<string, Verdict> = {};
  report.forEach((entry: Entry) => {
    if (entry['type'] !== 'candidate-pair') return;
    const local = report.get(String(entry['localCandidateId'])) as Entry | undefined;
    const protocol = word(local?.['protocol']) ?? '';
    if (entry['state'] === 'succeeded') reach[protocol] = 'open';
    else reach[protocol] ??= 'closed';
  });
  return { udp: reach['udp'] ?? 'unknown', tcp: reach['tcp'] ?? 'unknown' };
}

type Entry = Record<string, unknown>;

function selectedPair(report: RTCStatsReport): Entry | undefined {
  let chosen: Entry | undefined;
  report.forEach((entry: Entry) => {
    if (entry['type'] === 'transport') {
      chosen = (report.get(String(entry['selectedCandidatePairId'])) as Entry | undefined) ?? chosen;
    }
    // Firefox names no pair in its transport, but marks it.
    if (entry['type'] === 'candidate-pair' && (entry['selected'] === true || entry['nominated'] === true)) {
      chosen ??= entry;
    }
  });
  return chosen;
}

function word(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
