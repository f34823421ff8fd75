/**
 * The keys of the desk: moving on in the run sheet, what the stage speaks, and talking to a booth. They are single characters, so they sleep while
 * somebody writes or a dialog is open. It knows no page and no DOM.
 */

/** The parts of a keyboard event that matter. */
export interface DeskPress {
  readonly code: string;
  readonly down: boolean;
  readonly repeat: boolean;
  /** A modifier is held: the browser's own shortcuts keep working. */
  readonly modified: boolean;
  /** The focus is where keys are text, or a dialog is open. */
  readonly busy: boolean;
}

/** What a key does. */
export type DeskAction =
  | { readonly act: 'pin' }
  | { readonly act: 'floor'; readonly language: string }
  | { readonly act: 'sheet'; readonly way: 'next' | 'back' }
  | { readonly act: 'talk'; readonly held: boolean };

/** The names printed on the controls. */
export const KEYS = { none: '0', pin: 'P', talk: 'T', next: 'N', back: 'B' } as const;

/** The key of the language at `place`; there are nine. */
export function floorKey(place: number): string | undefined {
  return place < 9 ? String(place + 1) : undefined;
}

/** What this key does in a show with these languages; nothing if it is not ours. */
export function actionOf(press: DeskPress, languages: readonly string[]): DeskAction | undefined {
  // A key that is let go closes the microphone, wherever the focus has gone.
  if (press.code === 'KeyT' && !press.down) return { act: 'talk', held: false };
  if (!press.down || press.repeat || press.modified || press.busy) return undefined;
  if (press.code === 'KeyT') return { act: 'talk', held: true };
  if (press.code === 'KeyP') return { act: 'pin' };
  if (press.code === 'KeyN') return { act: 'sheet', way: 'next' };
  if (press.code === 'KeyB') return { act: 'sheet', way: 'back' };
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(press.code)?.[1];
  if (digit === undefined) return undefined;
  if (digit === KEYS.none) return { act: 'floor', language: 'none' };
  const language = languages[Number(digit) - 1];
  return language === undefined ? undefined : { act: 'floor', language };
}
