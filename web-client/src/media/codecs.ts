/**
 * Which video codecs are offered, and in which order. Pure but for `decodable` and `able`, which ask the browser.
 */

/** As much of a codec's capability as is looked at. */
export interface Capability {
  mimeType: string;
  sdpFmtpLine?: string;
}

/** The best kind of each codec in `order` that the browser has, with the repair format; empty if it has none. */
export function ordered<C extends Capability>(able: readonly C[], order: readonly string[]): C[] {
  // One kind of each: the many profiles of H.264 would make an offer of seven pictures larger than the server takes.
  const chosen = order.flatMap((name) =>
    able
      .filter((codec) => nameOf(codec) === name)
      .sort((a, b) => rank(a) - rank(b))
      .slice(0, 1),
  );
  // A list with nothing but the repair format is an error to Firefox: an empty list says "leave it as it is".
  return chosen.length === 0 ? [] : [...chosen, ...able.filter((codec) => nameOf(codec) === 'rtx')];
}

/** The order in which a camera is sent: what three layers are known to work with comes first. */
export function sendOrder(taken: readonly string[]): string[] {
  const proven = LAYERED.filter((name) => taken.includes(name));
  return [...proven, ...taken.filter((name) => !LAYERED.includes(name))];
}

/** Sets the order of a transceiver's codecs, if the browser has any of them. */
export function prefer(transceiver: RTCRtpTransceiver, direction: Direction, order: readonly string[]): void {
  const wanted = ordered(able(direction), order);
  if (wanted.length > 0) transceiver.setCodecPreferences(wanted);
}

/** The video codecs that this browser can show, as the wire names them. */
export function decodable(): Set<string> {
  return new Set(able('receive').map(nameOf));
}

type Direction = 'send' | 'receive';

function able(direction: Direction): RTCRtpCodec[] {
  const side = direction === 'send' ? RTCRtpSender : RTCRtpReceiver;
  return side.getCapabilities('video')?.codecs ?? [];
}

function nameOf(codec: Capability): string {
  return codec.mimeType.toLowerCase().replace(/^video\//, '');
}

/** The constrained baseline profile in packets of their own comes before all other kinds of H.264. */
function rank(codec: Capability): number {
  const line = codec.sdpFmtpLine ?? '';
  return (line.includes('42e01f') ? 0 : 2) + (line.includes('packetization-mode=1') ? 0 : 1);
}

/** VP9 and AV1 need a scalability mode per layer, which not every browser has. */
const LAYERED = ['h264', 'vp8'];
