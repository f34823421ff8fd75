// Generated from src/protocol by `cargo types`. Do not edit.

import type { Code } from './codes';

/**
 * Who is backstage.
 */
export type BackstageView = { 
/**
 * The people, in the order they came; the first four are on the lines `backstage_1` to `backstage_4`, and one's
 * own line is silent.
 */
presenters: Array<PresenterView>, };

/**
 * A booth of a show, such as `de-zh`.
 */
export type BoothId = string;

/**
 * One booth.
 */
export type BoothView = { 
/**
 * Its id.
 */
booth: BoothId, 
/**
 * Its working languages.
 */
languages: Array<string>, 
/**
 * The language it speaks into now.
 */
output: string, 
/**
 * A new output language waiting for the cut.
 */
armed?: string, 
/**
 * The override is latched.
 */
override: boolean, 
/**
 * The seats in order; the others' seats are on the lines `partner_1` and `partner_2` in that order.
 */
seats: Array<SeatView>, 
/**
 * How many listen to this booth now.
 */
listeners: number, };

/**
 * How a channel stands.
 */
export type ChannelState = "live" | "held" | "floor" | "fallback";

/**
 * One channel.
 */
export type ChannelView = { 
/**
 * Its language.
 */
language: string, 
/**
 * How it stands.
 */
state: ChannelState, 
/**
 * The booth that feeds it.
 */
booth?: BoothId, 
/**
 * The interpreter's name.
 */
interpreter?: string, 
/**
 * How many are tuned.
 */
listeners: number, };

/**
 * Every message a browser may send. `key` marks a durable command: reused on retry, applied once.
 */
export type ClientMessage = { "type": "hello", 
/**
 * The ticket from the link's fragment.
 */
ticket: string, 
/**
 * This browser's seat key: the same key replaces its own older connection silently.
 */
seat: string, 
/**
 * Take the place over from another device.
 */
move?: boolean, 
/**
 * Where the last connection stopped.
 */
resume?: Resume, } | { "type": "leave" } | { "type": "set_name", 
/**
 * 1 to 80 characters.
 */
name: string, } | { "type": "offer", 
/**
 * Which of the two connections.
 */
leg: Leg, 
/**
 * The page's SDP.
 */
sdp: string, } | { "type": "listen", 
/**
 * A language tag, or `original`.
 */
language: string, 
/**
 * Keep the floor under the interpretation.
 */
underneath: boolean, } | { "type": "sources", 
/**
 * Voice is on.
 */
microphone: boolean, 
/**
 * Camera is on.
 */
camera: boolean, 
/**
 * A screen is shared.
 */
screen: boolean, } | { "type": "ask", 
/**
 * Retry key.
 */
key: Key, 
/**
 * 1 to 500 characters.
 */
text: string, 
/**
 * The language it is written in.
 */
language: string, 
/**
 * Hide the name from the audience, if the show allows it.
 */
anonymous: boolean, } | { "type": "vote", 
/**
 * Retry key.
 */
key: Key, 
/**
 * Which question.
 */
question: QuestionId, 
/**
 * `true` to vote, `false` to take it back.
 */
up: boolean, } | { "type": "approve", 
/**
 * Retry key.
 */
key: Key, 
/**
 * Which question.
 */
question: QuestionId, } | { "type": "dismiss", 
/**
 * Retry key.
 */
key: Key, 
/**
 * Which question.
 */
question: QuestionId, 
/**
 * Up to 200 characters, shown to the asker.
 */
reason: string, } | { "type": "put_on_air", 
/**
 * Retry key.
 */
key: Key, 
/**
 * Which question.
 */
question: QuestionId, } | { "type": "answer_question", 
/**
 * Retry key.
 */
key: Key, 
/**
 * Which question.
 */
question: QuestionId, 
/**
 * The written answer, up to 2,000 characters.
 */
text?: string, } | { "type": "move_question", 
/**
 * Retry key.
 */
key: Key, 
/**
 * Which question.
 */
question: QuestionId, 
/**
 * The question it shall stand before; absent: behind all that the host has placed.
 */
before?: QuestionId, } | { "type": "set_phase", 
/**
 * Retry key.
 */
key: Key, 
/**
 * The phase wanted.
 */
phase: Phase, } | { "type": "bring_up", 
/**
 * Retry key.
 */
key: Key, 
/**
 * Whom.
 */
participant: ParticipantId, } | { "type": "take_down", 
/**
 * Retry key.
 */
key: Key, 
/**
 * Whom.
 */
participant: ParticipantId, } | { "type": "spotlight", 
/**
 * Whom; absent: nobody.
 */
participant?: ParticipantId, } | { "type": "mute", 
/**
 * Whom.
 */
participant: ParticipantId, 
/**
 * `true` to silence.
 */
muted: boolean, } | { "type": "raise_hand", 
/**
 * `true` to raise.
 */
up: boolean, } | { "type": "set_floor_language", 
/**
 * A language tag, or `none` while nobody speaks (music, a film).
 */
language: string, 
/**
 * `true`: stays until unpinned.
 */
pin: boolean, } | { "type": "set_microphone_language", 
/**
 * Whose microphone; one's own is always allowed.
 */
participant: ParticipantId, 
/**
 * The language spoken.
 */
language: string, } | { "type": "microphone", 
/**
 * What it shall be.
 */
state: Microphone, } | { "type": "direction", 
/**
 * The language to speak from now on; names the armed one to cut at once.
 */
language: string, 
/**
 * Latch: speak into this language whatever the floor's is.
 */
override: boolean, };

