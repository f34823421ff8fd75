//! One example of every message, made by the types that the server uses.

use std::collections::BTreeMap;

use roadshow::domain::id::{BoothId, Epoch, Key, ParticipantId, QuestionId, ShowId};
use roadshow::protocol::client::booth::HandOverAct;
use roadshow::protocol::client::entering::Resume;
use roadshow::protocol::client::talk::TalkTo;
use roadshow::protocol::client::{
    ClientMessage, Request, booth, conduct, entering, media, papers, questions, run_sheet, stage,
    talk,
};
use roadshow::protocol::media::{Leg, LineView, MediaKind, MediaView, Pictures};
use roadshow::protocol::refusal::Code;
use roadshow::protocol::server::{ServerMessage, Welcome};
use roadshow::protocol::views::{
    AlarmView, BackstageView, BannerView, BoothView, CallView, ChannelState, ChannelView,
    ChapterView, ChatLineView, CheckedView, ConcernView, ConsentView, Cue, DependentView,
    FitnessView, FloorView, Grade, HandOverState, HandOverView, HandView, HealthView, IncomingView,
    Interlock, LampView, LayersView, ListeningSource, ListeningView, Microphone, Network,
    NumberView, PapersView, PersonView, Phase, PictureView, Place, PresenceView, PresenterView,
    ProgrammeItem, ProgrammeView, QuestionPart, QuestionState, QuestionView, Role, RoomView,
    RunSheetItem, RunSheetView, SeatView, Signal, SlotKind, SoundCheck, SpreadView, StageView,
    Step, Texts, TimingView, TranslationFault, TranslationStatus, TranslationView, VoteView, Works,
    YouView,
};

const SDP: &str = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";

fn key() -> Key {
    Key::new("6a2f41a3-c54c-4a3b-9a8e-0f1d2c3b4a59")
}

fn question_id() -> QuestionId {
    QuestionId::new("019a0c5e7b7a7c3e9f10a2b3c4d5e6f7")
}

fn speaker() -> ParticipantId {
    ParticipantId::new("speaker-1")
}

fn interpreter() -> ParticipantId {
    ParticipantId::new("interpreter-1")
}

fn booth_id() -> BoothId {
    BoothId::new("de-zh")
}

