//! The document `vidimus-trust/1`.

use super::every;
use crate::hex;
use crate::output::with;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use vidimus::iso7816::Fault;
use vidimus::report::rfc3339;
use vidimus::trust::{Import, Provenance, TrustError, TrustStore, Voucher};

/// A file that went into the store, or why it did not.
pub struct SourceRow {
    /// the name the user gave
    pub file: String,
    /// what it brought, or the refusal
    pub result: Result<Import, TrustError>,
}

/// The whole document.
pub fn trust(sources: &[SourceRow], store: &TrustStore) -> Value {
    let stores = every::stores(store);
    let mut document = json!({
        "schema": "vidimus-trust/1",
        "sources": sources.iter().map(source).collect::<Vec<_>>(),
        "anchors": anchors(store),
        "pinned_signers": store.pinned_signers_of_all_groups().len(),
        "revocation_lists": every::crls(&stores).count(),
        "deviation_lists": every::deviations(&stores).count(),
    });
    let groups: Vec<&str> = store.groups().collect();
    if !groups.is_empty() {
        document = with(document, "trust_groups", json!(groups));
    }
    document
}

/// How many anchors there are, of whatever group.
pub fn count(store: &TrustStore) -> usize {
    store.anchors_of_all_groups().len()
}

fn source(row: &SourceRow) -> Value {
    match &row.result {
        Ok(brought) => import(&row.file, brought),
        Err(error) => refused(&row.file, error),
    }
}

/// A file that was refused as a whole.
fn refused(file: &str, error: &TrustError) -> Value {
    let signature = match error {
        TrustError::ListSignature { .. } => "failed",
        TrustError::ListSigner { .. } => "failed",
        _ => "undetermined",
    };
    json!({
        "file": file,
        "kind": "refused",
        "certificates": 0,
        "imported": 0,
        "refused": [{"reason": error.code(), "detail": error.to_string()}],
        "countries": [],
        "list_signature": signature,
        "vouched": false,
    })
}

/// What a file, or a part of one, brought.
fn import(file: &str, import: &Import) -> Value {
    let refused = import.refused.iter().map(|refused| {
        json!({
            "index": refused.index, "subject": refused.subject,
            "reason": refused.reason, "detail": refused.detail,
        })
    });
    let parts = import
        .parts
        .iter()
        .map(|part| self::import(&part.file, part));
    json!({
        "file": file,
        "kind": import.kind.as_str(),
        "certificates": import.certificates,
        "imported": import.imported,
        "refused": refused.collect::<Vec<_>>(),
        "refused_more": import.refused_more,
        "countries": import.countries,
        "list_signature": import.list_signature.as_str(),
        "list_signer": import.list_signer.as_ref().map(|signer| signer.subject.clone()),
        "signed": import.signing_time.map(rfc3339),
        "vouched": import.vouched,
        "vouched_by": voucher(&import.vouched_by),
        "quirks": import.quirks,
        "crl_entries": import.crl_entries,
        "deviations": import.deviations,
        "parts": parts.collect::<Vec<_>>(),
    })
}

/// Who stands behind something: `{by, subject, sha256}`, the last two where it is an anchor.
pub fn voucher(voucher: &Voucher) -> Value {
    match voucher.anchor() {
        Some((subject, sha256)) => {
            json!({"by": voucher.as_str(), "subject": subject, "sha256": hex::lower(sha256)})
        }
        None => json!({"by": voucher.as_str()}),
    }
}

/// Where a certificate or list comes from.
pub fn provenance(source: &Provenance) -> Value {
    let document = json!({
        "file": source.file,
        "kind": source.kind.as_str(),
        "vouched": source.is_vouched(),
        "vouched_by": voucher(&source.vouched_by),
        "list_signature": source.list_signature.as_str(),
        "list_signer": source.list_signer.as_ref().map(|signer| &signer.subject),
        "signed": source.signing_time.map(rfc3339),
        "added": source.added.map(rfc3339),
    });
    match &source.group {
        Some(group) => with(document, "group", (&**group).into()),
        None => document,
    }
}

/// Count, countries and the date of the newest signed list.
pub fn anchors(store: &TrustStore) -> Value {
    let countries: Map<String, Value> = by_country(store)
        .into_iter()
        .map(|(country, count)| (country, json!(count)))
        .collect();
    json!({
        "count": count(store),
        "countries": countries,
        "as_of": store.newest_list_date().map(rfc3339),
    })
}

/// How many anchors each country has.
pub fn by_country(store: &TrustStore) -> BTreeMap<String, usize> {
    let mut countries = BTreeMap::new();
    for anchor in store.anchors_of_all_groups() {
        let country = anchor
            .certificate()
            .subject()
            .country()
            .unwrap_or_else(|| "??".into());
        *countries.entry(country.to_uppercase()).or_insert(0) += 1;
    }
    countries
}

/// The day of a time.
pub fn day(unix: i64) -> String {
    let text = rfc3339(unix);
    text.get(..10).map_or_else(|| text.clone(), str::to_owned)
}
