/** An interpreter's own place, found in what is known of the room. It keeps nothing. */
import { partners, seatOf } from '../../model/booth';
import type { Room } from '../../model/room';
import type { BoothView, ParticipantId, SeatView } from '../../protocol';
import type { Session } from '../session.svelte';

/** in: the session · out: `booth`, `seat`, `partners` */
export class Own {
  #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  get room(): Room {
    return this.#session.known;
  }

  get id(): ParticipantId {
    return this.room.you.participant;
  }

  get booth(): BoothView | undefined {
    const { booths, you } = this.room;
    return booths.find((booth) => booth.booth === you.booth);
  }

  get seat(): SeatView | undefined {
    return seatOf(this.booth, this.id);
  }

  get partners(): SeatView[] {
    return partners(this.booth, this.id);
  }

  /** The language she speaks into. */
  get output(): string {
    return this.seat?.output ?? this.booth?.output ?? '';
  }
}
