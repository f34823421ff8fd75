//! Stops a media thread where it looks into its inbox, so that a test knows what it has done and what not.

use std::sync::{Condvar, Mutex};

/// Open until it is closed.
#[derive(Default)]
pub(in crate::rtc) struct Turnstile {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// How often the thread may still pass; `None` while it is open.
    left: Option<usize>,
    breaks_off: bool,
    is_waiting: bool,
}

impl Turnstile {
    /// The thread comes by; it goes on when it may.
    pub(in crate::rtc) fn pass(&self) {
        let mut state = self.state.lock().unwrap();
        while state.left == Some(0) {
            state.is_waiting = true;
            self.changed.notify_all();
            state = self.changed.wait(state).unwrap();
        }
        state.is_waiting = false;
        state.left = state.left.map(|left| left - 1);
        let breaks_off = std::mem::take(&mut state.breaks_off);
        drop(state);
        assert!(!breaks_off, "the test wants this thread to panic");
    }

    /// The thread panics when it comes by next.
    pub(in crate::rtc) fn break_off(&self) {
        self.state.lock().unwrap().breaks_off = true;
    }

    /// Lets the thread pass so many times more and returns when it stands still.
    pub(in crate::rtc) fn stop_after(&self, times: usize) {
        let mut state = self.state.lock().unwrap();
        state.left = Some(times);
        state.is_waiting = false;
        self.changed.notify_all();
        while !state.is_waiting {
            state = self.changed.wait(state).unwrap();
        }
    }

    /// Lets it go.
    pub(in crate::rtc) fn open(&self) {
        self.state.lock().unwrap().left = None;
        self.changed.notify_all();
    }
}
