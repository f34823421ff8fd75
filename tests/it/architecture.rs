//! Who may import whom: the table of the house, held against the code.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Module, what of ours it may import, and the crates it may use beyond `std`.
const TABLE: &[(&str, &[&str], &[&str])] = &[
    (
        "foundation",
        &[],
        &[
            "tokio",
            "tokio_util",
            "tracing",
            "tracing_subscriber",
            "rand",
            "uuid",
            "prometheus_client",
            "thiserror",
        ],
    ),
    ("domain", &[], &["thiserror"]),
    ("config", &[], &["serde", "toml", "thiserror"]),
    ("relay", &["domain::id"], &["bytes"]),
    (
        "protocol",
        &["domain"],
        &["serde", "serde_json", "ts_rs", "thiserror"],
    ),
    (
        "venue",
        &["domain", "foundation", "config::limits"],
        &["tokio", "futures_util", "tracing", "thiserror", "dashmap"],
    ),
    (
        "admission",
        &[
            "domain::id",
            "domain::role",
            "domain::language",
            "foundation",
            "config::admission",
        ],
        &[
            "serde",
            "serde_json",
            "jsonwebtoken",
            "ring",
            "subtle",
            "governor",
            "thiserror",
        ],
    ),
    (
        "signalling",
        &[
            "venue",
            "domain",
            "protocol",
            "admission",
            "foundation",
            "config::limits",
        ],
        &[
            "axum",
            "tokio",
            "tracing",
            "futures_util",
            "serde_json",
            "ring",
            "tungstenite",
            "thiserror",
        ],
    ),
    (
        "rtc",
        &[
            "venue::ports",
            "relay",
            "domain::id",
            "domain::role",
            "domain::effect",
            "foundation",
            "config::media",
            "config::limits",
        ],
        &[
            "rtc",
            "ring",
            "mio",
            "nix",
            "bytes",
            "tracing",
            "tokio",
            "thiserror",
            // Makes the certificate whose fingerprint answers carry.
            "rcgen",
        ],
    ),
    (
        "storage",
        &["venue::ports", "domain", "foundation", "config::storage"],
        &[
            "sqlx",
            "tokio",
            "futures_util",
            "tracing",
            "serde_json",
            "thiserror",
        ],
    ),
    (
        "mail",
        &["venue::ports", "domain::invitation", "config::mail"],
        &["futures_util", "lettre", "thiserror", "tokio", "tracing"],
    ),
    (
        "translation",
        &[
            "venue::ports",
            "domain::id",
            "domain::language",
            "domain::translation",
            "foundation",
            "config::translation",
        ],
        &[
            "bytes",
            "http_body_util",
            "hyper",
            "hyper_util",
            "tokio",
            "tokio_rustls",
            "rustls",
            "serde",
            "serde_json",
            "thiserror",
        ],
    ),
    (
        "http",
        &[
            "venue",
            "domain",
            "protocol",
            "admission",
            "foundation",
            "config::http",
            "config::limits",
        ],
        &[
            "axum",
            "csv",
            "rust_xlsxwriter",
            "tower",
            "tower_http",
            "hyper",
            "hyper_util",
            "http_body_util",
            "tokio",
            "tokio_rustls",
            "rustls",
            "rcgen",
            "rust_embed",
            "serde",
            "serde_json",
            "tracing",
            "utoipa",
            "bytes",
            "futures_util",
            "thiserror",
        ],
    ),
];

/// Crates that only one room may know; the table above is by room, this is by crate.
const WALLS: &[(&str, &[&str])] = &[
    ("axum", &["signalling", "http", "app.rs"]),
    ("sqlx", &["storage"]),
    ("rtc", &["rtc"]),
    ("dashmap", &["venue/directory.rs"]),
];

/// Where a packet is given to each subscriber, sealed and sent: nobody waits for anybody there.
const PACKET_PATH: &[&str] = &[
    "src/relay/",
    "src/rtc/departures.rs",
    "src/rtc/lines.rs",
    "src/rtc/rooms/",
    "src/rtc/seal.rs",
    "src/rtc/shard/sending.rs",
    "src/rtc/udp",
];

#[test]
fn the_packet_path_takes_no_lock() {
    const LOCKS: [&str; 5] = ["Mutex", "RwLock", "Condvar", "OnceLock", "LazyLock"];
    let files = rust_files(&src());
    for part in PACKET_PATH {
        let mut there = files.iter().filter(|file| show(file).starts_with(part));
        assert!(there.next().is_some(), "{part} is not there");
    }
    let on_path = |file: &&PathBuf| {
        let at = show(file);
        PACKET_PATH.iter().any(|part| at.starts_with(part))
    };
    let locks = |file: &&PathBuf| {
        let text = production(file);
        LOCKS.iter().any(|lock| text.contains(lock))
    };
    let locked: Vec<_> = files.iter().filter(on_path).filter(locks).collect();
    assert!(locked.is_empty(), "a lock on the packet path: {locked:?}");
}

