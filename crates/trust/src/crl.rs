//! Certificate revocation lists (RFC 5280 §5) as the PKI of travel documents uses them
//! (Doc 9303-12 §7.1.4): one complete list a country, at most 90 days apart.
//!
//! A [`Crl`] owns its DER and remembers where each part lies: the signature is checked over the
//! bytes as received. The whole list is read once, front to back, so that a broken entry is an
//! error with its offset; after that an entry is found by its serial number through a table of
//! some five bytes an entry. A list of [`MAX_ENTRIES`] entries thus costs its bytes and a tenth
//! more, and a look-up touches a handful of them, whoever chose the serial numbers.
//!
//! What we do not process is never guessed at (RFC 5280 §5.2, §5.3): a delta list, one of
//! limited scope, an indirect one, or one with a critical extension that is not known is kept
//! and shown, but says nothing about any certificate; [`Crl::unusable`] says why. Laxer than
//! RFC 5280: version 1 is taken, serial numbers may be negative or long, and an empty
//! `revokedCertificates` may be written out.

pub(crate) mod authority;
mod entry;
mod error;
mod extensions;
mod index;
mod parse;
mod serials;

pub(crate) use authority::Verdict;
pub use entry::{Entries, Entry, Reason};
pub use error::{CrlError, Part};
pub use extensions::Unusable;
pub use index::{CrlIndex, StoredCrl};
pub use parse::{MAX_ENTRIES, MAX_LEN};

use crate::name::Name;
use core::ops::Range;
use extensions::ListExtensions;
use serials::SerialTable;
use std::sync::Arc;
use vidimus_pubkey::{AlgorithmError, Digest, HashAlgorithm, SignatureAlgorithm};

/// A parsed revocation list. Cheap to clone: all clones share bytes and table.
///
/// ```
/// use vidimus_trust::{Crl, CrlError};
/// use vidimus_trust::crl::Part;
///
/// let error = Crl::parse(&[0x30, 0x00]).unwrap_err();
/// assert!(matches!(error, CrlError::Encoding { part: Part::TbsCertList, offset: 2, .. }));
/// ```
#[derive(Clone)]
pub struct Crl(Arc<Inner>);

struct Inner {
    der: Box<[u8]>,
    layout: Layout,
    version: u64,
    this_update: i64,
    next_update: Option<i64>,
    extensions: ListExtensions,
    serials: SerialTable,
}

/// Where the parts lie in the DER.
#[derive(Clone, Debug, Default)]
struct Layout {
    tbs: Range<usize>,
    issuer: Range<usize>,
    /// the entries one after the other, without the header of their list
    entries: Range<usize>,
    outer_algorithm: Range<usize>,
    signature: Range<usize>,
}

impl Crl {
    /// Reads one DER revocation list and nothing after it.
    ///
    /// # Errors
    /// [`CrlError`] with the part and the offset.
    pub fn parse(der: &[u8]) -> Result<Self, CrlError> {
        parse::certificate_list(der).map(|inner| Self(Arc::new(inner)))
    }

    fn part(&self, range: &Range<usize>) -> &[u8] {
        self.0.der.get(range.clone()).unwrap_or_default()
    }

    /// The whole list.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.0.der
    }

    /// The signed part, tag and length included, as received.
    #[must_use]
    pub fn tbs(&self) -> &[u8] {
        self.part(&self.0.layout.tbs)
    }

    /// The version as encoded: 1 means version 2; 0 where it is left out.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.0.version
    }

    /// The issuer's name.
    #[must_use]
    pub fn issuer(&self) -> Name<'_> {
        Name::from_der(self.part(&self.0.layout.issuer))
    }

    /// When it was made, in seconds since 1970.
    #[must_use]
    pub fn this_update(&self) -> i64 {
        self.0.this_update
    }

    /// When the next one is due at the latest, in seconds since 1970. RFC 5280 and Doc 9303
    /// want it; without it a list holds for 90 days.
    #[must_use]
    pub fn next_update(&self) -> Option<i64> {
        self.0.next_update
    }

    /// Content octets of the cRLNumber (RFC 5280 §5.2.3), which grows with each list.
    #[must_use]
    pub fn number(&self) -> Option<&[u8]> {
        self.0.extensions.number.as_deref()
    }

    /// The key identifier inside the authority key identifier: which key of the issuer signed.
    #[must_use]
    pub fn authority_key_identifier(&self) -> Option<&[u8]> {
        self.0.extensions.authority_key_identifier.as_deref()
    }

    /// Why the list says nothing about any certificate; `None` for a complete list of which
    /// everything is understood.
    #[must_use]
    pub fn unusable(&self) -> Option<&Unusable> {
        self.0.extensions.unusable.as_ref()
    }

    /// How many entries it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.serials.len()
    }

    /// Whether it lists no certificate.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every entry, in the order of the list.
    #[must_use]
    pub fn entries(&self) -> Entries<'_> {
        Entries::of(self.part(&self.0.layout.entries))
    }

    /// The entry of this serial number, given as content octets; of several, the earliest.
    ///
    /// Leading zero octets do not count, so that a certificate whose serial number has lost its
    /// sign octet is found (four public authorities have a negative one).
    #[must_use]
    pub fn find(&self, serial: &[u8]) -> Option<Entry<'_>> {
        let entries = self.part(&self.0.layout.entries);
        let same = |entry: &Entry<'_>| serials::is_same(entry.serial, serial);
        let candidates = self.0.serials.candidates(serial);
        candidates
            .filter_map(|offset| Entries::of(entries.get(offset..)?).next())
            .filter(same)
            .min_by_key(|entry| entry.date)
    }

    /// The algorithm of the list's own signature.
    ///
    /// # Errors
    /// [`AlgorithmError`]: refused (MD5), unsupported or malformed.
    pub fn signature_algorithm(&self) -> Result<SignatureAlgorithm, AlgorithmError> {
        SignatureAlgorithm::from_der(self.signature_algorithm_der(), None)
    }

    /// DER of the outer AlgorithmIdentifier.
    #[must_use]
    pub fn signature_algorithm_der(&self) -> &[u8] {
        self.part(&self.0.layout.outer_algorithm)
    }

    /// The signature's octets.
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        self.part(&self.0.layout.signature)
    }

    /// SHA-256 of the DER.
    #[must_use]
    pub fn fingerprint(&self) -> Digest {
        HashAlgorithm::Sha256.hash(self.der())
    }
}

impl PartialEq for Crl {
    /// Byte for byte.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.der == other.0.der
    }
}

impl Eq for Crl {}

impl core::fmt::Debug for Crl {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Crl({}, {} entries)", self.issuer(), self.len())
    }
}
