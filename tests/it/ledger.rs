//! What every ledger must do, as one suite: over SQLite, and over the model that the rules themselves give.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use roadshow::domain::banner::Banner;
use roadshow::domain::channels::Choice;
use roadshow::domain::consent::Consent;
use roadshow::domain::device_check::{Checked, Network};
use roadshow::domain::effect::{PersonRecord, Place, Record};
use roadshow::domain::id::{BoothId, InvitationId, Key, ParticipantId, QuestionId, ShowId};
use roadshow::domain::invitation::{Change, Code, Invitation, MailFault, Mailed, Paper};
use roadshow::domain::language::Language;
use roadshow::domain::phase::Phase;
use roadshow::domain::question::{Addressed, CoAsker, Question, State};
use roadshow::domain::role::Role;
use roadshow::domain::run_sheet::{Chapter, Item, Kind, RunSheet};
use roadshow::domain::show::{BoothPlan, Interlock, Policy, Show, Works};
use roadshow::domain::snapshot::Snapshot;
use roadshow::domain::time::Moment;
use roadshow::domain::translation::{By, Part, Translation};
use roadshow::foundation::clock::Clock;
use roadshow::foundation::metrics::Metrics;
use roadshow::foundation::shutdown::Shutdown;
use roadshow::storage::store::Store;
use roadshow::venue::ports::{Added, Invitations, Ledger, LedgerFault};
use sqlx::{ConnectOptions, Connection, Executor};
use tokio::sync::oneshot;

#[tokio::test]
async fn sqlite_keeps_what_a_ledger_keeps() {
    let home = tempfile::tempdir().unwrap();
    suite(&open(home.path()).await).await;
}

#[tokio::test]
async fn the_model_keeps_what_a_ledger_keeps() {
    suite(&Model::default()).await;
}

#[tokio::test]
async fn what_was_acknowledged_survives_an_end_without_goodbye() {
    let home = tempfile::tempdir().unwrap();
    let mut acknowledged = Vec::new();
    for life in 0..5 {
        // A runtime that is dropped takes its tasks with it wherever they stand.
        let doomed = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .unwrap();
        let path = home.path().to_owned();
        let (report, mut reports) = tokio::sync::mpsc::unbounded_channel();
        doomed.spawn(async move {
            let ledger = open(&path).await;
            let _ = ledger.add_show(show("demo"), None).await;
            for number in 0.. {
                let id = format!("{life}-{number:04}");
                let kept = append(&ledger, vec![Record::Question(question(&id))]).await;
                if kept.is_err() || report.send(id).is_err() {
                    break;
                }
            }
        });
        for _ in 0..20 {
            acknowledged.push(reports.recv().await.unwrap());
        }
        doomed.shutdown_background();
        while let Some(id) = reports.recv().await {
            acknowledged.push(id);
        }
    }
    let ledger = open(home.path()).await;
    let kept = ledger.load(ShowId::new("demo")).await.unwrap().questions;
    let kept: Vec<_> = kept.iter().map(|q| q.id.as_str()).collect();
    for id in &acknowledged {
        assert_eq!(kept.iter().filter(|k| *k == id).count(), 1, "{id}");
    }
}

