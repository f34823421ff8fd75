/**
 * The discrete Fourier transform, in place, for lengths that are powers of two. Numbers only.
 */

/** Transforms; `inverse` goes back, scaled so that there and back changes nothing. */
export function transform(real: Float64Array, imaginary: Float64Array, inverse = false): void {
  const size = real.length;
  reorder(real, imaginary);
  for (let span = 2; span <= size; span *= 2) {
    const half = span / 2;
    const turn = ((inverse ? 2 : -2) * Math.PI) / span;
    for (let place = 0; place < half; place++) {
      const cos = Math.cos(turn * place);
      const sin = Math.sin(turn * place);
      for (let even = place; even < size; even += span) {
        const odd = even + half;
        const re = (real[odd] as number) * cos - (imaginary[odd] as number) * sin;
        const im = (real[odd] as number) * sin + (imaginary[odd] as number) * cos;
        real[odd] = (real[even] as number) - re;
        imaginary[odd] = (imaginary[even] as number) - im;
        real[even] = (real[even] as number) + re;
        imaginary[even] = (imaginary[even] as number) + im;
      }
    }
  }
  if (!inverse) return;
  for (let i = 0; i < size; i++) {
    real[i] = (real[i] as number) / size;
    imaginary[i] = (imaginary[i] as number) / size;
  }
}

/** The mean power spectrum of stretches of a sound that start at `starts`, each `size` long, faded in and out. */
export function spectrum(samples: Float32Array, starts: readonly number[], size: number): Float64Array {
  const sum = new Float64Array(size / 2);
  for (const start of starts) {
    const real = Float64Array.from({ length: size }, (_, i) => {
      const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size);
      return (samples[start + i] ?? 0) * hann;
    });
    const imaginary = new Float64Array(size);
    transform(real, imaginary);
    for (let bin = 0; bin < sum.length; bin++) {
      const power = (real[bin] as number) ** 2 + (imaginary[bin] as number) ** 2;
      sum[bin] = (sum[bin] as number) + power / starts.length;
    }
  }
  return sum;
}

function reorder(real: Float64Array, imaginary: Float64Array): void {
  const size = real.length;
  for (let i = 1, j = 0; i < size; i++) {
    let bit = size >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    for (const line of [real, imaginary]) {
      const kept = line[i] as number;
      line[i] = line[j] as number;
      line[j] = kept;
    }
  }
}
