// A raised hand: up, heard, down again. And a personal link that moves to another device.
import { arrive, hears, openBrowser, seesPictures, silent, until } from '../lib/browser.mjs';
import { enter, enterWithDevices, shows } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'a hand from the hall is heard, and a link moves to another device';

export async function tell({ seen, after }) {
  const server = await Server.start();
  after(() => server.stop());
  const browser = await openBrowser();
  after(() => browser.close());

  const speaker = await arrive(browser, server.ticket('speaker', 'Stefan', { language: 'de' }), {
    tone: 440,
  });
  const host = await arrive(browser, server.ticket('host', 'Hanna', { language: 'de' }));
  const link = server.ticket('attendee', 'Anna', { language: 'de' });
  const a = await arrive(browser, link, { tone: 990 });
  const c = await arrive(browser, server.ticket('attendee', 'Clara', { language: 'de' }));
  await enterWithDevices(speaker);
  await enter(host);
  await enter(a, 'Original');
  await enter(c, 'Original');
  await hears(c, 440);
  // Nobody is sent her own picture; the preview of the stage shows it all the same.
  seen(`the speaker sees himself as the audience does after ${(await seesPictures(speaker)).ms} ms`);

  await a.getByRole('button', { name: 'Raise hand' }).click();
  seen(`hand at the host after ${(await shows(host, 'Raised hands (1)')).ms} ms`);
  await shows(host, 'Wants to speak (German)');
  await a.getByRole('radio', { name: '中文' }).check({ force: true });
  seen(`the queue knows her language after ${(await shows(host, 'Wants to speak (Chinese)')).ms} ms`);
  await a.getByRole('radio', { name: 'Deutsch' }).check({ force: true });
  await host
    .getByRole('article')
    .filter({ hasText: 'Anna' })
    .getByRole('button', { name: 'Bring up' })
    .click();
  seen(`Anna is told after ${(await shows(a, 'You are on stage')).ms} ms`);
  // On stage, and nobody hears her before she wants it.
  await silent(c, 990);
  await a.getByRole('button', { name: 'Microphone off' }).click();
  seen(`Anna in the hall after ${(await hears(c, 990)).ms} ms`);
  await hears(speaker, 990);
  await shows(a, 'Everybody hears you');

  await host
    .getByRole('article')
    .filter({ hasText: 'Anna' })
    .getByRole('button', { name: 'Take down' })
    .click();
  await host.getByRole('dialog').getByRole('button', { name: 'Take down' }).click();
  const down = await until('Anna is back in the hall', () =>
    a.getByRole('button', { name: 'Raise hand' }).isVisible(),
  );
  seen(`back in the hall after ${down.ms} ms`);
  await until('Anna fades', () => c.evaluate(() => window.ears.level(990) < -60));
  await silent(c, 990);
  await hears(a, 440);

  const phone = await arrive(browser, link, { viewport: { width: 390, height: 844 } });
  await shows(phone, 'You are already in on another device');
  await hears(a, 440);
  await phone.getByRole('button', { name: 'Move here' }).click();
  seen(`the first device says so after ${(await shows(a, 'You are in on another device now')).ms} ms`);
  seen(`sound on the second device after ${(await hears(phone, 440)).ms} ms`);
  await silent(a, 440, 1_000);
}
