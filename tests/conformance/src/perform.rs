//! Making, reading and judging one scenario.

mod folder;
mod recording;

use crate::portrait::Portrait;
use crate::row::{Row, Rules};
use crate::scenario::{Clock, Incident, Key, NotMade, Scenario};
use std::time::Duration;
use vidimus::Terminal;
use vidimus::access::{AccessKey, MrzKey, Password};
use vidimus::chip::personalise::{Personalised, SPECIMEN_CAN, SPECIMEN_PIN, TrustAct};
use vidimus::chip::{ChipTransport, Issued, SeededRandom};
use vidimus::iso7816::{Fault, Transport, TransportError};
use vidimus::lds::evidence::Evidence;
use vidimus::report::{EvaluationTime, ExitCode, Policy, Report, Tool, judge};
use vidimus::session::middleware::{Break, Faults, When};
use vidimus::session::{
    Credentials, Entropy, ReadOutcome, ReadPlan, SessionError, Silent, TerminalAuthority, read_with,
};
use vidimus::trust::{Source, TrustStore, TrustStoreBuilder};

/// 2030-01-01T00:00:00Z, [`vidimus::chip::personalise::JUDGED_AT`].
const AT: i64 = 1_893_456_000;
/// 2028-06-01: when the program was built, as far as these runs go.
const BUILT_AT: i64 = 1_843_430_400;
/// 2027-06-01: within the validity of every certificate that is not made otherwise. The rows say
/// 2024, when the persona's expiry of 2039 in two digits would still read as 1939.
const OLD: i64 = 1_811_808_000;

/// 2029-01-01: before the list of OWN-NW-19 was signed, after the program was built.
const BEFORE_LIST: i64 = 1_861_920_000;

/// What one run ends with.
#[derive(Debug)]
pub struct Ending {
    /// what judging the evidence gave, also where the read could not finish
    pub report: Option<Report>,
    /// code of the error it ended with
    pub error: Option<&'static str>,
    /// the exit code of the command
    pub exit: u8,
    /// files that the trust store refused
    pub refused: Vec<String>,
    /// what DG2 gave, where it was read
    pub portrait: Option<Portrait>,
}

impl Ending {
    fn failed(error: &dyn Fault, report: Option<Report>) -> Self {
        Self {
            report,
            error: Some(error.code()),
            exit: ExitCode::from_class(error).value(),
            refused: Vec::new(),
            portrait: None,
        }
    }
}

/// Runs a scenario.
///
/// # Errors
/// [`NotMade`] when document or chip cannot be made.
pub fn perform(row: &Row, scenario: &Scenario, rules: Rules) -> Result<Ending, NotMade> {
    let random = SeededRandom::new("conformance");
    let issued = Issued::new(scenario.spec.clone(), &scenario.faults, random)
        .map_err(|error| NotMade(error.to_string()))?;
    let document = issued.document.clone();
    let transport = ChipTransport::new(issued.chip);
    let outcome = match row.base() {
        "files" | "files-aa" => folder::evidence(&document, &scenario.host.folder),
        base if base.starts_with("rec-") => recording::replayed(transport, scenario, &document),
        _ => Ok(live(transport, scenario, &document, rules)),
    };
    let outcome = outcome.map(|mut outcome| {
        outcome.evidence.printed = scenario.host.printed.clone();
        outcome
    });
    let outcome = match outcome {
        Ok(outcome) if scenario.host.saved => saved(outcome),
        Ok(outcome) => outcome,
        Err(error) => return Ok(Ending::failed(&*error, None)),
    };
    let (store, refused) = store(&document);
    let report = judged(&outcome.evidence, scenario, &store, rules);
    let ending = match outcome.error {
        Some(error) => Ending::failed(&error, Some(report)),
        None => Ending {
            exit: report.exit_code().value(),
            report: Some(report),
            error: None,
            refused: Vec::new(),
            portrait: None,
        },
    };
    Ok(Ending {
        refused,
        portrait: Portrait::of(row, &outcome.evidence),
        ..ending
    })
}

fn judged(evidence: &Evidence, scenario: &Scenario, store: &TrustStore, rules: Rules) -> Report {
    let mut policy = policy(scenario.host.required, rules);
    if let Some(chip) = scenario.host.chip {
        policy = policy.with_chip(chip);
    }
    let tool = Tool {
        built_at: BUILT_AT,
        ..Tool::default()
    };
    let at = match scenario.host.clock {
        Clock::Given => EvaluationTime::given(AT),
        Clock::Now => EvaluationTime::clock(AT),
        Clock::BeforeBuild => EvaluationTime::clock(BUILT_AT - 86_400),
        Clock::BeforeList => EvaluationTime::clock(BEFORE_LIST),
        Clock::GivenOld => EvaluationTime::given(OLD),
        Clock::Recorded => EvaluationTime::recorded(evidence.recorded_at.unwrap_or_default()),
    };
    judge(evidence, store, &policy, at, &tool)
}

