// Networks that let nothing through but the web port: sound and picture come by TCP.
import { arrive, hears, openBrowser, seesPictures } from '../lib/browser.mjs';
import { enter, enterWithDevices } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'without UDP, sound and picture come through the web port';

export async function tell({ seen, after }) {
  const server = await Server.start({ config: '[media]\nudp = false\n' });
  after(() => server.stop());
  const browser = await openBrowser();
  after(() => browser.close());
  const speaker = await arrive(browser, server.ticket('speaker', 'Stefan', { language: 'de' }), {
    tone: 440,
  });
  const a = await arrive(browser, server.ticket('attendee', 'Anna', { language: 'de' }));
  await enterWithDevices(speaker);
  await enter(a, 'Original');
  seen(`sound after ${(await hears(a, 440)).ms} ms`);
  seen(`pictures after ${(await seesPictures(a)).ms} ms`);
  const peers = (await server.metrics()).split('\n').filter((line) => line.startsWith('roadshow_peers{'));
  if (!peers.some((line) => /transport="tcp"} [1-9]/.test(line)))
    throw new Error(`no peer by TCP: ${peers.join(' ')}`);
  if (peers.some((line) => /transport="udp"} [1-9]/.test(line))) throw new Error('a peer came by UDP');
}
