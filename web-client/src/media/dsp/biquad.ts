/**
 * Second-order filters, and the two weightings of loudness: K (ITU-R BS.1770-4) and A (IEC 61672). Plain numbers, for any
 * sample rate; no audio node.
 */

/** A section, its leading coefficient divided out. */
export interface Section {
  b0: number;
  b1: number;
  b2: number;
  a1: number;
  a2: number;
}

/** Sections one after the other, with their memory. */
export class Filter {
  #sections: readonly Section[];
  #memory: Float64Array;

  constructor(sections: readonly Section[]) {
    this.#sections = sections;
    this.#memory = new Float64Array(2 * sections.length);
  }

  /** The next sample. */
  run(sample: number): number {
    let value = sample;
    const memory = this.#memory;
    for (let i = 0; i < this.#sections.length; i++) {
      const section = this.#sections[i] as Section;
      const one = memory[2 * i] as number;
      const two = memory[2 * i + 1] as number;
      const out = section.b0 * value + one;
      memory[2 * i] = section.b1 * value - section.a1 * out + two;
      memory[2 * i + 1] = section.b2 * value - section.a2 * out;
      value = out;
    }
    return value;
  }

  /** Forgets what is too small to be heard: numbers below the normal range make a processor ten times slower. */
  settle(): void {
    const memory = this.#memory;
    for (let i = 0; i < memory.length; i++) if (Math.abs(memory[i] as number) < 1e-20) memory[i] = 0;
  }
}

/** K-weighting: the shelf of a head and the high-pass of BS.1770-4, for any rate (the standard tabulates 48 kHz). */
export function kWeighting(rate: number): Section[] {
  const shelf = Math.tan((Math.PI * 1681.974450955533) / rate);
  const q = 0.7071752369554196;
  const high = 10 ** (3.999843853973347 / 20);
  const mid = high ** 0.4996667741545416;
  const a0 = 1 + shelf / q + shelf ** 2;
  const pass = Math.tan((Math.PI * 38.13547087602444) / rate);
  const passQ = 0.5003270373238773;
  const c0 = 1 + pass / passQ + pass ** 2;
  return [
    {
      b0: (high + (mid * shelf) / q + shelf ** 2) / a0,
      b1: (2 * (shelf ** 2 - high)) / a0,
      b2: (high - (mid * shelf) / q + shelf ** 2) / a0,
      a1: (2 * (shelf ** 2 - 1)) / a0,
      a2: (1 - shelf / q + shelf ** 2) / a0,
    },
    { b0: 1, b1: -2, b2: 1, a1: (2 * (pass ** 2 - 1)) / c0, a2: (1 - pass / passQ + pass ** 2) / c0 },
  ];
}

/** A-weighting, 0 dB at 1 kHz; the bilinear transform makes it up to 2 dB too low above 10 kHz at 48 kHz. */
export function aWeighting(rate: number): Section[] {
  const sections = [
    realPoles(20.598997, 20.598997, 'high', rate),
    realPoles(107.65265, 737.86223, 'high', rate),
    realPoles(12194.217, 12194.217, 'low', rate),
  ];
  const scale = 1 / responseAt(sections, 1_000, rate);
  return sections.map((section, place) =>
    place > 0
      ? section
      : { ...section, b0: section.b0 * scale, b1: section.b1 * scale, b2: section.b2 * scale },
  );
}

/** The gain of sections at a frequency, as a factor. */
export function responseAt(sections: readonly Section[], hz: number, rate: number): number {
  const w = (2 * Math.PI * hz) / rate;
  return sections.reduce((gain, { b0, b1, b2, a1, a2 }) => {
    const over = Math.hypot(
      b0 + b1 * Math.cos(w) + b2 * Math.cos(2 * w),
      b1 * Math.sin(w) + b2 * Math.sin(2 * w),
    );
    const under = Math.hypot(
      1 + a1 * Math.cos(w) + a2 * Math.cos(2 * w),
      a1 * Math.sin(w) + a2 * Math.sin(2 * w),
    );
    return (gain * over) / under;
  }, 1);
}

function realPoles(oneHz: number, twoHz: number, pass: 'high' | 'low', rate: number): Section {
  const c = 2 * rate;
  const [p, q] = [2 * Math.PI * oneHz, 2 * Math.PI * twoHz];
  const a0 = (c + p) * (c + q);
  const b0 = (pass === 'high' ? c * c : p * q) / a0;
  return {
    b0,
    b1: pass === 'high' ? -2 * b0 : 2 * b0,
    b2: b0,
    a1: ((c + p) * (q - c) + (p - c) * (c + q)) / a0,
    a2: ((p - c) * (q - c)) / a0,
  };
}
