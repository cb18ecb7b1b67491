//! SignerInfo (RFC 5652 §5.3).

use super::{SignedAttributes, finish, read_algorithm, read_version};
use crate::CmsError;
use crate::ber::{self, Object, Reader, context};
use crate::oid::Oid;
use std::borrow::Cow;
use vidimus_iso7816::tlv::Tag;

/// `[0]` of a SubjectKeyIdentifier: an OCTET STRING, implicitly tagged, primitive.
const SUBJECT_KEY_IDENTIFIER: Tag = Tag(0x80);

/// Who signed, as the message names the certificate.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignerId<'a> {
    /// By issuer and serial number; version 1.
    IssuerSerial {
        /// the raw Name, DER as received
        issuer: &'a [u8],
        /// the content octets of the serial number
        serial: &'a [u8],
    },
    /// By subject key identifier; version 3.
    Ski(&'a [u8]),
}

/// One signature and what it was made with.
#[derive(Clone, PartialEq, Eq)]
pub struct SignerInfo<'a> {
    /// offset in the message
    pub offset: usize,
    /// 1 with issuer and serial number, 3 with a key identifier
    pub version: u8,
    /// which certificate
    pub sid: SignerId<'a>,
    /// identifier of the digest algorithm
    pub digest_algorithm_oid: Oid<'a>,
    /// the raw AlgorithmIdentifier of the digest
    pub digest_algorithm: &'a [u8],
    /// the signed attributes; without them the content itself is signed
    pub signed_attributes: Option<SignedAttributes<'a>>,
    /// identifier of the signature algorithm
    pub signature_algorithm_oid: Oid<'a>,
    /// the raw AlgorithmIdentifier of the signature
    pub signature_algorithm: &'a [u8],
    /// the signature
    pub signature: Cow<'a, [u8]>,
}

impl<'a> SignerInfo<'a> {
    pub(super) fn read(infos: &mut Reader<'a>) -> Result<Self, CmsError> {
        let info = infos.expect(ber::SEQUENCE)?;
        let mut fields = info.children()?;
        let version = read_version(&mut fields, "SignerInfo", &[1, 3])?;
        let sid = SignerId::read(&mut fields)?;
        let (digest_algorithm_oid, digest_algorithm) = read_algorithm(&mut fields)?;
        let signed_attributes = fields
            .take_if(context(0))?
            .map(|object| SignedAttributes::read(&object))
            .transpose()?;
        let (signature_algorithm_oid, signature_algorithm) = read_algorithm(&mut fields)?;
        let signature = read_signature(&mut fields)?.octets()?;
        // unsigned attributes prove nothing
        fields.take_if(context(1))?;
        finish(&fields)?;
        Ok(Self {
            offset: info.offset,
            version,
            sid,
            digest_algorithm_oid,
            digest_algorithm,
            signed_attributes,
            signature_algorithm_oid,
            signature_algorithm,
            signature,
        })
    }

    /// Whether the version is the one that the form of the identifier asks for (§5.3).
    #[must_use]
    pub const fn version_fits_sid(&self) -> bool {
        self.version == self.sid.version()
    }
}

impl<'a> SignerId<'a> {
    fn read(fields: &mut Reader<'a>) -> Result<Self, CmsError> {
        if let Some(key_id) = fields.take_if(SUBJECT_KEY_IDENTIFIER)? {
            return Ok(Self::Ski(key_id.content));
        }
        let mut inner = fields.expect(ber::SEQUENCE)?.children()?;
        let issuer = inner.expect(ber::SEQUENCE)?.bytes;
        let serial = inner.expect(ber::INTEGER)?.content;
        finish(&inner)?;
        Ok(Self::IssuerSerial { issuer, serial })
    }

    const fn version(&self) -> u8 {
        match self {
            Self::IssuerSerial { .. } => 1,
            Self::Ski(_) => 3,
        }
    }
}

fn read_signature<'a>(fields: &mut Reader<'a>) -> Result<Object<'a>, CmsError> {
    match fields.take_if(ber::OCTET_STRING_IN_PIECES)? {
        Some(pieces) => Ok(pieces),
        None => Ok(fields.expect(ber::OCTET_STRING)?),
    }
}

impl core::fmt::Debug for SignerId<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::IssuerSerial { issuer, serial } => {
                write!(
                    f,
                    "IssuerSerial({} bytes, {} bytes)",
                    issuer.len(),
                    serial.len()
                )
            }
            Self::Ski(key_id) => write!(f, "Ski({} bytes)", key_id.len()),
        }
    }
}

impl core::fmt::Debug for SignerInfo<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("SignerInfo")
            .field("version", &self.version)
            .field("sid", &self.sid)
            .field("digest_algorithm", &self.digest_algorithm_oid)
            .field("signed_attributes", &self.signed_attributes)
            .field("signature_algorithm", &self.signature_algorithm_oid)
            .field("signature_len", &self.signature.len())
            .finish_non_exhaustive()
    }
}
