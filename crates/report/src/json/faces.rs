//! Agreement and content of data groups in JSON. A value is hidden as everywhere; whose it is stands
//! beside it.

use super::put;
use crate::details::Detail;
use crate::judge::places_as_json;
use crate::{Agreement, AgreementRow};
use serde_json::{Value, json};
use vidimus_lds::Personal;

/// A row: the field, what each face says, and where they differ.
pub(super) fn agreement(row: &AgreementRow, reveal: bool) -> Value {
    let faces: Vec<Value> = row
        .faces
        .iter()
        .map(|(face, text)| json!({ "face": face.as_str(), "value": value(text, reveal) }))
        .collect();
    let mut line = json!({
        "field": row.field,
        "outcome": row.outcome.as_str(),
        "faces": faces,
    });
    if let Agreement::Differs { at, .. } = &row.outcome {
        put(&mut line, "at", Some(places_as_json(at)));
    }
    line
}

/// One value of a data group.
pub(super) fn detail(detail: &Detail, reveal: bool) -> Value {
    let mut line = json!({
        "group": detail.group.name(),
        "field": detail.field,
        "value": value(&detail.value, reveal),
        "proved": detail.proved,
    });
    put(&mut line, "item", detail.item.as_deref());
    if let Some(raw) = &detail.raw {
        put(&mut line, "damaged", Some(true));
        put(&mut line, "raw", Some(value(raw, reveal)));
    }
    line
}

fn value(text: &Personal<String>, reveal: bool) -> Value {
    if reveal {
        json!({ "value": text.reveal() })
    } else {
        json!({ "redacted": true })
    }
}