/// Every message of a browser.
pub(super) fn client() -> Vec<Request> {
    use ClientMessage as M;

    [
        M::Hello(entering::Hello {
            ticket: "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl".into(),
            seat: "3f0c2b8e5d6a4719".into(),
            move_here: true,
            resume: Some(Resume {
                epoch: Epoch::new("019a0c5e"),
                seq: 41,
            }),
        }),
        M::Leave,
        M::SetName(entering::SetName {
            name: "Anna Schmidt".into(),
        }),
        M::Offer(media::Offer {
            leg: Leg::Receive,
            sdp: SDP.into(),
        }),
        M::Listen(media::Listen {
            language: "zh".into(),
            underneath: true,
        }),
        M::Sources(media::Sources {
            microphone: true,
            camera: true,
            screen: false,
        }),
        M::Ask(questions::Ask {
            key: key(),
            text: "这个什么时候可以买到？".into(),
            language: "zh".into(),
            anonymous: false,
        }),
        M::Vote(questions::Vote {
            key: key(),
            question: question_id(),
            up: true,
        }),
        M::Approve(questions::Approve {
            key: key(),
            question: question_id(),
        }),
        M::Dismiss(questions::Dismiss {
            key: key(),
            question: question_id(),
            reason: "Asked before".into(),
        }),
        M::PutOnAir(questions::PutOnAir {
            key: key(),
            question: question_id(),
        }),
        M::AnswerQuestion(questions::AnswerQuestion {
            key: key(),
            question: question_id(),
            text: Some("In March.".into()),
            language: Some("en".into()),
        }),
        M::MoveQuestion(questions::MoveQuestion {
            key: key(),
            question: question_id(),
            before: Some(QuestionId::new("019a0c5e7b7a7c3e9f10a2b3c4d5e6f8")),
        }),
        M::SetPhase(stage::SetPhase {
            key: key(),
            phase: Phase::Live,
        }),
        M::BringUp(stage::BringUp {
            key: key(),
            participant: speaker(),
        }),
        M::TakeDown(stage::TakeDown {
            key: key(),
            participant: speaker(),
        }),
        M::Spotlight(stage::Spotlight {
            participant: Some(speaker()),
        }),
        M::Mute(stage::Mute {
            participant: speaker(),
            muted: true,
        }),
        M::RaiseHand(stage::RaiseHand { up: true }),
        M::SetFloorLanguage(stage::SetFloorLanguage {
            language: "none".into(),
            pin: true,
        }),
        M::SetMicrophoneLanguage(stage::SetMicrophoneLanguage {
            participant: speaker(),
            language: "de".into(),
        }),
        M::Microphone(booth::SetMicrophone {
            state: Microphone::Armed,
        }),
        M::Direction(booth::Direction {
            language: "zh".into(),
            override_latch: false,
        }),
        M::HandOver(booth::HandOver {
            act: HandOverAct::Request,
        }),
        M::SetBooth(booth::SetBooth {
            booth: booth_id(),
            works: Works::ByDirection,
        }),
        M::Cover(booth::Cover { on: true }),
        M::Incoming(booth::Incoming {
            source: "auto".into(),
        }),
        M::SetInterlock(booth::SetInterlock {
            language: "de".into(),
            interlock: Interlock::OwnBooth,
        }),
        M::AssignSeat(booth::AssignSeat {
            key: key(),
            participant: interpreter(),
            booth: booth_id(),
        }),
        M::Talk(talk::Talk {
            to: TalkTo::Booth,
            booth: Some(booth_id()),
        }),
        M::Call(talk::Call {
            booth: Some(booth_id()),
            on: true,
            text: "No sound on the floor".into(),
        }),
        M::Briefing(talk::Briefing { join: true }),
        M::Signal(talk::GiveSignal {
            signal: Signal::SlowDown,
        }),
        M::Number(papers::ShowNumber {
            digits: "1,250.75 %".into(),
        }),
        M::BoothChat(papers::BoothChat {
            text: "Hannover Messe = 汉诺威工业博览会".into(),
        }),
        M::SetNotes(papers::SetNotes {
            key: key(),
            text: "Prices are without tax.".into(),
        }),
        M::SetGlossary(papers::SetGlossary {
            key: key(),
            rows: glossary(),
        }),
        M::SetRunSheet(run_sheet::SetRunSheet {
            key: key(),
            items: vec![item()],
        }),
        M::RunSheetAt(run_sheet::RunSheetAt {
            key: key(),
            item: Some(0),
        }),
        M::Cue(conduct::CallToStage {
            participant: speaker(),
            on: true,
        }),
        M::CheckIn(conduct::CheckIn {
            key: key(),
            network: Network::Narrow,
            camera: true,
        }),
        M::TakeOver(conduct::TakeOver {
            key: key(),
            participant: speaker(),
        }),
        M::Practice(conduct::Practise {
            key: key(),
            on: true,
        }),
        M::Announce(conduct::Announce {
            key: key(),
            texts: banner().texts,
        }),
        M::Consent(entering::GiveConsent {
            key: key(),
            recording: true,
            publishing: true,
            live_processing: false,
            machine_use: false,
        }),
        M::SoundCheck(media::ReportSoundCheck {
            check: sound_check(),
            leaking: false,
        }),
        M::Network(media::ReportNetwork { rtt_ms: 250 }),
        M::ListPeople(entering::ListPeople {
            after: Some(ParticipantId::new("attendee-300")),
        }),
        M::Limit(media::Limit {
            pictures: Pictures::Small,
        }),
        M::TranslateQuestion(questions::TranslateQuestion {
            key: key(),
            question: question_id(),
            part: Some(QuestionPart::Question),
            language: "zh".into(),
            text: "这个什么时候可以买到？".into(),
        }),
        M::AskMachine(questions::AskMachine {
            question: question_id(),
            part: Some(QuestionPart::Question),
            language: "zh".into(),
        }),
        M::MarkQuestion(questions::MarkQuestion {
            key: key(),
            question: question_id(),
            labels: Some(vec!["Termin".into()]),
            pinned: Some(true),
            concerns: Some(questions::Concern::Pitch {
                title: "Pumpen".into(),
            }),
        }),
        M::MergeQuestions(questions::MergeQuestions {
            key: key(),
            question: question_id(),
            into: QuestionId::new("019a0c5e7b7a7c3e9f10a2b3c4d5e6f8"),
        }),
        M::NextQuestion(questions::NextQuestion {
            key: key(),
            question: Some(question_id()),
        }),
    ]
    .into_iter()
    .zip(1..)
    .map(|(message, id)| Request { id, message })
    .collect()
}

