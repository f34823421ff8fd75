// A pivot on two consoles: who depends on her reads the source's mark, and she reads who depends on her.
import { arrive, hears, openBrowser, silent, until } from '../lib/browser.mjs';
import { enter, enterBooth, enterWithDevices, shows } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'a pivot reads who depends on her, and her dependents that she is their source';

const LIN = 440;
const PIA = 880;
const BEA = 1_320;

export async function tell({ seen, after }) {
  const server = await Server.start();
  after(() => server.stop());
  await server.show(
    'fair',
    ['zh', 'en', 'fr'],
    [
      { id: 'zh-en', languages: ['zh', 'en'] },
      { id: 'en-fr', languages: ['en', 'fr'] },
    ],
  );
  const browser = await openBrowser();
  after(() => browser.close());
  const come = (role, name, tone, more) =>
    arrive(browser, server.ticket(role, name, { show: 'fair', ...more }), { tone, on: 60_000, off: 0 });
  const lin = await come('speaker', 'Lin', LIN, { language: 'zh' });
  const pia = await come('interpreter', 'Pia', PIA, { booth: 'zh-en', language: 'en' });
  const bea = await come('interpreter', 'Bea', BEA, { booth: 'en-fr', language: 'fr' });
  const luc = await come('attendee', 'Luc', 0, { language: 'fr' });
  await enterWithDevices(lin);
  await enter(luc, 'Français');
  for (const page of [pia, bea]) await enterBooth(page);
  await hears(bea, LIN, 20_000);

  await pia.keyboard.press('F2');
  seen(`the pivot in the dependent's ear after ${(await hears(bea, PIA, 20_000)).ms} ms`);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await silent(bea, LIN, 1_000);
  await shows(bea, '1×');
  await bea.keyboard.press('F2');
  await hears(luc, BEA);
  seen(`the pivot reads it after ${(await shows(pia, /relay for/i)).ms} ms`);

  // Off is asked once more; the second press is the answer.
  await pia.keyboard.press('F2');
  await shows(pia, /Other booths depend on you/);
  await hears(bea, PIA);
  await pia.keyboard.press('F2');
  const alarm = await until(
    'the alarm on both consoles',
    async () =>
      (await pia
        .getByText(/is silent/)
        .first()
        .isVisible()) &&
      (await bea
        .getByText(/is silent/)
        .first()
        .isVisible()),
    20_000,
  );
  seen(`the silent pivot alarms both after ${alarm.ms} ms`);
}
