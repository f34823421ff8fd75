// A speaker's page dies on stage: the audience is told calmly, another speaker stands in with one click, and the first
// comes back to the stage.
import { arrive, hears, openBrowser } from '../lib/browser.mjs';
import { enter, enterWithDevices, shows } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'a speaker is lost, another stands in, and she comes back to the stage';
export const within = 200_000;

const ANNA = 440;
const LI = 880;
const PATIENT = 40_000;

export async function tell({ seen, after }) {
  const server = await Server.start();
  after(() => server.stop());
  const show = 'evening';
  await server.api('POST', '/api/v1/shows', {
    id: show,
    title: { en: 'Evening roadshow' },
    languages: ['de', 'zh'],
    run_sheet: [
      { kind: 'panel', title: 'Pumps', speaker: 'Anna Kern, Li Ming', language: 'de', minutes: 20 },
    ],
  });
  await server.api('PUT', `/api/v1/shows/${show}/phase`, { phase: 'live' });
  const browser = await openBrowser();
  after(() => browser.close());
  const host = await arrive(browser, server.ticket('host', 'Hanna', { show }), {
    viewport: { width: 1_440, height: 900 },
  });
  await enter(host);
  const link = server.ticket('speaker', 'Anna Kern', { language: 'de', show });
  const anna = await arrive(browser, link, { tone: ANNA });
  await enterWithDevices(anna);
  await host.getByRole('button', { name: 'Bring up' }).first().click();
  await shows(anna, 'Everybody hears and sees you.', PATIENT);
  const li = await arrive(browser, server.ticket('speaker', 'Li Ming', { language: 'zh', show }), {
    tone: LI,
  });
  await enterWithDevices(li);
  const guest = await arrive(browser, server.ticket('attendee', 'Bai', { show }));
  await enter(guest, 'Original');
  await hears(guest, ANNA, PATIENT);
  await host.getByRole('button', { name: /^Begin/ }).click();
  await shows(guest, 'Now: Pumps', PATIENT);

  await anna.context().close();
  const told = await shows(guest, 'Anna Kern is coming back', PATIENT);
  seen(`the audience is told after ${told.ms} ms`);
  await shows(host, /place kept for 00:[0-5]\d/, PATIENT);
  await li.getByRole('button', { name: 'Take over' }).click();
  await shows(li, 'Everybody hears and sees you.', PATIENT);
  await hears(guest, LI, PATIENT);

  const again = await arrive(browser, link, { tone: ANNA });
  await enterWithDevices(again);
  await shows(again, 'Everybody hears and sees you.', PATIENT);
  await hears(guest, ANNA, PATIENT);
  if (await guest.getByText('is coming back').isVisible()) throw new Error('the audience still waits');
}
