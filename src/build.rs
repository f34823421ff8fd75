//! Builds the web client for a release build, if its sources changed. A development build never runs npm: its server
//! reads `web-client/dist` from disk and says so on the page if that is missing.

use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=src/build.rs");
    if std::env::var("PROFILE").as_deref() != Ok("release") {
        return ExitCode::SUCCESS;
    }
    for source in SOURCES {
        println!("cargo::rerun-if-changed={CLIENT}/{source}");
    }
    match build() {
        Ok(()) => ExitCode::SUCCESS,
        Err(words) => {
            println!("cargo::error={words}");
            ExitCode::FAILURE
        }
    }
}

fn build() -> Result<(), String> {
    let version = run("node", &["--version"])?;
    let major = version.trim().trim_start_matches('v').split('.').next();
    if major.and_then(|major| major.parse().ok()) < Some(NODE) {
        return Err(format!(
            "the web client needs Node {NODE} or newer with npm, but `node` is {}: install it from https://nodejs.org and \
             run the same command again",
            version.trim()
        ));
    }
    if !is_installed() {
        run(
            "npm",
            &["ci", "--no-audit", "--no-fund", "--loglevel=error"],
        )?;
    }
    run("npm", &["run", "--silent", "build"])?;
    let page = Path::new(CLIENT).join("dist/index.html");
    let dated = date_back(&page, &Path::new(CLIENT).join("package.json"));
    dated.map_err(|error| format!("cannot touch {}: {error}", page.display()))?;
    // Listed only now, when it exists: a missing file would mean building again each time.
    println!("cargo::rerun-if-changed={}", page.display());
    Ok(())
}

/// Makes a built file as old as a source: cargo takes whatever is younger than this program's start as changed.
fn date_back(built: &Path, source: &Path) -> std::io::Result<()> {
    let date = source.metadata()?.modified()?;
    File::options().write(true).open(built)?.set_modified(date)
}

/// Whether the packages are those of the lock file.
fn is_installed() -> bool {
    let changed = |path: &str| Path::new(CLIENT).join(path).metadata()?.modified();
    match (
        changed("node_modules/.package-lock.json"),
        changed("package-lock.json"),
    ) {
        (Ok(installed), Ok(locked)) => installed >= locked,
        _ => false,
    }
}

/// Runs a program in the web client's folder and returns what it printed; or a sentence that says what to do.
fn run(program: &str, arguments: &[&str]) -> Result<String, String> {
    let outcome = Command::new(program)
        .args(arguments)
        .current_dir(CLIENT)
        .output();
    let output = outcome.map_err(|error| match error.kind() {
        ErrorKind::NotFound => format!(
            "the web client needs Node {NODE} or newer with npm, but there is no `{program}`: install Node from \
             https://nodejs.org and run the same command again"
        ),
        _ => format!("cannot run `{program}`: {error}"),
    })?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    for line in String::from_utf8_lossy(&output.stderr).lines() {
        println!("cargo::warning={line}");
    }
    Err(format!(
        "the web client cannot be built: `{program} {}` in {CLIENT} failed, see the lines above",
        arguments.join(" ")
    ))
}

const CLIENT: &str = "web-client";
const NODE: u32 = 20;

/// What the build is made of.
const SOURCES: [&str; 7] = [
    "src",
    "index.html",
    "package.json",
    "package-lock.json",
    "svelte.config.js",
    "tsconfig.json",
    "vite.config.ts",
];
