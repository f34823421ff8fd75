// A browser without the stage's codec: it says that it cannot show the picture, and keeps the sound.
import { arrive, hears, openBrowser, seesPictures, until } from '../lib/browser.mjs';
import { openFirefox } from '../lib/firefox.mjs';
import { devices } from '../lib/devices.mjs';
import { enter, enterWithDevices } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'a browser without H.264 says so and keeps the sound';

export async function tell({ seen, after }) {
  const server = await Server.start();
  after(() => server.stop());
  const chromium = await openBrowser();
  after(() => chromium.close());
  // Offline, Firefox has no H.264: that is an add-on which it loads at its first start.
  const firefox = await openFirefox();
  after(() => firefox.close());

  const speaker = await arrive(chromium, server.ticket('speaker', 'Stefan', { language: 'de' }), {
    tone: 440,
  });
  const a = await arrive(chromium, server.ticket('attendee', 'Anna', { language: 'de' }));
  await enterWithDevices(speaker);
  await enter(a, 'Original');
  await seesPictures(a);

  const fox = await firefox.page(server.ticket('attendee', 'Fuchs', { language: 'de' }), (page) =>
    page.evaluateOnNewDocument(devices, { tone: 550, delay: 0, screenTone: 660, width: 320, height: 180 }),
  );
  await until('the way in at Firefox', () =>
    fox.evaluate(() => {
      const button = [...document.querySelectorAll('button')].find((b) => b.textContent.trim() === 'Enter');
      button?.click();
      return button !== undefined;
    }),
  );
  const said = await until('the notice at Firefox', () =>
    fox.evaluate(() => document.body.innerText.includes('This browser cannot show the picture')),
  );
  seen(`Firefox says that it cannot show the picture after ${said.ms} ms`);
  seen(`and hears Stefan after ${(await hears(fox, 440)).ms} ms`);
  const shown = await fox.evaluate(() =>
    [...document.querySelectorAll('video')].some((v) => v.videoWidth > 0),
  );
  if (shown) throw new Error('Firefox shows a picture: the story tells nothing');
  if (await a.getByText('cannot show the picture').isVisible())
    throw new Error('Anna, who sees the picture, is told that she cannot');
  await seesPictures(a);
}
