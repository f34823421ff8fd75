// Generated from src/protocol by `cargo types`. Do not edit.

import type { Code } from './codes';

/**
 * What is wrong in a booth.
 */
export type AlarmView = { "alarm": "silent", 
/**
 * Whose.
 */
participant: ParticipantId, } | { "alarm": "pivot_silent", 
/**
 * The pivot's channel.
 */
language: string, } | { "alarm": "unattended", 
/**
 * The channel.
 */
language: string, } | { "alarm": "occupied", 
/**
 * The channel.
 */
language: string, 
/**
 * Who has it.
 */
by: BoothId, };

/**
 * What `announce` carries.
 */
export type Announce = { 
/**
 * Retry key.
 */
key: Key, 
/**
 * By language tag, up to 200 characters each; none: taken away.
 */
texts: { [key in string]: string }, };

/**
 * What `answer_question` carries.
 */
export type AnswerQuestion = { 
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
text?: string, 
/**
 * The language of the text; absent: that of the question.
 */
language?: string, };

/**
 * What `approve` carries.
 */
export type Approve = { 
/**
 * Retry key.
 */
key: Key, 
/**
 * Which question.
 */
question: QuestionId, };

/**
 * What `ask` carries.
 */
export type Ask = { 
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
anonymous: boolean, };

/**
 * What `ask_machine` carries.
 */
export type AskMachine = { 
/**
 * Which question.
 */
question: QuestionId, 
/**
 * Which of its texts; absent: the question.
 */
part?: QuestionPart, 
/**
 * Into which language of the show.
 */
language: string, };

/**
 * What `assign_seat` carries.
 */
export type AssignSeat = { 
/**
 * Retry key.
 */
key: Key, 
/**
 * Whom.
 */
participant: ParticipantId, 
/**
 * Where.
 */
booth: BoothId, };

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
 * The host's announcement.
 */
export type BannerView = { 
/**
 * By language; a reader whose own is missing gets another.
 */
texts: { [key in string]: string }, 
/**
 * Since when it stands.
 */
at: string, };

/**
 * What `booth_chat` carries.
 */
export type BoothChat = { 
/**
 * 1 to 500 characters.
 */
text: string, };

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
 * When the armed direction cuts at the latest.
 */
cuts_by?: string, 
/**
 * The override is latched.
 */
override: boolean, 
/**
 * How it shares its work.
 */
works: Works, 
/**
 * Signs instead of speaking: a picture on the line `sign`, no channel.
 */
sign: boolean, 
/**
 * The seats in order; the others' seats are on the lines `partner_1` and `partner_2` in that order.
 */
seats: Array<SeatView>, 
/**
 * A hand-over under way.
 */
hand_over?: HandOverView, 
/**
 * Who depends on this booth: "you are relay for …".
 */
relay_for: Array<DependentView>, 
/**
 * What is wrong.
 */
alarms: Array<AlarmView>, 
/**
 * Call lights between this booth and the desk.
 */
calls: Array<CallView>, 
/**
 * The number pad's digits, for 30 seconds.
 */
number?: NumberView, 
/**
 * How many listen to this booth now.
 */
listeners: number, };

/**
 * What `briefing` carries.
 */
export type Briefing = { 
/**
 * `true` to enter.
 */
join: boolean, };

/**
 * What `bring_up` carries.
 */
export type BringUp = { 
/**
 * Retry key.
 */
key: Key, 
/**
 * Whom.
 */
participant: ParticipantId, };

/**
 * What `call` carries.
 */
export type Call = { 
/**
 * Which booth, where the staff calls or answers; absent: one's own.
 */
booth?: BoothId, 
/**
 * Light, or put out.
 */
on: boolean, 
/**
 * What about, up to 200 characters.
 */
text: string, };

/**
 * What `cue` carries.
 */
export type CallToStage = { 
/**
 * Whom.
 */
participant: ParticipantId, 
/**
 * `true` to call.
 */
on: boolean, };

/**
 * A call light between a booth and the desk.
 */
export type CallView = { 
/**
 * Who calls.
 */
participant: ParticipantId, 
/**
 * Name.
 */
name: string, 
/**
 * The staff calls the booth; otherwise the booth calls the desk.
 */
from_desk: boolean, 
/**
 * What about; may be empty.
 */
text: string, 
/**
 * Since when.
 */
since: string, 
/**
 * Who calls talks at this moment.
 */
talking: boolean, };

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
 * The language a pivot goes by: the interpreter listens to this channel, not to the floor.
 */
