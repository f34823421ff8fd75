//! The namespace, the configuration and the process.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio::process::{Child, Command as Running};

use crate::process::{self, Cost};

/// Where it listens for WebSockets and sends media from.
pub(super) const ADDRESS: &str = "127.1.0.1";
const PORT: u16 = 8_188;
/// Set in the namespace, so that it is entered once.
const INSIDE: &str = "ROADSHOW_LOAD_NAMESPACE";
/// Where Debian keeps its configuration, from which the folders of its parts are taken.
const DEBIAN: &str = "/etc/janus/janus.jcfg";
const READY: Duration = Duration::from_secs(15);

/// Whether Debian's package is there.
pub fn is_installed() -> bool {
    Path::new("/usr/bin/janus").exists() && Path::new(DEBIAN).exists()
}

/// Runs this program again in a network namespace of its own, with the same arguments; its exit code. `None`: this is the
/// inner one, and its interfaces are up.
///
/// # Errors
/// When the system allows no namespace.
pub fn enter_namespace() -> Result<Option<i32>> {
    if std::env::var_os(INSIDE).is_some() {
        interfaces()?;
        return Ok(None);
    }
    ensure!(
        is_installed(),
        "Janus is not installed: `apt-get install janus` (1.1.2 in Debian 12), then stop its service"
    );
    let status = apart(std::env::args().skip(1))?.status();
    let status = status.context("`unshare` of the package util-linux cannot be started")?;
    Ok(Some(status.code().unwrap_or(1)))
}

/// This program in a namespace, with these arguments.
///
/// # Errors
/// When the program does not know where it is.
pub fn apart(arguments: impl Iterator<Item = String>) -> Result<Command> {
    let mut command = Command::new("unshare");
    command.arg("--net");
    let user = std::fs::read_to_string("/proc/self/status")?;
    let is_root = user.lines().any(|line| line.starts_with("Uid:\t0\t"));
    if !is_root {
        command.args(["--user", "--map-root-user"]);
    }
    command.arg("--").arg(std::env::current_exe()?);
    command.args(arguments).env(INSIDE, "1");
    Ok(command)
}

fn interfaces() -> Result<()> {
    let address = format!("{ADDRESS}/32");
    for words in [
        "link set lo up",
        "link add rl0 type veth peer name rl1",
        &format!("address add {address} dev rl0"),
        "link set rl0 up",
        "link set rl1 up",
        // Janus sends by its interface's routes only, so that is where everybody must be.
        "route add local 127.1.0.0/16 dev rl0",
    ] {
        let done = Command::new("ip").args(words.split(' ')).status();
        let done = done.context("`ip` of the package iproute2 cannot be started")?;
        ensure!(done.success(), "`ip {words}` fails");
    }
    Ok(())
}

/// A running Janus.
pub(super) struct Process {
    child: Child,
    _folder: TempDir,
}

impl Process {
    /// Starts it with two event loops and waits until it listens.
    pub(super) async fn start(event_loops: u32) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let debian = std::fs::read_to_string(DEBIAN)?;
        let parts = |name: &str| {
            let line = debian.lines().find(|l| l.trim().starts_with(name));
            line.and_then(|line| line.split('"').nth(1))
                .with_context(|| format!("{DEBIAN} names no {name}"))
        };
        let (plugins, transports) = (parts("plugins_folder")?, parts("transports_folder")?);
        let config = format!(
            "general: {{\n  configs_folder = \"{home}\"\n  plugins_folder = \"{plugins}\"\n  transports_folder = \"{transports}\"\n  \
             event_loops = {event_loops}\n  session_timeout = 0\n  debug_level = 2\n}}\n\
             nat: {{\n  ice_lite = true\n  ice_enforce_list = \"{ADDRESS}\"\n}}\n\
             plugins: {{\n  disable = \"{}\"\n}}\ntransports: {{\n  disable = \"{}\"\n}}\n",
            others(plugins, "videoroom")?,
            others(transports, "websockets")?,
            home = folder.path().display(),
        );
        let rooms = "general: {\n}\n";
        let sockets = format!(
            "general: {{\n  json = \"compact\"\n  ws = true\n  ws_port = {PORT}\n  ws_ip = \"{ADDRESS}\"\n  wss = false\n}}\n"
        );
        for (name, text) in [
            ("janus.jcfg", config.as_str()),
            ("janus.plugin.videoroom.jcfg", rooms),
            ("janus.transport.websockets.jcfg", &sockets),
        ] {
            std::fs::write(folder.path().join(name), text)?;
        }
        let child = Running::new("/usr/bin/janus")
            .arg("--config")
            .arg(folder.path().join("janus.jcfg"))
            .arg("--disable-colors")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .context("cannot start Janus")?;
        let mut process = Self {
            child,
            _folder: folder,
        };
        process.ready().await?;
        Ok(process)
    }

    /// Where it takes WebSockets.
    pub(super) fn api() -> String {
        format!("{ADDRESS}:{PORT}")
    }

    /// What it has used and holds.
    pub(super) fn cost(&self) -> Result<Cost> {
        process::cost(self.child.id().context("Janus has ended")?)
    }

    async fn ready(&mut self) -> Result<()> {
        let waiting = async {
            loop {
                if TcpStream::connect(Self::api()).await.is_ok() {
                    return Ok(());
                }
                if let Some(status) = self.child.try_wait()? {
                    bail!("Janus ended before it was ready: {status}");
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        tokio::time::timeout(READY, waiting)
            .await
            .context("Janus is not ready in 15 s")?
    }
}

/// The libraries of a folder but one, as Janus's configuration lists them.
fn others(folder: &str, wanted: &str) -> Result<String> {
    let mut names = Vec::new();
    for file in std::fs::read_dir(folder)? {
        let name = file?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".so") && !name.contains(wanted) {
            names.push(name);
        }
    }
    Ok(names.join(","))
}
