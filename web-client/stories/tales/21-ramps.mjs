// A cough of four seconds, and off: what the listener's loudspeaker does in these moments, in steps of 100 ms.
import { arrive, hears, openBrowser, silent, until } from '../lib/browser.mjs';
import { enter, enterBooth, enterWithDevices } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'a cough of four seconds, and off: no floor breaks in, and every change is a ramp';

const STEFAN = 440;
const INES = 880;
/** Every change of level is a ramp of at most 6 dB in 100 ms; the meter itself adds up to 2 dB. */
const STEP_DB = 8;

export async function tell({ seen, after }) {
  const server = await Server.start();
  after(() => server.stop());
  const browser = await openBrowser();
  after(() => browser.close());
  // Tones without gaps: any step is the product's own.
  const come = (role, name, tone, more) =>
    arrive(browser, server.ticket(role, name, more), { tone, on: 600_000, off: 0 });
  const stefan = await come('speaker', 'Stefan', STEFAN, { language: 'de' });
  const ines = await come('interpreter', 'Ines', INES, { booth: 'de-zh' });
  const bai = await come('attendee', 'Bai', 0, { language: 'zh' });
  await enterWithDevices(stefan);
  await enter(bai, '中文');
  await enterBooth(ines);
  await ines.keyboard.press('F2');
  await hears(bai, INES);
  await new Promise((resolve) => setTimeout(resolve, 2_000));

  await ines.keyboard.down('ControlRight');
  await until('Ines fades', () => bai.evaluate((hz) => window.ears.level(hz) < -60, INES));
  await Promise.all([silent(bai, INES, 4_000), silent(bai, STEFAN, 4_000)]);
  await ines.keyboard.up('ControlRight');
  await hears(bai, INES);
  await new Promise((resolve) => setTimeout(resolve, 1_500));

  const rising = record(bai, STEFAN, 3_000);
  await ines.keyboard.press('F2');
  const levels = await rising;
  const steps = levels.slice(1).map((level, i) => level - Math.max(levels[i], FIRST_DB));
  const steepest = Math.max(...steps);
  seen(`the floor after off, every 100 ms: ${levels.map((level) => level.toFixed(0)).join(' ')} dB`);
  if (levels.at(-1) < -40) throw new Error('the floor was not heard three seconds after off');
  if (steepest > STEP_DB) throw new Error(`the floor rose by ${steepest.toFixed(1)} dB within 100 ms`);
}

/** A ramp upwards begins here at once: below it nothing disturbs beside the voice that was heard until now. */
const FIRST_DB = -50;

/** The level of a tone every 100 ms. */
function record(page, hz, ms) {
  return page.evaluate(
    ([f, span]) =>
      new Promise((resolve) => {
        const levels = [];
        const timer = setInterval(() => levels.push(window.ears.level(f)), 100);
        setTimeout(() => {
          clearInterval(timer);
          resolve(levels);
        }, span);
      }),
    [hz, ms],
  );
}