via?: string, 
/**
 * How much later than the floor it says the same, in milliseconds, all interpreters of the chain together; absent
 * until measured.
 */
decalage_ms?: number, 
/**
 * Interpretation is down: the floor speaks another language and nobody interprets, although a booth is planned.
 */
down: boolean, 
/**
 * Who may take it while it is occupied.
 */
interlock: Interlock, 
/**
 * How many are tuned.
 */
listeners: number, };

/**
 * Where a part of the show began.
 */
export type ChapterView = { 
/**
 * When.
 */
at: string, 
/**
 * The title of the item then.
 */
title: string, };

/**
 * One line of a booth's private chat.
 */
export type ChatLineView = { 
/**
 * Counts from 1 in this booth.
 */
number: number, 
/**
 * Who wrote it.
 */
participant: ParticipantId, 
/**
 * Name.
 */
name: string, 
/**
 * What.
 */
text: string, 
/**
 * When.
 */
at: string, };

/**
 * What `check_in` carries.
 */
export type CheckIn = { 
/**
 * Retry key.
 */
key: Key, 
/**
 * How media gets through.
 */
network: Network, 
/**
 * There is a camera that works.
 */
camera: boolean, };

/**
 * What somebody's last device check found.
 */
export type CheckedView = { 
/**
 * The microphone, 0 to 100, if it was tried.
 */
score?: number, 
/**
 * How media gets through.
 */
network: Network, 
/**
 * There is a camera that works.
 */
camera: boolean, 
/**
 * When it was done.
 */
at: string, };

/**
 * Every message a browser may send. `key` marks a durable command: reused on retry, applied once.
 */
export type ClientMessage = { "type": "hello" } & Hello | { "type": "leave" } | { "type": "set_name" } & SetName | { "type": "list_people" } & ListPeople | { "type": "offer" } & Offer | { "type": "listen" } & Listen | { "type": "sources" } & Sources | { "type": "ask" } & Ask | { "type": "vote" } & Vote | { "type": "approve" } & Approve | { "type": "dismiss" } & Dismiss | { "type": "put_on_air" } & PutOnAir | { "type": "answer_question" } & AnswerQuestion | { "type": "move_question" } & MoveQuestion | { "type": "set_phase" } & SetPhase | { "type": "bring_up" } & BringUp | { "type": "take_down" } & TakeDown | { "type": "spotlight" } & Spotlight | { "type": "mute" } & Mute | { "type": "raise_hand" } & RaiseHand | { "type": "set_floor_language" } & SetFloorLanguage | { "type": "set_microphone_language" } & SetMicrophoneLanguage | { "type": "microphone" } & SetMicrophone | { "type": "direction" } & Direction | { "type": "hand_over" } & HandOver | { "type": "set_booth" } & SetBooth | { "type": "cover" } & Cover | { "type": "incoming" } & Incoming | { "type": "set_interlock" } & SetInterlock | { "type": "assign_seat" } & AssignSeat | { "type": "talk" } & Talk | { "type": "call" } & Call | { "type": "briefing" } & Briefing | { "type": "signal" } & GiveSignal | { "type": "number" } & ShowNumber | { "type": "booth_chat" } & BoothChat | { "type": "set_notes" } & SetNotes | { "type": "set_glossary" } & SetGlossary | { "type": "set_run_sheet" } & SetRunSheet | { "type": "run_sheet_at" } & RunSheetAt | { "type": "cue" } & CallToStage | { "type": "check_in" } & CheckIn | { "type": "take_over" } & TakeOver | { "type": "practice" } & Practise | { "type": "announce" } & Announce | { "type": "consent" } & GiveConsent | { "type": "sound_check" } & ReportSoundCheck | { "type": "network" } & ReportNetwork | { "type": "limit" } & Limit | { "type": "translate_question" } & TranslateQuestion | { "type": "ask_machine" } & AskMachine | { "type": "mark_question" } & MarkQuestion | { "type": "merge_questions" } & MergeQuestions | { "type": "next_question" } & NextQuestion;

/**
 * Whom a question shall concern.
 */
export type Concern = { "type": "everybody" } | { "type": "speaker", 
/**
 * Who.
 */
participant: ParticipantId, } | { "type": "pitch", 
/**
 * Its title.
 */
title: string, };

