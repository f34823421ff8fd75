//! A server of one's own, as a separate process, and what it costs.

use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::http::Call;
use crate::process::{self, Cost, Metrics};

/// A running server on free ports with an empty data directory.
pub struct Server {
    binary: PathBuf,
    child: Child,
    data: TempDir,
    /// Address of HTTP and WebSocket.
    pub http: String,
    /// Address of all media by UDP.
    pub media: String,
    /// Address of the metrics.
    pub admin: String,
    /// What it printed before it was ready.
    pub printed: Vec<String>,
}

impl Server {
    /// Starts `binary` with configuration text.
    ///
    /// # Errors
    /// When it does not become ready.
    pub async fn start(binary: &Path, config: &str) -> Result<Self> {
        let data = tempfile::tempdir()?;
        std::fs::write(data.path().join("load.toml"), config)?;
        let started = launch(binary, data.path(), "127.0.0.1:0").await?;
        Ok(Self {
            binary: binary.to_owned(),
            child: started.child,
            data,
            http: started.http,
            media: started.media,
            admin: started.admin,
            printed: started.printed,
        })
    }

    /// Ends the process without any warning, as a crash would.
    ///
    /// # Errors
    /// When it cannot be ended.
    pub async fn kill(&mut self) -> Result<()> {
        Ok(self.child.kill().await?)
    }

    /// Starts it again on the same ports and data.
    ///
    /// # Errors
    /// When it does not become ready.
    pub async fn restart(&mut self) -> Result<()> {
        let started = launch(&self.binary, self.data.path(), &self.http).await?;
        (self.child, self.http, self.admin) = (started.child, started.http, started.admin);
        self.media = started.media;
        self.printed = started.printed;
        Ok(())
    }

    /// Asks it to end in an orderly way and waits until it has.
    ///
    /// # Errors
    /// When the process is gone already, or does not end.
    pub async fn terminate(&mut self) -> Result<ExitStatus> {
        let pid = self.child.id().context("the server has ended")?;
        let asked = Command::new("kill")
            .args(["-TERM", &pid.to_string()])
            .status()
            .await?;
        if !asked.success() {
            bail!("the server cannot be asked to end");
        }
        Ok(tokio::time::timeout(Duration::from_secs(30), self.child.wait()).await??)
    }

    /// The address that the demo show's link of this role was printed with.
    pub fn demo_link(&self, role: &str) -> Option<String> {
        let line = self.printed.iter().find_map(|line| {
            let (before, link) = line.trim().split_once(' ')?;
            (before == role).then(|| link.trim().to_owned())
        })?;
        Some(line)
    }

    /// The directory the server keeps its data in.
    pub fn data(&self) -> PathBuf {
        self.data.path().join("data")
    }

    /// The process.
    pub fn pid(&self) -> Option<u32> {
        self.child.id()
    }

    /// A link for the demo show.
    ///
    /// # Errors
    /// When the command fails.
    pub async fn ticket(&self, role: &str, name: &str, more: &[&str]) -> Result<String> {
        let out = Command::new(&self.binary)
            .args([
                "ticket", "--show", "demo", "--role", role, "--name", name, "--config",
            ])
            .arg(self.data.path().join("load.toml"))
            .arg("--data")
            .arg(self.data.path().join("data"))
            .args(more)
            .output()
            .await?;
        if !out.status.success() {
            bail!("{}", String::from_utf8_lossy(&out.stderr));
        }
        Ok(String::from_utf8(out.stdout)?.trim().to_owned())
    }

    /// One call of the HTTP interface as administrator; its JSON answer.
    ///
    /// # Errors
    /// When the server refuses, with its answer.
    pub async fn api(&self, method: &str, path: &str, body: &Value) -> Result<Value> {
        let token = std::fs::read_to_string(self.data().join("admin.token"))?;
        let bearer = format!("Bearer {}", token.trim());
        let headers = [
            ("authorization", bearer.as_str()),
            ("content-type", "application/json"),
        ];
        let answer = Call::new(method, path)
            .with(&headers)
            .send(None, &self.http, &body.to_string())
            .await?;
        if !(200..300).contains(&answer.status) {
            bail!("{method} {path}: {}: {}", answer.status, answer.body);
        }
        Ok(serde_json::from_str(&answer.body).unwrap_or(Value::Null))
    }

    /// What the process has used so far.
    ///
    /// # Errors
    /// When the process is gone.
    pub fn cost(&self) -> Result<Cost> {
        let pid = self.child.id().context("the server has ended")?;
        process::cost(pid)
    }

    /// Its counters.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn metrics(&self) -> Result<Metrics> {
        let answer = Call::new("GET", "/metrics").send(None, &self.admin, "");
        Ok(Metrics::read(&answer.await?.body))
    }
}

/// Starts the process and waits until it says where it listens.
async fn launch(binary: &Path, home: &Path, listen: &str) -> Result<Started> {
    let mut child = Command::new(binary)
        .args(["--listen", listen, "--config"])
        .arg(home.join("load.toml"))
        .arg("--data")
        .arg(home.join("data"))
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("cannot start {}", binary.display()))?;
    let mut lines = BufReader::new(child.stdout.take().context("no output")?).lines();
    let mut printed = Vec::new();
    let ready = async {
        while let Some(line) = lines.next_line().await? {
            if let Some(addresses) = line.split("listening ").nth(1) {
                return Ok(addresses.to_owned());
            }
            printed.push(line);
        }
        bail!("the server ended before it was ready")
    };
    let ready = tokio::time::timeout(Duration::from_secs(30), ready)
        .await
        .context("not ready in 30 s")??;
    let address = |name: &str| {
        let at = ready.split(' ').find_map(|part| part.strip_prefix(name));
        at.map(str::to_owned)
            .with_context(|| format!("no {name} in `{ready}`"))
    };
    let (http, admin) = (address("http=")?, address("admin=")?);
    let media = address("media=")?;
    let media = media.split(',').find_map(|way| way.strip_prefix("udp:"));
    let media = media.unwrap_or_default().to_owned();
    // The server must not block on a full pipe.
    #[expect(clippy::disallowed_methods, reason = "reads until the child ends")]
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    Ok(Started {
        child,
        http,
        media,
        admin,
        printed,
    })
}

struct Started {
    child: Child,
    http: String,
    media: String,
    admin: String,
    printed: Vec<String>,
}
