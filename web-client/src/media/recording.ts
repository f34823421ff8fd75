/**
 * Records a few seconds of a sound of the audio graph, sample by sample, for checks that measure. Nothing is kept or sent.
 */
import { Scope } from '../lib/scope';

import { loadProcessors } from './worklets/load';

/** What was recorded. */
export interface Recording {
  samples: Float32Array;
  rate: number;
}

/** Records `node` for `seconds`; `progress` hears from 0 to 1. Rejects if the browser cannot. */
export async function record(
  node: AudioNode,
  seconds: number,
  progress?: (part: number) => void,
): Promise<Recording> {
  const context = node.context;
  await loadProcessors(context);
  const life = new Scope();
  const rate = context.sampleRate;
  const samples = new Float32Array(Math.ceil(seconds * rate));
  const tap = new AudioWorkletNode(context, 'roadshow-tap', {
    numberOfOutputs: 0,
    channelCount: 1,
    channelCountMode: 'explicit',
  });
  life.add(() => {
    node.disconnect(tap);
    tap.port.onmessage = null;
    tap.port.postMessage('end');
  });
  const full = new Promise<void>((resolve, reject) => {
    let filled = 0;
    tap.port.onmessage = ({ data }: MessageEvent<Float32Array>) => {
      samples.set(data.subarray(0, samples.length - filled), filled);
      filled = Math.min(samples.length, filled + data.length);
      progress?.(filled / samples.length);
      if (filled === samples.length) resolve();
    };
    const timer = setTimeout(reject, seconds * 1_000 + PATIENCE_MS, new Error('the sound does not run'));
    life.add(() => {
      clearTimeout(timer);
    });
  });
  node.connect(tap);
  try {
    await full;
  } finally {
    life.close();
  }
  return { samples, rate };
}

const PATIENCE_MS = 3_000;
