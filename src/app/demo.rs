//! The demo show: German and Chinese, live from the start, the same people after every restart.

use std::collections::BTreeMap;

use crate::admission::seal::Seal;
use crate::admission::ticket::Ticket;
use crate::domain::effect::Record;
use crate::domain::id::{BoothId, ShowId};
use crate::domain::language::Language;
use crate::domain::phase::{Command, Phase};
use crate::domain::role::Role;
use crate::domain::show::{BoothPlan, Interlock, Policy, Show, Works};
use crate::venue::directory::Directory;
use crate::venue::ports::{Added, Ledger};

/// The id of the demo show.
pub(super) const ID: &str = "demo";

/// The plan of the demo show.
pub(super) fn show() -> Show {
    let languages: Vec<_> = ["de", "zh"]
        .into_iter()
        .filter_map(Language::parse)
        .collect();
    let titles = [
        ("de", "Roadshow zum Ausprobieren"),
        ("en", "A roadshow to try out"),
        ("zh-Hans", "路演体验"),
    ];
    Show {
        id: ShowId::new(ID),
        title: BTreeMap::from(titles.map(|(tag, title)| (tag.to_owned(), title.to_owned()))),
        text: BTreeMap::new(),
        booths: vec![BoothPlan {
            id: BoothId::new(BOOTH),
            languages: languages.clone(),
            seats: 2,
            works: Works::ByTurns,
            sign: false,
        }],
        languages,
        starts_at: None,
        ends_at: None,
        zones: ["Europe/Berlin", "Asia/Shanghai"]
            .map(str::to_owned)
            .to_vec(),
        public: true,
        policy: Policy {
            auto_stage: true,
            anonymous_questions: true,
            underneath: false,
            test_picture: true,
            capacity: 1_000,
            interlock: Interlock::Refused,
        },
    }
}

/// Makes the demo show if there is none, and moves it on until it is live. One that was ended begins anew: the end of a
/// show is the end, but what is there to be tried must be there at every start.
pub(super) async fn open(directory: &Directory, ledger: &dyn Ledger) -> anyhow::Result<()> {
    let id = ShowId::new(ID);
    if directory.show(&id).is_none() && directory.add_show(show(), None).await? == Added::Taken {
        anyhow::bail!("the id {ID} is taken by another show; start with --no-demo");
    }
    if ledger.load(id.clone()).await?.phase == Some(Phase::Ended) {
        let anew = vec![Record::Phase(Phase::Planned)];
        let kept = ledger
            .append(id.clone(), anew)
            .map_err(|_| anyhow::anyhow!("the ledger is busy; start again"))?;
        kept.await??;
    }
    let room = directory.room(&id).await?;
    for (from, to) in [
        (Phase::Planned, Phase::DoorsOpen),
        (Phase::DoorsOpen, Phase::Live),
    ] {
        if room.phase() == from {
            room.office(Command::Set(to)).await?;
        }
    }
    Ok(())
}

/// One link's role and ticket for each role.
pub(super) fn tickets(seal: &Seal) -> anyhow::Result<Vec<(&'static str, String)>> {
    let mut tickets = Vec::new();
    for (role, name, language, seats) in PEOPLE {
        let ticket = Ticket {
            show: ShowId::new(ID),
            role,
            name: name.to_owned(),
            language: Language::parse(language),
            booth: (role == Role::Interpreter).then(|| BoothId::new(BOOTH)),
            expires_at: seal.expiry_after(VALID_SECONDS),
            id: format!("{ID}-{}", role.as_str()),
            seats,
        };
        tickets.push((role.as_str(), seal.sign(&ticket)?));
    }
    Ok(tickets)
}

const BOOTH: &str = "de-zh";

/// Role, name, language and seats; the interpreter has no language of her own, so the booth's direction holds.
const PEOPLE: [(Role, &str, &str, u32); 5] = [
    (Role::Host, "Hanna", "de", 1),
    (Role::Moderator, "Mo", "de", 1),
    (Role::Speaker, "Eva", "de", 1),
    (Role::Interpreter, "李娜", "", 1),
    (Role::Attendee, "Guest", "", 50),
];

/// Longer than any demonstration, short enough that a forgotten link dies.
const VALID_SECONDS: u64 = 7 * 86_400;
