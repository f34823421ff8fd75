/**
 * Whether a person can be heard well, in plain values: sound check, leaks, consent, and whether sound and picture belong
 * together. Pure; the words are in the catalogues.
 */
import { LEAK_LIMIT_DB } from '../../media/leak';
import type { FitnessView, PersonView, Role, TimingView } from '../../protocol';

import type { Readiness, SkewMark, Unfit } from './view';

/** What the desk knows of one person's sound; speakers and interpreters are checked. */
export function readinessOf(person: PersonView, timing: TimingView | undefined): Readiness {
  const { consent, fitness, role } = person;
  return {
    checked: role === 'speaker' || role === 'interpreter',
    fit: fitness.fit && !fitness.leaking,
    leaking: fitness.leaking,
    reasons: reasonsOf(fitness, role),
    consent,
    delayMs: timing?.delay_ms,
    skewMs: timing?.skew_ms,
    skew: skewMark(timing?.skew_ms),
    step: role === 'speaker' ? person.step : undefined,
    deviceCheck: person.checked,
  };
}

/** Why a sound is not fit, the gravest first; empty while it is. */
export function reasonsOf(fitness: FitnessView, role: Role): Unfit[] {
  const { check } = fitness;
  if (fitness.fit) return [];
  if (!check) return ['unchecked'];
  const reasons: Unfit[] = [];
  if (role === 'interpreter' && check.headphones !== true) reasons.push('headphones');
  if (check.leak_db !== undefined && check.leak_db >= LEAK_LIMIT_DB && !check.echo_cancelling)
    reasons.push('leak');
  if (check.clipping) reasons.push('clipping');
  if (check.grade === 'poor') reasons.push('poor');
  return reasons.length ? reasons : ['other'];
}

/** Where the skew lies: nobody notices sound up to 45 ms early or 125 ms late (ITU-R BT.1359). */
export function skewMark(skewMs: number | undefined): SkewMark {
  if (skewMs === undefined) return 'unknown';
  if (skewMs < -EARLY_MS) return 'early';
  return skewMs > LATE_MS ? 'late' : 'together';
}

const SCALE_MS = 300;

/** Where a skew stands on a scale that shows the window with as much again on both sides, from 0 to 1. */
export function skewPlace(skewMs: number): number {
  return Math.min(1, Math.max(0, (skewMs + SCALE_MS) / (2 * SCALE_MS)));
}

/** The window on the same scale: where it begins and ends. */
export const WINDOW = { begins: skewPlace(-45), ends: skewPlace(125) } as const;

const EARLY_MS = 45;
const LATE_MS = 125;