#[tokio::test]
async fn a_guest_list_is_kept_as_it_was_changed_and_withdrawn_tickets_for_good() {
    let home = tempfile::tempdir().unwrap();
    let (show_id, code) = (ShowId::new("demo"), Code::from_number(7));
    let eva = Invitation {
        id: InvitationId::new("i1"),
        role: Role::Speaker,
        name: "Eva".to_owned(),
        language: Language::parse("de"),
        booth: None,
        mail: "eva@example.org".to_owned(),
        organisation: "volabo".to_owned(),
        code: code.clone(),
        ticket: "t1".to_owned(),
        issued_at: Moment(5),
        withdrawn: false,
        handed_in: [Paper::Names].into(),
        mailed: Some(Mailed {
            at: Moment(6),
            fault: Some(MailFault::Refused),
        }),
    };
    let mo = Invitation {
        id: InvitationId::new("i0"),
        role: Role::Interpreter,
        booth: Some(BoothId::new("de-zh")),
        code: Code::from_number(8),
        ticket: "t2".to_owned(),
        mailed: None,
        ..eva.clone()
    };
    {
        let ledger = open(home.path()).await;
        ledger.add_show(show("demo"), None).await.unwrap();
        let change = Change {
            kept: vec![eva.clone(), mo.clone()],
            due: [
                (Paper::Deck, Some(Moment(9))),
                (Paper::Names, Some(Moment(8))),
            ]
            .into(),
            ..Change::default()
        };
        ledger.change(show_id.clone(), change).await.unwrap();
        let twice = Change {
            kept: vec![Invitation {
                id: InvitationId::new("i2"),
                ..eva.clone()
            }],
            withdrawn: vec!["never".to_owned()],
            ..Change::default()
        };
        let refused = ledger.change(show_id.clone(), twice).await;
        assert!(
            matches!(refused, Err(LedgerFault::Failed(_))),
            "{refused:?}"
        );
        let change = Change {
            kept: vec![Invitation {
                withdrawn: true,
                ..eva.clone()
            }],
            withdrawn: vec!["t1".to_owned()],
            due: [(Paper::Names, None)].into(),
            ..Change::default()
        };
        ledger.change(show_id.clone(), change).await.unwrap();
        ledger.close().await;
    }
    let ledger = open(home.path()).await;
    let list = ledger.guests(show_id.clone()).await.unwrap();
    let eva = Invitation {
        withdrawn: true,
        ..eva
    };
    assert_eq!(list.people, [eva.clone(), mo]);
    assert_eq!(list.due, [(Paper::Deck, Moment(9))].into());
    let found = ledger.by_code(code).await.unwrap();
    assert_eq!(found, Some((show_id.clone(), eva.clone())));
    assert_eq!(ledger.by_code(Code::from_number(9)).await.unwrap(), None);
    assert_eq!(ledger.withdrawn().await.unwrap(), ["t1"]);
    let change = Change {
        dropped: vec![eva.id],
        ..Change::default()
    };
    ledger.change(show_id.clone(), change).await.unwrap();
    let list = ledger.guests(show_id).await.unwrap();
    assert_eq!(list.people.len(), 1);
    assert_eq!(ledger.withdrawn().await.unwrap(), ["t1"]);
}

#[tokio::test]
async fn a_locked_database_is_busy_and_then_works_again() {
    let home = tempfile::tempdir().unwrap();
    let ledger = open(home.path()).await;
    ledger.add_show(show("demo"), None).await.unwrap();
    let mut other = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(home.path().join("roadshow.db"))
        .connect()
        .await
        .unwrap();
    other.execute("BEGIN EXCLUSIVE").await.unwrap();

    let records = vec![Record::Phase(Phase::Live)];
    let outcome = append(&ledger, records.clone()).await;
    assert!(matches!(outcome, Err(LedgerFault::Busy(_))), "{outcome:?}");
    let read = ledger.load(ShowId::new("demo"));
    let unlock = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        other.execute("COMMIT").await.unwrap();
    };
    let (read, ()) = tokio::join!(read, unlock);
    assert_eq!(read.unwrap().phase, None, "nothing of it was kept");

    append(&ledger, records).await.unwrap();
    let kept = ledger.load(ShowId::new("demo")).await.unwrap();
    assert_eq!(kept.phase, Some(Phase::Live));
    other.close().await.unwrap();
}

#[tokio::test]
async fn a_bad_row_is_a_fault_that_names_its_column() {
    let home = tempfile::tempdir().unwrap();
    let ledger = open(home.path()).await;
    ledger.add_show(show("demo"), None).await.unwrap();
    append(&ledger, vec![person("anna", 1)]).await.unwrap();
    let mut other = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(home.path().join("roadshow.db"))
        .connect()
        .await
        .unwrap();
    other
        .execute("UPDATE people SET role = 'emperor'")
        .await
        .unwrap();
    let fault = ledger.load(ShowId::new("demo")).await.unwrap_err();
    assert!(fault.to_string().contains("people.role"), "{fault}");
}