/**
 * Whom a question concerns.
 */
export type ConcernView = { "type": "speaker", 
/**
 * Who.
 */
participant: ParticipantId, 
/**
 * Name.
 */
name: string, } | { "type": "pitch", 
/**
 * Its title.
 */
title: string, };

/**
 * What a person agrees to, each for itself.
 */
export type ConsentView = { 
/**
 * Her voice may be recorded.
 */
recording: boolean, 
/**
 * The recording may be published.
 */
publishing: boolean, 
/**
 * A machine may process her voice live, for captions.
 */
live_processing: boolean, 
/**
 * Any other use by a machine.
 */
machine_use: boolean, 
/**
 * When she last said so; absent: not asked yet.
 */
at?: string, };

/**
 * What `cover` carries.
 */
export type Cover = { 
/**
 * `true` for both.
 */
on: boolean, };

/**
 * What calls somebody to the stage.
 */
export type Cue = "next" | "called";

/**
 * Others who listen to a booth instead of the floor.
 */
export type DependentView = { 
/**
 * The channel they feed with it.
 */
language: string, 
/**
 * How many booths.
 */
booths: number, 
/**
 * How many listen to them.
 */
listeners: number, };

/**
 * What `direction` carries.
 */
export type Direction = { 
/**
 * The language to speak from now on; names the armed one to cut at once.
 */
language: string, 
/**
 * Latch: speak into this language whatever the floor's is.
 */
override: boolean, };

/**
 * What `dismiss` carries.
 */
export type Dismiss = { 
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
reason: string, };

/**
 * A life of a room in this process; another epoch means that numbered changes cannot be replayed.
 */
export type Epoch = string;

/**
 * Whether a person's sound is fit, and why not.
 */
export type FitnessView = { 
/**
 * Fit to be heard; `false` while not checked.
 */
fit: boolean, 
/**
 * What the check found; absent until it was made.
 */
check?: SoundCheck, 
/**
 * Her output has come back by her microphone since the check.
 */
leaking: boolean, };

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
pinned: boolean, 
/**
 * An interpreter is on stage: everybody hears the floor.
 */
consecutive: boolean, };

/**
 * What `consent` carries.
 */
export type GiveConsent = { 
/**
 * Retry key.
 */
key: Key, 
/**
 * One's voice may be recorded.
 */
recording: boolean, 
/**
 * The recording may be published.
 */
publishing: boolean, 
/**
 * A machine may process one's voice live.
 */
live_processing: boolean, 
/**
 * Any other use by a machine.
 */
machine_use: boolean, };

/**
 * What `signal` carries.
 */
export type GiveSignal = { 
/**
 * Which.
 */
signal: Signal, };

/**
 * A microphone's grade.
 */
export type Grade = "good" | "fair" | "poor";

/**
 * What `hand_over` carries.
 */
export type HandOver = { 
/**
 * Which step.
 */
act: HandOverAct, };

/**
 * One step of a hand-over.
 */
export type HandOverAct = "request" | "offer" | "accept" | "decline" | "cut";

/**
 * Where a hand-over stands.
 */
export type HandOverState = "requested" | "offered" | "armed" | "cutting";

/**
 * A hand-over under way.
 */
export type HandOverView = { 
/**
 * Where it stands.
 */
state: HandOverState, 
/**
 * Who gives the microphone.
 */
from: ParticipantId, 
/**
 * Who takes it.
 */
to: ParticipantId, 
/**
 * When it times out, or cuts at the latest; absent while armed.
 */
until?: string, };

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
 * How the receive connections of the room fare.
 */
export type HealthView = { 
/**
 * How many stand.
 */
receivers: number, 
/**
 * Round trips in milliseconds, where known.
 */
round_trip_ms?: SpreadView, 
/**
 * What they lost lately, in thousandths, where known.
 */
loss_permille?: SpreadView, 
/**
 * Lines by the layer of the picture they receive.
 */
layers: LayersView, 
/**
 * How much of the busiest media thread's time is free, in percent.
 */
headroom_percent: number, };

/**
 * What `hello` carries.
 */
export type Hello = { 
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
resume?: Resume, };

/**
 * What `incoming` carries.
 */
export type Incoming = { 
/**
 * `auto` for what the rules say, `floor`, or a channel's language tag.
 */
source: string, };

/**
 * What an interpreter hears as her source.
 */
