//! Defaults < file < environment < flags, as a pure function. Unknown keys are refused with their line or variable.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use serde::Deserialize;
use toml::{Table, Value};

use super::Config;

/// A configuration file that was read.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// Its name, for error texts.
    pub name: &'a str,
    /// What stands in it.
    pub text: &'a str,
}

/// What the command line says; comes before everything else.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flags {
    /// `--listen`
    pub listen: Option<SocketAddr>,
    /// `--media-listen`
    pub media_listen: Option<SocketAddr>,
    /// `--admin-listen`
    pub admin_listen: Option<SocketAddr>,
    /// `--data`
    pub data: Option<PathBuf>,
    /// `--lan`
    pub lan: bool,
    /// `--no-demo`
    pub no_demo: bool,
}

/// The configuration cannot be used; the text says where and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigFault {
    /// A file's line.
    #[error("{file}, line {line}: {problem}")]
    File {
        /// Its name.
        file: String,
        /// Counted from one.
        line: usize,
        /// What is wrong.
        problem: String,
    },
    /// A variable.
    #[error("variable {variable}: {problem}")]
    Variable {
        /// Its name.
        variable: String,
        /// What is wrong.
        problem: String,
    },
    /// Values that do not go together.
    #[error("{0}")]
    Value(String),
}

/// The settings made of all sources, checked.
///
/// # Errors
/// The first key, line or value that cannot be used.
pub fn load(
    file: Option<File<'_>>,
    environment: impl IntoIterator<Item = (String, String)>,
    flags: Flags,
) -> Result<Config, ConfigFault> {
    let mut merged = match file {
        Some(file) => read_file(file)?,
        None => Table::new(),
    };
    for (name, text) in environment {
        if let Some(path) = name.strip_prefix(PREFIX) {
            merge(&mut merged, read_variable(&name, path, &text)?);
        }
    }
    let mut config = Config::deserialize(merged)
        .map_err(|error| ConfigFault::Value(sentence(error.message())))?;
    apply(flags, &mut config);
    config.check()?;
    Ok(config)
}

fn read_file(file: File<'_>) -> Result<Table, ConfigFault> {
    let fault = |error: toml::de::Error| ConfigFault::File {
        file: file.name.to_owned(),
        line: line_of(file.text, error.span().map_or(0, |span| span.start)),
        problem: sentence(error.message()),
    };
    toml::from_str::<Config>(file.text).map_err(fault)?;
    file.text.parse().map_err(fault)
}

/// One variable as a table with one key, in the first form that the key's type takes: as it stands, as TOML, as a list.
fn read_variable(name: &str, path: &str, text: &str) -> Result<Table, ConfigFault> {
    let as_toml = || format!("it = {text}").parse::<Table>().ok()?.remove("it");
    let as_list = || {
        let items = text.split(',').map(|item| Value::from(item.trim()));
        Value::Array(items.collect())
    };
    let forms = [Some(Value::from(text)), as_toml(), Some(as_list())];
    let mut problem = None;
    for form in forms.into_iter().flatten() {
        let table = path.rsplit("__").fold(form, |value, key| {
            Value::Table(Table::from_iter([(key.to_ascii_lowercase(), value)]))
        });
        match Config::deserialize(table.clone()) {
            Ok(_) => return Ok(table.try_into().unwrap_or_default()),
            Err(error) => problem = problem.or(Some(sentence(error.message()))),
        }
    }
    Err(ConfigFault::Variable {
        variable: name.to_owned(),
        problem: problem.unwrap_or_default(),
    })
}

fn merge(into: &mut Table, from: Table) {
    for (key, value) in from {
        match (into.get_mut(&key), value) {
            (Some(Value::Table(inner)), Value::Table(value)) => merge(inner, value),
            (_, value) => {
                into.insert(key, value);
            }
        }
    }
}

fn apply(flags: Flags, config: &mut Config) {
    let http = &mut config.http;
    http.lan |= flags.lan;
    if http.lan && http.listen.ip().is_loopback() {
        http.listen.set_ip(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    }
    if let Some(listen) = flags.listen {
        http.listen = listen;
    }
    // Asking for any free port means the metrics too: several servers may run on one machine.
    if http.listen.port() == 0 {
        http.admin_listen.set_port(0);
    }
    if let Some(listen) = flags.admin_listen {
        http.admin_listen = listen;
    }
    if let Some(listen) = flags.media_listen {
        config.media.listen = Some(listen);
    }
    if let Some(data) = flags.data {
        config.storage.data = data;
    }
    config.storage.demo &= !flags.no_demo;
}

/// The parser's message as one line without a final stop.
fn sentence(message: &str) -> String {
    let line = message.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace("unknown field", "unknown key")
}

fn line_of(text: &str, offset: usize) -> usize {
    let before = text.bytes().take(offset);
    before
        .filter(|byte| *byte == b'\n')
        .count()
        .saturating_add(1)
}

/// What the environment's variables begin with; `__` also parts section and key.
const PREFIX: &str = "ROADSHOW__";

#[cfg(test)]
mod tests;
