/**
 * How large the pictures may be that this device receives: chosen by the person, remembered by the browser for every
 * show, told to the server with every connection. What the network carries is the server's business.
 *
 * in: how to tell · out: `pictures`
 */
import type { Pictures } from '../protocol';

import { rememberedPictures, rememberPictures } from './parts/remembered';

/** in: the choice · out: `pictures` */
export class Saver {
  /** What was chosen. */
  pictures: Pictures = $state('full');

  #say: (pictures: Pictures) => void;

  constructor(say: (pictures: Pictures) => void) {
    this.#say = say;
    this.pictures = rememberedPictures() ?? 'full';
  }

  /** Chooses. */
  choose(pictures: Pictures): void {
    this.pictures = pictures;
    rememberPictures(pictures);
    this.#say(pictures);
  }

  /** A connection stands; a device that never chose says nothing. */
  tell(): void {
    const pictures = rememberedPictures();
    if (pictures) this.#say(pictures);
  }
}
