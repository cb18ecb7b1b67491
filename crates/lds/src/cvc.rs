//! Card verifiable certificates (Doc 9303-12 §7.2; TR-03110-3 appendices C.1 and D.2).
//!
//! ```text
//! 7F21 certificate
//!   7F4E body                      signed with its tag and length
//!     5F29 profile (00)  42 authority  7F49 public key  5F20 holder
//!     7F4C authorization  5F25 effective date  5F24 expiration date  (65 extensions)
//!   5F37 signature
//! ```
//!
//! The objects must come in this order. Nothing is verified here: who knows the authority's key
//! verifies [`signature`](CvCertificate::signature) over [`body`](CvCertificate::body), and who
//! shows or takes a chain compares references, dates and roles. Requests (`67`, and `7F21`
//! without authority and dates) are no certificates and are refused.

use crate::{CmsError, Defect};
use vidimus_iso7816::tlv::{Reader, Tag, Tlv, TlvError};

mod algorithm;
mod authorization;
mod date;
mod key;
mod reference;

pub use algorithm::{TaAlgorithm, TaHash};
pub use authorization::{Authorization, Role, TerminalType};
pub use date::CvDate;
pub use key::{CvPublicKey, EcDomain, KeyData};
pub use reference::CertificateReference;

/// The tag of a certificate.
pub const CV_CERTIFICATE: Tag = Tag(0x7F21);
const BODY: Tag = Tag(0x7F4E);
const PROFILE: Tag = Tag(0x5F29);
const AUTHORITY: Tag = Tag(0x42);
const PUBLIC_KEY: Tag = Tag(0x7F49);
const HOLDER: Tag = Tag(0x5F20);
const AUTHORIZATION: Tag = Tag(0x7F4C);
const EFFECTIVE: Tag = Tag(0x5F25);
const EXPIRATION: Tag = Tag(0x5F24);
const EXTENSIONS: Tag = Tag(0x65);
const SIGNATURE: Tag = Tag(0x5F37);

/// Most bytes of one certificate: what the encoding of its length allows (appendix D).
pub const MAX_LEN: usize = 65_535;
/// Most certificates in one file: far more than a chain with its link certificates needs.
pub const MAX_CERTIFICATES: usize = 64;

/// One certificate, on borrowed bytes.
///
/// ```
/// use vidimus_iso7816::tlv::{Tag, Writer};
/// use vidimus_lds::cvc::{CvCertificate, Role, TaAlgorithm, TaHash};
///
/// let object = |tag, parts: &[&[u8]]| {
///     let mut out = Writer::new();
///     out.object(Tag(tag), &parts.concat());
///     out.into_bytes()
/// };
/// let body = object(0x7F4E, &[
///     &object(0x5F29, &[&[0]]),
///     &object(0x42, &[b"UTDV00001"]),
///     // id-TA-ECDSA-SHA-256 and a point; the curve is the authority's
///     &object(0x7F49, &[
///         &[0x06, 10, 4, 0, 0x7F, 0, 7, 2, 2, 2, 2, 3],
///         &object(0x86, &[&[4; 65]]),
///     ]),
///     &object(0x5F20, &[b"UTIS00001"]),
///     // id-IS; role 00 in the two highest bits, fingerprints in the lowest
///     &object(0x7F4C, &[&[0x06, 9, 4, 0, 0x7F, 0, 7, 3, 1, 2, 1], &[0x53, 1, 0b0000_0001]]),
///     &object(0x5F25, &[&[2, 6, 0, 1, 0, 1]]),
///     &object(0x5F24, &[&[2, 6, 1, 2, 3, 1]]),
/// ]);
/// let bytes = object(0x7F21, &[&body, &object(0x5F37, &[&[1; 64]])]);
///
/// let certificate = CvCertificate::parse(&bytes)?;
/// assert_eq!(certificate.authority.to_string(), "UTDV00001");
/// assert_eq!(certificate.public_key.algorithm, Some(TaAlgorithm::Ecdsa(TaHash::Sha256)));
/// assert_eq!(certificate.authorization.role(), Role::Terminal);
/// assert!(certificate.authorization.rights().dg3);
/// assert_eq!(certificate.expiration.to_string(), "2026-12-31");
/// assert_eq!(certificate.body, body); // what the signature is over
/// # Ok::<(), vidimus_lds::CmsError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CvCertificate<'a> {
    /// the whole of it, tag `7F21` outside
    pub bytes: &'a [u8],
    /// the value of it, as PSO:Verify Certificate takes it: body and signature
    pub value: &'a [u8],
    /// the body with tag and length: what is signed
    pub body: &'a [u8],
    /// who signed it (CAR)
    pub authority: CertificateReference<'a>,
    /// whose key it holds (CHR)
    pub holder: CertificateReference<'a>,
    /// the key
    pub public_key: CvPublicKey<'a>,
    /// role and rights of the holder (CHAT)
    pub authorization: Authorization<'a>,
    /// the day it was made
    pub effective: CvDate,
    /// the last day it holds
    pub expiration: CvDate,
    /// the value of the extensions, which no verifier may refuse (appendix C.3)
    pub extensions: Option<&'a [u8]>,
    /// RSA: as long as the modulus. ECDSA: r and s, each as long as the order (TR-03111 §5.2.1)
    pub signature: &'a [u8],
}

