//! Codes, addresses, the life of links, and who is late.

use super::*;
use crate::domain::id::ShowId;
use crate::domain::show::{Interlock, Policy};

const HOUR_MS: u64 = 60 * 60 * 1_000;

fn show(starts_at: Option<u64>, ends_at: Option<u64>) -> Show {
    Show {
        id: ShowId::new("fair"),
        title: BTreeMap::new(),
        text: BTreeMap::new(),
        languages: Vec::new(),
        booths: Vec::new(),
        starts_at: starts_at.map(Moment),
        ends_at: ends_at.map(Moment),
        zones: Vec::new(),
        public: false,
        policy: Policy {
            auto_stage: false,
            anonymous_questions: true,
            underneath: false,
            test_picture: false,
            capacity: 10,
            interlock: Interlock::Refused,
        },
    }
}

fn person(role: Role, handed_in: &[Paper]) -> Invitation {
    Invitation {
        id: InvitationId::new("i1"),
        role,
        name: "Eva".into(),
        language: None,
        booth: None,
        mail: String::new(),
        organisation: String::new(),
        code: Code::from_number(1),
        ticket: "t1".into(),
        issued_at: Moment(0),
        withdrawn: false,
        handed_in: handed_in.iter().copied().collect(),
        mailed: None,
    }
}

#[test]
fn a_code_has_eight_signs_of_which_no_two_look_alike() {
    for number in [0, 1, 22, u64::MAX, 0x1234_5678_9abc_def0] {
        let code = Code::from_number(number);
        assert_eq!(code.as_str().len(), 8);
        assert_eq!(Code::parse(code.as_str()), Some(code.clone()));
        for confused in "0OQ1IL2Z5S8BUV".chars() {
            assert!(!code.as_str().contains(confused), "{}", code.as_str());
        }
        assert!(!format!("{code:?}").contains(code.as_str()));
    }
    assert_ne!(Code::from_number(1), Code::from_number(2));
}

#[test]
fn a_code_is_read_as_people_write_it() {
    let code = Code::parse("ACDE3467").unwrap();
    for text in ["acde3467", "ACDE-3467", " acde 3467 ", "a-c-d-e-3-4-6-7"] {
        assert_eq!(Code::parse(text).as_ref(), Some(&code), "{text}");
    }
    for text in [
        "",
        "ACDE346",
        "ACDE34677",
        "ACDE346O",
        "ACDE346ä",
        "../../etc",
    ] {
        assert_eq!(Code::parse(text), None, "{text}");
    }
}

#[test]
fn a_link_lives_a_day_longer_than_the_show() {
    let issued = Moment(5);
    let planned = show(Some(HOUR_MS), Some(3 * HOUR_MS));
    assert_eq!(lives_until(&planned, issued, 7), Moment(27 * HOUR_MS));
    let open = show(Some(HOUR_MS), None);
    assert_eq!(lives_until(&open, issued, 7), Moment(37 * HOUR_MS));
    assert_eq!(lives_until(&show(None, None), issued, 7), Moment(12));
}

#[test]
fn an_address_carries_nothing_but_an_address() {
    for good in ["eva@example.org", "eva.maria+x@mail.example.co"] {
        assert!(is_mail(good), "{good}");
    }
    let long = format!("{}@example.org", "x".repeat(250));
    for bad in [
        "",
        "eva",
        "@example.org",
        "eva@",
        "eva@host",
        "eva@.org",
        "a@b@example.org",
        "eva@example.org\r\nBcc: all@example.org",
        "eva@example.org, mo@example.org",
        "<eva@example.org>",
        &long,
    ] {
        assert!(!is_mail(bad), "{bad}");
    }
}

#[test]
fn late_is_whoever_speaks_and_has_not_handed_in_by_the_day() {
    let mut list = GuestList::default();
    list.due.insert(Paper::Deck, Moment(100));
    list.due.insert(Paper::Names, Moment(300));
    let speaker = person(Role::Speaker, &[]);
    assert_eq!(list.late(&speaker, Moment(100)), []);
    assert_eq!(list.late(&speaker, Moment(101)), [Paper::Deck]);
    assert_eq!(
        list.late(&speaker, Moment(301)),
        [Paper::Deck, Paper::Names]
    );
    let prompt = person(Role::Speaker, &[Paper::Deck]);
    assert_eq!(list.late(&prompt, Moment(301)), [Paper::Names]);
    assert_eq!(list.late(&person(Role::Attendee, &[]), Moment(301)), []);
}
