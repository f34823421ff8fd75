// Tones from 125 Hz to 15 kHz from a microphone's track through the real server to a listener's loudspeaker: as soon as the
// connection stands, at its first minute, and again at its minute ROADSHOW_MINUTES (1, if nothing is said). What the last
// one is held against has settled, unless there is nothing but the first minute.
import { execFileSync } from 'node:child_process';
import { arrive, openBrowser, until } from '../lib/browser.mjs';
import { devices } from '../lib/devices.mjs';
import { openFirefox } from '../lib/firefox.mjs';
import { instrument } from '../lib/instrument.mjs';
import { enter, enterWithDevices } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

const MINUTES = Number(process.env.ROADSHOW_MINUTES ?? '1');

export const title = '125 Hz to 15 kHz arrive within 3 dB, and do so later too';
export const within = (MINUTES + 4) * 60_000;

/** A third of an octave apart. */
const TONES = [
  125, 160, 200, 250, 315, 400, 500, 630, 800, 1_000, 1_250, 1_600, 2_000, 2_500, 3_150, 4_000, 5_000, 6_300,
  8_000, 10_000, 12_500, 15_000,
];
const PEAK = 0.1;
const SENT_DB = 20 * Math.log10(PEAK / Math.SQRT2);
const PATH_DB = -100;

export async function tell({ seen, after }) {
  const server = await Server.start({ config: '[media]\ncodecs = ["vp8"]\n' });
  after(() => server.stop());
  const browser = await openBrowser({ args: ['--enable-precise-memory-info'] });
  after(() => browser.close());
  const stage = {
    stefan: await arrive(browser, server.ticket('speaker', 'Stefan', { language: 'de' }), {
      pathDb: PATH_DB,
    }),
  };
  const a = await arrive(browser, server.ticket('attendee', 'Anna', { language: 'de' }), { pathDb: PATH_DB });
  await enterWithDevices(stage.stefan);
  await enter(a, 'Original');
  await play(stage.stefan, 1_000);
  await until('a tone at Anna', async () => (await level(a)) > -40);

  const begun = Date.now();
  const at = async (minute) => {
    await pause(begun + minute * 60_000 - Date.now());
    const found = await measure(stage.stefan, a, server);
    tellOf(minute === 0 ? 'at once' : `at minute ${minute}`, found, seen);
    return found;
  };
  const first = await at(0);
  const early = MINUTES > 1 ? await at(1) : first;
  const late = await at(MINUTES);

  const moved = Math.max(...early.levels.map((one, place) => Math.abs(one - late.levels[place])));
  seen(
    `no tone moved by more than ${moved.toFixed(2)} dB, the way by ${(late.way - early.way).toFixed(0)} ms`,
  );
  if (moved > 1) throw new Error(`a tone has moved by ${moved.toFixed(2)} dB`);
  // A connection of one minute is still settling: three times the bound.
  if (Math.abs(late.way - early.way) > (MINUTES > 1 ? 20 : 60))
    throw new Error(`the way has gone from ${early.way.toFixed(0)} to ${late.way.toFixed(0)} ms`);
  const concealed = late.concealed - early.concealed;
  if (concealed > 0.02 * MINUTES * 60) throw new Error(`${concealed.toFixed(2)} s of sound were made up`);
  if (late.heap > early.heap * 1.5 + 10)
    throw new Error(`the page grew from ${early.heap} to ${late.heap} MiB`);
  if (late.memory > early.memory * 1.25 + 50)
    throw new Error(`the processes grew from ${early.memory} to ${late.memory} MiB`);

  // The same chain in Firefox, heard by the same listener.
  await stage.stefan.context().close();
  const firefox = await openFirefox();
  after(() => firefox.close());
  const fox = await firefox.page(server.ticket('speaker', 'Fuchs', { language: 'de' }), async (page) => {
    await page.evaluateOnNewDocument(devices, { tone: 440, on: 1_000, off: 500, width: 320, height: 180 });
    await page.evaluateOnNewDocument(instrument, { pathDb: PATH_DB });
  });
  for (const words of ['Turn on camera and microphone', 'Enter'])
    await until(words, () =>
      fox.evaluate((text) => {
        const button = [...document.querySelectorAll('button')].find(
          (one) => one.textContent.trim().startsWith(text) && !one.disabled,
        );
        const ready = text !== 'Enter' || window.instrument.asked.length > 0;
        if (ready) button?.click();
        return ready && button !== undefined;
      }, words),
    );
  await play(fox, 1_000);
  await until('a tone of Firefox at Anna', async () => (await level(a)) > -40);
  tellOf('from Firefox', await measure(fox, a, server), seen);
}

