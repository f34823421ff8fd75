/** What is printed on a key, in the language of the pages: `Right Ctrl`, `Num +`, `Shift+F4`. */
import { t } from '../../i18n/locale.svelte';

import { letterOn } from './layout.svelte';
import { codeOf, type Action, type Keymap } from './keys';

/** The name of a chord; nothing for a free place. */
export function keyName(chord: string): string {
  if (chord === '') return '';
  const code = codeOf(chord);
  const name = nameOf(code);
  return code === chord ? name : `Shift+${name}`;
}

/** The first key of an action, as it is printed on its control. */
export function keyFor(map: Keymap, action: Action): string {
  const [first, second] = map[action];
  return keyName(first || second);
}

/** The keys of an action as `aria-keyshortcuts` wants them. */
export function shortcutsFor(map: Keymap, action: Action): string | undefined {
  const names = map[action].filter((chord) => chord !== '').map(ariaName);
  return names.length > 0 ? names.join(' ') : undefined;
}

function nameOf(code: string): string {
  if (code === 'ControlRight') return t('key-right-ctrl');
  const typed = /^(?:Key|Digit)(.)$/.exec(code)?.[1];
  if (typed !== undefined) return (code.startsWith('Key') ? letterOn(code) : undefined) ?? typed;
  const pad = /^Numpad(.+)$/.exec(code)?.[1];
  return pad === undefined ? code : `Num ${PAD_SIGNS[pad] ?? pad}`;
}

function ariaName(chord: string): string {
  const code = codeOf(chord);
  const name = code === 'ControlRight' ? 'Control' : code.replace(/^(?:Key|Digit|Numpad)/, '');
  return code === chord ? name : `Shift+${name}`;
}

const PAD_SIGNS: Partial<Record<string, string>> = {
  Add: '+',
  Subtract: '−',
  Multiply: '×',
  Divide: '÷',
  Decimal: ',',
};
