//! What somebody wants of a document before accepting it (DESIGN §2, §7).
//!
//! Two policies are built in, `field` and `strict`; others are TOML files:
//!
//! ```toml
//! name = "gate"
//! tolerance = "field"             # field | strict
//! chip = "required_if_offered"    # required_if_offered | required | not_required
//! data.required = ["dg1"]         # which data groups the answer must cover
//! checks.required = ["pa.chain.revocation"]   # each must have passed, else refer
//! access.bac_after_pace_failure = false   # true: BAC where PACE failed; shown as a downgrade
//!
//! [validity]
//! time = "evaluation"             # evaluation | signing_time | issue_date
//! expired_csca = "fail"           # fail | accept
//!
//! [revocation]
//! max_age_days = 30               # without it: until the list's nextUpdate
//! unknown = "accept"              # accept | refer
//!
//! [algorithms]
//! sha1 = "accept"                 # accept | refuse
//! min_rsa_bits = 2048
//! min_ec_bits = 224
//!
//! [trust]
//! anchors = []                    # SHA-256 of anchors taken though nobody vouches for them
//! allow_pinned_signers = false    # also written without `trust.`
//! ```
//!
//! Each key, its values and its default: docs/counter.toml. What a policy finds too weak (SHA-1, a short
//! key, an old revocation list) is no forgery: the checks concerned are undetermined.
//!
//! A policy can ask for more than the default, or do without the chip where there is none. It cannot
//! turn a failed check into a passed one, take a recording for a chip, or make a missing anchor
//! trusted: what DESIGN §2 calls never weakened has no key.
//!
//! ```
//! use vidimus_report::{ChipPolicy, Policy};
//!
//! let gate = Policy::from_toml("chip = \"required\"\ndata.required = [\"dg1\"]")?;
//! assert_eq!(gate.chip(), ChipPolicy::Required);
//! assert_eq!(gate.required().len(), 1);
//! // what is not named is as in `field`; the name does not count
//! assert_eq!(Policy::from_toml("name = \"a\"")?.sha256(), Policy::field().sha256());
//! // a misspelt key is no wish that went unheard
//! assert!(Policy::from_toml("chips = \"required\"").is_err());
//! # Ok::<(), vidimus_report::PolicyError>(())
//! ```

mod canonical;
mod error;
mod file;

pub use error::PolicyError;

use crate::CheckId;
use std::collections::BTreeSet;
use vidimus_lds::DataGroup;
use vidimus_lds::profile::ProfileChoice;
use vidimus_trust::{Rules, Tolerance};

/// What a policy wants of the chip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChipPolicy {
    /// Genuine where the document offers a proof (default).
    RequiredIfOffered,
    /// Genuine, proved live: nothing less is accepted.
    Required,
    /// Not asked for where there is no chip: files and recordings.
    NotRequired,
}

impl ChipPolicy {
    /// The word in policy files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RequiredIfOffered => "required_if_offered",
            Self::Required => "required",
            Self::NotRequired => "not_required",
        }
    }
}

/// What a policy makes of a document whose signer may be revoked, for all that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum UnknownRevocation {
    /// Accepted, and always printed (default: most countries publish no list).
    #[default]
    Accept,
    /// A person must look.
    Refer,
}

impl UnknownRevocation {
    /// The word in policy files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Refer => "refer",
        }
    }
}

/// What is wanted of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    name: String,
    rules: Rules,
    chip: ChipPolicy,
    required: BTreeSet<DataGroup>,
    checks: BTreeSet<CheckId>,
    unknown_revocation: UnknownRevocation,
    bac_after_pace_failure: bool,
    profile: ProfileChoice,
}

impl Policy {
    /// The default: BSI TR-03135 and named quirks.
    #[must_use]
    pub fn field() -> Self {
        Self::built_in("field", Tolerance::Field)
    }

