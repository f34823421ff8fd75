/**
 * Plays the chirp of `leak.ts` through the page's own output and listens at a microphone.
 */
import { chirp, leakOf, type LeakResult } from './leak';
import { record } from './recording';

/** Where the page's output begins; what is connected there is heard. */
export interface Output {
  context: AudioContext;
  input: AudioNode;
  /** By how much the output is turned down, as a factor. */
  volume: number;
}

/** Tests whether `microphone` hears what is played at `output`; takes two seconds. Rejects if the sound does not run. */
export async function testLeak(output: Output, microphone: MediaStreamTrack): Promise<LeakResult> {
  const { context, input, volume } = output;
  const wave = chirp(context.sampleRate);
  const buffer = context.createBuffer(1, wave.length, context.sampleRate);
  buffer.copyToChannel(wave, 0);
  const player = new AudioBufferSourceNode(context, { buffer });
  const source = context.createMediaStreamSource(new MediaStream([microphone]));
  try {
    const listening = record(source, LISTEN_SECONDS);
    player.connect(input);
    player.start(context.currentTime + LEAD_SECONDS);
    const { samples, rate } = await listening;
    const played = wave.map((sample) => sample * volume);
    return leakOf(samples, played, rate);
  } finally {
    player.disconnect();
    source.disconnect();
  }
}

/** The chirp, the slowest of outputs, and a moment before and after. */
const LISTEN_SECONDS = 2;
const LEAD_SECONDS = 0.2;
