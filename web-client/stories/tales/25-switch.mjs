// Twenty language switches: how long from the click until the other voice is heard, on loopback and with a quarter of a
// second there and back, and the sound's buffer is never thrown away.
import { arrive, hears, openBrowser, until } from '../lib/browser.mjs';
import { arrived, gather } from '../lib/figures.mjs';
import { Link } from '../lib/link.mjs';
import { enter, enterBooth, enterWithDevices } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'a language is switched twenty times and the other voice is there at once';
export const within = 240_000;

const FLOOR = 440;
const BOOTH = 880;
const SWITCHES = 20;
/** Each way, in ms. */
const FAR = 125;

export async function tell({ seen, after }) {
  const server = await Server.start();
  after(() => server.stop());
  await server.show('fair', ['de', 'zh'], [{ id: 'de-zh', languages: ['de', 'zh'] }]);
  const browser = await openBrowser();
  after(() => browser.close());
  const link = await Link.open({ server: server.media, up: { delay: FAR }, down: { delay: FAR } });
  after(() => link.close());
  const steady = { on: 10_000, off: 0 };
  const speaker = await arrive(
    browser,
    server.ticket('speaker', 'Stefan', { show: 'fair', language: 'de' }),
    {
      tone: FLOOR,
      ...steady,
    },
  );
  const booth = await arrive(browser, server.ticket('interpreter', 'Xia', { show: 'fair', booth: 'de-zh' }), {
    tone: BOOTH,
    ...steady,
  });
  const near = await arrive(browser, server.ticket('attendee', 'Near', { show: 'fair' }), { before: gather });
  const far = await arrive(browser, server.ticket('attendee', 'Far', { show: 'fair' }), {
    link,
    before: (page) => {
      gather(page);
      late(page, FAR);
    },
  });
  await enterWithDevices(speaker);
  await enterBooth(booth);
  await booth.keyboard.press('F2');
  for (const [page, where] of [
    [near, 'on loopback'],
    [far, 'at 250 ms there and back'],
  ]) {
    await enter(page, '中文');
    await hears(page, BOOTH, 30_000);
    await measure(page, where, seen);
  }
}

async function measure(page, where, seen) {
  await page.evaluate(() => {
    for (const analyser of window.ears.analysers) analyser.fftSize = 512;
  });
  const before = (await arrived(page)).audio;
  const took = [];
  for (let i = 0; i < SWITCHES; i++) {
    const [tag, wins, loses] = i % 2 === 0 ? ['original', FLOOR, BOOTH] : ['zh', BOOTH, FLOOR];
    await page
      .getByRole('button', { name: /You hear/ })
      .first()
      .click();
    const choice = page.locator(`input[type=radio][value=${tag}]`).first();
    await choice.waitFor({ state: 'attached' });
    took.push(await choice.evaluate(switched, [wins, loses]));
    // The menu sees its mark and closes; a new choice begins from a steady sound.
    await until(
      'the menu has closed',
      async () => (await choice.count()) === 0 || !(await choice.isVisible()),
      5_000,
    );
    await new Promise((resolve) => setTimeout(resolve, 300 + 37 * (i % 5)));
  }
  const then = (await arrived(page)).audio;
  const more = (name) => (then[name] ?? 0) - (before[name] ?? 0);
  took.sort((a, b) => a - b);
  const at = (share) => took[Math.min(took.length - 1, Math.floor(share * took.length))].toFixed(0);
  seen(
    `${where}: from click to the new voice median ${at(0.5)}, p95 ${at(0.95)}, longest ${took.at(-1).toFixed(0)} ms (aim 200)`,
  );
  seen(
    `${where}: packets thrown away ${more('packetsDiscarded')}, buffers ${then.jitterBufferFlushes === undefined ? 'not told' : more('jitterBufferFlushes')}, made up ${more('concealedSamples')} samples`,
  );
  // A flush throws away all that waits at once, and every time.
  if (more('jitterBufferFlushes') > 0 || more('packetsDiscarded') > SWITCHES)
    throw new Error('a buffer was thrown away');
}

/** Runs in the page: chooses, and waits until the new voice is 6 dB over the old one. */
function switched(input, [wins, loses]) {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    input.click();
    const look = () => {
      const passed = performance.now() - begun;
      const level = window.ears.level(wins);
      if (level > -50 && level > window.ears.level(loses) + 6) resolve(passed);
      else if (passed > 10_000) reject(new Error('the new voice was not heard within 10 s'));
      else setTimeout(look, 4);
    };
    look();
  });
}

/** What a page says takes `ms` to the server. */
function late(page, ms) {
  void page.addInitScript((delay) => {
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (...message) {
      setTimeout(() => send.apply(this, message), delay);
    };
  }, ms);
}
