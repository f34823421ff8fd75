// A question from the hall to the stage, and a crash in the middle of a burst: nothing is lost, everybody is back.
import { arrive, hears, openBrowser, until } from '../lib/browser.mjs';
import { ask, card, enter, enterWithDevices, questions, shows } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'a question reaches the stage, and survives a crash';
export const within = 150_000;

export async function tell({ seen, after }) {
  const server = await Server.start();
  after(() => server.stop());
  const browser = await openBrowser();
  after(() => browser.close());

  const speaker = await arrive(browser, server.ticket('speaker', 'Stefan', { language: 'de' }), {
    tone: 440,
  });
  const moderator = await arrive(browser, server.ticket('moderator', 'Mo', { language: 'de' }));
  const a = await arrive(browser, server.ticket('attendee', 'Anna', { language: 'de' }));
  const b = await arrive(browser, server.ticket('attendee', 'Bai', { language: 'zh' }));
  await enterWithDevices(speaker);
  await enter(moderator);
  await enter(a, 'Original');
  await enter(b, '中文');
  await hears(a, 440);

  await ask(b, '交货期多长？');
  await shows(b, 'Waiting for approval');
  await ask(a, 'What does a sample cost?');
  for (const text of ['交货期多长？', 'What does a sample cost?']) {
    const asked = card(moderator, text);
    await until('the question at the moderator', () => asked.isVisible());
    await asked.getByRole('button', { name: 'Approve' }).click();
  }
  const first = card(a, '交货期多长？');
  await until('the approved question at Anna', () => first.isVisible());
  await first.getByRole('button', { name: /Vote for this question/ }).click();
  const order = await until("Bai's question first at everybody", async () => {
    const lists = await Promise.all([a, b].map(questions));
    return lists.every((list) => list[0] === '交货期多长？' && list.length === 2) && lists[0];
  });
  seen(`same order at everybody after ${order.ms} ms`);

  await card(moderator, '交货期多长？').getByRole('button', { name: 'Put on air' }).click();
  for (const page of [a, b]) seen(`on air after ${(await shows(page, 'On air now')).ms} ms`);
  await card(moderator, '交货期多长？').getByRole('button', { name: 'Answered', exact: true }).click();
  await until('answered at Anna', async () => (await a.getByText('Answered (1)').count()) > 0);

  // A burst, and kill -9 in the middle of it.
  const burst = ['Wie groß?', 'Wie schwer?', 'Wie teuer?'];
  for (const text of burst.slice(0, 2)) {
    await ask(a, text);
    await until('acknowledged', async () => (await questions(a)).includes(text));
  }
  await ask(a, burst[2]);
  await server.kill();
  await shows(a, 'Connection lost');
  await server.launch();
  const back = Date.now();
  // What sounded before the crash has faded once the page says that it is connected again.
  for (const page of [a, b, speaker]) await reconnected(page);
  await hears(a, 440, 30_000);
  seen(`connected, and sound again, ${Date.now() - back} ms after the server listens again`);
  await hears(b, 440, 30_000);
  const kept = await until(
    'every question once at the moderator',
    async () => {
      const list = await questions(moderator);
      return burst.every((text) => list.filter((q) => q === text).length === 1) && list;
    },
    30_000,
  );
  seen(`all questions are there once after ${kept.ms} ms: ${kept.value.length}`);
  await shows(speaker, 'On stage');
}

/** Waits until a page no longer says that the connection is lost. */
function reconnected(page) {
  return until(
    'the page is connected again',
    async () => !(await page.getByText('Connection lost').first().isVisible()),
    30_000,
  );
}
