//! What the types of the settings cannot say: values that do not go together, or that would be unsafe.

use std::net::IpAddr;

use super::Config;
use super::load::ConfigFault;

impl Config {
    /// Whether the settings can be used.
    pub(super) fn check(&self) -> Result<(), ConfigFault> {
        self.check_http()?;
        self.check_media()?;
        self.check_admission()?;
        self.check_limits()?;
        self.check_mail()?;
        self.check_questions()
    }

    fn check_http(&self) -> Result<(), ConfigFault> {
        let http = &self.http;
        let tls = !http.tls.cert.is_empty();
        if tls == http.tls.key.is_empty() {
            return refuse("http.tls.cert and http.tls.key: set both, or neither");
        }
        if http.lan && tls {
            return refuse("http.lan makes its own certificate: leave out http.lan or http.tls");
        }
        if http.lan && http.behind_proxy {
            return refuse("http.lan speaks TLS itself: leave out http.lan or http.behind_proxy");
        }
        let secure = tls || http.lan || http.behind_proxy;
        if !http.listen.ip().is_loopback() && !secure {
            return refuse(&format!(
                "http.listen is {}, but browsers give a microphone only on https or localhost: set http.tls.cert and \
                 http.tls.key, or http.behind_proxy, or use --lan",
                http.listen
            ));
        }
        if !is_local(http.admin_listen.ip()) {
            return refuse(&format!(
                "http.admin_listen is {}, but metrics are for operators alone: use a loopback or private address",
                http.admin_listen
            ));
        }
        if !http.public_url.is_empty() && !is_origin(&http.public_url) {
            return refuse(
                "http.public_url is http:// or https://, a host and perhaps a port, nothing behind: \
                 https://show.example.org",
            );
        }
        Ok(())
    }

    fn check_media(&self) -> Result<(), ConfigFault> {
        let codecs = &self.media.codecs;
        if let Some(codec) = codecs
            .iter()
            .find(|codec| !CODECS.contains(&codec.as_str()))
        {
            return refuse(&format!(
                "media.codecs: `{codec}` is not a codec we know, use {}",
                CODECS.join(", ")
            ));
        }
        let twice = |(at, codec): (usize, &String)| codecs.iter().take(at).any(|c| c == codec);
        if codecs.is_empty() || codecs.iter().enumerate().any(twice) {
            return refuse("media.codecs: name at least one codec, and each once");
        }
        if self.media.video_wait_ms > LONGEST_VIDEO_WAIT_MS {
            return refuse(&format!(
                "media.video_wait_ms: at most {LONGEST_VIDEO_WAIT_MS}, or pictures come late"
            ));
        }
        let fits = |url: &str| {
            let known = ["stun:", "stuns:", "turn:", "turns:"];
            let plain = |byte: u8| byte.is_ascii_graphic() && !b"<>\"\\".contains(&byte);
            known.iter().any(|scheme| url.starts_with(scheme)) && url.bytes().all(plain)
        };
        if let Some(odd) = self.media.ice_servers.iter().find(|s| !fits(&s.url)) {
            return refuse(&format!(
                "media.ice_servers: `{}` does not begin with stun:, stuns:, turn: or turns:",
                odd.url
            ));
        }
        if self.media.threads > 64 {
            return refuse("media.threads: 64 at most, or 0 for one per core");
        }
        Ok(())
    }

