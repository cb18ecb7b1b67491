//! The document `vidimus-trust/1`.

use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use vidimus::report::rfc3339;
use vidimus::trust::{Import, TrustStore};

/// A file that went into the store, or why it did not.
pub struct SourceRow {
    /// the name the user gave
    pub file: String,
    /// what it brought, or the code and words of the refusal
    pub result: Result<Import, (String, String)>,
}

/// The whole document.
pub fn trust(sources: &[SourceRow], store: &TrustStore) -> Value {
    json!({
        "schema": "vidimus-trust/1",
        "sources": sources.iter().map(source).collect::<Vec<_>>(),
        "anchors": anchors(store),
    })
}

fn source(row: &SourceRow) -> Value {
    match &row.result {
        Ok(import) => json!({
            "file": row.file,
            "kind": import.kind.as_str(),
            "certificates": import.certificates,
            "imported": import.imported,
            "refused": import.refused.iter().map(|refused| json!({
                "index": refused.index, "subject": refused.subject,
                "reason": refused.reason, "detail": refused.detail,
            })).collect::<Vec<_>>(),
            "countries": import.countries,
            "list_signature": import.list_signature.as_str(),
            "list_signer": import.list_signer.as_ref().map(|signer| signer.subject.clone()),
            "signed": import.signing_time.map(rfc3339),
            "vouched": import.vouched,
        }),
        Err((reason, detail)) => json!({
            "file": row.file,
            "kind": "refused",
            "certificates": 0,
            "imported": 0,
            "refused": [{"reason": reason, "detail": detail}],
            "countries": [],
            "list_signature": if reason.starts_with("trust.list_signature") { "failed" } else { "undetermined" },
            "vouched": false,
        }),
    }
}

/// Count, countries and the date of the newest signed list.
pub fn anchors(store: &TrustStore) -> Value {
    let countries: Map<String, Value> = by_country(store)
        .into_iter()
        .map(|(country, count)| (country, json!(count)))
        .collect();
    json!({
        "count": store.len(),
        "countries": countries,
        "as_of": store.newest_list_date().map(rfc3339),
    })
}

/// How many anchors each country has.
pub fn by_country(store: &TrustStore) -> BTreeMap<String, usize> {
    let mut countries = BTreeMap::new();
    for anchor in store.anchors() {
        let country = anchor
            .certificate()
            .subject()
            .country()
            .unwrap_or_else(|| "??".into());
        *countries.entry(country.to_uppercase()).or_insert(0) += 1;
    }
    countries
}