#[test]
fn imports_point_down_and_only_where_the_table_says() {
    let mut faults = Vec::new();
    for (module, ours, others) in TABLE {
        for file in rust_files(&src().join(module)) {
            for path in crate_paths(&file) {
                let allowed = path.starts_with(&format!("{module}::"))
                    || path == *module
                    || ours
                        .iter()
                        .any(|o| path == *o || path.starts_with(&format!("{o}::")));
                if !allowed {
                    faults.push(format!("{} imports crate::{path}", show(&file)));
                }
            }
            for name in used_crates(&file) {
                if !others.contains(&name.as_str()) && !id_derives(&file, &name) {
                    faults.push(format!("{} uses the crate {name}", show(&file)));
                }
            }
        }
    }
    assert!(
        faults.is_empty(),
        "against the table of the house:\n{}",
        faults.join("\n")
    );
}

#[test]
fn walls_stand() {
    let mut faults = Vec::new();
    for (krate, rooms) in WALLS {
        for file in rust_files(&src()) {
            let at = show(&file);
            let inside = rooms
                .iter()
                .any(|room| at.starts_with(&format!("src/{room}")));
            if !inside && used_crates(&file).contains(*krate) {
                faults.push(format!("{at} uses {krate}"));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "a crate leaked out of its room:\n{}",
        faults.join("\n")
    );
}

#[test]
fn every_module_says_at_the_door_what_it_is() {
    let silent: Vec<_> = rust_files(&src())
        .into_iter()
        .filter(|file| {
            let text = fs::read_to_string(file).unwrap();
            !text.starts_with("//!") && !text.starts_with("#![doc")
        })
        .map(|file| show(&file))
        .collect();
    assert!(silent.is_empty(), "no module doc in: {silent:?}");
}

#[test]
fn the_table_names_every_room() {
    let named: BTreeSet<_> = TABLE.iter().map(|row| row.0.to_owned()).collect();
    let built: BTreeSet<_> = fs::read_dir(src())
        .unwrap()
        .filter_map(Result::ok)
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        // What belongs to `app.rs` knows everything.
        .filter(|name| name != "app")
        .collect();
    assert_eq!(named, built);
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn show(file: &Path) -> String {
    file.strip_prefix(env!("CARGO_MANIFEST_DIR"))
        .unwrap()
        .display()
        .to_string()
}

/// Ids are written on the wire as they are, so they alone carry its derives.
fn id_derives(file: &Path, krate: &str) -> bool {
    file.ends_with("domain/id.rs") && matches!(krate, "serde" | "ts_rs")
}

/// Every file of a room but its tests, which may use what they like.
fn rust_files(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).unwrap().filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            if !path.ends_with("tests") {
                files.extend(rust_files(&path));
            }
        } else if path.extension().is_some_and(|e| e == "rs") && !only_for_tests(&path) {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Whether the folder's `mod.rs` declares this file for tests alone.
fn only_for_tests(file: &Path) -> bool {
    let name = file.file_stem().unwrap().to_string_lossy();
    let parent = fs::read_to_string(file.with_file_name("mod.rs")).unwrap_or_default();
    name == "tests" || parent.contains(&format!("#[cfg(test)]\nmod {name};"))
}

/// The production part of a file: what stands above its inline test module, without comments.
fn production(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let above = text.split("#[cfg(test)]").next().unwrap_or_default();
    above
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The paths behind `crate::`, two segments of each, with `use crate::a::{b, c}` and `use crate::{a, b}` spread out.
fn crate_paths(file: &Path) -> BTreeSet<String> {
    let text = production(file);
    let mut paths = BTreeSet::new();
    for (at, _) in text.match_indices("crate::") {
        let boundary = text[..at].chars().next_back();
        if boundary.is_some_and(|c| c == '$' || c.is_alphanumeric() || c == '_') {
            continue;
        }
        spread("", &text[at + "crate::".len()..], &mut paths);
    }
    paths
}

/// Reads one path or brace group at the start of `rest` and adds its first two segments.
fn spread(before: &str, rest: &str, paths: &mut BTreeSet<String>) {
    if let Some(group) = rest.strip_prefix('{') {
        let (mut depth, mut item) = (0, String::new());
        for c in group.chars() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    spread(before, item.trim(), paths);
                    item.clear();
                    continue;
                }
                _ => {}
            }
            item.push(c);
        }
        if !item.trim().is_empty() {
            spread(before, item.trim(), paths);
        }
        return;
    }
    let segment: String = rest
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    let after = &rest[segment.len()..];
    let path = if before.is_empty() {
        segment
    } else {
        format!("{before}::{segment}")
    };
    match after.strip_prefix("::") {
        Some(more) if before.is_empty() => spread(&path, more, paths),
        _ => {
            paths.insert(path.trim_end_matches("::self").to_owned());
        }
    }
}

/// The crates a file names, in `use` lines and in paths.
fn used_crates(file: &Path) -> BTreeSet<String> {
    let known: BTreeSet<String> = dependencies();
    let text = production(file);
    known
        .into_iter()
        .filter(|name| {
            text.match_indices(&format!("{name}::")).any(|(at, _)| {
                let head = &text[..at];
                let boundary = head.chars().next_back();
                !boundary.is_some_and(|c| c.is_alphanumeric() || c == '_')
                    && !head.ends_with("crate::")
                    && !head.ends_with("super::")
                    && !head.ends_with("::")
            })
        })
        .collect()
}

fn dependencies() -> BTreeSet<String> {
    let manifest =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    manifest["dependencies"]
        .as_table()
        .unwrap()
        .keys()
        .map(|name| name.replace('-', "_"))
        .collect()
}
