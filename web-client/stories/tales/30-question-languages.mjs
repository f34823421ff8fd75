// Asked in Chinese, translated by a service, corrected by the interpreter, read in German on stage, answered, exported.
import { execFileSync } from 'node:child_process';

import { arrive, openBrowser, until } from '../lib/browser.mjs';
import { ask, card, enter, enterBooth, shows } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';
import { Translator } from '../lib/translator.mjs';

export const title = 'a question asked in Chinese is read in German on stage, and exported';
export const within = 240_000;

export async function tell({ seen, after }) {
  const translator = await Translator.start();
  after(() => translator.stop());
  const config = `[translation]\nurl = "${translator.url}"\nkey = "secret"\n`;
  const server = await Server.start({ config });
  after(() => server.stop());
  const browser = await openBrowser();
  after(() => browser.close());

  const german = { locale: 'de-DE' };
  const speaker = await arrive(browser, server.ticket('speaker', 'Stefan', { language: 'de' }), german);
  const moderator = await arrive(browser, server.ticket('moderator', 'Mo', { language: 'de' }));
  const booth = await arrive(browser, server.ticket('interpreter', 'Ines', { booth: 'de-zh' }));
  const asker = await arrive(browser, server.ticket('attendee', 'Bai', { language: 'zh' }));
  await enter(moderator);
  await enter(asker, '中文');
  await enterBooth(booth);
  await speaker
    .getByRole('button', { name: /Kamera und Mikrofon|Mikrofon/ })
    .first()
    .click();
  await speaker.getByRole('button', { name: 'Eintreten', exact: true }).click();

  await ask(asker, QUESTION);
  await until('the machine was asked', async () => translator.asked.length > 0);
  const [wish] = translator.asked;
  if (wish.path !== '/translate' || wish.source !== 'zh' || wish.target !== 'de' || wish.api_key !== 'secret')
    throw new Error(`asked otherwise: ${JSON.stringify(wish)}`);
  const asked = card(moderator, QUESTION);
  await until('the question at the moderator', () => asked.isVisible());
  await asked.getByRole('button', { name: /German/ }).click();
  await shows(moderator, 'de: Wo ist das Werk?');
  await shows(moderator, 'Machine translation');
  await card(moderator, 'de: Wo ist das Werk?').getByRole('button', { name: 'Approve' }).click();
  seen(`translated by the machine: ${JSON.stringify(wish)}`);

  await shows(speaker, 'de: Wo ist das Werk?');
  await shows(speaker, 'Maschinell übersetzt');
  const atBooth = card(booth, QUESTION).first();
  await until('the question at the booth', () => atBooth.isVisible());
  await atBooth.getByRole('button', { name: 'Translate' }).click();
  const dialog = booth.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'German' }).check({ force: true });
  await dialog.getByRole('textbox', { name: 'Translation' }).fill(CORRECTED);
  await dialog.getByRole('button', { name: 'Save translation' }).click();
  await shows(speaker, CORRECTED);
  await shows(speaker, 'Übersetzt von Ines');
  if (await speaker.getByText('Maschinell übersetzt').count())
    throw new Error('the machine still stands there');
  await speaker.getByRole('button', { name: /^Original \(/ }).click();
  await shows(speaker, QUESTION);
  seen('corrected by the interpreter, the original one tap away');

  const queued = card(moderator, CORRECTED).or(card(moderator, QUESTION)).first();
  await queued.getByRole('button', { name: 'Next', exact: true }).click();
  await shows(speaker, 'Als Nächstes');
  await queued.getByRole('button', { name: 'Put on air' }).click();
  await shows(speaker, 'Wird jetzt besprochen');
  await shows(speaker, CORRECTED);
  seen('read in German on stage');

  await queued.getByRole('button', { name: 'Answer in writing' }).click();
  const answer = moderator.getByRole('dialog');
  await answer.getByRole('radio', { name: 'German' }).check({ force: true });
  await answer.getByRole('textbox', { name: /Answer/ }).fill('In Ulm.');
  await answer.getByRole('button', { name: 'Publish answer' }).click();
  await asker.getByText('Answered (1)').click();
  await shows(asker, 'In Ulm.');
  seen('answered in text');

  const ticket = new URL(server.ticket('moderator', 'Mo', { language: 'de' })).hash.replace('#ticket=', '');
  const show = new URL(moderator.url()).pathname.split('/').at(-1);
  const fetched = async (kind) => {
    const path = `${server.url}/api/v1/shows/${show}/questions.${kind}`;
    const response = await fetch(path, { headers: { authorization: `Bearer ${ticket}` } });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return Buffer.from(await response.arrayBuffer());
  };
  const table = (await fetched('csv')).toString('utf8');
  for (const words of ['\uFEFF', QUESTION, CORRECTED, 'In Ulm.', 'question de: Ines', '在乌尔姆。'])
    if (!table.includes(words)) throw new Error(`${words} is missing in ${table}`);
  const book = await fetched('xlsx');
  const sheet = execFileSync('python3', ['-c', UNPACK], { input: book, encoding: 'utf8' });
  if (!sheet.includes(CORRECTED) || sheet.includes('<f>'))
    throw new Error('the spreadsheet lacks the question');
  seen(`exported: ${table.split('\r\n')[1]}`);
}

const QUESTION = '工厂在哪里？';
const CORRECTED = 'Wo steht Ihr Werk?';

/** Prints all parts of an archive. */
const UNPACK = `import io, sys, zipfile
book = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
sys.stdout.buffer.write(b''.join(map(book.read, book.namelist())))`;
