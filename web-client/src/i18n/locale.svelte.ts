/**
 * The language in which this person reads the pages, and the function that finds the words. A change is drawn at once,
 * without a reload. It is not the language she hears: that one is chosen beside it and never guessed from it.
 */
import type { FluentBundle } from '@fluent/bundle';

import { UI_LANGUAGES, bundle, negotiate, type UiLanguage } from './catalogues';
import type { Messages } from './keys';

/** A key of the catalogues. */
export type Key = keyof Messages;

class Locale {
  /** The language of the pages. */
  language: UiLanguage = $state('en');

  #bundles = new Map<UiLanguage, FluentBundle>();

  /** Takes the stored choice, otherwise what the browser wishes. */
  start(): void {
    const stored = remembered();
    this.#show(stored ?? negotiate(navigator.languages));
  }

  /** Switches the pages to `language` and remembers it on this device. */
  choose(language: UiLanguage): void {
    this.#show(language);
    try {
      localStorage.setItem(STORED_AS, language);
    } catch {
      // A browser that keeps nothing still shows the language until the page is closed.
    }
  }

  /** The words for `key`; the variables it needs are part of its type. */
  text<K extends Key>(key: K, ...args: Messages[K] extends undefined ? [] : [Messages[K]]): string {
    const found = this.#bundle().getMessage(key);
    if (!found?.value) return key;
    return this.#bundle().formatPattern(found.value, args[0] ?? null);
  }

  /** Has the catalogue this key? For keys made of a code that the server sent. */
  has(key: string): key is Key {
    return this.#bundle().hasMessage(key);
  }

  #show(language: UiLanguage): void {
    this.language = language;
    document.documentElement.lang = language;
  }

  #bundle(): FluentBundle {
    const language = this.language;
    let found = this.#bundles.get(language);
    if (!found) {
      found = bundle(language);
      this.#bundles.set(language, found);
    }
    return found;
  }
}

/** The one locale of this page. */
export const locale = new Locale();

/** Short for `locale.text`. */
export function t<K extends Key>(
  key: K,
  ...args: Messages[K] extends undefined ? [] : [Messages[K]]
): string {
  return locale.text(key, ...args);
}

function remembered(): UiLanguage | undefined {
  try {
    const stored = localStorage.getItem(STORED_AS);
    return UI_LANGUAGES.find((language) => language === stored);
  } catch {
    return undefined;
  }
}

const STORED_AS = 'roadshow.language';
