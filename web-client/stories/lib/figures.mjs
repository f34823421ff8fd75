// What a page's connections say of themselves. The page is not asked; its connections are gathered as it makes them.

/** Gathers the connections; give it to `arrive` as `before`. */
export function gather(page) {
  void page.addInitScript(() => {
    const Native = window.RTCPeerConnection;
    window.connections = [];
    window.RTCPeerConnection = class extends Native {
      constructor(...options) {
        super(...options);
        window.connections.push(this);
      }
    };
  });
}

/** Sums over everything that has arrived, by kind: `{ audio: { packetsReceived, … }, video: { … } }`. */
export async function arrived(page) {
  return page.evaluate(async () => {
    const sums = { audio: {}, video: {} };
    for (const connection of window.connections.filter((one) => one.connectionState === 'connected')) {
      for (const report of (await connection.getStats()).values()) {
        if (report.type !== 'inbound-rtp' || !report.packetsReceived) continue;
        for (const [name, value] of Object.entries(report))
          if (typeof value === 'number') sums[report.kind][name] = (sums[report.kind][name] ?? 0) + value;
      }
    }
    return sums;
  });
}

/** The layers a page sends, by rid: whether it is switched on, and how many packets have left. */
export async function sent(page) {
  return page.evaluate(async () => {
    const layers = {};
    for (const connection of window.connections) {
      for (const report of (await connection.getStats()).values()) {
        if (report.type === 'outbound-rtp' && report.rid)
          layers[report.rid] = {
            active: report.active,
            packets: report.packetsSent,
            width: report.frameWidth,
          };
      }
    }
    return layers;
  });
}
