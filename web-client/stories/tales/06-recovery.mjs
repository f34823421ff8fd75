// Without the test flags: a denied microphone and a refused start of sound each recover in place.
import { arrive, hears, openBrowser, until } from '../lib/browser.mjs';
import { enter, shows } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'a denied microphone and silent autoplay recover in place';

export async function tell({ seen, after }) {
  const server = await Server.start();
  after(() => server.stop());
  const browser = await openBrowser({ permissive: false });
  after(() => browser.close());

  const speaker = await arrive(browser, server.ticket('speaker', 'Stefan', { language: 'de' }), {
    tone: 440,
    fail: 'NotAllowedError',
  });
  await speaker.getByRole('button', { name: /Turn on camera and microphone/ }).click();
  await shows(speaker, 'The browser may not use microphone or camera');
  await speaker.evaluate(() => {
    window.ears.fail = 'NotReadableError';
  });
  await speaker.getByRole('button', { name: 'Try again' }).first().click();
  await shows(speaker, 'used by another program');
  await speaker.evaluate(() => {
    window.ears.fail = '';
  });
  await speaker.getByRole('button', { name: 'Try again' }).first().click();
  await until('the preview', () => speaker.locator('video').first().isVisible());
  await speaker.getByRole('button', { name: 'Enter', exact: true }).click();
  await shows(speaker, 'On stage');

  // Anna enters by a tap, and hears; after a reload the browser waits for a tap of its own.
  const a = await arrive(browser, server.ticket('attendee', 'Anna', { language: 'de' }));
  await enter(a, 'Original');
  await hears(a, 440);
  await a.reload();
  const entered = await until('the page to come back or ask for a tap', async () => {
    const enterAgain = a.getByRole('button', { name: 'Enter', exact: true });
    const sound = a.getByRole('button', { name: 'Turn the sound on' });
    return ((await enterAgain.isVisible()) && enterAgain) || ((await sound.isVisible()) && sound);
  });
  await entered.value.click();
  seen(`sound after one tap: ${(await hears(a, 440)).ms} ms`);
}