    /// What a conformance laboratory expects (BSI TR-03105-5): no quirks.
    #[must_use]
    pub fn strict() -> Self {
        Self::built_in("strict", Tolerance::Strict)
    }

    /// The built-in policy of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "field" => Some(Self::field()),
            "strict" => Some(Self::strict()),
            _ => None,
        }
    }

    /// Reads a policy file; see the module page for its keys. Without a name in the file it is
    /// called `custom`.
    ///
    /// # Errors
    /// [`PolicyError`] names the key and what may stand there. An unknown key is an error: a
    /// misspelt one must not silently weaken a policy.
    pub fn from_toml(text: &str) -> Result<Self, PolicyError> {
        file::parse(text)
    }

    /// The same policy with another wish about the chip.
    #[must_use]
    pub const fn with_chip(mut self, chip: ChipPolicy) -> Self {
        self.chip = chip;
        self
    }

    /// The same policy for documents of this profile; default: the one that fits the document. A
    /// profile never raises an outcome (see [`vidimus_lds::profile`]), so it is no part of
    /// [`canonical`](Self::canonical); the report names it.
    #[must_use]
    pub fn with_profile(mut self, profile: ProfileChoice) -> Self {
        self.profile = profile;
        self
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How strictly deviations are taken.
    #[must_use]
    pub const fn tolerance(&self) -> Tolerance {
        self.rules.tolerance
    }

    /// What it says to path validation: times, lists, algorithms, anchors.
    #[must_use]
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// What is wanted of the chip.
    #[must_use]
    pub const fn chip(&self) -> ChipPolicy {
        self.chip
    }

    /// The data groups that must be read and unaltered; never empty, DG1 always among them.
    #[must_use]
    pub const fn required(&self) -> &BTreeSet<DataGroup> {
        &self.required
    }

    /// The checks that must have passed for a document to be accepted, besides what the verdict
    /// rests on; else a person must look.
    #[must_use]
    pub const fn required_checks(&self) -> &BTreeSet<CheckId> {
        &self.checks
    }

    /// What is made of a signer that may be revoked, for all that is known.
    #[must_use]
    pub const fn unknown_revocation(&self) -> UnknownRevocation {
        self.unknown_revocation
    }

    /// Whether the chip may be opened by BAC after PACE failed. Default no: whoever can make PACE
    /// fail would choose the weaker protocol. The report calls it a downgrade in any case.
    #[must_use]
    pub const fn bac_after_pace_failure(&self) -> bool {
        self.bac_after_pace_failure
    }

    /// Which document profile to judge by.
    #[must_use]
    pub const fn profile(&self) -> &ProfileChoice {
        &self.profile
    }

    /// The same policy without a wish for these data groups, and with one for those. DG1 always
    /// stays.
    pub(crate) fn for_document(
        &self,
        groups: &BTreeSet<DataGroup>,
        besides: Option<DataGroup>,
    ) -> Self {
        let mut policy = self.clone();
        policy.required.extend(besides);
        policy
            .required
            .retain(|group| *group == DataGroup::DG1 || !groups.contains(group));
        policy
    }

    fn built_in(name: &str, tolerance: Tolerance) -> Self {
        Self {
            name: name.to_owned(),
            rules: Rules::of(tolerance).clone(),
            chip: ChipPolicy::RequiredIfOffered,
            required: BTreeSet::from([DataGroup::DG1, DataGroup::DG2]),
            checks: BTreeSet::new(),
            unknown_revocation: UnknownRevocation::Accept,
            bac_after_pace_failure: false,
            profile: ProfileChoice::Auto,
        }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self::field()
    }
}

/// `dg1` for DG1: how policy files and `--files` write it.
fn group_key(group: DataGroup) -> String {
    group.name().to_ascii_lowercase()
}

/// The word for a tolerance in policy files and JSON.
#[must_use]
pub const fn tolerance_name(tolerance: Tolerance) -> &'static str {
    match tolerance {
        Tolerance::Strict => "strict",
        _ => "field",
    }
}
