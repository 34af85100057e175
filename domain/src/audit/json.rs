//! One way to write a JSON value, so that it hashes the same before and after it was stored.

use serde_json::{Map, Value};

/// The value as the database gives it back: a fraction becomes its text (a stored number may
/// change its digits) and the zero character, which cannot be stored, the replacement character.
pub fn settled(value: Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => Value::String(number.to_string()),
        Value::String(text) => Value::String(settled_text(text)),
        Value::Array(items) => Value::Array(items.into_iter().map(settled).collect()),
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .map(|(key, value)| (settled_text(key), settled(value)))
                .collect(),
        ),
        other => other,
    }
}

/// The text without the zero character.
pub fn settled_text(text: String) -> String {
    if text.contains('\0') {
        text.replace('\0', "\u{fffd}")
    } else {
        text
    }
}

/// Two sets of facts in one; where both have a fact, the second's stands. What is not a set of
/// facts is kept under `value`.
pub fn merged(first: Value, second: Value) -> Value {
    let mut facts = facts(first);
    facts.extend(self::facts(second));
    Value::Object(facts)
}

fn facts(value: Value) -> Map<String, Value> {
    match value {
        Value::Null => Map::new(),
        Value::Object(fields) => fields,
        other => Map::from_iter([("value".to_owned(), other)]),
    }
}

/// Writes a value without spaces, its keys in the order of their characters.
pub fn write(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Number(number) => out.extend_from_slice(number.to_string().as_bytes()),
        Value::String(text) => write_text(out, text),
        Value::Array(items) => {
            out.push(b'[');
            for (n, item) in items.iter().enumerate() {
                if n > 0 {
                    out.push(b',');
                }
                write(out, item);
            }
            out.push(b']');
        }
        Value::Object(fields) => write_fields(out, fields),
    }
}

fn write_fields(out: &mut Vec<u8>, fields: &Map<String, Value>) {
    let mut sorted: Vec<_> = fields.iter().collect();
    sorted.sort_by_key(|(key, _)| *key);
    out.push(b'{');
    for (n, (key, value)) in sorted.into_iter().enumerate() {
        if n > 0 {
            out.push(b',');
        }
        write_text(out, key);
        out.push(b':');
        write(out, value);
    }
    out.push(b'}');
}

/// Writes a JSON string: escaped are the quote, the backslash and the control characters below
/// the space, the latter as `\u00xx`.
pub fn write_text(out: &mut Vec<u8>, text: &str) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let bytes = text.as_bytes();
    let mut written = 0;
    out.push(b'"');
    for (at, &byte) in bytes.iter().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.extend_from_slice(&bytes[written..at]);
        written = at + 1;
        if byte < 0x20 {
            out.extend_from_slice(b"\\u00");
            out.push(HEX[usize::from(byte >> 4)]);
            out.push(HEX[usize::from(byte & 15)]);
        } else {
            out.extend_from_slice(&[b'\\', byte]);
        }
    }
    out.extend_from_slice(&bytes[written..]);
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn written(value: &Value) -> String {
        let mut out = Vec::new();
        write(&mut out, value);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn keys_are_written_in_order_and_text_is_escaped_aud_02() {
        assert_eq!(
            written(&json!({"b": [1, null, true], "a": "x\"\\\n\u{7f}é"})),
            "{\"a\":\"x\\\"\\\\\\u000a\u{7f}é\",\"b\":[1,null,true]}"
        );
    }

    #[test]
    fn what_is_written_reads_back_as_the_same_value_aud_02() {
        let value = json!({"a": {"z": -3, "y": [u64::MAX, "\t"]}, "": {}});
        assert_eq!(
            serde_json::from_str::<Value>(&written(&value)).unwrap(),
            value
        );
    }

    #[test]
    fn fractions_and_zero_characters_are_settled_before_they_are_hashed_aud_04() {
        assert_eq!(
            settled(json!({"share\0": 0.1, "text": ["a\0b"]})),
            json!({"share\u{fffd}": "0.1", "text": ["a\u{fffd}b"]})
        );
    }

    #[test]
    fn the_later_fact_stands() {
        assert_eq!(
            merged(json!({"a": 1, "b": 2}), json!({"b": 3})),
            json!({"a": 1, "b": 3})
        );
        assert_eq!(merged(Value::Null, Value::Null), json!({}));
        assert_eq!(merged(json!("x"), Value::Null), json!({"value": "x"}));
    }
}
