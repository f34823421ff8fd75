/**
 * The people this reader may see; who has left is taken off.
 */
import type { PersonView } from '../protocol';

/** A page of the list was fetched; what is told of a person later replaces it. */
export function peopleListed(people: PersonView[], page: PersonView[]): PersonView[] {
  const told = new Map(page.map((person) => [person.participant, person]));
  const known = people.map((person) => told.get(person.participant) ?? person);
  const names = new Set(people.map((person) => person.participant));
  return [...known, ...page.filter((person) => !names.has(person.participant))];
}

/** One person was told anew. */
export function personChanged(people: PersonView[], told: PersonView): PersonView[] {
  if (told.gone) return people.filter((person) => person.participant !== told.participant);
  const known = people.some((person) => person.participant === told.participant);
  if (!known) return [...people, told];
  return people.map((person) => (person.participant === told.participant ? told : person));
}