/**
 * A life of a room in this process; another epoch means that numbered changes cannot be replayed.
 */
export type Epoch = string;

/**
 * The floor.
 */
export type FloorView = { 
/**
 * The language spoken, or `none`.
 */
language: string, 
/**
 * Fixed by booth or host.
 */
pinned: boolean, };

/**
 * A raised hand.
 */
export type HandView = { 
/**
 * Who.
 */
participant: ParticipantId, 
/**
 * Name.
 */
name: string, 
/**
 * Language spoken, if known.
 */
language?: string, 
/**
 * Since when.
 */
since: string, };

/**
 * A client-made UUID of one durable command, reused on retry.
 */
export type Key = string;

/**
 * One of a peer's two WebRTC connections; both are offered by the page.
 */
export type Leg = "receive" | "send";

/**
 * One m-line of the receive leg, in the order the page offers them.
 */
export type LineView = { 
/**
 * `stage`, `inset`, `sign`, `floor_1` … `floor_3`, `shared`, `channel`, `backstage_1` …, `partner_1` …
 */
name: string, 
/**
 * Picture or sound.
 */
kind: MediaKind, };

/**
 * Which sound carries the words.
 */
export type ListeningSource = "floor" | "channel";

/**
 * What this listener hears now.
 */
export type ListeningView = { 
/**
 * What was chosen: a language tag, or `original`.
 */
language: string, 
/**
 * Which sound carries the words.
 */
source: ListeningSource, 
/**
 * The channel that sounds, if one does; beside `floor` it is the tail of a sentence.
 */
channel?: string, 
/**
 * The language a pivot goes by.
 */
via?: string, 
/**
 * The floor is kept under the interpretation.
 */
underneath: boolean, };

/**
 * Picture or sound.
 */
export type MediaKind = "video" | "audio";

/**
 * What the page needs to offer its legs.
 */
export type MediaView = { 
/**
 * The receive leg's lines, in m-line order.
 */
receive: Array<LineView>, 
/**
 * Video codecs the server takes, best first: `h264`, `vp9`, `av1`, `vp8`.
 */
codecs: Array<string>, };

/**
 * An interpreter's microphone.
 */
export type Microphone = "on" | "off" | "cough" | "armed";

/**
 * A person in a room; the same after a reconnect and after a restart.
 */
export type ParticipantId = string;

/**
 * A person, for the staff.
 */
export type PersonView = { 
/**
 * Who.
 */
participant: ParticipantId, 
/**
 * Name.
 */
name: string, 
/**
 * Role.
 */
role: Role, 
/**
 * Where.
 */
place: Place, 
/**
 * Language spoken, if known.
 */
language?: string, 
/**
 * False while the connection is lost and the place is kept.
 */
connected: boolean, 
/**
 * Left: to be taken off the list.
 */
gone: boolean, };

/**
 * Where a show stands.
 */
export type Phase = "planned" | "doors_open" | "live" | "paused" | "ended";

/**
 * A picture that a line carries.
 */
export type PictureView = { 
/**
 * Whose.
 */
participant: ParticipantId, 
/**
 * A shared screen; otherwise the camera.
 */
screen: boolean, 
/**
 * The codec it is sent in (`h264`, `vp8`, …), once known.
 */
codec?: string, };

/**
 * Where a participant is.
 */
