//! One revoked certificate (RFC 5280 §5.1.2.6, §5.3).

use super::extensions::{self, Unusable};
use super::parse::seconds;
use vidimus_iso7816::tlv::{Encoding, Reader, Tag, Tlv, TlvError};

const REASON_CODE: &[u8] = &[0x55, 0x1D, 21];
const HOLD_INSTRUCTION: &[u8] = &[0x55, 0x1D, 23];
const INVALIDITY_DATE: &[u8] = &[0x55, 0x1D, 24];
const CERTIFICATE_ISSUER: &[u8] = &[0x55, 0x1D, 29];

/// Why a certificate was revoked (RFC 5280 §5.3.1). Whatever the reason, the certificate is
/// revoked: Doc 9303 knows no hold that would end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// 0
    Unspecified,
    /// 1: the signer's private key may be in other hands
    KeyCompromise,
    /// 2: the authority's private key may be in other hands
    CaCompromise,
    /// 3
    AffiliationChanged,
    /// 4
    Superseded,
    /// 5
    CessationOfOperation,
    /// 6
    CertificateHold,
    /// 8, only in delta lists
    RemoveFromCrl,
    /// 9
    PrivilegeWithdrawn,
    /// 10
    AaCompromise,
}

impl Reason {
    fn from_code(code: u8) -> Option<Self> {
        Some(match code {
            0 => Self::Unspecified,
            1 => Self::KeyCompromise,
            2 => Self::CaCompromise,
            3 => Self::AffiliationChanged,
            4 => Self::Superseded,
            5 => Self::CessationOfOperation,
            6 => Self::CertificateHold,
            8 => Self::RemoveFromCrl,
            9 => Self::PrivilegeWithdrawn,
            10 => Self::AaCompromise,
            _ => return None,
        })
    }

    /// The name of RFC 5280 in words of lower case, such as `key_compromise`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unspecified => "unspecified",
            Self::KeyCompromise => "key_compromise",
            Self::CaCompromise => "ca_compromise",
            Self::AffiliationChanged => "affiliation_changed",
            Self::Superseded => "superseded",
            Self::CessationOfOperation => "cessation_of_operation",
            Self::CertificateHold => "certificate_hold",
            Self::RemoveFromCrl => "remove_from_crl",
            Self::PrivilegeWithdrawn => "privilege_withdrawn",
            Self::AaCompromise => "aa_compromise",
        }
    }
}

impl core::fmt::Display for Reason {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One revoked certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// content octets of its serial number, sign octet included
    pub serial: &'a [u8],
    /// since when it is revoked, in seconds since 1970
    pub date: i64,
    /// why; `None` where the list does not say
    pub reason: Option<Reason>,
    /// since when its key is not to be believed, where the list says so
    pub invalidity_date: Option<i64>,
}

/// The parts of an entry where they lie.
pub(super) struct RawEntry<'a> {
    pub(super) serial: &'a [u8],
    pub(super) date: Tlv<'a>,
    pub(super) extensions: Option<Tlv<'a>>,
}

impl<'a> RawEntry<'a> {
    /// ```text
    /// RevokedCertificate ::= SEQUENCE {
    ///     userCertificate INTEGER, revocationDate Time, crlEntryExtensions Extensions OPTIONAL }
    /// ```
    /// Reads the first entry of `bytes`; returns it and what follows.
    pub(super) fn read(bytes: &'a [u8]) -> Result<(Self, &'a [u8]), TlvError> {
        let mut reader = Reader::with_encoding(bytes, Encoding::Der);
        let mut fields = reader.expect(Tag(0x30))?.children()?;
        let serial = fields.expect(Tag(0x02))?.value;
        let date = match fields.take_if(Tag(0x18))? {
            Some(date) => date,
            None => fields.expect(Tag(0x17))?,
        };
        let extensions = fields.take_if(Tag(0x30))?;
        if let Some(unexpected) = fields.next()? {
            return Err(TlvError {
                kind: vidimus_iso7816::tlv::TlvErrorKind::Tag,
                offset: unexpected.offset,
            });
        }
        let entry = Self {
            serial,
            date,
            extensions,
        };
        Ok((entry, reader.rest()))
    }

    fn decoded(&self) -> Option<Entry<'a>> {
        let mut entry = Entry {
            serial: self.serial,
            date: seconds(&self.date)?,
            reason: None,
            invalidity_date: None,
        };
        if let Some(list) = &self.extensions {
            // what does not decode is left out: the entry counts all the same
            let _ = extensions::walk(list, &mut |oid, _, value| match oid {
                REASON_CODE => entry.reason = reason(value),
                INVALIDITY_DATE => entry.invalidity_date = time(value),
                _ => {}
            });
        }
        Some(entry)
    }
}

/// `CRLReason ::= ENUMERATED`.
fn reason(value: &[u8]) -> Option<Reason> {
    match extensions::only(value, Tag(0x0A))?.value {
        [code] => Reason::from_code(*code),
        _ => None,
    }
}

fn time(value: &[u8]) -> Option<i64> {
    seconds(&extensions::only(value, Tag(0x18))?)
}

/// Whether an extension of an entry forbids to use the list: a certificate of another issuer,
/// an entry that takes another one back, a critical extension that is not known.
pub(super) fn check_extensions(list: &Tlv<'_>) -> Result<Option<Unusable>, TlvError> {
    let mut refused = None;
    extensions::walk(list, &mut |oid, critical, value| {
        let problem = match oid {
            CERTIFICATE_ISSUER => Some(Unusable::Indirect),
            REASON_CODE if reason(value) == Some(Reason::RemoveFromCrl) => Some(Unusable::Delta),
            REASON_CODE | INVALIDITY_DATE | HOLD_INSTRUCTION => None,
            _ => critical.then(|| Unusable::UnknownCritical(oid.into())),
        };
        refused = refused.take().or(problem);
    })?;
    Ok(refused)
}

/// The entries of a list, in their order.
#[derive(Clone, Debug)]
pub struct Entries<'a> {
    rest: &'a [u8],
}

impl<'a> Entries<'a> {
    /// Over entries that were read once without an error.
    pub(super) const fn of(rest: &'a [u8]) -> Self {
        Self { rest }
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = Entry<'a>;

    fn next(&mut self) -> Option<Entry<'a>> {
        let (raw, after) = RawEntry::read(self.rest).ok()?;
        self.rest = after;
        raw.decoded()
    }
}