impl<'a> CvCertificate<'a> {
    /// Parses one certificate. Bytes after it are refused.
    ///
    /// # Errors
    /// [`CmsError`] with the offset in `bytes`.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, CmsError> {
        let mut reader = Reader::new(bytes);
        let certificate = Self::read(&reader.expect(CV_CERTIFICATE)?)?;
        finish(&reader)?;
        Ok(certificate)
    }

    /// Parses certificates that stand one after another, at least one.
    ///
    /// # Errors
    /// As [`parse`](Self::parse), and when there are more than [`MAX_CERTIFICATES`].
    pub fn parse_all(bytes: &'a [u8]) -> Result<Vec<Self>, CmsError> {
        let mut reader = Reader::new(bytes);
        let mut all = vec![Self::read(&reader.expect(CV_CERTIFICATE)?)?];
        while !reader.is_empty() {
            if all.len() == MAX_CERTIFICATES {
                return Err(CmsError::content(reader.offset(), "no more certificates"));
            }
            all.push(Self::read(&reader.expect(CV_CERTIFICATE)?)?);
        }
        Ok(all)
    }

    /// Whether authority and holder are one: a root, signed by itself.
    #[must_use]
    pub fn is_self_signed(&self) -> bool {
        self.authority == self.holder
    }

    fn read(outer: &Tlv<'a>) -> Result<Self, CmsError> {
        if outer.bytes.len() > MAX_LEN {
            let expected = "a certificate of at most 65535 bytes";
            return Err(CmsError::content(outer.offset, expected));
        }
        let mut parts = outer.children()?;
        let body = parts.expect(BODY)?;
        let signature = parts.expect(SIGNATURE)?;
        finish(&parts)?;
        if signature.value.is_empty() {
            return Err(CmsError::content(signature.offset, "a signature"));
        }
        let mut fields = body.children()?;
        read_profile(&mut fields)?;
        let authority = CertificateReference::read(&fields.expect(AUTHORITY)?)?;
        let public_key = CvPublicKey::read(&fields.expect(PUBLIC_KEY)?)?;
        let holder = CertificateReference::read(&fields.expect(HOLDER)?)?;
        let authorization = Authorization::read(&fields.expect(AUTHORIZATION)?)?;
        let effective = CvDate::read(&fields.expect(EFFECTIVE)?)?;
        let expiration = CvDate::read(&fields.expect(EXPIRATION)?)?;
        let extensions = fields.take_if(EXTENSIONS)?.map(|object| object.value);
        finish(&fields)?;
        Ok(Self {
            bytes: outer.bytes,
            value: outer.value,
            body: body.bytes,
            authority,
            holder,
            public_key,
            authorization,
            effective,
            expiration,
            extensions,
            signature: signature.value,
        })
    }
}

/// The profile identifier: 0 is version 1, and there is no other.
fn read_profile(fields: &mut Reader<'_>) -> Result<(), CmsError> {
    let profile = fields.expect(PROFILE)?;
    match *profile.value {
        [0] => Ok(()),
        [found] => Err(CmsError {
            offset: profile.offset,
            defect: Defect::Version {
                structure: "CV certificate",
                found: u64::from(found) + 1,
            },
        }),
        _ => Err(CmsError::content(profile.offset, "a profile of one byte")),
    }
}

/// Refuses objects after the last one that belongs to a level.
fn finish(reader: &Reader<'_>) -> Result<(), CmsError> {
    match reader.rest().len() {
        0 => Ok(()),
        count => Err(CmsError {
            offset: reader.offset(),
            defect: Defect::Trailing { count },
        }),
    }
}

/// The next object of this tag, which a level may lack.
fn take<'a>(fields: &mut Reader<'a>, tag: u32) -> Result<Option<&'a [u8]>, TlvError> {
    Ok(fields.take_if(Tag(tag))?.map(|object| object.value))
}
