//! Attacks on tickets: every one gets the same answer, and none is taken.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};

use super::*;

const KEY: [u8; 32] = [9; 32];

fn seal() -> (Seal, Arc<AtomicU64>) {
    let (clock, hand) = Clock::pretended();
    (Seal::new(&KEY, clock), hand)
}

fn ticket(seal: &Seal) -> Ticket {
    Ticket {
        show: ShowId::new("demo"),
        role: Role::Interpreter,
        name: "李娜".to_owned(),
        language: Language::parse("zh-Hans"),
        booth: Some(BoothId::new("de-zh")),
        expires_at: seal.expiry_after(3_600),
        id: "demo-interpreter".to_owned(),
        seats: 1,
    }
}

fn claims(seal: &Seal) -> Value {
    json!({"aud": "roadshow", "show": "demo", "role": "speaker", "name": "Eva", "exp": seal.expiry_after(60), "jti": "t1"})
}

fn sign(header: &Header, claims: &Value) -> String {
    jsonwebtoken::encode(header, claims, &EncodingKey::from_secret(&KEY)).unwrap()
}

fn hs256() -> Header {
    Header::new(Algorithm::HS256)
}

/// Signs any text as claims, so that the claims themselves can be odd.
fn sign_raw(claims: &str) -> String {
    let header = encode64(br#"{"alg":"HS256","typ":"JWT"}"#);
    let message = format!("{header}.{}", encode64(claims.as_bytes()));
    let key = hmac::Key::new(hmac::HMAC_SHA256, &KEY);
    let tag = hmac::sign(&key, message.as_bytes());
    format!("{message}.{}", encode64(tag.as_ref()))
}

fn encode64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let mut group = [0_u8; 4];
        group[1..=chunk.len()].copy_from_slice(chunk);
        let group = u32::from_be_bytes(group);
        for digit in 0..=chunk.len() {
            let index = group >> (18 - 6 * digit) & 63;
            text.push(char::from(DIGITS[index as usize]));
        }
    }
    text
}

#[test]
fn a_ticket_comes_back_as_it_was_signed() {
    let (seal, _) = seal();
    let ticket = ticket(&seal);
    let text = seal.sign(&ticket).unwrap();
    assert_eq!(seal.check(&text), Ok(ticket));
}

#[test]
fn other_software_with_the_key_may_sign_too() {
    let (seal, _) = seal();
    let text = sign_raw(&claims(&seal).to_string());
    let ticket = seal.check(&text).unwrap();
    assert_eq!((ticket.role, ticket.seats), (Role::Speaker, 1));
}

#[test]
fn an_old_ticket_is_told_from_a_false_one() {
    let (seal, hand) = seal();
    let text = seal.sign(&ticket(&seal)).unwrap();
    hand.store(3_599_000, Ordering::Relaxed);
    assert!(seal.check(&text).is_ok());
    hand.store(3_600_000, Ordering::Relaxed);
    assert_eq!(seal.check(&text), Err(Void::Expired));
    let other = Seal::new(&[1; 32], Clock::pretended().0);
    assert_eq!(other.check(&text), Err(Void::Invalid));
}

#[test]
fn a_clock_ahead_by_a_minute_is_forgiven_and_no_more() {
    let (seal, _) = seal();
    for (claim, ahead, good) in [
        ("nbf", 60, true),
        ("nbf", 61, false),
        ("iat", 60, true),
        ("iat", 61, false),
    ] {
        let mut claims = claims(&seal);
        claims[claim] = json!(seal.expiry_after(ahead));
        claims["exp"] = json!(seal.expiry_after(999));
        assert_eq!(
            seal.check(&sign(&hs256(), &claims)).is_ok(),
            good,
            "{claim} {ahead}"
        );
    }
}