export type Place = "hall" | "backstage" | "stage" | "booth";

/**
 * How many are here.
 */
export type PresenceView = { 
/**
 * Everybody connected.
 */
present: number, 
/**
 * Listeners by what they chose: a language tag, or `original`.
 */
listening: { [key in string]: number }, };

/**
 * A person on the stage or backstage.
 */
export type PresenterView = { 
/**
 * Who.
 */
participant: ParticipantId, 
/**
 * Name.
 */
name: string, 
/**
 * Role.
 */
role: Role, 
/**
 * Language spoken, if known.
 */
language?: string, 
/**
 * Voice is on.
 */
microphone: boolean, 
/**
 * Camera is on.
 */
camera: boolean, 
/**
 * A screen is shared.
 */
screen: boolean, 
/**
 * Silenced by a host.
 */
muted: boolean, 
/**
 * False while the connection is lost and the place is kept.
 */
connected: boolean, };

/**
 * A question in a room's queue.
 */
export type QuestionId = string;

/**
 * Where a question stands.
 */
export type QuestionState = "asked" | "approved" | "on_air" | "answered" | "dismissed";

/**
 * One question, as this reader may see it.
 */
export type QuestionView = { 
/**
 * Its id.
 */
id: QuestionId, 
/**
 * What is asked.
 */
text: string, 
/**
 * The language it is written in.
 */
language: string, 
/**
 * Where it stands.
 */
state: QuestionState, 
/**
 * How many voted for it.
 */
votes: number, 
/**
 * The reader voted for it; absent in changes told to many, where the reader's own vote stays as it was.
 */
voted?: boolean, 
/**
 * The reader asked it.
 */
own: boolean, 
/**
 * The asker's name; absent if anonymous to this reader.
 */
asker?: string, 
/**
 * When it was asked.
 */
asked_at: string, 
/**
 * The written answer.
 */
answer?: string, 
/**
 * Why it was dismissed; for the asker and the staff.
 */
reason?: string, };

/**
 * One text frame from a browser: a number for the reply, and the message.
 */
export type Request = { 
/**
 * Chosen by the page, returned as `re`; counts from 1 per connection.
 */
id: number, } & ({ "type": "hello", 
/**
 * The ticket from the link's fragment.
 */
ticket: string, 
/**
 * This browser's seat key: the same key replaces its own older connection silently.
 */
seat: string, 
/**
 * Take the place over from another device.
 */
move?: boolean, 
/**
 * Where the last connection stopped.
 */
resume?: Resume, } | { "type": "leave" } | { "type": "set_name", 
/**
 * 1 to 80 characters.
 */
name: string, } | { "type": "offer", 
/**
 * Which of the two connections.
 */
leg: Leg, 
/**
 * The page's SDP.
 */
sdp: string, } | { "type": "listen", 
/**
 * A language tag, or `original`.
 */
language: string, 
/**
 * Keep the floor under the interpretation.
 */
underneath: boolean, } | { "type": "sources", 
/**
 * Voice is on.
 */
microphone: boolean, 
/**
 * Camera is on.
 */
camera: boolean, 
/**
 * A screen is shared.
 */
screen: boolean, } | { "type": "ask", 
/**
 * Retry key.
 */
key: Key, 
/**
 * 1 to 500 characters.
 */
text: string, 
/**
 * The language it is written in.
 */
language: string, 
/**
 * Hide the name from the audience, if the show allows it.
 */
anonymous: boolean, } | { "type": "vote", 
/**
 * Retry key.
 */
key: Key, 
/**
 * Which question.
 */
question: QuestionId, 
/**
 * `true` to vote, `false` to take it back.
 */
up: boolean, } | { "type": "approve", 
/**
 * Retry key.
 */
key: Key, 
/**
 * Which question.
 */
question: QuestionId, } | { "type": "dismiss", 
/**
 * Retry key.
 */
key: Key, 
/**
 * Which question.
 */
question: QuestionId, 
/**
 * Up to 200 characters, shown to the asker.
 */
reason: string, } | { "type": "put_on_air", 
/**
 * Retry key.
 */
key: Key, 
/**
 * Which question.
 */
question: QuestionId, } | { "type": "answer_question", 
/**
 * Retry key.
 */
key: Key, 
/**
 * Which question.
 */
question: QuestionId, 
/**
 * The written answer, up to 2,000 characters.
 */
text?: string, } | { "type": "move_question", 
/**
 * Retry key.
 */
key: Key, 
/**
 * Which question.
 */
question: QuestionId, 
/**
 * The question it shall stand before; absent: behind all that the host has placed.
 */
before?: QuestionId, } | { "type": "set_phase", 
/**
 * Retry key.
 */
key: Key, 
/**
 * The phase wanted.
 */
phase: Phase, } | { "type": "bring_up", 
/**
 * Retry key.
 */
key: Key, 
/**
 * Whom.
 */
participant: ParticipantId, } | { "type": "take_down", 
/**
 * Retry key.
 */
key: Key, 
/**
 * Whom.
 */
participant: ParticipantId, } | { "type": "spotlight", 
/**
 * Whom; absent: nobody.
 */
participant?: ParticipantId, } | { "type": "mute", 
/**
 * Whom.
 */
participant: ParticipantId, 
/**
 * `true` to silence.
 */
muted: boolean, } | { "type": "raise_hand", 
/**
 * `true` to raise.
 */
up: boolean, } | { "type": "set_floor_language", 
/**
 * A language tag, or `none` while nobody speaks (music, a film).
 */
language: string, 
/**
 * `true`: stays until unpinned.
 */
pin: boolean, } | { "type": "set_microphone_language", 
/**
 * Whose microphone; one's own is always allowed.
 */
participant: ParticipantId, 
/**
 * The language spoken.
 */
language: string, } | { "type": "microphone", 
/**
 * What it shall be.
 */
state: Microphone, } | { "type": "direction", 
/**
 * The language to speak from now on; names the armed one to cut at once.
 */
language: string, 
/**
 * Latch: speak into this language whatever the floor's is.
 */
override: boolean, });

