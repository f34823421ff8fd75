/** The questions as a file that is fetched and saved. Thinking only; FileButtons.svelte draws it. */
import { save, type FileWish } from '../../wire/questions';

import type { FilesView } from './view';

/** in: the way to fetch a file · out: `FilesView` */
export class Files implements FilesView {
  fetching = $state(false);
  failed = $state(false);

  #file: (wish: FileWish) => Promise<Blob>;

  constructor(file: (wish: FileWish) => Promise<Blob>) {
    this.#file = file;
  }

  fetch(wish: FileWish): void {
    if (!this.fetching) void this.#fetch(wish);
  }

  async #fetch(wish: FileWish): Promise<void> {
    this.fetching = true;
    this.failed = false;
    try {
      save(await this.#file(wish), `questions.${wish.kind}`);
    } catch {
      this.failed = true;
    } finally {
      this.fetching = false;
    }
  }
}
