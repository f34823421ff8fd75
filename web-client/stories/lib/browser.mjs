// Debian's Chromium with people in it: each person is a context of its own.
import { chromium } from 'playwright-core';
import { devices } from './devices.mjs';
import { instrument } from './instrument.mjs';
import { detour } from './link.mjs';

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--allow-loopback-in-peer-connection',
];
const PERMISSIVE = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
];

export async function openBrowser({ permissive = true, args = [], wrap } = {}) {
  return chromium.launch({
    executablePath: wrap ?? '/usr/bin/chromium',
    args: [...QUIET, ...(permissive ? PERMISSIVE : []), ...args],
  });
}

/** A person with a link, who has opened the page but not entered. */
export async function arrive(browser, link, options = {}) {
  const {
    tone = 440,
    delay = 0,
    on = 1_000,
    off = 500,
    screenTone = 660,
    width = 320,
    height = 180,
    grain,
    fail,
    locale = 'en',
    viewport,
    own = true,
    tls,
    pathDb,
    link: through,
    before,
  } = options;
  const context = await browser.newContext({
    locale,
    viewport: viewport ?? { width: 1280, height: 800 },
    ignoreHTTPSErrors: tls === true,
  });
  if (own)
    await context.addInitScript(devices, { tone, delay, on, off, screenTone, width, height, grain, fail });
  // With a path from the loudspeaker back, the microphone is one that the story plays.
  if (pathDb !== undefined) await context.addInitScript(instrument, { pathDb });
  if (through) await context.addInitScript(detour, through.address);
  const page = await context.newPage();
  before?.(page);
  page.problems = [];
  page.on('pageerror', (error) => page.problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') page.problems.push(message.text());
  });
  page.elsewhere = [];
  page.on('request', (request) => {
    const there = new URL(request.url());
    if (!['data:', 'blob:'].includes(there.protocol) && there.host !== new URL(link).host)
      page.elsewhere.push(request.url());
  });
  await page.goto(link);
  return page;
}

/** Waits until `ask` gives something true; says what it waited for and how long it took. */
export async function until(what, ask, within = 15_000) {
  const started = Date.now();
  let last;
  for (;;) {
    try {
      last = await ask();
      if (last) return { value: last, ms: Date.now() - started };
    } catch (error) {
      last = error;
    }
    if (Date.now() - started > within)
      throw new Error(`waited ${within} ms for: ${what} (last: ${String(last)})`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Whether a page plays a tone: heard at least once within a gate's period, so that pauses do not matter. */
export async function hears(page, hz, within = 15_000) {
  return until(
    `${hz} Hz at the loudspeaker`,
    () => page.evaluate((f) => window.ears.level(f) > -40, hz),
    within,
  );
}

/**
 * Fails if a tone is heard during `ms`: absence needs a span, not a look. The gate of another tone, and sound that was made up
 * for a late packet, have a trace at every frequency for as long as the meter's window holds them: a tone is loud, or stays.
 */
export async function silent(page, hz, ms = 2_000) {
  const loudest = await page.evaluate(
    ([f, span, loud, heard, lasting]) =>
      new Promise((resolve) => {
        const looks = [];
        const timer = setInterval(() => looks.push([window.ears.clock(), window.ears.level(f)]), 20);
        setTimeout(() => {
          clearInterval(timer);
          // What stays: the loudest that it was above without a break for so long.
          const stays = looks.map(([from], first) => {
            let floor = Infinity;
            for (const [at, level] of looks.slice(first)) {
              floor = Math.min(floor, level);
              if (floor <= heard) break;
              if (at - from >= lasting) return floor;
            }
            return -200;
          });
          const top = Math.max(...looks.map(([, level]) => level));
          resolve(top > loud ? top : Math.max(...stays));
        }, span);
      }),
    [hz, ms, LOUD_DB, HEARD_DB, LASTING_MS],
  );
  if (loudest > HEARD_DB) throw new Error(`${hz} Hz was heard at ${loudest.toFixed(0)} dB`);
}

/** A tone of a microphone comes at -12 dB, through a fader far down at -25; no gate leaves a trace so loud. */
const LOUD_DB = -30;
const HEARD_DB = -50;
/** Three times the meter's window. */
const LASTING_MS = 130;

/** Whether any video element of the page shows moving pictures: frames counted twice. */
export async function seesPictures(page, within = 15_000) {
  const frames = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('video')]
        .filter((video) => video.videoWidth > 0 && !(video.ariaLabel ?? '').startsWith('Your picture'))
        .reduce((sum, video) => sum + video.getVideoPlaybackQuality().totalVideoFrames, 0),
    );
  const first = await frames();
  return until('moving pictures', async () => (await frames()) > first + 5, within);
}
