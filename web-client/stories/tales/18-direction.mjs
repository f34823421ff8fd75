// Partners by direction: the stage speaks German, Chinese, German. Each listener hears only what is right; nobody clicks.
import { arrive, hears, openBrowser, silent } from '../lib/browser.mjs';
import { enter, enterBooth, enterWithDevices } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'partners by direction follow the stage, and nobody clicks';
export const within = 120_000;

const STEFAN = 440;
const LIN = 550;
const XIA = 880;
const YAN = 1_320;

export async function tell({ seen, after }) {
  const server = await Server.start();
  after(() => server.stop());
  await server.show('fair', ['de', 'zh'], [{ id: 'de-zh', languages: ['de', 'zh'], works: 'by_direction' }]);
  const browser = await openBrowser();
  after(() => browser.close());
  const come = (role, name, tone, more) =>
    arrive(browser, server.ticket(role, name, { show: 'fair', ...more }), { tone, on: 1_200, off: 900 });

  const stefan = await come('speaker', 'Stefan', STEFAN, { language: 'de' });
  const lin = await come('speaker', 'Lin', LIN, { language: 'zh' });
  const xia = await come('interpreter', 'Xia', XIA, { booth: 'de-zh', language: 'zh' });
  const yan = await come('interpreter', 'Yan', YAN, { booth: 'de-zh', language: 'de' });
  const dieter = await come('attendee', 'Dieter', 0, { language: 'de' });
  const mei = await come('attendee', 'Mei', 0, { language: 'zh' });

  await enterWithDevices(stefan);
  await enter(dieter, 'Deutsch');
  await enter(mei, '中文');
  await hears(dieter, STEFAN);
  await enterBooth(xia);
  await enterBooth(yan);
  await xia.keyboard.press('F2');
  await yan.keyboard.press('F3');
  seen(`Xia at Mei after ${(await hears(mei, XIA)).ms} ms`);
  await right(dieter, STEFAN, mei, XIA);

  await enterWithDevices(lin);
  await voice(stefan, 'off');
  seen(`Yan at Dieter ${(await hears(dieter, YAN, 20_000)).ms} ms after Lin alone is heard`);
  seen(`Lin at Mei after ${(await hears(mei, LIN)).ms} ms`);
  await right(dieter, YAN, mei, LIN);

  await voice(stefan, 'on');
  await voice(lin, 'off');
  seen(`Xia at Mei ${(await hears(mei, XIA, 20_000)).ms} ms after Stefan alone is heard`);
  seen(`Stefan at Dieter after ${(await hears(dieter, STEFAN)).ms} ms`);
  await right(dieter, STEFAN, mei, XIA);
  for (const page of [stefan, lin, xia, yan, dieter, mei])
    if (page.problems.length > 0) throw new Error(`a page complained: ${page.problems.join('\n')}`);
}

/** After a second and a half of settling (a fade from full level takes one) each hears her own tone for a while, and none of the others. */
async function right(one, hersHz, other, othersHz) {
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const all = [STEFAN, LIN, XIA, YAN];
  await Promise.all([
    hears(one, hersHz, 3_000),
    hears(other, othersHz, 3_000),
    ...all.filter((hz) => hz !== hersHz).map((hz) => silent(one, hz, 2_500)),
    ...all.filter((hz) => hz !== othersHz).map((hz) => silent(other, hz, 2_500)),
  ]);
}

async function voice(page, to) {
  await page.getByRole('button', { name: to === 'on' ? 'Microphone off' : 'Microphone on' }).click();
}
