// Before doors open speaker, booth and host talk in the briefing room; who has not come in hears nothing, and when doors open
// it is over.
import { arrive, hears, openBrowser, silent, until } from '../lib/browser.mjs';
import { enter, enterBooth, enterWithDevices } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'the briefing room is heard by those in it, until doors open';
export const within = 180_000;

const STEFAN = 440;
const INES = 880;
const HANNA = 1_760;
const PATIENT = 40_000;

export async function tell({ seen, after }) {
  const server = await Server.start();
  after(() => server.stop());
  const show = 'matinee';
  await server.api('POST', '/api/v1/shows', {
    id: show,
    title: { en: 'Matinée' },
    languages: ['de', 'en', 'zh'],
    booths: [
      { id: 'de-zh', languages: ['de', 'zh'] },
      { id: 'de-en', languages: ['de', 'en'] },
    ],
  });
  const browser = await openBrowser();
  after(() => browser.close());
  const come = (role, name, tone, more) =>
    arrive(browser, server.ticket(role, name, { show, ...more }), {
      tone,
      on: 1_200,
      off: 300,
      viewport: { width: 1_440, height: 900 },
    });
  const stefan = await come('speaker', 'Stefan', STEFAN, { language: 'de' });
  const ines = await come('interpreter', 'Ines', INES, { booth: 'de-zh' });
  const emil = await come('interpreter', 'Emil', 0, { booth: 'de-en' });
  const hanna = await come('host', 'Hanna', HANNA, { language: 'de' });
  await enterWithDevices(stefan);
  await enterBooth(ines);
  await enterBooth(emil);
  await enter(hanna);

  const room = (page) => page.getByRole('region', { name: 'Briefing room' });
  for (const page of [stefan, ines, hanna])
    await room(page).getByRole('button', { name: 'Enter the briefing room' }).click();
  seen(`Stefan at Ines after ${(await hears(ines, STEFAN, PATIENT)).ms} ms`);
  seen(`Stefan at Hanna after ${(await hears(hanna, STEFAN, PATIENT)).ms} ms`);
  await microphone(room(ines));
  seen(`Ines at Stefan after ${(await hears(stefan, INES, PATIENT)).ms} ms`);
  await microphone(room(hanna));
  seen(`Hanna at Ines after ${(await hears(ines, HANNA, PATIENT)).ms} ms`);
  await hears(stefan, HANNA, PATIENT);
  await hears(hanna, INES, PATIENT);
  await until('three are named', () => room(hanna).getByText('In the briefing room (3)').isVisible());
  // The other booth has not come in.
  await Promise.all([STEFAN, INES, HANNA].map((hz) => silent(emil, hz, 2_000)));

  await server.api('PUT', `/api/v1/shows/${show}/phase`, { phase: 'doors_open' });
  for (const page of [stefan, ines, hanna])
    await until('the briefing room is gone', async () => (await room(page).count()) === 0, PATIENT);
  const bai = await come('attendee', 'Bai', 0, { language: 'zh' });
  await enter(bai, '中文');
  await until('Bai is in', () => bai.getByRole('button', { name: 'Ask', exact: true }).isVisible(), PATIENT);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await Promise.all([
    ...[STEFAN, INES, HANNA].map((hz) => silent(bai, hz, 2_000)),
    ...[STEFAN, HANNA].map((hz) => silent(ines, hz, 2_000)),
    ...[INES, HANNA].map((hz) => silent(stefan, hz, 2_000)),
  ]);
  seen('doors are open: neither a listener nor those who were in it hear anything of it');
}

/** Opens one's own microphone there. */
async function microphone(room) {
  await room.getByRole('button', { name: 'Microphone off' }).click();
}
