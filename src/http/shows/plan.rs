//! The plan that a wish for a show stands for, or what of it does not fit. Nothing is opened here.

use super::{BoothView, NewShow};
use crate::admission::ticket::is_id;
use crate::domain::id::{BoothId, ShowId};
use crate::domain::language::Language;
use crate::domain::show::{BoothPlan, Policy, Show};
use crate::domain::time::Moment;
use crate::foundation::chance;
use crate::http::problem::Problem;
use crate::protocol::time;

/// The plan that a wish stands for.
pub(super) fn of(wish: NewShow) -> Result<Show, Problem> {
    let id = wish.id.unwrap_or_else(chance::secret);
    let slug = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if !is_id(&id) || !id.bytes().all(slug) {
        return Err(Problem::invalid(
            "id: 1 to 64 lower-case letters, digits and dashes.",
        ));
    }
    let fits = |text: &str| (1..=TITLE_CHARACTERS).contains(&text.trim().chars().count());
    if wish.title.is_empty()
        || !wish
            .title
            .iter()
            .all(|(tag, text)| Language::parse(tag).is_some() && fits(text))
    {
        return Err(Problem::invalid(
            "title: by language tag, 1 to 200 characters each, at least one.",
        ));
    }
    let fits = |text: &str| text.chars().count() <= TEXT_CHARACTERS;
    let known = |(tag, text): (&String, &String)| Language::parse(tag).is_some() && fits(text);
    if !wish.text.iter().all(known) {
        return Err(Problem::invalid(
            "text: by language tag, at most 4,000 characters each.",
        ));
    }
    let languages = languages(&wish.languages)?;
    let mut booths = Vec::new();
    for booth in wish.booths {
        booths.push(booth_plan(booth, &languages, &booths)?);
    }
    let starts_at = moment("starts_at", wish.starts_at.as_deref())?;
    let ends_at = moment("ends_at", wish.ends_at.as_deref())?;
    if ends_at.is_some_and(|end| starts_at.is_none_or(|start| end <= start)) {
        return Err(Problem::invalid(
            "ends_at: after starts_at, and not without it.",
        ));
    }
    let zone = |zone: &String| {
        zone.len() <= 64
            && zone
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"/_+-".contains(&b))
    };
    if wish.zones.len() > 8 || !wish.zones.iter().all(zone) {
        return Err(Problem::invalid(
            "zones: at most eight names such as Europe/Berlin.",
        ));
    }
    if wish.policy.capacity == 0 {
        return Err(Problem::invalid("policy.capacity: 1 or more."));
    }
    Ok(Show {
        id: ShowId::new(id),
        title: wish.title,
        text: wish.text,
        languages,
        booths,
        starts_at,
        ends_at,
        zones: wish.zones,
        public: wish.public,
        policy: Policy {
            auto_stage: wish.policy.auto_stage,
            anonymous_questions: wish.policy.anonymous_questions,
            underneath: wish.policy.underneath,
            test_picture: wish.policy.test_picture,
            capacity: wish.policy.capacity,
            interlock: wish.policy.interlock.into(),
        },
    })
}

fn moment(field: &str, text: Option<&str>) -> Result<Option<Moment>, Problem> {
    let Some(text) = text else {
        return Ok(None);
    };
    let at = time::parse(text).map(Moment).ok_or_else(|| {
        Problem::invalid(format!(
            "{field}: a point in time such as 2027-03-01T09:00:00Z."
        ))
    })?;
    Ok(Some(at))
}

fn languages(tags: &[String]) -> Result<Vec<Language>, Problem> {
    let mut languages = Vec::new();
    for tag in tags {
        match Language::parse(tag) {
            Some(language) if !languages.contains(&language) => languages.push(language),
            _ => {
                return Err(Problem::invalid(
                    "languages: tags such as de, en, zh, each once.",
                ));
            }
        }
    }
    if languages.is_empty() || languages.len() > LANGUAGES {
        return Err(Problem::invalid(
            "languages: one at least, thirty-two at most.",
        ));
    }
    Ok(languages)
}

fn booth_plan(
    booth: BoothView,
    spoken: &[Language],
    others: &[BoothPlan],
) -> Result<BoothPlan, Problem> {
    if !is_id(&booth.id) || others.iter().any(|other| other.id.as_str() == booth.id) {
        return Err(Problem::invalid(
            "booths: each has an id of its own, letters, digits and dashes.",
        ));
    }
    let working = languages(&booth.languages)?;
    if working.len() < 2 || !working.iter().all(|language| spoken.contains(language)) {
        return Err(Problem::invalid(
            "booths: each has two or more of the show's languages.",
        ));
    }
    if !(1..=3).contains(&booth.seats) {
        return Err(Problem::invalid("booths: each has one to three seats."));
    }
    Ok(BoothPlan {
        id: BoothId::new(booth.id),
        languages: working,
        seats: booth.seats,
        works: booth.works.into(),
        sign: booth.sign,
    })
}

const TITLE_CHARACTERS: usize = 200;
const TEXT_CHARACTERS: usize = 4_000;
const LANGUAGES: usize = 32;
