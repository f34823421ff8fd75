/**
 * The keys of the booth: from a key to what it does. Microphone, cough and direction type nothing and so work
 * everywhere; single characters work only while nobody writes. It knows no page and no DOM.
 */

/** The parts of a keyboard event that matter. */
export interface KeyPress {
  readonly code: string;
  readonly down: boolean;
  readonly repeat: boolean;
  readonly shift: boolean;
  /** Another modifier is held: the browser's own shortcuts keep working. */
  readonly modified: boolean;
  /** The focus is in a field that takes text. */
  readonly writing: boolean;
}

/** What a key does. */
export type BoothAction =
  | { readonly act: 'microphone' | 'stand_by' | 'direction' | 'override' | 'pin' }
  | { readonly act: 'cough'; readonly held: boolean }
  | { readonly act: 'floor'; readonly language: string };

/** The names printed on the controls. */
export const KEYS = {
  microphone: 'F2',
  standBy: 'F3',
  direction: 'F4',
  override: 'Shift+F4',
  pin: 'P',
} as const;

/** The key printed on each floor language, in the order of the booth's languages, then the one for no speech. */
export function floorKeys(languages: readonly string[]): string[] {
  return [...languages.map((_, place) => String(place + 1)), '0'];
}

/** What this key does in a booth with these languages; nothing if it is not ours. */
export function actionOf(press: KeyPress, languages: readonly string[]): BoothAction | undefined {
  if (press.code === 'ControlRight') {
    return press.repeat ? undefined : { act: 'cough', held: press.down };
  }
  if (!press.down || press.repeat || press.modified) return undefined;
  switch (press.code) {
    case 'F2':
      return { act: 'microphone' };
    case 'F3':
      return { act: 'stand_by' };
    case 'F4':
      return { act: press.shift ? 'override' : 'direction' };
  }
  if (press.writing || press.shift) return undefined;
  if (press.code === 'KeyP') return { act: 'pin' };
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(press.code)?.[1];
  if (digit === undefined) return undefined;
  if (digit === '0') return { act: 'floor', language: 'none' };
  const language = languages[Number(digit) - 1];
  return language === undefined ? undefined : { act: 'floor', language };
}
