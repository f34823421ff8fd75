// A speaker goes from backstage to the stage and back, on the connection she has.
import { arrive, hears, openBrowser, silent, until } from '../lib/browser.mjs';
import { enter, enterWithDevices, shows } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'backstage is heard backstage only';

export async function tell({ seen, after }) {
  const server = await Server.start();
  after(() => server.stop());
  await server.api('POST', '/api/v1/shows', {
    id: 'matinee',
    title: { en: 'Matinée' },
    languages: ['de', 'zh'],
    booths: [{ id: 'de-zh', languages: ['de', 'zh'] }],
  });
  await server.api('PUT', '/api/v1/shows/matinee/phase', { phase: 'doors_open' });
  await server.api('PUT', '/api/v1/shows/matinee/phase', { phase: 'live' });
  const browser = await openBrowser();
  after(() => browser.close());
  const show = 'matinee';

  const speaker = await arrive(browser, server.ticket('speaker', 'Stefan', { language: 'de', show }), {
    tone: 440,
  });
  const host = await arrive(browser, server.ticket('host', 'Hanna', { language: 'de', show }));
  const a = await arrive(browser, server.ticket('attendee', 'Anna', { language: 'de', show }));
  await enterWithDevices(speaker);
  await enter(host);
  await enter(a, 'Original');
  await shows(speaker, 'Backstage');
  seen(`backstage at the host after ${(await hears(host, 440)).ms} ms`);
  await silent(a, 440);

  // Both legs stand before anything is counted.
  const { value: connections } = await until('two answers', async () => {
    const taken = await negotiations(speaker);
    return taken.length >= 2 && taken;
  });
  await host.getByRole('button', { name: 'Bring up' }).first().click();
  await shows(speaker, 'Everybody hears and sees you.');
  seen(`on stage at Anna after ${(await hears(a, 440)).ms} ms`);
  await host.getByRole('button', { name: 'Take down' }).first().click();
  await host.getByRole('dialog').getByRole('button', { name: 'Take down' }).click();
  await shows(speaker, 'The audience does not hear or see you.');
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await silent(a, 440);
  const now = await negotiations(speaker);
  if (now.length !== connections.length)
    throw new Error(`going on stage took a negotiation: ${now.join('; ')}`);
}

/** When and in which state the page took an answer. */
function negotiations(page) {
  return page.evaluate(() => window.ears.negotiations);
}
