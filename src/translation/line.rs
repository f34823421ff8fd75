//! Who is served next: everybody in turn, so that one person's flood holds up another by one text at most, and not by all
//! of hers.
//!
//! Plain data: what waits, and how long a text takes, is not known here.

use std::collections::{BTreeMap, VecDeque};

use crate::domain::id::ParticipantId;

/// The desks, and those who wait for one.
#[derive(Debug)]
pub(super) struct Line<T> {
    desks: usize,
    /// How many desks each person has now.
    served: BTreeMap<ParticipantId, usize>,
    /// Whose turn it is stands in front; nobody stands here twice.
    waiting: VecDeque<(ParticipantId, VecDeque<T>)>,
}

impl<T> Line<T> {
    pub(super) fn new(desks: usize) -> Self {
        Self {
            desks,
            served: BTreeMap::new(),
            waiting: VecDeque::new(),
        }
    }

    /// Waits behind what else is hers; declined when she, or everybody together, has too much in line.
    pub(super) fn join(&mut self, who: &ParticipantId, what: T) -> Result<(), T> {
        let all: usize = self.waiting.iter().map(|(_, hers)| hers.len()).sum();
        let hers = self.waiting.iter_mut().find(|(of, _)| of == who);
        match hers {
            _ if all >= MOST_IN_LINE => return Err(what),
            Some((_, hers)) if hers.len() >= MOST_OF_ONE => return Err(what),
            Some((_, hers)) => hers.push_back(what),
            None => self
                .waiting
                .push_back((who.clone(), VecDeque::from([what]))),
        }
        Ok(())
    }

    /// Takes a desk for whoever is next, if there is one.
    pub(super) fn call(&mut self) -> Option<(ParticipantId, T)> {
        if self.served.values().sum::<usize>() >= self.desks {
            return None;
        }
        // Where there are several desks, one stays for others.
        let most = self.desks.saturating_sub(1).max(1);
        let fits = |(who, _): &(_, _)| self.served.get(who).is_none_or(|desks| *desks < most);
        let place = self.waiting.iter().position(fits)?;
        let (who, mut hers) = self.waiting.remove(place)?;
        let what = hers.pop_front()?;
        if !hers.is_empty() {
            self.waiting.push_back((who.clone(), hers));
        }
        let desks = self.served.entry(who.clone()).or_default();
        *desks = desks.saturating_add(1);
        Some((who, what))
    }

    /// One of her desks is free again.
    pub(super) fn leave(&mut self, who: &ParticipantId) {
        if let Some(desks) = self.served.get_mut(who) {
            *desks = desks.saturating_sub(1);
        }
        self.served.retain(|_, desks| *desks > 0);
    }
}

/// Texts of everybody that may wait for a desk; a further one is refused at once, and staff may ask again.
pub(super) const MOST_IN_LINE: usize = 256;

/// Texts of one person's that may wait: as many questions as she may have open, each in six languages.
pub(super) const MOST_OF_ONE: usize = 30;

#[cfg(test)]
mod tests {
    use super::*;

    fn who(name: &str) -> ParticipantId {
        ParticipantId::new(name)
    }

    /// Serves by a pretended clock, each text in `takes` milliseconds, and tells when each was done.
    fn served(line: &mut Line<&'static str>, takes: u32) -> Vec<(u32, &'static str)> {
        let (mut now, mut under_way, mut done) = (0, VecDeque::new(), Vec::new());
        loop {
            while let Some((of, what)) = line.call() {
                under_way.push_back((now + takes, of, what));
            }
            let Some((end, of, what)) = under_way.pop_front() else {
                return done;
            };
            now = end;
            line.leave(&of);
            done.push((now, what));
        }
    }

    #[test]
    fn a_flood_delays_another_by_one_text_at_most() {
        for desks in [1, 2, 4] {
            let mut line = Line::new(desks);
            for _ in 0..MOST_OF_ONE {
                line.join(&who("flora"), "flood").unwrap();
            }
            assert_eq!(line.join(&who("flora"), "flood"), Err("flood"));
            // As many are under way as ever may be when Anna comes.
            let busy: Vec<_> = std::iter::from_fn(|| line.call()).collect();
            assert_eq!(busy.len(), desks.saturating_sub(1).max(1));
            line.join(&who("anna"), "hers").unwrap();
            for (of, _) in busy {
                line.leave(&of);
            }
            let done = served(&mut line, 300);
            let (at, _) = *done.iter().find(|(_, what)| *what == "hers").unwrap();
            assert!(at <= 600, "{desks} desks: {at} ms");
            assert_eq!(done.len(), MOST_OF_ONE - desks.saturating_sub(1).max(1) + 1);
        }
    }

    #[test]
    fn a_flood_that_hangs_leaves_a_desk_to_others() {
        let mut line = Line::new(4);
        for _ in 0..10 {
            line.join(&who("flora"), "flood").unwrap();
        }
        assert_eq!(std::iter::from_fn(|| line.call()).count(), 3);
        line.join(&who("anna"), "hers").unwrap();
        assert_eq!(line.call(), Some((who("anna"), "hers")));
        assert_eq!(line.call(), None);
        line.leave(&who("flora"));
        assert_eq!(line.call(), Some((who("flora"), "flood")));
    }

    #[test]
    fn everybody_is_served_in_turn_and_in_her_own_order() {
        let mut line = Line::new(1);
        for (of, what) in [
            ("anna", "a1"),
            ("anna", "a2"),
            ("bea", "b1"),
            ("cleo", "c1"),
        ] {
            line.join(&who(of), what).unwrap();
        }
        let order: Vec<_> = served(&mut line, 1)
            .into_iter()
            .map(|(_, what)| what)
            .collect();
        assert_eq!(order, ["a1", "b1", "c1", "a2"]);
    }

    #[test]
    fn the_line_is_bounded_for_all_together() {
        let mut line = Line::new(1);
        for place in 0..MOST_IN_LINE {
            line.join(&who(&place.to_string()), ()).unwrap();
        }
        assert_eq!(line.join(&who("late"), ()), Err(()));
    }
}
