/**
 * How loud a sound is and where its spectrum peaks: read from an analyser of the audio graph, for level meters and for
 * the panel *connection details*. It changes nothing in the sound.
 */

/** One reading. */
export interface Reading {
  /** Root mean square in dB below full scale; −100 is silence. */
  level: number;
  /** The strongest frequency in Hz, or 0 in silence. */
  peakHz: number;
}

/** Reads an analyser whenever it is asked. */
export class Meter {
  /** The node to connect a sound to. */
  readonly node: AnalyserNode;

  #wave: Float32Array<ArrayBuffer>;
  #spectrum: Float32Array<ArrayBuffer>;

  constructor(context: AudioContext) {
    this.node = context.createAnalyser();
    this.node.fftSize = 2048;
    this.node.smoothingTimeConstant = 0;
    this.#wave = new Float32Array(this.node.fftSize);
    this.#spectrum = new Float32Array(this.node.frequencyBinCount);
  }

  /** The sound of this moment. */
  read(): Reading {
    this.node.getFloatTimeDomainData(this.#wave);
    const level = levelOf(this.#wave);
    if (level <= AUDIBLE) return { level, peakHz: 0 };
    this.node.getFloatFrequencyData(this.#spectrum);
    return { level, peakHz: peakOf(this.#spectrum, this.node.context.sampleRate / this.node.fftSize) };
  }

  /** The strength of one frequency in dB; whoever looks for a tone asks for the tone. */
  strengthAt(hz: number): number {
    this.node.getFloatFrequencyData(this.#spectrum);
    const bin = Math.round((hz * this.node.fftSize) / this.node.context.sampleRate);
    return Math.max(SILENT, this.#spectrum[bin] ?? SILENT);
  }
}

/** Root mean square of a wave, in dB. */
export function levelOf(wave: Float32Array | readonly number[]): number {
  let sum = 0;
  for (const sample of wave) sum += sample ** 2;
  const mean = Math.sqrt(sum / Math.max(1, wave.length));
  return mean > 0 ? Math.max(SILENT, 20 * Math.log10(mean)) : SILENT;
}

/** The frequency of the strongest bin, the constant part left out. */
export function peakOf(spectrum: ArrayLike<number>, hzPerBin: number): number {
  let best = 1;
  for (let bin = 2; bin < spectrum.length; bin++) {
    if ((spectrum[bin] ?? SILENT) > (spectrum[best] ?? SILENT)) best = bin;
  }
  return Math.round(best * hzPerBin);
}

const SILENT = -100;
const AUDIBLE = -60;
