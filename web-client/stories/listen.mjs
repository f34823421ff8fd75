// Listeners as pages: `node stories/listen.mjs URL…` opens each link in a Chromium page of its own, enters, and prints what
// the page plays: one JSON line for each 200 ms, `{page, at, rms: […], tones: [[…], …]}` with a value for each 20 ms, in dB of
// full scale; `at` is the wall clock's time of the first, in milliseconds. It ends when its input ends.
//
// The meter sits where the sound leaves for the loudspeaker, so nothing of the page is asked what it plays.
import { openBrowser } from './lib/browser.mjs';
import { enter } from './lib/people.mjs';

/** The tones of `fixtures.mjs`, all whole cycles in 20 ms: each is measured without the others. */
const TONES = [450, 550, 650, 750, 850, 1050, 1250];

/** Runs in the page before its scripts. */
function meter({ tones, worklet }) {
  const connect = AudioNode.prototype.connect;
  const loaded = new WeakMap();
  AudioNode.prototype.connect = function (target, ...rest) {
    if (target instanceof AudioDestinationNode && !(this instanceof AudioWorkletNode)) {
      const { context } = this;
      const url = URL.createObjectURL(new Blob([worklet], { type: 'text/javascript' }));
      if (!loaded.has(context)) loaded.set(context, context.audioWorklet.addModule(url));
      void loaded.get(context).then(() => {
        const node = new AudioWorkletNode(context, 'story-meter', { processorOptions: { tones } });
        // The audio clock against the wall clock: of the last messages the one that came fastest tells best. A starved
        // audio clock falls behind for good, so older ones tell nothing.
        const ahead = [];
        node.port.onmessage = ({ data }) => {
          ahead.push(performance.timeOrigin + performance.now() - data.end * 1000);
          if (ahead.length > 15) ahead.shift();
          window.played({ ...data, at: Math.round(Math.min(...ahead) + data.begin * 1000) });
        };
        connect.call(this, node);
      });
    }
    return connect.call(this, target, ...rest);
  };
}

/** The processor, as text: it runs where the sound is made. */
const worklet = `
registerProcessor('story-meter', class extends AudioWorkletProcessor {
  constructor({ processorOptions }) {
    super();
    this.size = Math.round(sampleRate / 50);
    this.turns = processorOptions.tones.map((hz) => 2 * Math.cos((2 * Math.PI * hz) / sampleRate));
    this.block = new Float32Array(this.size);
    // A window, so that a tone that is stretched a little does not spill into its neighbours.
    this.window = this.block.map((_, i) => 1 - Math.cos((2 * Math.PI * (i + 0.5)) / this.size));
    this.filled = 0;
    this.rms = [];
    this.tones = [];
  }
  process([input]) {
    const channel = input[0];
    for (let i = 0; i < 128; i++) {
      this.block[this.filled++] = channel ? channel[i] : 0;
      if (this.filled === this.size) this.measure(currentTime + (i + 1) / sampleRate);
    }
    return true;
  }
  measure(end) {
    this.filled = 0;
    let sum = 0;
    for (const sample of this.block) sum += sample * sample;
    const db = (power) => Math.round(100 * Math.log10(power + 1e-12)) / 10;
    this.rms.push(db((2 * sum) / this.size));
    this.tones.push(this.turns.map((turn) => {
      let [a, b] = [0, 0];
      for (let i = 0; i < this.size; i++) [a, b] = [this.block[i] * this.window[i] + turn * a - b, a];
      return db((4 * (a * a + b * b - turn * a * b)) / this.size ** 2);
    }));
    if (this.rms.length < 10) return;
    this.port.postMessage({ begin: end - 0.2, end, rms: this.rms, tones: this.tones });
    [this.rms, this.tones] = [[], []];
  }
});`;

const browser = await openBrowser();
const links = process.argv.slice(2);
for (const [index, link] of links.entries()) {
  const context = await browser.newContext({
    locale: 'en',
    viewport: { width: 480, height: 640 },
    bypassCSP: true,
  });
  const page = await context.newPage();
  await page.exposeFunction('played', ({ at, rms, tones }) => {
    console.log(JSON.stringify({ page: index, at, rms, tones }));
  });
  await page.addInitScript(meter, { tones: TONES, worklet });
  await page.goto(link);
  await enter(page);
}
console.log(JSON.stringify({ ready: links.length }));
process.stdin.resume();
await new Promise((resolve) => process.stdin.once('end', resolve));
await browser.close();
process.exit(0);
