/**
 * What a browser remembers of a person's wishes, most of them for one show, so that she says them once. Nothing here is needed: a
 * browser that keeps nothing asks again.
 */
import type { Pictures, ShowId } from '../../protocol';

/** How a viewer wants the sign-language picture. */
export interface SignWish {
  readonly large: boolean;
  readonly pinned: boolean;
  readonly hidden: boolean;
}

/** The language chosen for a show, if it still is one of `choices`. */
export function rememberedLanguage(show: ShowId, choices: readonly string[]): string | undefined {
  const kept = read(`roadshow.hears.${show}`);
  return choices.find((choice) => choice === kept);
}

/** Remembers the language chosen for a show. */
export function rememberLanguage(show: ShowId, language: string): void {
  write(`roadshow.hears.${show}`, language);
}

/** The sign-language picture as it was last wanted; what was not pinned or hidden begins anew. */
export function rememberedSign(show: ShowId): SignWish {
  return signFrom(read(`roadshow.sign.${show}`));
}

/** Remembers how the sign-language picture is wanted. */
export function rememberSign(show: ShowId, wish: SignWish): void {
  write(`roadshow.sign.${show}`, kept(wish));
}

/** How large pictures this device wants, if somebody has said so. */
export function rememberedPictures(): Pictures | undefined {
  const kept = read('roadshow.pictures');
  return PICTURES.find((pictures) => pictures === kept);
}

/** Remembers how large pictures this device wants. */
export function rememberPictures(pictures: Pictures): void {
  write('roadshow.pictures', pictures);
}

/** The words a wish is kept in. */
export function kept({ large, pinned, hidden }: SignWish): string {
  return [pinned && 'pinned', pinned && large && 'large', hidden && 'hidden'].filter(Boolean).join(' ');
}

/** The wish that these words keep. */
export function signFrom(words: string | null): SignWish {
  const said = (word: string): boolean => words?.split(' ').includes(word) ?? false;
  return { large: said('large'), pinned: said('pinned'), hidden: said('hidden') };
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // A browser that keeps nothing asks again.
  }
}

/** All that can be wanted, in the order in which it is offered. */
export const PICTURES: readonly Pictures[] = ['full', 'small', 'none'];