export type IncomingView = { 
/**
 * The channel of the pivot; absent: the floor.
 */
channel?: string, 
/**
 * How many interpreters have already said it: 0 for the floor, 1 for a pivot, 2 for a pivot of a pivot.
 */
times: number, 
/**
 * Their décalage together, in milliseconds; absent until measured.
 */
decalage_ms?: number, 
/**
 * She chose it with her own key; otherwise the rules did.
 */
chosen: boolean, };

/**
 * Who may take an occupied channel.
 */
export type Interlock = "refused" | "own_booth" | "anyone";

/**
 * A client-made UUID of one durable command, reused on retry.
 */
export type Key = string;

/**
 * A lamp that a signal has lit; it goes out ten seconds after the last one.
 */
export type LampView = { 
/**
 * What is asked for.
 */
signal: Signal, 
/**
 * Which booths ask; empty for the stage, which is not told.
 */
booths: Array<BoothId>, };

/**
 * How many lines receive each layer of a picture that has several.
 */
export type LayersView = { 
/**
 * The lowest.
 */
low: number, 
/**
 * The middle one.
 */
middle: number, 
/**
 * The top.
 */
top: number, 
/**
 * None at the moment.
 */
none: number, };

/**
 * One of a peer's two WebRTC connections; both are offered by the page.
 */
export type Leg = "receive" | "send";

/**
 * What `limit` carries.
 */
export type Limit = { 
/**
 * The most that is wanted.
 */
pictures: Pictures, };

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
 * What `list_people` carries.
 */
export type ListPeople = { 
/**
 * The last one of the page before; absent: from the beginning.
 */
after?: ParticipantId, };

/**
 * What `listen` carries.
 */
export type Listen = { 
/**
 * A language tag, or `original`.
 */
language: string, 
/**
 * Keep the floor under the interpretation.
 */
underneath: boolean, };

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
 * What `mark_question` carries; what is absent stays as it is.
 */
export type MarkQuestion = { 
/**
 * Retry key.
 */
key: Key, 
/**
 * Which question.
 */
question: QuestionId, 
/**
 * All its labels: at most 5 of 30 characters.
 */
labels?: Array<string>, 
/**
 * Before all others in the queue.
 */
pinned?: boolean, 
/**
 * Whom it concerns.
 */
concerns?: Concern, };

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
 * What `merge_questions` carries.
 */
export type MergeQuestions = { 
/**
 * Retry key.
 */
key: Key, 
/**
 * Which question.
 */
question: QuestionId, 
/**
 * Into which.
 */
into: QuestionId, };

/**
 * An interpreter's microphone.
 */
export type Microphone = "on" | "off" | "cough" | "armed";

/**
 * What `move_question` carries.
 */
export type MoveQuestion = { 
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
before?: QuestionId, };

/**
 * What `mute` carries.
 */
export type Mute = { 
/**
 * Whom.
 */
participant: ParticipantId, 
/**
 * `true` to silence.
 */
muted: boolean, };

/**
 * How media gets through somebody's network.
 */
export type Network = "open" | "narrow" | "blocked" | "unknown";

/**
 * What `next_question` carries.
 */
export type NextQuestion = { 
/**
 * Retry key.
 */
key: Key, 
/**
 * Which; absent: none.
 */
question?: QuestionId, };

/**
 * Digits that stand large on the partner's console.
 */
export type NumberView = { 
/**
 * Who wrote them.
 */
participant: ParticipantId, 
/**
 * At most 16 digits, points, commas, spaces and percent signs.
 */
digits: string, };

/**
 * What `offer` carries.
 */
export type Offer = { 
/**
 * Which of the two connections.
 */
leg: Leg, 
/**
 * The page's SDP.
 */
sdp: string, };

/**
 * What the interpreters of a booth share on paper.
 */
export type PapersView = { 
/**
 * Whose.
 */
booth: BoothId, 
/**
 * Free text.
 */
notes: string, 
/**
 * Rows of terms, one column for each of the booth's languages.
 */
glossary: Array<Array<string>>, };

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
gone: boolean, 
/**
 * What she agrees to.
 */
consent: ConsentView, 
/**
 * Whether her sound is fit.
 */
fitness: FitnessView, 
/**
 * How far she is on her way to the stage.
 */
step: Step, 
/**
 * What calls her there.
 */
cue?: Cue, 
/**
 * What her last device check found.
 */
checked?: CheckedView, };

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
 * How large the pictures are that somebody wants at most.
 */
