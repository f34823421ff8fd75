// Runs the browser stories one after the other (two cores hold one show at a time) and counts them.
// `node stories/run.mjs [NAME …]` runs those whose file name contains NAME.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const files = readdirSync(path.join(here, 'tales'))
  .filter(
    (file) => file.endsWith('.mjs') && (wanted.length === 0 || wanted.some((name) => file.includes(name))),
  )
  .sort();

let passed = 0;
let failed = 0;
for (const file of files) {
  const { title, tell, within = 90_000 } = await import(path.join(here, 'tales', file));
  const story = { title, tell, within };
  // Browsers and their sound need a machine that keeps time: what fails once is told again, and both are printed.
  if ((await told(story)) || (await told(story))) passed += 1;
  else failed += 1;
}
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

/** Tells one story and clears up after it; `true` if it went as told. */
async function told({ title, tell, within }) {
  const cleanups = [];
  const seen = (line) => console.log(`   ${line}`);
  const started = Date.now();
  let well = true;
  try {
    await Promise.race([
      tell({ seen, after: (cleanup) => cleanups.push(cleanup) }),
      new Promise((_, reject) =>
        setTimeout(() => reject(new Error(`not told within ${within} ms`)), within).unref(),
      ),
    ]);
    console.log(`ok ${title} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  } catch (error) {
    well = false;
    console.log(`NOT OK ${title}\n   ${error.stack ?? error}`);
  }
  for (const cleanup of cleanups.reverse()) {
    try {
      await cleanup();
    } catch (error) {
      console.log(`   while clearing up: ${error}`);
    }
  }
  return well;
}
