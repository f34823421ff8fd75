/**
 * `npm run screenshots [-- FOLDER [START…]]`: pictures of every page and state in three sizes, light and dark, in three
 * languages, or of those whose names start so (`desk-live-390`). Builds the gallery, serves it on a free port under the
 * product's content security policy, and fails if a page speaks up in the console or is wider than its window.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { chromium } from 'playwright-core';
import { build, preview } from 'vite';

const SIZES = [
  { name: '1440', width: 1440, height: 900 },
  { name: '1024', width: 1024, height: 768 },
  { name: '390', width: 390, height: 844 },
];
const LANGUAGES = ['en', 'de', 'zh-Hans'];
const SCHEMES = ['light', 'dark'];
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob: mediastream:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const [folder = 'screenshots', ...wanted] = process.argv.slice(2);
const root = path.resolve(import.meta.dirname, '..');
const out = path.resolve(root, folder);
const built = await mkdtemp(path.join(tmpdir(), 'roadshow-gallery-'));
const started = Date.now();
let server;
let browser;
let faults = 0;

try {
  await build({
    root,
    logLevel: 'warn',
    build: {
      outDir: built,
      emptyOutDir: true,
      rollupOptions: { input: path.join(root, 'stories/gallery/index.html') },
    },
  });
  server = await preview({
    root,
    logLevel: 'warn',
    build: { outDir: built },
    preview: { port: 0, host: '127.0.0.1', headers: { 'content-security-policy': CSP } },
  });
  const base = new URL('stories/gallery/index.html', server.resolvedUrls.local[0]);
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium' });
  await mkdir(out, { recursive: true });

  const names = await pictureNames(base);
  let taken = 0;
  for (const size of SIZES) {
    for (const scheme of SCHEMES) {
      taken += await takeAll(base, names, size, scheme);
    }
  }
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`${taken} pictures of ${names.length} states in ${out}, ${faults} faults, ${seconds} s`);
} finally {
  await browser?.close();
  await server?.close();
  await rm(built, { recursive: true, force: true });
}
process.exitCode = faults ? 1 : 0;

async function pictureNames(base) {
  const page = await browser.newPage();
  await page.goto(base.href);
  const text = await page.locator('#app').textContent();
  await page.close();
  return text.trim().split('\n');
}

async function takeAll(base, names, size, scheme) {
  const context = await browser.newContext({
    viewport: { width: size.width, height: size.height },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Berlin',
    hasTouch: size.width < 500,
  });
  const page = await context.newPage();
  let where = '';
  const fault = (words) => {
    faults += 1;
    console.error(`${where}: ${words}`);
  };
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') fault(message.text());
  });
  page.on('pageerror', (error) => fault(error.message));
  let taken = 0;
  for (const name of names) {
    for (const language of LANGUAGES) {
      where = `${name}-${size.name}-${scheme}-${language}`;
      if (wanted.length && !wanted.some((wish) => where.startsWith(wish))) continue;
      const address = new URL(base);
      address.searchParams.set('picture', name);
      address.searchParams.set('language', language);
      await page.goto(address.href);
      await settled(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) fault(`wider than the window by ${wide} px`);
      await page.screenshot({ path: path.join(out, `${where}.png`), fullPage: true });
      taken += 1;
    }
  }
  await context.close();
  return taken;
}

/** Every picture plays; pages without one are there at once. A skeleton shows itself after 300 ms. */
async function settled(page) {
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll('video')].every((video) => video.readyState >= 2) &&
      document
        .getAnimations()
        .every((animation) => animation.playState === 'finished' || animation.playState === 'idle'),
  );
}
