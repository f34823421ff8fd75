//! Rows of new people become invitations, or the number of the first row that cannot and what to do about it.

use std::collections::{BTreeSet, HashSet};

use super::NewPerson;
use crate::domain::id::InvitationId;
use crate::domain::invitation::{Code, GuestList, Invitation, MOST_PEOPLE, is_mail};
use crate::domain::language::Language;
use crate::domain::role::Role;
use crate::domain::show::Show;
use crate::domain::time::Moment;
use crate::foundation::chance;
use crate::http::problem::Problem;
use crate::http::tickets::{self, Wish};

/// The invitations that the rows stand for. `name` gives the id of a row; one that is on the list already was added by the
/// same request before and is not looked at again.
pub(super) fn invited(
    show: &Show,
    people: Vec<NewPerson>,
    list: &GuestList,
    name: impl Fn(usize) -> InvitationId,
    now: Moment,
) -> Result<Vec<Invitation>, Problem> {
    if people.is_empty() {
        return Err(Problem::invalid("people: one row at least."));
    }
    if list.people.len().saturating_add(people.len()) > MOST_PEOPLE {
        return Err(Problem::invalid(format!(
            "people: at most {MOST_PEOPLE} in one show; invite more by a link with several seats."
        )));
    }
    let mut known: HashSet<String> = list
        .people
        .iter()
        .map(|person| person.mail.to_lowercase())
        .filter(|mail| !mail.is_empty())
        .collect();
    let mut invitations = Vec::with_capacity(people.len());
    for (row, person) in people.into_iter().enumerate() {
        let id = name(row);
        if let Some(present) = list.person(&id) {
            invitations.push(present.clone());
            continue;
        }
        let at = row.saturating_add(1);
        let wrong = |detail: &str| Problem::invalid(format!("row {at}: {detail}"));
        let mail = person.mail.trim().to_owned();
        if !mail.is_empty() && !is_mail(&mail) {
            return Err(wrong("mail: one address such as eva@example.org, or none."));
        }
        if !mail.is_empty() && !known.insert(mail.to_lowercase()) {
            return Err(wrong("mail: this address is on the list already."));
        }
        invitations
            .push(one(show, person, mail, id, now).map_err(|problem| wrong(problem.detail()))?);
    }
    Ok(invitations)
}

/// Gives somebody another ticket and another code.
pub(super) fn new_link(person: &mut Invitation, now: Moment) {
    person.ticket = chance::secret();
    person.code = code();
    person.issued_at = now;
    person.mailed = None;
}

fn one(
    show: &Show,
    person: NewPerson,
    mail: String,
    id: InvitationId,
    now: Moment,
) -> Result<Invitation, Problem> {
    let organisation = person.organisation.trim().to_owned();
    let too_long = organisation.chars().count() > ORGANISATION_CHARACTERS;
    if too_long || organisation.chars().any(char::is_control) {
        return Err(Problem::invalid(
            "organisation: at most 120 characters in one line.",
        ));
    }
    let spoken = person.language.as_deref().filter(|tag| !tag.is_empty());
    let language = spoken.and_then(Language::parse);
    if spoken.is_some()
        && !language
            .as_ref()
            .is_some_and(|language| show.languages.contains(language))
    {
        let tags: Vec<_> = show.languages.iter().map(Language::as_str).collect();
        return Err(Problem::invalid(format!(
            "language: one of {}.",
            tags.join(", ")
        )));
    }
    let speaks = Role::parse(&person.role) != Some(Role::Interpreter);
    let wish = Wish {
        role: person.role,
        name: person.name,
        language: language
            .as_ref()
            .filter(|_| speaks)
            .map(ToString::to_string),
        booth: person.booth.filter(|booth| !booth.is_empty()),
        valid: None,
        seats: None,
    };
    let ticket = tickets::fill_in(show, &wish, chance::secret(), 0, |_| 0)?;
    Ok(Invitation {
        id,
        role: ticket.role,
        name: ticket.name,
        language,
        booth: ticket.booth,
        mail,
        organisation,
        code: code(),
        ticket: ticket.id,
        issued_at: now,
        withdrawn: false,
        handed_in: BTreeSet::new(),
        mailed: None,
    })
}

fn code() -> Code {
    Code::from_number(u64::from_le_bytes(chance::bytes()))
}

const ORGANISATION_CHARACTERS: usize = 120;
