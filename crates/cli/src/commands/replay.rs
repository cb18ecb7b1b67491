//! `vidimus replay`: recorded sessions run again.

mod expect;
mod junit;

use super::page::{self, PageFile};
use super::{Outcome, show};
use crate::args::{ReplayArgs, ReplayFormat};
use crate::context::Context;
use crate::failure::{CommandError, Failure, Partial};
use crate::io::{files, printed};
use serde_json::Value;
use std::path::{Path, PathBuf};
use vidimus::lds::evidence::Printed;
use vidimus::report::html::Timing;
use vidimus::report::{ExitCode, Policy, Report};
use vidimus::session::Silent;
use vidimus::session::middleware::TraceLine;
use vidimus::session::transcript::{Mode, Persona, Transcript, replay_traced};
use vidimus::trust::TrustStore;

/// What one session came to.
pub struct Replayed {
    /// the recording
    pub path: PathBuf,
    /// its report, or why there is none
    pub result: Result<Report, Failure>,
    /// where it differs from what was expected; `None` where nothing was
    pub differences: Option<Vec<String>>,
}

impl Replayed {
    /// Whether it came to exactly what was expected, be it an error.
    pub fn as_expected(&self) -> bool {
        self.differences.as_ref().is_some_and(Vec::is_empty)
    }
}

/// Runs `vidimus replay SESSION…`. One session alone ends as `read` would; among several a
/// broken one does not stop the others, and the worst exit code is the command's.
pub fn run(args: &ReplayArgs, context: &Context) -> Outcome {
    if args.format == ReplayFormat::Junit && context.output.json() {
        return Err(CommandError::Usage {
            option: "--format",
            problem: "JUnit is XML: leave --json out".into(),
        }
        .into());
    }
    let only_one = [
        ("--html", args.html.is_some()),
        ("--printed", !args.printed.printed.is_empty()),
    ];
    if let Some((option, _)) = only_one.into_iter().find(|(_, given)| *given)
        && args.sessions.len() != 1
    {
        return Err(CommandError::Usage {
            option,
            problem: "it is for one session".into(),
        }
        .into());
    }
    let printed = printed::load(&args.printed)?;
    let policy = context.policy_for(&args.profile)?;
    let store = context.trust_store()?;
    let mut page = PageFile::prepare(args.html.as_deref())?;
    let mut codes = Vec::new();
    let mut all = Vec::new();
    for path in &args.sessions {
        let by = (&policy, &store);
        let replayed = one(args, path, &printed, &mut page, by, context)?;
        let alone = args.sessions.len() == 1 && args.expect.is_none();
        if alone && args.format == ReplayFormat::Text && replayed.result.is_err() {
            return replayed.result.map(|report| report.exit_code());
        }
        codes.push(code(&replayed));
        print(&replayed, args, context);
        all.push(replayed);
    }
    if args.format == ReplayFormat::Junit {
        let xml = junit::document(&all);
        context.output.text(&xml);
    }
    Ok(ExitCode::worst_of(codes))
}

fn one(
    args: &ReplayArgs,
    path: &Path,
    printed: &Printed,
    page: &mut PageFile,
    by: (&Policy, &TrustStore),
    context: &Context,
) -> Result<Replayed, Failure> {
    let bytes = files::read(path)?;
    let result = recording(path, &bytes).and_then(|transcript| {
        refuse_personal(args, path, &transcript)?;
        judge(args, &transcript, printed, page, by, context)
    });
    let differences = match &args.expect {
        Some(folder) => Some(expect::compare(folder, path, &document(&result, false))?),
        None => None,
    };
    Ok(Replayed {
        path: path.to_owned(),
        result,
        differences,
    })
}

/// What `--json` prints.
fn document(result: &Result<Report, Failure>, reveal: bool) -> Value {
    match result {
        Ok(report) => report.to_json(reveal),
        Err(failure) => failure.document(ExitCode::from_class(failure.fault())),
    }
}

fn judge(
    args: &ReplayArgs,
    transcript: &Transcript,
    printed: &Printed,
    page: &mut PageFile,
    (policy, store): (&Policy, &TrustStore),
    context: &Context,
) -> Result<Report, Failure> {
    let mode = if args.lenient {
        Mode::Lenient
    } else {
        Mode::Strict
    };
    let output = context.output;
    let mut listener = |line: &TraceLine| {
        if context.global.trace {
            output.say(&show::trace(line));
        }
    };
    let mut outcome = replay_traced(transcript, None, mode, &mut Silent, &mut listener);
    printed::add(printed.clone(), &mut outcome.evidence);
    let report = context.judge_with(&outcome.evidence, store, policy)?;
    let exchanges = page::recorded(transcript);
    let timing = Timing::Recorded(&exchanges);
    page.write(&report, &outcome.evidence, timing, context)?;
    match outcome.error {
        None => Ok(report),
        Some(error) => Err(Failure::from(error).with_partial(Partial {
            kept: None,
            checks: report.checks,
            attempts_left: outcome.evidence.access.attempts_left,
        })),
    }
}

/// The recording in these bytes; what does not even start like one is no recording cut short.
pub(super) fn recording(path: &Path, bytes: &[u8]) -> Result<Transcript, Failure> {
    if !bytes.starts_with(b"{") {
        let path = path.to_owned();
        let expected = "a recorded session";
        return Err(CommandError::Unrecognised { path, expected }.into());
    }
    Ok(Transcript::parse(bytes)?)
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

/// With `--expect` a session succeeds when it is as expected, whatever its verdict or error.
fn code(replayed: &Replayed) -> ExitCode {
    match &replayed.result {
        _ if replayed.as_expected() => ExitCode::Accept,
        Err(failure) => ExitCode::from_class(failure.fault()),
        Ok(_) if replayed.differences.is_some() => ExitCode::Reject,
        Ok(report) => report.exit_code(),
    }
}

fn print(replayed: &Replayed, args: &ReplayArgs, context: &Context) {
    let json = context.output.json() || args.format == ReplayFormat::Json;
    match &replayed.result {
        _ if args.format == ReplayFormat::Junit => {}
        result if json => {
            context
                .output
                .line(&document(result, context.global.reveal));
        }
        Ok(report) if args.sessions.len() == 1 && args.expect.is_none() => {
            show::report(report, context);
        }
        _ => context.output.text(&summary(replayed)),
    }
}

/// One line a session, and one a difference.
fn summary(replayed: &Replayed) -> String {
    let (word, ending) = match &replayed.result {
        Err(failure) => {
            let fault = failure.fault();
            ("FAIL", format!("{fault}  [{}]", fault.code()))
        }
        Ok(report) => {
            let (verdict, decision) = (report.verdict.as_str(), report.decision.as_str());
            let count = report.apdu.count;
            ("ok  ", format!("{count} exchanges  {verdict}  {decision}"))
        }
    };
    let word = match &replayed.differences {
        None => word,
        Some(_) if replayed.as_expected() => "ok  ",
        Some(_) => "FAIL",
    };
    let mut text = format!("{word}  {}  {ending}\n", replayed.path.display());
    for difference in replayed.differences.iter().flatten() {
        text += &format!("        {difference}\n");
    }
    text
}
