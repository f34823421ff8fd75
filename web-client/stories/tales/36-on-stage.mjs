// Three slots by CSV, a practice, and a first-time presenter on her way: link, check, backstage, cue, stage; each of the
// others follows in her own form.
import { arrive, hears, openBrowser, silent, until } from '../lib/browser.mjs';
import { enter, enterBooth, enterWithDevices, shows } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'a run sheet by CSV, practice, and a first-time presenter from her link to the stage';
export const within = 240_000;

const ANNA = 440;
const PATIENT = 40_000;
/** Her voice fades out. */
const SETTLING_MS = 1_000;
const ROWS = [
  'Kind;Title;Title de;Speaker;Language;Minutes',
  'talk;Welcome;Begrüßung;Hanna;de;5',
  'pitch;New pumps;Neue Pumpen;Anna Kern;de;10',
  'pitch;Robots;Roboter;Li Ming;fr;10',
  'break;Coffee;Kaffeepause;;;15',
].join('\n');

export async function tell({ seen, after }) {
  const server = await Server.start();
  after(() => server.stop());
  const show = 'spring';
  await server.api('POST', '/api/v1/shows', {
    id: show,
    title: { en: 'Spring roadshow' },
    languages: ['de', 'zh'],
    booths: [{ id: 'de-zh', languages: ['de', 'zh'] }],
    zones: ['Europe/Berlin', 'Asia/Shanghai'],
  });
  const browser = await openBrowser();
  after(() => browser.close());
  const host = await arrive(browser, server.ticket('host', 'Hanna', { show }), {
    viewport: { width: 1_440, height: 900 },
  });
  await enter(host);

  await host.getByRole('button', { name: 'Paste a list' }).click();
  await host.getByRole('textbox', { name: 'Rows' }).fill(ROWS);
  await shows(host, 'Row 4 is left out: that is not a language of this show');
  await host.getByRole('textbox', { name: 'Rows' }).fill(ROWS.replace(';fr;', ';zh;'));
  await host.getByRole('button', { name: 'Add to the list' }).click();
  const slot = (words) => host.getByRole('listitem').filter({ hasText: words }).first();
  await until('the slots', () => slot('New pumps').isVisible(), PATIENT);
  await shows(host, 'not here yet', PATIENT);

  const anna = await arrive(browser, server.ticket('speaker', 'Anna Kern', { language: 'de', show }), {
    tone: ANNA,
  });
  await until('her link is opened', () => slot('New pumps').getByText('link opened').isVisible(), PATIENT);
  await enterWithDevices(anna);
  await until('she is backstage', () => slot('New pumps').getByText('backstage').isVisible(), PATIENT);
  await shows(anna, 'Your part:', PATIENT);

  await host.getByRole('button', { name: 'Practise' }).click();
  await host.getByRole('dialog').getByRole('button', { name: 'Practise' }).click();
  await shows(anna, 'nothing of this is kept', PATIENT);
  await host.getByRole('button', { name: 'Bring up' }).first().click();
  await shows(anna, 'Everybody hears and sees you.', PATIENT);
  await host.getByRole('button', { name: 'End practice' }).click();
  await host.getByRole('dialog').getByRole('button', { name: 'End practice' }).click();
  await shows(anna, 'The audience does not hear or see you.', PATIENT);
  await until('practice is over', async () => !(await anna.getByText('nothing of this is kept').isVisible()));
  seen('practised, and nothing of it is left');

  await server.api('PUT', `/api/v1/shows/${show}/phase`, { phase: 'doors_open' });
  const guest = await arrive(browser, server.ticket('attendee', 'Bai', { show }));
  await enter(guest, 'Original');
  await shows(guest, 'We begin soon', PATIENT);
  await shows(guest, 'New pumps');
  const ines = await arrive(browser, server.ticket('interpreter', 'Ines', { booth: 'de-zh', show }));
  await enterBooth(ines);
  await server.api('PUT', `/api/v1/shows/${show}/phase`, { phase: 'live' });

  await host.locator('h1').click();
  await host.keyboard.press('n');
  await shows(guest, 'Now: Welcome', PATIENT);
  await shows(anna, 'You are next', PATIENT);
  await until('the booth reads who is next', () => ines.getByText('New pumps').first().isVisible(), PATIENT);
  await shows(ines, 'Coffee');
  await host.getByRole('button', { name: 'Call to the stage' }).click();
  await shows(anna, 'get ready now', PATIENT);
  await host.getByRole('button', { name: 'Bring up' }).first().click();
  await shows(anna, 'Everybody hears and sees you.', PATIENT);
  seen(`she is heard after ${(await hears(guest, ANNA, PATIENT)).ms} ms`);
  if (await anna.getByText('get ready now').isVisible()) throw new Error('the call was not followed');

  await host.getByRole('button', { name: 'Next N' }).click();
  await shows(guest, 'Now: New pumps', PATIENT);
  await until('her time is running', () => anna.getByRole('timer').first().isVisible(), PATIENT);
  await host.locator('h1').click();
  await host.keyboard.press('b');
  await shows(guest, 'Now: Welcome', PATIENT);

  await host.getByRole('button', { name: 'Announcement' }).click();
  await host.getByRole('dialog').getByRole('textbox').first().fill('Kaffee im Foyer');
  await host.getByRole('dialog').getByRole('button', { name: 'Put up' }).click();
  for (const page of [guest, anna, ines, host]) await shows(page, 'Kaffee im Foyer', PATIENT);
  await host.getByRole('button', { name: 'Take down' }).first().click();
  await host.getByRole('dialog').getByRole('button', { name: 'Take down' }).click();
  await guest.waitForTimeout(SETTLING_MS);
  await silent(guest, ANNA);
}
