//! One entry of a list: which documents, and what of them (Doc 9303-12 §10.2, TR-03129-2 §7).
//!
//! Both kinds of list come down to this: criteria, all of which a document must meet, and what is
//! said of those that do. A criterion that cannot be compared, because the document does not say
//! (no date of issue, no number), is not met: an entry never means more documents than it names.

use super::numbers::Numbers;
use super::{DeviationQuery, Effect, Known};
use crate::Certificate;
use crate::name::Name;
use crate::signer::{self, SidMatch};
use crate::store::Provenance;
use std::sync::Arc;
use vidimus_lds::cms::SignerId;
use vidimus_pubkey::HashAlgorithm;

const SECONDS_PER_DAY: i64 = 86_400;

/// Criteria and what is said of the documents that meet them.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// the criteria
    pub(super) documents: Documents,
    /// what is said, a description for each type of deviation or defect
    pub(super) known: Vec<Description>,
}

/// What is said, under one type of deviation.
#[derive(Clone, Debug)]
pub(super) struct Description {
    /// what follows for the checks; one description may have several
    pub(super) effects: Vec<Effect>,
    /// the type of deviation or defect, dotted
    pub(super) oid: String,
    /// the issuer's own words, cut to a limit; never interpreted
    pub(super) text: Option<String>,
    /// whether it offers a replacement certificate, which is not used
    pub(super) replacement: bool,
}

/// Criteria, all of which must be met.
#[derive(Clone, Debug, Default)]
pub(super) struct Documents {
    /// document code of the machine-readable zone, such as `P`; fillers do not count
    pub(super) document_type: Option<String>,
    /// the document signer by name or key identifier
    pub(super) signer: Option<SignerName>,
    /// the document signer by the hash of its certificate
    pub(super) digest: Option<CertificateDigest>,
    /// first and last second of issue
    pub(super) issued: Option<(i64, i64)>,
    /// document numbers, as in the machine-readable zone
    pub(super) numbers: Option<Numbers>,
}

/// A document signer by name, as in CMS.
#[derive(Clone, Debug)]
pub(super) enum SignerName {
    IssuerSerial {
        issuer: Box<[u8]>,
        serial: Box<[u8]>,
    },
    KeyIdentifier(Box<[u8]>),
}

/// A document signer by the hash of its certificate; no algorithm where it is not known.
#[derive(Clone, Debug)]
pub(super) struct CertificateDigest {
    /// `None` meets no certificate
    pub(super) algorithm: Option<HashAlgorithm>,
    /// the hash
    pub(super) value: Box<[u8]>,
}

impl Entry {
    /// All that it says of a document; where it is not certain that this one is meant, only what
    /// speaks against it.
    pub(super) fn known(
        &self,
        certain: bool,
        source: &Arc<Provenance>,
    ) -> impl Iterator<Item = Known> {
        self.known.iter().flat_map(move |description| {
            let effects = description.effects.iter();
            let effects = effects.filter(move |effect| certain || effect.accuses());
            effects.map(move |effect| Known {
                effect: effect.clone(),
                oid: description.oid.clone(),
                description: description.text.clone(),
                replacement: description.replacement,
                certain,
                list: Arc::clone(source),
            })
        })
    }
}

impl Documents {
    /// Whether this document is meant: `Some(true)` surely, `Some(false)` perhaps, for its date of
    /// issue is not known and everything else fits. No criteria mean no document.
    pub(super) fn include(&self, query: &DeviationQuery<'_>) -> Option<bool> {
        let criteria = [
            self.signer.as_ref().map(|signer| signer.names(query)),
            self.digest
                .as_ref()
                .map(|digest| query.signer.is_some_and(|signer| digest.is_of(signer))),
            self.document_type.as_ref().map(|wanted| {
                query
                    .document_type
                    .is_some_and(|code| same_type(wanted, code))
            }),
            self.issued
                .map(|period| query.issue_date.is_none_or(|date| is_day_of(date, period))),
            self.numbers.as_ref().map(|numbers| {
                query
                    .document_number
                    .is_some_and(|number| numbers.contains(number))
            }),
        ];
        let mut given = criteria.into_iter().flatten().peekable();
        let meant = given.peek().is_some() && given.all(|met| met);
        meant.then_some(self.issued.is_none() || query.issue_date.is_some())
    }
}

/// Whether the day of this time reaches into the period: dates of issue have no hours.
const fn is_day_of(time: i64, (first, last): (i64, i64)) -> bool {
    let day = time.div_euclid(SECONDS_PER_DAY);
    day >= first.div_euclid(SECONDS_PER_DAY) && day <= last.div_euclid(SECONDS_PER_DAY)
}

/// Document codes without their fillers.
fn same_type(one: &str, other: &str) -> bool {
    let plain = |code: &str| code.trim_end_matches(['<', ' ']).to_owned();
    plain(one) == plain(other)
}

impl SignerName {
    /// The certificate decides where it is at hand; else the name that EF.SOD gives.
    fn names(&self, query: &DeviationQuery<'_>) -> bool {
        match (query.signer, query.identifier) {
            (Some(certificate), _) => {
                signer::matches(&self.as_signer_id(), certificate) != SidMatch::No
            }
            (None, Some(identifier)) => self.is(identifier),
            (None, None) => false,
        }
    }

    /// The same in the form of CMS (RFC 5652 §5.3).
    fn as_signer_id(&self) -> SignerId<'_> {
        match self {
            Self::IssuerSerial { issuer, serial } => SignerId::IssuerSerial { issuer, serial },
            Self::KeyIdentifier(identifier) => SignerId::Ski(identifier),
        }
    }

    /// Against the name that a message gives its signer, where the certificate is not at hand.
    /// Serial numbers by their octets, names as RFC 5280 §7.1 compares them.
    fn is(&self, identifier: &SignerId<'_>) -> bool {
        match (self.as_signer_id(), *identifier) {
            (
                SignerId::IssuerSerial { issuer, serial },
                SignerId::IssuerSerial {
                    issuer: other,
                    serial: number,
                },
            ) => {
                serial == number
                    && Name::from_der(issuer)
                        .compare(&Name::from_der(other))
                        .is_same()
            }
            (SignerId::Ski(one), SignerId::Ski(other)) => one == other,
            _ => false,
        }
    }
}

impl CertificateDigest {
    /// Of the whole certificate in DER, signature included.
    fn is_of(&self, certificate: &Certificate) -> bool {
        self.algorithm
            .is_some_and(|algorithm| algorithm.hash(certificate.der()).as_ref() == &*self.value)
    }
}
