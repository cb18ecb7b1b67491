//! Making lists, element by element.

use crate::common::der::{generalized_time, integer, object, octets, oid, sequence, set};
use crate::common::pki::{CertificateSpec, list_signer_for, signed_list};
use vidimus_trust::deviation::{DeviationQuery, Known};
use vidimus_trust::{Certificate, Source, TrustStore};

pub(crate) const DEVIATION_LIST: &str = "2.23.136.1.1.7";
pub(crate) const DEVIATION_SIGNER: &str = "2.23.136.1.1.8";
pub(crate) const DEFECT_LIST: &str = "0.4.0.127.0.7.3.1.5";
pub(crate) const DEFECT_SIGNER: &str = "0.4.0.127.0.7.3.11.2.1.2";
pub(crate) const SHA256: &str = "2.16.840.1.101.3.4.2.1";

/// `[number]` of these parts.
pub(crate) fn tagged(number: u8, parts: &[&[u8]]) -> Vec<u8> {
    object(0xA0 | number, &parts.concat())
}

/// A primitive `[number]`.
pub(crate) fn primitive(number: u8, content: &[u8]) -> Vec<u8> {
    object(0x80 | number, content)
}

pub(crate) fn printable(text: &str) -> Vec<u8> {
    object(0x13, text.as_bytes())
}

pub(crate) fn enumerated(value: u8) -> Vec<u8> {
    object(0x0A, &[value])
}

/// A SET OF INTEGER.
pub(crate) fn numbers(values: &[u8]) -> Vec<u8> {
    let values: Vec<Vec<u8>> = values.iter().map(|value| integer(*value)).collect();
    object(0x31, &values.concat())
}

/// A type below this one.
pub(crate) fn below(list: &str, arcs: &str) -> Vec<u8> {
    oid(&format!("{list}.{arcs}"))
}

// Doc 9303-12 §10.2

/// One description: arcs below the list's type, parameter, words.
pub(crate) fn description(arcs: &str, parameter: Option<Vec<u8>>, words: &str) -> Vec<u8> {
    let words = if words.is_empty() {
        Vec::new()
    } else {
        printable(words)
    };
    let parameter = parameter.map(|parameter| tagged(0, &[&parameter]));
    sequence(&[
        &words,
        &below(DEVIATION_LIST, arcs),
        &parameter.unwrap_or_default(),
    ])
}

/// One entry of these criteria and descriptions.
pub(crate) fn deviation(criteria: &[Vec<u8>], descriptions: &[Vec<u8>]) -> Vec<u8> {
    sequence(&[
        &object(0x30, &criteria.concat()),
        &object(0x31, &descriptions.concat()),
    ])
}

pub(crate) fn by_type(code: &str) -> Vec<u8> {
    primitive(0, code.as_bytes())
}

pub(crate) fn by_signer(signer: &CertificateSpec) -> Vec<u8> {
    tagged(1, &[&signer.issuer, &signer.serial])
}

pub(crate) fn by_digest(digest: &[u8]) -> Vec<u8> {
    primitive(3, digest)
}

pub(crate) fn by_period(first: &str, last: &str) -> Vec<u8> {
    tagged(4, &[&generalized_time(first), &generalized_time(last)])
}

pub(crate) fn by_numbers(numbers: &[&str]) -> Vec<u8> {
    let numbers: Vec<Vec<u8>> = numbers.iter().map(|number| printable(number)).collect();
    let content = numbers.concat();
    let mut tagged = vec![0xA5, 0x83];
    tagged.extend(&(content.len() as u32).to_be_bytes()[1..]);
    tagged.extend(content);
    tagged
}

/// The content of a list of these entries, hashes being SHA-256.
pub(crate) fn deviations(entries: &[Vec<u8>]) -> Vec<u8> {
    let algorithm = sequence(&[&oid(SHA256)]);
    list(&[integer(0), algorithm], entries)
}

/// A list with long lengths, for thousands of entries.
fn list(head: &[Vec<u8>], entries: &[Vec<u8>]) -> Vec<u8> {
    let long = |tag: u8, content: &[u8]| {
        let mut object = vec![tag, 0x83];
        object.extend(&(content.len() as u32).to_be_bytes()[1..]);
        object.extend(content);
        object
    };
    let entries = long(0x31, &entries.concat());
    long(0x30, &[head.concat(), entries].concat())
}

// BSI TR-03129-2 §7.1

/// One defect of version 1: arcs below the list's type, parameter.
pub(crate) fn defect(arcs: &str, parameter: Option<Vec<u8>>) -> Vec<u8> {
    sequence(&[&below(DEFECT_LIST, arcs), &parameter.unwrap_or_default()])
}

/// The defects of one signer, by issuer and serial number.
pub(crate) fn defects_of(signer: &CertificateSpec, known: &[Vec<u8>]) -> Vec<u8> {
    let identifier = sequence(&[&signer.issuer, &signer.serial]);
    sequence(&[&identifier, &object(0x31, &known.concat())])
}

/// The content of a list of this version.
pub(crate) fn defects(version: u8, entries: &[Vec<u8>]) -> Vec<u8> {
    list(&[integer(version), oid(SHA256)], entries)
}

// signed, and in a store

pub(crate) fn signed_deviations(entries: &[Vec<u8>]) -> Vec<u8> {
    let signer = list_signer_for(DEVIATION_SIGNER);
    signed_list_of(DEVIATION_LIST, &deviations(entries), &signer)
}

pub(crate) fn signed_defects(entries: &[Vec<u8>]) -> Vec<u8> {
    let signer = list_signer_for(DEFECT_SIGNER);
    signed_list_of(DEFECT_LIST, &defects(0, entries), &signer)
}

pub(crate) fn signed_list_of(kind: &str, content: &[u8], signer: &CertificateSpec) -> Vec<u8> {
    signed_list(kind, content, signer)
}

/// A store with the authority and these lists.
pub(crate) fn store(csca: &CertificateSpec, lists: &[Vec<u8>]) -> TrustStore {
    let mut builder = TrustStore::builder();
    let own = Source::new("csca.cer");
    builder.add_certificate(&csca.encode(), &own).unwrap();
    for list in lists {
        builder.add(list, &Source::new("list.ml")).unwrap();
    }
    builder.build()
}

pub(crate) fn certificate(spec: &CertificateSpec) -> Certificate {
    Certificate::parse(&spec.encode()).unwrap()
}

/// The effects, as their names, of what is known of a document.
pub(crate) fn effects(store: &TrustStore, query: &DeviationQuery<'_>) -> Vec<&'static str> {
    let known = store.deviations().matching(query);
    known
        .iter()
        .map(|known: &Known| known.effect.as_str())
        .collect()
}

/// Octets and SET for entries that carry a hash.
pub(crate) fn hashed_defects(
    identifier: &[u8],
    hash: &[u8],
    known: &[Vec<u8>],
    words: &[u8],
) -> Vec<u8> {
    let set = set(&[&known.concat()]);
    sequence(&[identifier, &octets(hash), &set, words])
}
