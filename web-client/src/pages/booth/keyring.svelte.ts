/** The keys of the console as she has set them on this computer, and the list in which she changes them. */
import {
  KEYMAP,
  assigned,
  chordOf,
  isModifier,
  keymapOf,
  refusalOf,
  type Action,
  type KeyPress,
  type Keymap,
} from './keys';
import type { KeysView } from './view';

/** in: presses while it listens · out: `KeysView` */
export class Keyring implements KeysView {
  map: Keymap = $state.raw(KEYMAP);
  open = $state(false);
  listening: KeysView['listening'] = $state.raw();
  refused: KeysView['refused'] = $state.raw();

  #store: () => Pick<Storage, 'getItem' | 'setItem'>;

  constructor(store: () => Pick<Storage, 'getItem' | 'setItem'>) {
    this.#store = store;
    this.map = keymapOf(this.#kept());
  }

  show(open: boolean): void {
    this.open = open;
    this.listening = undefined;
    this.refused = undefined;
  }

  listen(action: Action, place: 0 | 1): void {
    const same = this.listening?.action === action && this.listening.place === place;
    this.listening = same ? undefined : { action, place };
    this.refused = undefined;
  }

  free(action: Action, place: 0 | 1): void {
    const [first, second] = this.map[action];
    this.#keep({ ...this.map, [action]: place === 0 ? [second, ''] : [first, ''] });
  }

  reset(): void {
    this.show(this.open);
    this.#keep(KEYMAP);
  }

  /** Takes the key that is waited for; `true` if it was waited for one. */
  take(press: KeyPress): boolean {
    const { listening } = this;
    if (!listening) return false;
    if (!press.down || press.repeat || isModifier(press.code)) return true;
    if (press.code === 'Escape') {
      this.listen(listening.action, listening.place);
      return true;
    }
    const chord = chordOf(press);
    if (chord === undefined) return true;
    const refusal = refusalOf(chord, listening.action, this.map);
    this.refused = refusal && { ...refusal, chord };
    if (refusal) return true;
    this.listening = undefined;
    this.#keep(assigned(this.map, listening.action, listening.place, chord));
    return true;
  }

  #keep(map: Keymap): void {
    this.map = map;
    try {
      this.#store().setItem(STORED_AS, JSON.stringify(map));
    } catch {
      // A browser that keeps nothing has the keys until the page is closed.
    }
  }

  #kept(): unknown {
    try {
      return JSON.parse(this.#store().getItem(STORED_AS) ?? 'null');
    } catch {
      return undefined;
    }
  }
}

const STORED_AS = 'roadshow.keys';
