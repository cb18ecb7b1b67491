//! What a policy says to passive authentication.
//!
//! [`Rules`] is plain data: times, ages, algorithms and names of anchors. Each rule that takes
//! more than the default says so by a name of its own, and a check that passes by it carries
//! that name as code or notice. [`Rules::default`] is the policy `field`.
//!
//! | rule | clause | choice of `field` |
//! |---|---|---|
//! | [`ValidityTime`] | Doc 9303-12 D.1.1 | the time of evaluation |
//! | [`ExpiredCsca`] | Doc 9303-12 D.1.1, TR-03135-1 §5.6.4.3.4 | an expired authority fails |
//! | [`AlgorithmRules`] | Doc 9303-12 §4.1.6 | SHA-1 and every key that can be verified |
//! | [`RevocationRules`] | Doc 9303-12 §4.1.5 | a list holds until its nextUpdate |
//! | unvouched anchors, pinned signers | – | none |

use crate::{Anchor, Tolerance};
use std::collections::BTreeSet;

/// The rules of one policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// how deviations are taken
    pub tolerance: Tolerance,
    /// the time at which the document signer must be valid
    pub validity: ValidityTime,
    /// what an expired authority means
    pub expired_csca: ExpiredCsca,
    /// which algorithms and keys are strong enough
    pub algorithms: AlgorithmRules,
    /// how old a revocation list may be
    pub revocation: RevocationRules,
    /// SHA-256 of the certificates of anchors that nobody vouches for and that this policy
    /// takes all the same
    pub unvouched_anchors: BTreeSet<[u8; 32]>,
    /// whether a document signer that the user pinned may stand in for a path to an authority
    pub allow_pinned_signers: bool,
}

/// The time at which the document signer must be valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum ValidityTime {
    /// The time of evaluation.
    #[default]
    Evaluation,
    /// The signed attribute signingTime of EF.SOD (RFC 5652 §11.3).
    SigningTime,
    /// The date of issue in DG12.
    IssueDate,
}

/// The one rule on which the standards differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum ExpiredCsca {
    /// An expired authority fails the validity (TR-03135-1 §5.6.4.3.4).
    #[default]
    Fails,
    /// Only the document signer must be valid (Doc 9303-12 D.1.1); the check passes with the
    /// notice `csca_expired_accepted`.
    Accepted,
}

/// Which algorithms and keys are strong enough. What is weaker is neither right nor wrong: its
/// checks are undetermined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AlgorithmRules {
    /// whether SHA-1 is accepted, in signatures and as the hash of data groups
    pub sha1: bool,
    /// shortest RSA modulus, in bits
    pub min_rsa_bits: u32,
    /// shortest order of an elliptic curve's group, in bits
    pub min_ec_bits: u32,
}

impl AlgorithmRules {
    /// Whatever can be verified at all: RSA from 1024 bits, curves from 160.
    pub const ALL: Self = Self {
        sha1: true,
        min_rsa_bits: 1024,
        min_ec_bits: 160,
    };
}

impl Default for AlgorithmRules {
    fn default() -> Self {
        Self::ALL
    }
}

/// How old a revocation list may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct RevocationRules {
    /// most days since thisUpdate; `None`: until nextUpdate, 90 days where there is none
    /// (Doc 9303-12 §4.1.5)
    pub max_age_days: Option<u32>,
}

static FIELD: Rules = Rules::with(Tolerance::Field);
static STRICT: Rules = Rules::with(Tolerance::Strict);

impl Rules {
    const fn with(tolerance: Tolerance) -> Self {
        Self {
            tolerance,
            validity: ValidityTime::Evaluation,
            expired_csca: ExpiredCsca::Fails,
            algorithms: AlgorithmRules::ALL,
            revocation: RevocationRules { max_age_days: None },
            unvouched_anchors: BTreeSet::new(),
            allow_pinned_signers: false,
        }
    }

    /// The default rules under a tolerance.
    #[must_use]
    pub fn of(tolerance: Tolerance) -> &'static Self {
        match tolerance {
            Tolerance::Field => &FIELD,
            Tolerance::Strict => &STRICT,
        }
    }

    /// Whether the policy names this anchor by its SHA-256.
    pub(crate) fn names(&self, anchor: &Anchor) -> bool {
        let sha256 = anchor.certificate().fingerprint();
        !self.unvouched_anchors.is_empty()
            && <[u8; 32]>::try_from(sha256.as_ref())
                .is_ok_and(|sha256| self.unvouched_anchors.contains(&sha256))
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self::with(Tolerance::Field)
    }
}
