// A whole turn by keyboard alone, and the pages as axe sees them in three languages.
import { serious } from '../lib/axe.mjs';
import { arrive, hears, openBrowser, silent, until } from '../lib/browser.mjs';
import { enter, enterBooth, enterWithDevices, shows } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'a whole turn by keyboard alone, and nothing serious by axe';
export const within = 240_000;

const INES = 880;
const LI = 2_200;
const STEFAN = 440;
/** The console's own tones, in Hz: a cough released by itself, and the tick of a cut. */
const RELEASED = 660;
const TICK = 1_200;
/** The first sound of a page waits for its whole way in. */
const PATIENT = 40_000;

export async function tell({ seen, after }) {
  const server = await Server.start();
  after(() => server.stop());
  const browser = await openBrowser();
  after(() => browser.close());
  const booth = { booth: 'de-zh' };
  const stefan = await arrive(browser, server.ticket('speaker', 'Stefan', { language: 'de' }), {
    tone: STEFAN,
  });
  const bai = await arrive(browser, server.ticket('attendee', 'Bai', { language: 'zh' }));
  const ines = await arrive(browser, server.ticket('interpreter', 'Ines', booth), { tone: INES });
  await enterWithDevices(stefan);
  await enter(bai, '中文');
  await hears(bai, STEFAN, PATIENT);

  await enterByKeys(ines);
  await shows(ines, 'Nobody hears you.');
  await turn({ ines, bai, seen });
  await asleep({ ines, bai, seen });
  await changeKeys({ ines, bai, seen });
  const li = await arrive(browser, server.ticket('interpreter', 'Li Na', booth), { tone: LI });
  await enterBooth(li);
  await shows(li, 'Nobody hears you.');
  await handOver({ ines, li, bai, seen });
  await li.context().close();
  await reload({ ines, bai, seen });

  const hanna = await arrive(browser, server.ticket('host', 'Hanna', { language: 'de' }));
  await enter(hanna);

  for (const language of ['English', 'Deutsch', '中文']) {
    for (const [name, page] of Object.entries({ booth: ines, attend: bai, desk: hanna })) {
      await page.locator('.languages').getByRole('button', { name: language, exact: true }).click();
      const findings = await serious(page);
      if (findings.length) throw new Error(`axe on ${name} in ${language}:\n${findings.join('\n')}`);
    }
  }
  seen('axe: nothing serious on booth, attend and desk in three languages');
}

/** Every key on the way in is Tab, Space or Enter. */
async function enterByKeys(page) {
  await tabTo(page, /headphones/);
  await page.keyboard.press('Space');
  await tabTo(page, /Turn on the microphone/);
  await page.keyboard.press('Enter');
  await until(
    'the way in',
    () => page.getByRole('button', { name: 'Enter', exact: true }).and(page.locator(':enabled')).isVisible(),
    PATIENT,
  );
  await tabTo(page, /^Enter$/);
  await page.keyboard.press('Enter');
}

async function turn({ ines, bai, seen }) {
  await ines.keyboard.press('F2');
  seen(`on air by F2: heard after ${(await hears(bai, INES, PATIENT)).ms} ms`);
  await shows(ines, /^On air$/);

  // While she writes, keys that type nothing work, and what she has written stays.
  const field = await tabTo(ines, /Number for the partner/);
  await ines.keyboard.type('48');
  await ines.keyboard.down('ControlRight');
  await shows(ines, 'On air, silenced');
  await settle();
  await Promise.all([silent(bai, INES), silent(bai, STEFAN)]);
  await ines.keyboard.up('ControlRight');
  await hears(bai, INES);
  await ines.keyboard.press('F9');
  await until('the signal is sent', () => ines.getByRole('button', { name: /Slow down.*sent/ }).isVisible());
  if ((await field.inputValue()) !== '48') throw new Error('a key of the console has typed something');
  seen('cough and signal from inside a field, which kept its text');
  await ines.keyboard.press('Shift+Tab');
  await ines.evaluate(() => document.activeElement?.blur());

  // The stage turns Chinese: the booth's direction is armed, and cut by F4; then back.
  await ines.keyboard.press('2');
  await shows(ines, 'Cut now to Deutsch');
  await ines.keyboard.press('F4');
  await shows(ines, 'You speak Deutsch');
  await ines.keyboard.press('1');
  await shows(ines, 'Cut now to 中文');
  await ines.keyboard.press('F4');
  await shows(ines, 'You speak 中文');
  seen(`direction there and back by 2, F4, 1, F4; heard again after ${(await hears(bai, INES)).ms} ms`);
}

