// A cough of four seconds, and off: what the listener's loudspeaker does in these moments.
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
  const looks = await rising;
  const levels = looks.filter((_, place) => place % 5 === 0).map(({ level }) => level.toFixed(0));
  seen(`the floor after off, about every 100 ms: ${levels.join(' ')} dB`);
  if (looks.at(-1).level < -40) throw new Error('the floor was not heard three seconds after off');
  // The change ends where the floor is fully there; sound that is made up for a late packet later on is no change of ours.
  const full = looks.findIndex(({ level }) => level > looks.at(-1).level - 1);
  const steepest = Math.max(...looks.slice(0, full + 1).map((from) => steepness(from, looks)));
  seen(`it rose by ${steepest.toFixed(1)} dB within 100 ms at most`);
  if (steepest > STEP_DB) throw new Error(`the floor rose by ${steepest.toFixed(1)} dB within 100 ms`);
}

/**
 * A ramp upwards begins 30 dB below its end at once, here at -50: below that nothing disturbs beside the voice that was heard
 * until now. The meter's window of 43 ms spreads that beginning over almost half a step, so steps count from a little above it.
 */
const FIRST_DB = -46;

/** By how much it rises within 100 ms from this look on; a look that came late, or sound that did, is no step. */
function steepness(from, looks) {
  const to = looks.find(({ at }) => at - from.at >= 100);
  if (!to) return 0;
  const rise = to.level - Math.max(from.level, FIRST_DB);
  return rise - STEP_DB * ((to.at - from.at) / 100 - 1);
}

/** The level of a tone every 20 ms or so, each with how far the sound had got. */
function record(page, hz, ms) {
  return page.evaluate(
    ([f, span]) =>
      new Promise((resolve) => {
        const looks = [];
        const timer = setInterval(
          () => looks.push({ at: window.ears.clock(), level: window.ears.level(f) }),
          20,
        );
        setTimeout(() => {
          clearInterval(timer);
          resolve(looks);
        }, span);
      }),
    [hz, ms],
  );
}
