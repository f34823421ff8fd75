// A laptop in the meeting room: `--lan` serves https to another machine on the same cable.
import { arrive, hears, openBrowser, seesPictures } from '../lib/browser.mjs';
import { cable } from '../lib/network.mjs';
import { enter, enterWithDevices } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = '--lan reaches another machine over https';

export async function tell({ seen, after }) {
  const network = cable();
  after(() => network.cut());
  const server = await Server.start({
    flags: ['--lan', '--listen', '0.0.0.0:0'],
    wrap: ['ip', 'netns', 'exec', network.near],
  });
  after(() => server.stop());
  const browser = await openBrowser({ wrap: network.within(network.far, '/usr/bin/chromium') });
  after(() => browser.close());
  const link = server.ticket('speaker', 'Stefan', { language: 'de' });
  if (!link.startsWith('https://10.77.0.1:'))
    throw new Error(`the link does not name the machine's address: ${link}`);
  const speaker = await arrive(browser, link, { tone: 440, tls: true });
  const a = await arrive(browser, server.ticket('attendee', 'Anna', { language: 'de' }), { tls: true });
  await enterWithDevices(speaker);
  await enter(a, 'Original');
  seen(`sound after ${(await hears(a, 440)).ms} ms`);
  seen(`pictures after ${(await seesPictures(a)).ms} ms`);
}
