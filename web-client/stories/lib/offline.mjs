// The processors of the real client in an OfflineAudioContext, in a page under the server's own security policy.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const assets = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../dist/assets');

/** The address of the built processors. */
export function processors() {
  const file = readdirSync(assets).find((name) => name.startsWith('processors.worklet'));
  if (!file) throw new Error('the client is not built');
  return `/assets/${file}`;
}

/**
 * Runs in the page: renders `parts` one after the other through a processor and tells how loud it went in and came out.
 *
 * @param {{ file: string, name: string, parts: { kind: 'speech' | 'tone', seconds: number, db: number }[] }} scene
 */
export async function render({ file, name, parts }) {
  const RATE = 48_000;
  const WINDOW = 240;
  const total = parts.reduce((sum, part) => sum + part.seconds, 0);
  const context = new OfflineAudioContext(1, total * RATE, RATE);
  await context.audioWorklet.addModule(file);
  const buffer = context.createBuffer(1, total * RATE, RATE);
  const wave = new Float32Array(buffer.length);
  let at = 0;
  let seed = 1;
  for (const { kind, seconds, db } of parts) {
    const factor = 10 ** (db / 20);
    for (const end = at + seconds * RATE; at < end; at++) {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) | 0;
      const syllable = (at / RATE) % 0.26;
      wave[at] =
        kind === 'tone'
          ? factor * Math.SQRT2 * Math.sin((2 * Math.PI * 1_000 * at) / RATE)
          : syllable < 0.2
            ? factor * 2.45 * Math.sin((Math.PI * syllable) / 0.2) * (seed / 2 ** 31)
            : 0;
    }
  }
  for (let i = 0; i < wave.length; i++) wave[i] = Math.max(-1, Math.min(1, wave[i]));
  // A copy: Firefox takes a buffer away from the page once it plays.
  buffer.copyToChannel(wave, 0);
  const said = [];
  const node = new AudioWorkletNode(context, name, { outputChannelCount: [1] });
  node.port.onmessage = ({ data }) => said.push(data);
  const source = new AudioBufferSourceNode(context, { buffer });
  source.connect(node).connect(context.destination);
  source.start();
  const out = (await context.startRendering()).getChannelData(0);
  // The last words of the audio thread are still on their way.
  await new Promise((resolve) => setTimeout(resolve, 200));

  let delay = 0;
  const differs = (shift) => {
    let sum = 0;
    for (let i = RATE; i < 2 * RATE; i++) sum += (out[i] - wave[i - shift]) ** 2;
    return sum;
  };
  for (let shift = 1; shift < 480; shift++) if (differs(shift) < differs(delay)) delay = shift;
  const windows = (samples) =>
    Array.from({ length: Math.floor(samples.length / WINDOW) }, (_, place) => {
      let sum = 0;
      for (let i = place * WINDOW; i < (place + 1) * WINDOW; i++) sum += samples[i] ** 2;
      return 10 * Math.log10(Math.max(1e-12, sum / WINDOW));
    });
  let peak = 0;
  for (const sample of out) peak = Math.max(peak, Math.abs(sample));
  // How long the gain takes to come down where the second part begins: from its first move to its bottom.
  const step = parts[0].seconds * RATE;
  const gains = [];
  for (let i = step - 480; i < step + 960; i++)
    if (Math.abs(wave[i]) > 1e-4) gains.push({ i, gain: Math.abs(out[i + delay] / wave[i]) });
  const bottom = Math.min(...gains.map((one) => one.gain));
  const first = gains.find((one) => one.gain < 0.98)?.i ?? 0;
  const last = gains.find((one) => one.gain < bottom * 1.05)?.i ?? 0;
  return {
    before: windows(wave),
    after: windows(out),
    peakDb: 20 * Math.log10(peak),
    delayMs: (delay * 1_000) / RATE,
    attackMs: ((last - first) * 1_000) / RATE,
    reductionDb: -20 * Math.log10(bottom),
    said,
  };
}
