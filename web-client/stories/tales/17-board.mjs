// The host's interpretation board: channels go live and fall back, the floor's language is corrected with one tap, the
// booth is called and answers, a speaker who is not fit is marked, an interlock is changed.
import { arrive, hears, openBrowser, silent, until } from '../lib/browser.mjs';
import { enter, enterBooth, enterWithDevices, shows } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'the board: channels, the floor corrected with one tap, calls, fitness, interlock';
export const within = 150_000;

const STEFAN = 440;
const INES = 880;
const HELGA = 1_760;

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
    tone: HELGA,
    viewport: { width: 1_440, height: 900 },
  });
  await enterWithDevices(stefan);
  await enter(bai, '中文');
  await enter(host);
  await enterBooth(ines);

  const channel = (name) => host.getByRole('article', { name: `Channel ${name}` });
  const says = (what, words) =>
    until(`“${words}” on the card`, () => what.getByText(words).first().isVisible(), 20_000);

  const fit = await says(host.getByRole('article').filter({ hasText: 'Stefan' }).first(), /Not fit/);
  seen(`a speaker without a sound check is marked after ${fit.ms} ms`);

  await ines.keyboard.press('F2');
  seen(`中文 is live on the board after ${(await says(channel('中文'), 'Live')).ms} ms`);
  await says(channel('中文'), 'Ines');
  await says(channel('中文'), 'from the stage');
  await says(channel('中文'), /dBFS/);
  await hears(bai, INES);

  // One tap: the stage speaks Chinese. The booth turns, and both channels change on the board.
  const floor = host.getByRole('article', { name: 'The stage speaks' });
  await floor.getByRole('button', { name: '中文 2' }).click();
  const armed = await says(host.getByRole('article', { name: 'Booth de-zh' }), /Deutsch is next|→ Deutsch/);
  seen(`the booth's new direction is shown after ${armed.ms} ms`);
  seen(`Deutsch is live on the board after ${(await says(channel('Deutsch'), 'Live')).ms} ms`);
  await says(channel('中文'), 'Listeners hear the stage itself.');

  await ines.keyboard.press('F2');
  const down = await says(channel('Deutsch'), /Interpretation is down|Nobody interprets/);
  seen(`Deutsch falls back on the board after ${down.ms} ms`);

  // A key does the same as a tap.
  await host.keyboard.press('Digit1');
  await until(
    'the key has corrected the floor',
    async () =>
      (await floor.getByRole('button', { name: 'Deutsch 1' }).getAttribute('aria-pressed')) === 'true',
  );

  const booth = host.getByRole('article', { name: 'Booth de-zh' });
  await booth.getByRole('button', { name: 'Call', exact: true }).click();
  await host.getByRole('dialog').getByRole('textbox').fill('Five minutes more');
  await host.getByRole('dialog').getByRole('button', { name: 'Call', exact: true }).click();
  seen(`the booth reads the call after ${(await shows(ines, 'Five minutes more')).ms} ms`);
  await says(booth, 'Put out the light');
  await ines.getByRole('button', { name: 'Seen' }).click();
  const answered = await until('the light is out', () =>
    booth.getByRole('button', { name: 'Call', exact: true }).isVisible(),
  );
  seen(`the booth has answered, seen at the desk after ${answered.ms} ms`);

  // Push-to-talk opens the host's microphone only while the key is down, and only for the booth.
  await host.keyboard.down('t');
  seen(`the booth hears the host after ${(await hears(ines, HELGA)).ms} ms`);
  await silent(bai, HELGA, 1_000);
  await host.keyboard.up('t');
  await until('the host is silent', () => ines.evaluate((hz) => window.ears.level(hz) < -60, HELGA));
  await silent(ines, HELGA, 1_000);

  const interlock = (page) => page.getByLabel('Who may take the channel 中文 while it is occupied').first();
  await interlock(host).selectOption('own_booth');
  const second = await arrive(browser, server.ticket('moderator', 'Mona'), {
    viewport: { width: 1_440, height: 900 },
  });
  await enter(second);
  const set = await until(
    'the moderator sees it',
    async () => (await interlock(second).inputValue()) === 'own_booth',
  );
  seen(`the interlock is seen by the moderator after ${set.ms} ms`);
}