    fn check_admission(&self) -> Result<(), ConfigFault> {
        let admission = &self.admission;
        let token = admission.admin_token.reveal();
        if token.is_some_and(|token| token.len() < TOKEN_CHARACTERS) {
            return refuse(&format!(
                "admission.admin_token: use {TOKEN_CHARACTERS} characters or more, such as `openssl rand -hex 32` gives"
            ));
        }
        if token.is_some_and(|token| token.bytes().any(|byte| !byte.is_ascii_graphic())) {
            return refuse("admission.admin_token: letters, digits and signs only, no blanks");
        }
        let numbers = [
            ("admission.ticket_hours", admission.ticket_hours),
            ("admission.address_per_minute", admission.address_per_minute),
            ("admission.ticket_per_minute", admission.ticket_per_minute),
            (
                "admission.code_address_per_minute",
                admission.code_address_per_minute,
            ),
            ("admission.codes_per_minute", admission.codes_per_minute),
            ("admission.attendees", admission.attendees),
            ("admission.busy_percent", admission.busy_percent),
            ("admission.packets_per_second", admission.packets_per_second),
            ("admission.full_retry_seconds", admission.full_retry_seconds),
        ];
        if admission.busy_percent > 100 {
            return refuse("admission.busy_percent: a share of the time, at most 100");
        }
        match numbers.iter().find(|(_, number)| *number == 0) {
            Some((key, _)) => refuse(&format!("{key}: must be 1 or more")),
            None => Ok(()),
        }
    }

    fn check_limits(&self) -> Result<(), ConfigFault> {
        // Every limit is a plain number; the table of them is taken from the struct so that none can be forgotten.
        let table = toml::Table::try_from(&self.limits).unwrap_or_default();
        for (key, value) in table {
            if value.as_integer().is_none_or(|number| number < 1) {
                return refuse(&format!("limits.{key}: must be 1 or more"));
            }
        }
        if self.limits.header_bytes < LEAST_HEADER_BYTES {
            return refuse(&format!(
                "limits.header_bytes: must be {LEAST_HEADER_BYTES} or more"
            ));
        }
        Ok(())
    }
}

impl Config {
    fn check_mail(&self) -> Result<(), ConfigFault> {
        if !(1..=20).contains(&self.mail.timeout_seconds) {
            return refuse("mail.timeout_seconds: 1 to 20, so that whoever sends is answered");
        }
        Ok(())
    }

    fn check_questions(&self) -> Result<(), ConfigFault> {
        if self.questions.lead_seconds > LONGEST_LEAD_SECONDS {
            return refuse(&format!(
                "questions.lead_seconds: at most {LONGEST_LEAD_SECONDS}"
            ));
        }
        let translation = &self.translation;
        let url = &translation.url;
        if !url.is_empty() && !is_origin(url) {
            return refuse(
                "translation.url is http:// or https://, a host and perhaps a port, nothing behind: \
                 http://localhost:5000",
            );
        }
        let is_tag = |tag: &&String| {
            let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
            (2..=12).contains(&tag.len()) && tag.bytes().all(fits)
        };
        if let Some(odd) = translation.languages.iter().find(|tag| !is_tag(tag)) {
            return refuse(&format!(
                "translation.languages: `{odd}` is no language tag such as de or zh-Hans"
            ));
        }
        if !(1..=60).contains(&translation.timeout_seconds) {
            return refuse("translation.timeout_seconds: 1 to 60");
        }
        if !(1..=64).contains(&translation.at_once) {
            return refuse("translation.at_once: 1 to 64");
        }
        Ok(())
    }
}

fn refuse(problem: &str) -> Result<(), ConfigFault> {
    Err(ConfigFault::Value(problem.to_owned()))
}

fn is_local(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local(),
    }
}

fn is_origin(url: &str) -> bool {
    let host = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]_".contains(&byte);
    host.is_some_and(|host| !host.is_empty() && host.bytes().all(fits))
}

/// Longer than that, a moderator thinks that nothing happens.
const LONGEST_LEAD_SECONDS: u32 = 120;
const CODECS: [&str; 4] = ["h264", "vp9", "av1", "vp8"];
const TOKEN_CHARACTERS: usize = 32;
/// Half a frame at 30 pictures a second; what comes later forms no longer runs.
const LONGEST_VIDEO_WAIT_MS: u64 = 16;
/// What the HTTP library reads at once; it takes no smaller buffer.
const LEAST_HEADER_BYTES: usize = 8_192;
