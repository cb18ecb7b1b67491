//! The frame of a revocation list, part by part (RFC 5280 §5.1).
//!
//! Only DER is read, each object must fill its frame, and each entry is looked at once: a list
//! is whole, or refused with part and offset. Laxer than the profile: nextUpdate may be missing
//! (§5.1.2.5), and revokedCertificates may be there and empty (§5.1.2.6); both are seen in the
//! field. Two algorithm identifiers that differ leave the list readable and unusable.

use super::entry::{self, RawEntry};
use super::extensions::{ListExtensions, Unusable};
use super::serials::SerialTable;
use super::{CrlError, Inner, Layout, Part};
use crate::name::Name;
use core::ops::Range;
use vidimus_iso7816::tlv::{Encoding, Reader, Tag, Tlv, TlvError, TlvErrorKind};
use x509_parser::prelude::FromDer;
use x509_parser::time::ASN1Time;

/// Most bytes of a list; the largest public ones stay below 1 MiB.
pub const MAX_LEN: usize = 64 * 1024 * 1024;

/// Most entries of a list.
pub const MAX_ENTRIES: usize = 1 << 20;

const INTEGER: Tag = Tag(0x02);
const BIT_STRING: Tag = Tag(0x03);
const UTC_TIME: Tag = Tag(0x17);
const GENERALIZED_TIME: Tag = Tag(0x18);
const SEQUENCE: Tag = Tag(0x30);
const EXTENSIONS: Tag = Tag(0xA0);

/// Reads the parts of one level in turn.
struct Level<'a> {
    reader: Reader<'a>,
    part: Part,
}

impl<'a> Level<'a> {
    /// The objects inside this one.
    fn of(object: &Tlv<'a>, part: Part) -> Result<Self, CrlError> {
        let reader = object.children().map_err(CrlError::encoding(part))?;
        Ok(Self { reader, part })
    }

    /// The next object, which must have this tag.
    fn expect(&mut self, tag: Tag, part: Part) -> Result<Tlv<'a>, CrlError> {
        self.reader.expect(tag).map_err(CrlError::encoding(part))
    }

    /// The next object if it has this tag; else nothing is read.
    fn optional(&mut self, tag: Tag, part: Part) -> Result<Option<Tlv<'a>>, CrlError> {
        self.reader.take_if(tag).map_err(CrlError::encoding(part))
    }

    /// A time of either type.
    fn time(&mut self, part: Part) -> Result<Option<i64>, CrlError> {
        let object = match self.optional(UTC_TIME, part)? {
            Some(object) => Some(object),
            None => self.optional(GENERALIZED_TIME, part)?,
        };
        object
            .map(|object| seconds(&object).ok_or_else(|| content_error(part, &object)))
            .transpose()
    }

    /// Nothing may follow in this level.
    fn end(&self) -> Result<(), CrlError> {
        if self.reader.is_empty() {
            return Ok(());
        }
        Err(CrlError::Trailing {
            part: self.part,
            offset: self.reader.offset(),
        })
    }
}

/// Seconds since 1970 of a UTCTime or GeneralizedTime.
pub(super) fn seconds(object: &Tlv<'_>) -> Option<i64> {
    let (_, time) = ASN1Time::from_der(object.bytes).ok()?;
    Some(time.timestamp())
}

/// Where the object lies, tag and length included.
const fn whole(object: &Tlv<'_>) -> Range<usize> {
    object.offset..object.offset + object.bytes.len()
}

/// Where its content octets lie.
const fn value(object: &Tlv<'_>) -> Range<usize> {
    object.value_offset()..object.offset + object.bytes.len()
}

/// Well-formed, but nothing that this part may hold.
const fn content_error(part: Part, object: &Tlv<'_>) -> CrlError {
    CrlError::Content {
        part,
        offset: object.offset,
    }
}

/// ```text
/// CertificateList ::= SEQUENCE {
///     tbsCertList TBSCertList, signatureAlgorithm AlgorithmIdentifier,
///     signatureValue BIT STRING }
/// ```
pub(super) fn certificate_list(der: &[u8]) -> Result<Inner, CrlError> {
    if der.len() > MAX_LEN {
        return Err(CrlError::TooLarge {
            bytes: der.len(),
            limit: MAX_LEN,
        });
    }
    let mut outer = Level {
        reader: Reader::with_encoding(der, Encoding::Der),
        part: Part::CertificateList,
    };
    let frame = outer.expect(SEQUENCE, Part::CertificateList)?;
    outer.end()?;
    let mut level = Level::of(&frame, Part::CertificateList)?;
    let tbs = level.expect(SEQUENCE, Part::TbsCertList)?;
    let algorithm = level.expect(SEQUENCE, Part::SignatureAlgorithm)?;
    let signature = level.expect(BIT_STRING, Part::SignatureValue)?;
    level.end()?;
    let [0, _, ..] = signature.value else {
        return Err(content_error(Part::SignatureValue, &signature));
    };
    let mut inner = tbs_cert_list(der, &tbs, algorithm.bytes)?;
    inner.layout.tbs = whole(&tbs);
    inner.layout.outer_algorithm = whole(&algorithm);
    let octets = value(&signature);
    inner.layout.signature = octets.start + 1..octets.end;
    Ok(inner)
}

