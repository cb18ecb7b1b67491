//! The frame of a certificate, part by part.

use super::{Inner, Layout, Part, Validity};
use crate::CertificateError;
use crate::extensions::Extensions;
use crate::name::Name;
use core::ops::Range;
use std::sync::OnceLock;
use vidimus_iso7816::tlv::{Encoding, Reader, Tag, Tlv, TlvError, TlvErrorKind};
use x509_parser::prelude::FromDer;
use x509_parser::time::ASN1Time;

/// Most bytes of a certificate; real ones stay below 4 KiB.
pub const MAX_LEN: usize = 64 * 1024;

const INTEGER: Tag = Tag(0x02);
const BIT_STRING: Tag = Tag(0x03);
const SEQUENCE: Tag = Tag(0x30);
const VERSION: Tag = Tag(0xA0);
const ISSUER_UNIQUE_ID: Tag = Tag(0x81);
const SUBJECT_UNIQUE_ID: Tag = Tag(0x82);
const EXTENSIONS: Tag = Tag(0xA3);

/// First second of 2050, from which on GeneralizedTime is prescribed (RFC 5280 §4.1.2.5).
const YEAR_2050: i64 = 2_524_608_000;

/// Reads the parts of one level in turn.
struct Level<'a> {
    reader: Reader<'a>,
    part: Part,
}

impl<'a> Level<'a> {
    fn of(object: &Tlv<'a>, part: Part) -> Result<Self, CertificateError> {
        let reader = object
            .children()
            .map_err(CertificateError::encoding(part))?;
        Ok(Self { reader, part })
    }

    fn expect(&mut self, tag: Tag, part: Part) -> Result<Tlv<'a>, CertificateError> {
        self.reader
            .expect(tag)
            .map_err(CertificateError::encoding(part))
    }

    fn optional(&mut self, tag: Tag, part: Part) -> Result<Option<Tlv<'a>>, CertificateError> {
        self.reader
            .take_if(tag)
            .map_err(CertificateError::encoding(part))
    }

    fn end(&self) -> Result<(), CertificateError> {
        if self.reader.is_empty() {
            return Ok(());
        }
        Err(CertificateError::Trailing {
            part: self.part,
            offset: self.reader.offset(),
        })
    }
}

const fn whole(object: &Tlv<'_>) -> Range<usize> {
    object.offset..object.offset + object.bytes.len()
}

const fn value(object: &Tlv<'_>) -> Range<usize> {
    object.value_offset()..object.offset + object.bytes.len()
}

const fn content_error(part: Part, object: &Tlv<'_>) -> CertificateError {
    CertificateError::Content {
        part,
        offset: object.offset,
    }
}

/// ```text
/// Certificate ::= SEQUENCE {
///     tbsCertificate TBSCertificate, signatureAlgorithm AlgorithmIdentifier,
///     signatureValue BIT STRING }
/// ```
pub(super) fn certificate(der: &[u8]) -> Result<Inner, CertificateError> {
    if der.len() > MAX_LEN {
        return Err(CertificateError::TooLarge {
            bytes: der.len(),
            limit: MAX_LEN,
        });
    }
    let mut outer = Level {
        reader: Reader::with_encoding(der, Encoding::Der),
        part: Part::Certificate,
    };
    let frame = outer.expect(SEQUENCE, Part::Certificate)?;
    outer.end()?;
    let mut level = Level::of(&frame, Part::Certificate)?;
    let tbs = level.expect(SEQUENCE, Part::TbsCertificate)?;
    let algorithm = level.expect(SEQUENCE, Part::SignatureAlgorithm)?;
    let signature = level.expect(BIT_STRING, Part::SignatureValue)?;
    level.end()?;

    let mut inner = tbs_certificate(der, &tbs)?;
    inner.layout.tbs = whole(&tbs);
    inner.layout.outer_algorithm = whole(&algorithm);
    inner.layout.signature = bit_string(&signature, Part::SignatureValue)?;
    Ok(inner)
}

/// The octets of a BIT STRING without unused bits.
fn bit_string(object: &Tlv<'_>, part: Part) -> Result<Range<usize>, CertificateError> {
    match object.value {
        [0, _, ..] => Ok(object.value_offset() + 1..object.offset + object.bytes.len()),
        _ => Err(content_error(part, object)),
    }
}

