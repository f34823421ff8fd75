/**
 * The people this reader may see; who has left is taken off.
 */
import type { PersonView } from '../protocol';

/** One person was told anew. */
export function personChanged(people: PersonView[], told: PersonView): PersonView[] {
  if (told.gone) return people.filter((person) => person.participant !== told.participant);
  const known = people.some((person) => person.participant === told.participant);
  if (!known) return [...people, told];
  return people.map((person) => (person.participant === told.participant ? told : person));
}
