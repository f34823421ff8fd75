// Listeners as pages: `node stories/listen.mjs URL…` opens each link in a Chromium page of its own, enters, and prints what
// the page plays as JSON lines: `{page, at, tones: [[…], …]}` for each 200 ms, with the level of every tone in each window of
// 20 ms, in dB of full scale; and `{page, jump, db}` when a gain of the page moves by more than 6 dB in 100 ms. `at` and `jump`
// are the wall clock's time in milliseconds. The line `try` on the input plays a step and a tone of our own into every page:
// whoever reads can see that the meters find them. It ends when its input ends.
//
// Tones are metered where the sound leaves for the loudspeaker, and gains by the sound before and after each of them, so nothing
// of the page is asked what it plays; what the network does to a sound is before and after alike.
import { createInterface } from 'node:readline';
import { openBrowser } from './lib/browser.mjs';
import { enter } from './lib/people.mjs';

/** The tones of `fixtures.mjs`, all whole cycles in 20 ms: each is measured without the others. */
const TONES = [450, 550, 650, 750, 850, 1050, 1250];
/** What is played for a trial: the tone of the film, which nobody shows then. */
const TRIED = 750;

/** Runs in the page before its scripts. */
function meter({ tones, tried, worklet }) {
  const connect = AudioNode.prototype.connect;
  const loaded = new WeakMap();
  const load = (context) => {
    const url = URL.createObjectURL(new Blob([worklet], { type: 'text/javascript' }));
    if (!loaded.has(context)) loaded.set(context, context.audioWorklet.addModule(url));
    return loaded.get(context);
  };
  // The audio clock against the wall clock: of the last messages the one that came fastest tells best. A starved audio clock
  // falls behind for good, so older ones tell nothing.
  const ahead = [];
  const wall = (seconds) => Math.round(Math.min(...ahead) + seconds * 1000);
  let last;
  const follow = async (node) => {
    await load(node.context);
    last = node;
    const ear = new AudioWorkletNode(node.context, 'story-tones', { processorOptions: { tones } });
    ear.port.onmessage = ({ data }) => {
      ahead.push(performance.timeOrigin + performance.now() - data.end * 1000);
      if (ahead.length > 15) ahead.shift();
      window.played({ at: wall(data.begin), tones: data.tones });
    };
    connect.call(node, ear);
  };
  const gains = new Map();
  const watch = async (source, gain) => {
    await load(gain.context);
    if (!gains.has(gain)) {
      const options = {
        numberOfInputs: 2,
        numberOfOutputs: 0,
        channelCount: 1,
        channelCountMode: 'explicit',
      };
      const scale = new AudioWorkletNode(gain.context, 'story-gain', options);
      scale.port.onmessage = ({ data }) => window.played({ jump: wall(data.at), db: data.db });
      gains.set(gain, scale);
      connect.call(gain, scale, 0, 1);
    }
    connect.call(source, gains.get(gain), 0, 0);
  };
  const carries = (node) => node instanceof MediaStreamAudioSourceNode || carrying.has(node);
  const carrying = new WeakSet();
  AudioNode.prototype.connect = function (target, ...rest) {
    if (target instanceof AudioDestinationNode && !(this instanceof AudioWorkletNode)) void follow(this);
    if (target instanceof GainNode && carries(this)) {
      carrying.add(target);
      void watch(this, target);
    }
    return connect.call(this, target, ...rest);
  };
  window.tryMeters = () => {
    const { context } = last;
    const start = context.currentTime + 0.2;
    for (const { gain } of gains.keys()) {
      const level = gain.value;
      gain.setValueAtTime(level / 4, start);
      gain.setValueAtTime(level, start + 0.4);
    }
    const tone = new OscillatorNode(context, { frequency: tried });
    const quarter = new GainNode(context, { gain: 0.25 });
    connect.call(connect.call(tone, quarter), last);
    tone.start(start);
    tone.stop(start + 0.4);
  };
}

/** The processors, as text: they run where the sound is made. */
const worklet = `
registerProcessor('story-tones', class extends AudioWorkletProcessor {
  constructor({ processorOptions }) {
    super();
    this.size = Math.round(sampleRate / 50);
    this.turns = processorOptions.tones.map((hz) => 2 * Math.cos((2 * Math.PI * hz) / sampleRate));
    this.block = new Float32Array(this.size);
    // A window, so that a tone that is stretched a little does not spill into its neighbours.
    this.window = this.block.map((_, i) => 1 - Math.cos((2 * Math.PI * (i + 0.5)) / this.size));
    this.filled = 0;
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
    this.tones.push(this.turns.map((turn) => {
      let [a, b] = [0, 0];
      for (let i = 0; i < this.size; i++) [a, b] = [this.block[i] * this.window[i] + turn * a - b, a];
      return Math.round(10 * Math.log10((4 * (a * a + b * b - turn * a * b)) / this.size ** 2 + 1e-12));
    }));
    if (this.tones.length < 10) return;
    this.port.postMessage({ begin: end - 0.2, end, tones: this.tones });
    this.tones = [];
  }
});
// A gain as the quotient of what is behind and before it, every 5 ms: a ramp of 6 dB in 100 ms has 0.3 dB in one of them.
registerProcessor('story-gain', class extends AudioWorkletProcessor {
  constructor() {
    super();
    this.size = Math.round(sampleRate / 200);
    this.filled = 0;
    this.powers = [0, 0];
    this.past = [];
  }
  process(sounds) {
    for (let i = 0; i < 128; i++) {
      for (let side = 0; side < 2; side++) this.powers[side] += (sounds[side][0]?.[i] ?? 0) ** 2 / this.size;
      if (++this.filled === this.size) this.measure(currentTime + i / sampleRate);
    }
    return true;
  }
  measure(at) {
    const [before, after] = this.powers;
    this.filled = 0;
    this.powers = [0, 0];
    // Where nothing comes in no gain can be told; what is 30 dB down is as good as silent, and a ramp begins there.
    const sounds = before > 1e-6;
    this.past.push(sounds ? Math.max(-30, 10 * Math.log10(after / before + 1e-12)) : undefined);
    if (this.past.length <= 20) return;
    const [now, then] = [this.past[20], this.past.shift()];
    if (now === undefined || then === undefined || Math.abs(now - then) < 6.7) return;
    this.port.postMessage({ at, db: Math.round(now - then) });
    this.past = [];
  }
});`;

const browser = await openBrowser();
const pages = [];
for (const [index, link] of process.argv.slice(2).entries()) {
  const context = await browser.newContext({
    locale: 'en',
    viewport: { width: 480, height: 640 },
    bypassCSP: true,
  });
  const page = await context.newPage();
  await page.exposeFunction('played', (what) => {
    console.log(JSON.stringify({ page: index, ...what }));
  });
  await page.addInitScript(meter, { tones: TONES, tried: TRIED, worklet });
  await page.goto(link);
  await enter(page);
  pages.push(page);
}
console.log(JSON.stringify({ ready: pages.length }));
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'try') await Promise.all(pages.map((page) => page.evaluate(() => window.tryMeters())));
}
await browser.close();
process.exit(0);
