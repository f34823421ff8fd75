// A host sends invitations by the configured mail server; what is refused or hangs is told with the person, and nothing is lost.
import { arrive, openBrowser, until } from '../lib/browser.mjs';
import { mailServer } from '../lib/mail.mjs';
import { shows } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title =
  'mail goes out from the list, and a server that refuses or hangs is told with the person';
export const within = 120_000;

const PATIENT = 40_000;

export async function tell({ seen, after }) {
  const post = await mailServer();
  after(() => post.close());
  const server = await Server.start({
    config: `[mail]\nserver = "${post.address}"\nsecurity = "plain"\nfrom = "Roadshow <office@example.org>"\ntimeout_seconds = 2\n`,
  });
  after(() => server.stop());
  const [eva] = await server.api('POST', '/api/v1/shows/demo/people', {
    people: [{ role: 'speaker', name: 'Eva Brandt', language: 'de', mail: 'eva@example.org' }],
  });
  const browser = await openBrowser();
  after(() => browser.close());
  const ticket = server.ticket('host', 'Hanna', { language: 'de' }).split('#')[1];
  const host = await arrive(browser, `${server.url}/prepare/demo#${ticket}`, {
    viewport: { width: 1_280, height: 900 },
  });
  await host.getByRole('button', { name: 'Link and mail of Eva Brandt' }).press('Enter');
  const dialog = host.getByRole('dialog', { name: 'Eva Brandt' });
  await dialog.getByText('Mail to copy').click();
  const send = dialog.getByRole('button', { name: 'Send the mail' });
  for (const [manner, words] of [
    ['refuse', 'The mail server refused it'],
    ['hang', 'The mail server did not answer in time'],
    ['take', 'Sent on '],
  ]) {
    post.manner = manner;
    await send.press('Enter');
    const { ms } = await shows(host, words, PATIENT);
    seen(`${manner}: “${words}” after ${ms} ms`);
    if (manner !== 'take' && post.taken.length > 0) throw new Error('a mail went out all the same');
  }
  await until('one mail', () => post.taken.length === 1, PATIENT);
  if (!/To: .*eva@example\.org/.test(post.taken[0])) throw new Error(post.taken[0]);
  const [now] = await server.api('GET', '/api/v1/shows/demo/people');
  if (now.id !== eva.id || now.mail_fault !== null) throw new Error(JSON.stringify(now));
  if (server.log.includes('eva@example.org')) throw new Error('an address stands in the log');
}