export type Pictures = "full" | "small" | "none";

/**
 * Where a participant is.
 */
export type Place = "hall" | "backstage" | "stage" | "booth";

/**
 * What `practice` carries.
 */
export type Practise = { 
/**
 * Retry key.
 */
key: Key, 
/**
 * `true` to begin.
 */
on: boolean, };

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
connected: boolean, 
/**
 * Until when it is kept then.
 */
until?: string, };

/**
 * One item of the programme.
 */
export type ProgrammeItem = { 
/**
 * What kind.
 */
kind: SlotKind, 
/**
 * Title.
 */
title: string, 
/**
 * The same in other languages, by tag.
 */
titles: { [key in string]: string }, 
/**
 * Who speaks; may be empty.
 */
speaker: string, 
/**
 * The language spoken.
 */
language?: string, 
/**
 * Planned length.
 */
minutes: number, };

/**
 * The run sheet as everybody may read it: without what is written for the crew.
 */
export type ProgrammeView = { 
/**
 * In order.
 */
items: Array<ProgrammeItem>, 
/**
 * The place in `items` of what is on now, from 0.
 */
current?: number, 
/**
 * Since when it is on.
 */
since?: string, };

/**
 * What `put_on_air` carries.
 */
export type PutOnAir = { 
/**
 * Retry key.
 */
key: Key, 
/**
 * Which question.
 */
question: QuestionId, };

/**
 * A question in a room's queue.
 */
export type QuestionId = string;

/**
 * Which of a question's two texts.
 */
export type QuestionPart = "question" | "answer";

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
 * The language the answer is written in.
 */
answer_language?: string, 
/**
 * Why it was dismissed; for the asker and the staff.
 */
reason?: string, 
/**
 * Question and answer in the other languages of the show, where there is something to say.
 */
translations: Array<TranslationView>, 
/**
 * Whom it concerns; absent: everybody.
 */
concerns?: ConcernView, 
/**
 * The staff's labels; empty for everybody else.
 */
labels: Array<string>, 
/**
 * Stands before all others in the queue.
 */
pinned: boolean, 
/**
 * Names of others who asked the same, at most 20, without those who are anonymous to this reader.
 */
also: Array<string>, 
/**
 * How many asked it.
 */
askers: number, 
/**
 * The question it was merged into; for the asker and the staff.
 */
merged_into?: QuestionId, 
/**
 * Since when it is the next one.
 */
next_since?: string, 
/**
 * When it goes on air by itself.
 */
on_air_at?: string, };

/**
 * What `raise_hand` carries.
 */
export type RaiseHand = { 
/**
 * `true` to raise.
 */
up: boolean, };

/**
 * What `network` carries.
 */
export type ReportNetwork = { 
/**
 * In milliseconds.
 */
rtt_ms: number, };

/**
 * What `sound_check` carries.
 */
export type ReportSoundCheck = { 
/**
 * The result.
 */
check: SoundCheck, 
/**
 * One's output has come back by one's microphone since.
 */
leaking: boolean, };

/**
 * One text frame from a browser: a number for the reply, and the message.
 */
