// Two interpreters of one booth see each other's picture at the console; on no other page does a line of pictures move for it.
import { arrive, openBrowser, until } from '../lib/browser.mjs';
import { enter, enterBooth, enterWithDevices, shows } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = "partners see each other's picture, and nobody else receives it";
export const within = 180_000;

export async function tell({ seen, after }) {
  const server = await Server.start();
  after(() => server.stop());
  await server.show(
    'fair',
    ['de', 'en', 'zh'],
    [
      { id: 'de-zh', languages: ['de', 'zh'] },
      { id: 'de-en', languages: ['de', 'en'] },
    ],
  );
  const browser = await openBrowser();
  after(() => browser.close());
  const come = (role, name, more) =>
    arrive(browser, server.ticket(role, name, { show: 'fair', ...more }), { tone: 0 });
  const stefan = await come('speaker', 'Stefan', { language: 'de' });
  const ines = await come('interpreter', 'Ines', { booth: 'de-zh' });
  const li = await come('interpreter', 'Li Na', { booth: 'de-zh' });
  const emil = await come('interpreter', 'Emil', { booth: 'de-en' });
  const hanna = await come('host', 'Hanna', { language: 'de' });
  const bai = await come('attendee', 'Bai', { language: 'zh' });
  await enterWithDevices(stefan);
  await enter(hanna);
  await enter(bai, '中文');
  for (const page of [ines, li, emil]) await enterBooth(page);
  await shows(ines, 'Li Na', PATIENT);
  await shows(li, 'Ines', PATIENT);

  // The stage's picture moves for everybody but the speaker.
  const others = { Stefan: stefan, Emil: emil, Hanna: hanna, Bai: bai };
  for (const page of [emil, hanna, bai])
    await until('the stage', async () => (await moving(page)).length > 0, PATIENT);
  const before = await lines(others);

  await camera(li);
  await camera(ines);
  seen(`Ines sees Li Na after ${(await sees(ines, 'Li Na')).ms} ms`);
  seen(`Li Na sees Ines after ${(await sees(li, 'Ines')).ms} ms`);
  const now = await lines(others);
  for (const [name, moves] of Object.entries(now)) {
    const further = moves.filter((mid) => !before[name].includes(mid));
    if (further.length)
      throw new Error(`${name} receives pictures on the further lines ${further.join(', ')}`);
  }
  for (const page of Object.values(others))
    if (
      await page
        .locator(pictureOf('Ines'))
        .or(page.locator(pictureOf('Li Na')))
        .count()
    )
      throw new Error('a picture of an interpreter is drawn outside her booth');

  await camera(li);
  const gone = await until(
    'no picture of Li Na',
    async () => (await ines.locator(pictureOf('Li Na')).count()) === 0,
  );
  seen(`switched off, it is gone from the console after ${gone.ms} ms`);
  await sees(li, 'Ines');
}

const camera = (page) => page.getByRole('button', { name: 'My picture to partner' }).click();
const pictureOf = (name) => `video[aria-label="Picture of ${name}"]`;

/** Waits until the picture of somebody moves. */
async function sees(page, name) {
  const frames = () =>
    page.locator(pictureOf(name)).evaluate((video) => video.getVideoPlaybackQuality().totalVideoFrames);
  const first = (await until(`a picture of ${name}`, async () => (await frames()) + 1, PATIENT)).value;
  return until(`${name} moves`, async () => (await frames()) > first + 5, PATIENT);
}

/** The picture lines on which frames come in, for two seconds. */
async function moving(page) {
  const first = await page.evaluate(() => window.ears.frames());
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const then = await page.evaluate(() => window.ears.frames());
  return Object.keys(then).filter((mid) => then[mid] > (first[mid] ?? 0));
}

/** The same of all these pages, by name. */
async function lines(pages) {
  const all = Object.entries(pages).map(async ([name, page]) => [name, await moving(page)]);
  return Object.fromEntries(await Promise.all(all));
}

/** The first of everything waits for a page's whole way in. */
const PATIENT = 40_000;