#[tokio::test]
async fn the_database_is_for_this_user_alone() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("new").join("data");
    let ledger = open(&data).await;
    ledger.add_show(show("demo"), None).await.unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data), 0o700);
    let files: Vec<_> = std::fs::read_dir(&data).unwrap().collect();
    assert!(files.len() >= 2, "the database and its log");
    for file in files {
        assert_eq!(mode(&file.unwrap().path()), 0o600);
    }
    ledger.close().await;
    assert!(append(&ledger, vec![person("anna", 1)]).await.is_err());
}

/// What holds of every ledger.
async fn suite(ledger: &dyn Ledger) {
    shows_are_kept_and_made_once_for_a_key(ledger).await;
    rooms_are_kept_apart_and_as_the_rules_say(ledger).await;
    many_batches_of_many_rooms_keep_their_order(ledger).await;
    old_receipts_are_forgotten(ledger).await;
}

async fn shows_are_kept_and_made_once_for_a_key(ledger: &dyn Ledger) {
    let key = Some(Key::new("made once"));
    let made = Added::Show(Box::new(show("one")));
    assert_eq!(
        ledger.add_show(show("one"), key.clone()).await,
        Ok(made.clone())
    );
    assert_eq!(ledger.add_show(show("other"), key).await, Ok(made));
    assert_eq!(ledger.add_show(show("one"), None).await, Ok(Added::Taken));
    let second = Some(Key::new("another"));
    assert_eq!(ledger.add_show(show("one"), second).await, Ok(Added::Taken));
    let mut bare = show("bare");
    (bare.starts_at, bare.booths, bare.public) = (None, Vec::new(), false);
    ledger.add_show(bare.clone(), None).await.unwrap();
    assert_eq!(ledger.shows().await, Ok(vec![bare, show("one")]));
}

