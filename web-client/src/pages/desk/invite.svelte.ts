/** Inviting somebody, thinking: a personal link, or the two strings of an encoder. */
import type { Role } from '../../protocol';
import type { TicketWish } from '../../wire/tickets';
import { encoderOf, ENCODING, type EncoderStrings } from './encoder';
import type { InviteView } from './view';

/** in: the way to ask the server for a link · out: `InviteView` */
export class Invite implements InviteView {
  open = $state(false);
  role: Role = $state('attendee');
  state: InviteView['state'] = $state('idle');
  url = $state('');

  #encodes = $state(false);
  #link: (wish: TicketWish) => Promise<string>;

  constructor(link: (wish: TicketWish) => Promise<string>) {
    this.#link = link;
  }

  get mayEncode(): boolean {
    return ENCODING.includes(this.role);
  }

  get encodes(): boolean {
    return this.#encodes && this.mayEncode;
  }

  get encoder(): EncoderStrings | undefined {
    return this.encodes ? encoderOf(this.url) : undefined;
  }

  begin(): void {
    this.open = true;
  }

  close(): void {
    this.open = false;
    this.state = 'idle';
    this.url = '';
  }

  choose(role: Role): void {
    this.role = role;
  }

  connectBy(encoder: boolean): void {
    this.#encodes = encoder;
  }

  make(name: string, language: string): void {
    if (this.state !== 'making') void this.#make(this.role, name, language);
  }

  async #make(role: Role, name: string, language: string): Promise<void> {
    this.state = 'making';
    try {
      // A language on an interpreter's ticket would fix her output to one direction.
      this.url = await this.#link(role === 'interpreter' ? { role, name } : { role, name, language });
      this.state = 'made';
    } catch {
      this.state = 'failed';
    }
  }
}
