//! `config/roadshow.toml` as the code would write it: every key, its default, its reason from the doc comment.

use toml::{Table, Value};

use super::Config;

#[test]
fn the_example_file_equals_the_code() {
    let text = std::fs::read_to_string(EXAMPLE).unwrap_or_default();
    assert_eq!(
        text,
        example(),
        "run: cargo test write_example_file -- --ignored"
    );
}

#[test]
#[ignore = "writes the file"]
fn write_example_file() {
    std::fs::write(EXAMPLE, example()).unwrap();
}

#[test]
fn the_example_file_gives_the_defaults() {
    assert_eq!(
        toml::from_str::<Config>(&example()).unwrap(),
        Config::default()
    );
}

#[test]
fn every_shipped_file_can_be_used() {
    for name in ["roadshow", "development", "production"] {
        let name = format!("{}/config/{name}.toml", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&name).unwrap();
        let file = super::load::File {
            name: &name,
            text: &text,
        };
        super::load::load(Some(file), [], super::load::Flags::default()).unwrap();
    }
}

fn example() -> String {
    let defaults = Table::try_from(Config::default()).unwrap();
    let mut text = HEAD.to_owned();
    for (section, source) in SECTIONS {
        let meaning = source.lines().next().unwrap().trim_start_matches("//! ");
        let defaults = match section.split_once('.') {
            Some((outer, inner)) => &defaults[outer][inner],
            None => &defaults[section],
        };
        if !section.contains('.') {
            text.push_str(&format!("\n# {meaning}"));
        }
        text.push_str(&format!("\n[{section}]\n"));
        for (comment, key) in fields(source, &struct_name(section)) {
            match defaults.get(&key) {
                Some(Value::Table(_)) => {}
                Some(value) => text.push_str(&format!("{comment}{key} = {value}\n")),
                None => text.push_str(&format!("{comment}# {key} =\n")),
            }
        }
    }
    text
}

/// The last part of a section's name with a capital: its struct.
fn struct_name(section: &str) -> String {
    let last = section.rsplit('.').next().unwrap();
    last[..1].to_uppercase() + &last[1..]
}

/// Comment and name of every field of a struct.
fn fields(source: &str, name: &str) -> Vec<(String, String)> {
    let body = source
        .split(&format!("pub struct {name} {{\n"))
        .nth(1)
        .unwrap();
    let body = body.split("\n}").next().unwrap();
    let (mut fields, mut comment) = (Vec::new(), String::new());
    for line in body.lines().map(str::trim) {
        if let Some(words) = line.strip_prefix("/// ") {
            comment.push_str(&format!("# {words}\n"));
        } else if let Some(field) = line.strip_prefix("pub ") {
            let key = field.split(':').next().unwrap().to_owned();
            fields.push((std::mem::take(&mut comment), key));
        }
    }
    fields
}

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/config/roadshow.toml");

const SECTIONS: [(&str, &str); 10] = [
    ("http", include_str!("http.rs")),
    ("http.tls", include_str!("http.rs")),
    ("media", include_str!("media.rs")),
    ("storage", include_str!("storage.rs")),
    ("admission", include_str!("admission.rs")),
    ("limits", include_str!("limits.rs")),
    ("questions", include_str!("questions.rs")),
    ("translation", include_str!("translation.rs")),
    ("mail", include_str!("mail.rs")),
    ("logging", include_str!("logging.rs")),
];

const HEAD: &str = "\
# Every key of Roadshow with its default and its reason. Copy what you change into a file of your own and start with
# `roadshow --config FILE`. A variable such as ROADSHOW__HTTP__LISTEN comes before the file, a flag before both.
";
