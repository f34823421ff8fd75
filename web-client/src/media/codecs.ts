/**
 * Which codecs are offered, and in which order. Pure but for what asks the browser by `able`.
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
  const wanted = ordered(able(direction, 'video'), order);
  if (wanted.length > 0) transceiver.setCodecPreferences(wanted);
}

/** Redundant sound (RFC 2198) before plain, if there is any; empty: leave it as it is. */
export function redundantFirst<C extends Capability>(able: readonly C[]): C[] {
  const redundant = able.filter((codec) => nameOf(codec) === 'red');
  return redundant.length === 0 ? [] : [...redundant, ...able.filter((codec) => !redundant.includes(codec))];
}

/** Sends each sound twice, if the browser can: what is lost on the way to the server is lost for all who listen. */
export function preferRedundant(transceiver: RTCRtpTransceiver): void {
  const wanted = redundantFirst(able('send', 'audio'));
  if (wanted.length > 0) transceiver.setCodecPreferences(wanted);
}

/** The video codecs that this browser can show, as the wire names them. */
export function decodable(): Set<string> {
  return new Set(able('receive', 'video').map(nameOf));
}

type Direction = 'send' | 'receive';

function able(direction: Direction, kind: 'audio' | 'video'): RTCRtpCodec[] {
  const side = direction === 'send' ? RTCRtpSender : RTCRtpReceiver;
  return side.getCapabilities(kind)?.codecs ?? [];
}

function nameOf(codec: Capability): string {
  return codec.mimeType.toLowerCase().replace(/^(audio|video)\//, '');
}

/** The constrained baseline profile in packets of their own comes before all other kinds of H.264. */
function rank(codec: Capability): number {
  const line = codec.sdpFmtpLine ?? '';
  return (line.includes('42e01f') ? 0 : 2) + (line.includes('packetization-mode=1') ? 0 : 1);
}

/** VP9 and AV1 need a scalability mode per layer, which not every browser has. */
const LAYERED = ['h264', 'vp8'];
