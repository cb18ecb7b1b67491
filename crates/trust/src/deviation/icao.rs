//! The content of a deviation list (Doc 9303-12 §10.2), implicit tags.
//!
//! ```text
//! DeviationList ::= SEQUENCE {
//!   version INTEGER (0), digestAlgorithm AlgorithmIdentifier OPTIONAL, deviations SET OF Deviation }
//! Deviation ::= SEQUENCE { documents DeviationDocuments, descriptions SET OF DeviationDescription }
//! DeviationDocuments ::= SEQUENCE {
//!   documentType [0] PrintableString OPTIONAL,
//!   issuerAndSerialNumber [1] | subjectKeyIdentifier [2] | certificateDigest [3], OPTIONAL,
//!   issuingDate [4] SEQUENCE { firstIssued, lastIssued GeneralizedTime } OPTIONAL,
//!   documentNumbers [5] SET OF PrintableString OPTIONAL }
//! DeviationDescription ::= SEQUENCE {
//!   description PrintableString OPTIONAL, deviationType OBJECT IDENTIFIER,
//!   parameters [0] ANY OPTIONAL, nationalUse [1] ANY OPTIONAL }
//! ```
//!
//! Types, under 2.23.136.1.1.7, and what they come to; others are shown and change nothing:
//!
//! | type | parameter | effect |
//! |---|---|---|
//! | 1.1 DSSignature | | `pa.chain.signature` failed becomes undetermined |
//! | 1.2 DSEncoding | field | `pa.sod.signer_profile`, where it failed by its encoding |
//! | 1.4 AAKeyCompromised | | `aa.response` passed becomes failed |
//! | 2.1 DGMalformed | data group | `lds.structure`; 20 is EF.SOD, 21 EF.COM |
//! | 2.2 DGHashWrong | data group | `pa.hash.dgN` |
//! | 2.3 SODSignatureWrong | | `pa.sod.signature` |
//! | 2.4 COMInconsistent | | `lds.com_sod` |
//! | 3.2 MRZ-WrongCheckDigit | field | `doc.mrz_checkdigits` |

use super::effect::Effect;
use super::entry::{CertificateDigest, Description, Documents, Entry, SignerName};
use super::list::Content;
use super::numbers::Numbers;
use super::read::{
    Fields, INTEGER, OBJECT_IDENTIFIER, Object, PRINTABLE_STRING, SEQUENCE, SET, UTF8_STRING,
};
use super::{DeviationError, instant};
use crate::signature;
use vidimus_iso7816::tlv::Tag;
use vidimus_lds::DataGroup;
use vidimus_lds::oid::Oid;
use vidimus_pubkey::{HashAlgorithm, oid};

/// Content type id-icao-DeviationList, 2.23.136.1.1.7; the types of deviation lie below it.
pub const CONTENT_TYPE: &[u8] = &[0x67, 0x81, 8, 1, 1, 7];
/// id-icao-DeviationListSigningKey, 2.23.136.1.1.8, the purpose of the signer.
pub const SIGNING_KEY: &[u8] = &[0x67, 0x81, 8, 1, 1, 8];

const DOCUMENT_TYPE: Tag = Tag(0x80);
const ISSUER_AND_SERIAL: Tag = Tag(0xA1);
const KEY_IDENTIFIER: Tag = Tag(0x82);
const CERTIFICATE_DIGEST: Tag = Tag(0x83);
const ISSUING_DATE: Tag = Tag(0xA4);
const DOCUMENT_NUMBERS: Tag = Tag(0xA5);
const GENERALIZED_TIME: Tag = Tag(0x18);
/// `parameters` and `nationalUse`: tags of ANY are explicit.
const PARAMETERS: Tag = Tag(0xA0);
const NATIONAL_USE: Tag = Tag(0xA1);

/// Reads the content.
pub(super) fn content(bytes: &[u8]) -> Result<Content, DeviationError> {
    let mut top = Fields::new(bytes);
    let mut fields = top.expect(SEQUENCE)?.fields();
    let version = fields.expect(INTEGER)?;
    if version.number()? != 0 {
        return Err(version.wanted("version 0"));
    }
    let algorithm = match fields.take_if(SEQUENCE)? {
        Some(identifier) => hash_algorithm(&identifier)?,
        None => None,
    };
    let set = fields.expect(SET)?;
    Content::read(&set, |deviation| entry(deviation, algorithm))
}

/// `None` for one that is not known: hashes of it fit no certificate.
fn hash_algorithm(identifier: &Object<'_>) -> Result<Option<HashAlgorithm>, DeviationError> {
    let name = identifier.fields().expect(OBJECT_IDENTIFIER)?;
    Ok(signature::hash_algorithm(name.value).ok())
}

fn entry(
    deviation: &Object<'_>,
    algorithm: Option<HashAlgorithm>,
) -> Result<Entry, DeviationError> {
    let mut fields = deviation.fields();
    let documents = documents(&fields.expect(SEQUENCE)?, algorithm)?;
    let mut set = fields.expect(SET)?.fields();
    fields.end()?;
    let mut known = Vec::new();
    while let Some(member) = set.next()? {
        known.push(description(&member)?);
    }
    Ok(Entry { documents, known })
}

