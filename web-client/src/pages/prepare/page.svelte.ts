/** The page Prepare, thinking: who is signed in, and which show is open. The people of a show are `guests.svelte.ts`. */
import type { Clock } from '../../lib/clock';
import { Declined, Office, type OfficeShow, type ShowPlan } from '../../wire/office';

import { Guests } from './guests.svelte';
import { refusedWords } from './refused';
import type { GuestsView, PlanView, PrepareView } from './view';

/** Where the administrator's token waits for a reload: this window, until it is closed. */
export type Drawer = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** in: the show of the address, the ticket of a host, the drawer · out: `PrepareView` · close() */
export class PreparePage implements PrepareView {
  state: PrepareView['state'] = $state('loading');
  wrong = $state(false);
  shows: readonly OfficeShow[] = $state.raw([]);
  readonly administrator: boolean;

  #guests: Guests | undefined = $state.raw();
  #office: Office | undefined;
  #drawer: Drawer;
  #clock: Clock;
  #wanted: string | undefined;
  #planOpen = $state(false);
  #planBusy = $state(false);
  #planRefused: string | undefined = $state();

  constructor(show: string | undefined, ticket: string | undefined, drawer: Drawer, clock: Clock) {
    this.#drawer = drawer;
    this.#clock = clock;
    this.#wanted = show;
    this.administrator = ticket === undefined;
    const bearer = ticket ?? drawer.getItem(KEPT_AS);
    if (bearer) void this.#enter(bearer);
    else this.state = 'sign-in';
  }

  readonly plan: PlanView = planOf(this);

  get guests(): GuestsView | undefined {
    return this.#guests;
  }

  get planOpen(): boolean {
    return this.#planOpen;
  }

  set planOpen(open: boolean) {
    this.#planOpen = open;
    this.#planRefused = undefined;
  }

  get planBusy(): boolean {
    return this.#planBusy;
  }

  get planRefused(): string | undefined {
    return this.#planRefused;
  }

  signIn(token: string): void {
    this.wrong = false;
    void this.#enter(token.trim());
  }

  signOut(): void {
    this.#drawer.removeItem(KEPT_AS);
    this.#office = undefined;
    this.#leave();
    this.shows = [];
    this.state = 'sign-in';
  }

  choose(show: string): void {
    this.#wanted = show;
    this.reload();
  }

  back(): void {
    this.#wanted = undefined;
    this.#leave();
    this.reload();
  }

  reload(): void {
    if (this.#office) void this.#load(this.#office);
  }

  async make(plan: ShowPlan): Promise<void> {
    if (!this.#office || this.#planBusy) return;
    this.#planBusy = true;
    this.#planRefused = undefined;
    try {
      const made = await this.#office.open(plan);
      this.planOpen = false;
      this.choose(made.id);
    } catch (fault) {
      this.#planRefused = refusedWords(fault);
    } finally {
      this.#planBusy = false;
    }
  }

  close(): void {
    this.#leave();
  }

  async #enter(bearer: string): Promise<void> {
    const office = new Office(bearer);
    const entered = await this.#load(office);
    if (!entered) return;
    this.#office = office;
    if (this.administrator) this.#drawer.setItem(KEPT_AS, bearer);
  }

  /** `false`: not let in. */
  async #load(office: Office): Promise<boolean> {
    this.state = 'loading';
    try {
      if (this.administrator) this.shows = latestFirst(await office.shows());
      if (this.#wanted !== undefined) {
        const guests = await Guests.open(office, await office.show(this.#wanted), this.#clock);
        this.#leave();
        this.#guests = guests;
        this.state = 'show';
      } else this.state = this.administrator ? 'shows' : 'failed';
      return true;
    } catch (fault) {
      const unknown = fault instanceof Declined && fault.status === 401;
      if (unknown && this.administrator) {
        this.wrong = true;
        this.#drawer.removeItem(KEPT_AS);
        this.state = 'sign-in';
      } else {
        this.#office = office;
        this.state = 'failed';
      }
      return false;
    }
  }

  #leave(): void {
    this.#guests?.close();
    this.#guests = undefined;
  }
}

function planOf(page: PreparePage): PlanView {
  return {
    get open() {
      return page.planOpen;
    },
    get busy() {
      return page.planBusy;
    },
    get refused() {
      return page.planRefused;
    },
    begin: () => {
      page.planOpen = true;
    },
    close: () => {
      page.planOpen = false;
    },
    make: (plan) => {
      void page.make(plan);
    },
  };
}

function latestFirst(shows: readonly OfficeShow[]): OfficeShow[] {
  return [...shows].sort((a, b) => (b.starts_at ?? '').localeCompare(a.starts_at ?? ''));
}

const KEPT_AS = 'roadshow.office';
