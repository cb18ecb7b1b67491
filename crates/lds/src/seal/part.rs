//! A seal as a list of parts with their places, for trees and reports.

use super::{Feature, Header, ReferenceForm, Vds};
use crate::Personal;
use std::borrow::Cow;
use std::fmt::Write as _;

/// One part of a seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// offset in the seal; of a feature, of its tag
    pub offset: usize,
    /// bytes, tag and length included
    pub len: usize,
    /// what it is
    pub name: Cow<'a, str>,
    /// tag of a feature
    pub tag: Option<u8>,
    /// whether the value is about a person, so that it is hidden unless asked for
    pub personal: bool,
    /// the value in a form for people
    pub value: Personal<String>,
}

/// Header, features and signature of a VDS of so many bytes.
pub(super) fn of_vds<'a>(vds: &'a Vds<'a>, len: usize) -> Vec<Part<'a>> {
    let mut parts = header(&vds.header, vds.document.name());
    parts.extend(vds.features.iter().map(feature));
    let signed = vds.signed_bytes().len();
    let digits = hex(vds.signature());
    parts.push(open(
        signed,
        len.saturating_sub(signed),
        "signature",
        digits,
    ));
    parts
}

/// The fields of the header (Doc 9303-13 table 1); none is about a person.
fn header<'a>(header: &Header, document: &str) -> Vec<Part<'a>> {
    let dates = header.len.saturating_sub(8);
    let reference = match header.reference_form {
        ReferenceForm::Five => "certificate reference of five characters",
        ReferenceForm::Counted => "certificate reference",
        ReferenceForm::CountedInHexadecimal => "certificate reference counted in hexadecimal",
    };
    let signer = format!(
        "{} {} ({reference})",
        header.signer_identifier(),
        header.certificate_reference
    );
    let definition = format!(
        "{:02X} {:02X} ({document})",
        header.feature_definition, header.category
    );
    vec![
        open(0, 1, "magic constant", "DC".to_owned()),
        open(1, 1, "version", header.version.to_string()),
        open(2, 2, "issuing country", header.issuing_country.clone()),
        open(4, dates.saturating_sub(4), "signer and certificate", signer),
        open(dates, 3, "document issue date", header.issued.to_string()),
        open(
            dates + 3,
            3,
            "signature creation date",
            header.signed.to_string(),
        ),
        open(
            dates + 6,
            2,
            "feature definition and document category",
            definition,
        ),
    ]
}

fn feature<'a>(feature: &'a Feature<'a>) -> Part<'a> {
    let header_len = feature.value_offset.saturating_sub(feature.offset);
    Part {
        offset: feature.offset,
        len: header_len + feature.raw.reveal().len(),
        name: Cow::Borrowed(feature.item.map_or("unknown feature", super::Item::name)),
        tag: Some(feature.tag),
        personal: true,
        value: feature.shown(),
    }
}

/// A part that says nothing about a person.
pub(super) fn open(offset: usize, len: usize, name: &str, value: String) -> Part<'static> {
    Part {
        offset,
        len,
        name: Cow::Owned(name.to_owned()),
        tag: None,
        personal: false,
        value: Personal::new(value),
    }
}

/// Hexadecimal digits in upper case.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        // writing to a String cannot fail
        let _ = write!(digits, "{byte:02X}");
        digits
    })
}
