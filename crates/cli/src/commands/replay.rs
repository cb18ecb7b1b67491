//! `vidimus replay`: recorded sessions run again.

mod expect;
mod junit;

use super::{Outcome, show};
use crate::args::{ReplayArgs, ReplayFormat};
use crate::context::Context;
use crate::failure::{CommandError, Failure, Partial};
use crate::io::files;
use std::path::{Path, PathBuf};
use vidimus::report::{ExitCode, Policy, Report};
use vidimus::session::Silent;
use vidimus::session::transcript::{Mode, Persona, Transcript, replay};
use vidimus::trust::TrustStore;

/// What one session came to.
pub struct Replayed {
    /// the recording
    pub path: PathBuf,
    /// its report, or why there is none
    pub result: Result<Report, Failure>,
    /// where it differs from what was expected
    pub differences: Vec<String>,
}

/// Runs `vidimus replay SESSION…`. One session alone ends as `read` would; among several a
/// broken one does not stop the others, and the worst exit code is the command's.
pub fn run(args: &ReplayArgs, context: &Context) -> Outcome {
    let policy = context.policy()?;
    let store = context.trust_store()?;
    let mut codes = Vec::new();
    let mut all = Vec::new();
    for path in &args.sessions {
        let replayed = one(args, path, &policy, &store, context)?;
        if args.sessions.len() == 1 && args.expect.is_none() && replayed.result.is_err() {
            return replayed.result.map(|report| report.exit_code());
        }
        codes.push(code(&replayed, args));
        print(&replayed, args, context);
        all.push(replayed);
    }
    if args.format == ReplayFormat::Junit {
        let xml = junit::document(&all);
        context.output.result(
            || serde_json::json!({"schema": "vidimus-junit/1", "xml": xml}),
            || xml.clone(),
        );
    }
    Ok(ExitCode::worst_of(codes))
}

fn one(
    args: &ReplayArgs,
    path: &Path,
    policy: &Policy,
    store: &TrustStore,
    context: &Context,
) -> Result<Replayed, Failure> {
    let bytes = files::read(path)?;
    let result = judge(args, path, &bytes, policy, store, context);
    let differences = match (&args.expect, &result) {
        (Some(folder), Ok(report)) => expect::compare(folder, path, report)?,
        _ => Vec::new(),
    };
    Ok(Replayed {
        path: path.to_owned(),
        result,
        differences,
    })
}

fn judge(
    args: &ReplayArgs,
    path: &Path,
    bytes: &[u8],
    policy: &Policy,
    store: &TrustStore,
    context: &Context,
) -> Result<Report, Failure> {
    let transcript = Transcript::parse(bytes)?;
    refuse_personal(args, path, &transcript)?;
    let mode = if args.lenient {
        Mode::Lenient
    } else {
        Mode::Strict
    };
    let outcome = replay(&transcript, None, mode, &mut Silent);
    let report = context.judge_with(&outcome.evidence, store, policy)?;
    match outcome.error {
        None => Ok(report),
        Some(error) => Err(Failure::from(error).with_partial(Partial {
            kept: None,
            checks: report.checks,
        })),
    }
}

/// A person's recording has no place in continuous integration.
fn refuse_personal(
    args: &ReplayArgs,
    path: &Path,
    transcript: &Transcript,
) -> Result<(), CommandError> {
    let personal = transcript.header().persona != Persona::Synthetic;
    let ci = std::env::var_os("CI").is_some_and(|value| value == "true");
    if personal && ci && !args.allow_personal {
        return Err(CommandError::PersonalRecording {
            path: path.to_owned(),
        });
    }
    Ok(())
}

/// With `--expect` a session succeeds when it is as expected, whatever its verdict.
fn code(replayed: &Replayed, args: &ReplayArgs) -> ExitCode {
    match &replayed.result {
        Err(failure) => ExitCode::from_class(failure.fault()),
        Ok(_) if args.expect.is_some() && replayed.differences.is_empty() => ExitCode::Accept,
        Ok(_) if args.expect.is_some() => ExitCode::Reject,
        Ok(report) => report.exit_code(),
    }
}

fn print(replayed: &Replayed, args: &ReplayArgs, context: &Context) {
    let json = context.output.json() || args.format == ReplayFormat::Json;
    match &replayed.result {
        _ if args.format == ReplayFormat::Junit => {}
        Err(failure) if json => {
            context
                .output
                .line(&failure.document(ExitCode::from_class(failure.fault())));
        }
        Ok(report) if json => context.output.line(&report.to_json(context.global.reveal)),
        Ok(report) if args.sessions.len() == 1 && args.expect.is_none() => {
            show::report(report, context);
        }
        _ => context.output.text(&summary(replayed)),
    }
}

/// One line a session, and one a difference.
fn summary(replayed: &Replayed) -> String {
    let name = replayed.path.display();
    match &replayed.result {
        Err(failure) => {
            format!(
                "FAIL  {name}  {}  [{}]\n",
                failure.fault(),
                failure.fault().code()
            )
        }
        Ok(report) => {
            let word = if replayed.differences.is_empty() {
                "ok  "
            } else {
                "FAIL"
            };
            let mut text = format!(
                "{word}  {name}  {} exchanges  {}  {}\n",
                report.apdu.count,
                report.verdict.as_str(),
                report.decision.as_str()
            );
            for difference in &replayed.differences {
                text += &format!("        {difference}\n");
            }
            text
        }
    }
}
