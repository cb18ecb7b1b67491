//! The report: everything judged, with its reasons.

use crate::{
    Checks, Conclusions, DataGroupRow, Decision, Document, EvaluationTime, ExitCode, Policy, Tool,
    TrustSection, UsedProfile, Verdict,
};
use vidimus_lds::evidence::{AccessEvidence, ApduCounts, Failure, QuirkUse, Source};

/// What judging evidence came to. As JSON: [`to_json`](Self::to_json); for people:
/// [`text`](Self::text).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Report {
    /// Who made it.
    pub tool: Tool,
    /// When it was made, seconds since 1970.
    pub created: i64,
    /// The time used for validity, revocation and expiry.
    pub at: EvaluationTime,
    /// The policy.
    pub policy: Policy,
    /// The document profile, and why this one.
    pub profile: UsedProfile,
    /// Where the evidence comes from.
    pub source: Source,
    /// How the chip was opened.
    pub access: AccessEvidence,
    /// How much was exchanged with it.
    pub apdu: ApduCounts,
    /// Why the read ended early; `None` when it did not.
    pub failure: Option<Failure>,
    /// The document, as DG1 describes it.
    pub document: Document,
    /// What the faces of the document say of each field, and whether they agree; empty where no
    /// two share one.
    pub agreement: Vec<crate::AgreementRow>,
    /// What became of each data group.
    pub data_groups: Vec<DataGroupRow>,
    /// Who signed, and on whose word that counts.
    pub trust: TrustSection,
    /// Every check.
    pub checks: Checks,
    /// The four answers.
    pub conclusions: Conclusions,
    /// Is it authentic?
    pub verdict: Verdict,
    /// What to do with it?
    pub decision: Decision,
    /// The checks that decided.
    pub reasons: Vec<crate::CheckId>,
    /// Every tolerance used.
    pub quirks: Vec<QuirkUse>,
    /// What was remarked without judging it.
    pub notices: Vec<String>,
}

impl Report {
    /// The exit code of its decision.
    #[must_use]
    pub const fn exit_code(&self) -> ExitCode {
        ExitCode::from_decision(self.decision)
    }

    /// The same report, made at this time. Needed where the evaluation time is not the clock's.
    #[must_use]
    pub const fn created_at(mut self, unix: i64) -> Self {
        self.created = unix;
        self
    }
}
