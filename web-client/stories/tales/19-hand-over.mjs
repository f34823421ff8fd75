// The microphone goes from one interpreter to the other by keys alone, and what happens when the active browser dies.
import { arrive, hears, openBrowser, silent, until } from '../lib/browser.mjs';
import { enter, enterBooth, enterWithDevices } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title =
  'hand-over: asked, agreed, cut; and the active browser dies with a partner and with none';
export const within = 120_000;

const STEFAN = 440;
const INES = 880;
const LI = 1_320;

export async function tell({ seen, after }) {
  const server = await Server.start();
  after(() => server.stop());
  const browser = await openBrowser();
  after(() => browser.close());
  const come = (role, name, tone, more) =>
    arrive(browser, server.ticket(role, name, more), { tone, on: 1_200, off: 600 });

  const stefan = await come('speaker', 'Stefan', STEFAN, { language: 'de' });
  const ines = await come('interpreter', 'Ines', INES, { booth: 'de-zh' });
  const li = await come('interpreter', 'Li Na', LI, { booth: 'de-zh' });
  const bai = await come('attendee', 'Bai', 0, { language: 'zh' });
  await enterWithDevices(stefan);
  await enter(bai, '中文');
  await enterBooth(ines);
  await enterBooth(li);
  await ines.keyboard.press('F2');
  await hears(bai, INES);

  // Declined: nothing changes.
  await li.keyboard.press('F8');
  await state(ines, /asks for the microphone/);
  await ines.keyboard.press('Shift+F8');
  await gone(li, /waiting for/i);
  await silent(bai, LI, 1_500);

  // Asked and agreed; the cut falls into Ines's pause.
  await li.keyboard.press('F8');
  await state(ines, /asks for the microphone/);
  await ines.keyboard.press('F8');
  await state(li, /stand-by/i);
  await silent(bai, LI, 1_500);
  await li.keyboard.press('F8');
  seen(`Li Na at Bai ${(await hears(bai, LI, 5_000)).ms} ms after she pressed`);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await Promise.all([silent(bai, INES), silent(bai, STEFAN), hears(bai, LI)]);

  // Ines stands by, Li Na's browser dies.
  await ines.keyboard.press('F3');
  await state(ines, /stand-by/i);
  await li.context().close();
  seen(`Ines at Bai ${(await hears(bai, INES, 10_000)).ms} ms after Li Na's browser died`);
  await silent(bai, STEFAN, 1_500);

  // Nobody stands by: the stage is heard.
  await ines.context().close();
  seen(`the stage at Bai ${(await hears(bai, STEFAN, 10_000)).ms} ms after Ines's browser died too`);
}

async function state(page, words) {
  await until(`${words} on the console`, () => page.getByText(words).first().isVisible());
}

async function gone(page, words) {
  await until(`no ${words} on the console`, async () => !(await page.getByText(words).first().isVisible()));
}
