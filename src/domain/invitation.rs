//! Who is invited to a show, before anybody comes: the person, her code, until when her link lives, and what she has
//! handed in.
//!
//! Absent here: the room. An invitation becomes a participant when its link is opened; the two are joined by the ticket's
//! id alone.

use std::collections::{BTreeMap, BTreeSet};

use super::id::{BoothId, InvitationId};
use super::language::Language;
use super::role::Role;
use super::show::Show;
use super::time::Moment;

/// One invited person.
#[derive(Clone, Debug, PartialEq)]
pub struct Invitation {
    /// Its id; stays when the link is replaced.
    pub id: InvitationId,
    /// As whom she comes.
    pub role: Role,
    /// Her name.
    pub name: String,
    /// The language she speaks and is written to.
    pub language: Option<Language>,
    /// An interpreter's booth.
    pub booth: Option<BoothId>,
    /// Her mail address; may be empty.
    pub mail: String,
    /// Whom she comes from; may be empty.
    pub organisation: String,
    /// What she reads out or types instead of the link; another with each new link.
    pub code: Code,
    /// The id of her ticket; another with each new link.
    pub ticket: String,
    /// When the present link was made.
    pub issued_at: Moment,
    /// The link was taken back and none has replaced it.
    pub withdrawn: bool,
    /// What has arrived of her.
    pub handed_in: BTreeSet<Paper>,
    /// The last mail with the present link.
    pub mailed: Option<Mailed>,
}

/// A mail, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mailed {
    /// When it was sent, or tried.
    pub at: Moment,
    /// Why it was not sent.
    pub fault: Option<MailFault>,
}

/// Why a mail was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailFault {
    /// The server did not answer in time.
    Late,
    /// The server does not take it: mostly an address that does not exist.
    Refused,
    /// The server cannot be reached or cannot go on.
    Failed,
}

impl MailFault {
    /// By its name.
    pub fn parse(name: &str) -> Option<Self> {
        let all = [Self::Late, Self::Refused, Self::Failed];
        all.into_iter().find(|fault| fault.as_str() == name)
    }

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }
}

/// What a show needs of its people before the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Paper {
    /// The slides of a pitch.
    Deck,
    /// How names are written and pronounced.
    Names,
    /// The words of a field in the languages of the show.
    Glossary,
    /// The spoken text of a film.
    Transcript,
}

impl Paper {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 4] = [Self::Deck, Self::Names, Self::Glossary, Self::Transcript];

    /// By its name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|paper| paper.as_str() == name)
    }

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Deck => "deck",
            Self::Names => "names",
            Self::Glossary => "glossary",
            Self::Transcript => "transcript",
        }
    }
}

/// The people of a show and by when their papers are due.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GuestList {
    /// In the order they were invited.
    pub people: Vec<Invitation>,
    /// By when each paper is due; absent: it is not asked for.
    pub due: BTreeMap<Paper, Moment>,
}

impl GuestList {
    /// Who has not handed this paper in. Speakers hand in; nobody else is asked.
    pub fn missing(&self, paper: Paper) -> impl Iterator<Item = &Invitation> {
        let people = self.people.iter();
        people.filter(move |person| {
            person.role == Role::Speaker && !person.handed_in.contains(&paper)
        })
    }

    /// The papers that this person has not handed in although their day has passed. Speakers hand in; nobody else is asked.
    pub fn late(&self, person: &Invitation, now: Moment) -> Vec<Paper> {
        let asked = self.due.iter().filter(|(paper, due)| {
            person.role == Role::Speaker && **due < now && !person.handed_in.contains(paper)
        });
        asked.map(|(paper, _)| *paper).collect()
    }

    /// The invitation with this id.
    pub fn person(&self, id: &InvitationId) -> Option<&Invitation> {
        self.people.iter().find(|person| person.id == *id)
    }
}

/// What changes in a guest list; kept as a whole or not at all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// Written, new or in place of those with the same id.
    pub kept: Vec<Invitation>,
    /// Taken from the list.
    pub dropped: Vec<InvitationId>,
    /// Tickets that open nothing from now on.
    pub withdrawn: Vec<String>,
    /// Other days for papers; `None`: no longer asked for.
    pub due: BTreeMap<Paper, Option<Moment>>,
}

/// Until when a link made at `issued` lives: a day longer than the show is planned to last. A show without times has links
/// of `otherwise_ms`.
pub fn lives_until(show: &Show, issued: Moment, otherwise_ms: u64) -> Moment {
    match (show.ends_at, show.starts_at) {
        (Some(end), _) => end.after(DAY_MS),
        (None, Some(start)) => start.after(LONGEST_MS).after(DAY_MS),
        (None, None) => issued.after(otherwise_ms),
    }
}

/// Whether `text` can stand for a mail address: one `@` between two parts, nothing that could end a header or a list.
pub fn is_mail(text: &str) -> bool {
    let odd = |c: char| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"".contains(c);
    let Some((name, host)) = text.rsplit_once('@') else {
        return false;
    };
    text.len() <= MAIL_BYTES
        && !name.is_empty()
        && !name.contains('@')
        && host.contains('.')
        && host.split('.').all(|part| !part.is_empty())
        && !text.chars().any(odd)
}

/// Eight letters and digits of which no two look alike, for reading out by phone.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Code(String);

impl Code {
    /// The code that a random number stands for.
    pub fn from_number(mut number: u64) -> Self {
        let base = SIGNS.len() as u64;
        let sign = |number: u64| {
            usize::try_from(number % base)
                .ok()
                .and_then(|at| SIGNS.get(at))
        };
        let mut text = String::with_capacity(CODE_SIGNS);
        for _ in 0..CODE_SIGNS {
            text.extend(sign(number).map(|sign| char::from(*sign)));
            number /= base;
        }
        Self(text)
    }

    /// Reads a code as people write it: small letters, blanks and dashes are forgiven.
    pub fn parse(text: &str) -> Option<Self> {
        let plain: String = text
            .chars()
            .filter(|c| !matches!(c, ' ' | '-'))
            .map(|c| c.to_ascii_uppercase())
            .take(CODE_SIGNS + 1)
            .collect();
        let known = plain.bytes().all(|sign| SIGNS.contains(&sign));
        (plain.len() == CODE_SIGNS && known).then_some(Self(plain))
    }

    /// The eight signs.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Code {
    /// A code opens a door, so that it stands in no log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Code(…)")
    }
}

/// People that one show may invite by name; more come by links with several seats.
pub const MOST_PEOPLE: usize = 2_000;

/// Without 0 O Q, 1 I L, 2 Z, 5 S, 8 B, U V.
const SIGNS: &[u8] = b"34679ACDEFGHJKMNPRTWXY";
const CODE_SIGNS: usize = 8;

/// RFC 5321, section 4.5.3.1.3: 256 octets of a path, with its brackets.
const MAIL_BYTES: usize = 254;

const DAY_MS: u64 = 24 * 60 * 60 * 1_000;

/// How long a show is taken to last that has a start and no end.
const LONGEST_MS: u64 = 12 * 60 * 60 * 1_000;

#[cfg(test)]
mod tests;
