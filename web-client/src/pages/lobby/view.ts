/** What the public list of shows shows. */
import type { Phase } from '../../protocol';
import type { Texts } from '../parts/view';

/** A public show. */
export interface LobbyShow {
  readonly id: string;
  readonly title: Texts;
  /** What it is about; may be empty. */
  readonly text: Texts;
  readonly languages: readonly string[];
  readonly phase: Phase;
  /** Planned start in milliseconds. */
  readonly startsAt: number | undefined;
  readonly zones: readonly string[];
}

/** The lobby. */
export interface LobbyView {
  readonly state: 'loading' | 'ready' | 'failed';
  readonly shows: readonly LobbyShow[];
  reload(): void;
}