/// Every message of the server.
pub(super) fn server() -> Vec<ServerMessage> {
    use ServerMessage as M;

    let seq = 42;
    vec![
        M::Welcome(Box::new(welcome())),
        M::Ok { re: 7 },
        M::Answer {
            re: 4,
            leg: Leg::Receive,
            sdp: SDP.into(),
        },
        M::Refused {
            re: 7,
            code: Code::TooFast,
            message: Code::TooFast.message().into(),
            retry_after_ms: Some(50),
        },
        M::People {
            re: 31,
            people: vec![person()],
            more: false,
        },
        M::PhaseChanged { seq, room: room() },
        M::StageChanged {
            seq,
            stage: stage(),
        },
        M::BackstageChanged {
            seq,
            backstage: backstage(),
        },
        M::FloorChanged {
            seq,
            floor: floor(),
        },
        M::ChannelChanged {
            seq,
            channel: channel(),
        },
        M::BoothChanged {
            seq,
            booth: booth(),
        },
        M::PeopleChanged {
            seq,
            person: person(),
        },
        M::HandsChanged {
            seq,
            hands: vec![hand()],
        },
        M::QuestionChanged {
            seq,
            question: question(),
        },
        M::QueueChanged {
            seq,
            order: vec![question_id()],
        },
        M::YouChanged { seq, you: you() },
        M::Listening(listening()),
        M::Presence(presence()),
        M::VotesChanged {
            votes: vec![VoteView {
                question: question_id(),
                votes: 12,
            }],
        },
        M::Heard {
            loudest: vec![speaker()],
        },
        M::Lamps {
            lamps: vec![lamp()],
        },
        M::PapersChanged {
            seq,
            papers: papers(),
        },
        M::BoothChatLine {
            seq,
            line: chat_line(),
        },
        M::RunSheetChanged {
            seq,
            run_sheet: run_sheet(),
        },
        M::ProgrammeChanged {
            seq,
            programme: programme(),
        },
        M::BriefingChanged {
            seq,
            people: vec![presenter()],
        },
        M::Levels {
            floor: Some(-18),
            channels: BTreeMap::from([("de".into(), -21)]),
        },
        M::Timings {
            people: vec![TimingView {
                participant: speaker(),
                delay_ms: Some(125),
                skew_ms: Some(-20),
            }],
        },
        M::Layers {
            camera: [true, false, true],
        },
        M::Resting {
            lines: vec!["stage".into()],
        },
        M::Health(HealthView {
            receivers: 480,
            round_trip_ms: Some(SpreadView { p50: 30, p95: 250 }),
            loss_permille: Some(SpreadView { p50: 0, p95: 15 }),
            layers: LayersView {
                low: 12,
                middle: 60,
                top: 400,
                none: 8,
            },
            headroom_percent: 62,
        }),
        M::Beat,
        M::Goodbye {
            code: Code::Restarting,
            message: Code::Restarting.message().into(),
            retry_after_ms: Some(1_000),
        },
    ]
}

