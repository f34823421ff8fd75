/**
 * Decibels below full scale, of powers and of amplitudes. Numbers only.
 */

/** What is said of silence. */
export const SILENT_DB = -100;

/** A mean square in dB; silence has a floor. */
export function powerDb(power: number): number {
  return power > 1e-10 ? 10 * Math.log10(power) : SILENT_DB;
}

/** Decibels as a mean square. */
export function powerOf(db: number): number {
  return 10 ** (db / 10);
}

/** An amplitude in dB; silence has a floor. */
export function amplitudeDb(amplitude: number): number {
  return powerDb(amplitude * amplitude);
}

/** Decibels as an amplitude. */
export function amplitudeOf(db: number): number {
  return 10 ** (db / 20);
}
