/**
 * The room as the browser knows it: `apply` takes what the server said and gives the next state. Pure: no socket, no
 * clock, no drawing; each part's own changes are in the file of that part.
 */
import type { HealthView, ServerMessage, TimingView, Welcome } from '../protocol';

import { boothChanged, chatted } from './booth';
import { channelChanged } from './channels';
import { peopleListed, personChanged } from './people';
import { questionChanged, queueChanged, votesChanged } from './questions';

/** Everything a peer may see, and the number of the last change seen. */
export interface Room extends Omit<Welcome, 're'> {
  /** Whose voices the floor lines carry, dominant first. */
  loudest: string[];
  /** How loud floor and channels are, in dBFS; for staff and booths. */
  levels: Levels;
  /** Delay and skew of those who publish; for staff and booths. */
  timings: TimingView[];
  /** The picture lines that this network does not carry at the moment. */
  resting: string[];
  /** How the receive connections fare; for staff, absent until it is told. */
  health?: HealthView;
}

/** How loud the sources are, in dBFS; what is silent is absent. */
interface Levels {
  floor?: number;
  channels: Partial<Record<string, number>>;
}

/** The room after `message`; nothing is known before the first welcome. */
export function apply(room: Room | undefined, message: ServerMessage): Room | undefined {
  if (message.type === 'welcome') return greeted(message);
  if (!room) return undefined;
  const numbered = 'seq' in message ? { ...room, seq: message.seq } : room;
  switch (message.type) {
    case 'phase_changed':
      return { ...numbered, room: message.room };
    case 'stage_changed':
      return { ...numbered, stage: message.stage };
    case 'backstage_changed':
      return { ...numbered, backstage: message.backstage };
    case 'floor_changed':
      return { ...numbered, floor: message.floor };
    case 'channel_changed':
      return { ...numbered, channels: channelChanged(room.channels, message.channel) };
    case 'booth_changed':
      return { ...numbered, booths: boothChanged(room.booths, message.booth) };
    case 'people_changed':
      return { ...numbered, people: personChanged(room.people, message.person) };
    case 'people':
      return { ...room, people: peopleListed(room.people, message.people) };
    case 'hands_changed':
      return { ...numbered, hands: message.hands };
    case 'question_changed':
      return { ...numbered, questions: questionChanged(room.questions, message.question) };
    case 'queue_changed':
      return { ...numbered, questions: queueChanged(room.questions, message.order) };
    case 'you_changed':
      return { ...numbered, you: message.you };
    case 'listening':
      return { ...room, listening: without(message, 'type') };
    case 'presence':
      return { ...room, presence: without(message, 'type') };
    case 'votes_changed':
      return { ...room, questions: votesChanged(room.questions, message.votes) };
    case 'heard':
      return { ...room, loudest: message.loudest };
    case 'lamps':
      return { ...room, lamps: message.lamps };
    case 'papers_changed':
      return { ...numbered, papers: message.papers };
    case 'booth_chat_line':
      return { ...numbered, booth_chat: chatted(room.booth_chat, message.line) };
    case 'run_sheet_changed':
      return { ...numbered, run_sheet: message.run_sheet };
    case 'programme_changed':
      return { ...numbered, programme: message.programme };
    case 'briefing_changed':
      return { ...numbered, briefing: message.people };
    case 'levels':
      return { ...room, levels: without(message, 'type') };
    case 'timings':
      return { ...room, timings: message.people };
    case 'resting':
      return { ...room, resting: message.lines };
    case 'health':
      return { ...room, health: without(message, 'type') };
    case 'layers':
    case 'ok':
    case 'answer':
    case 'refused':
    case 'beat':
    case 'goodbye':
      return room;
    default:
      // The compiler proves that every known message is named; one from a newer server changes nothing.
      message satisfies never;
      return room;
  }
}

function greeted(message: Extract<ServerMessage, { type: 'welcome' }>): Room {
  const { type: _, re: __, ...views } = message;
  return { ...views, loudest: [], levels: { channels: {} }, timings: [], resting: [] };
}

function without<T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> {
  const { [key]: _, ...rest } = value;
  return rest;
}