/**
 * Where a lost connection stopped.
 */
export type Resume = { 
/**
 * The room's life, from `welcome`.
 */
epoch: Epoch, 
/**
 * The last numbered change seen.
 */
seq: number, };

/**
 * A role, as on the ticket.
 */
export type Role = "host" | "moderator" | "speaker" | "interpreter" | "attendee";

/**
 * The room.
 */
export type RoomView = { 
/**
 * The show's id.
 */
show: ShowId, 
/**
 * Title by language.
 */
title: { [key in string]: string }, 
/**
 * Languages of the show.
 */
languages: Array<string>, 
/**
 * Phase.
 */
phase: Phase, 
/**
 * Planned start.
 */
starts_at?: string, 
/**
 * IANA time zones whose clocks the pages show.
 */
zones: Array<string>, 
/**
 * May questions be asked without a name?
 */
anonymous_questions: boolean, 
/**
 * The host's default for the original underneath.
 */
underneath: boolean, 
/**
 * Offers the test picture and tone at the device check.
 */
test_picture: boolean, };

/**
 * One interpreter's seat.
 */
export type SeatView = { 
/**
 * Who.
 */
participant: ParticipantId, 
/**
 * Name.
 */
name: string, 
/**
 * Microphone.
 */
microphone: Microphone, 
/**
 * The language she speaks into now.
 */
output: string, 
/**
 * On air: listeners hear this seat.
 */
on_air: boolean, 
/**
 * False while the connection is lost and the seat is kept.
 */
connected: boolean, };

/**
 * Every message a browser may receive. Numbered changes carry `seq`; summed and personal state does not.
 */
