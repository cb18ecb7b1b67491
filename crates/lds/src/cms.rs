//! The CMS shell, SignedData (RFC 5652 §5), in DER or BER, on borrowed bytes.
//!
//! It serves EF.SOD, EF.CardSecurity and master lists alike. Certificates, names and algorithm
//! identifiers stay raw slices: who verifies opens them. Deviations from the RFC, after the
//! test cases of TR-03105-5.1: the versions of SignedData are only checked to exist; a message
//! without any SignerInfo is refused (nothing would be signed); detached content is refused.

use crate::ber::{self, Reader, context};
use crate::oid::{self, Oid};
use crate::{CmsError, Defect};
use std::borrow::Cow;

mod attributes;
mod signer;

pub use attributes::SignedAttributes;
pub use signer::{SignerId, SignerInfo};

/// SignedData and what it holds.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedData<'a> {
    /// the version: 1, 3, 4 or 5
    pub version: u8,
    /// the raw AlgorithmIdentifiers of the digestAlgorithms
    pub digest_algorithms: Vec<&'a [u8]>,
    /// what the content is
    pub content_type: Oid<'a>,
    /// the octets of the content, joined when they came in pieces
    pub content: Cow<'a, [u8]>,
    /// offset of the content's first byte in the message, exact when it is in one piece
    pub content_offset: usize,
    /// the raw certificates; other kinds (attribute certificates) are left out
    pub certificates: Vec<&'a [u8]>,
    /// the raw revocation lists
    pub crls: Vec<&'a [u8]>,
    /// at least one
    pub signer_infos: Vec<SignerInfo<'a>>,
    /// whether indefinite lengths or strings in pieces were used, so that this is not DER
    pub ber: bool,
}

impl<'a> SignedData<'a> {
    /// Parses a ContentInfo that holds SignedData. Bytes after it are refused.
    ///
    /// # Errors
    /// [`CmsError`] with the offset in `message`.
    pub fn parse(message: &'a [u8]) -> Result<Self, CmsError> {
        let survey = ber::survey(message)?;
        let mut top = Reader::new(message);
        let mut info = top.expect(ber::SEQUENCE)?.children()?;
        finish(&top)?;
        let content_type = read_oid(&mut info)?;
        if content_type != oid::SIGNED_DATA {
            return Err(CmsError::content(info.offset(), "content type signedData"));
        }
        let mut explicit = info.expect(context(0))?.children()?;
        finish(&info)?;
        let mut fields = explicit.expect(ber::SEQUENCE)?.children()?;
        finish(&explicit)?;
        let mut signed = Self::read(&mut fields)?;
        signed.ber = survey.indefinite || survey.strings_in_pieces;
        Ok(signed)
    }

    /// The fields of the SEQUENCE, in their order.
    fn read(fields: &mut Reader<'a>) -> Result<Self, CmsError> {
        let version = read_version(fields, "SignedData", &[1, 3, 4, 5])?;
        let digest_algorithms = read_digest_algorithms(fields)?;
        let content = Content::read(fields)?;
        let certificates = read_set(fields, context(0))?;
        let crls = read_set(fields, context(1))?;
        let signer_infos = read_signer_infos(fields)?;
        finish(fields)?;
        Ok(Self {
            version,
            digest_algorithms,
            content_type: content.content_type,
            content: content.octets,
            content_offset: content.offset,
            certificates,
            crls,
            signer_infos,
            ber: false,
        })
    }
}

impl core::fmt::Debug for SignedData<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("SignedData")
            .field("version", &self.version)
            .field("content_type", &self.content_type)
            .field("content_len", &self.content.len())
            .field("certificates", &self.certificates.len())
            .field("crls", &self.crls.len())
            .field("signer_infos", &self.signer_infos)
            .field("ber", &self.ber)
            .finish_non_exhaustive()
    }
}

/// EncapsulatedContentInfo (§5.2).
struct Content<'a> {
    content_type: Oid<'a>,
    octets: Cow<'a, [u8]>,
    offset: usize,
}

