// A network that lets the page through but no media: the page says so, tells what it tried, and goes on trying.
import { arrive, hears, openBrowser } from '../lib/browser.mjs';
import { ask, enter, enterWithDevices, shows } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'no way to the media port is said, and questions go on';

export async function tell({ seen, after }) {
  // Candidates name an address of this machine on which nobody listens.
  const server = await Server.start({ config: '[media]\nudp = false\nannounce = ["127.0.0.2"]\n' });
  after(() => server.stop());
  const browser = await openBrowser();
  after(() => browser.close());
  const a = await arrive(browser, server.ticket('attendee', 'Anna', { language: 'de' }));
  await enter(a, 'Original');
  const told = await shows(a, 'Sound and picture do not get through', 25_000);
  seen(`said after ${told.ms} ms (8 s are given)`);
  await shows(a, 'UDP:');
  await shows(a, 'TCP:');
  await ask(a, 'Is anybody there?');
  seen(`a question is taken after ${(await shows(a, 'Waiting for approval')).ms} ms`);

  // The way is open again: sound comes without a click.
  const speaker = await arrive(browser, server.ticket('speaker', 'Stefan', { language: 'de' }), {
    tone: 440,
  });
  await server.kill();
  server.configure('');
  await server.launch();
  await enterWithDevices(speaker);
  seen(`sound without a click after ${(await hears(a, 440, 40_000)).ms} ms`);
}
