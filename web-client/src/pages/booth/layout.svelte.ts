/**
 * What is printed on the keys that type letters: keys of the console sit by their place, and on the keyboards of some countries
 * another letter is there. A browser that does not tell is taken to have the letter of the place.
 */

/** The part of `navigator` that knows the keyboard; in Chromium only. */
interface Keyboard {
  getLayoutMap(): Promise<ReadonlyMap<string, string>>;
}

let letters: ReadonlyMap<string, string> = $state.raw(new Map());

/** The letter on the key with this code, such as `Q` on `KeyA` in France; nothing where nobody tells. */
export function letterOn(code: string): string | undefined {
  return letters.get(code)?.toUpperCase();
}

/** Asks the browser which keyboard is in use. */
export async function readLayout(keyboard = (navigator as { keyboard?: Keyboard }).keyboard): Promise<void> {
  try {
    letters = (await keyboard?.getLayoutMap()) ?? letters;
  } catch {
    // A page in a frame may not ask.
  }
}
