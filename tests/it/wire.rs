//! Every message as JSON, held on both sides: here against the types, in the web client against its copy of them.
//!
//! `cargo test --test it wire::rewrite -- --ignored --exact` writes the files after the types have changed on purpose.

mod examples;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use proptest::prelude::*;
use roadshow::protocol::client::ClientMessage;
use roadshow::protocol::envelope;
use roadshow::protocol::refusal::Code;
use roadshow::protocol::server::ServerMessage;
use serde_json::Value;

const DOCUMENT: &str = include_str!("../../src/protocol/PROTOCOL.md");

/// Path below `tests/it/wire` and content of every example.
fn files() -> BTreeMap<String, String> {
    let client = examples::client().into_iter().map(|request| {
        (
            format!("client/{}.json", request.message.kind()),
            pretty(&request),
        )
    });
    let server = examples::server()
        .into_iter()
        .map(|message| (format!("server/{}.json", message.kind()), pretty(&message)));
    client.chain(server).collect()
}

fn pretty(message: &impl serde::Serialize) -> String {
    format!("{}\n", serde_json::to_string_pretty(message).unwrap())
}

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "it", "wire"]
        .iter()
        .collect()
}

#[test]
fn the_examples_are_what_the_types_write() {
    let wanted = files();
    for (path, text) in &wanted {
        let found = std::fs::read_to_string(folder().join(path)).unwrap_or_default();
        assert!(
            found == *text,
            "{path} differs:
{text}"
        );
    }
    for side in ["client", "server"] {
        for entry in std::fs::read_dir(folder().join(side)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            assert!(wanted.contains_key(&format!("{side}/{name}")), "{name}");
        }
    }
}

#[test]
#[ignore = "writes to the tree"]
fn rewrite() {
    for (path, text) in files() {
        let path = folder().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

#[test]
fn every_type_has_its_example_and_no_other() {
    let files = files();
    let of = |side: &str| {
        let names = files.keys().filter_map(|path| path.strip_prefix(side));
        names
            .map(|name| name.trim_end_matches(".json").to_owned())
            .collect::<BTreeSet<_>>()
    };
    let types = |types: &[&str]| types.iter().map(|kind| (*kind).to_owned()).collect();
    assert_eq!(of("client/"), types(ClientMessage::TYPES));
    assert_eq!(of("server/"), types(ServerMessage::TYPES));
}

#[test]
fn what_is_written_is_read_again() {
    for request in examples::client() {
        let text = serde_json::to_string(&request).unwrap();
        assert_eq!(envelope::parse(&text).unwrap(), request);
    }
    for message in examples::server() {
        let text = serde_json::to_string(&message).unwrap();
        assert_eq!(
            serde_json::from_str::<ServerMessage>(&text).unwrap(),
            message
        );
    }
}

#[test]
fn type_stands_first_in_what_the_server_writes() {
    for message in examples::server() {
        let text = serde_json::to_string(&message).unwrap();
        assert!(text.starts_with(r#"{"type":"#), "{text}");
    }
}

#[test]
fn a_missing_or_wrong_field_is_malformed_and_an_unknown_one_is_ignored() {
    for request in examples::client() {
        let whole = serde_json::to_value(&request).unwrap();
        let fields: Vec<_> = whole.as_object().unwrap().keys().cloned().collect();
        for field in fields
            .iter()
            .filter(|field| !["id", "type"].contains(&field.as_str()))
        {
            let mut wrong = whole.clone();
            wrong[field] = serde_json::json!([[[]]]);
            let fault = envelope::parse(&wrong.to_string()).unwrap_err();
            assert_eq!(
                (fault.re, fault.code),
                (request.id, Code::Malformed),
                "{wrong}"
            );
        }
        let mut more = whole.clone();
        more["of_tomorrow"] = serde_json::json!({"a": [1]});
        assert_eq!(envelope::parse(&more.to_string()).unwrap(), request);
    }
}

#[test]
fn the_document_has_every_example_and_every_code() {
    let mut documented = BTreeSet::new();
    for block in DOCUMENT.split("```json\n").skip(1) {
        let text = block.split("```").next().unwrap();
        documented.insert(serde_json::from_str::<Value>(text).expect(text).to_string());
    }
    for (path, example) in files() {
        assert!(
            documented.remove(&serde_json::from_str::<Value>(&example).unwrap().to_string()),
            "{path} is not in PROTOCOL.md"
        );
    }
    assert!(documented.is_empty(), "not an example: {documented:?}");
    for code in Code::ALL {
        let row = format!(
            "| `{}` | {} | {} |",
            code.as_str(),
            code.close(),
            code.message()
        );
        assert!(DOCUMENT.contains(&row), "PROTOCOL.md lacks: {row}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in any::<String>()) {
        let _ = envelope::parse(&text);
    }

    #[test]
    fn no_bytes_make_the_parser_panic(bytes in proptest::collection::vec(any::<u8>(), 0..512)) {
        let _ = envelope::parse(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn no_mutation_of_an_example_makes_the_parser_panic(
        which in any::<prop::sample::Index>(),
        places in proptest::collection::vec((any::<prop::sample::Index>(), 0..4_u8, any::<u8>()), 1..8),
    ) {
        let examples = examples::client();
        let mut bytes = serde_json::to_vec(which.get(&examples)).unwrap();
        for (place, how, byte) in places {
            let at = place.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => bytes.truncate(at.max(1)),
                _ => bytes.extend_from_within(at..),
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        if let Err(fault) = envelope::parse(&text) {
            prop_assert!(Code::ALL.contains(&fault.code));
        }
    }
}
