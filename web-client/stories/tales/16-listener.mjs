// A listener says her language once. What she hears is written as stage and booths change, interpretation that is down is
// told to everybody, and the sign-language picture is as she wants it, also after a reload.
import { arrive, hears, openBrowser, seesPictures, until } from '../lib/browser.mjs';
import { enter, enterBooth, enterWithDevices } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'a listener says her language once, and what she hears is written';
export const within = 150_000;

const STEFAN = 440;
const LIN = 550;
const XIA = 880;

export async function tell({ seen, after }) {
  const server = await Server.start();
  after(() => server.stop());
  await server.show(
    'fair',
    ['de', 'zh'],
    [
      { id: 'de-zh', languages: ['de', 'zh'] },
      { id: 'signs', languages: ['de', 'zh'], sign: true },
    ],
  );
  const browser = await openBrowser();
  after(() => browser.close());
  const come = (role, name, tone, more) =>
    arrive(browser, server.ticket(role, name, { show: 'fair', ...more }), { tone, on: 1_200, off: 900 });

  const stefan = await come('speaker', 'Stefan', STEFAN, { language: 'de' });
  const lin = await come('speaker', 'Lin', LIN, { language: 'zh' });
  const xia = await come('interpreter', 'Xia', XIA, { booth: 'de-zh' });
  const sina = await come('interpreter', 'Sina', 0, { booth: 'signs' });
  const dieter = await come('attendee', 'Dieter', 0, {});
  const mei = await come('attendee', 'Mei', 0, {});

  await enterWithDevices(stefan);
  await enter(dieter, 'Deutsch');
  await enter(mei, '中文');
  await reads(dieter, 'Deutsch original');
  await hears(mei, STEFAN);
  await reads(mei, 'Original (Deutsch) interpretation is down');
  await notice(mei, 'Interpretation into Chinese is down');
  await notice(dieter, 'Interpretation into Chinese is down');

  await enterBooth(xia);
  await xia.keyboard.press('F2');
  seen(`written at Mei after ${(await reads(mei, '中文 interpreted')).ms} ms`);
  seen(`Xia at Mei after ${(await hears(mei, XIA)).ms} ms`);
  await Promise.all([mei, dieter].map(noNotice));
  await reads(dieter, 'Deutsch original');

  // The stage speaks Chinese: who said her language once touches nothing.
  await enterWithDevices(lin);
  await stefan.getByRole('button', { name: 'Microphone on' }).click();
  seen(`Chinese from the stage is written at Mei after ${(await reads(mei, '中文 original', 20_000)).ms} ms`);
  seen(`and interpreted at Dieter after ${(await reads(dieter, 'Deutsch interpreted', 20_000)).ms} ms`);
  await hears(dieter, XIA);
  await hears(mei, LIN);

  await xia.keyboard.press('F2');
  seen(
    `down is written at Dieter after ${(await reads(dieter, 'Original (中文) interpretation is down')).ms} ms`,
  );
  await notice(dieter, 'You hear the original.');
  await notice(mei, 'Whoever listens in it hears the original meanwhile.');
  await reads(mei, '中文 original');
  await until('off at Xia', () => xia.getByText('Nobody hears you.').first().isVisible());
  await xia.keyboard.press('F2');
  seen(`and gone after ${(await reads(dieter, 'Deutsch interpreted')).ms} ms`);
  await Promise.all([mei, dieter].map(noNotice));

  await enterBooth(sina);
  await sina.keyboard.press('F2');
  const sign = mei.getByRole('group', { name: 'Sign language' });
  seen(`the sign-language picture at Mei after ${(await until('it shows', () => sign.isVisible())).ms} ms`);
  await seesPictures(mei);
  const small = await width(sign);
  await sign.getByRole('button', { name: 'Larger' }).click();
  await until('it grows', async () => (await width(sign)) > small * 1.5);
  await sign.getByRole('button', { name: 'Pin' }).click();
  await mei.reload();
  await until('her language is remembered', () => mei.getByRole('radio', { name: '中文' }).isChecked());
  await enter(mei);
  await until('it is as it was', () =>
    sign.getByRole('button', { name: 'Pinned', pressed: true }).isVisible(),
  );
  await until('it is as large', async () => (await width(sign)) > small * 1.5);
  await reads(mei, '中文 original');
  await sign.getByRole('button', { name: 'Hide' }).click();
  await until('it is hidden', async () => !(await sign.isVisible()));
  await mei.getByRole('button', { name: 'Show sign language' }).click();
  await until('it is back', () => sign.isVisible());
  await sina.keyboard.press('F2');
  await until('it goes with her', async () => !(await sign.isVisible()));

  for (const page of [stefan, lin, xia, sina, dieter, mei])
    if (page.problems.length > 0) throw new Error(`a page complained: ${page.problems.join('\n')}`);
}

/** Waits until a page writes what is heard. */
function reads(page, words, within) {
  const line = page.locator('p[role="status"]', { hasText: 'You hear' }).first();
  return until(
    `“${words}” at a listener`,
    async () => (await line.textContent()).replace(/\s+/g, ' ').trim() === `You hear ${words}`,
    within,
  );
}

function notice(page, words) {
  return until(`“${words}”`, () => page.getByText(words).first().isVisible());
}

/** Nothing is down, and it stays so for as long as a person needs to see it. */
async function noNotice(page) {
  const shown = () =>
    page
      .getByText(/Interpretation into \w+ is down/)
      .first()
      .isVisible();
  await until('no notice', async () => !(await shown()));
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  if (await shown()) throw new Error('interpretation is said to be down again');
}

async function width(element) {
  return (await element.boundingBox())?.width ?? 0;
}
