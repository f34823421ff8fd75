// Two attendees a quarter of a second away, whose links lose a fifth of everything: one page can read redundant sound, the
// other, like Firefox, cannot. And a speaker whose own link loses packets.
import { arrive, hears, openBrowser, until } from '../lib/browser.mjs';
import { Link } from '../lib/link.mjs';
import { enter, enterWithDevices } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'a fifth is lost at 250 ms, and sound stays whole';

const MEASURED = 10_000;

export async function tell({ seen, after }) {
  const server = await Server.start();
  after(() => server.stop());
  const browser = await openBrowser();
  after(() => browser.close());
  const far = async (seed) => {
    const link = await Link.open({ server: server.media, seed, up: { delay: 125 }, down: { delay: 125 } });
    after(() => link.close());
    return link;
  };
  const links = { speaker: await far(1), red: await far(2), plain: await far(2) };

  const speaker = await arrive(browser, server.ticket('speaker', 'Stefan', { language: 'de' }), {
    tone: 440,
    on: 600_000,
    link: links.speaker,
  });
  await enterWithDevices(speaker);
  const listen = async (name, link, before) => {
    const page = await arrive(browser, server.ticket('attendee', name, { language: 'de' }), { link, before });
    await enter(page, 'Original');
    return page;
  };
  const pages = {
    red: await listen('Anna', links.red),
    plain: await listen('Ben', links.plain, (page) => page.addInitScript(withoutRed)),
  };
  for (const page of Object.values(pages)) await hears(page, 440);

  const counted = async (direction, kind) => {
    const line = `relay_packets_total{direction="${direction}",kind="${kind}"} `;
    const all = await server.metrics();
    const at = all.indexOf(line);
    return at < 0 ? 0 : Number(all.slice(at + line.length).split('\n', 1)[0]);
  };
  if ((await counted('out', 'redundant')) !== 0)
    throw new Error('redundant sound for somebody who loses nothing');

  // The speaker's page sends every sound twice by itself.
  await links.speaker.shape({ up: { loss: 0.1 } });
  const clean = await concealed(pages.red, 6_000);
  const refilled = await counted('in', 'refilled');
  seen(
    `10 % lost on the speaker's way: ${refilled} sounds filled in, ${clean.concealed} % concealed at a listener`,
  );
  if (refilled < 10) throw new Error('nothing was filled in');
  await links.speaker.shape({ up: { loss: 0 } });

  for (const { burst, most } of [
    { burst: 0, most: 5 },
    { burst: 1.5, most: 5 },
    { burst: 3, most: 100 },
  ]) {
    const before = await counted('out', 'redundant');
    const shape = { loss: 0.2, burst };
    for (const link of [links.red, links.plain]) await link.shape({ up: { loss: 0.2 }, down: shape });
    const begun = await until(
      'redundant sound',
      async () => (await counted('out', 'redundant')) > before + 50,
    );
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const [red, plain] = await Promise.all([
      concealed(pages.red, MEASURED),
      concealed(pages.plain, MEASURED),
    ]);
    seen(
      `20 % lost${burst ? ` in bursts of ${burst}` : ' by chance'}: concealed with redundancy ${red.concealed} % ` +
        `(${red.lost} % of packets missing, jitter buffer ${red.buffer} ms), without ${plain.concealed} % ` +
        `(${plain.lost} %, ${plain.buffer} ms); begun after ${begun.ms} ms`,
    );
    if (red.concealed > most) throw new Error(`${red.concealed} % concealed where ${most} % are allowed`);
  }
}

/** What a page conceals of the sounds that come, and of how many packets, during `ms`. */
async function concealed(page, ms) {
  const look = () =>
    page.evaluate(async () => {
      const lines = {};
      for (const peer of window.detoured) {
        if (peer.connectionState !== 'connected') continue;
        (await peer.getStats()).forEach((entry) => {
          if (entry.type === 'inbound-rtp' && entry.kind === 'audio') lines[entry.id] = entry;
        });
      }
      return lines;
    });
  const before = await look();
  await new Promise((resolve) => setTimeout(resolve, ms));
  const now = await look();
  const sum = { concealed: 0, all: 0, lost: 0, came: 0, waited: 0, emitted: 0 };
  for (const [id, line] of Object.entries(now)) {
    const since = (name) => (line[name] ?? 0) - (before[id]?.[name] ?? 0);
    // Lines nobody speaks on are left out.
    if (since('packetsReceived') < ms / 40) continue;
    sum.concealed += since('concealedSamples');
    sum.all += since('totalSamplesReceived');
    sum.lost += since('packetsLost');
    sum.came += since('packetsReceived');
    sum.waited += since('jitterBufferDelay');
    sum.emitted += since('jitterBufferEmittedCount');
  }
  if (sum.all === 0) throw new Error('no sound came');
  return {
    concealed: Math.round((1_000 * sum.concealed) / sum.all) / 10,
    lost: Math.round((1_000 * sum.lost) / (sum.lost + sum.came)) / 10,
    buffer: Math.round((1_000 * sum.waited) / sum.emitted),
  };
}

/** A page whose browser cannot read redundant sound. Runs before any of its scripts. */
function withoutRed() {
  const add = RTCPeerConnection.prototype.addTransceiver;
  RTCPeerConnection.prototype.addTransceiver = function (...what) {
    const transceiver = add.apply(this, what);
    if (transceiver.receiver.track.kind === 'audio') {
      const { codecs } = RTCRtpReceiver.getCapabilities('audio');
      transceiver.setCodecPreferences(codecs.filter(({ mimeType }) => mimeType !== 'audio/red'));
    }
    return transceiver;
  };
}