async fn rooms_are_kept_apart_and_as_the_rules_say(ledger: &dyn Ledger) {
    let language = |tag| Language::parse(tag).unwrap();
    let vote = |who: &str, up| Record::Vote {
        question: QuestionId::new("q1"),
        participant: ParticipantId::new(who),
        up,
    };
    let mut answered = question("q1");
    answered.state = State::Answered;
    answered.answer = Some("Ja, „wirklich“; 好".to_owned());
    answered.rank = Some(-3);
    answered.answer_language = Some(language("de"));
    answered.addressed = Some(Addressed::Pitch("Teil „1“ 部分".to_owned()));
    answered.labels = vec!["Preis".to_owned(), "价格, \"netto\"".to_owned()];
    (answered.pinned, answered.next_since) = (true, Some(Moment(1_800_000_000_456)));
    answered.also = vec![CoAsker {
        participant: ParticipantId::new("zora"),
        name: "Zora".to_owned(),
        anonymous: true,
    }];
    let translation = |part, tag, by, text: &str| Translation {
        part,
        language: language(tag),
        text: text.to_owned(),
        by,
        at: Moment(1_800_000_000_789),
    };
    let ines = By::Person {
        participant: ParticipantId::new("ines"),
        name: "Ines".to_owned(),
    };
    answered.translations = vec![
        translation(Part::Question, "en", By::Machine, "Why?"),
        translation(Part::Question, "zh", ines.clone(), "为什么?"),
        translation(Part::Answer, "zh", ines, "是的"),
    ];
    let mut merged = question("q2");
    merged.addressed = Some(Addressed::Speaker {
        participant: ParticipantId::new("sofia"),
        name: "Sofia".to_owned(),
    });
    merged.merged_into = Some(QuestionId::new("q1"));
    merged.on_air_at = Some(Moment(1_800_000_000_999));
    // A machine's words come first and are corrected.
    let mut early = answered.clone();
    early.translations[1].by = By::Machine;
    early.labels.clear();
    let batches = vec![
        vec![
            person("zora", 1),
            person("anna", 2),
            Record::Question(question("q1")),
            Record::Question(early),
            Record::Question(merged),
        ],
        vec![vote("anna", true), vote("zora", true), vote("anna", true)],
        vec![vote("zora", false), Record::Phase(Phase::DoorsOpen)],
        vec![Record::Floor {
            language: Some(language("zh")),
            pinned: true,
        }],
        vec![Record::Booth {
            booth: BoothId::new("de-zh"),
            output: language("de"),
            override_latch: true,
        }],
        vec![
            works(Works::ByTurns),
            works(Works::ByDirection),
            interlock("zh", Interlock::Anyone),
            interlock("zh", Interlock::OwnBooth),
            interlock("de", Interlock::Refused),
        ],
        vec![
            Record::Question(answered),
            Record::Phase(Phase::Live),
            person("zora", 3),
            receipt("zora", "k1", now()),
            Record::Attended {
                participant: ParticipantId::new("zora"),
                came: true,
                at: now(),
            },
        ],
        vec![Record::Floor {
            language: None,
            pinned: false,
        }],
        vec![
            notes("Namen; „Zahlen“ 数字"),
            Record::Glossary {
                booth: BoothId::new("de-zh"),
                rows: vec![vec!["Lieferzeit".to_owned(), "交货时间".to_owned()]],
            },
            notes(""),
            run_sheet(3, Some((2, Moment(7)))),
            run_sheet(2, None),
            run_sheet(1, Some((0, now()))),
        ],
        vec![
            chapter(4, "Auftakt"),
            Record::Practice(Some(Moment(3))),
            Record::Practice(None),
            Record::Practice(Some(now())),
            run_sheet(2, None),
            chapter(9, "第二"),
        ],
        vec![
            banner(Some("Gleich")),
            banner(None),
            banner(Some("马上开始")),
        ],
        vec![
            device_check("zora", Some(83), Network::Open),
            device_check("anna", None, Network::Unknown),
            device_check("zora", Some(91), Network::Narrow),
        ],
        vec![consent("zora", 5, true), consent("anna", 6, false)],
        vec![consent("zora", 6, false)],
    ];
    let mut model = Snapshot::default();
    for records in batches {
        for record in &records {
            model.apply(record.clone());
        }
        append_to(ledger, "one", records).await.unwrap();
    }
    let kept = ledger.load(ShowId::new("one")).await.unwrap();
    assert_eq!(kept.sorted(), model.sorted());
    let other = ledger.load(ShowId::new("bare")).await.unwrap();
    assert_eq!(other, Snapshot::default());
}

async fn many_batches_of_many_rooms_keep_their_order(ledger: &dyn Ledger) {
    let mut outcomes = Vec::new();
    for number in 0..300 {
        let show = if number % 2 == 0 { "one" } else { "bare" };
        let records = vec![
            person("berta", number),
            receipt("berta", &number.to_string(), now()),
        ];
        outcomes.push(ledger.append(ShowId::new(show), records).unwrap());
    }
    for outcome in outcomes {
        outcome.await.unwrap().unwrap();
    }
    for (show, last) in [("one", 298), ("bare", 299)] {
        let kept = ledger.load(ShowId::new(show)).await.unwrap();
        let berta = kept.people.iter().find(|p| p.name == "berta").unwrap();
        assert_eq!(berta.seen, Moment(last));
        let hers = kept.receipts.iter().filter(|r| r.0.as_str() == "berta");
        assert_eq!(hers.count(), 150);
    }
}

async fn old_receipts_are_forgotten(ledger: &dyn Ledger) {
    let day = 24 * 60 * 60 * 1_000;
    let at = |ago: u64| Moment(now().0 - ago);
    let records = vec![
        receipt("carla", "old", at(day + 1_000)),
        receipt("carla", "young", at(day - 60_000)),
    ];
    append_to(ledger, "one", records).await.unwrap();
    let kept = ledger.load(ShowId::new("one")).await.unwrap();
    let hers = kept.receipts.iter().filter(|r| r.0.as_str() == "carla");
    let keys: Vec<_> = hers.map(|r| r.1.as_str()).collect();
    assert_eq!(keys, ["young"]);
}

/// The ledger as the rules define it, without a disk.
#[derive(Default)]
struct Model {
    state: Mutex<ModelState>,
}