export type Request = { 
/**
 * Chosen by the page, returned as `re`; counts from 1 per connection.
 */
id: number, } & ({ "type": "hello" } & Hello | { "type": "leave" } | { "type": "set_name" } & SetName | { "type": "list_people" } & ListPeople | { "type": "offer" } & Offer | { "type": "listen" } & Listen | { "type": "sources" } & Sources | { "type": "ask" } & Ask | { "type": "vote" } & Vote | { "type": "approve" } & Approve | { "type": "dismiss" } & Dismiss | { "type": "put_on_air" } & PutOnAir | { "type": "answer_question" } & AnswerQuestion | { "type": "move_question" } & MoveQuestion | { "type": "set_phase" } & SetPhase | { "type": "bring_up" } & BringUp | { "type": "take_down" } & TakeDown | { "type": "spotlight" } & Spotlight | { "type": "mute" } & Mute | { "type": "raise_hand" } & RaiseHand | { "type": "set_floor_language" } & SetFloorLanguage | { "type": "set_microphone_language" } & SetMicrophoneLanguage | { "type": "microphone" } & SetMicrophone | { "type": "direction" } & Direction | { "type": "hand_over" } & HandOver | { "type": "set_booth" } & SetBooth | { "type": "cover" } & Cover | { "type": "incoming" } & Incoming | { "type": "set_interlock" } & SetInterlock | { "type": "assign_seat" } & AssignSeat | { "type": "talk" } & Talk | { "type": "call" } & Call | { "type": "briefing" } & Briefing | { "type": "signal" } & GiveSignal | { "type": "number" } & ShowNumber | { "type": "booth_chat" } & BoothChat | { "type": "set_notes" } & SetNotes | { "type": "set_glossary" } & SetGlossary | { "type": "set_run_sheet" } & SetRunSheet | { "type": "run_sheet_at" } & RunSheetAt | { "type": "cue" } & CallToStage | { "type": "check_in" } & CheckIn | { "type": "take_over" } & TakeOver | { "type": "practice" } & Practise | { "type": "announce" } & Announce | { "type": "consent" } & GiveConsent | { "type": "sound_check" } & ReportSoundCheck | { "type": "network" } & ReportNetwork | { "type": "limit" } & Limit | { "type": "translate_question" } & TranslateQuestion | { "type": "ask_machine" } & AskMachine | { "type": "mark_question" } & MarkQuestion | { "type": "merge_questions" } & MergeQuestions | { "type": "next_question" } & NextQuestion);

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
test_picture: boolean, 
/**
 * It is practised: the doors are closed, and nothing of it is kept.
 */
practice?: boolean, 
/**
 * The host's announcement.
 */
banner?: BannerView, };

/**
 * What `run_sheet_at` carries.
 */
export type RunSheetAt = { 
/**
 * Retry key.
 */
key: Key, 
/**
 * Its place, from 0; absent: none is on.
 */
item?: number, };

/**
 * One item of the run sheet.
 */
export type RunSheetItem = { 
/**
 * What kind; a talk, where a page says nothing.
 */
kind?: SlotKind, 
/**
 * What: the title of a pitch, a talk, a break.
 */
title: string, 
/**
 * The same in other languages, by tag; where one is missing, `title` stands for it.
 */
titles?: { [key in string]: string }, 
/**
 * Who speaks; may be empty.
 */
speaker: string, 
/**
 * Who is expected. Whoever comes in under a name that stands in `speaker` is added by the server.
 */
people?: Array<ParticipantId>, 
/**
 * The language spoken.
 */
language?: string, 
/**
 * Planned length.
 */
minutes: number, 
/**
 * What the crew should know: names, figures, the text of a film.
 */
notes: string, 
/**
 * The decks shown in it, by their ids.
 */
decks?: Array<string>, };

/**
 * What comes when.
 */
export type RunSheetView = { 
/**
 * In order.
 */
items: Array<RunSheetItem>, 
/**
 * The place in `items` of what is on now, from 0.
 */
current?: number, 
/**
 * Since when it is on.
 */
since?: string, 
/**
 * When items began while the show ran.
 */
chapters?: Array<ChapterView>, };

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
 * Since when she is on air.
 */
on_air_since?: string, 
/**
 * Working by direction: the language she owns.
 */
owns?: string, 
/**
 * Working by direction: she covers both.
 */
covers: boolean, 
/**
 * What she hears as her source.
 */
incoming: IncomingView, 
/**
 * Talks to her partner by push-to-talk at this moment.
 */
talking: boolean, 
/**
 * Sends her picture to her partners.
 */
