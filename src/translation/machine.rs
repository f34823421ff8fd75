//! The translator as the venue reaches it: so many texts under way at once, so many in line, each for a bounded time.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;

use super::exchange::{Service, Text};
use super::line::Line;
use super::way::{Way, WayFault};
use crate::config::translation::Translation;
use crate::domain::id::ParticipantId;
use crate::domain::language::Language;
use crate::domain::translation::{Fault, Order};
use crate::foundation::metrics::{Metrics, OutcomeLabel};
use crate::foundation::shutdown::Shutdown;
use crate::venue::ports::Translator;

/// The configured service.
#[derive(Clone)]
pub struct Machine {
    service: Arc<Service>,
    /// The languages it knows, each by its own name for it; empty: all, by their short names.
    names: Arc<[(Language, String)]>,
    desks: Desks,
    limit: Duration,
    metrics: Arc<Metrics>,
    shutdown: Shutdown,
}

impl Machine {
    /// The machine as it is configured; `None`: people alone translate.
    ///
    /// # Errors
    /// When the authorities that an `https` service is checked against cannot be read.
    pub fn open(
        config: &Translation,
        metrics: Arc<Metrics>,
        shutdown: Shutdown,
    ) -> Result<Option<Self>, WayFault> {
        if config.url.is_empty() {
            return Ok(None);
        }
        let names = config.languages.iter();
        let names = names.filter_map(|tag| Some((Language::parse(tag)?, tag.clone())));
        let at_once = usize::try_from(config.at_once).unwrap_or(usize::MAX);
        Ok(Some(Self {
            service: Arc::new(Service {
                way: Way::to(&config.url, &config.authorities)?,
                key: config.key.clone(),
            }),
            names: names.collect(),
            desks: Desks(Arc::new(Mutex::new(Line::new(at_once)))),
            limit: Duration::from_secs(config.timeout_seconds.into()),
            metrics,
            shutdown,
        }))
    }

    fn name(&self, language: &Language) -> Option<String> {
        if self.names.is_empty() {
            return Some(language.as_str().to_owned());
        }
        let known = self.names.iter().find(|(known, _)| known == language);
        known.map(|(_, name)| name.clone())
    }

    async fn make(&self, order: Order, turn: oneshot::Receiver<Desk>) -> Result<String, Fault> {
        let source = self.name(&order.from).ok_or(Fault::Failed)?;
        let target = self.name(&order.place.language).ok_or(Fault::Failed)?;
        let text = Text {
            q: &order.text,
            source: &source,
            target: &target,
        };
        let work = async {
            let _desk = turn.await.map_err(|_| Fault::Failed)?;
            let made = tokio::time::timeout(self.limit, self.service.translate(&text));
            made.await.unwrap_or(Err(Fault::Late))
        };
        // A service that hangs keeps the whole line waiting: nobody waits there for longer than a few answers take.
        let patience = self.limit.saturating_mul(PATIENCE);
        let made = tokio::time::timeout(patience, work);
        made.await.unwrap_or(Err(Fault::Late))
    }

    fn count(&self, made: &Result<String, Fault>) {
        let outcome = match made {
            Ok(_) => "done",
            Err(Fault::Busy) => "busy",
            Err(Fault::Late) => "late",
            Err(Fault::Failed) => "failed",
            Err(Fault::Unusable) => "unusable",
        };
        let of = self
            .metrics
            .translations
            .get_or_create(&OutcomeLabel { outcome });
        of.inc();
    }
}

impl Translator for Machine {
    fn knows(&self, language: &Language) -> bool {
        self.name(language).is_some()
    }

    fn translate(&self, order: Order, answer: oneshot::Sender<Result<String, Fault>>) {
        let Some(turn) = self.desks.join(&order.asker) else {
            self.count(&Err(Fault::Busy));
            let _ = answer.send(Err(Fault::Busy));
            return;
        };
        let machine = self.clone();
        let task = async move {
            let closing = machine.shutdown.requested();
            let made = tokio::select! {
                made = machine.make(order, turn) => made,
                () = closing => Err(Fault::Failed),
            };
            machine.count(&made);
            let _ = answer.send(made);
        };
        self.shutdown.spawn(task);
    }
}

/// The desks at which texts are under way, and the line before them.
#[derive(Clone)]
struct Desks(Arc<Mutex<Line<oneshot::Sender<Desk>>>>);

/// One desk, free again when it is dropped, and somebody else's then.
struct Desk {
    desks: Desks,
    whose: ParticipantId,
}

impl Desks {
    /// A place in line; `None`: she, or everybody together, has too much in it.
    fn join(&self, who: &ParticipantId) -> Option<oneshot::Receiver<Desk>> {
        let (call, turn) = oneshot::channel();
        self.line(|line| line.join(who, call)).ok()?;
        self.call();
        Some(turn)
    }

    /// Calls as many as there are desks; whoever has given up by then drops hers, and so calls the next.
    fn call(&self) {
        while let Some((whose, call)) = self.line(Line::call) {
            let desks = self.clone();
            let _ = call.send(Desk { desks, whose });
        }
    }

    fn line<R>(&self, what: impl FnOnce(&mut Line<oneshot::Sender<Desk>>) -> R) -> R {
        what(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.desks.line(|line| line.leave(&self.whose));
        self.desks.call();
    }
}

/// So many time limits at most from the order to its end.
const PATIENCE: u32 = 3;

#[cfg(test)]
mod tests;
