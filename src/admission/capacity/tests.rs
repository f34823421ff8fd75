use std::sync::atomic::{AtomicU64, Ordering};

use super::*;

struct Door {
    capacity: Capacity,
    load: Load,
    clock: Clock,
    hand: Arc<AtomicU64>,
    metrics: Arc<Metrics>,
}

impl Door {
    fn with(settings: &Admission) -> Self {
        let (clock, hand) = Clock::pretended();
        let (load, metrics) = (Load::default(), Arc::new(Metrics::new()));
        Self {
            capacity: Capacity::new(settings, load.clone(), clock.clone(), metrics.clone()),
            load,
            clock,
            hand,
            metrics,
        }
    }

    fn of(attendees: u32) -> Self {
        Self::with(&Admission {
            attendees,
            ..Admission::default()
        })
    }

    fn enters(&self, name: &str, role: Role, claim: Claim) -> Result<Place, Full> {
        let (show, who) = (ShowId::new("demo"), ParticipantId::new(name));
        self.capacity.admit(&show, &who, role, claim)
    }

    fn stranger(&self, name: &str) -> Result<Place, Full> {
        self.enters(name, Role::Attendee, Claim::IsNew)
    }

    fn wait(&self, ms: u64) {
        self.hand.fetch_add(ms, Ordering::Relaxed);
    }

    /// A media thread that does nothing but send for so many seconds.
    fn toil(&self, seconds: u64) {
        let mut thread = self.load.thread(self.clock.instant());
        for _ in 0..seconds {
            self.wait(1_000);
            thread.lap(0, self.clock.instant());
        }
    }
}

#[test]
fn a_full_server_says_when_to_come_back_and_not_to_all_the_same_time() {
    let door = Door::of(2);
    let inside = [door.stranger("anna"), door.stranger("bert")];
    let mut times = std::collections::BTreeSet::new();
    for n in 0..64 {
        let full = door.stranger(&format!("late {n}")).err().unwrap();
        let seconds = full.retry_after.as_secs();
        assert!((15..30).contains(&seconds), "{seconds}");
        times.insert(full.retry_after);
    }
    assert_eq!(times.len(), 64);
    let text = door.metrics.render();
    assert!(
        text.contains(r#"roadshow_turned_away_total{reason="attendees"} 64"#),
        "{text}"
    );
    drop(inside);
    door.wait(60_000);
    assert!(door.stranger("late 0").is_ok());
}

#[test]
fn those_who_make_the_show_always_find_room_and_take_none_from_the_hall() {
    let door = Door::of(1);
    door.toil(30);
    let crew = [
        Role::Host,
        Role::Moderator,
        Role::Speaker,
        Role::Interpreter,
    ];
    let crew = crew.map(|role| door.enters("anyone", role, Claim::IsNew).ok());
    assert!(crew.iter().all(Option::is_some));
    let calm = Door::of(1);
    let _crew = calm.enters("helga", Role::Host, Claim::IsNew);
    assert!(calm.stranger("anna").is_ok());
}

#[test]
fn the_place_of_whoever_lost_her_connection_is_hers_for_a_minute() {
    let door = Door::of(2);
    let (anna, _bert) = (door.stranger("anna"), door.stranger("bert"));
    drop(anna);
    assert!(door.stranger("carl").is_err(), "it is kept for anna");
    let anna = door.stranger("anna").unwrap();
    drop(anna);
    door.wait(59_000);
    assert!(door.stranger("carl").is_err());
    door.wait(1_000);
    let _carl = door.stranger("carl").unwrap();
    assert!(door.stranger("anna").is_err());
}

#[test]
fn a_new_connection_of_somebody_inside_needs_no_second_place() {
    let door = Door::of(1);
    let first = door.stranger("anna").unwrap();
    let second = door.stranger("anna").unwrap();
    drop(first);
    assert!(door.stranger("bert").is_err());
    drop(second);
    assert!(door.stranger("bert").is_err(), "hers is kept");
}

#[test]
fn nothing_is_kept_for_whoever_the_room_did_not_let_in() {
    let door = Door::of(1);
    let mut anna = door.stranger("anna").unwrap();
    anna.give_up();
    drop(anna);
    assert!(door.stranger("bert").is_ok());
}

#[test]
fn after_a_restart_those_who_resume_go_before_strangers() {
    let door = Door::of(2);
    let _anna = door.stranger("anna");
    let lost = door.stranger("lost");
    drop(lost);
    assert!(door.stranger("new").is_err());
    let back = door.enters("back", Role::Attendee, Claim::Returns);
    assert!(back.is_ok(), "there is one place that nobody sits on");
    let more = door.enters("more", Role::Attendee, Claim::Returns);
    assert!(more.is_err(), "the ceiling holds for them too");
}

#[test]
fn busy_threads_keep_strangers_out_before_those_who_come_back_and_nobody_is_sent_away() {
    let door = Door::with(&Admission {
        busy_percent: 50,
        ..Admission::default()
    });
    let anna = door.stranger("anna").unwrap();
    let bert = door.stranger("bert").unwrap();
    drop(bert);
    door.toil(2);
    assert!((50..75).contains(&door.load.busy().percent));
    assert!(door.stranger("carl").is_err());
    assert!(door.stranger("anna").is_ok(), "she is inside");
    assert!(door.stranger("bert").is_ok(), "he comes back");
    door.toil(30);
    assert!(door.stranger("dora").is_err());
    drop(anna);
    assert!(
        door.stranger("anna").is_err(),
        "the threads are at their end"
    );
    let text = door.metrics.render();
    assert!(
        text.contains(r#"roadshow_turned_away_total{reason="busy"}"#),
        "{text}"
    );
}

#[test]
fn too_many_packets_keep_strangers_out() {
    let door = Door::with(&Admission {
        packets_per_second: 1_000,
        ..Admission::default()
    });
    let mut thread = door.load.thread(door.clock.instant());
    let anna = door.stranger("anna").unwrap();
    for _ in 0..10 {
        let from = door.clock.instant();
        door.wait(1_000);
        let now = door.clock.instant();
        thread.waited(from, now);
        thread.lap(2_000, now);
    }
    assert!(door.stranger("bert").is_err());
    drop(anna);
    assert!(door.stranger("anna").is_ok());
}

#[test]
fn nothing_is_left_of_those_who_have_gone() {
    let door = Door::of(2_000);
    for n in 0..1_000 {
        drop(door.stranger(&format!("guest {n}")));
    }
    door.wait(60_000);
    drop(door.stranger("last"));
    let books = door.capacity.books();
    assert_eq!((books.here.len(), books.kept.len()), (0, 1));
    assert_eq!(books.went.len(), 1);
}
