//! What becomes of a session: judged, written, shown.

use super::Session;
use super::outputs::Outputs;
use crate::commands::{Outcome, show};
use crate::context::Context;
use crate::failure::{Failure, Partial};
use vidimus::lds::evidence::Evidence;
use vidimus::report::{Policy, Report};
use vidimus::session::SessionError;
use vidimus::trust::TrustStore;

/// Judges what a session brought, writes what was asked for, and shows the report.
pub fn finish(
    session: Session,
    outputs: Outputs,
    policy: &Policy,
    store: &TrustStore,
    context: &Context,
) -> Outcome {
    let report = conclude(session, outputs, policy, store, context)?;
    show::report(&report, context);
    Ok(report.exit_code())
}

/// Judges what a session brought and writes what was asked for.
pub fn conclude(
    session: Session,
    mut outputs: Outputs,
    policy: &Policy,
    store: &TrustStore,
    context: &Context,
) -> Result<Report, Failure> {
    let report = context.judge_with(&session.evidence, store, policy)?;
    outputs.write_page(&session, &report, context)?;
    let recording = session.recording.as_deref();
    match session.error {
        None => {
            outputs.write(&session.evidence, &report, recording, context)?;
            Ok(report)
        }
        Some(error) => Err(broken_off(
            error,
            &session.evidence,
            report,
            outputs,
            recording,
            context,
        )),
    }
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
            attempts_left: evidence.access.attempts_left,
        }),
        Err(unwritable) => unwritable,
    }
}
