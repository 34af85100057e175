//! What of an entry is sealed, and how: its one canonical form and the salted hash of it (AUD-02).

use ipnet::IpNet;
use serde_json::Value;
use uuid::Uuid;

use super::json;
use super::tree::{self, Hash};

/// An entry of the trail as it is stored (G-AUD). Everything here is sealed by the leaf hash.
#[derive(Clone, Copy, PartialEq)]
pub struct Entry<'a> {
    /// Which entry it is.
    pub id: Uuid,
    /// When: microseconds since 1 January 1970, UTC.
    pub at: i64,
    /// What was done: `record.viewed`.
    pub action: &'a str,
    /// How it ended: the code of an [`super::Outcome`].
    pub outcome: &'a str,
    /// The code of the refusal.
    pub refusal: Option<&'a str>,
    /// Whose account.
    pub account: Option<Uuid>,
    /// In which role.
    pub role: Option<&'a str>,
    /// For which organisation.
    pub organisation: Option<Uuid>,
    /// In which local authority's area.
    pub local_authority: Option<&'a str>,
    /// Which source of data.
    pub source: Option<Uuid>,
    /// The account acting for the other one (AUD-03).
    pub mediator: Option<Uuid>,
    /// Through which channel.
    pub channel: &'a str,
    /// In which session.
    pub session: Option<Uuid>,
    /// In answer to which request.
    pub request: Uuid,
    /// From where; a single address has the longest prefix.
    pub network_address: Option<IpNet>,
    /// The kind of what it is about.
    pub object_kind: Option<&'a str>,
    /// What it is about.
    pub object_id: Option<&'a str>,
    /// The code of the reason given.
    pub reason_code: Option<&'a str>,
    /// The reason's words.
    pub reason_words: Option<&'a str>,
    /// Facts that are not child data.
    pub detail: &'a Value,
    /// Facts that are child data (AUD-05).
    pub restricted: &'a Value,
}

impl Entry<'_> {
    /// The canonical form: one JSON object in UTF-8 without spaces, keys in alphabetical order at
    /// every depth, absent fields left out. Fields added later leave the form of older entries
    /// as it was.
    pub fn canonical(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(768);
        out.push(b'{');
        let mut form = Form { out: &mut out };
        form.id("account", self.account);
        form.text("action", Some(self.action));
        form.number("at", self.at);
        form.text("channel", Some(self.channel));
        form.value("detail", self.detail);
        form.id("id", Some(self.id));
        form.text("local_authority", self.local_authority);
        form.id("mediator", self.mediator);
        form.network("network_address", self.network_address);
        form.text("object_id", self.object_id);
        form.text("object_kind", self.object_kind);
        form.id("organisation", self.organisation);
        form.text("outcome", Some(self.outcome));
        form.text("reason_code", self.reason_code);
        form.text("reason_words", self.reason_words);
        form.text("refusal", self.refusal);
        form.id("request", Some(self.request));
        form.value("restricted", self.restricted);
        form.text("role", self.role);
        form.id("session", self.session);
        form.id("source", self.source);
        out.push(b'}');
        out
    }

    /// The leaf's hash: SHA-256 of a zero byte, the salt and the canonical form. Without the salt
    /// nobody can try out what the entry said, once its content is destroyed (AUD-07).
    pub fn leaf_hash(&self, salt: &[u8; 32]) -> Hash {
        tree::leaf_hash(&[salt, &self.canonical()])
    }
}

/// Writes the fields that are there.
struct Form<'o> {
    out: &'o mut Vec<u8>,
}

impl Form<'_> {
    fn key(&mut self, key: &str) {
        if self.out.len() > 1 {
            self.out.push(b',');
        }
        json::write_text(self.out, key);
        self.out.push(b':');
    }

    fn text(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.key(key);
            json::write_text(self.out, text);
        }
    }

    fn id(&mut self, key: &str, id: Option<Uuid>) {
        if let Some(id) = id {
            let mut buffer = Uuid::encode_buffer();
            self.text(key, Some(id.hyphenated().encode_lower(&mut buffer)));
        }
    }

    fn network(&mut self, key: &str, network: Option<IpNet>) {
        if let Some(network) = network {
            self.text(key, Some(&network.to_string()));
        }
    }

    fn number(&mut self, key: &str, number: i64) {
        self.key(key);
        self.out.extend_from_slice(number.to_string().as_bytes());
    }

    fn value(&mut self, key: &str, value: &Value) {
        self.key(key);
        json::write(self.out, value);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn entry(detail: &Value) -> Entry<'_> {
        Entry {
            id: Uuid::from_u128(1),
            at: 1_795_300_000_000_000,
            action: "record.viewed",
            outcome: "done",
            refusal: None,
            account: Some(Uuid::from_u128(2)),
            role: Some("practitioner"),
            organisation: None,
            local_authority: None,
            source: None,
            mediator: None,
            channel: "web",
            session: None,
            request: Uuid::from_u128(3),
            network_address: Some("10.1.2.3/32".parse().unwrap()),
            object_kind: Some("child"),
            object_id: None,
            reason_code: None,
            reason_words: None,
            detail,
            restricted: &Value::Null,
        }
    }

    #[test]
    fn the_canonical_form_is_json_in_alphabetical_order_without_what_is_absent_aud_02() {
        let text = String::from_utf8(entry(&json!({"b": 1, "a": 2})).canonical()).unwrap();
        assert_eq!(
            text,
            concat!(
                r#"{"account":"00000000-0000-0000-0000-000000000002","action":"record.viewed","#,
                r#""at":1795300000000000,"channel":"web","detail":{"a":2,"b":1},"#,
                r#""id":"00000000-0000-0000-0000-000000000001","network_address":"10.1.2.3/32","#,
                r#""object_kind":"child","outcome":"done","#,
                r#""request":"00000000-0000-0000-0000-000000000003","restricted":null,"#,
                r#""role":"practitioner"}"#
            )
        );
        let read: Value = serde_json::from_str(&text).unwrap();
        let keys: Vec<_> = read.as_object().unwrap().keys().cloned().collect();
        assert!(keys.is_sorted());
    }

    #[test]
    fn a_field_that_moves_to_its_neighbour_changes_the_hash_aud_02() {
        let detail = json!({});
        let mut moved = entry(&detail);
        let sealed = moved.leaf_hash(&[7; 32]);
        moved.object_id = moved.object_kind.take();
        assert_ne!(moved.leaf_hash(&[7; 32]), sealed);
    }

    #[test]
    fn the_same_entry_under_another_salt_has_another_hash_aud_07() {
        let detail = json!({});
        let entry = entry(&detail);
        assert_ne!(entry.leaf_hash(&[1; 32]), entry.leaf_hash(&[2; 32]));
    }
}
