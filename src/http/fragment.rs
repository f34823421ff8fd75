//! ICE in a session description and in a fragment of one (RFC 8840): who the two ends are, and nothing else.
//!
//! Offers and answers stay unread apart from that; whether they can be used is the media side's matter.

/// What a fragment says of one end's ICE session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Credentials {
    /// Its name.
    pub(super) ufrag: String,
    /// Its password.
    pub(super) pwd: String,
}

impl Credentials {
    /// The first of a description or fragment.
    pub(super) fn of(text: &str) -> Option<Self> {
        let value = |name: &str| {
            let found = text
                .lines()
                .find_map(|line| line.trim_end().strip_prefix(name));
            found.filter(|value| fits(value)).map(str::to_owned)
        };
        Some(Self {
            ufrag: value(UFRAG)?,
            pwd: value(PWD)?,
        })
    }

    /// The same offer with these, as it would be made to restart ICE.
    pub(super) fn put_into(&self, offer: &str) -> String {
        let mut text = String::with_capacity(offer.len());
        for line in offer.lines() {
            let line = line.trim_end();
            if line.starts_with(UFRAG) {
                text.push_str(UFRAG);
                text.push_str(&self.ufrag);
            } else if line.starts_with(PWD) {
                text.push_str(PWD);
                text.push_str(&self.pwd);
            } else if line.starts_with("a=candidate:") {
                continue;
            } else {
                text.push_str(line);
            }
            text.push_str("\r\n");
        }
        text
    }
}

/// Our end of an answer as a fragment: of the first m-line, whose transport all others share.
pub(super) fn of_answer(answer: &str) -> String {
    let mut text = String::new();
    let mut keep = |line: &str| {
        text.push_str(line);
        text.push_str("\r\n");
    };
    let mut lines = answer.lines().map(str::trim_end);
    let session = lines.by_ref().take_while(|line| !line.starts_with("m="));
    session
        .filter(|line| *line == "a=ice-lite")
        .for_each(&mut keep);
    if let Some(first) = answer.lines().find(|line| line.starts_with("m=")) {
        keep(first.trim_end());
    }
    let first = lines.take_while(|line| !line.starts_with("m="));
    let tells_ice = |line: &&str| ICE.iter().any(|name| line.starts_with(name));
    first.filter(tells_ice).for_each(keep);
    text
}

/// RFC 8839: letters, digits, `+` and `/`, 256 at most.
fn fits(value: &str) -> bool {
    let plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_');
    (4..=256).contains(&value.len()) && value.bytes().all(plain)
}

const UFRAG: &str = "a=ice-ufrag:";
const PWD: &str = "a=ice-pwd:";
const ICE: [&str; 5] = ["a=mid:", UFRAG, PWD, "a=candidate:", "a=end-of-candidates"];

#[cfg(test)]
mod tests {
    use super::*;

    const OFFER: &str = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n\
        a=ice-ufrag:abcd\r\na=ice-pwd:secretsecretsecretsecret\r\na=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\n\
        m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\na=ice-ufrag:abcd\r\na=ice-pwd:secretsecretsecretsecret\r\n";

    #[test]
    fn a_restart_changes_who_the_client_is_and_nothing_else() {
        let fragment = "a=ice-ufrag:wxyz\r\na=ice-pwd:othersecretothersecret\r\nm=audio 9 RTP 0\r\na=mid:0\r\n";
        let new = Credentials::of(fragment).unwrap();
        assert_ne!(Credentials::of(OFFER).as_ref(), Some(&new));
        let again = new.put_into(OFFER);
        assert_eq!(Credentials::of(&again), Some(new));
        assert!(!again.contains("abcd") && !again.contains("candidate"));
        assert_eq!(again.matches("a=ice-ufrag:wxyz\r\n").count(), 2);
        assert_eq!(again.lines().count(), OFFER.lines().count() - 1);
    }

    #[test]
    fn odd_credentials_are_none() {
        for text in [
            "",
            "a=ice-ufrag:abcd",
            "a=ice-ufrag:ab\r\na=ice-pwd:secretsecretsecretsecret",
            "a=ice-ufrag:ab cd\r\na=ice-pwd:secretsecretsecretsecret",
        ] {
            assert_eq!(Credentials::of(text), None, "{text}");
        }
    }

    #[test]
    fn an_answer_as_fragment_names_the_first_line_only() {
        let text = of_answer(&OFFER.replace("m=audio", "a=ice-lite\r\nm=audio"));
        assert_eq!(text.lines().next(), Some("a=ice-lite"));
        assert_eq!(text.matches("m=").count(), 1);
        assert_eq!(text.matches("a=ice-ufrag:").count(), 1);
        assert!(text.contains("a=candidate:1 ") && text.contains("a=mid:0"));
    }
}
