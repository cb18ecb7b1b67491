//! `vidimus read`: wait for a card, open it, read it, prove it, verify it, report.

mod outputs;
#[cfg(feature = "pcsc")]
mod progress;
mod session;

use super::{Outcome, show};
use crate::args::{AccessChoice, ApduChoice, FilesChoice, ReadArgs};
use crate::context::Context;
use crate::failure::{CommandError, Failure, Partial};
use crate::io::{keys, terminal};
use outputs::Outputs;
use vidimus::Terminal;
use vidimus::access::AccessKey;
use vidimus::lds::evidence::Evidence;
use vidimus::report::{Policy, Report, Tolerance};
use vidimus::session::{
    AccessMode, ApduMode, FileSelection, ProofSelection, ReadPlan, SessionError,
};
use vidimus::trust::TrustStore;

/// Runs `vidimus read`. Everything that can fail without a card fails before one is touched.
pub fn run(args: &ReadArgs, context: &Context) -> Outcome {
    keys::refuse_arguments(&args.secrets)?;
    let policy = context.policy()?;
    let store = context.trust_store()?;
    let plan = plan(args, &policy)?;
    let outputs = Outputs::prepare(args)?;
    let terminal = terminal::load(&args.proofs, context)?;
    let mut opening = Opening {
        key: keys::find(&args.secrets)?,
        terminal,
        plan,
    };
    if opening.plan.access == AccessMode::Bac && opening.key.as_ref().is_some_and(only_for_pace) {
        return Err(SessionError::KeyNotForBac.into());
    }
    let session = session::run(args, &mut opening, context)?;
    finish(session, outputs, &policy, &store, context)
}

/// What a chip is opened and read with.
pub(super) struct Opening {
    /// what opens it
    pub key: Option<AccessKey>,
    /// what lets further in
    #[cfg_attr(
        not(feature = "pcsc"),
        allow(dead_code, reason = "used where there are readers")
    )]
    pub terminal: Option<Terminal>,
    /// what to read, and how
    pub plan: ReadPlan,
}

/// Whether the key works with PACE and not with BAC.
const fn only_for_pace(key: &AccessKey) -> bool {
    !matches!(key, AccessKey::Mrz(_))
}

/// The plan that options and policy make.
fn plan(args: &ReadArgs, policy: &Policy) -> Result<ReadPlan, CommandError> {
    let challenge = args.proofs.aa_challenge.as_deref();
    Ok(ReadPlan {
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
        bac_after_pace_failure: policy.bac_after_pace_failure(),
        proofs: if args.proofs.no_chip_proof {
            ProofSelection::NONE
        } else {
            ProofSelection::ALL
        },
        aa_challenge: challenge.map(parse_challenge).transpose()?,
        spend_last_try: args.secrets.spend_last_try,
        ..ReadPlan::default()
    })
}

/// Eight bytes in hexadecimal (Doc 9303-11 §6.1: the challenge of Active Authentication).
fn parse_challenge(text: &str) -> Result<[u8; 8], CommandError> {
    let no_bytes = || CommandError::Usage {
        option: "--aa-challenge",
        problem: "hexadecimal digits expected, two a byte".into(),
    };
    let byte = |pair: &[u8]| -> Option<u8> {
        let pair = std::str::from_utf8(pair).ok()?;
        let hexadecimal = pair.len() == 2 && pair.bytes().all(|digit| digit.is_ascii_hexdigit());
        u8::from_str_radix(pair, 16).ok().filter(|_| hexadecimal)
    };
    let bytes: Option<Vec<u8>> = text.as_bytes().chunks(2).map(byte).collect();
    let bytes = bytes.ok_or_else(no_bytes)?;
    let found = bytes.len();
    bytes
        .try_into()
        .map_err(|_| CommandError::ChallengeLength { found })
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
            attempts_left: evidence.access.attempts_left,
        }),
        Err(unwritable) => unwritable,
    }
}
