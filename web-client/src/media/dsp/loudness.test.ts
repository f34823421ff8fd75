import { describe, expect, it } from 'vitest';

import { aWeighting, kWeighting, responseAt } from './biquad';
import { transform } from './fft';
import { LoudnessMeter, integrated } from './loudness';
import { RATE, joined, sine, speech } from './sounds';
import { SpeechLevel } from './speech';
import { TruePeak } from './true-peak';

describe('weightings', () => {
  it('K has the coefficients that the standard tabulates for 48 kHz', () => {
    const [shelf, pass] = kWeighting(48_000);
    expect(shelf?.b0).toBeCloseTo(1.53512485958697, 6);
    expect(shelf?.a1).toBeCloseTo(-1.69065929318241, 6);
    expect(pass?.a1).toBeCloseTo(-1.99004745483398, 6);
    expect(pass?.a2).toBeCloseTo(0.99007225036621, 6);
  });

  it.each([
    [63, -26.2],
    [125, -16.1],
    [1_000, 0],
    [4_000, 1],
    [8_000, -1.1],
  ])('A at %d Hz is %d dB', (hz, db) => {
    expect(Math.abs(20 * Math.log10(responseAt(aWeighting(RATE), hz, RATE)) - db)).toBeLessThan(1);
  });
});

describe('loudness', () => {
  it('reads -23 LUFS where the standard says so', () => {
    // EBU Tech 3341, case 1, in one channel: 1 kHz at -23 dBFS in two channels is 3 LU more than in one.
    const tone = sine(1_000, 4, 10 ** (-20 / 20));
    expect(integrated(tone, RATE)).toBeCloseTo(-23, 1);
    const meter = new LoudnessMeter(RATE);
    for (const sample of tone) meter.next(sample);
    expect(meter.shortTerm).toBeCloseTo(-23, 1);
    expect(meter.momentary).toBeCloseTo(-23, 1);
  });

  it('leaves pauses out', () => {
    const tone = sine(1_000, 4, 0.1);
    expect(integrated(joined(tone, new Float32Array(4 * RATE)), RATE)).toBeCloseTo(integrated(tone, RATE), 0);
    expect(integrated(new Float32Array(RATE), RATE)).toBeLessThan(-70);
  });

  it('tells the true peak between samples', () => {
    const wave = Float32Array.from({ length: 4_800 }, (_, i) => Math.sin((Math.PI * i) / 2 + Math.PI / 4));
    const meter = new TruePeak();
    let highest = 0;
    for (const sample of wave.subarray(0)) highest = Math.max(highest, meter.next(sample));
    expect(Math.max(...wave)).toBeLessThan(0.71);
    expect(highest).toBeGreaterThan(0.95);
  });
});

describe('speech level', () => {
  it('believes its start until there was a second of speech', () => {
    const level = new SpeechLevel(-26);
    expect(level.db).toBeCloseTo(-26);
    for (let i = 0; i < 10; i++) level.block(1e-4);
    expect(level.known).toBe(true);
    expect(level.db).toBeCloseTo(-40);
  });

  it('does not count silence, nor a pause of less than ten seconds', () => {
    const level = new SpeechLevel(-26);
    for (let i = 0; i < 50; i++) level.block(1e-3);
    for (let i = 0; i < 500; i++) level.block(1e-9);
    for (let i = 0; i < 90; i++) level.block(2e-6);
    expect(level.db).toBeCloseTo(-30);
    for (let i = 0; i < 200; i++) level.block(2e-6);
    expect(level.db).toBeCloseTo(-57, 0);
  });
});

describe('transform', () => {
  it('goes there and back', () => {
    const wave = Float64Array.from(speech(1, -20).subarray(0, 1_024));
    const [real, imaginary] = [wave.slice(), new Float64Array(1_024)];
    transform(real, imaginary);
    transform(real, imaginary, true);
    for (let i = 0; i < 1_024; i += 31) expect(real[i]).toBeCloseTo(wave[i] ?? NaN, 9);
  });

  it('finds a tone in its bin', () => {
    const real = Float64Array.from({ length: 512 }, (_, i) => Math.cos((2 * Math.PI * 17 * i) / 512));
    const imaginary = new Float64Array(512);
    transform(real, imaginary);
    expect(real[17]).toBeCloseTo(256);
    expect(real[18]).toBeCloseTo(0);
  });
});
