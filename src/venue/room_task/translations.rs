//! What a room asks the machine to translate, and what comes back: each answer is an input like any other.
//!
//! How many are under way at once, and for how long, is the translator's business.

use tokio::sync::oneshot;

use super::RoomTask;
use crate::domain::effect::Effects;
use crate::domain::time::Moment;
use crate::domain::translation::{Fault, Order, Target};

/// An order's end.
pub(super) struct Translated {
    place: Target,
    made: Result<String, Fault>,
}

impl RoomTask {
    /// Tells the room what the machine knows; it asks for what is missing since it was last open.
    pub(super) fn begin_translating(&mut self, now: Moment) {
        let translator = &self.world.ports.translator;
        let languages = self.room.show().languages.iter();
        let known = languages.filter(|language| translator.knows(language));
        let known: Vec<_> = known.cloned().collect();
        if !known.is_empty() {
            let mut out = Effects::default();
            self.room
                .set_machine(known, self.commits.ticket(), now, &mut out);
            self.absorb(out);
        }
    }

    pub(super) fn order_translations(&mut self, orders: Vec<Order>) {
        for order in orders {
            let place = order.place.clone();
            let (answer, answered) = oneshot::channel();
            self.world.ports.translator.translate(order, answer);
            self.translations.push(Box::pin(async move {
                let made = answered.await.unwrap_or(Err(Fault::Failed));
                Translated { place, made }
            }));
        }
    }

    pub(super) fn handle_translated(&mut self, translated: Translated, now: Moment) {
        let Translated { place, made } = translated;
        if let Err(fault) = &made {
            tracing::warn!(%fault, language = %place.language, "a question was not translated by machine");
        }
        let mut out = Effects::default();
        self.room
            .handle_translation(&place, made, self.commits.ticket(), now, &mut out);
        self.absorb(out);
    }
}