fn welcome() -> Welcome {
    let line = |name: &str, kind| LineView {
        name: name.into(),
        kind,
    };
    let (picture, sound) = (MediaKind::Video, MediaKind::Audio);
    Welcome {
        re: Some(1),
        epoch: Epoch::new("019a0c5e"),
        seq: 41,
        you: you(),
        room: room(),
        stage: stage(),
        backstage: Some(backstage()),
        floor: floor(),
        channels: vec![channel()],
        booths: vec![booth()],
        questions: vec![question()],
        hands: vec![hand()],
        people: vec![person()],
        presence: presence(),
        listening: listening(),
        lamps: vec![lamp()],
        papers: Some(papers()),
        booth_chat: vec![chat_line()],
        run_sheet: Some(run_sheet()),
        programme: programme(),
        briefing: vec![presenter()],
        media: MediaView {
            receive: vec![
                line("stage", picture),
                line("inset", picture),
                line("sign", picture),
                line("floor_1", sound),
                line("floor_2", sound),
                line("floor_3", sound),
                line("shared", sound),
                line("channel", sound),
            ],
            codecs: ["h264", "vp9", "av1", "vp8"].map(str::to_owned).to_vec(),
        },
    }
}

fn you() -> YouView {
    YouView {
        participant: ParticipantId::new("attendees.9c56cc51b374c3ba"),
        role: Role::Attendee,
        name: "Anna Schmidt".into(),
        may_rename: true,
        language: Some("de".into()),
        booth: Some(booth_id()),
        place: Place::Hall,
        may_publish: false,
        hand: true,
        muted: false,
        briefing: true,
        cue: Some(Cue::Next),
        consent: consent(),
    }
}

fn room() -> RoomView {
    RoomView {
        show: ShowId::new("demo"),
        title: BTreeMap::from([
            ("de".into(), "Neues für das Frühjahr".into()),
            ("zh-Hans".into(), "春季新品".into()),
        ]),
        languages: vec!["de".into(), "zh".into()],
        phase: Phase::DoorsOpen,
        starts_at: Some("2026-11-23T10:00:00.000Z".into()),
        zones: vec!["Europe/Berlin".into(), "Asia/Shanghai".into()],
        anonymous_questions: true,
        underneath: true,
        test_picture: true,
        practice: true,
        banner: Some(banner()),
    }
}

fn presenter() -> PresenterView {
    PresenterView {
        participant: speaker(),
        name: "王芳".into(),
        role: Role::Speaker,
        language: Some("zh".into()),
        microphone: true,
        camera: true,
        screen: true,
        muted: false,
        connected: true,
        until: None,
    }
}

fn stage() -> StageView {
    let picture = |screen| PictureView {
        participant: speaker(),
        screen,
        codec: Some("h264".into()),
    };
    StageView {
        presenters: vec![presenter()],
        spotlight: Some(speaker()),
        picture: Some(picture(true)),
        inset: Some(picture(false)),
        sign: Some(PictureView {
            participant: ParticipantId::new("signer-1"),
            ..picture(false)
        }),
        sign_name: Some("Sina".into()),
        shared_sound: true,
    }
}

fn backstage() -> BackstageView {
    BackstageView {
        presenters: vec![presenter()],
    }
}

fn floor() -> FloorView {
    FloorView {
        language: "zh".into(),
        pinned: false,
        consecutive: false,
    }
}

fn channel() -> ChannelView {
    ChannelView {
        language: "de".into(),
        state: ChannelState::Live,
        booth: Some(booth_id()),
        interpreter: Some("Li Wei".into()),
        via: Some("en".into()),
        decalage_ms: Some(2_800),
        down: false,
        interlock: Interlock::Refused,
        listeners: 120,
    }
}

