// What partners and the desk say to each other is heard by nobody else: every other page listens for the tone.
import { arrive, hears, openBrowser, silent } from '../lib/browser.mjs';
import { enter, enterBooth, enterWithDevices } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'the intercom is heard by the partner and by nobody else';
export const within = 120_000;

const STEFAN = 440;
const INES = 880;
const LI = 1_320;
const EMIL = 1_760;

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
  const come = (role, name, tone, more) =>
    arrive(browser, server.ticket(role, name, { show: 'fair', ...more }), { tone, on: 1_200, off: 300 });

  const stefan = await come('speaker', 'Stefan', STEFAN, { language: 'de' });
  const ines = await come('interpreter', 'Ines', INES, { booth: 'de-zh' });
  const li = await come('interpreter', 'Li Na', LI, { booth: 'de-zh' });
  const emil = await come('interpreter', 'Emil', EMIL, { booth: 'de-en' });
  const host = await come('host', 'Hanna', 0, { language: 'de' });
  const bai = await come('attendee', 'Bai', 0, { language: 'zh' });
  await enterWithDevices(stefan);
  await enter(host);
  await enter(bai, '中文');
  for (const page of [ines, li, emil]) await enterBooth(page);
  await ines.keyboard.press('F2');
  await hears(bai, INES);

  const talk = TALK_KEY;
  await li.keyboard.down(talk);
  seen(`Li Na in the active ear after ${(await hears(ines, LI)).ms} ms`);
  await Promise.all([stefan, emil, host, bai].map((page) => silent(page, LI, 2_000)));
  await hears(bai, INES);
  await li.keyboard.up(talk);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await silent(ines, LI);

  await ines.keyboard.down(talk);
  seen(`Ines in her partner's ear after ${(await hears(li, INES)).ms} ms`);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await Promise.all([stefan, emil, bai].map((page) => silent(page, INES, 2_000)));
  await silent(bai, STEFAN, 1_000);
  await ines.keyboard.up(talk);
  seen(`Ines at Bai again after ${(await hears(bai, INES)).ms} ms`);
}

/** Hold to talk to the partner; it types nothing. */
const TALK_KEY = 'F7';
