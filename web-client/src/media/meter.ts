/**
 * How loud a sound is: read from an analyser of the audio graph, for level meters. It changes nothing in the sound.
 */

/** Reads the level of what is connected to `node`, whenever it is asked. */
export class Meter {
  /** The node to connect a sound to. */
  readonly node: AnalyserNode;

  #wave: Float32Array<ArrayBuffer>;

  constructor(context: AudioContext) {
    this.node = context.createAnalyser();
    this.node.fftSize = 2048;
    this.#wave = new Float32Array(this.node.fftSize);
  }

  /** The last 40 ms, in dB below full scale. */
  level(): number {
    this.node.getFloatTimeDomainData(this.#wave);
    return levelOf(this.#wave);
  }
}

/** Root mean square of a wave, in dB below full scale. */
export function levelOf(wave: Float32Array | readonly number[]): number {
  let sum = 0;
  for (const sample of wave) sum += sample ** 2;
  const mean = Math.sqrt(sum / Math.max(1, wave.length));
  return mean > 0 ? Math.max(SILENT_DB, 20 * Math.log10(mean)) : SILENT_DB;
}

/** What a meter says of silence. */
export const SILENT_DB = -100;
