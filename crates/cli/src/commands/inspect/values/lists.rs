//! What lists say: signed ones, revocation lists, directory exports. Whether anybody vouches for
//! them is the trust store's question, not asked here.

use super::Values;
use crate::hex;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::BufRead;
use vidimus::Kind;
use vidimus::pubkey::oid;
use vidimus::report::rfc3339;
use vidimus::trust::crl::Crl;
use vidimus::trust::deviation::DeviationList;
use vidimus::trust::ldif::{Attribute, Reader};
use vidimus::trust::{Source, TrustError, TrustStoreBuilder};

/// A signed list of certificates is opened as `trust add` would, into a store of its own.
pub fn master_list(values: &mut Values, bytes: &[u8]) -> Option<()> {
    let source = Source::new("inspected").unvouched();
    let import = match TrustStoreBuilder::new().add_master_list(bytes, &source) {
        Ok(import) => import,
        Err(error) => return refused(values, &error),
    };
    let signer = import.list_signer.map(|signer| signer.subject);
    let countries: Vec<String> = import.countries.into_iter().collect();
    signature(values, import.list_signature.as_str());
    values.add("list_signer", signer.unwrap_or_default());
    if let Some(signed) = import.signing_time {
        values.add("signed", rfc3339(signed));
    }
    values.add("certificates", import.certificates);
    if import.certificates > import.imported {
        values.add("broken", import.certificates - import.imported);
    }
    values.add("countries", countries.join(" "));
    values
        .top_level
        .push(("certificates", json!(import.certificates)));
    Some(())
}

/// A deviation or defect list.
pub fn deviations(values: &mut Values, bytes: &[u8]) -> Option<()> {
    let list = match DeviationList::open(bytes) {
        Ok(list) => list,
        Err(error) => return refused(values, &error),
    };
    signature(values, "passed");
    values.add("list_signer", list.signer().summary().subject);
    if let Some(signed) = list.signing_time() {
        values.add("signed", rfc3339(signed));
    }
    values.add("entries", list.len());
    if list.broken_count() > 0 {
        values.add("broken", list.broken_count());
    }
    Some(())
}

/// The verdict on the list's own signature, which says nothing of who signed it.
fn signature(values: &mut Values, verdict: &str) {
    values.add("list_signature", verdict);
    values.top_level.push(("list_signature", json!(verdict)));
}

/// A list that does not open is shown with the reason, not passed over.
fn refused(values: &mut Values, error: &TrustError) -> Option<()> {
    let verdict = match error {
        TrustError::ListSignature { .. } => "failed",
        _ => "undetermined",
    };
    signature(values, verdict);
    values.add("not_valid", error.to_string());
    Some(())
}

/// A revocation list: its own words. Its signature is checked under the anchors of a store.
pub fn revocation_list(values: &mut Values, bytes: &[u8]) -> Option<()> {
    let crl = match Crl::parse(bytes) {
        Ok(crl) => crl,
        Err(error) => {
            values.add("not_valid", error.to_string());
            return Some(());
        }
    };
    values.add("issuer", crl.issuer().to_string());
    values.add("this_update", rfc3339(crl.this_update()));
    match crl.next_update() {
        Some(next) => values.add("next_update", rfc3339(next)),
        None => values.add("next_update", "not stated"),
    }
    if let Some(number) = crl.number() {
        values.add("number", hex::lower(number));
    }
    values.add("entries", crl.len());
    for entry in crl.entries().take(SHOWN) {
        let reason = entry.reason.map(|reason| format!(", {}", reason.as_str()));
        let text = format!("{}{}", rfc3339(entry.date), reason.unwrap_or_default());
        values.add(&format!("serial_{}", hex::lower(entry.serial)), text);
    }
    if let Some(unusable) = crl.unusable() {
        values.add("unusable", unusable.to_string());
    }
    Some(())
}

/// Most entries of a revocation list that are shown with their dates; the tree has them all.
const SHOWN: usize = 20;

/// A directory export: how much of what is in it, and the lines that do not decode.
pub fn directory(values: &mut Values, export: impl BufRead) {
    let mut counts = BTreeMap::from([
        ("certificate_authorities", 0_usize),
        ("document_signers", 0),
        ("revocation_lists", 0),
        ("master_lists", 0),
        ("deviation_lists", 0),
    ]);
    let (mut broken, mut count) = (Vec::new(), 0_usize);
    let mut kinds = BTreeMap::<&str, usize>::new();
    for value in Reader::new(export) {
        match value {
            Ok(value) => {
                *counts.entry(counted(value.attribute)).or_default() += 1;
                *kinds.entry(Kind::of(&value.bytes).name()).or_default() += 1;
            }
            Err(error) => {
                count += 1;
                if broken.len() < SHOWN {
                    broken.push(error.to_string());
                }
            }
        }
    }
    for (name, found) in counts {
        values.add(name, found);
    }
    let kinds: Vec<String> = kinds
        .iter()
        .map(|(kind, count)| format!("{kind} {count}"))
        .collect();
    values.add("recognised_as", kinds.join(", "));
    values.add("broken", count);
    for (place, error) in broken.into_iter().enumerate() {
        values.add(&format!("broken_{}", place + 1), error);
    }
}

/// Under which name the values of an attribute are counted.
const fn counted(attribute: Attribute) -> &'static str {
    match attribute {
        Attribute::UserCertificate => "document_signers",
        Attribute::CaCertificate => "certificate_authorities",
        Attribute::CertificateRevocationList => "revocation_lists",
        Attribute::MasterList => "master_lists",
        Attribute::DeviationList => "deviation_lists",
        _ => "others",
    }
}

/// The content type of a signed message, dotted; `None` where it is none of the lists.
pub fn other_message(values: &mut Values, bytes: &[u8]) -> Option<()> {
    let message = vidimus::lds::cms::SignedData::parse(bytes).ok()?;
    let content_type = oid::to_dotted(message.content_type.content());
    values.add("content_type", content_type.unwrap_or_default());
    values.add("signers", message.signer_infos.len());
    Some(())
}
