// The output comes back by the microphone: found by the chirp, echo cancelling forced, and the staff is told; with
// headphones it passes; and when they come off during the show, the alarm comes.
import { arrive, openBrowser, until } from '../lib/browser.mjs';
import { shows } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'a microphone that hears the loudspeaker is found, before the show and in it';
export const within = 150_000;

export async function tell({ seen, after }) {
  const server = await Server.start();
  after(() => server.stop());
  const browser = await openBrowser();
  after(() => browser.close());
  const said = [];
  const come = (role, name, pathDb, event) =>
    arrive(browser, server.ticket(role, name, { language: 'de' }), {
      pathDb,
      before: (page) =>
        page.on('websocket', (socket) =>
          socket.on(event, ({ payload }) => said.push(...noted(name, JSON.parse(String(payload))))),
        ),
    });
  const host = await come('host', 'Hanna', -100, 'framereceived');
  await host.getByRole('button', { name: 'Enter', exact: true }).click();

  const open = await come('speaker', 'Otto', -30, 'framesent');
  const closed = await come('speaker', 'Karla', -60, 'framesent');
  for (const page of [open, closed]) {
    await page.getByRole('button', { name: 'Turn on camera and microphone' }).click();
    await page.getByRole('button', { name: 'Check my sound' }).click();
    await shows(page, 'Please read aloud');
    await page.evaluate(() => window.instrument.speak(0.3));
  }
  await shows(open, 'Your microphone hears your loudspeaker', 20_000);
  await shows(closed, 'Nothing of what you hear comes back', 20_000);
  if (!(await cancelling(open))) throw new Error('echo cancelling is off though the output leaks');
  if (await cancelling(closed)) throw new Error('echo cancelling is on though nothing leaks');
  seen('found at -30 dB, echo cancelling is on; passed at -60 dB, echo cancelling is off');
  const report = (by, name) => said.findLast((note) => note.by === by && note.name === name);
  for (const [name, leakDb, on] of [
    ['Otto', -30, true],
    ['Karla', -60, false],
  ]) {
    const { check } = (await until(`the report of ${name}`, () => report(name, name))).value;
    seen(`${name} reports a leak of ${check.leak_db} dB, trim ${check.trim_db} dB, score ${check.score}`);
    if (Math.abs(check.leak_db - leakDb) > 3) throw new Error('the leak is not what was there');
    if (check.echo_cancelling !== on) throw new Error('the report has the wrong echo cancelling');
    await until(`the staff knows of ${name}`, () => report('Hanna', name)?.check);
  }

  // Karla's headphones come off while Otto speaks.
  for (const page of [open, closed]) await page.getByRole('button', { name: 'Enter', exact: true }).click();
  await closed.evaluate(() => window.instrument.speak(0));
  await until('Otto at Karla', async () => (await closed.evaluate(() => window.instrument.level())) > -45);
  await new Promise((resolve) => setTimeout(resolve, 10_000));
  if (report('Karla', 'Karla').leaking) throw new Error('an alarm without a leak');
  await closed.evaluate(() => window.instrument.path(-25));
  const alarm = await until('the alarm', () => report('Karla', 'Karla').leaking, 30_000);
  seen(`the alarm came ${(alarm.ms / 1_000).toFixed(0)} s after the headphones came off`);
  await until('echo cancelling at Karla', () => cancelling(closed));
  await until('the staff knows of the alarm', () => report('Hanna', 'Karla')?.leaking);
  for (const page of [open, closed])
    if (page.problems.length > 0) throw new Error(`a page complained: ${page.problems.join('\n')}`);
}

/** Whether the microphone that a page has open now cancels echoes. */
function cancelling(page) {
  return page.evaluate(
    () => window.instrument.asked.findLast((one) => one.track.readyState === 'live').cancelling,
  );
}

/** What a message that `by` sent or got says of the fitness of people, wherever it stands. */
function noted(by, message) {
  if (message?.type === 'sound_check')
    return [{ by, name: by, check: message.check, leaking: message.leaking }];
  if (typeof message !== 'object' || message === null) return [];
  const { fitness, name } = message;
  const own = fitness && name ? [{ by, name, ...fitness }] : [];
  return [...own, ...Object.values(message).flatMap((inner) => noted(by, inner))];
}
