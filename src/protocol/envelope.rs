//! Text → `Request`, with a precise fault for everything that is not one.
//!
//! Strict where a lenient reader and a strict one could disagree (a field standing twice), lenient where versions may
//! differ (unknown fields). Knows nothing of what a message means, and does not panic whatever it is given.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::client::{ClientMessage, Request};
use super::refusal::Code;

/// The version of this protocol, as the WebSocket sub-protocol names it.
pub const SUB_PROTOCOL: &str = "roadshow.v1";

/// How deeply a message may be nested; none of this version needs more than two.
const DEPTH: u8 = 16;

/// Why a text is not a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The request's `id`; 0 where it could not be read.
    pub re: u32,
    /// The reason.
    pub code: Code,
    /// Which field, and what was expected there.
    pub detail: Option<String>,
}

/// Reads one text frame.
///
/// # Errors
/// When it is not a JSON object with a number `id`, a known `type` and that type's fields.
pub fn parse(text: &str) -> Result<Request, Fault> {
    let Value::Object(mut fields) = read(text)? else {
        return Err(fault(0, Code::Malformed, "expected an object"));
    };
    let id = match fields.remove("id").as_ref().and_then(Value::as_u64) {
        Some(id) => u32::try_from(id).ok(),
        None => None,
    };
    let Some(id) = id else {
        return Err(fault(
            0,
            Code::Malformed,
            "id: expected a number of 32 bits",
        ));
    };
    let Some(kind) = fields.get("type").and_then(Value::as_str) else {
        return Err(fault(id, Code::Malformed, "type: expected text"));
    };
    if !ClientMessage::TYPES.contains(&kind) {
        return Err(Fault {
            re: id,
            code: Code::UnknownType,
            detail: None,
        });
    }
    match serde_json::from_value(Value::Object(fields)) {
        Ok(message) => Ok(Request { id, message }),
        Err(error) => Err(fault(id, Code::Malformed, &error.to_string())),
    }
}

fn fault(re: u32, code: Code, detail: &str) -> Fault {
    Fault {
        re,
        code,
        detail: Some(detail.to_owned()),
    }
}

/// JSON with every field once in its object, and not too deep.
fn read(text: &str) -> Result<Value, Fault> {
    let seen = Cell::new(None);
    let strict = Strict {
        left: DEPTH,
        seen: &seen,
    };
    let mut json = serde_json::Deserializer::from_str(text);
    strict
        .deserialize(&mut json)
        .and_then(|value| json.end().map(|()| value))
        .map_err(|error| Fault {
            re: 0,
            code: seen.get().unwrap_or(Code::Malformed),
            detail: Some(error.to_string()),
        })
}

/// Builds a `Value` and notes why it had to stop, as serde's own errors carry only text.
#[derive(Clone, Copy)]
struct Strict<'a> {
    left: u8,
    seen: &'a Cell<Option<Code>>,
}

impl Strict<'_> {
    fn below<E: serde::de::Error>(self) -> Result<Self, E> {
        match self.left.checked_sub(1) {
            Some(left) => Ok(Self { left, ..self }),
            None => Err(self.stop(Code::TooDeep, "nested too deeply")),
        }
    }

    fn stop<E: serde::de::Error>(self, code: Code, what: impl fmt::Display) -> E {
        self.seen.set(Some(code));
        E::custom(what)
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, json: D) -> Result<Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let below = self.below()?;
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(below)? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let below = self.below()?;
        let mut fields = Map::new();
        while let Some(name) = object.next_key::<String>()? {
            if fields.contains_key(&name) {
                return Err(self.stop(Code::DuplicateField, format_args!("{name} stands twice")));
            }
            let value = object.next_value_seed(below)?;
            fields.insert(name, value);
        }
        Ok(Value::Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::client::stage::RaiseHand;

    fn code(text: &str) -> (u32, Code) {
        let fault = parse(text).unwrap_err();
        (fault.re, fault.code)
    }

    #[test]
    fn a_request_is_read_and_unknown_fields_are_ignored() {
        let request = parse(r#"{"type":"raise_hand","id":7,"up":true,"new":{"a":[1]}}"#).unwrap();
        assert_eq!(request.id, 7);
        let hand = RaiseHand { up: true };
        assert_eq!(request.message, ClientMessage::RaiseHand(hand));
    }

    #[test]
    fn what_is_not_json_has_no_number() {
        for text in [
            "",
            "{",
            "nul",
            "[]",
            "7",
            r#"{"id":1,"type":"leave"} x"#,
            r#"{"id":1,"type":"\ud800"}"#,
            r#"{"id":1e999,"type":"leave"}"#,
        ] {
            assert_eq!(code(text), (0, Code::Malformed), "{text}");
        }
    }

    #[test]
    fn an_id_is_a_number_of_32_bits() {
        for id in [
            "",
            r#""id":"1","#,
            r#""id":-1,"#,
            r#""id":1.5,"#,
            r#""id":4294967296,"#,
        ] {
            let text = format!(r#"{{{id}"type":"leave"}}"#);
            assert_eq!(code(&text), (0, Code::Malformed), "{text}");
        }
    }

    #[test]
    fn a_fault_behind_a_good_id_names_it() {
        assert_eq!(code(r#"{"id":3}"#), (3, Code::Malformed));
        assert_eq!(code(r#"{"id":3,"type":7}"#), (3, Code::Malformed));
        assert_eq!(code(r#"{"id":3,"type":"shout"}"#), (3, Code::UnknownType));
        assert_eq!(
            code(r#"{"id":3,"type":"raise_hand"}"#),
            (3, Code::Malformed)
        );
        let fault = parse(r#"{"id":3,"type":"raise_hand","up":"yes"}"#).unwrap_err();
        assert!(fault.detail.unwrap().contains("boolean"));
    }

    #[test]
    fn a_field_standing_twice_is_refused_anywhere() {
        for text in [
            r#"{"id":1,"id":2,"type":"leave"}"#,
            r#"{"id":1,"type":"leave","type":"leave"}"#,
            r#"{"id":1,"type":"leave","x":[{"a":1,"\u0061":2}]}"#,
        ] {
            assert_eq!(code(text), (0, Code::DuplicateField), "{text}");
        }
    }

    #[test]
    fn depth_ends_before_the_stack_does() {
        let deep = |n: usize| {
            let (open, close) = ("[".repeat(n), "]".repeat(n));
            format!(r#"{{"id":1,"type":"leave","x":{open}{close}}}"#)
        };
        assert!(parse(&deep(15)).is_ok());
        assert_eq!(code(&deep(16)), (0, Code::TooDeep));
        assert_eq!(code(&"[".repeat(60_000)), (0, Code::TooDeep));
    }
}
