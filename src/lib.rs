//! Roadshow: a live webinar and roadshow session server.
//!
//! A WebSocket signalling hub and a WebRTC media relay host presentation rooms, question queues and a parallel
//! interpretation channel. This page is the map: the words, the rooms of the house and who may enter which, and how a
//! message and a packet travel through them.
//!
//! # Words
//!
//! The field has words that fight with each other; here each has one meaning.
//!
//! | word | means here | never means |
//! |---|---|---|
//! | show | the planned occasion: title, languages, times, policy | an event (in code that is something that happened) |
//! | room | a show while it is alive: state and rules | a chat room, a database row |
//! | phase | planned → doors open → live ⇄ paused → ended | |
//! | participant | a person in a room, with a role: host, moderator, speaker, interpreter, attendee | a connection |
//! | peer | one connected browser of a participant, who may come back as a new peer | a person |
//! | leg | one of a peer's two WebRTC connections: *receive*, *send* | |
//! | stage | the participants whose picture and sound the hall receives now, and what is put in front | |
//! | backstage | the participants who publish to each other and to the staff, and to nobody else | |
//! | hand | an attendee's raised hand, waiting to be asked on stage | |
//! | floor | the original sound of the stage, as interpreters say it | the right to speak |
//! | booth | one to three interpreters of two or more languages; feeds one output channel at a time | |
//! | seat | one interpreter's place in a booth, one attendee's place in the hall | the host's page (the *desk*) |
//! | direction | the language a booth speaks into now; *armed* while a new one waits for the cut | |
//! | hand-over | the microphone goes from one interpreter to her partner: asked or offered, agreed, *armed*, cut | |
//! | décalage | how long after the floor an interpreter says the same; craft, not a fault | a network's delay |
//! | incoming | what an interpreter hears as her source: the floor, or a pivot's channel | |
//! | pivot | a booth whose output another booth listens to, because that one does not understand the floor | the relay |
//! | interlock | who may take an occupied channel: nobody, the own booth, anyone | |
//! | lamp | a signal from the booths to the stage, lit for ten seconds | |
//! | papers | what the interpreters of a booth share: notes, glossary, chat, digits | slides |
//! | run sheet, item | what comes when; the crew's, with notes. What of it everybody may read is the *programme* | the plan of a show |
//! | cue | what calls somebody to the stage: the item that comes next, or the host | a cue tone of the page |
//! | chapter | where an item began while the show ran; recordings are divided by it | |
//! | practice | the show as if it were live, for those who make it, before the doors open; nothing of it is kept | a sound check |
//! | channel | one sound a listener may tune to: the floor, or a language | a queue between tasks |
//! | tune | choose a channel | subscribe |
//! | question, queue | asked → approved → on air → answered, or dismissed; ordered by host and by votes | any other queue (an *outbox*, a *backlog*) |
//! | relay | forwarding of RTP inside the server | interpretation by way of a third language |
//! | track | one published picture or sound | a conference track |
//! | line | what one subscriber receives of one source; maps to one m-line of the browser | a text line |
//! | outbox | a bounded queue of what one peer must still be told | |
//! | venue | the rooms alive in this process | |
//! | ticket | signed proof of who may enter which show in which role | |
//! | invitation | one person on a show's guest list, before anybody comes; link and code stand for its ticket | a cue to the stage |
//! | ledger | what must outlive the process, as the venue sees it | a storage engine |
//!
//! # Rooms of the house
//!
//! ```text
//!   level 5   main ─► app                              knows everything, decides nothing
//!   level 4   http    signalling    rtc    storage     adapters: strangers to each other
//!   level 3   venue (with its ports)      admission    rooms alive; tickets
//!   level 2   protocol      relay                      the wire; the forwarding core
//!   level 1   domain                      config       the rules; plain settings
//!   level 0   foundation                               time, chance, tasks, logs, counters
//! ```
//!
//! An arrow points to a lower level only; `tests/it/architecture.rs` holds the table of who may import whom.
//! Two cores are pure, [`domain`] (who may do what in a room) and [`relay`] (which packet goes to whom): time, ids and
//! packets come in as arguments, decisions go out as values. Whatever changes has one owner: a room's state belongs to its
//! room task, a peer's media state and the forwarding table to the media shard; owners talk by bounded message.
//!
//! # How a message travels
//!
//! An attendee asks a question:
//!
//! 1. [`signalling`] reads a text frame, checks size and pace, and parses a [`protocol`] message.
//! 2. It becomes a [`domain`] command, with who asks taken from the ticket, never from the message.
//! 3. The room's handle puts it in the room's bounded queue; full means *busy*, told at once.
//! 4. The room task in [`venue`] notes the time and calls the room; out come records, notices, or one refusal.
//! 5. Records go to the ledger ([`storage`]); what depends on them is told after they are committed, in order. What is
//!    live (a microphone, a cough, a channel's source) is told at once and never waits for a disk.
//! 6. [`signalling`] encodes each notice once for its audience, and every outbox gets the same bytes.
//!
//! # How a packet travels
//!
//! A speaker's microphone to eight hundred listeners, some tuned to German:
//!
//! 1. [`rtc`] receives a batch on the one media port; the gate finds the leg and lets through only what an authenticated
//!    connectivity check has vouched for.
//! 2. The engine decrypts; out comes an RTP packet of a known track. It goes once to every other media thread with
//!    somebody of its audience, as one counted buffer.
//! 3. [`relay`] finds the lines that its table grants, and rewrites the header of each so that a line stays one
//!    continuous stream whatever feeds it. Nothing is allocated per listener.
//! 4. [`rtc`] writes header and payload into a reused slab, encrypts in place with the listener's key, and sends the slab with
//!    one system call for many listeners.
//!
//! # How a voice finds its listeners
//!
//! Nobody who listens ever touches a switch; who hears what follows from the state of the room, each time anew:
//!
//! 1. The relay reports whose voice dominates the floor; `domain::floor` makes the floor's language of it, with patience for
//!    interjections, unless booth or host have pinned it.
//! 2. Each booth faces that language: `domain::booths` keeps its direction, arms another one, and cuts in a pause, so that
//!    the tail of a sentence stays where it belongs. A booth that lacks the language listens to a pivot.
//! 3. Each channel has one state (an interpreter, kept for one, the floor itself, or fallback to the floor) and at most
//!    one voice.
//! 4. `domain::channels` says what each listener hears by what she chose once, and tells her; `domain::routing` makes the
//!    audience of every track of it. A voice without a right to be heard has no audience, and so no packet leaves.
//!
//! The room decides who hears whom: for each track it gives the relay the full wanted audience with a generation. A track
//! without an order, or a line without a grant, forwards nothing.

pub mod foundation;

pub mod config;
pub mod domain;

pub mod protocol;
pub mod relay;

pub mod admission;
pub mod venue;

pub mod http;
pub mod mail;
pub mod rtc;
pub mod signalling;
pub mod storage;
pub mod translation;

pub mod app;