async function asleep({ ines, bai, seen }) {
  await ines.keyboard.down('ControlRight');
  await shows(ines, 'On air, silenced');
  await settle();
  await listenFor(ines, RELEASED);
  const left = Date.now();
  await ines.evaluate(() => window.dispatchEvent(new Event('blur')));
  await shows(ines, 'Keys asleep');
  await heardCue(ines, 'the tone of the released cough', 1, -40);
  seen(`the cough was released, with a tone, ${Date.now() - left} ms after the window was left`);
  await hears(bai, INES);
  await ines.evaluate(() => window.dispatchEvent(new Event('focus')));
  await until('keys awake', async () => !(await ines.getByText('Keys asleep').isVisible()));
  await ines.keyboard.up('ControlRight');
}

async function changeKeys({ ines, bai, seen }) {
  await ines.keyboard.press('k');
  await tabTo(ines, /^Microphone: F2/);
  await ines.keyboard.press('Enter');
  await ines.keyboard.press('F3');
  await shows(ines, 'F3 is already the key for “Stand by”');
  await ines.keyboard.press('F1');
  await tabTo(ines, /^Close$/);
  await ines.keyboard.press('Enter');
  await ines.keyboard.press('F2');
  await hears(bai, INES);
  await ines.keyboard.press('F1');
  await shows(ines, 'Nobody hears you.');
  await hears(bai, STEFAN);
  await ines.keyboard.press('F1');
  await hears(bai, INES);
  await ines.keyboard.press('k');
  await tabTo(ines, /^As at first$/);
  await ines.keyboard.press('Enter');
  await ines.keyboard.press('Escape');
  seen('the microphone’s key was changed, a taken one refused, and all set back');
}

async function handOver({ ines, li, bai, seen }) {
  await ines.keyboard.press('F8');
  await shows(li, 'Ines offers you the microphone.');
  await li.keyboard.press('F8');
  await shows(ines, /Li Na is ready/);
  await silent(bai, LI, 1_000);
  for (const page of [ines, li]) await listenFor(page, TICK);
  await ines.keyboard.press('F8');
  const over = await hears(bai, LI);
  for (const page of [ines, li]) await heardCue(page, 'three ticks in both ears', 3);
  seen(`Li Na at Bai ${over.ms} ms after the cut was pressed, three ticks in both ears`);
  await shows(ines, 'Nobody hears you.');
  await settle();
  await silent(bai, INES, 1_000);
  await li.keyboard.press('F8');
  await shows(ines, 'Li Na offers you the microphone.');
  await ines.keyboard.press('F8');
  await shows(li, /Ines is ready/);
  await li.keyboard.press('F8');
  await hears(bai, INES);
}

async function reload({ ines, bai, seen }) {
  await ines.reload();
  await enterByKeys(ines);
  await shows(ines, 'Your turn was interrupted');
  await silent(bai, INES, 1_000);
  await ines.keyboard.press('F2');
  seen(`after a reload, back on air by F2: heard after ${(await hears(bai, INES)).ms} ms`);
}

/** Presses Tab until the focus is on what is called so. */
async function tabTo(page, name) {
  for (let step = 0; step < 120; step++) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(() => {
      const at = document.activeElement;
      // Nothing has the focus: the whole page's words are no name.
      if (!(at instanceof HTMLElement) || at === document.body) return '';
      const label = at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent;
      return (label ?? '').replace(/\s+/g, ' ').trim();
    });
    if (name.test(found)) return page.locator(':focus');
  }
  throw new Error(`Tab does not lead to ${name}`);
}

/** From now on notes how often the page begins a tone and how loud it gets: it is too short to be looked for from outside. */
async function listenFor(page, hz) {
  await page.evaluate((tone) => {
    clearInterval(window.listening);
    const already = window.ears.tones.length;
    let loudest = -200;
    window.listening = setInterval(() => (loudest = Math.max(loudest, window.ears.level(tone))), 10);
    window.cue = () => ({
      begun: window.ears.tones.slice(already).filter((one) => one === tone).length,
      loudest,
    });
  }, hz);
}

/** Waits until the tone that was listened for has begun so often, and was heard so loud where it lasts long enough to tell. */
async function heardCue(page, what, times, least = -200) {
  let cue = {};
  await until(what, async () => {
    cue = await page.evaluate(() => window.cue());
    return cue.begun >= times && cue.loudest > least;
  }).catch((error) => {
    throw new Error(`${error.message}: ${JSON.stringify(cue)}`);
  });
  if (cue.begun !== times) throw new Error(`${what}: it came ${cue.begun} times`);
}

/** What was sent before a key was pressed still arrives. */
async function settle() {
  await new Promise((resolve) => setTimeout(resolve, 1_000));
}
