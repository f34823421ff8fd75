// Speaker, interpreter, host and two attendees: each hears what she chose, pictures move, and nobody calls a third party.
import { arrive, hears, openBrowser, seesPictures, silent } from '../lib/browser.mjs';
import { enter, enterBooth, enterWithDevices } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'five people, two languages';
export const within = 120_000;

export async function tell({ seen, after }) {
  const server = await Server.start();
  after(() => server.stop());
  const browser = await openBrowser();
  after(() => browser.close());

  const speaker = await arrive(browser, server.ticket('speaker', 'Stefan', { language: 'de' }), {
    tone: 440,
  });
  const interpreter = await arrive(browser, server.ticket('interpreter', 'Ines', { booth: 'de-zh' }), {
    tone: 880,
    delay: 3_000,
  });
  const host = await arrive(browser, server.ticket('host', 'Hanna', { language: 'de' }));
  const a = await arrive(browser, server.ticket('attendee', 'Anna', { language: 'de' }));
  const b = await arrive(browser, server.ticket('attendee', 'Bai', { language: 'zh' }));

  await enterWithDevices(speaker);
  await enter(host);
  await enter(a, 'Original');
  await enter(b, '中文');
  seen(`original at Anna after ${(await hears(a, 440)).ms} ms`);
  seen(`original at Bai, as nobody interprets, after ${(await hears(b, 440)).ms} ms`);
  seen(`pictures at Anna after ${(await seesPictures(a)).ms} ms`);
  await seesPictures(b);
  await seesPictures(host);

  await enterBooth(interpreter);
  await hears(interpreter, 440);
  await interpreter.keyboard.press('F2');
  seen(`interpretation at Bai after ${(await hears(b, 880, 10_000)).ms} ms`);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await silent(b, 440);
  await hears(a, 440);
  await silent(a, 880);

  // Bai changes to the original and back.
  await choose(b, 'Original');
  seen(`Bai on original after ${(await hears(b, 440)).ms} ms`);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await silent(b, 880);
  await choose(b, '中文');
  seen(`Bai on Chinese again after ${(await hears(b, 880)).ms} ms`);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await silent(b, 440);

  await interpreter.keyboard.press('F2');
  seen(`floor at Bai after the interpreter is off: ${(await hears(b, 440)).ms} ms (3 s at most here)`);

  // A shared screen with its sound reaches the hall.
  await speaker.getByRole('button', { name: 'Share screen' }).click();
  seen(`sound of the shared screen at Anna after ${(await hears(a, 660)).ms} ms`);
  await seesPictures(a);

  const plain = /roadshow_plain_legs_total (\d+)/.exec(await server.metrics());
  if (plain?.[1] !== '0')
    throw new Error(`a browser went by the slower pipeline: ${plain?.[0] ?? 'not counted'}`);
  for (const page of [speaker, interpreter, host, a, b]) {
    // Camera, then screen and camera: news about the room begin no picture again.
    const begun = await page.evaluate(() => window.ears.pictures);
    if (begun > 8) throw new Error(`a page has begun ${begun} pictures`);
    if (page.problems.length > 0) throw new Error(`a page complained: ${page.problems.join('\n')}`);
    if (page.elsewhere.length > 0)
      throw new Error(`a page called a third party: ${page.elsewhere.join(' ')}`);
  }
}

async function choose(page, language) {
  await page.getByRole('button', { name: /You hear/ }).click();
  await page.getByRole('radio', { name: language }).check({ force: true });
}
