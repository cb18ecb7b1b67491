//! `vidimus trust list`.

use super::document;
use crate::commands::Outcome;
use crate::context::Context;
use crate::output::with;
use serde_json::{Value, json};
use std::fmt::Write as _;
use vidimus::report::{ExitCode, rfc3339};
use vidimus::trust::{Anchor, TrustStore};

/// Shows every anchor by country, with its sources.
pub fn run(context: &Context) -> Outcome {
    let store = context.trust_store()?;
    context.output.result(
        || {
            let certificates = sorted(&store).map(anchor).collect();
            with(document::trust(&[], &store), "certificates", certificates)
        },
        || text(&store),
    );
    Ok(ExitCode::Accept)
}

fn sorted(store: &TrustStore) -> impl Iterator<Item = &Anchor> {
    let mut anchors: Vec<&Anchor> = store.anchors().iter().collect();
    anchors.sort_by_cached_key(|anchor| {
        let summary = anchor.certificate().summary();
        (
            summary.country.map(|country| country.to_uppercase()),
            summary.subject,
            summary.not_before,
        )
    });
    anchors.into_iter()
}

fn anchor(anchor: &Anchor) -> Value {
    let summary = anchor.certificate().summary();
    let sources: Vec<Value> = anchor
        .sources()
        .map(|source| json!({"file": source.file, "kind": source.kind.as_str(), "vouched": source.is_vouched()}))
        .collect();
    json!({
        "country": summary.country, "subject": summary.subject, "key": summary.key,
        "not_before": rfc3339(summary.not_before), "not_after": rfc3339(summary.not_after),
        "sha256": summary.sha256, "vouched": anchor.is_vouched(), "sources": sources,
    })
}

fn text(store: &TrustStore) -> String {
    if store.is_empty() {
        return "no anchors: add the issuer's CSCA with `vidimus trust add FILE`\n".into();
    }
    let mut text = String::new();
    for anchor in sorted(store) {
        let summary = anchor.certificate().summary();
        let until = rfc3339(summary.not_after);
        let _ = writeln!(
            text,
            "{:3} until {}  {:28} {}{}",
            summary.country.as_deref().unwrap_or("??").to_uppercase(),
            until.get(..10).unwrap_or(&until),
            summary.key.as_deref().unwrap_or("key not supported"),
            vidimus::lds::text::escape_for_terminal(&summary.subject),
            if anchor.is_vouched() {
                ""
            } else {
                "  (unvouched)"
            },
        );
        for source in anchor.sources() {
            let _ = writeln!(
                text,
                "      from {} ({})",
                source.file,
                source.kind.as_str()
            );
        }
    }
    let countries = document::by_country(store).len();
    let _ = writeln!(text, "anchors: {}, countries: {countries}", store.len());
    text
}
