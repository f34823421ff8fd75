// The console in Firefox: an interpreter goes on air by key, signals, and goes off.
import { arrive, hears, openBrowser, until } from '../lib/browser.mjs';
import { openFirefox } from '../lib/firefox.mjs';
import { enter, enterWithDevices } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';

export const title = 'an interpreter works from Firefox';
export const within = 120_000;

const STEFAN = 440;
/** Firefox has no fake tone of our choice. */
const FOX = 1_000;
/** It is slow to begin. */
const PATIENT = 40_000;

export async function tell({ seen, after }) {
  const server = await Server.start();
  after(() => server.stop());
  const browser = await openBrowser();
  after(() => browser.close());
  const stefan = await arrive(browser, server.ticket('speaker', 'Stefan', { language: 'de' }), {
    tone: STEFAN,
  });
  const bai = await arrive(browser, server.ticket('attendee', 'Bai', { language: 'zh' }));
  await enterWithDevices(stefan);
  await enter(bai, '中文');
  await hears(bai, STEFAN);

  const firefox = await openFirefox();
  after(() => firefox.close());
  const fox = await firefox.page(server.ticket('interpreter', 'Fuchs', { booth: 'de-zh' }));
  const words = (text) => fox.evaluate((wanted) => document.body.innerText.includes(wanted), text);
  const click = (text) =>
    until(
      text,
      () =>
        fox.evaluate((wanted) => {
          const found = [...document.querySelectorAll('button, label')].find((one) =>
            one.textContent.trim().startsWith(wanted),
          );
          if (!found || found.disabled) return false;
          found.click();
          return true;
        }, text),
      PATIENT,
    );
  await click('I am wearing closed headphones');
  await click('Turn on the microphone');
  await click('Enter');
  await until('the console in Firefox', () => words('Nobody hears you.'));
  await fox.keyboard.press('F2');
  await until('on air in Firefox', () => words('On air'));
  seen(`Firefox on air by F2: heard after ${(await hears(bai, FOX)).ms} ms`);
  await fox.keyboard.press('F10');
  await until('the signal from Firefox', () => words('sent'));
  await fox.keyboard.press('F2');
  await until('off in Firefox', () => words('Nobody hears you.'));
  await hears(bai, STEFAN);
}
