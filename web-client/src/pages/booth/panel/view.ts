/**
 * The right-hand side of the interpreter's console: what comes next, and what the booth shares on paper. Plain values and
 * wishes; the console draws `Panel.svelte` with it and may open a tab by a key of its own.
 */
import type { CallView, ChatLineView, QuestionView } from '../../../protocol';
import type { Due } from '../../../wire/office';
import type { AgendaView, BriefingShown, ConsentShown, TranslatingView } from '../../parts/view';
import type { Found } from './terms';

/** The leaves of the panel, of which one is open. */
export const TABS = ['agenda', 'glossary', 'notes', 'chat'] as const;

/** One of them. */
export type Tab = (typeof TABS)[number];

/** The panel. */
export interface PanelView {
  readonly agenda: AgendaView;
  /** By when papers are due. */
  readonly due: readonly Due[];
  readonly onAir: QuestionView | undefined;
  readonly next: QuestionView | undefined;
  readonly tab: Tab;
  readonly glossary: GlossaryShown;
  readonly notes: NotesShown;
  readonly pad: PadShown;
  readonly chat: ChatShown;
  readonly call: CallShown;
  readonly consent: ConsentShown;
  readonly translating: TranslatingView;
  /** Before doors open. */
  readonly briefing: BriefingShown | undefined;
  open(tab: Tab): void;
}

/** The terms of the booth. */
export interface GlossaryShown {
  /** One column for each. */
  readonly languages: readonly string[];
  readonly typed: string;
  /** All rows, or those in which the typed letters are. */
  readonly found: readonly Found[];
  readonly size: number;
  /** What an import did: how many rows came in, out of how many that were read. */
  readonly imported: { readonly added: number; readonly read: number } | undefined;
  type(text: string): void;
  /** Adds one row, a cell for each language; `true` if there was something to add. */
  add(cells: readonly string[]): boolean;
  remove(place: number): void;
  /** Text of a spreadsheet or a CSV file. */
  take(text: string): void;
}

/** The notes of the booth. */
export interface NotesShown {
  readonly text: string;
  readonly state: 'kept' | 'writing' | 'failed';
  /** Somebody else has just changed them: her name, or nothing where several could be it. */
  readonly foreign: { readonly name: string | undefined } | undefined;
  write(text: string): void;
  retry(): void;
}

/** Digits for the partner's eyes. */
export interface PadShown {
  /** What stands large at the partner. */
  readonly own: string;
  /** What the partner has sent. */
  readonly theirs: { readonly name: string; readonly digits: string } | undefined;
  type(digits: string): void;
}

/** The private chat. */
export interface ChatShown {
  readonly lines: readonly (ChatLineView & { readonly own: boolean })[];
  readonly draft: string;
  readonly unread: number;
  type(text: string): void;
  send(): void;
}

/** The line to a human. */
export interface CallShown {
  /** One's own call that waits for the desk. */
  readonly calling: CallView | undefined;
  /** The desk calls the booth. */
  readonly called: CallView | undefined;
  readonly text: string;
  /** Push-to-talk to the desk is held. */
  readonly talking: boolean;
  type(text: string): void;
  /** Lights the call, or puts it out. */
  light(on: boolean): void;
  /** Answers the desk's call by putting it out. */
  answer(): void;
  talk(held: boolean): void;
}
