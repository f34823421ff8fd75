/**
 * Made-up views for tests and for the gallery: quiet defaults, and what matters to the case on top. No page uses them.
 */
import type { BoothView, ChannelView, FloorView, PersonView, SeatView } from '../protocol';

/** An interpreter on air from German into Chinese. */
export function sampleSeat(changes: Partial<SeatView> = {}): SeatView {
  return {
    participant: 'ines',
    name: 'Ines',
    microphone: 'on',
    output: 'zh',
    on_air: true,
    covers: false,
    incoming: { times: 0, chosen: false },
    talking: false,
    connected: true,
    ...changes,
  };
}

/** A German–Chinese booth by turns, nobody in it. */
export function sampleBooth(changes: Partial<BoothView> = {}): BoothView {
  return {
    booth: 'de-zh',
    languages: ['de', 'zh'],
    output: 'zh',
    override: false,
    works: 'by_turns',
    sign: false,
    seats: [],
    relay_for: [],
    alarms: [],
    calls: [],
    listeners: 0,
    ...changes,
  };
}

/** The Chinese channel, live. */
export function sampleChannel(changes: Partial<ChannelView> = {}): ChannelView {
  return { language: 'zh', state: 'live', down: false, interlock: 'refused', listeners: 3, ...changes };
}

/** The stage speaks `language`. */
export function sampleFloor(language: string, changes: Partial<FloorView> = {}): FloorView {
  return { language, pinned: false, consecutive: false, ...changes };
}

/** A speaker on stage who has agreed to nothing and has not been checked. */
export function samplePerson(changes: Partial<PersonView> = {}): PersonView {
  return {
    participant: 'p',
    name: 'P',
    role: 'speaker',
    place: 'stage',
    connected: true,
    gone: false,
    consent: { recording: false, publishing: false, live_processing: false, machine_use: false },
    fitness: { fit: false, leaking: false },
    step: 'stage',
    ...changes,
  };
}
