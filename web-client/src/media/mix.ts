/**
 * How loud each sound line is, and how a loudness changes: pure numbers, no audio node. Which source carries the words
 * is the server's word (`ListeningView`); here it only becomes levels, and every change of level a ramp of at most
 * 6 dB per 100 ms.
 */
import type { ListeningView, Role } from '../protocol';

/** What a person may set by hand; each from 0 to 1. */
export interface Faders {
  /** Everything. */
  volume: number;
  /** The original under the interpretation. */
  underneath: number;
  /** Her source, the floor or a pivot, for an interpreter. */
  floor: number;
  /** The sound of a shared film, for an interpreter. */
  shared: number;
  /** The partner, for an interpreter. */
  partner: number;
  /** The voices backstage. */
  backstage: number;
}

/** Where the faders stand at first. */
export const FADERS: Faders = {
  volume: 1,
  underneath: 0.18,
  floor: 1,
  shared: 1,
  partner: 0.7,
  backstage: 1,
};

/** The level of the line `name`, as a factor. */
export function level(name: string, role: Role, listening: ListeningView, faders: Faders): number {
  if (name.startsWith('backstage_')) return faders.backstage;
  if (name.startsWith('partner_')) return faders.partner;
  const isFloor = name.startsWith('floor_') || name === 'shared';
  if (role === 'interpreter') return source(name, listening, faders);
  if (name === 'channel') return listening.channel === undefined ? 0 : 1;
  if (!isFloor) return 0;
  if (listening.source === 'channel') return listening.underneath ? faders.underneath : 0;
  // The tail of the interpreter's sentence is still heard: the floor stays beneath it, then it is alone.
  return listening.channel === undefined ? 1 : BENEATH;
}

/** An interpreter works from one source, the floor or a pivot's channel; a film that is shown is beside both. */
function source(name: string, listening: ListeningView, faders: Faders): number {
  if (name === 'shared') return faders.shared;
  const fromPivot = listening.source === 'channel';
  if (name === 'channel') return fromPivot ? faders.floor : 0;
  return name.startsWith('floor_') && !fromPivot ? faders.floor : 0;
}

/** A change of level under way. */
export interface Fade {
  from: number;
  to: number;
  /** In seconds of the audio clock. */
  start: number;
  seconds: number;
}

/** A level that does not change. */
export function still(at: number): Fade {
  return { from: at, to: at, start: 0, seconds: 0 };
}

/** The way from where `fade` is at `now` to the level `to`: straight in decibels, never faster than the ear allows. */
export function fadeTo(fade: Fade, to: number, now: number): Fade {
  const current = levelAt(fade, now);
  // Out of silence it starts where speech is barely heard, so that the new sound is there within half a second.
  const from = to > current ? Math.max(current, Math.min(to, RISE_FROM)) : current;
  const goal = Math.max(to, SILENCE);
  const distance = Math.abs(decibels(goal) - decibels(Math.max(from, SILENCE)));
  return { from, to, start: now, seconds: distance / DECIBELS_PER_SECOND };
}

/** The level that `fade` has at `now`. */
export function levelAt(fade: Fade, now: number): number {
  const end = fade.start + fade.seconds;
  if (now >= end) return fade.to;
  const part = Math.max(0, (now - fade.start) / fade.seconds);
  const from = decibels(Math.max(fade.from, SILENCE));
  const to = decibels(Math.max(fade.to, SILENCE));
  return factor(from + (to - from) * part);
}

/** A factor in decibels. */
export function decibels(level: number): number {
  return 20 * Math.log10(level);
}

/** Decibels as a factor. */
function factor(db: number): number {
  return 10 ** (db / 20);
}

/** 6 dB per 100 ms. */
const DECIBELS_PER_SECOND = 60;
/** What is below it is switched off. */
export const SILENCE = factor(-60);
const RISE_FROM = factor(-30);
const BENEATH = factor(-6);
