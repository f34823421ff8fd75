//! Who asks: nobody known, the administrator, or the holder of a ticket. What they may do is each handler's matter.

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;

use super::origin::Arrival;
use super::premises::Premises;
use super::problem::Problem;
use crate::admission::ticket::Ticket;
use crate::domain::id::ShowId;
use crate::domain::role::Role;
use crate::domain::show::Show;

/// Who asks.
pub(super) enum Caller {
    /// Nobody we know.
    Stranger,
    /// The administrator.
    Administrator,
    /// Whoever holds this ticket.
    Holder(Box<Ticket>),
}

impl Caller {
    /// Whether the caller may know of `show`: it is public, or theirs.
    pub(super) fn knows(&self, show: &Show) -> bool {
        match self {
            Self::Stranger => show.public,
            Self::Administrator => true,
            Self::Holder(ticket) => show.public || ticket.show == show.id,
        }
    }

    /// Whether the caller runs `show`: the administrator, or one of its hosts.
    ///
    /// # Errors
    /// Somebody unknown, or somebody else; whoever may not know of the show does not learn that it exists.
    pub(super) fn must_run(&self, show: &ShowId) -> Result<(), Problem> {
        match self {
            Self::Stranger => Err(Problem::unauthorised()),
            Self::Administrator => Ok(()),
            Self::Holder(ticket) if ticket.show != *show => Err(Problem::no_such_show()),
            Self::Holder(ticket) if ticket.role == Role::Host => Ok(()),
            Self::Holder(_) => Err(Problem::forbidden()),
        }
    }
}

impl FromRequestParts<Premises> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, premises: &Premises) -> Result<Self, Problem> {
        if let Some(arrival) = parts.extensions.get::<Arrival>() {
            premises.pace.admit_address(arrival.client.ip())?;
        }
        let mut presented = parts.headers.get_all(header::AUTHORIZATION).iter();
        let Some(first) = presented.next() else {
            return Ok(Self::Stranger);
        };
        let token = first
            .to_str()
            .ok()
            .and_then(|text| text.strip_prefix("Bearer "));
        let (Some(token), None) = (token, presented.next()) else {
            return Err(Problem::unauthorised());
        };
        if premises.administrator.is(token) {
            return Ok(Self::Administrator);
        }
        let ticket = premises.seal.check(token)?;
        premises.pace.admit_ticket(&ticket.id)?;
        Ok(Self::Holder(Box::new(ticket)))
    }
}

/// The key that marks a retry of the same write.
pub(super) struct IdempotencyKey(pub(super) Option<String>);

impl<S: Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(key) = parts.headers.get("idempotency-key") else {
            return Ok(Self(None));
        };
        let fits = |key: &str| (1..=KEY_CHARACTERS).contains(&key.len());
        let key = key.to_str().ok().filter(|key| fits(key));
        let key = key.ok_or_else(|| {
            Problem::invalid(format!(
                "Idempotency-Key: 1 to {KEY_CHARACTERS} ASCII characters, such as a UUID."
            ))
        })?;
        Ok(Self(Some(key.to_owned())))
    }
}

const KEY_CHARACTERS: usize = 128;
