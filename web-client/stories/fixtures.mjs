// Writes what people without browsers send: tones as Opus frames and a moving picture as VP8, made by Chromium's own encoders.
// `node stories/fixtures.mjs` replaces `tests/fixtures/tones.bin` and `tests/fixtures/picture.bin`: frames one after the
// other, each behind its length in two bytes. Every tone repeats within a frame, so its frames may be played in a circle.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser } from './lib/browser.mjs';

const TONES = [450, 550, 650, 750, 850, 1050, 1250, 1450];
const FRAMES_OF_A_TONE = 10;
// Full, and down in steps of 6 dB.
const STEPS = 6;
const PICTURES = 25;

const browser = await openBrowser();
const page = await browser.newPage();
// Encoders are given to secure pages only; nothing is fetched.
await page.route('http://localhost/', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
await page.goto('http://localhost/');
const made = await page.evaluate(
  async ([tones, count, steps, pictures]) => {
    const bytes = (chunk) => {
      const data = new Uint8Array(chunk.byteLength);
      chunk.copyTo(data);
      return [...data];
    };
    const fail = (fault) => {
      throw fault;
    };
    const tone = async (hz, factor) => {
      const out = [];
      const encoder = new AudioEncoder({ output: (chunk) => out.push(bytes(chunk)), error: fail });
      const opus = { application: 'audio', frameDuration: 20_000, complexity: 9, signal: 'music' };
      encoder.configure({
        codec: 'opus',
        sampleRate: 48_000,
        numberOfChannels: 1,
        bitrate: 32_000,
        bitrateMode: 'constant',
        opus,
      });
      for (let frame = 0; frame < 100; frame++) {
        const data = new Float32Array(960).map(
          (_, i) => 0.25 * factor * Math.sin((2 * Math.PI * hz * (frame * 960 + i)) / 48_000),
        );
        encoder.encode(
          new AudioData({
            format: 'f32',
            sampleRate: 48_000,
            numberOfFrames: 960,
            numberOfChannels: 1,
            timestamp: frame * 20_000,
            data,
          }),
        );
      }
      await encoder.flush();
      // The encoder has long settled by then.
      return out.slice(50, 50 + count);
    };
    const picture = async () => {
      const out = [];
      const encoder = new VideoEncoder({ output: (chunk) => out.push(bytes(chunk)), error: fail });
      encoder.configure({
        codec: 'vp8',
        width: 320,
        height: 180,
        bitrate: 40_000,
        framerate: 5,
        latencyMode: 'realtime',
      });
      const canvas = new OffscreenCanvas(320, 180);
      const paint = canvas.getContext('2d');
      for (let frame = 0; frame < pictures; frame++) {
        paint.fillStyle = '#234';
        paint.fillRect(0, 0, 320, 180);
        paint.fillStyle = 'white';
        paint.fillRect((frame * 12) % 300, (frame * 6) % 160, 20, 20);
        const image = new VideoFrame(canvas, { timestamp: frame * 200_000 });
        encoder.encode(image, { keyFrame: frame === 0 });
        image.close();
      }
      await encoder.flush();
      return out;
    };
    const voices = [];
    for (const hz of tones) for (let step = 0; step < steps; step++) voices.push(await tone(hz, 2 ** -step));
    return { voices, pictures: await picture() };
  },
  [TONES, FRAMES_OF_A_TONE, STEPS, PICTURES],
);
await browser.close();

const packed = (frames) =>
  Buffer.concat(
    frames.map((frame) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(frame.length);
      return Buffer.concat([length, Buffer.from(frame)]);
    }),
  );
const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../tests/fixtures');
mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, 'tones.bin'), packed(made.voices.flat()));
writeFileSync(path.join(folder, 'picture.bin'), packed(made.pictures));
console.log(`${made.voices.length} tones, ${made.pictures.length} pictures`);
