/** Making a personal link for somebody, thinking. */
import type { Role } from '../../protocol';
import type { TicketWish } from '../../wire/tickets';
import type { InviteView } from './view';

/** in: the way to ask the server for a link · out: `InviteView` */
export class Invite implements InviteView {
  state: InviteView['state'] = $state('idle');
  url = $state('');

  #link: (wish: TicketWish) => Promise<string>;

  constructor(link: (wish: TicketWish) => Promise<string>) {
    this.#link = link;
  }

  make(role: Role, name: string, language: string): void {
    if (this.state !== 'making') void this.#make(role, name, language);
  }

  reset(): void {
    this.state = 'idle';
    this.url = '';
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
