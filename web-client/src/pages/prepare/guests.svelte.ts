/** The people of one show, thinking: the list as the server has it, looked at again every few seconds. */
import type { Clock } from '../../lib/clock';
import type { Due, Guest, NewGuest, Office, OfficeShow, Paper } from '../../wire/office';

import { refusedWords } from './refused';
import type { GuestsView } from './view';

/** in: the office, the show · out: `GuestsView` · close() */
export class Guests implements GuestsView {
  people: readonly Guest[] = $state.raw([]);
  due: readonly Due[] = $state.raw([]);
  busy = $state(false);
  refused: string | undefined = $state();
  readonly show: OfficeShow;

  #shown: string | undefined = $state();
  #office: Office;
  #stop: () => void;
  /** Counts wishes: a list that was asked for before one shows what it has changed already. */
  #wishes = 0;

  static async open(office: Office, show: OfficeShow, clock: Clock): Promise<Guests> {
    const [people, due] = await Promise.all([office.guests(show.id), office.due(show.id)]);
    return new Guests(office, show, clock, people, due);
  }

  private constructor(office: Office, show: OfficeShow, clock: Clock, people: Guest[], due: Due[]) {
    this.#office = office;
    this.show = show;
    this.people = people;
    this.due = due;
    this.#stop = clock.every(LOOK_MS, () => {
      this.reload();
    });
  }

  get shown(): Guest | undefined {
    return this.people.find(({ id }) => id === this.#shown);
  }

  look(person: string | undefined): void {
    this.#shown = person;
    this.refused = undefined;
  }

  async invite(people: readonly NewGuest[]): Promise<boolean> {
    let added = false;
    await this.#wish(async (show) => {
      this.people = [...this.people, ...(await this.#office.invite(show, people))];
      added = true;
    });
    return added;
  }

  drop(person: string): void {
    void this.#wish(async (show) => {
      await this.#office.drop(show, person);
      this.people = this.people.filter(({ id }) => id !== person);
      this.#shown = undefined;
    });
  }

  withdraw(person: string): void {
    void this.#wish(async (show) => {
      this.#put(await this.#office.withdrawLink(show, person));
    });
  }

  replace(person: string): void {
    void this.#wish(async (show) => {
      this.#put(await this.#office.replaceLink(show, person));
    });
  }

  mail(person: string, subject: string, text: string): void {
    void this.#wish(async (show) => {
      this.#put(await this.#office.mail(show, person, subject, text));
    });
  }

  handIn(person: string, paper: Paper, arrived: boolean): void {
    const before = this.people.find(({ id }) => id === person)?.handed_in ?? [];
    const papers = before.filter((other) => other !== paper);
    void this.#wish(async (show) => {
      this.#put(await this.#office.handIn(show, person, arrived ? [...papers, paper] : papers));
      this.due = await this.#office.due(show);
    });
  }

  setDue(paper: Paper, at: string | null): void {
    void this.#wish(async (show) => {
      this.due = await this.#office.setDue(show, { [paper]: at });
      this.people = await this.#office.guests(show);
    });
  }

  reload(): void {
    if (!this.busy) void this.#reload();
  }

  close(): void {
    this.#stop();
  }

  async #reload(): Promise<void> {
    const { id } = this.show;
    const before = this.#wishes;
    try {
      const [people, due] = await Promise.all([this.#office.guests(id), this.#office.due(id)]);
      if (before !== this.#wishes) return;
      this.people = people;
      this.due = due;
    } catch {
      // The list as it was is better than none; the next look comes soon.
    }
  }

  async #wish(act: (show: string) => Promise<void>): Promise<void> {
    this.#wishes += 1;
    this.busy = true;
    this.refused = undefined;
    try {
      await act(this.show.id);
    } catch (fault) {
      this.refused = refusedWords(fault);
    } finally {
      this.busy = false;
    }
  }

  #put(person: Guest): void {
    this.people = this.people.map((other) => (other.id === person.id ? person : other));
  }
}

/** How often the list is looked at for who has come. */
const LOOK_MS = 5_000;
