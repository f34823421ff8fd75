/**
 * The true peak after ITU-R BS.1770-4, annex 2: four times as many samples, by the filter that stands there. Between two
 * samples a wave can be higher than both. Numbers only.
 */

/** Runs along with a sound. */
export class TruePeak {
  #ring = new Float64Array(2 * TAPS);
  #place = 0;

  /** Takes a sample; gives the highest of the four that lie half the reach ago. */
  next(sample: number): number {
    this.#place = (this.#place + TAPS - 1) % TAPS;
    // Written twice, so that the newest twelve always lie in a row.
    this.#ring[this.#place] = sample;
    this.#ring[this.#place + TAPS] = sample;
    let highest = 0;
    for (const phase of PHASES) {
      let sum = 0;
      for (let tap = 0; tap < TAPS; tap++) {
        sum += (phase[tap] as number) * (this.#ring[this.#place + tap] as number);
      }
      highest = Math.max(highest, Math.abs(sum));
    }
    return highest;
  }
}

const TAPS = 12;
/** How far the filter reaches back, in samples. */
export const TRUE_PEAK_REACH = TAPS;

const FIRST = [
  0.001708984375, 0.010986328125, -0.0196533203125, 0.033203125, -0.0594482421875, 0.1373291015625,
  0.97216796875, -0.102294921875, 0.047607421875, -0.026611328125, 0.014892578125, -0.00830078125,
];
const SECOND = [
  -0.0291748046875, 0.029296875, -0.0517578125, 0.089111328125, -0.16650390625, 0.465087890625, 0.77978515625,
  -0.2003173828125, 0.1015625, -0.0582275390625, 0.0330810546875, -0.0189208984375,
];
const PHASES = [FIRST, SECOND, SECOND.toReversed(), FIRST.toReversed()].map((phase) =>
  Float64Array.from(phase),
);
