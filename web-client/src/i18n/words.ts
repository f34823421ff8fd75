/**
 * Words that are not in the catalogues because the browser knows them: names of languages, clock times, days. All in
 * the language of the pages unless a function says otherwise.
 */
import { locale, t } from './locale.svelte';

/** The name of a language in the language of the pages: `Chinesisch`. */
export function languageName(tag: string): string {
  if (tag === 'original') return t('original');
  return names(locale.language).of(tag) ?? tag;
}

/** The name of a language in itself: `中文`. */
export function ownName(tag: string): string {
  if (tag === 'original') return t('original');
  return names(tag).of(tag) ?? tag;
}

/** The languages of a booth or a show in themselves: `Deutsch · 中文`. */
export function ownNames(tags: readonly string[]): string {
  return tags.map(ownName).join(' · ');
}

/** The tag for a `lang` attribute: spoken `zh` is written in simplified script. */
export function writtenTag(tag: string): string | undefined {
  if (tag === 'original' || tag === 'none') return undefined;
  return tag === 'zh' ? 'zh-Hans' : tag;
}

/** The text in the language of the pages, otherwise in English, otherwise whatever is there. */
export function inLanguage(texts: Readonly<Record<string, string | undefined>>): string {
  const primary = locale.language.split('-')[0] ?? '';
  return texts[locale.language] ?? texts[primary] ?? texts['en'] ?? Object.values(texts)[0] ?? '';
}

/** The title of an item in the language of the pages, otherwise as it was written first. */
export function titleOf(item: {
  title: string;
  titles?: Readonly<Record<string, string | undefined>>;
}): string {
  const primary = locale.language.split('-')[0] ?? '';
  return item.titles?.[primary] || item.title;
}

/** One place and what its clock says. */
export interface PlaceClock {
  readonly place: string;
  readonly time: string;
}

/** The same moment on the clocks of several places. */
export function clocks(moment: number, zones: readonly string[]): PlaceClock[] {
  return zones.map((zone) => ({ place: placeName(zone), time: timeIn(moment, zone) }));
}

/** The time of day on this computer's clock. */
export function timeOfDay(moment: number): string {
  return timeIn(moment, undefined);
}

/** The same moment on all clocks in one line: `10:21 Berlin · 17:21 北京`; without a place, this computer's time. */
export function clocksLine(moment: number, zones: readonly string[]): string {
  if (!zones.length) return timeOfDay(moment);
  return clocks(moment, zones)
    .map(({ place, time }) => `${time} ${place}`)
    .join(' · ');
}

/** The day at the first of the show's places. */
export function day(moment: number, zones: readonly string[]): string {
  return new Intl.DateTimeFormat(locale.language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: known(zones[0]),
  }).format(moment);
}

/** A span of time as a stop watch shows it: `12:40`. */
export function span(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Day and time on this computer's clock: `23 November 2026 at 10:24`. */
export function moment(at: number): string {
  return new Intl.DateTimeFormat(locale.language, { dateStyle: 'long', timeStyle: 'short' }).format(at);
}

function timeIn(moment: number, zone: string | undefined): string {
  return new Intl.DateTimeFormat(locale.language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: known(zone),
  }).format(moment);
}

function placeName(zone: string): string {
  const key = `zone-${zone.replaceAll('/', '-')}`;
  if (locale.has(key)) return locale.text(key as 'zone-UTC');
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/** Made once for each language: making one costs more than a frame on a small computer, and pages ask at every change. */
function names(language: string): Intl.DisplayNames {
  let made = NAMES.get(language);
  if (!made) {
    made = new Intl.DisplayNames([language], { type: 'language', fallback: 'code' });
    NAMES.set(language, made);
  }
  return made;
}

/** A zone that this browser does not know shows this computer's time. */
function known(zone: string | undefined): string | undefined {
  if (!zone) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

const NAMES = new Map<string, Intl.DisplayNames>();
