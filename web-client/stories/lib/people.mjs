// What people do on the pages, by the words they read there.
import { until } from './browser.mjs';

/** Enters as somebody who only listens. */
export async function enter(page, language) {
  if (language) await page.getByRole('radio', { name: language }).check({ force: true });
  await page.getByRole('button', { name: 'Enter', exact: true }).click();
}

/** Enters with camera and microphone: two clicks. */
export async function enterWithDevices(page) {
  await page.getByRole('button', { name: /Turn on (camera and|the) microphone/ }).click();
  await page.getByRole('button', { name: 'Enter', exact: true }).click();
}

/** Enters the booth; headphones are promised. */
export async function enterBooth(page) {
  await page.getByRole('checkbox', { name: /headphones/ }).check({ force: true });
  await enterWithDevices(page);
}

/** Asks a question in the panel of questions. */
export async function ask(page, text) {
  await page.getByRole('textbox', { name: /Ask in your language|Your question/ }).fill(text);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
}

/** The texts of the questions a page shows, from top to bottom. */
export async function questions(page) {
  return page.locator('article p[lang]').allTextContents();
}

/** The card of one question. */
export function card(page, text) {
  return page.getByRole('article').filter({ hasText: text });
}

/** Waits until a page shows a word. */
export async function shows(page, words, within) {
  return until(`“${words}” on the page`, () => page.getByText(words).first().isVisible(), within);
}