#[derive(Default)]
struct ModelState {
    shows: Vec<Show>,
    keys: Vec<(Key, ShowId)>,
    rooms: Vec<(ShowId, Snapshot)>,
}

impl Ledger for Model {
    fn shows(&self) -> BoxFuture<'_, Result<Vec<Show>, LedgerFault>> {
        let mut shows = self.state.lock().unwrap().shows.clone();
        shows.sort_by(|a, b| a.id.cmp(&b.id));
        async { Ok(shows) }.boxed()
    }

    fn add_show(&self, show: Show, key: Option<Key>) -> BoxFuture<'_, Result<Added, LedgerFault>> {
        let mut state = self.state.lock().unwrap();
        let made = key
            .as_ref()
            .and_then(|key| state.keys.iter().find(|(k, _)| k == key))
            .and_then(|(_, id)| state.shows.iter().find(|s| s.id == *id))
            .cloned();
        let added = if let Some(made) = made {
            Added::Show(Box::new(made))
        } else if state.shows.iter().any(|s| s.id == show.id) {
            Added::Taken
        } else {
            state.keys.extend(key.map(|key| (key, show.id.clone())));
            state.shows.push(show.clone());
            Added::Show(Box::new(show))
        };
        async { Ok(added) }.boxed()
    }

    fn load(&self, show: ShowId) -> BoxFuture<'_, Result<Snapshot, LedgerFault>> {
        let state = self.state.lock().unwrap();
        let room = state.rooms.iter().find(|(id, _)| *id == show);
        let mut kept = room.map(|(_, kept)| kept.clone()).unwrap_or_default();
        let day = 24 * 60 * 60 * 1_000;
        kept.receipts.retain(|(_, _, at)| now().since(*at) <= day);
        async { Ok(kept) }.boxed()
    }

    fn append(
        &self,
        show: ShowId,
        records: Vec<Record>,
    ) -> Result<oneshot::Receiver<Result<(), LedgerFault>>, Vec<Record>> {
        let mut state = self.state.lock().unwrap();
        let at = match state.rooms.iter().position(|(id, _)| *id == show) {
            Some(at) => at,
            None => {
                state.rooms.push((show, Snapshot::default()));
                state.rooms.len() - 1
            }
        };
        for record in records {
            state.rooms[at].1.apply(record);
        }
        let (done, outcome) = oneshot::channel();
        done.send(Ok(())).unwrap();
        Ok(outcome)
    }
}

async fn open(data: &Path) -> Store {
    let (clock, metrics) = (Clock::wall(), Arc::new(Metrics::new()));
    Store::open(data, clock, metrics, &Shutdown::default())
        .await
        .unwrap()
}

async fn append(ledger: &dyn Ledger, records: Vec<Record>) -> Result<(), LedgerFault> {
    append_to(ledger, "demo", records).await
}

async fn append_to(
    ledger: &dyn Ledger,
    show: &str,
    records: Vec<Record>,
) -> Result<(), LedgerFault> {
    let outcome = ledger.append(ShowId::new(show), records);
    let outcome = outcome.map_err(|_| LedgerFault::Busy("no room".to_owned()))?;
    outcome
        .await
        .unwrap_or(Err(LedgerFault::Failed("no answer".to_owned())))
}

fn now() -> Moment {
    Moment(Clock::wall().unix_ms())
}

fn show(id: &str) -> Show {
    let languages = ["de", "zh"]
        .map(|tag| Language::parse(tag).unwrap())
        .to_vec();
    Show {
        id: ShowId::new(id),
        title: [("de", "Die Schau"), ("zh-Hans", "展示会")]
            .map(|(tag, title)| (tag.to_owned(), title.to_owned()))
            .into(),
        text: [("de".to_owned(), "Acht Pitches".to_owned())].into(),
        languages: languages.clone(),
        booths: vec![BoothPlan {
            id: BoothId::new("de-zh"),
            languages,
            seats: 2,
            works: Works::ByTurns,
            sign: false,
        }],
        starts_at: Some(Moment(1_800_000_000_000)),
        ends_at: Some(Moment(1_800_007_200_000)),
        zones: vec!["Europe/Berlin".to_owned(), "Asia/Shanghai".to_owned()],
        public: true,
        policy: Policy {
            auto_stage: true,
            anonymous_questions: false,
            underneath: true,
            test_picture: false,
            capacity: 1_000,
            interlock: Interlock::Refused,
        },
    }
}

