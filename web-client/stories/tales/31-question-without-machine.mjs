// The translating service hangs, then fails: the question goes its way, and the staff learns why there are no words.
import { arrive, openBrowser, until } from '../lib/browser.mjs';
import { ask, card, enter, shows } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';
import { Translator } from '../lib/translator.mjs';

export const title = 'a question goes its way while the translating service hangs and fails';
export const within = 150_000;

export async function tell({ seen, after }) {
  const translator = await Translator.start();
  after(() => translator.stop());
  translator.manner = 'hangs';
  const server = await Server.start({
    config: `[translation]\nurl = "${translator.url}"\ntimeout_seconds = 2\n`,
  });
  after(() => server.stop());
  const browser = await openBrowser();
  after(() => browser.close());
  const moderator = await arrive(browser, server.ticket('moderator', 'Mo', { language: 'de' }));
  const asker = await arrive(browser, server.ticket('attendee', 'Bai', { language: 'zh' }));
  await enter(moderator);
  await enter(asker, '中文');

  await ask(asker, QUESTION);
  const asked = card(moderator, QUESTION);
  await until('the question at the moderator', () => asked.isVisible());
  await shows(moderator, 'No machine translation (German): no answer in time');
  if (await asker.getByText(/No machine translation/).count()) throw new Error('the hall is told, too');
  seen('it hung: the staff knows, the question stands');

  translator.manner = 'fails';
  await asked.getByRole('button', { name: 'Ask the machine again' }).click();
  await shows(moderator, 'No machine translation (German): the service declined or was not reached');
  await asked.getByRole('button', { name: 'Approve' }).click();
  await card(moderator, QUESTION).getByRole('button', { name: 'Put on air' }).click();
  await shows(asker, 'On air now');
  seen('it failed: the question is on air');

  translator.manner = 'answers';
  await card(moderator, QUESTION).getByRole('button', { name: 'Ask the machine again' }).click();
  await until(
    'a translation',
    async () => (await moderator.getByRole('button', { name: 'German' }).count()) > 0,
  );
  seen('it came back: asked again, it gives the words');
}

const QUESTION = '工厂在哪里？';
