// An administrator prepares a show by keyboard, invites three people from a CSV file, and one comes by the code read to her.
import { serious } from '../lib/axe.mjs';
import { arrive, openBrowser, until } from '../lib/browser.mjs';
import { enterBooth, shows } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'a show is prepared with three people from a CSV file, and one comes by her code';
export const within = 120_000;

const PATIENT = 40_000;

const CSV = [
  'Name,Role,Language,Mail,Organisation',
  'Eva Brandt,speaker,de,eva@example.org,volabo',
  'Ines Okafor,interpreter,zh,ines@example.org,',
  '"Weatherby, Jon",attendee,en,not an address,Example Ltd',
].join('\n');

export async function tell({ seen, after }) {
  const server = await Server.start();
  after(() => server.stop());
  const browser = await openBrowser();
  after(() => browser.close());
  const office = await arrive(browser, `${server.url}/prepare`, { viewport: { width: 1_280, height: 900 } });
  await office.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const press = async (name) => {
    await office.getByRole('button', { name, exact: true }).focus();
    await office.keyboard.press('Enter');
  };

  await office.getByLabel("Administrator's token").fill('x'.repeat(40));
  await office.keyboard.press('Enter');
  await shows(office, 'This token is not known here', PATIENT);
  await office.getByLabel("Administrator's token").fill(server.administrator);
  await office.keyboard.press('Enter');
  await shows(office, 'A roadshow to try out', PATIENT);

  await press('New show');
  await office.getByLabel('Begin with').selectOption('A roadshow to try out');
  await office.getByLabel('Languages', { exact: true }).fill('de, zh, en');
  await office.getByLabel('Title · English').fill('Spring roadshow');
  await office.getByLabel('Address').fill('spring');
  await office.getByLabel('Begins, on your clock').fill('2027-03-01T10:00');
  await office.getByLabel('Ends, on your clock').fill('2027-03-01T12:00');
  await press('Make the show');
  await shows(office, 'Nobody is invited yet', PATIENT);

  await press('Paste people or choose a file');
  await office
    .getByLabel('Or choose a CSV file')
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) });
  await shows(office, /Row 4.*no mail address/, PATIENT);
  const rows = office.getByLabel('Rows from a spreadsheet');
  if (!(await office.getByRole('button', { name: /^Invite/ }).isDisabled()))
    throw new Error('a flawed row can be taken');
  await rows.fill((await rows.inputValue()).replace('not an address', 'jon@example.org'));
  await press('Invite 3 people');
  await shows(office, '3 invited · 0 opened · 0 ready', PATIENT);

  await press('Link and mail of Eva Brandt');
  const eva = office.getByRole('dialog', { name: 'Eva Brandt' });
  await eva.getByRole('button', { name: /Copy.*Personal link/ }).press('Enter');
  const copied = () => office.evaluate(() => navigator.clipboard.readText());
  await until('the link is copied', async () => (await copied()).includes('/s/spring#ticket='), PATIENT);
  const link = await copied();
  await eva.getByRole('button', { name: /Copy.*Code/ }).press('Enter');
  await until('the code is copied', async () => /^[A-Z0-9]{4} [A-Z0-9]{4}$/.test(await copied()), PATIENT);
  const code = await copied();
  await eva.getByText('QR code', { exact: true }).click();
  if (!(await eva.getByRole('img', { name: /QR code/ }).isVisible())) throw new Error('no QR code');
  await eva.getByText('Mail to copy').click();
  const letter = await eva.getByLabel('Text', { exact: true }).inputValue();
  if (!letter.includes('Guten Tag Eva Brandt') || !letter.includes(code))
    throw new Error(`the mail is not in her language: ${letter}`);
  seen(`link, code and a mail of ${letter.length} characters in German`);
  const found = await serious(office);
  if (found.length > 0) throw new Error(`axe: ${JSON.stringify(found)}`);

  // She types what she heard: small letters, a slip first.
  const guest = await arrive(browser, `${server.url}/j`, { tone: 0 });
  const slip = code.replace(/^./, (sign) => (sign === 'A' ? 'C' : 'A'));
  await guest.getByLabel('Your code').fill(slip);
  await guest.keyboard.press('Enter');
  await shows(guest, 'This code does not work', PATIENT);
  await guest.getByLabel('Your code').fill(code.toLowerCase());
  await guest.keyboard.press('Enter');
  await until('her page is open', () => guest.url().includes('/s/spring#ticket='), PATIENT);
  await eva.getByRole('button', { name: 'Close' }).press('Enter');
  const row = office.getByRole('article', { name: 'Eva Brandt' });
  const { ms } = await until(
    'the list says opened',
    () => row.getByText('opened', { exact: true }).isVisible(),
    PATIENT,
  );
  seen(`“opened” after ${ms} ms`);

  // What is due stands at the booth before any door is open.
  await office.getByLabel('Slides', { exact: true }).fill('2026-01-01T10:00');
  await office.keyboard.press('Tab');
  await shows(office, 'Late: Slides', PATIENT);
  const own = await server.api('GET', '/api/v1/shows/spring/people');
  const ines = await arrive(browser, own.find(({ name }) => name === 'Ines Okafor').url, { tone: 0 });
  await enterBooth(ines);
  await ines.getByText('Due dates', { exact: true }).click();
  await shows(ines, 'Missing: Eva Brandt', PATIENT);
  await press('Link and mail of Eva Brandt');
  await eva.getByRole('checkbox', { name: 'Slides' }).press('Space');
  await shows(office, 'All have arrived', PATIENT);
  await eva.getByRole('button', { name: 'Close' }).press('Enter');
  seen('the booth reads who is late; what has arrived is late no more');

  // Her link is taken back: she leaves, and neither link nor code opens anything.
  await press('Link and mail of Eva Brandt');
  await eva.getByRole('button', { name: 'Take the link back' }).press('Enter');
  await office
    .getByRole('dialog', { name: /Take back the link/ })
    .getByRole('button', { name: 'Take the link back' })
    .press('Enter');
  await shows(office, 'Link taken back', PATIENT);
  await shows(guest, 'This link was taken back', PATIENT);
  const late = await arrive(browser, link, { tone: 0 });
  await shows(late, 'This link was taken back', PATIENT);
  const answer = await fetch(`${server.url}/j/${code.replace(' ', '')}`, { redirect: 'manual' });
  if (answer.status !== 404) throw new Error(`the old code answers ${answer.status}`);
  if (server.log.includes(code.replace(' ', '')) || server.log.includes(link.split('=')[1]))
    throw new Error('a code or a ticket stands in the log');
}