fn booth() -> BoothView {
    BoothView {
        booth: booth_id(),
        languages: vec!["de".into(), "zh".into()],
        output: "de".into(),
        armed: Some("zh".into()),
        cuts_by: Some("2026-11-23T10:21:13.250Z".into()),
        override_latch: false,
        works: Works::ByDirection,
        sign: false,
        seats: vec![seat()],
        hand_over: Some(HandOverView {
            state: HandOverState::Requested,
            from: interpreter(),
            to: ParticipantId::new("interpreter-2"),
            until: Some("2026-11-23T10:22:07.250Z".into()),
        }),
        relay_for: vec![DependentView {
            language: "fr".into(),
            booths: 1,
            listeners: 40,
        }],
        alarms: vec![
            AlarmView::Silent {
                participant: interpreter(),
            },
            AlarmView::PivotSilent {
                language: "en".into(),
            },
            AlarmView::Unattended {
                language: "zh".into(),
            },
            AlarmView::Occupied {
                language: "de".into(),
                by: BoothId::new("en-de"),
            },
        ],
        calls: vec![CallView {
            participant: interpreter(),
            name: "Li Wei".into(),
            from_desk: false,
            text: "No sound on the floor".into(),
            since: "2026-11-23T10:21:07.250Z".into(),
            talking: true,
        }],
        number: Some(NumberView {
            participant: interpreter(),
            digits: "1,250.75 %".into(),
        }),
        listeners: 120,
    }
}

fn seat() -> SeatView {
    SeatView {
        participant: interpreter(),
        name: "Li Wei".into(),
        microphone: Microphone::On,
        output: "de".into(),
        on_air: true,
        on_air_since: Some("2026-11-23T10:05:00.000Z".into()),
        owns: Some("de".into()),
        covers: false,
        incoming: IncomingView {
            channel: Some("en".into()),
            times: 1,
            decalage_ms: Some(2_400),
            chosen: false,
        },
        talking: false,
        camera: true,
        connected: true,
    }
}

fn lamp() -> LampView {
    LampView {
        signal: Signal::SlowDown,
        booths: vec![booth_id()],
    }
}

fn glossary() -> Vec<Vec<String>> {
    vec![vec!["Lieferzeit".into(), "交货时间".into()]]
}

fn papers() -> PapersView {
    PapersView {
        booth: booth_id(),
        notes: "Prices are without tax.".into(),
        glossary: glossary(),
    }
}

fn chat_line() -> ChatLineView {
    ChatLineView {
        number: 1,
        participant: interpreter(),
        name: "Li Wei".into(),
        text: "Hannover Messe = 汉诺威工业博览会".into(),
        at: "2026-11-23T10:21:07.250Z".into(),
    }
}

fn item() -> RunSheetItem {
    RunSheetItem {
        kind: SlotKind::Pitch,
        title: "Neue Pumpen".into(),
        titles: titles(),
        speaker: "王芳".into(),
        people: vec![speaker()],
        language: Some("zh".into()),
        minutes: 12,
        notes: "A film of 40 seconds, without words.".into(),
        decks: vec!["deck-1".into()],
    }
}

fn titles() -> Texts {
    BTreeMap::from([("zh".into(), "新型泵".into())])
}

fn programme() -> ProgrammeView {
    ProgrammeView {
        items: vec![ProgrammeItem {
            kind: SlotKind::Pitch,
            title: "Neue Pumpen".into(),
            titles: titles(),
            speaker: "王芳".into(),
            language: Some("zh".into()),
            minutes: 12,
        }],
        current: Some(0),
        since: Some("2026-11-23T10:20:00.000Z".into()),
    }
}

fn banner() -> BannerView {
    BannerView {
        texts: BTreeMap::from([
            ("de".into(), "Es geht gleich weiter.".into()),
            ("zh".into(), "马上继续。".into()),
        ]),
        at: "2026-11-23T10:19:00.000Z".into(),
    }
}

