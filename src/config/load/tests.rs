//! Layers, and every way to get the configuration wrong.

use super::*;

fn from_file(text: &str) -> Result<Config, ConfigFault> {
    let file = File {
        name: "test.toml",
        text,
    };
    load(Some(file), [], Flags::default())
}

fn from_variables(variables: &[(&str, &str)]) -> Result<Config, ConfigFault> {
    let owned = variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    load(None, owned, Flags::default())
}

#[test]
fn nothing_given_means_the_defaults() {
    assert_eq!(load(None, [], Flags::default()), Ok(Config::default()));
}

#[test]
fn a_file_a_variable_and_a_flag_each_come_before_the_last() {
    let text = "[http]\nlisten = \"127.0.0.1:1000\"\nadmin_listen = \"127.0.0.1:1001\"\n[media]\nudp = false";
    let file = File {
        name: "test.toml",
        text,
    };
    let variables = [
        (
            "ROADSHOW__HTTP__LISTEN".to_owned(),
            "127.0.0.1:2000".to_owned(),
        ),
        ("ROADSHOW__HTTP__TLS__CERT".to_owned(), "a.pem".to_owned()),
        ("ROADSHOW__HTTP__TLS__KEY".to_owned(), "b.pem".to_owned()),
        ("HOME".to_owned(), "/root".to_owned()),
    ];
    let flags = Flags {
        listen: Some(SocketAddr::from(([127, 0, 0, 1], 3000))),
        no_demo: true,
        ..Flags::default()
    };
    let config = load(Some(file), variables, flags).unwrap();
    assert_eq!(config.http.listen.port(), 3000);
    assert_eq!(config.http.admin_listen.port(), 1001);
    assert_eq!(config.http.tls.cert, "a.pem");
    assert!(!config.media.udp);
    assert!(!config.storage.demo);
}

#[test]
fn a_variable_takes_the_form_its_key_wants() {
    let config = from_variables(&[
        ("ROADSHOW__MEDIA__UDP", "false"),
        ("ROADSHOW__MEDIA__CODECS", "vp8, h264"),
        (
            "ROADSHOW__MEDIA__ANNOUNCE",
            "[\"192.0.2.1\", \"2001:db8::1\"]",
        ),
        ("ROADSHOW__MEDIA__LISTEN", "0.0.0.0:9000"),
        ("ROADSHOW__LIMITS__HALF_OPEN", "17"),
        ("ROADSHOW__LOGGING__FORMAT", "json"),
        (
            "ROADSHOW__ADMISSION__ADMIN_TOKEN",
            "12345678901234567890123456789012",
        ),
    ])
    .unwrap();
    assert_eq!(config.media.codecs, ["vp8", "h264"]);
    assert_eq!(config.media.announce.len(), 2);
    assert_eq!(config.media.listen.unwrap().port(), 9000);
    assert_eq!(config.limits.half_open, 17);
    assert_eq!(config.admission.admin_token.reveal().unwrap().len(), 32);
}

#[test]
fn lan_opens_all_interfaces_and_port_zero_frees_the_metrics_too() {
    let flags = Flags {
        lan: true,
        ..Flags::default()
    };
    let config = load(None, [], flags).unwrap();
    assert_eq!(config.http.listen, SocketAddr::from(([0, 0, 0, 0], 8080)));
    let flags = Flags {
        listen: Some(SocketAddr::from(([127, 0, 0, 1], 0))),
        ..Flags::default()
    };
    assert_eq!(load(None, [], flags).unwrap().http.admin_listen.port(), 0);
}