/// ```text
/// TBSCertList ::= SEQUENCE {
///     version INTEGER (1) OPTIONAL, signature AlgorithmIdentifier, issuer Name,
///     thisUpdate Time, nextUpdate Time OPTIONAL,
///     revokedCertificates SEQUENCE OF RevokedCertificate OPTIONAL,
///     crlExtensions [0] Extensions OPTIONAL }
/// ```
/// The two algorithm identifiers must be one (§5.1.1.2): only the inner one is signed.
fn tbs_cert_list(der: &[u8], tbs: &Tlv<'_>, outer_algorithm: &[u8]) -> Result<Inner, CrlError> {
    let mut level = Level::of(tbs, Part::TbsCertList)?;
    let version = version(&mut level)?;
    let algorithm = level.expect(SEQUENCE, Part::Signature)?;
    let issuer = level.expect(SEQUENCE, Part::Issuer)?;
    check_name(&issuer)?;
    let this_update = level.time(Part::ThisUpdate)?;
    let this_update = this_update.ok_or_else(|| CrlError::Encoding {
        part: Part::ThisUpdate,
        offset: level.reader.offset(),
        kind: TlvErrorKind::Missing { expected: UTC_TIME },
    })?;
    let next_update = level.time(Part::NextUpdate)?;
    let list = level.optional(SEQUENCE, Part::RevokedCertificates)?;
    let mut extensions = match level.optional(EXTENSIONS, Part::CrlExtensions)? {
        Some(object) => list_extensions(&object)?,
        None => ListExtensions::default(),
    };
    level.end()?;
    if algorithm.bytes != outer_algorithm {
        extensions.refuse(Unusable::AlgorithmMismatch);
    }
    let mut layout = Layout {
        issuer: whole(&issuer),
        ..Layout::default()
    };
    let mut serials = SerialTable::default();
    if let Some(list) = list {
        layout.entries = value(&list);
        serials = revoked_certificates(&list, &mut extensions)?;
    }
    Ok(Inner {
        der: der.into(),
        layout,
        version,
        this_update,
        next_update,
        extensions,
        serials,
    })
}

/// Only version 2 is ever written out; version 1 leaves the element out.
fn version(level: &mut Level<'_>) -> Result<u64, CrlError> {
    match level.optional(INTEGER, Part::Version)? {
        None => Ok(0),
        Some(number) if number.value == [1] => Ok(1),
        Some(number) => Err(content_error(Part::Version, &number)),
    }
}

/// A name that decodes to its last attribute, so that comparing it later cannot fail.
fn check_name(object: &Tlv<'_>) -> Result<(), CrlError> {
    Name::from_der(object.bytes)
        .check()
        .map_err(shifted(Part::Issuer, object.offset))
}

/// `[0] EXPLICIT SEQUENCE OF Extension`: one object inside, and nothing behind it.
fn list_extensions(object: &Tlv<'_>) -> Result<ListExtensions, CrlError> {
    let mut level = Level::of(object, Part::CrlExtensions)?;
    let list = level.expect(SEQUENCE, Part::CrlExtensions)?;
    level.end()?;
    ListExtensions::parse(&list).map_err(CrlError::encoding(Part::CrlExtensions))
}

/// Reads every entry once. A reader takes a few thousand siblings, a list may have a million:
/// so each entry gets a reader of its own over what is left.
fn revoked_certificates(
    list: &Tlv<'_>,
    extensions: &mut ListExtensions,
) -> Result<SerialTable, CrlError> {
    let mut table = SerialTable::builder();
    let mut rest = list.value;
    while !rest.is_empty() {
        let position = list.value.len() - rest.len();
        let offset = list.value_offset() + position;
        if table.len() >= MAX_ENTRIES {
            return Err(CrlError::TooManyEntries {
                limit: MAX_ENTRIES,
                offset,
            });
        }
        let error = shifted(Part::RevokedCertificates, offset);
        let (raw, after) = RawEntry::read(rest).map_err(&error)?;
        check_entry(&raw, offset, extensions)?;
        table.push(raw.serial, position);
        rest = after;
    }
    Ok(table.build())
}

/// Serial number and date must be there; an extension that forbids to use the entry forbids to
/// use the list.
fn check_entry(
    raw: &RawEntry<'_>,
    offset: usize,
    extensions: &mut ListExtensions,
) -> Result<(), CrlError> {
    let part = Part::RevokedCertificates;
    if raw.serial.is_empty() || seconds(&raw.date).is_none() {
        return Err(CrlError::Content { part, offset });
    }
    if let Some(list) = &raw.extensions {
        let refused = entry::check_extensions(list).map_err(shifted(part, offset))?;
        if let Some(reason) = refused {
            extensions.refuse(reason);
        }
    }
    Ok(())
}

/// The error of a reader that began at `offset`.
fn shifted(part: Part, offset: usize) -> impl Fn(TlvError) -> CrlError {
    move |error| CrlError::Encoding {
        part,
        offset: offset + error.offset,
        kind: error.kind,
    }
}
