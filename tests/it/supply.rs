//! Licences and bans: `cargo metadata` held against `.deny.toml`.

use std::path::Path;
use std::process::Command;

#[test]
fn every_dependency_has_an_allowed_licence_and_none_is_banned() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rules: toml::Table = std::fs::read_to_string(root.join(".deny.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let allowed: Vec<&str> = rules["licenses"]["allow"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|l| l.as_str())
        .collect();
    let banned: Vec<&str> = rules["bans"]["deny"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|b| b["crate"].as_str())
        .collect();

    let out = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--filter-platform",
            "x86_64-unknown-linux-gnu",
        ])
        .current_dir(root)
        .output()
        .unwrap();
    assert!(
        out.status.success(),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    let metadata: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(
        packages.len() > 100,
        "only {} packages were read",
        packages.len()
    );

    let mut faults = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap();
        if banned.contains(&name) {
            faults.push(format!("{name} is banned"));
        }
        let Some(source) = package["source"].as_str() else {
            continue;
        };
        if !source.starts_with("registry+") && !source.starts_with("sparse+") {
            faults.push(format!("{name} comes from {source}"));
        }
        let licence = package["license"].as_str().unwrap_or("none");
        if !satisfied(licence, &allowed) {
            faults.push(format!("{name}: {licence}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Reads an SPDX expression: every part joined by AND needs one alternative of OR that is allowed.
fn satisfied(expression: &str, allowed: &[&str]) -> bool {
    expression.split(" AND ").all(|part| {
        part.trim_matches(['(', ')', ' '])
            .split(['/'])
            .flat_map(|p| p.split(" OR "))
            .any(|licence| allowed.contains(&licence.trim_matches(['(', ')', ' '])))
    })
}

#[test]
fn an_expression_needs_one_allowed_licence_of_each_part() {
    assert!(satisfied("MIT OR GPL-3.0", &["MIT"]));
    assert!(satisfied(
        "(MIT OR Apache-2.0) AND Unicode-3.0",
        &["MIT", "Unicode-3.0"]
    ));
    assert!(!satisfied("MIT AND GPL-3.0", &["MIT"]));
    assert!(!satisfied("none", &["MIT"]));
}
