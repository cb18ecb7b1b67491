//! Evidence in, a report out: checks, four answers, verdict, decision.
//!
//! [`judge`] takes what was observed on a document ([`Evidence`](vidimus_lds::evidence)), a
//! trust store, a [`Policy`] and a time, and makes every [`Check`] that can be made. The checks
//! alone give the four [`answers`]; checks and answers give the [`Verdict`], which is about
//! authenticity and nothing else; the policy makes a [`Decision`] of it, which the
//! [`ExitCode`] follows. These three steps are pure functions with tables in `tests/`.
//!
//! Nothing here touches a card, a clock or a file, and only this crate decides. What is never
//! weakened, whatever the policy: a recording proves no chip; a missing anchor is neither
//! passed nor failed; a clock that cannot be right judges nothing; what a document offers is
//! read from its authentic signed list.
//!
//! A report shows no personal data unless asked to ([`Report::to_json`], [`Report::text`]).
//!
//! # Example
//!
//! Nothing was read, nobody is trusted: all stays open, nothing is forged, and a person must look.
//!
//! ```
//! use vidimus_lds::evidence::Evidence;
//! use vidimus_report::{
//!     CheckId, Decision, EvaluationTime, Outcome, Policy, Tool, Verdict, judge,
//! };
//! use vidimus_trust::TrustStore;
//!
//! let policy = Policy::from_toml("name = \"gate\"\ntolerance = \"strict\"")?;
//! let at = EvaluationTime::given(1_893_456_000);
//! let nothing = Evidence::default();
//! let report = judge(&nothing, &TrustStore::empty(), &policy, at, &Tool::default());
//! assert_eq!(report.verdict, Verdict::Undetermined);
//! assert_eq!(report.decision, Decision::Refer);
//! assert_eq!(report.checks.outcome(CheckId::PaSodParse), Outcome::Aborted);
//! # Ok::<(), vidimus_report::PolicyError>(())
//! ```

mod agreement;
mod check;
mod check_id;
mod comparison;
mod conclusions;
mod data_groups;
mod decision;
mod details;
pub mod docs;
mod document;
mod error_document;
mod exit;
pub mod explain;
pub mod html;
mod json;
mod judge;
mod lang;
mod policy;
mod profile;
mod reasons;
mod report;
mod text;
mod time;
mod tool;
mod trust_section;
mod verdict;

pub use agreement::{Agreement, AgreementRow};
pub use check::{Check, Checks};
pub use check_id::CheckId;
pub use comparison::{DataField, Difference, Face, Place};
pub use conclusions::{
    ChipAnswer, ChipFreshness, Conclusions, CurrencyAnswer, DataAnswer, PrintedAnswer, answers,
};
pub use data_groups::{DataGroupRow, DataGroupStatus};
pub use decision::{Decision, decide};
pub use details::Detail;
pub use document::Document;
pub use error_document::{
    ERROR_SCHEMA, error_document, error_document_with_checks, hint, usage_document,
};
pub use exit::{ExitCode, exit_code_table};
pub use explain::explain;
pub use json::REPORT_SCHEMA;
pub use judge::judge;
pub use lang::{DeskMsg, Lang, Msg};
pub use policy::{ChipPolicy, Policy, PolicyError, UnknownRevocation, tolerance_name};
pub use profile::UsedProfile;
pub use report::Report;
pub use text::TextStyle;
pub use time::{EvaluationTime, TimeSource, rfc3339};
pub use tool::Tool;
pub use trust_section::{Revocation, RevocationList, Standing, TrustSection};
pub use verdict::{Verdict, verdict};
pub use vidimus_trust::{Outcome, Tolerance};