fn person(name: &str, seen: u64) -> Record {
    Record::Person(Box::new(PersonRecord {
        participant: ParticipantId::new(format!("participant {name}")),
        role: Role::Interpreter,
        name: name.to_owned(),
        language: None,
        booth: Some(BoothId::new("de-zh")),
        assigned: seen > 1,
        owns: (seen > 2).then(|| Language::parse("de").unwrap()),
        seat: "seat".to_owned(),
        ticket: "ticket".to_owned(),
        seats: 50,
        place: Place::Booth,
        hand: (seen > 1).then_some(Moment(seen)),
        choice: Choice::Language(Language::parse("zh").unwrap()),
        underneath: true,
        muted: false,
        seen: Moment(seen),
    }))
}

fn works(works: Works) -> Record {
    let booth = BoothId::new("de-zh");
    Record::Works { booth, works }
}

fn interlock(language: &str, interlock: Interlock) -> Record {
    Record::Interlock {
        language: Language::parse(language).unwrap(),
        interlock,
    }
}

fn question(id: &str) -> Box<Question> {
    Box::new(Question {
        id: QuestionId::new(id),
        asker: ParticipantId::new("anna"),
        asker_name: "Anna".to_owned(),
        anonymous: true,
        text: "Warum? 为什么?".to_owned(),
        language: Language::parse("de").unwrap(),
        state: State::Asked,
        asked_at: Moment(1_800_000_000_123),
        answer: None,
        answer_language: None,
        reason: None,
        rank: None,
        translations: Vec::new(),
        addressed: None,
        labels: Vec::new(),
        pinned: false,
        also: Vec::new(),
        merged_into: None,
        next_since: None,
        on_air_at: None,
    })
}

fn notes(text: &str) -> Record {
    Record::Notes {
        booth: BoothId::new("de-zh"),
        text: text.to_owned(),
    }
}

fn run_sheet(items: u16, current: Option<(u16, Moment)>) -> Record {
    let item = |minutes| Item {
        title: format!("Teil {minutes} 部分"),
        speaker: String::new(),
        language: (minutes > 0).then(|| Language::parse("zh").unwrap()),
        minutes,
        notes: "„Pumpe“".to_owned(),
        kind: if minutes == 0 {
            Kind::Break
        } else {
            Kind::Pitch
        },
        titles: BTreeMap::from([(Language::parse("de").unwrap(), "Pumpen".to_owned())]),
        people: vec![ParticipantId::new("zora")],
        decks: vec!["deck-1".to_owned()],
    };
    let items = (0..items).map(item).collect();
    Record::RunSheet(Box::new(RunSheet {
        items,
        current,
        ..RunSheet::default()
    }))
}

fn chapter(at: u64, title: &str) -> Record {
    Record::Chapter(Chapter {
        at: Moment(at),
        title: title.to_owned(),
    })
}

fn banner(text: Option<&str>) -> Record {
    Record::Banner(text.map(|text| {
        Box::new(Banner {
            texts: BTreeMap::from([(Language::parse("zh").unwrap(), text.to_owned())]),
            at: now(),
        })
    }))
}

fn device_check(who: &str, score: Option<u8>, network: Network) -> Record {
    Record::DeviceCheck {
        participant: ParticipantId::new(who),
        checked: Checked {
            score,
            network,
            camera: score.is_some(),
            at: now(),
        },
    }
}

fn consent(who: &str, at: u64, recording: bool) -> Record {
    Record::Consent {
        participant: ParticipantId::new(who),
        at: Moment(at),
        consent: Consent {
            recording,
            live_processing: !recording,
            ..Consent::default()
        },
    }
}

fn receipt(who: &str, key: &str, at: Moment) -> Record {
    Record::Receipt {
        participant: ParticipantId::new(who),
        key: Key::new(key),
        at,
    }
}
