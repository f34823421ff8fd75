/** The layers of the camera that somebody watches: the others are not sent. Asks the browser; decides nothing. */

/** Which layers are sent, largest first. */
export type Layers = readonly [boolean, boolean, boolean];

/** Switches the layers of a camera's line; a browser that cannot goes on sending them all. */
export async function switchLayers(sender: RTCRtpSender | undefined, layers: Layers): Promise<void> {
  const parameters = sender?.getParameters();
  if (!sender || !parameters || !turn(parameters.encodings, layers)) return;
  await sender.setParameters(parameters).catch(() => undefined);
}

/** Turns the encodings named `f`, `h` and `q` on or off; true if one changed. */
export function turn(encodings: { rid?: string; active?: boolean }[], layers: Layers): boolean {
  let changed = false;
  for (const encoding of encodings) {
    const wanted = layers[RIDS.indexOf(encoding.rid ?? '')];
    if (wanted === undefined || wanted === (encoding.active ?? true)) continue;
    encoding.active = wanted;
    changed = true;
  }
  return changed;
}

const RIDS = ['f', 'h', 'q'];