camera: boolean, 
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
sdp: string, } | { "type": "people", 
/**
 * The request's `id`.
 */
re: number, 
/**
 * At most 300: those who make the show first, then attendees, each by their ids.
 */
people: Array<PersonView>, 
/**
 * There are more behind the last one.
 */
more: boolean, } | { "type": "refused", 
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
loudest: Array<ParticipantId>, } | { "type": "lamps", 
/**
 * All that are lit.
 */
lamps: Array<LampView>, } | { "type": "papers_changed", 
/**
 * The room's number of this change.
 */
seq: number, 
/**
 * The new view.
 */
papers: PapersView, } | { "type": "booth_chat_line", 
/**
 * The room's number of this change.
 */
seq: number, 
/**
 * The line.
 */
line: ChatLineView, } | { "type": "run_sheet_changed", 
/**
 * The room's number of this change.
 */
seq: number, 
/**
 * The new view.
 */
run_sheet: RunSheetView, } | { "type": "programme_changed", 
/**
 * The room's number of this change.
 */
seq: number, 
/**
 * The new view.
 */
programme: ProgrammeView, } | { "type": "briefing_changed", 
/**
 * The room's number of this change.
 */
seq: number, 
/**
 * The people, in the order they came.
 */
people: Array<PresenterView>, } | { "type": "levels", 
/**
 * The floor's dominant microphone in dBFS, if one speaks.
 */
floor?: number, 
/**
 * Each channel that sounds, in dBFS.
 */
channels: { [key in string]: number }, } | { "type": "timings", 
/**
 * Those on stage and in the booths.
 */
people: Array<TimingView>, } | { "type": "layers", 
/**
 * Largest first: `f`, `h`, `q`.
 */
camera: [boolean, boolean, boolean], } | { "type": "resting", 
/**
 * The names of their lines; empty once all go on.
 */
lines: Array<string>, } | { "type": "health" } & HealthView | { "type": "beat" } | { "type": "goodbye", 
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
 * What `set_booth` carries.
 */
export type SetBooth = { 
/**
 * Which booth.
 */
booth: BoothId, 
/**
 * How.
 */
works: Works, };

/**
 * What `set_floor_language` carries.
 */
export type SetFloorLanguage = { 
/**
 * A language tag, or `none` while nobody speaks (music, a film).
 */
language: string, 
/**
 * `true`: stays until unpinned.
 */
pin: boolean, };

/**
 * What `set_glossary` carries.
 */
export type SetGlossary = { 
/**
 * Retry key.
 */
key: Key, 
/**
 * Up to 1,000 rows of terms, one column for each of the booth's languages, 120 characters each.
 */
rows: Array<Array<string>>, };

/**
 * What `set_interlock` carries.
 */
export type SetInterlock = { 
/**
 * The channel.
 */
language: string, 
/**
 * Who.
 */
interlock: Interlock, };

/**
 * What `microphone` carries.
 */
export type SetMicrophone = { 
/**
 * What it shall be.
 */
state: Microphone, };

/**
 * What `set_microphone_language` carries.
 */
export type SetMicrophoneLanguage = { 
/**
 * Whose microphone; one's own is always allowed.
 */
participant: ParticipantId, 
/**
 * The language spoken.
 */
language: string, };

/**
 * What `set_name` carries.
 */
export type SetName = { 
/**
 * 1 to 80 characters.
 */
name: string, };

/**
 * What `set_notes` carries.
 */
export type SetNotes = { 
/**
 * Retry key.
 */
key: Key, 
/**
 * Up to 20,000 characters.
 */
text: string, };

/**
 * What `set_phase` carries.
 */
export type SetPhase = { 
/**
 * Retry key.
 */
key: Key, 
/**
 * The phase wanted.
 */
phase: Phase, };

/**
 * What `set_run_sheet` carries.
 */
export type SetRunSheet = { 
/**
 * Retry key.
 */
key: Key, 
/**
 * Up to 100 items.
 */
items: Array<RunSheetItem>, };

/**
 * A show, and the room it becomes while alive: a slug such as `demo`.
 */
export type ShowId = string;

/**
 * What `number` carries.
 */
export type ShowNumber = { 
/**
 * At most 16 digits, points, commas, spaces and percent signs.
 */
digits: string, };

/**
 * What an interpreter signals to the stage.
 */
export type Signal = "slow_down" | "cannot_hear" | "use_microphone" | "repeat_figures";

/**
 * What kind of item it is.
 */
export type SlotKind = "pitch" | "talk" | "panel" | "break" | "questions";

/**
 * What the sound check of a page found; what was not checked is absent.
 */
export type SoundCheck = { 
/**
 * 0 to 100.
 */
score: number, 
/**
 * The grade that goes with it.
 */
grade: Grade, 
/**
 * The highest frequency that still comes through, in Hz.
 */
band_hz: number, 
/**
 * Loudness of speech before the trim, in LUFS.
 */
level_lufs: number, 
/**
 * Noise between the words, in dBFS.
 */
noise_db: number, 
/**
 * The microphone clips.
 */
clipping: boolean, 
/**
 * What the trim adds, in dB.
 */
trim_db: number, 
/**
 * How loud the output comes back at the microphone, in dB; passes below −45.
 */
leak_db?: number, 
/**
 * The browser cancels echoes.
 */
echo_cancelling: boolean, 
/**
 * Interpreters: wears closed headphones, as she says herself.
 */
headphones?: boolean, };

/**
 * What `sources` carries.
 */
export type Sources = { 
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
screen: boolean, };

/**
 * What `spotlight` carries.
 */
export type Spotlight = { 
/**
 * Whom; absent: nobody.
 */
participant?: ParticipantId, };

/**
 * How values spread; each is the upper end of the step that it lies in.
 */
export type SpreadView = { 
/**
 * Half of the values are at most this.
 */
p50: number, 
/**
 * 95 in a hundred are at most this.
 */
p95: number, };

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
 * What the line `sign` carries: the sign-language interpreter.
 */
sign?: PictureView, 
/**
 * Who signs; listeners are told of no booth and nobody in it.
 */
sign_name?: string, 
/**
 * Is the sound of a shared screen on the line `shared`?
 */
shared_sound: boolean, };

