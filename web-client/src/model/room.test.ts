import { describe, expect, it } from 'vitest';

import type { QuestionView, ServerMessage, Welcome } from '../protocol';

import { partners, seatOf } from './booth';
import { peopleListed } from './people';
import { approved, onAir, pending, queueChanged, voted } from './questions';
import { apply, type Room } from './room';
import { sampleBooth, sampleChannel, samplePerson, sampleSeat } from './samples';
import { shown, undecodable } from './stage';

const question = (id: string, changes: Partial<QuestionView> = {}): QuestionView => ({
  id,
  text: id,
  language: 'de',
  state: 'approved',
  votes: 0,
  own: false,
  asked_at: '2026-11-23T10:00:00Z',
  translations: [],
  labels: [],
  pinned: false,
  also: [],
  askers: 1,
  ...changes,
});

const welcome: Welcome = {
  programme: { items: [] },
  epoch: 'e',
  seq: 5,
  you: {
    participant: 'me',
    role: 'attendee',
    name: 'Me',
    may_rename: false,
    place: 'hall',
    may_publish: false,
    hand: false,
    muted: false,
    briefing: false,
    consent: { recording: false, publishing: false, live_processing: false, machine_use: false },
  },
  room: {
    show: 'demo',
    title: { en: 'Demo' },
    languages: ['de', 'zh'],
    phase: 'live',
    zones: [],
    anonymous_questions: true,
    underneath: false,
    test_picture: true,
  },
  stage: { presenters: [], shared_sound: false },
  floor: { language: 'de', pinned: false, consecutive: false },
  channels: [{ language: 'zh', state: 'fallback', down: false, interlock: 'refused', listeners: 0 }],
  booths: [],
  questions: [question('a', { voted: true }), question('b')],
  hands: [],
  people: [],
  presence: { present: 1, listening: {} },
  listening: { language: 'zh', source: 'floor', underneath: false },
  lamps: [],
  booth_chat: [],
  briefing: [],
  media: { receive: [], codecs: ['h264'] },
};

function after(...messages: ServerMessage[]): Room {
  let room = apply(undefined, { type: 'welcome', ...welcome });
  for (const message of messages) room = apply(room, message);
  if (!room) throw new Error('no room');
  return room;
}

describe('room', () => {
  it('knows nothing before the welcome, and a fresh one replaces all', () => {
    expect(apply(undefined, { type: 'beat' })).toBeUndefined();
    const fresh = after(
      { type: 'question_changed', seq: 6, question: question('c') },
      { type: 'heard', loudest: ['x'] },
      { type: 'welcome', ...welcome, seq: 9 },
    );
    expect(fresh.seq).toBe(9);
    expect(fresh.questions.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(fresh.loudest).toEqual([]);
  });

  it('keeps the number of the last numbered change, and only of those', () => {
    expect(after({ type: 'hands_changed', seq: 8, hands: [] }, { type: 'beat' }).seq).toBe(8);
  });

  it('is not changed in place', () => {
    const before = after();
    const frozen = JSON.stringify(before);
    apply(before, { type: 'votes_changed', votes: [{ question: 'a', votes: 4 }] });
    expect(JSON.stringify(before)).toBe(frozen);
  });

  it('replaces a channel and a booth, and adds new ones', () => {
    const room = after(
      { type: 'channel_changed', seq: 6, channel: sampleChannel() },
      { type: 'channel_changed', seq: 7, channel: sampleChannel({ language: 'en', state: 'fallback' }) },
    );
    expect(room.channels.map(({ language, state }) => [language, state])).toEqual([
      ['zh', 'live'],
      ['en', 'fallback'],
    ]);
  });

  it('takes off the list whoever has left', () => {
    const here = after({ type: 'people_changed', seq: 6, person: samplePerson() });
    expect(here.people).toHaveLength(1);
    expect(
      apply(here, { type: 'people_changed', seq: 7, person: samplePerson({ gone: true }) })?.people,
    ).toHaveLength(0);
  });

  it('is unmoved by a message from a newer server', () => {
    const before = after();
    expect(apply(before, { type: 'from_the_future' } as unknown as ServerMessage)).toBe(before);
  });
});

describe('questions', () => {
  it('keep the reader’s own vote where a change does not speak of it', () => {
    const room = after({ type: 'question_changed', seq: 6, question: question('a', { votes: 3 }) });
    expect(room.questions[0]).toMatchObject({ votes: 3, voted: true });
    expect(voted(room.questions, 'a', false)[0]?.voted).toBe(false);
  });

  it('stand in the server’s order, what it does not name behind', () => {
    const list = [question('a'), question('b'), question('c', { state: 'answered' })];
    expect(queueChanged(list, ['b', 'a']).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
  });

  it('are found by their state', () => {
    const list = [question('a', { state: 'asked' }), question('b', { state: 'on_air' }), question('c')];
    expect(pending(list).map(({ id }) => id)).toEqual(['a']);
    expect(onAir(list)?.id).toBe('b');
    expect(approved(list).map(({ id }) => id)).toEqual(['c']);
  });
});

describe('booth and stage', () => {
  it('tells one’s own seat from the partners’', () => {
    const seat = (participant: string) => sampleSeat({ participant, name: participant });
    const booth = sampleBooth({ seats: [seat('a'), seat('b')] });
    expect(seatOf(booth, 'b')?.name).toBe('b');
    expect(partners(booth, 'b').map(({ participant }) => participant)).toEqual(['a']);
    expect(partners(undefined, 'b')).toEqual([]);
  });

  it('names the codec that this browser cannot show, and nothing while it is not known', () => {
    const presenter = { participant: 'p', name: 'P', role: 'speaker' as const };
    const stage = {
      presenters: [
        { ...presenter, microphone: true, camera: true, screen: false, muted: false, connected: true },
      ],
      picture: { participant: 'p', screen: false, codec: 'h264' },
      shared_sound: false,
    };
    expect(undecodable(stage, new Set(['vp8']))).toBe('h264');
    expect(undecodable(stage, new Set(['h264']))).toBeUndefined();
    expect(undecodable({ presenters: [], shared_sound: false }, new Set())).toBeUndefined();
    expect(shown(stage, 'stage')?.name).toBe('P');
    expect(shown(stage, 'inset')).toBeUndefined();
  });
});

describe('people', () => {
  it('adds a page of the list behind those who are known, and takes the newest of each', () => {
    const known = [samplePerson({ participant: 'a' }), samplePerson({ participant: 'b' })];
    const page = [samplePerson({ participant: 'b', name: 'Renamed' }), samplePerson({ participant: 'c' })];
    const listed = peopleListed(known, page);
    expect(listed.map((person) => person.participant)).toEqual(['a', 'b', 'c']);
    expect(listed[1]?.name).toBe('Renamed');
  });
});
