//! The command line as scripts see it: what it prints where, and how it ends.

use std::net::{TcpListener, UdpSocket};
use std::path::Path;
use std::process::{Command, Output};

fn roadshow(data: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_roadshow"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("ROADSHOW__")) {
        command.env_remove(name);
    }
    command.current_dir(data).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn wrong_usage_and_wrong_configuration_end_with_two_and_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let bad = folder.path().join("bad.toml");
    std::fs::write(&bad, "[http]\n\nport = 1\n").unwrap();
    let bad = bad.to_str().unwrap();
    for (arguments, words) in [
        (vec!["--nothing"], "--help"),
        (vec!["--listen", "8080"], "invalid socket address"),
        (vec!["ticket", "--show", "demo"], "--role"),
        (vec!["--config", "missing.toml"], "cannot read missing.toml"),
        (
            vec!["check-config", "--config", bad],
            "line 3: unknown key `port`",
        ),
        (
            vec!["--listen", "0.0.0.0:0"],
            "browsers give a microphone only on https or localhost",
        ),
        (
            vec!["ticket", "--show", "nix", "--role", "host", "--name", "H"],
            "no show `nix`",
        ),
        (
            vec!["ticket", "--show", "demo", "--role", "king", "--name", "H"],
            "--role: host, moderator",
        ),
    ] {
        let output = roadshow(folder.path(), &arguments);
        let complaint = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {complaint}");
        assert!(complaint.contains(words), "{arguments:?}: {complaint}");
        assert_eq!(complaint.lines().count(), 1, "{complaint}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_taken_port_ends_with_one_and_says_which() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = taken.local_addr().unwrap().to_string();
    let output = roadshow(
        folder.path(),
        &["--listen", &at, "--admin-listen", "127.0.0.1:0"],
    );
    let complaint = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{complaint}");
    assert!(
        complaint.contains(&at) && complaint.contains("--listen"),
        "{complaint}"
    );
    let media = UdpSocket::bind("0.0.0.0:0").unwrap();
    let at = media.local_addr().unwrap().to_string();
    let output = roadshow(
        folder.path(),
        &["--listen", "127.0.0.1:0", "--media-listen", &at],
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("--media-listen"));
}

#[test]
fn a_ticket_is_exactly_one_line_before_the_first_start() {
    let folder = tempfile::tempdir().unwrap();
    let order = [
        "ticket", "--show", "demo", "--role", "attendee", "--name", "Guest", "--seats", "50",
        "--valid", "7d",
    ];
    let output = roadshow(folder.path(), &order);
    let line = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(line.lines().count(), 1);
    assert!(
        line.starts_with("http://localhost:8080/s/demo#ticket="),
        "{line}"
    );
}

#[test]
fn the_configuration_is_checked_and_printed_without_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let output = roadshow(folder.path(), &["check-config"]);
    assert_eq!(output.status.code(), Some(0));
    let secret = "MARK-0123456789-0123456789-0123456789";
    std::fs::write(
        folder.path().join("c.toml"),
        format!("[admission]\nadmin_token = \"{secret}\"\n"),
    )
    .unwrap();
    let output = roadshow(folder.path(), &["print-config", "--config", "c.toml"]);
    let printed = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        printed.contains("[limits]") && !printed.contains("MARK"),
        "{printed}"
    );
    let output = roadshow(folder.path(), &["--version"]);
    assert_eq!(
        text(&output.stdout).trim(),
        concat!("roadshow ", env!("CARGO_PKG_VERSION"))
    );
}
