// From booth to stage and from stage to desk: a lamp, a yes and its withdrawal; and an off that is taken back at once.
import { arrive, hears, openBrowser, silent, until } from '../lib/browser.mjs';
import { enter, enterBooth, enterWithDevices, shows } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'lamps at the speaker, consent seen and withdrawn, an off taken back at once';

const STEFAN = 440;
const INES = 880;

export async function tell({ seen, after }) {
  const server = await Server.start();
  after(() => server.stop());
  const browser = await openBrowser();
  after(() => browser.close());
  const stefan = await arrive(browser, server.ticket('speaker', 'Stefan', { language: 'de' }), {
    tone: STEFAN,
  });
  const ines = await arrive(browser, server.ticket('interpreter', 'Ines', { booth: 'de-zh' }), {
    tone: INES,
  });
  const bai = await arrive(browser, server.ticket('attendee', 'Bai', { language: 'zh' }));
  const host = await arrive(browser, server.ticket('host', 'Helga'), {
    viewport: { width: 1_440, height: 900 },
  });
  await enterWithDevices(stefan);
  await enter(host);
  await enter(bai, '中文');
  await enterBooth(ines);
  await ines.keyboard.press('F2');
  await hears(bai, INES);

  await ines.keyboard.press('F9');
  seen(`the speaker sees the lamp after ${(await shows(stefan, 'Please speak more slowly')).ms} ms`);

  // The second press comes before the room's word of the first.
  await ines.keyboard.press('F2');
  await ines.keyboard.press('F2');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await hears(bai, INES);
  await silent(bai, STEFAN, 1_500);

  const person = host.getByRole('article').filter({ hasText: 'Stefan' }).first();
  await person.getByText('Consent and timing').click();
  const told = (words) => until(`“${words}” at the desk`, () => person.getByText(words).first().isVisible());
  await agree(stefan);
  seen(`the host sees the yes after ${(await told(/recording\s+yes/)).ms} ms`);
  await stefan.getByRole('button', { name: 'Take everything back' }).click();
  seen(`and its withdrawal after ${(await told(/recording\s+no/)).ms} ms`);

  await agree(host);
  await host.getByRole('button', { name: 'Take everything back' }).click();
  await until('the host has taken it back', async () => !(await recording(host).isChecked()));
}

async function agree(page) {
  await page.getByRole('button', { name: 'My voice' }).click();
  await recording(page).click({ force: true });
}

function recording(page) {
  return page.getByRole('dialog').getByRole('checkbox', { name: /^Recording/ });
}
