/**
 * Figures of a peer connection, for the panel *connection details*. Many fields are missing in one browser or the
 * other, so each is optional.
 */

/** How one line does. */
export interface LineStats {
  mid: string | undefined;
  direction: 'in' | 'out';
  kind: string;
  codec: string | undefined;
  layer: string | undefined;
  packets: number;
  lost: number;
  frames: number | undefined;
  width: number | undefined;
  height: number | undefined;
}

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

/** The lines of a connection that have carried anything. */
export async function linesOf(pc: RTCPeerConnection): Promise<LineStats[]> {
  const report = await pc.getStats();
  const lines: LineStats[] = [];
  report.forEach((entry: Entry) => {
    const direction = DIRECTIONS[String(entry['type'])];
    if (!direction) return;
    const codec = report.get(String(entry['codecId'])) as Entry | undefined;
    lines.push({
      direction,
      mid: word(entry['mid']),
      kind: word(entry['kind']) ?? '',
      codec: word(codec?.['mimeType']),
      layer: word(entry['rid']),
      packets: number(entry['packetsReceived']) ?? number(entry['packetsSent']) ?? 0,
      lost: number(entry['packetsLost']) ?? 0,
      frames: number(entry['framesDecoded']) ?? number(entry['framesEncoded']),
      width: number(entry['frameWidth']),
      height: number(entry['frameHeight']),
    });
  });
  return lines.filter((line) => line.packets > 0);
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

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

const DIRECTIONS: Record<string, 'in' | 'out'> = { 'inbound-rtp': 'in', 'outbound-rtp': 'out' };
