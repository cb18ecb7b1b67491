//! The verdict: what all checks together say about authenticity, and nothing else (DESIGN §2).

use crate::{CheckId, Checks, ChipAnswer, ChipPolicy, Conclusions, DataAnswer, Policy, Tolerance};

/// Is the document authentic? Ordered from worst to best.
///
/// An expired document may well be authentic: what to do with it is the
/// [`Decision`](crate::Decision).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Something shows that it is not.
    NotAuthentic,
    /// Not shown, either way.
    Undetermined,
    /// Shown.
    Authentic,
}

impl Verdict {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Authentic => "authentic",
            Self::NotAuthentic => "not_authentic",
            Self::Undetermined => "undetermined",
        }
    }
}

/// Checks whose failure says "forged" under every tolerance.
pub(crate) const FORGED: [CheckId; 4] = [
    CheckId::PaSodSignerProfile,
    CheckId::PaChainSignature,
    CheckId::PaChainRevocation,
    CheckId::PaChainCountry,
];

/// Checks whose failure says so under `strict`; under `field` it leaves the verdict open: an
/// expired signer is not a forger.
pub(crate) const FORGED_WHEN_STRICT: [CheckId; 3] = [
    CheckId::AccessDowngrade,
    CheckId::LdsComSod,
    CheckId::PaChainValidity,
];

/// The verdict of these checks. `live` tells whether a chip was there: a reader, not files or a
/// recording.
#[must_use]
pub fn verdict(checks: &Checks, answers: &Conclusions, policy: &Policy, live: bool) -> Verdict {
    let failed = |id: &CheckId| checks.failed(*id);
    let forged = answers.data == DataAnswer::Altered
        || answers.chip == ChipAnswer::Failed
        || FORGED.iter().any(failed);
    let open = FORGED_WHEN_STRICT.iter().any(failed);
    if forged || (open && policy.tolerance() == Tolerance::Strict) {
        Verdict::NotAuthentic
    } else if !open && answers.data == DataAnswer::Authentic && chip_will_do(answers, policy, live)
    {
        Verdict::Authentic
    } else {
        Verdict::Undetermined
    }
}

/// Whether the chip's answer allows `authentic`. A policy may do without the chip only where
/// there is none to ask.
fn chip_will_do(answers: &Conclusions, policy: &Policy, live: bool) -> bool {
    let waived = !live && policy.chip() == ChipPolicy::NotRequired;
    waived || matches!(answers.chip, ChipAnswer::Genuine | ChipAnswer::Unsupported)
}
