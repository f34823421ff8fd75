// Hearing protection with the real processor of the built client, rendered offline: bursts, steps and a loud minute.
import { openBrowser } from '../lib/browser.mjs';
import { openFirefox } from '../lib/firefox.mjs';
import { processors, render } from '../lib/offline.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'nothing passes 12 dB above the speech, and what is held back is written down';
export const within = 180_000;

/** Rule 11. */
const ABOVE_DB = 12;
/** Windows of 5 ms; twenty of them are a block of speech. */
const PER_SECOND = 200;

export async function tell({ seen, after }) {
  const server = await Server.start();
  after(() => server.stop());
  const chromium = await openBrowser();
  after(() => chromium.close());
  const page = await (await chromium.newContext()).newPage();
  await page.goto(server.url);
  await listen('Chromium', (scene) => page.evaluate(render, scene), seen);

  const firefox = await openFirefox();
  after(() => firefox.close());
  const fox = await firefox.page(server.url);
  await listen('Firefox', (scene) => fox.evaluate(render, scene), seen);
}

async function listen(browser, play, seen) {
  const scene = (...parts) => play({ file: processors(), name: 'roadshow-protect', parts });
  const speech = (seconds, db) => ({ kind: 'speech', seconds, db });
  const tone = (seconds, db) => ({ kind: 'tone', seconds, db });

  const quiet = await scene(speech(12, -40), speech(4, -40));
  const seconds = (windows) =>
    Array.from({ length: 14 }, (_, place) =>
      db(mean(blocks(windows).slice(10 * place + 10, 10 * place + 20))),
    );
  const changed = Math.max(
    ...seconds(quiet.before).map((level, place) => Math.abs(level - seconds(quiet.after)[place])),
  );
  seen(`${browser}: quiet speech changes by ${changed.toFixed(2)} dB, ${quiet.delayMs.toFixed(1)} ms later`);
  if (changed > 0.5) throw new Error(`quiet speech was changed by ${changed} dB`);
  if (spikes(quiet).length > 0) throw new Error('quiet speech was taken for a spike');

  const burst = await scene(speech(12, -40), tone(1, -3), speech(3, -40));
  within12(burst, 12);
  seen(
    `${browser}: a burst at full scale after quiet speech: at most ${worst(burst, 12).toFixed(1)} dB above it, ` +
      `peak ${burst.peakDb.toFixed(1)} dBFS, ${burst.reductionDb.toFixed(0)} dB in ${burst.attackMs.toFixed(2)} ms`,
  );
  if (burst.reductionDb < 20) throw new Error('the burst was not held back: the scene tells nothing');
  if (burst.attackMs > 1) throw new Error(`the gain took ${burst.attackMs} ms to come down`);
  const [spike] = spikes(burst);
  if (spikes(burst).length !== 1 || Math.abs(spike.at - 12) > 0.1 || spike.overDb < 20 || spike.ms < 900)
    throw new Error(`the log of the burst is wrong: ${JSON.stringify(spikes(burst))}`);
  seen(
    `${browser}: logged at ${spike.at.toFixed(2)} s: ${spike.overDb.toFixed(0)} dB over for ${spike.ms.toFixed(0)} ms`,
  );

  const step = await scene(speech(12, -36), speech(10, -16));
  within12(step, 12);
  const settled = db(mean(blocks(step.before).slice(-10))) - db(mean(blocks(step.after).slice(-10)));
  seen(
    `${browser}: a step of 20 dB: at most ${worst(step, 12).toFixed(1)} dB above the speech, ` +
      `${settled.toFixed(1)} dB missing after 10 s`,
  );
  if (spikes(step).length === 0) throw new Error('the step of 20 dB is not in the log');
  if (settled > 3) throw new Error(`a louder speaker stays ${settled} dB too soft`);

  const loud = await scene(speech(12, -26), tone(60, -6), speech(1, -26));
  within12(loud, 12);
  const minute = Math.max(...loud.said.filter((one) => one.type === 'levels').map((one) => one.minuteDb));
  seen(`${browser}: a loud minute: mean ${minute.toFixed(1)} dBFS (A), peak ${loud.peakDb.toFixed(1)} dBFS`);
  if (minute < -17) throw new Error('a loud minute was not noticed');
  const calm = Math.max(...quiet.said.filter((one) => one.type === 'levels').map((one) => one.minuteDb));
  if (calm > -30) throw new Error('a quiet minute was taken for a loud one');
}

/** Fails if any window is further above the speech of the ten seconds before it than the rule allows. */
function within12(run, from) {
  if (worst(run, from) > ABOVE_DB) throw new Error(`${worst(run, from).toFixed(1)} dB above the speech`);
  if (run.peakDb > -1) throw new Error(`a peak of ${run.peakDb.toFixed(2)} dBFS`);
}

/** How far the loudest window from `from` s on is above the ten seconds before it; pauses do not count as speech. */
function worst(run, from) {
  let most = -Infinity;
  const powers = blocks(run.after);
  for (let at = from * PER_SECOND; at < run.after.length; at++) {
    const past = powers.slice(Math.max(0, Math.floor(at / 20) - 100), Math.floor(at / 20));
    const gate = mean(past) / 100;
    most = Math.max(most, run.after[at] - db(mean(past.filter((power) => power > gate))));
  }
  return most;
}

/** The mean squares of blocks of 100 ms. */
function blocks(windows) {
  return Array.from({ length: Math.floor(windows.length / 20) }, (_, place) =>
    mean(windows.slice(place * 20, place * 20 + 20).map((level) => 10 ** (level / 10))),
  );
}

function spikes(run) {
  return run.said.filter((one) => one.type === 'spike');
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function db(power) {
  return 10 * Math.log10(Math.max(1e-12, power));
}
