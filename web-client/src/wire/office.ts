/** What the office asks over HTTP: shows, who is invited, what is due. The bearer is the administrator's token or a host's ticket. */
import { uuid } from '../lib/unique';
import type { ProgrammeItem, Role } from '../protocol';

/** A booth of a plan. */
interface BoothPlan {
  id: string;
  languages: string[];
  seats: number;
  works: 'by_turns' | 'by_direction';
  sign: boolean;
}

/** Who may take an occupied channel. */
export type Interlock = 'refused' | 'own_booth' | 'anyone';

/** What a show is opened from. */
export interface ShowPlan {
  id?: string;
  title: Record<string, string>;
  text: Record<string, string>;
  languages: string[];
  booths: BoothPlan[];
  starts_at?: string;
  ends_at?: string;
  zones: string[];
  public: boolean;
  policy: Record<string, unknown> & { interlock: Interlock };
  run_sheet: Partial<ProgrammeItem>[];
}

/** A show as the office sees it. */
export interface OfficeShow {
  id: string;
  title: Record<string, string>;
  text: Record<string, string>;
  languages: string[];
  booths: BoothPlan[];
  starts_at: string | null;
  ends_at: string | null;
  zones: string[];
  public: boolean;
  phase: string;
  policy: ShowPlan['policy'];
  programme: ProgrammeItem[];
}

/** What is asked of people before the day. */
export type Paper = 'deck' | 'names' | 'glossary' | 'transcript';

/** Somebody to be invited. */
export interface NewGuest {
  role: Role;
  name: string;
  language?: string;
  booth?: string;
  mail: string;
  organisation: string;
}

/** Somebody invited. */
export interface Guest {
  id: string;
  role: Role;
  name: string;
  language: string | null;
  booth: string | null;
  mail: string;
  organisation: string;
  code: string | null;
  url: string | null;
  expires_at: string;
  /** The server can send her a mail. */
  mailable: boolean;
  mailed_at: string | null;
  mail_fault: 'late' | 'refused' | 'failed' | null;
  opened: boolean;
  checked: boolean;
  ready: boolean;
  handed_in: Paper[];
  late: Paper[];
}

/** One paper that is asked for. */
export interface Due {
  paper: Paper;
  due_at: string;
  over: boolean;
  missing: string[];
}

/** Not done, and why: the server's stable code and its sentence. */
export class Declined extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, detail: string) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

/** The office's way to the server. */
export class Office {
  #bearer: string;

  constructor(bearer: string) {
    this.#bearer = bearer;
  }

  shows(): Promise<OfficeShow[]> {
    return this.#ask('GET', '/api/v1/shows');
  }

  show(show: string): Promise<OfficeShow> {
    return this.#ask('GET', path(show));
  }

  open(plan: ShowPlan): Promise<OfficeShow> {
    return this.#ask('POST', '/api/v1/shows', plan);
  }

  guests(show: string): Promise<Guest[]> {
    return this.#ask('GET', path(show, 'people'));
  }

  invite(show: string, people: readonly NewGuest[]): Promise<Guest[]> {
    return this.#ask('POST', path(show, 'people'), { people });
  }

  drop(show: string, person: string): Promise<void> {
    return this.#ask('DELETE', path(show, 'people', person));
  }

  replaceLink(show: string, person: string): Promise<Guest> {
    return this.#ask('POST', path(show, 'people', person, 'link'));
  }

  withdrawLink(show: string, person: string): Promise<Guest> {
    return this.#ask('DELETE', path(show, 'people', person, 'link'));
  }

  mail(show: string, person: string, subject: string, text: string): Promise<Guest> {
    return this.#ask('POST', path(show, 'people', person, 'mail'), { subject, text });
  }

  handIn(show: string, person: string, papers: readonly Paper[]): Promise<Guest> {
    return this.#ask('PUT', path(show, 'people', person, 'papers'), { handed_in: papers });
  }

  due(show: string): Promise<Due[]> {
    return this.#ask('GET', path(show, 'due'));
  }

  setDue(show: string, dates: Partial<Record<Paper, string | null>>): Promise<Due[]> {
    return this.#ask('PUT', path(show, 'due'), dates);
  }

  async #ask<T>(method: string, route: string, body?: unknown): Promise<T> {
    const response = await fetch(route, {
      method,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${this.#bearer}`,
        ...(method === 'POST' ? { 'idempotency-key': uuid() } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) {
      const problem = (await response.json().catch(() => ({}))) as { code?: string; detail?: string };
      throw new Declined(response.status, problem.code ?? '', problem.detail ?? '');
    }
    return (response.status === 204 ? undefined : await response.json()) as T;
  }
}

function path(...parts: string[]): string {
  return `/api/v1/shows/${parts.map(encodeURIComponent).join('/')}`;
}
