/**
 * The keys of the booth: which actions there are, which keys work them, and what a key press asks for. A key that types
 * nothing works everywhere; one that types works only while nobody writes. It knows no page, no DOM and no words.
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

/** Everything on the console that has a key, with the keys it has at first, and whether it lasts while the key is held. */
export const ACTIONS = {
  microphone: { keys: ['F2', 'NumpadMultiply'], held: false },
  cough: { keys: ['ControlRight', 'NumpadAdd'], held: true },
  stand_by: { keys: ['F3', ''], held: false },
  direction: { keys: ['F4', 'NumpadDivide'], held: false },
  override: { keys: ['Shift+F4', ''], held: false },
  hand_over: { keys: ['F8', 'NumpadSubtract'], held: false },
  decline: { keys: ['Shift+F8', ''], held: false },
  incoming: { keys: ['F6', ''], held: false },
  incoming_auto: { keys: ['Shift+F6', ''], held: false },
  talk_partner: { keys: ['F7', ''], held: true },
  talk_desk: { keys: ['Shift+F7', ''], held: true },
  slow_down: { keys: ['F9', ''], held: false },
  cannot_hear: { keys: ['F10', ''], held: false },
  use_microphone: { keys: ['Shift+F9', ''], held: false },
  repeat_figures: { keys: ['Shift+F10', ''], held: false },
  cover: { keys: ['KeyB', ''], held: false },
  works: { keys: ['KeyW', ''], held: false },
  camera: { keys: ['KeyC', ''], held: false },
  floor_1: { keys: ['Digit1', ''], held: false },
  floor_2: { keys: ['Digit2', ''], held: false },
  floor_3: { keys: ['Digit3', ''], held: false },
  floor_none: { keys: ['Digit0', ''], held: false },
  pin: { keys: ['KeyP', ''], held: false },
  keys: { keys: ['KeyK', ''], held: false },
} as const satisfies Record<string, { keys: readonly [string, string]; held: boolean }>;

/** One of the things that keys do. */
export type Action = keyof typeof ACTIONS;

/** All actions, in the order in which the list of keys shows them. */
export const ACTION_LIST = Object.keys(ACTIONS) as readonly Action[];

/** Two keys for every action, such as `Shift+F4`; an empty one is free. */
export type Keymap = Readonly<Record<Action, readonly [string, string]>>;

/** Why a key cannot be taken. */
export type KeyRefusal =
  { readonly why: 'browser' | 'types' } | { readonly why: 'taken'; readonly by: Action };

/** What a key press asks for. */
export interface Pressed {
  readonly action: Action;
  /** The key has gone down; for an action that lasts, `false` ends it. */
  readonly down: boolean;
}

/** The keys as they are at first. */
export const KEYMAP: Keymap = Object.fromEntries(
  ACTION_LIST.map((action) => [action, ACTIONS[action].keys]),
) as unknown as Keymap;

/** The key as it is kept: `Shift+F4`; `undefined` while another modifier is held. */
export function chordOf(press: KeyPress): string | undefined {
  if (isControl(press.code)) return press.code;
  if (press.modified) return undefined;
  return press.shift ? `Shift+${press.code}` : press.code;
}

/** The action of this key, if it is one of ours and may work at this moment. */
export function actionOf(press: KeyPress, keymap: Keymap): Action | undefined {
  const chord = chordOf(press);
  if (chord === undefined || (press.writing && types(press.code))) return undefined;
  return ACTION_LIST.find((action) => keymap[action].includes(chord));
}

/**
 * Which keys are down, so that what lasts ends with its own key, whatever else is let go first, and what does not last
 * happens once however long the key is kept down.
 */
export class Held {
  #down = new Map<string, Action>();

