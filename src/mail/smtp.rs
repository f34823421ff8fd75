//! The configured SMTP server, as the office reaches it.

use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use tokio::sync::Semaphore;

use crate::config::mail::{Mail, Security};
use crate::domain::invitation::MailFault;
use crate::venue::ports::{Letter, Post};

/// A server that takes mail.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    limit: Duration,
    /// Mails under way at once; those behind wait within their own limit.
    desks: Semaphore,
}

/// The server cannot be used as configured.
#[derive(Debug, thiserror::Error)]
pub enum SmtpFault {
    /// No host and port.
    #[error("server `{0}` is no host and port such as smtp.example.org:587")]
    Server(String),
    /// No sender.
    #[error("from `{0}` is no sender such as Roadshow <roadshow@example.org>")]
    From(String),
    /// A password would go out readable.
    #[error("a password is sent with security = \"starttls\" or \"tls\" alone")]
    Readable,
    /// The authorities cannot be read.
    #[error("cannot read {path}: {problem}; authorities must name a PEM file")]
    Authorities {
        /// Which file.
        path: String,
        /// Why.
        problem: std::io::Error,
    },
    /// The TLS library declines its settings.
    #[error("TLS cannot be used: {0}")]
    Tls(#[from] lettre::transport::smtp::Error),
}

impl Smtp {
    /// The server as it is configured; `None`: mail is copied by hand.
    ///
    /// # Errors
    /// When something of it is missing or does not fit.
    pub fn open(config: &Mail) -> Result<Option<Self>, SmtpFault> {
        if config.server.is_empty() {
            return Ok(None);
        }
        let odd = || SmtpFault::Server(config.server.clone());
        let (host, port) = config.server.rsplit_once(':').ok_or_else(odd)?;
        let port: u16 = port.parse().map_err(|_| odd())?;
        let host = host.trim_matches(['[', ']']);
        let from: Mailbox = config
            .from
            .parse()
            .map_err(|_| SmtpFault::From(config.from.clone()))?;
        let limit = Duration::from_secs(config.timeout_seconds.into());
        let tls = match config.security {
            Security::Plain => Tls::None,
            Security::Starttls => Tls::Required(parameters(host, &config.authorities)?),
            Security::Tls => Tls::Wrapper(parameters(host, &config.authorities)?),
        };
        let builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(port)
            .tls(tls)
            .timeout(Some(limit));
        let builder = match (config.password.reveal(), config.security) {
            (None, _) => builder,
            (Some(_), Security::Plain) => return Err(SmtpFault::Readable),
            (Some(password), _) => {
                builder.credentials(Credentials::new(config.user.clone(), password.to_owned()))
            }
        };
        Ok(Some(Self {
            transport: builder.build(),
            from,
            limit,
            desks: Semaphore::new(AT_ONCE),
        }))
    }

    async fn deliver(&self, letter: Letter) -> Result<(), MailFault> {
        let address = letter.mail.parse().map_err(|_| MailFault::Refused)?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(Some(letter.name), address))
            .subject(letter.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text)
            .map_err(|_| MailFault::Refused)?;
        let _desk = self.desks.acquire().await.map_err(|_| MailFault::Failed)?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(fault) if fault.is_timeout() => Err(MailFault::Late),
            Err(fault) if fault.is_permanent() => Err(MailFault::Refused),
            Err(fault) => {
                // The status alone: what a server says may repeat an address.
                tracing::warn!(status = ?fault.status(), "a mail was not taken");
                Err(MailFault::Failed)
            }
        }
    }
}

impl Post for Smtp {
    fn is_open(&self) -> bool {
        true
    }

    fn send(&self, letter: Letter) -> BoxFuture<'_, Result<(), MailFault>> {
        async {
            let sent = tokio::time::timeout(self.limit, self.deliver(letter));
            sent.await.unwrap_or(Err(MailFault::Late))
        }
        .boxed()
    }
}

fn parameters(host: &str, authorities: &str) -> Result<TlsParameters, SmtpFault> {
    let pem = std::fs::read(authorities).map_err(|problem| SmtpFault::Authorities {
        path: authorities.to_owned(),
        problem,
    })?;
    let roots = Certificate::from_pem(&pem)?;
    Ok(TlsParameters::builder(host.to_owned())
        .certificate_store(CertificateStore::None)
        .add_root_certificate(roots)
        .build_rustls()?)
}

/// Few, so that a whole list sent at once is not taken for a flood.
const AT_ONCE: usize = 2;

#[cfg(test)]
mod tests;
