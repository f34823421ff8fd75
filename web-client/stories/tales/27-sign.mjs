// A sign-language interpreter is a picture with a name, for everybody in the hall.
import { arrive, openBrowser, seesPictures, until } from '../lib/browser.mjs';
import { enter, enterWithDevices } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'who signs is seen and named in the hall';

export async function tell({ seen, after }) {
  const server = await Server.start();
  after(() => server.stop());
  await server.show('fair', ['de', 'zh'], [{ id: 'dgs', languages: ['de', 'zh'], seats: 1, sign: true }]);
  const browser = await openBrowser();
  after(() => browser.close());
  const come = (role, name, more) => arrive(browser, server.ticket(role, name, { show: 'fair', ...more }));
  const sina = await come('interpreter', 'Sina', { booth: 'dgs' });
  const dora = await come('attendee', 'Dora', { language: 'de' });
  await enter(dora, 'Deutsch');
  const promise = sina.getByRole('checkbox', { name: /headphones/ });
  if (await promise.isVisible()) await promise.check({ force: true });
  await enterWithDevices(sina);
  await sina.keyboard.press('F2');
  const picture = dora.getByRole('group', { name: /Sign language/ });
  const named = await until(
    'her name at her picture',
    () => picture.getByText('Sina').first().isVisible(),
    20_000,
  );
  seen(`Sina is named in the hall after ${named.ms} ms`);
  await seesPictures(dora);
}