/**
 * How far somebody is on her way to the stage.
 */
export type Step = "opened" | "checked" | "backstage" | "stage";

/**
 * What `take_down` carries.
 */
export type TakeDown = { 
/**
 * Retry key.
 */
key: Key, 
/**
 * Whom.
 */
participant: ParticipantId, };

/**
 * What `take_over` carries.
 */
export type TakeOver = { 
/**
 * Retry key.
 */
key: Key, 
/**
 * For whom.
 */
participant: ParticipantId, };

/**
 * What `talk` carries.
 */
export type Talk = { 
/**
 * To whom.
 */
to: TalkTo, 
/**
 * Which booth, where the staff talks to one.
 */
booth?: BoothId, };

/**
 * To whom one talks beside any channel.
 */
export type TalkTo = "nobody" | "partner" | "desk" | "booth" | "briefing";

/**
 * How late and how much apart one publisher's sound and picture arrive.
 */
export type TimingView = { 
/**
 * Whose.
 */
participant: ParticipantId, 
/**
 * One way from her microphone to the server, in milliseconds; absent until measured.
 */
delay_ms?: number, 
/**
 * How much later the sound comes than the picture, in milliseconds; within −45 … +125 nobody notices (ITU-R
 * BT.1359, sound late is positive here).
 */
skew_ms?: number, };

/**
 * What `translate_question` carries.
 */
export type TranslateQuestion = { 
/**
 * Retry key.
 */
key: Key, 
/**
 * Which question.
 */
question: QuestionId, 
/**
 * Which of its texts; absent: the question.
 */
part?: QuestionPart, 
/**
 * Into which language of the show.
 */
language: string, 
/**
 * 1 to 2,000 characters, of an answer up to 8,000.
 */
text: string, };

/**
 * Why the machine made no translation.
 */
export type TranslationFault = "busy" | "late" | "failed" | "unusable";

/**
 * How far a translation is. A language of the show that is not named has none, and none is under way.
 */
export type TranslationStatus = "none" | "pending" | "done";

/**
 * One of a question's texts in one more language.
 */
export type TranslationView = { 
/**
 * Of which text.
 */
part: QuestionPart, 
/**
 * Into which language.
 */
language: string, 
/**
 * How far it is.
 */
status: TranslationStatus, 
/**
 * The words, once it is done.
 */
text?: string, 
/**
 * Who made it; absent: the machine.
 */
by?: string, 
/**
 * When it was made.
 */
at?: string, 
/**
 * Why the machine made none; for the staff.
 */
fault?: TranslationFault, };

/**
 * What `vote` carries.
 */
export type Vote = { 
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
up: boolean, };

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
 * Signals from the booths, for those on stage and the staff.
 */
lamps: Array<LampView>, 
/**
 * Notes and glossary of one's own booth.
 */
papers?: PapersView, 
/**
 * The last hundred lines of one's own booth's chat.
 */
booth_chat: Array<ChatLineView>, 
/**
 * The run sheet, for all but attendees.
 */
run_sheet?: RunSheetView, 
/**
 * What of the run sheet everybody may read.
 */
programme: ProgrammeView, 
/**
 * Who is in the briefing room, for all but attendees.
 */
briefing: Array<PresenterView>, 
/**
 * What the page needs to offer its legs.
 */
media: MediaView, };

/**
 * How a booth shares its work.
 */
export type Works = "by_turns" | "by_direction";

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
muted: boolean, 
/**
 * In the briefing room.
 */
briefing: boolean, 
/**
 * What calls one to the stage.
 */
cue?: Cue, 
/**
 * What one agrees to.
 */
consent: ConsentView, };