export type ServerMessage = { "type": "welcome" } & Welcome | { "type": "ok", 
/**
 * The request's `id`.
 */
re: number, } | { "type": "answer", 
/**
 * The request's `id`.
 */
re: number, 
/**
 * Which connection.
 */
leg: Leg, 
/**
 * The server's SDP.
 */
sdp: string, } | { "type": "refused", 
/**
 * The request's `id`; 0 where it could not be read.
 */
re: number, 
/**
 * A stable code.
 */
code: Code, 
/**
 * What is wrong and what to do, in English.
 */
message: string, 
/**
 * When to try again.
 */
retry_after_ms?: number, } | { "type": "phase_changed", 
/**
 * The room's number of this change.
 */
seq: number, 
/**
 * The new view.
 */
room: RoomView, } | { "type": "stage_changed", 
/**
 * The room's number of this change.
 */
seq: number, 
/**
 * The new view.
 */
stage: StageView, } | { "type": "backstage_changed", 
/**
 * The room's number of this change.
 */
seq: number, 
/**
 * The new view.
 */
backstage: BackstageView, } | { "type": "floor_changed", 
/**
 * The room's number of this change.
 */
seq: number, 
/**
 * The new view.
 */
floor: FloorView, } | { "type": "channel_changed", 
/**
 * The room's number of this change.
 */
seq: number, 
/**
 * The new view.
 */
channel: ChannelView, } | { "type": "booth_changed", 
/**
 * The room's number of this change.
 */
seq: number, 
/**
 * The new view.
 */
booth: BoothView, } | { "type": "people_changed", 
/**
 * The room's number of this change.
 */
seq: number, 
/**
 * The new view.
 */
person: PersonView, } | { "type": "hands_changed", 
/**
 * The room's number of this change.
 */
seq: number, 
/**
 * The new list.
 */
hands: Array<HandView>, } | { "type": "question_changed", 
/**
 * The room's number of this change.
 */
seq: number, 
/**
 * The new view.
 */
question: QuestionView, } | { "type": "queue_changed", 
/**
 * The room's number of this change.
 */
seq: number, 
/**
 * Ids in queue order.
 */
order: Array<QuestionId>, } | { "type": "you_changed", 
/**
 * The room's number of this change.
 */
seq: number, 
/**
 * The new view.
 */
you: YouView, } | { "type": "listening" } & ListeningView | { "type": "presence" } & PresenceView | { "type": "votes_changed", 
/**
 * The counts that changed.
 */
votes: Array<VoteView>, } | { "type": "heard", 
/**
 * At most three.
 */
loudest: Array<ParticipantId>, } | { "type": "beat" } | { "type": "goodbye", 
/**
 * A stable code.
 */
code: Code, 
/**
 * What happened and what to do, in English.
 */
message: string, 
/**
 * When to come back; absent: do not by yourself.
 */
retry_after_ms?: number, };

/**
 * A show, and the room it becomes while alive: a slug such as `demo`.
 */
export type ShowId = string;

/**
 * Who and what is on the stage.
 */
export type StageView = { 
/**
 * The people, in the order they came up.
 */
presenters: Array<PresenterView>, 
/**
 * Whom the host put in front.
 */
spotlight?: ParticipantId, 
/**
 * What the line `stage` carries.
 */
picture?: PictureView, 
/**
 * What the line `inset` carries.
 */
inset?: PictureView, 
/**
 * Is the sound of a shared screen on the line `shared`?
 */
shared_sound: boolean, };

/**
 * One question's votes.
 */
export type VoteView = { 
/**
 * Which question.
 */
question: QuestionId, 
/**
 * How many voted for it.
 */
votes: number, };

/**
 * The full views that `welcome` carries.
 */
export type Welcome = { 
/**
 * The request's `id`, where it answers a `hello`; absent in a fresh welcome.
 */
re?: number, 
/**
 * This life of the room.
 */
epoch: Epoch, 
/**
 * Changes up to this number are included.
 */
seq: number, 
/**
 * The reader.
 */
you: YouView, 
/**
 * The room.
 */
room: RoomView, 
/**
 * The stage.
 */
stage: StageView, 
/**
 * Backstage, for those who may see it.
 */
backstage?: BackstageView, 
/**
 * The floor.
 */
floor: FloorView, 
/**
 * All channels.
 */
channels: Array<ChannelView>, 
/**
 * The booths this reader may see.
 */
booths: Array<BoothView>, 
/**
 * The questions this reader may see, in queue order.
 */
questions: Array<QuestionView>, 
/**
 * The raised hands, for the staff.
 */
hands: Array<HandView>, 
/**
 * The people this reader may see.
 */
people: Array<PersonView>, 
/**
 * How many are here.
 */
presence: PresenceView, 
/**
 * What the reader hears.
 */
listening: ListeningView, 
/**
 * What the page needs to offer its legs.
 */
media: MediaView, };

/**
 * The reader.
 */
export type YouView = { 
/**
 * Own id.
 */
participant: ParticipantId, 
/**
 * Own role.
 */
role: Role, 
/**
 * Own name.
 */
name: string, 
/**
 * May the name be changed (a ticket for several seats)?
 */
may_rename: boolean, 
/**
 * The language one speaks, if known.
 */
language?: string, 
/**
 * Own booth.
 */
booth?: BoothId, 
/**
 * Where one is.
 */
place: Place, 
/**
 * May open the send leg now.
 */
may_publish: boolean, 
/**
 * Own hand is raised.
 */
hand: boolean, 
/**
 * Silenced by a host.
 */
muted: boolean, };
