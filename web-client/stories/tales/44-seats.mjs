// The host gives an interpreter a seat in another booth and writes what comes next: her console follows, without a reload.
import { arrive, openBrowser, until } from '../lib/browser.mjs';
import { enter, enterBooth, shows } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'a seat given at the desk, and a line of the run sheet, arrive at the console';
export const within = 120_000;

const PATIENT = 40_000;

export async function tell({ seen, after }) {
  const server = await Server.start();
  after(() => server.stop());
  await server.show(
    'fair',
    ['de', 'en', 'zh'],
    [
      { id: 'de-zh', languages: ['de', 'zh'], seats: 1 },
      { id: 'de-en', languages: ['de', 'en'], seats: 1 },
    ],
  );
  const browser = await openBrowser();
  after(() => browser.close());
  const come = (role, name, more) =>
    arrive(browser, server.ticket(role, name, { show: 'fair', ...more }), {
      tone: 0,
      viewport: { width: 1_440, height: 900 },
    });
  const ines = await come('interpreter', 'Ines', { booth: 'de-zh' });
  const hanna = await come('host', 'Hanna', { language: 'de' });
  await enterBooth(ines);
  await enter(hanna);
  await shows(ines, 'Deutsch → 中文', PATIENT);
  await ines.evaluate(() => {
    window.stayed = true;
  });

  await hanna.getByRole('button', { name: 'Seats', exact: true }).click();
  const seats = hanna.getByRole('dialog', { name: 'Who sits in which booth?' });
  await seats.getByLabel('Ines').selectOption('de-en');
  seen(
    `the console has the other booth's languages after ${(await shows(ines, 'Deutsch → English', PATIENT)).ms} ms`,
  );
  await seats.getByRole('button', { name: 'Close' }).click();
  const booth = hanna.getByRole('article', { name: 'Booth de-en' });
  await until('Ines on the card of her booth', () => booth.getByText('Ines').first().isVisible(), PATIENT);

  // The only seat is hers now: the next one is told that the booth is full, and the one she left is free.
  const emil = await come('interpreter', 'Emil', { booth: 'de-en' });
  await enterBooth(emil);
  await shows(emil, 'All seats of the booth are taken', PATIENT);
  const li = await come('interpreter', 'Li Na', { booth: 'de-zh' });
  await enterBooth(li);
  await shows(li, 'Deutsch → 中文', PATIENT);

  await hanna.getByRole('button', { name: 'Add an item' }).click();
  const item = hanna.getByRole('dialog', { name: 'Add an item' });
  await item.getByLabel('Title').fill('48-volt drives');
  await item.getByLabel('Who speaks').fill('Anna Schreiber');
  await item.getByRole('button', { name: 'Save' }).click();
  for (const page of [ines, li]) {
    const { ms } = await shows(page, '48-volt drives', PATIENT);
    seen(`the line of the run sheet is at the booth after ${ms} ms`);
  }
  if (!(await ines.evaluate(() => window.stayed))) throw new Error('the console was loaded anew');
  for (const page of [ines, li, hanna])
    if (page.problems.length > 0) throw new Error(`a page complained: ${page.problems.join('\n')}`);
}