/// The built-in policy of the tolerance, or one that asks for other data groups.
fn policy(required: Option<&str>, rules: Rules) -> Policy {
    let Some(groups) = required else {
        return rules.policy();
    };
    let tolerance = rules.as_str();
    let text = format!("tolerance = \"{tolerance}\"\ndata.required = {groups}");
    Policy::from_toml(&text).expect("the keys are those of a policy")
}

/// The store of the document, and which of its lists were refused.
fn store(document: &Personalised) -> (TrustStore, Vec<String>) {
    let mut builder = TrustStoreBuilder::new();
    for (number, der) in document.store.iter().enumerate() {
        let source = Source::new(format!("csca-{number}.cer"));
        // what cannot be an anchor is left out, as from a folder
        let _ = builder.add_certificate(der, &source);
    }
    let mut refused = Vec::new();
    for file in &document.published {
        let source = Source::new(file.name.clone());
        let source = match file.act {
            TrustAct::Own => source,
            TrustAct::Unvouched => source.unvouched(),
            TrustAct::Signer => source.signer(),
        };
        if builder.add(&file.bytes, &source).is_err() {
            refused.push(file.name.clone());
        }
    }
    (builder.build(), refused)
}

/// The plan of a read in this tolerance.
fn plan(scenario: &Scenario, rules: Rules) -> ReadPlan {
    ReadPlan {
        tolerance_strict: rules == Rules::Strict,
        access: scenario.host.access,
        files: scenario.host.files.clone(),
        aa_challenge: scenario.host.aa_challenge,
        ..ReadPlan::default()
    }
}

fn key(scenario: &Scenario, document: &Personalised) -> Option<AccessKey> {
    let password = |digits: &str| Password::new(digits.as_bytes());
    match scenario.host.key {
        Key::Nothing => None,
        Key::Can => Some(AccessKey::Can(password(SPECIMEN_CAN))),
        Key::Pin => Some(AccessKey::Pin(password(SPECIMEN_PIN))),
        Key::Mrz => {
            let key = MrzKey::from_mrz(document.mrz_information.as_bytes());
            Some(AccessKey::Mrz(key.expect("the document has a key")))
        }
    }
}

/// The terminal that the document lets in.
fn terminal(scenario: &Scenario, document: &Personalised) -> Option<Terminal> {
    let files = document.terminal.as_ref();
    let files = files.filter(|_| scenario.host.terminal)?;
    Terminal::from_files(&files.chain, files.key.as_bytes()).ok()
}

fn live(
    transport: ChipTransport,
    scenario: &Scenario,
    document: &Personalised,
    rules: Rules,
) -> ReadOutcome {
    let mut transport = interrupted(transport, scenario.host.incident);
    read_over(&mut transport, scenario, document, &plan(scenario, rules))
}

/// Reads with what the caller has.
fn read_over(
    transport: &mut dyn Transport,
    scenario: &Scenario,
    document: &Personalised,
    plan: &ReadPlan,
) -> ReadOutcome {
    let key = key(scenario, document);
    let mut terminal = terminal(scenario, document);
    let credentials = Credentials {
        key: key.as_ref(),
        also: &[],
        terminal: terminal
            .as_mut()
            .map(|terminal| terminal as &mut dyn TerminalAuthority),
    };
    read_with(transport, credentials, plan, &mut Fixed(1), &mut Silent)
}

/// What a file of evidence gives back.
fn saved(outcome: ReadOutcome) -> ReadOutcome {
    let written = serde_json::to_vec(&outcome.evidence).expect("evidence is written");
    ReadOutcome {
        evidence: serde_json::from_slice(&written).expect("evidence is read"),
        error: outcome.error,
    }
}

fn interrupted<T: Transport>(inner: T, incident: Option<Incident>) -> Faults<T> {
    let in_dg2 = When::Step("read.dg2", 2);
    let fault = match incident {
        None => Vec::new(),
        Some(Incident::Removed) => vec![(in_dg2, Break::Fail(TransportError::CardRemoved))],
        Some(Incident::Reset) => vec![(in_dg2, Break::Fail(TransportError::CardReset))],
        Some(Incident::ResetBeforeProof) => {
            let proof = When::Step("aa.internal_authenticate", 1);
            vec![(proof, Break::Fail(TransportError::CardReset))]
        }
        Some(Incident::Slow) => vec![(When::Always, Break::Delay(Duration::from_millis(1)))],
    };
    Faults::new(inner, fault)
}

/// Random numbers that are none, so that every run is the same.
struct Fixed(u8);

impl Entropy for Fixed {
    fn fill(&mut self, _: &'static str, out: &mut [u8]) -> Result<(), SessionError> {
        for byte in out {
            self.0 = self.0.wrapping_mul(5).wrapping_add(17);
            *byte = self.0;
        }
        Ok(())
    }
}
