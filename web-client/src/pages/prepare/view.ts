/** What the page Prepare shows: signing in, the shows, a new one, and the people of one show. */
import type { Due, Guest, NewGuest, OfficeShow, Paper, ShowPlan } from '../../wire/office';

/** The page. */
export interface PrepareView {
  readonly state: 'sign-in' | 'loading' | 'shows' | 'show' | 'failed';
  /** The token was not taken. */
  readonly wrong: boolean;
  /** The administrator: she alone opens shows. */
  readonly administrator: boolean;
  readonly shows: readonly OfficeShow[];
  readonly plan: PlanView;
  readonly guests: GuestsView | undefined;
  signIn(token: string): void;
  signOut(): void;
  choose(show: string): void;
  back(): void;
  reload(): void;
}

/** A new show. */
export interface PlanView {
  readonly open: boolean;
  readonly busy: boolean;
  /** Why the server did not take it, in its own words. */
  readonly refused: string | undefined;
  begin(): void;
  close(): void;
  make(plan: ShowPlan): void;
}

/** The people of a show, and what is due. */
export interface GuestsView {
  readonly show: OfficeShow;
  readonly people: readonly Guest[];
  readonly due: readonly Due[];
  readonly busy: boolean;
  /** Why the server did not take the last wish, in its own words. */
  readonly refused: string | undefined;
  /** Whose link is shown. */
  readonly shown: Guest | undefined;
  look(person: string | undefined): void;
  /** `true` once they are on the list. */
  invite(people: readonly NewGuest[]): Promise<boolean>;
  drop(person: string): void;
  withdraw(person: string): void;
  replace(person: string): void;
  /** Sends her this mail; whether it went out is told with the person. */
  mail(person: string, subject: string, text: string): void;
  handIn(person: string, paper: Paper, arrived: boolean): void;
  setDue(paper: Paper, at: string | null): void;
  reload(): void;
}

/** The papers in the order they are shown. */
export const PAPERS: readonly Paper[] = ['deck', 'names', 'glossary', 'transcript'];