fn run_sheet() -> RunSheetView {
    RunSheetView {
        items: vec![item()],
        current: Some(0),
        since: Some("2026-11-23T10:20:00.000Z".into()),
        chapters: vec![ChapterView {
            at: "2026-11-23T10:20:00.000Z".into(),
            title: "Neue Pumpen".into(),
        }],
    }
}

fn consent() -> ConsentView {
    ConsentView {
        recording: true,
        publishing: true,
        live_processing: false,
        machine_use: false,
        at: Some("2026-11-23T09:58:00.000Z".into()),
    }
}

fn sound_check() -> SoundCheck {
    SoundCheck {
        score: 86,
        grade: Grade::Good,
        band_hz: 15_000,
        level_lufs: -21.5,
        noise_db: -62.0,
        clipping: false,
        trim_db: 2.5,
        leak_db: Some(-54.5),
        echo_cancelling: true,
        headphones: Some(true),
    }
}

fn person() -> PersonView {
    PersonView {
        participant: speaker(),
        name: "王芳".into(),
        role: Role::Speaker,
        place: Place::Stage,
        language: Some("zh".into()),
        connected: true,
        gone: false,
        consent: consent(),
        fitness: FitnessView {
            fit: true,
            check: Some(sound_check()),
            leaking: false,
        },
        step: Step::Stage,
        cue: Some(Cue::Called),
        checked: Some(CheckedView {
            score: Some(86),
            network: Network::Open,
            camera: true,
            at: "2026-11-23T09:57:00.000Z".into(),
        }),
    }
}

fn hand() -> HandView {
    HandView {
        participant: ParticipantId::new("attendees.9c56cc51b374c3ba"),
        name: "Anna Schmidt".into(),
        language: Some("de".into()),
        since: "2026-11-23T10:21:07.250Z".into(),
    }
}

fn question() -> QuestionView {
    QuestionView {
        id: question_id(),
        text: "Wann ist das erhältlich?".into(),
        language: "de".into(),
        state: QuestionState::Answered,
        votes: 12,
        voted: Some(true),
        own: true,
        asker: Some("Anna Schmidt".into()),
        asked_at: "2026-11-23T10:20:00.000Z".into(),
        answer: Some("Im März.".into()),
        answer_language: Some("de".into()),
        reason: Some("Asked before".into()),
        translations: vec![
            TranslationView {
                part: QuestionPart::Question,
                language: "zh".into(),
                status: TranslationStatus::Done,
                text: Some("这个什么时候可以买到？".into()),
                by: Some("李华".into()),
                at: Some("2026-11-23T10:21:00.000Z".into()),
                fault: None,
            },
            TranslationView {
                part: QuestionPart::Answer,
                language: "zh".into(),
                status: TranslationStatus::None,
                text: None,
                by: None,
                at: None,
                fault: Some(TranslationFault::Late),
            },
        ],
        concerns: Some(ConcernView::Pitch {
            title: "Pumpen".into(),
        }),
        labels: vec!["Termin".into()],
        pinned: true,
        also: vec!["Ben Vogel".into()],
        askers: 2,
        merged_into: Some(QuestionId::new("019a0c5e7b7a7c3e9f10a2b3c4d5e6f8")),
        next_since: Some("2026-11-23T10:22:00.000Z".into()),
        on_air_at: Some("2026-11-23T10:22:05.000Z".into()),
    }
}

fn presence() -> PresenceView {
    PresenceView {
        present: 300,
        listening: BTreeMap::from([("original".into(), 180), ("de".into(), 120)]),
    }
}

fn listening() -> ListeningView {
    ListeningView {
        language: "de".into(),
        source: ListeningSource::Channel,
        channel: Some("de".into()),
        via: Some("en".into()),
        underneath: true,
    }
}
