import { describe, expect, it } from 'vitest';

import { samplePerson } from '../../model/samples';
import type { SoundCheck } from '../../protocol';
import { WINDOW, readinessOf, reasonsOf, skewMark, skewPlace } from './readiness';

const check: SoundCheck = {
  score: 90,
  grade: 'good',
  band_hz: 16_000,
  level_lufs: -25,
  noise_db: -60,
  clipping: false,
  trim_db: 2,
  leak_db: -60,
  echo_cancelling: true,
  headphones: true,
};

describe('why a sound is not fit', () => {
  it('is nothing while it is fit, and first of all that nobody has checked', () => {
    expect(reasonsOf({ fit: true, leaking: false, check }, 'interpreter')).toEqual([]);
    expect(reasonsOf({ fit: false, leaking: false }, 'speaker')).toEqual(['unchecked']);
  });

  it('names each reason, headphones only of interpreters', () => {
    const bad: SoundCheck = {
      ...check,
      headphones: false,
      leak_db: -20,
      echo_cancelling: false,
      clipping: true,
      grade: 'poor',
    };
    const all = ['headphones', 'leak', 'clipping', 'poor'];
    expect(reasonsOf({ fit: false, leaking: false, check: bad }, 'interpreter')).toEqual(all);
    expect(reasonsOf({ fit: false, leaking: false, check: bad }, 'speaker')).toEqual(all.slice(1));
  });

  it('is said in general where the check tells no reason we know', () => {
    expect(reasonsOf({ fit: false, leaking: false, check }, 'speaker')).toEqual(['other']);
  });

  it('a later leak is an alarm, although the check was passed', () => {
    const person = samplePerson({ fitness: { fit: true, leaking: true, check } });
    expect(readinessOf(person, undefined)).toMatchObject({ fit: false, leaking: true, reasons: [] });
  });

  it('only speakers and interpreters are checked', () => {
    expect(readinessOf(samplePerson({ role: 'host' }), undefined).checked).toBe(false);
    expect(readinessOf(samplePerson({ role: 'interpreter' }), undefined).checked).toBe(true);
  });
});

describe('picture and sound', () => {
  it('belong together from −45 to +125 ms', () => {
    expect(skewMark(undefined)).toBe('unknown');
    expect(skewMark(-46)).toBe('early');
    expect(skewMark(-45)).toBe('together');
    expect(skewMark(125)).toBe('together');
    expect(skewMark(126)).toBe('late');
  });

  it('stand on a scale that ends at its ends', () => {
    expect(skewPlace(0)).toBe(0.5);
    expect(skewPlace(9_000)).toBe(1);
    expect(skewPlace(-9_000)).toBe(0);
    expect(WINDOW.begins).toBeLessThan(0.5);
    expect(WINDOW.ends).toBeGreaterThan(0.5);
  });

  it('come with what was measured', () => {
    const timing = { participant: 'p', delay_ms: 60, skew_ms: 200 };
    expect(readinessOf(samplePerson(), timing)).toMatchObject({ delayMs: 60, skewMs: 200, skew: 'late' });
  });
});
