//! Signs tickets and checks them: a JWT with HS256, the server's key and nothing else.
//!
//! Whatever is wrong with a ticket but its age gets one and the same answer, so that nobody can feel the way to a good one.

use std::collections::HashSet;
use std::sync::{PoisonError, RwLock};

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use ring::hmac;
use serde::{Deserialize, Serialize};

use super::ticket::{Misfit, Ticket};
use crate::domain::id::{BoothId, ShowId};
use crate::domain::language::Language;
use crate::domain::role::Role;
use crate::foundation::clock::Clock;

/// The key that signs tickets, and the clock that tells when one is over.
pub struct Seal {
    signing: EncodingKey,
    checking: DecodingKey,
    naming: hmac::Key,
    validation: Validation,
    clock: Clock,
    /// Ids of tickets that were taken back; a show's host can add no more than she has people.
    withdrawn: RwLock<HashSet<String>>,
}

/// Why a ticket is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Void {
    /// Not one of ours, or changed.
    #[error("this link is not valid, ask for a new one")]
    Invalid,
    /// It was good once.
    #[error("this link has expired, ask for a new one")]
    Expired,
    /// It was taken back.
    #[error("this link was taken back, ask for a new one")]
    Withdrawn,
}

impl Void {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Invalid => "ticket_invalid",
            Self::Expired => "ticket_expired",
            Self::Withdrawn => "ticket_withdrawn",
        }
    }
}

impl Seal {
    /// A seal with this key.
    pub fn new(key: &[u8; 32], clock: Clock) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["aud", "exp"]);
        // Age is checked below, against the server's own clock.
        validation.validate_exp = false;
        Self {
            signing: EncodingKey::from_secret(key),
            checking: DecodingKey::from_secret(key),
            naming: hmac::Key::new(hmac::HMAC_SHA256, key),
            validation,
            clock,
            withdrawn: RwLock::default(),
        }
    }

    /// The ticket as text for a link.
    ///
    /// # Errors
    /// The parts do not fit together.
    pub fn sign(&self, ticket: &Ticket) -> Result<String, Misfit> {
        ticket.fits()?;
        let claims = Claims {
            aud: AUDIENCE.to_owned(),
            show: ticket.show.as_str().to_owned(),
            role: ticket.role.as_str().to_owned(),
            name: ticket.name.clone(),
            language: ticket.language.as_ref().map(ToString::to_string),
            booth: ticket.booth.as_ref().map(ToString::to_string),
            exp: ticket.expires_at,
            iat: Some(self.now()),
            nbf: None,
            jti: ticket.id.clone(),
            seats: ticket.seats,
        };
        // Plain strings and numbers always encode.
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.signing)
            .map_err(|_| Misfit::Id)
    }

    /// Seconds since the Unix epoch, `seconds` from now: what a new ticket says of its age.
    pub fn expiry_after(&self, seconds: u64) -> u64 {
        self.now().saturating_add(seconds)
    }

    /// A ticket id made of `text`: the same text gives the same id, and nobody without the key can tell which.
    pub fn name(&self, text: &str) -> String {
        let tag = hmac::sign(&self.naming, text.as_bytes());
        tag.as_ref()
            .iter()
            .take(16)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// The ticket that `text` is.
    ///
    /// # Errors
    /// It is not one of ours, or it is too old.
    pub fn check(&self, text: &str) -> Result<Ticket, Void> {
        let claims = self.open(text).ok_or(Void::Invalid)?;
        let now = self.now();
        if [claims.nbf, claims.iat]
            .iter()
            .flatten()
            .any(|&from| from > now.saturating_add(SKEW))
        {
            return Err(Void::Invalid);
        }
        let expired = claims.exp <= now;
        let ticket = claims.into_ticket().ok_or(Void::Invalid)?;
        if expired {
            return Err(Void::Expired);
        }
        if self.is_withdrawn(&ticket.id) {
            return Err(Void::Withdrawn);
        }
        Ok(ticket)
    }

    /// Tickets with these ids open nothing from now on. Keeping that is the ledger's matter.
    pub fn withdraw(&self, ids: impl IntoIterator<Item = String>) {
        let mut withdrawn = self
            .withdrawn
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        withdrawn.extend(ids);
    }

    /// Whether the ticket with this id was taken back.
    pub fn is_withdrawn(&self, id: &str) -> bool {
        let withdrawn = self
            .withdrawn
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        withdrawn.contains(id)
    }

    fn open(&self, text: &str) -> Option<Claims> {
        if text.len() > TICKET_BYTES {
            return None;
        }
        let token = jsonwebtoken::decode::<Claims>(text, &self.checking, &self.validation).ok()?;
        // A key named in the header, a foreign extension: nothing we ever sign.
        let plain = Header {
            typ: token.header.typ.clone(),
            ..Header::new(Algorithm::HS256)
        };
        (token.header == plain && token.claims.aud == AUDIENCE).then_some(token.claims)
    }

    fn now(&self) -> u64 {
        self.clock.unix_ms() / 1_000
    }
}

/// The claims on the wire; a claim we do not know or that stands twice makes the ticket void.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    aud: String,
    show: String,
    role: String,
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    booth: Option<String>,
    exp: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    iat: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nbf: Option<u64>,
    jti: String,
    #[serde(default = "one")]
    seats: u32,
}

impl Claims {
    fn into_ticket(self) -> Option<Ticket> {
        let language = match self.language {
            Some(tag) => Some(Language::parse(&tag)?),
            None => None,
        };
        let ticket = Ticket {
            show: ShowId::new(self.show),
            role: Role::parse(&self.role)?,
            name: self.name,
            language,
            booth: self.booth.map(BoothId::new),
            expires_at: self.exp,
            id: self.jti,
            seats: self.seats,
        };
        ticket.fits().is_ok().then_some(ticket)
    }
}

fn one() -> u32 {
    1
}

const AUDIENCE: &str = "roadshow";

/// Seconds by which another machine's clock may be ahead where it says from when a ticket is good.
const SKEW: u64 = 60;

/// Far above any ticket we sign, far below what would cost time to check.
const TICKET_BYTES: usize = 4 << 10;

#[cfg(test)]
mod tests;