impl<'a> Content<'a> {
    fn read(fields: &mut Reader<'a>) -> Result<Self, CmsError> {
        let mut inner = fields.expect(ber::SEQUENCE)?.children()?;
        let content_type = read_oid(&mut inner)?;
        let mut explicit = inner.expect(context(0))?.children()?;
        finish(&inner)?;
        let string = match explicit.take_if(ber::OCTET_STRING_IN_PIECES)? {
            Some(pieces) => pieces,
            None => explicit.expect(ber::OCTET_STRING)?,
        };
        finish(&explicit)?;
        Ok(Self {
            content_type,
            octets: string.octets()?,
            offset: string.content_offset(),
        })
    }
}

/// Refuses bytes after the last object that belongs to a level.
pub(crate) fn finish(reader: &Reader<'_>) -> Result<(), CmsError> {
    match reader.rest().len() {
        0 => Ok(()),
        count => Err(CmsError {
            offset: reader.offset(),
            defect: Defect::Trailing { count },
        }),
    }
}

/// An OBJECT IDENTIFIER within the limits.
pub(crate) fn read_oid<'a>(reader: &mut Reader<'a>) -> Result<Oid<'a>, CmsError> {
    let object = reader.expect(ber::OBJECT_IDENTIFIER)?;
    Oid::new(object.content).map_err(|fault| CmsError {
        offset: object.offset,
        defect: Defect::Oid(fault),
    })
}

/// A version among those that exist.
pub(crate) fn read_version(
    reader: &mut Reader<'_>,
    structure: &'static str,
    known: &[u8],
) -> Result<u8, CmsError> {
    let object = reader.expect(ber::INTEGER)?;
    let found = object
        .to_u64()
        .ok_or_else(|| CmsError::content(object.offset, "a small version number"))?;
    known
        .iter()
        .copied()
        .find(|version| u64::from(*version) == found)
        .ok_or(CmsError {
            offset: object.offset,
            defect: Defect::Version { structure, found },
        })
}

/// An AlgorithmIdentifier: its identifier, and the whole of it raw.
pub(crate) fn read_algorithm<'a>(reader: &mut Reader<'a>) -> Result<(Oid<'a>, &'a [u8]), CmsError> {
    let object = reader.expect(ber::SEQUENCE)?;
    let mut inner = object.children()?;
    Ok((read_oid(&mut inner)?, object.bytes))
}

fn read_digest_algorithms<'a>(fields: &mut Reader<'a>) -> Result<Vec<&'a [u8]>, CmsError> {
    let mut set = fields.expect(ber::SET)?.children()?;
    let mut algorithms = Vec::new();
    while !set.rest().is_empty() {
        algorithms.push(read_algorithm(&mut set)?.1);
    }
    Ok(algorithms)
}

/// The SEQUENCEs of an optional implicit SET; other choices are left out.
fn read_set<'a>(
    fields: &mut Reader<'a>,
    tag: vidimus_iso7816::tlv::Tag,
) -> Result<Vec<&'a [u8]>, CmsError> {
    let Some(set) = fields.take_if(tag)? else {
        return Ok(Vec::new());
    };
    let mut members = set.children()?;
    let mut found = Vec::new();
    while let Some(member) = members.next()? {
        if member.tag == ber::SEQUENCE {
            found.push(member.bytes);
        }
    }
    Ok(found)
}

fn read_signer_infos<'a>(fields: &mut Reader<'a>) -> Result<Vec<SignerInfo<'a>>, CmsError> {
    let set = fields.expect(ber::SET)?;
    let mut members = set.children()?;
    let mut infos = Vec::new();
    while !members.rest().is_empty() {
        infos.push(SignerInfo::read(&mut members)?);
    }
    if infos.is_empty() {
        return Err(CmsError::content(set.offset, "a SignerInfo"));
    }
    Ok(infos)
}