#[test]
fn every_attack_gets_the_same_answer() {
    let (seal, _) = seal();
    let good = sign(&hs256(), &claims(&seal));
    let (message, signature) = good.rsplit_once('.').unwrap();
    let (header, body) = message.split_once('.').unwrap();
    let none = encode64(br#"{"alg":"none","typ":"JWT"}"#);
    let rs256 = encode64(br#"{"alg":"RS256","typ":"JWT"}"#);
    let twice = encode64(br#"{"alg":"none","alg":"HS256"}"#);
    let with_kid = |kid: &str| Header {
        kid: Some(kid.to_owned()),
        ..hs256()
    };
    let mut attacks = vec![
        String::new(),
        ".".to_owned(),
        "..".to_owned(),
        "a.b.c".to_owned(),
        "x".repeat(64 << 10),
        format!("{good}{}", "A".repeat(64 << 10)),
        format!("{none}.{body}."),
        format!("{none}.{body}.{signature}"),
        format!("{rs256}.{body}.{signature}"),
        format!("{twice}.{body}.{signature}"),
        format!("{message}."),
        message.to_owned(),
        format!("{good}="),
        format!("{good} "),
        format!(" {good}"),
        format!("{good}\n"),
        format!("{header}=.{body}.{signature}"),
        format!("{good}.{signature}"),
        good.replace('.', ".."),
        sign(&with_kid("../../etc/passwd"), &claims(&seal)),
        sign(&with_kid("' OR 1=1 --"), &claims(&seal)),
        sign(&with_kid("http://127.0.0.1/key"), &claims(&seal)),
        sign(
            &Header {
                jku: Some("http://127.0.0.1/".to_owned()),
                ..hs256()
            },
            &claims(&seal),
        ),
        sign(&Header::new(Algorithm::HS384), &claims(&seal)),
    ];
    let odd: [(&str, Value); 19] = [
        ("aud", json!("other")),
        ("aud", json!(["roadshow"])),
        ("aud", Value::Null),
        ("show", json!("*")),
        ("show", json!("")),
        ("show", json!("../demo")),
        ("role", json!("root")),
        ("role", json!("Host")),
        ("name", json!("")),
        ("name", json!("a\u{7}b")),
        ("name", json!("x".repeat(81))),
        ("seats", json!(0)),
        ("seats", json!(2)),
        ("seats", json!(-1)),
        ("exp", json!("tomorrow")),
        ("exp", json!(1e300)),
        ("exp", Value::Null),
        ("booth", json!("de-zh")),
        ("admin", json!(true)),
    ];
    for (claim, value) in odd {
        let mut claims = claims(&seal);
        claims[claim] = value;
        attacks.push(sign(&hs256(), &claims));
    }
    let honest = claims(&seal).to_string();
    attacks.push(sign_raw(&honest.replacen('{', r#"{"role":"host","#, 1)));
    attacks.push(sign_raw(&honest.replacen('{', r#"{"aud":"other","#, 1)));
    attacks.push(sign_raw("[]"));
    attacks.push(sign_raw("null"));
    attacks.push(sign_raw(&"[".repeat(2_000)));
    for attack in attacks {
        let shown: String = attack.chars().take(120).collect();
        assert_eq!(seal.check(&attack), Err(Void::Invalid), "{shown}");
    }
}

#[test]
fn a_changed_letter_voids_a_ticket() {
    let (seal, _) = seal();
    let good = seal.sign(&ticket(&seal)).unwrap();
    for at in 0..good.len() {
        let mut bytes = good.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).unwrap();
        if changed != good {
            assert_eq!(seal.check(&changed), Err(Void::Invalid), "letter {at}");
        }
    }
}

#[test]
fn nothing_that_does_not_fit_is_signed() {
    let (seal, _) = seal();
    let good = ticket(&seal);
    let many = Ticket {
        seats: 50,
        ..good.clone()
    };
    assert_eq!(seal.sign(&many), Err(Misfit::Seats));
    let nowhere = Ticket {
        booth: None,
        ..good.clone()
    };
    assert_eq!(seal.sign(&nowhere), Err(Misfit::Booth));
    let nameless = Ticket {
        name: " ".to_owned(),
        ..good
    };
    assert_eq!(seal.sign(&nameless), Err(Misfit::Name));
}
