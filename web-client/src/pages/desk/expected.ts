/**
 * Whom an item of the run sheet expects, and how far each of them is on the way to the stage. Pure; the words are in
 * the catalogues.
 */
import type { PersonView, RunSheetItem, Step } from '../../protocol';

/** How far somebody is; `invited`: her name stands on the run sheet, and she has not opened her link or has left. */
type Stand = 'invited' | Step;

/** Somebody who is expected. */
export interface Expected {
  /** Absent as long as only the name is known. */
  readonly participant: string | undefined;
  readonly name: string;
  readonly stand: Stand;
  readonly fit: boolean;
  readonly connected: boolean;
  readonly called: boolean;
}

/** Those whom an item expects: who has been here, then the names that nobody has come under yet. */
export function expectedIn(item: RunSheetItem, people: readonly PersonView[]): Expected[] {
  const here = (item.people ?? []).flatMap((id) => people.filter(({ participant }) => participant === id));
  const known = here.map(({ participant, name, step, fitness, connected, cue }): Expected => ({
    participant,
    name,
    stand: step,
    fit: fitness.fit && !fitness.leaking,
    connected,
    called: cue === 'called',
  }));
  const missing = namesIn(item.speaker).filter(
    (name) => !here.some((person) => folded(person.name) === folded(name)),
  );
  const invited = missing.map((name): Expected => ({
    participant: undefined,
    name,
    stand: 'invited',
    fit: false,
    connected: false,
    called: false,
  }));
  return [...known, ...invited];
}

/** She is where she must be before her item begins. */
export function isReady({ stand, connected }: Expected): boolean {
  return connected && (stand === 'backstage' || stand === 'stage');
}

/** The single names of a line such as `Anna Kern, 李明 & Jonas`. */
export function namesIn(line: string): string[] {
  return line
    .split(/[,;/&+|\n、，；·／]/)
    .map((name) => name.trim())
    .filter(Boolean);
}

function folded(name: string): string {
  return name.trim().toLowerCase();
}