fn documents(
    object: &Object<'_>,
    algorithm: Option<HashAlgorithm>,
) -> Result<Documents, DeviationError> {
    let mut documents = Documents::default();
    let mut fields = object.fields();
    let mut last = None;
    while let Some(field) = fields.next()? {
        // every criterion once and in its place; one that is not known narrows the rest
        let number = field.tag.0 & 0x1F;
        if last.is_some_and(|last| last >= number) {
            return Err(field.wanted("criteria in their order"));
        }
        last = Some(number);
        criterion(&field, algorithm, &mut documents)?;
    }
    Ok(documents)
}

fn criterion(
    field: &Object<'_>,
    algorithm: Option<HashAlgorithm>,
    documents: &mut Documents,
) -> Result<(), DeviationError> {
    match plain(field.tag) {
        DOCUMENT_TYPE => {
            documents.document_type = Some(field.untagged(PRINTABLE_STRING).text());
        }
        tag if tag == plain(ISSUER_AND_SERIAL) => {
            documents.signer = Some(issuer_and_serial(&field.untagged(SEQUENCE))?);
        }
        KEY_IDENTIFIER => {
            let identifier = field.untagged(super::read::OCTET_STRING).value;
            documents.signer = Some(SignerName::KeyIdentifier(identifier.into()));
        }
        CERTIFICATE_DIGEST => {
            documents.digest = Some(CertificateDigest {
                algorithm,
                value: field.untagged(super::read::OCTET_STRING).value.into(),
            });
        }
        tag if tag == plain(ISSUING_DATE) => {
            documents.issued = Some(period(&field.untagged(SEQUENCE))?);
        }
        tag if tag == plain(DOCUMENT_NUMBERS) => {
            documents.numbers = Some(numbers(&field.untagged(SET))?);
        }
        _ => return Err(field.wanted("a known criterion")),
    }
    Ok(())
}

/// The tag without the bit for "constructed".
const fn plain(tag: Tag) -> Tag {
    Tag(tag.0 & !0x20)
}

/// `IssuerAndSerialNumber ::= SEQUENCE { issuer Name, serialNumber INTEGER }` (RFC 5652 §10.2.4)
pub(super) fn issuer_and_serial(object: &Object<'_>) -> Result<SignerName, DeviationError> {
    let mut fields = object.fields();
    let issuer = fields.expect(SEQUENCE)?.bytes.into();
    let serial = fields.expect(INTEGER)?.value.into();
    fields.end()?;
    Ok(SignerName::IssuerSerial { issuer, serial })
}

fn period(object: &Object<'_>) -> Result<(i64, i64), DeviationError> {
    let mut fields = object.fields();
    let mut time = || {
        let time = fields.expect(GENERALIZED_TIME)?;
        instant::parse(time.value).ok_or_else(|| time.wanted("a time"))
    };
    let period = (time()?, time()?);
    fields.end()?;
    Ok(period)
}

fn numbers(set: &Object<'_>) -> Result<Numbers, DeviationError> {
    let mut members = set.fields();
    let mut numbers = Vec::new();
    while let Some(member) = members.next()? {
        numbers.push(member.value);
    }
    Numbers::of(numbers).ok_or_else(|| set.wanted("fewer numbers"))
}

fn description(object: &Object<'_>) -> Result<Description, DeviationError> {
    let mut fields = object.fields();
    let text = match fields.take_if(PRINTABLE_STRING)? {
        Some(text) => Some(text),
        None => fields.take_if(UTF8_STRING)?,
    };
    let kind = fields.expect(OBJECT_IDENTIFIER)?;
    let parameters = fields.take_if(PARAMETERS)?;
    fields.take_if(NATIONAL_USE)?;
    fields.end()?;
    let parameter = match parameters {
        Some(parameters) => parameters.fields().next()?,
        None => None,
    };
    Oid::new(kind.value).map_err(|_| kind.wanted("an object identifier"))?;
    Ok(Description {
        effects: vec![effect(kind.value, parameter.as_ref())],
        oid: oid::to_dotted(kind.value).unwrap_or_default(),
        text: text.map(|text| text.text()),
        replacement: false,
    })
}

/// The effect of a type with its parameter, which is a number where it has one.
fn effect(kind: &[u8], parameter: Option<&Object<'_>>) -> Effect {
    let number = || parameter.and_then(|parameter| parameter.number().ok());
    match kind.strip_prefix(CONTENT_TYPE) {
        Some([1, 1]) => Effect::SignerSignature,
        Some([1, 2]) => Effect::SignerEncoding,
        Some([1, 4]) => Effect::AaCompromised,
        Some([2, 1]) => malformed(number()),
        Some([2, 2]) => group(number()).map_or(Effect::Shown, Effect::DataGroupHash),
        Some([2, 3]) => Effect::SodSignature,
        Some([2, 4]) => Effect::ComSod { lists: None },
        Some([3, 2]) => Effect::MrzCheckDigit {
            field: number().filter(|field| *field != 0),
        },
        _ => Effect::Shown,
    }
}

/// `Datagroup ::= INTEGER { dg1(1), …, dg16(16), sod(20), com(21) }`
fn malformed(number: Option<u64>) -> Effect {
    match number {
        Some(20) => Effect::SodMalformed,
        Some(21) => Effect::ComSod { lists: None },
        number => group(number).map_or(Effect::Shown, Effect::DataGroup),
    }
}

/// The data group of this number.
pub(super) fn group(number: Option<u64>) -> Option<DataGroup> {
    DataGroup::new(u8::try_from(number?).ok()?)
}
