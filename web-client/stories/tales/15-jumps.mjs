// The interpreter comes and goes, coughs, and the listener changes her mind: no level in her page jumps.
import { arrive, hears, openBrowser, silent } from '../lib/browser.mjs';
import { enter, enterBooth, enterWithDevices } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'no level jumps by more than 6 dB in 100 ms';

export async function tell({ seen, after }) {
  const server = await Server.start();
  after(() => server.stop());
  const browser = await openBrowser();
  after(() => browser.close());
  const come = (role, name, tone, more) =>
    arrive(browser, server.ticket(role, name, more), { tone, on: 600_000, off: 0 });
  const stefan = await come('speaker', 'Stefan', 440, { language: 'de' });
  const ines = await come('interpreter', 'Ines', 880, { booth: 'de-zh' });
  const bai = await come('attendee', 'Bai', 0, { language: 'zh' });
  // The page counts its own jumps for those who ask.
  await bai.evaluate(() => document.documentElement.setAttribute('data-jumps', '0'));
  await enterWithDevices(stefan);
  await enter(bai, '中文');
  await enterBooth(ines);
  await hears(bai, 440);

  for (let turn = 0; turn < 3; turn++) {
    await ines.keyboard.press('F2');
    await hears(bai, 880);
    await pause(2_000);
    await silent(bai, 440, 500);
    await ines.keyboard.press('F2');
    await hears(bai, 440);
    await pause(1_000);
  }
  await ines.keyboard.press('F2');
  await hears(bai, 880);
  for (const language of ['Original', '中文', 'Original', '中文']) {
    await bai.getByRole('button', { name: /You hear/ }).click();
    await bai.getByRole('radio', { name: language }).check({ force: true });
    await hears(bai, language === 'Original' ? 440 : 880);
    await pause(300);
  }
  await ines.keyboard.down('ControlRight');
  await pause(1_000);
  await ines.keyboard.up('ControlRight');
  await hears(bai, 880);
  await pause(1_500);

  const jumps = await bai.evaluate(() => document.documentElement.dataset.jumps);
  seen(`jumps of more than 6 dB in 100 ms: ${jumps}`);
  if (jumps !== '0') throw new Error(`${jumps} jumps`);

  // The meter itself: a gain that is set without a ramp is counted.
  await bai.evaluate(() => window.ears.gains.forEach((gain) => gain.gain.cancelScheduledValues(0)));
  await bai.evaluate(() => window.ears.gains.forEach((gain) => (gain.gain.value = 0.1)));
  await pause(1_500);
  const counted = await bai.evaluate(() => Number(document.documentElement.dataset.jumps));
  seen(`after a step that the story makes: ${counted}`);
  if (counted === 0) throw new Error('the meter counts nothing');
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