/// ```text
/// TBSCertificate ::= SEQUENCE {
///     version [0] Version DEFAULT v1, serialNumber INTEGER, signature AlgorithmIdentifier,
///     issuer Name, validity Validity, subject Name,
///     subjectPublicKeyInfo SubjectPublicKeyInfo, issuerUniqueID [1] OPTIONAL,
///     subjectUniqueID [2] OPTIONAL, extensions [3] Extensions OPTIONAL }
/// ```
fn tbs_certificate(der: &[u8], tbs: &Tlv<'_>) -> Result<Inner, CertificateError> {
    let mut level = Level::of(tbs, Part::TbsCertificate)?;
    let version = match level.optional(VERSION, Part::Version)? {
        Some(object) => version(&object)?,
        None => 0,
    };
    let serial = level.expect(INTEGER, Part::SerialNumber)?;
    if serial.value.is_empty() {
        return Err(content_error(Part::SerialNumber, &serial));
    }
    let algorithm = level.expect(SEQUENCE, Part::Signature)?;
    let issuer = name(level.expect(SEQUENCE, Part::Issuer)?, Part::Issuer)?;
    let validity = validity(&level.expect(SEQUENCE, Part::Validity)?)?;
    let subject = name(level.expect(SEQUENCE, Part::Subject)?, Part::Subject)?;
    let spki = level.expect(SEQUENCE, Part::SubjectPublicKeyInfo)?;
    level.optional(ISSUER_UNIQUE_ID, Part::TbsCertificate)?;
    level.optional(SUBJECT_UNIQUE_ID, Part::TbsCertificate)?;
    let extensions = match level.optional(EXTENSIONS, Part::Extensions)? {
        Some(object) => extensions(&object)?,
        None => Extensions::default(),
    };
    level.end()?;
    check_algorithm(&algorithm)?;
    Ok(Inner {
        der: der.into(),
        layout: Layout {
            serial: value(&serial),
            inner_algorithm: whole(&algorithm),
            issuer: whole(&issuer),
            subject: whole(&subject),
            spki: whole(&spki),
            ..Layout::default()
        },
        version,
        validity,
        extensions,
        key: OnceLock::new(),
        fingerprint: OnceLock::new(),
    })
}

fn version(object: &Tlv<'_>) -> Result<u64, CertificateError> {
    let mut level = Level::of(object, Part::Version)?;
    let number = level.expect(INTEGER, Part::Version)?;
    level.end()?;
    match number.value {
        [version] => Ok(u64::from(*version)),
        _ => Err(content_error(Part::Version, &number)),
    }
}

/// An AlgorithmIdentifier starts with its object identifier; a certificate that leaves the
/// whole element out has the issuer here.
fn check_algorithm(object: &Tlv<'_>) -> Result<(), CertificateError> {
    Level::of(object, Part::Signature)?
        .expect(Tag(0x06), Part::Signature)
        .map(|_| ())
}

fn name(object: Tlv<'_>, part: Part) -> Result<Tlv<'_>, CertificateError> {
    match Name::from_der(object.bytes).check() {
        Ok(()) => Ok(object),
        Err(error) => Err(CertificateError::Encoding {
            part,
            offset: object.offset + error.offset,
            kind: error.kind,
        }),
    }
}

fn validity(object: &Tlv<'_>) -> Result<Validity, CertificateError> {
    let mut level = Level::of(object, Part::Validity)?;
    let (not_before, first_prescribed) = time(&mut level)?;
    let (not_after, last_prescribed) = time(&mut level)?;
    level.end()?;
    Ok(Validity {
        not_before,
        not_after,
        prescribed_types: first_prescribed && last_prescribed,
    })
}

/// A time, and whether it has the type prescribed for its year.
fn time(level: &mut Level<'_>) -> Result<(i64, bool), CertificateError> {
    let object = level
        .reader
        .next()
        .and_then(|object| {
            object.ok_or(TlvError {
                kind: TlvErrorKind::Missing {
                    expected: Tag(0x17),
                },
                offset: level.reader.offset(),
            })
        })
        .map_err(CertificateError::encoding(Part::Validity))?;
    let (_, time) =
        ASN1Time::from_der(object.bytes).map_err(|_| content_error(Part::Validity, &object))?;
    let seconds = time.timestamp();
    Ok((seconds, time.is_generalizedtime() == (seconds >= YEAR_2050)))
}

fn extensions(object: &Tlv<'_>) -> Result<Extensions, CertificateError> {
    let mut level = Level::of(object, Part::Extensions)?;
    let list = level.expect(SEQUENCE, Part::Extensions)?;
    level.end()?;
    Extensions::parse(&list).map_err(CertificateError::encoding(Part::Extensions))
}