  /** What the press asks for; `ours` keeps the browser from doing something of its own with it. */
  press(press: KeyPress, keymap: Keymap): { ours: boolean; pressed?: Pressed } {
    if (!press.down) {
      const action = this.#down.get(press.code);
      this.#down.delete(press.code);
      if (!action) return { ours: false };
      return ACTIONS[action].held ? { ours: true, pressed: { action, down: false } } : { ours: true };
    }
    const action = actionOf(press, keymap);
    if (!action) return { ours: false };
    if (press.repeat || (ACTIONS[action].held && this.#down.has(press.code))) return { ours: true };
    this.#down.set(press.code, action);
    return { ours: true, pressed: { action, down: true } };
  }

  /** Forgets the keys of an action: their way up, which another window sees, means nothing any more. */
  forget(action: Action): void {
    for (const [code, held] of this.#down) if (held === action) this.#down.delete(code);
  }
}

/** Why `chord` cannot become a key of `action`; nothing where it can. */
export function refusalOf(chord: string, action: Action, keymap: Keymap): KeyRefusal | undefined {
  const code = codeOf(chord);
  if (KEPT_BY_BROWSERS.has(chord) || KEPT_BY_BROWSERS.has(code)) return { why: 'browser' };
  if (MUST_WORK_WHILE_WRITING.has(action) && types(code)) return { why: 'types' };
  if (isControl(code) && !ACTIONS[action].held) return { why: 'browser' };
  const by = ACTION_LIST.find((other) => other !== action && keymap[other].includes(chord));
  return by === undefined ? undefined : { why: 'taken', by };
}

/** The keymap with `chord` at `place` of `action`; the same key does not stand at both places. */
export function assigned(keymap: Keymap, action: Action, place: 0 | 1, chord: string): Keymap {
  const [first, second] = keymap[action];
  const other = place === 0 ? second : first;
  const rest = other === chord ? '' : other;
  return { ...keymap, [action]: place === 0 ? [chord, rest] : [rest, chord] };
}

/** What was kept on this computer, with what is missing, unknown or in conflict as it is at first. */
export function keymapOf(kept: unknown): Keymap {
  if (typeof kept !== 'object' || kept === null) return KEYMAP;
  let keymap = KEYMAP;
  for (const [name, chords] of Object.entries(kept)) {
    const action = ACTION_LIST.find((known) => known === name);
    if (!action || !Array.isArray(chords)) continue;
    ([0, 1] as const).forEach((place) => {
      const chord: unknown = chords[place];
      if (typeof chord === 'string') keymap = assigned(keymap, action, place, chord);
    });
  }
  const clashes = ACTION_LIST.some((action) =>
    keymap[action].some((chord) => chord !== '' && refusalOf(chord, action, keymap)),
  );
  return clashes ? KEYMAP : keymap;
}

/** Does this key write something where text is written? The number pad is a console's, not a typewriter's. */
export function types(code: string): boolean {
  return !/^(?:F\d+|Numpad.+|ControlRight|Pause|ScrollLock|Insert)$/.test(code);
}

/** The key of a chord, without the shift. */
export function codeOf(chord: string): string {
  return chord.startsWith('Shift+') ? chord.slice('Shift+'.length) : chord;
}

/** A key that only changes others; the console's right Ctrl is a key of its own. */
export function isModifier(code: string): boolean {
  return /^(?:Shift|Alt|Meta|OS)(?:Left|Right)?$|^ControlLeft$/.test(code);
}

function isControl(code: string): boolean {
  return code === 'ControlRight';
}

/** Rule of the booth: what is pressed in the middle of a sentence works wherever the focus is. */
const MUST_WORK_WHILE_WRITING: ReadonlySet<Action> = new Set<Action>([
  'microphone',
  'cough',
  'stand_by',
  'direction',
  'override',
  'hand_over',
  'decline',
  'talk_partner',
  'talk_desk',
]);

/** Reload, full screen, tools; and what moves and presses things on every page. */
const KEPT_BY_BROWSERS: ReadonlySet<string> = new Set([
  'F5',
  'F11',
  'F12',
  'Tab',
  'Enter',
  'Space',
  'Escape',
  'Backspace',
  'Delete',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'ControlLeft',
  'AltLeft',
  'AltRight',
  'MetaLeft',
  'MetaRight',
  'ShiftLeft',
  'ShiftRight',
  'CapsLock',
  'ContextMenu',
  'NumLock',
]);