async function measure(from, to, server) {
  const levels = [];
  for (const hz of TONES) {
    await play(from, hz);
    await pause(500);
    let heard = await level(to);
    // A machine that is held up makes sound up; that is counted below and is no frequency response.
    for (let more = 0; more < 3 && Math.abs(heard - SENT_DB) > 1; more++) heard = await level(to);
    levels.push(heard);
  }
  const delays = [];
  const before = await to.evaluate(() => window.instrument.figures());
  for (let i = 0; i < 7; i++) {
    await from.evaluate(() => window.instrument.play(1_000, 0));
    await pause(1_000);
    const heard = to.evaluate(() => window.instrument.onset());
    const sent = await from.evaluate(() => window.instrument.ping());
    delays.push((await heard) - sent);
  }
  await play(from, 1_000);
  const { concealed, heap, waited, held, emitted } = await to.evaluate(() => window.instrument.figures());
  const delay = delays.sort((a, b) => a - b)[3];
  const mean = (sum) => (sum / (emitted - before.emitted)) * 1_000;
  const buffer = mean(waited - before.waited);
  return {
    levels,
    delay,
    buffer,
    held: mean(held - before.held),
    // What the listener's browser waits for stragglers follows the load of the machine, not the age of the connection.
    way: delay - buffer,
    concealed,
    heap,
    memory: memory('chromium'),
    server: resident(server.pid),
  };
}

function tellOf(when, { levels, delay, buffer, held, concealed, heap, memory, server }, seen) {
  const off = levels.map((one) => one - SENT_DB);
  const list = TONES.map((hz, place) => `${hz}: ${off[place].toFixed(1)}`).join(', ');
  seen(`${when}: ${list} dB`);
  seen(
    `${when}: delay ${delay.toFixed(0)} ms, of which ${buffer.toFixed(0)} in the jitter buffer (${held.toFixed(0)} of these for the picture), ${concealed.toFixed(2)} s made up since the beginning, ` +
      `page ${heap.toFixed(1)} MiB, its browser ${memory.toFixed(0)} MiB, server ${server.toFixed(0)} MiB`,
  );
  const worst = Math.max(...off.map(Math.abs));
  if (worst > 3) throw new Error(`${when} a tone is ${worst.toFixed(1)} dB off`);
}

const play = (page, hz) => page.evaluate(([f, peak]) => window.instrument.play(f, peak), [hz, PEAK]);
const level = (page) => page.evaluate(() => window.instrument.level());
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The memory of the processes below this one whose name begins so, in MiB. */
function memory(name) {
  const rows = execFileSync('ps', ['-eo', 'pid,ppid,rss,comm'], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .slice(1);
  const all = rows.map((row) => row.trim().split(/\s+/));
  const below = new Set([String(process.pid)]);
  // A parent stands before its children only as a rule: a few rounds find all.
  for (let round = 0; round < 6; round++)
    for (const [pid, parent] of all) if (below.has(parent)) below.add(pid);
  return all
    .filter(([pid, , , command]) => below.has(pid) && command.startsWith(name))
    .reduce((sum, [, , rss]) => sum + Number(rss) / 1_024, 0);
}

function resident(pid) {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1_024;
}