#[test]
fn every_wrong_file_is_refused_with_its_line() {
    for (text, line, words) in [
        ("[http]\nport = 8080", 2, "unknown key `port`"),
        ("\n\n[web]\n", 3, "unknown key `web`"),
        ("[http.tls]\nfile = \"a\"", 2, "unknown key `file`"),
        ("[http]\nlisten = 8080", 2, "invalid type"),
        (
            "[http]\nlisten = \"localhost\"",
            2,
            "invalid socket address",
        ),
        ("[media]\nudp = \"no\"", 2, "invalid type"),
        (
            "[media]\nannounce = [\"example.org\"]",
            2,
            "invalid IP address",
        ),
        ("[limits]\nhalf_open = -1", 2, "invalid value"),
        ("[logging]\nformat = \"xml\"", 2, "unknown variant"),
        ("[http\n", 1, ""),
        ("[http]\nlan = true\nlan = false", 3, "duplicate key"),
    ] {
        match from_file(text) {
            Err(ConfigFault::File {
                line: at,
                problem,
                file,
            }) => {
                assert_eq!(
                    (at, file.as_str()),
                    (line, "test.toml"),
                    "{text}: {problem}"
                );
                assert!(problem.contains(words), "{text}: {problem}");
                assert!(!problem.contains('\n'), "{problem}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn every_wrong_variable_is_refused_by_its_name() {
    for (name, value, words) in [
        ("ROADSHOW__HTTP__PORT", "80", "unknown key `port`"),
        ("ROADSHOW__WEB", "x", "unknown key `web`"),
        ("ROADSHOW__", "x", "unknown key"),
        ("ROADSHOW__MEDIA__UDP", "no", "expected a boolean"),
        ("ROADSHOW__LIMITS__HALF_OPEN", "many", "invalid type"),
        ("ROADSHOW__HTTP__LISTEN", "8080", "invalid socket address"),
    ] {
        match from_variables(&[(name, value)]) {
            Err(ConfigFault::Variable { variable, problem }) => {
                assert_eq!(variable, name);
                assert!(problem.contains(words), "{name}: {problem}");
            }
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn values_that_do_not_go_together_are_refused_with_what_to_do() {
    for (text, words) in [
        ("[http]\nlisten = \"0.0.0.0:80\"", "https or localhost"),
        ("[http]\nlisten = \"192.0.2.1:80\"", "--lan"),
        ("[http.tls]\ncert = \"a.pem\"", "set both"),
        ("[http.tls]\nkey = \"a.pem\"", "set both"),
        (
            "[http]\nlan = true\n[http.tls]\ncert = \"a\"\nkey = \"b\"",
            "leave out",
        ),
        ("[http]\nlan = true\nbehind_proxy = true", "leave out"),
        ("[http]\nadmin_listen = \"0.0.0.0:8082\"", "metrics"),
        ("[http]\nadmin_listen = \"192.0.2.1:8082\"", "metrics"),
        ("[http]\npublic_url = \"example.org\"", "public_url"),
        (
            "[http]\npublic_url = \"https://example.org/path\"",
            "public_url",
        ),
        ("[http]\npublic_url = \"https://\"", "public_url"),
        ("[media]\ncodecs = []", "at least one"),
        ("[media]\nthreads = 65", "64 at most"),
        ("[media]\ncodecs = [\"h264\", \"h264\"]", "each once"),
        ("[media]\ncodecs = [\"h265\"]", "`h265`"),
        ("[admission]\nadmin_token = \"short\"", "32 characters"),
        (
            "[admission]\nadmin_token = \"a token with blanks is not good at all\"",
            "no blanks",
        ),
        ("[admission]\nticket_hours = 0", "ticket_hours"),
        ("[limits]\nsdp_bytes = 0", "limits.sdp_bytes"),
        ("[limits]\nheader_bytes = 100", "limits.header_bytes"),
    ] {
        match from_file(text) {
            Err(ConfigFault::Value(problem)) => {
                assert!(problem.contains(words), "{text}: {problem}");
                assert!(
                    !problem.contains("short\"") && !problem.contains('\n'),
                    "{problem}"
                );
            }
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn a_plain_address_is_taken_where_it_is_safe() {
    for text in [
        "[http]\nlisten = \"[::1]:80\"",
        "[http]\nlisten = \"0.0.0.0:80\"\nbehind_proxy = true",
        "[http]\nlisten = \"0.0.0.0:443\"\n[http.tls]\ncert = \"a\"\nkey = \"b\"",
        "[http]\npublic_url = \"https://show.example.org:8443\"",
        "[http]\nadmin_listen = \"10.0.0.1:8082\"",
    ] {
        assert!(from_file(text).is_ok(), "{text}");
    }
}
