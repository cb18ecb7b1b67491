//! Revocation, deviation and defect lists of the store.

use super::super::every;
use super::document::{self, day};
use super::source_text;
use crate::args::TrustListArgs;
use crate::hex;
use crate::output::with;
use serde_json::{Value, json};
use std::fmt::Write as _;
use vidimus::lds::text::escape_for_terminal;
use vidimus::report::rfc3339;
use vidimus::trust::TrustStore;
use vidimus::trust::crl::StoredCrl;

/// The lists that are wanted: of one country, or all. Options about keys want none.
fn crls<'a>(
    stores: &'a [TrustStore],
    args: &'a TrustListArgs,
) -> impl Iterator<Item = (&'a TrustStore, &'a StoredCrl)> {
    every::crls(stores).filter(move |(_, stored)| {
        let country = stored
            .crl()
            .issuer()
            .country()
            .unwrap_or_else(|| "??".into());
        let wanted = args.country.as_ref();
        wanted.is_none_or(|wanted| wanted.eq_ignore_ascii_case(&country))
            && args.algorithm.is_none()
            && args.expires_before.is_none()
    })
}

/// The same as JSON, beside the certificates.
pub fn json(store: &TrustStore, args: &TrustListArgs) -> [(&'static str, Value); 2] {
    let stores = every::stores(store);
    let crls = crls(&stores, args).map(|(store, stored)| crl_json(store, stored));
    let deviations = every::deviations(&stores).map(|(list, source)| {
        json!({
            "kind": source.kind.as_str(), "entries": list.len(), "broken": list.broken_count(),
            "source": document::provenance(source),
        })
    });
    [
        ("crls", crls.collect()),
        ("deviations", deviations.collect()),
    ]
}

/// One revocation list: what it says of itself, and whether it counts here.
fn crl_json(store: &TrustStore, stored: &StoredCrl) -> Value {
    let crl = stored.crl();
    let signature = store.crl_signature(stored);
    let document = json!({
        "signature": {"outcome": signature.outcome.as_str(), "code": signature.code},
        "file": stored.file(), "country": crl.issuer().country(),
        "issuer": crl.issuer().to_string(), "entries": crl.len(),
        "this_update": rfc3339(crl.this_update()), "next_update": crl.next_update().map(rfc3339),
        "number": crl.number().map(hex::lower), "usable": crl.unusable().is_none(),
    });
    match store.group() {
        Some(group) => with(document, "group", group.into()),
        None => document,
    }
}

/// The same for people.
pub fn text(store: &TrustStore, args: &TrustListArgs) -> String {
    let mut text = String::new();
    let stores = every::stores(store);
    for (store, stored) in crls(&stores, args) {
        crl_text(&mut text, store, stored);
    }
    let filtered =
        args.country.is_some() || args.algorithm.is_some() || args.expires_before.is_some();
    for (list, source) in every::deviations(&stores).filter(|_| !filtered) {
        let kind = source.kind.as_str().replace('_', " ");
        let signer = list.signer().summary().subject;
        let signer = escape_for_terminal(&signer);
        let _ = writeln!(text, "{kind} of {signer}, {} entries", list.len());
        let _ = writeln!(text, "      from {}", source_text(source));
    }
    text
}

/// The same in two lines; a list that does not count says why.
fn crl_text(text: &mut String, store: &TrustStore, stored: &StoredCrl) {
    let crl = stored.crl();
    let issuer = crl.issuer().to_string();
    let issuer = escape_for_terminal(&issuer);
    let until = crl.next_update().map_or_else(|| "-".into(), day);
    let signature = store.crl_signature(stored);
    let unusable = match (crl.unusable(), signature.code) {
        (Some(_), _) => "  (unusable)".to_owned(),
        (None, Some(code)) => format!("  (not used: {code})"),
        (None, None) => String::new(),
    };
    let _ = writeln!(
        text,
        "revocation list of {issuer}, {} to {until}, {} entries{unusable}",
        day(crl.this_update()),
        crl.len(),
    );
    let group = store.group().map(|group| format!("; for group {group}"));
    let (file, group) = (stored.file(), group.unwrap_or_default());
    let _ = writeln!(text, "      from {file}{group}");
}
