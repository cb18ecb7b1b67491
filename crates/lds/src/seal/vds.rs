//! The binary seal: header, message zone, signature zone (Doc 9303-13 §2).

use super::header::take;
use super::{DocumentType, Feature, Header, Item, Part, SealError, SealFault, Value, part};
use crate::Personal;

/// The first byte.
pub(super) const MAGIC: u8 = 0xDC;
/// In front of the signature.
const SIGNATURE: u8 = 0xFF;

/// Most features of one seal.
pub const MAX_FEATURES: usize = 64;

/// A visible digital seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vds<'a> {
    /// who sealed what, and when
    pub header: Header,
    /// the document that feature definition and category name
    pub document: DocumentType,
    /// the features in the order of the seal, unknown ones included
    pub features: Vec<Feature<'a>>,
    bytes: Personal<&'a [u8]>,
    signed_len: usize,
    signature: &'a [u8],
}

impl<'a> Vds<'a> {
    /// Decodes a seal of version 3 or 4 and nothing behind it.
    pub(super) fn parse(bytes: &'a [u8]) -> Result<Self, SealError> {
        let header = Header::parse(bytes)?;
        let mut features = Vec::new();
        let offset = message(bytes, &header, &mut features)?;
        Ok(Self {
            signature: signature(bytes, offset)?,
            document: DocumentType::of(header.feature_definition, header.category),
            header,
            features,
            bytes: Personal::new(bytes),
            signed_len: offset,
        })
    }

    /// Header and message zone; the marker of the signature zone is no part of it (§2.4).
    pub(super) fn signed_bytes(&self) -> &'a [u8] {
        self.bytes
            .reveal()
            .get(..self.signed_len)
            .unwrap_or_default()
    }

    /// r and s.
    pub(super) const fn signature(&self) -> &'a [u8] {
        self.signature
    }

    /// The value of this feature, where it is text.
    #[must_use]
    pub fn text(&self, item: Item) -> Option<Personal<&str>> {
        let mut features = self.features.iter();
        let feature = features.find(|feature| feature.item == Some(item))?;
        match &feature.value {
            Value::Mrz(text) | Value::Text(text) => Some(Personal::new(text.reveal())),
            _ => None,
        }
    }

    pub(super) fn mrz(&self) -> Option<Personal<&str>> {
        self.text(Item::Mrz)
    }

    pub(super) fn document_numbers(&self) -> Vec<Personal<&str>> {
        [Item::DocumentNumber, Item::PassportNumber]
            .into_iter()
            .filter_map(|item| self.text(item))
            .collect()
    }

    pub(super) fn parts(&self) -> Vec<Part<'_>> {
        part::of_vds(self, self.bytes.reveal().len())
    }
}

/// Reads the features behind the header, as far as they go; where the signature zone starts.
fn message<'a>(
    bytes: &'a [u8],
    header: &Header,
    features: &mut Vec<Feature<'a>>,
) -> Result<usize, SealError> {
    let document = DocumentType::of(header.feature_definition, header.category);
    let mut offset = header.len;
    loop {
        let tag = match bytes.get(offset) {
            None => return Err(SealFault::NoSignature.at(offset)),
            Some(&SIGNATURE) => return Ok(offset),
            Some(tag) => *tag,
        };
        if features.len() == MAX_FEATURES {
            return Err(SealFault::TooManyFeatures {
                limit: MAX_FEATURES,
            }
            .at(offset));
        }
        if features.iter().any(|feature| feature.tag == tag) {
            return Err(SealFault::DuplicateFeature { tag }.at(offset));
        }
        let (len, value_at) = length(bytes, offset + 1, header.version == 4)?;
        let raw = take(bytes, value_at, len)?;
        features.push(Feature::decode(document, tag, offset, value_at, raw)?);
        offset = value_at + len;
    }
}

/// What can be read before a fault.
pub(super) fn read_before_fault(bytes: &[u8]) -> Option<(Header, Vec<Feature<'_>>)> {
    let header = Header::parse(bytes).ok()?;
    let mut features = Vec::new();
    // the fault is told by whoever parses the whole
    let _ = message(bytes, &header, &mut features);
    Some((header, features))
}

/// The length of a value and where the value starts. Version 3: one byte; version 4: the form of
/// DER (X.690 §10.1), definite and as short as it can be.
fn length(bytes: &[u8], offset: usize, der: bool) -> Result<(usize, usize), SealError> {
    let [found] = *take(bytes, offset, 1)? else {
        return Err(SealFault::Truncated { missing: 1 }.at(offset));
    };
    let more = match found {
        0x81..=0x84 if der => usize::from(found & 0x7F),
        0x80.. if der => return Err(SealFault::Length { found }.at(offset)),
        direct => return Ok((usize::from(direct), offset + 1)),
    };
    let octets = take(bytes, offset + 1, more)?;
    let value = octets.iter().try_fold(0usize, |value, octet| {
        value.checked_mul(256)?.checked_add(usize::from(*octet))
    });
    // a leading zero, or a value that fits the short form, is not as short as it can be
    let value = value.filter(|value| *value > 0x7F && octets.first() != Some(&0));
    let value = value.ok_or_else(|| SealFault::Length { found }.at(offset))?;
    Ok((value, offset + 1 + more))
}

/// The signature zone: marker, length in the form of DER under both versions, two numbers of equal
/// length, and then the end.
fn signature(bytes: &[u8], offset: usize) -> Result<&[u8], SealError> {
    let (len, start) = length(bytes, offset + 1, true)?;
    let signature = take(bytes, start, len)?;
    if len == 0 || !len.is_multiple_of(2) {
        return Err(SealFault::Content {
            expected: "signature of two numbers of equal length",
        }
        .at(start));
    }
    match bytes.len().saturating_sub(start + len) {
        0 => Ok(signature),
        count => Err(SealFault::Trailing { count }.at(start + len)),
    }
}
