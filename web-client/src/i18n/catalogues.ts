/**
 * The Fluent catalogues, one folder per language, as text and as parsed bundles. It knows which languages the pages
 * can be read in; it is not a choice of language (that is `locale.svelte.ts`).
 */
import { FluentBundle, FluentResource } from '@fluent/bundle';

/** The languages that pages can be read in. */
export const UI_LANGUAGES = ['de', 'zh-Hans', 'en'] as const;

/** One of the languages that pages can be read in. */
export type UiLanguage = (typeof UI_LANGUAGES)[number];

/** The text of every catalogue file of a language, by file name. */
export function sources(language: UiLanguage): Record<string, string> {
  const prefix = `./${language}/`;
  return Object.fromEntries(
    Object.entries(FILES)
      .filter(([path]) => path.startsWith(prefix))
      .map(([path, text]) => [path.slice(prefix.length), text]),
  );
}

/** All messages of a language. */
export function bundle(language: UiLanguage): FluentBundle {
  // Without isolation marks: names and titles are shown beside text of the same direction.
  const made = new FluentBundle(language, { useIsolating: false });
  for (const text of Object.values(sources(language))) {
    made.addResource(new FluentResource(text));
  }
  return made;
}

/** The best of our languages for a list of wishes such as `navigator.languages`; compared by primary subtag. */
export function negotiate(wishes: readonly string[]): UiLanguage {
  for (const wish of wishes) {
    const primary = wish.toLowerCase().split('-')[0];
    const found = UI_LANGUAGES.find((language) => language.toLowerCase().split('-')[0] === primary);
    if (found) return found;
  }
  return 'en';
}

const FILES = import.meta.glob<string>('./*/*.ftl', { query: '?raw', import: 'default', eager: true });
