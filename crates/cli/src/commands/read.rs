//! `vidimus read`: wait for a card, open it, read it, prove it, verify it, report.

mod outputs;
mod progress;
mod session;

use super::{Outcome, show};
use crate::args::{AccessChoice, ApduChoice, FilesChoice, ReadArgs};
use crate::context::Context;
use crate::failure::{Failure, Partial};
use crate::io::keys;
use outputs::Outputs;
use vidimus::lds::evidence::Evidence;
use vidimus::report::{Policy, Report, Tolerance};
use vidimus::session::{AccessMode, ApduMode, FileSelection, ReadPlan, SessionError};
use vidimus::trust::TrustStore;

/// Runs `vidimus read`. Everything that can fail without a card fails before one is touched.
pub fn run(args: &ReadArgs, context: &Context) -> Outcome {
    keys::refuse_arguments(&args.secrets)?;
    let policy = context.policy()?;
    let store = context.trust_store()?;
    let outputs = Outputs::prepare(args)?;
    let key = keys::find(&args.secrets)?;
    let plan = plan(args, &policy);
    let session = session::run(args, key.as_ref(), &plan, context)?;
    finish(session, outputs, &policy, &store, context)
}

/// The plan that options and policy make.
fn plan(args: &ReadArgs, policy: &Policy) -> ReadPlan {
    ReadPlan {
        access: match args.access {
            AccessChoice::Auto => AccessMode::Auto,
            AccessChoice::Pace => AccessMode::Pace,
            AccessChoice::Bac => AccessMode::Bac,
            AccessChoice::None => AccessMode::None,
        },
        apdu: match args.apdu {
            ApduChoice::Auto => ApduMode::Auto,
            ApduChoice::Short => ApduMode::Short,
            ApduChoice::Extended => ApduMode::Extended,
        },
        tolerance_strict: policy.tolerance() == Tolerance::Strict,
        files: match &args.files {
            None => FileSelection::Listed,
            Some(FilesChoice::All) => FileSelection::All,
            Some(FilesChoice::Named(groups)) => {
                FileSelection::Named(groups.iter().copied().collect())
            }
        },
        ..ReadPlan::default()
    }
}

/// What a session brought, whole or not.
pub(super) struct Session {
    /// what was observed
    pub evidence: Evidence,
    /// why it ended early
    pub error: Option<SessionError>,
    /// the recording, where one was asked for
    pub recording: Option<zeroize::Zeroizing<Vec<u8>>>,
}

fn finish(
    session: Session,
    outputs: Outputs,
    policy: &Policy,
    store: &TrustStore,
    context: &Context,
) -> Outcome {
    let report = context.judge_with(&session.evidence, store, policy)?;
    let Some(error) = session.error else {
        outputs.write(
            &session.evidence,
            &report,
            session.recording.as_deref(),
            context,
        )?;
        show::report(&report, context);
        return Ok(report.exit_code());
    };
    Err(broken_off(
        error,
        &session.evidence,
        report,
        outputs,
        session.recording.as_deref(),
        context,
    ))
}

/// A read that broke off: what was read is kept where `--out` asked for it, and the failure
/// carries what judging it shows.
fn broken_off(
    error: SessionError,
    evidence: &Evidence,
    report: Report,
    outputs: Outputs,
    recording: Option<&Vec<u8>>,
    context: &Context,
) -> Failure {
    match outputs.write_partial(evidence, &report, recording, context) {
        Ok(kept) => Failure::from(error).with_partial(Partial {
            kept,
            checks: report.checks,
        }),
        Err(unwritable) => unwritable,
    }
}
