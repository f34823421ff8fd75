//! The web client's copy of the wire: TypeScript made of the types in this module.
//!
//! `cargo types` writes it; the test fails as long as the files in the tree are not what the types say.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;
use std::path::PathBuf;

use ts_rs::{Config, TS, TypeVisitor};

use super::client::{ClientMessage, Request};
use super::refusal::Code;
use super::server::ServerMessage;

const HEADER: &str = "// Generated from src/protocol by `cargo types`. Do not edit.\n";

const INDEX: &str = r"
export * from './messages';
export * from './codes';

/** The WebSocket sub-protocol of this version. */
export const SUB_PROTOCOL = 'roadshow.v1';

/** Makes the compiler prove that a switch over a union names every member. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value ${JSON.stringify(value)}`);
}
";

/// Every file of `web-client/src/protocol`, by name.
fn files() -> BTreeMap<&'static str, String> {
    BTreeMap::from([
        ("codes.ts", codes()),
        ("index.ts", format!("{HEADER}{INDEX}")),
        ("messages.ts", messages()),
    ])
}

fn messages() -> String {
    let mut types = Types::default();
    types.visit::<ClientMessage>();
    types.visit::<Request>();
    types.visit::<ServerMessage>();
    types.found.remove("Code");
    let mut text = format!("{HEADER}\nimport type {{ Code }} from './codes';\n");
    for declaration in types.found.values() {
        text.push_str(declaration);
    }
    text
}

fn codes() -> String {
    let mut text = format!("{HEADER}\n/** Every refusal code and its sentence in English. */\n");
    text.push_str("export const codes = {\n");
    for code in Code::ALL {
        let sentence = code.message().replace('\'', "\\'");
        writeln!(text, "  {}: '{sentence}',", code.as_str()).unwrap();
    }
    text.push_str(
        "} as const;\n\n/** A stable reason why something is declined or a connection ends. */\n",
    );
    text.push_str("export type Code = keyof typeof codes;\n");
    text
}

/// Collects declarations, each once, by name.
#[derive(Default)]
struct Types {
    seen: HashSet<TypeId>,
    found: BTreeMap<String, String>,
}

impl TypeVisitor for Types {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // What has no file of its own (numbers, text, lists) is written in place.
        if T::output_path().is_none() || !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        let config = Config::new();
        let docs = T::docs().unwrap_or_default();
        let declaration = format!("\n{docs}export {}\n", T::decl(&config));
        self.found.insert(T::ident(&config), declaration);
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "web-client", "src", "protocol"]
        .iter()
        .collect()
}

#[test]
fn the_web_clients_types_are_current() {
    for (name, wanted) in files() {
        let found = std::fs::read_to_string(folder().join(name)).unwrap_or_default();
        assert!(found == wanted, "{name} is stale; run `cargo types`");
    }
    let strays: Vec<_> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !files().contains_key(name.as_str()))
        .collect();
    assert!(strays.is_empty(), "not generated: {strays:?}");
}

#[test]
#[ignore = "writes to the tree; `cargo types` runs it"]
fn rewrite() {
    std::fs::create_dir_all(folder()).unwrap();
    for (name, text) in files() {
        std::fs::write(folder().join(name), text).unwrap();
    }
}
