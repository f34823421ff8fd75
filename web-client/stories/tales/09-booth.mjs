// Two interpreters in one booth: cough, refusal, direction, and a partner who takes over without a click.
import { arrive, hears, openBrowser, silent, until } from '../lib/browser.mjs';
import { enter, enterBooth, enterWithDevices, shows } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'two interpreters: cough, direction, and a partner who takes over';

export async function tell({ seen, after }) {
  const server = await Server.start();
  after(() => server.stop());
  const browser = await openBrowser();
  after(() => browser.close());

  const speaker = await arrive(browser, server.ticket('speaker', 'Stefan', { language: 'de' }), {
    tone: 440,
  });
  const ines = await arrive(browser, server.ticket('interpreter', 'Ines', { booth: 'de-zh' }), { tone: 880 });
  const li = await arrive(browser, server.ticket('interpreter', 'Li Na', { booth: 'de-zh' }), {
    tone: 1_320,
  });
  const b = await arrive(browser, server.ticket('attendee', 'Bai', { language: 'zh' }));
  await enterWithDevices(speaker);
  await enter(b, '中文');
  await hears(b, 440);
  await enterBooth(ines);
  await enterBooth(li);
  await shows(li, 'Nobody hears you.');
  for (const key of ['F2', 'F3', 'F4', 'Shift+F4', 'F8', 'Right Ctrl'])
    await until(`${key} on the console`, () => ines.getByText(key, { exact: true }).first().isVisible());

  await ines.keyboard.press('F2');
  seen(`Ines at Bai after ${(await hears(b, 880)).ms} ms`);
  await li.keyboard.press('F3');
  seen(
    `stand-by at Li Na after ${(await shows(li, 'You go on air when your partner stops or drops out.')).ms} ms`,
  );
  await until('stand-by at Ines', () => ines.getByText('stand-by', { exact: true }).isVisible());

  // A cough: nothing of her, and nothing in her place.
  await ines.keyboard.down('ControlRight');
  await shows(ines, 'On air, silenced');
  await until('Ines fades', () => b.evaluate(() => window.ears.level(880) < -60));
  await Promise.all([silent(b, 880), silent(b, 440), silent(b, 1_320)]);
  await ines.keyboard.up('ControlRight');
  seen(`Ines again after the cough: ${(await hears(b, 880)).ms} ms`);

  // The stage speaks German: German is refused with the reason, and Bai notices nothing.
  await ines.keyboard.press('F4');
  seen(`refused after ${(await shows(ines, 'The stage already speaks this language.')).ms} ms`);
  await hears(b, 880);
  await silent(b, 440, 1_000);

  await ines.context().close();
  const over = await hears(b, 1_320, 10_000);
  seen(`Li Na at Bai, without a click, ${over.ms} ms after Ines is gone`);
  await shows(li, 'On air');
  await silent(b, 440, 1_500);

  // A Chinese voice on the stage turns the booth: armed and shown at once, cut with F4.
  await li.keyboard.press('Digit2');
  await shows(li, 'Cut now to Deutsch');
  await li.keyboard.press('F4');
  const turned = await until('Li Na speaks German', () => li.getByText('You speak Deutsch').isVisible());
  seen(`direction cut with F4 after ${turned.ms} ms`);
  seen(`Bai hears her own language from the stage after ${(await hears(b, 440)).ms} ms`);
}
