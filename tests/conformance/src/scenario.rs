//! From a row to what is done: which document, which faults, what the caller does.

use crate::row::Row;
use std::collections::BTreeSet;
use vidimus::chip::personalise::{CardSpec, FAULTS, Preset};
use vidimus::chip::{Fault, FaultError};
use vidimus::lds::DataGroup;
use vidimus::session::FileSelection;

/// One run of a row; a row whose parameters are joined by `+` has several.
#[derive(Debug)]
pub struct Scenario {
    /// the fault of this run, for messages
    pub label: String,
    /// the document before its faults
    pub(crate) spec: CardSpec,
    /// faults of document and chip
    pub(crate) faults: Vec<Fault>,
    /// what the host does
    pub(crate) host: Host,
}

/// What the caller's side does.
#[derive(Clone, Debug, Default)]
pub(crate) struct Host {
    pub(crate) files: FileSelection,
    pub(crate) no_key: bool,
    pub(crate) empty_store: bool,
    pub(crate) chip_not_required: bool,
    pub(crate) clock: Clock,
    pub(crate) incident: Option<Incident>,
    pub(crate) recording: Recording,
    pub(crate) folder: Folder,
}

/// When the document is judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Clock {
    /// the caller gives the suite's time
    #[default]
    Given,
    /// the machine's clock shows that time
    Now,
    /// the machine's clock shows a day before the program was built
    BeforeBuild,
    /// the caller gives a day before the program was built
    GivenOld,
    /// the time of the recording
    Recorded,
}

/// What happens to the card while DG2 is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Incident {
    Removed,
    Reset,
    /// every answer comes late
    Slow,
}

/// What is done to a recording before it is replayed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Recording {
    #[default]
    Whole,
    ResponseByte,
    WithoutRandom,
}

/// What a folder holds besides, or not.
#[derive(Clone, Debug, Default)]
pub(crate) struct Folder {
    pub(crate) without: Option<String>,
    pub(crate) second_dg2: bool,
    pub(crate) unknown: bool,
}

/// Why a row is not run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotMade(pub String);

impl From<FaultError> for NotMade {
    fn from(error: FaultError) -> Self {
        Self(error.to_string())
    }
}

/// Further runs that a row speaks of without naming parameters for them.
const FURTHER: [(&str, &str); 6] = [
    ("OWN-PA-23", "pki:sig=rsa-pss-sha512;salt=20"),
    ("OWN-PA-31", "sod-field:field=signature;value=s-is-n"),
    ("OWN-PA-52", "pki:country=dg1:D,ds:DE"),
    ("OWN-PA-52", "pki:country=dg1:EUE,ds:EU"),
    ("OWN-PA-52", "pki:country=dg1:UNO,ds:UN"),
    ("OWN-PA-52", "pki:country=dg1:RKS,ds:KS"),
];

/// The runs of a row.
///
/// # Errors
/// [`NotMade`] names what is not there yet.
pub fn scenarios(row: &Row) -> Result<Vec<Scenario>, NotMade> {
    let (host, of_host) = host(row)?;
    let runs = if of_host {
        vec![document_faults(row)?]
    } else {
        let text = format!("{}:{}", row.get("fault"), row.get("param"));
        let further = FURTHER.iter().filter(|(id, _)| *id == row.id());
        let mut runs = Fault::parse(&text)?.runs();
        for (_, text) in further {
            runs.push(Fault::parse(text)?);
        }
        runs.into_iter().map(|fault| vec![fault]).collect()
    };
    let spec = spec(row)?;
    let scenario = |faults: Vec<Fault>| Scenario {
        label: faults.first().map(ToString::to_string).unwrap_or_default(),
        spec: spec.clone(),
        faults,
        host: host.clone(),
    };
    Ok(runs.into_iter().map(scenario).collect())
}

fn spec(row: &Row) -> Result<CardSpec, NotMade> {
    let preset = match (row.base(), row.id()) {
        // the SOD of this row lists DG11 and DG12
        (_, "OWN-PA-20") => "bac-rich",
        ("bac" | "rec-bac" | "files", _) => "bac",
        ("plain", _) => "plain",
        ("files-aa", _) => "bac-aa-listed",
        (base, _) => return Err(NotMade(format!("base {base}"))),
    };
    let made = Preset::named(preset).map(|preset| preset.spec());
    match made {
        Some(Ok(spec)) => Ok(spec),
        _ => Err(NotMade(format!("preset {preset}"))),
    }
}

/// Faults of the document that a fault of the host needs.
fn document_faults(row: &Row) -> Result<Vec<Fault>, NotMade> {
    let text = match row.id() {
        // the signer of the recorded document has expired since
        "OWN-NW-15" | "OWN-NW-16" => "pki:ds=exp1y",
        _ => return Ok(Vec::new()),
    };
    Ok(vec![Fault::parse(text)?])
}

/// What the host does; whether the row's fault is one of the host alone.
fn host(row: &Row) -> Result<(Host, bool), NotMade> {
    let mut host = Host::default();
    if row.get("setup").contains("--files all") {
        host.files = FileSelection::All;
    }
    let value = |key| row.parameter(key);
    match row.get("fault") {
        "none" => {}
        "read-option" => read_option(row, &mut host)?,
        "clock" => host.clock = clock(value("value"))?,
        "store" if value("csca") == Some("absent") => host.empty_store = true,
        "transport" => {
            host.incident = Some(match (value("event"), value("delay")) {
                (Some("card-reset"), _) => Incident::Reset,
                (Some("card-removed"), _) => Incident::Removed,
                (None, Some(_)) => Incident::Slow,
                _ => return not_made(row),
            });
        }
        "transcript" => transcript(row, &mut host)?,
        "files" => {
            host.chip_not_required = value("policy.chip") == Some("not_required");
            host.folder = Folder {
                without: value("without").map(str::to_owned),
                second_dg2: value("duplicate") == Some("75"),
                unknown: value("unknown").is_some(),
            };
        }
        name if is_known(name) => return Ok((host, false)),
        _ => return not_made(row),
    }
    Ok((host, true))
}

fn is_known(name: &str) -> bool {
    FAULTS.iter().any(|(own, _)| *own == name) || Fault::list().iter().any(|own| own.name == name)
}

fn not_made<T>(row: &Row) -> Result<T, NotMade> {
    Err(NotMade(format!(
        "{}:{}",
        row.get("fault"),
        row.get("param")
    )))
}

fn read_option(row: &Row, host: &mut Host) -> Result<(), NotMade> {
    match (row.parameter("files"), row.parameter("key")) {
        (Some(files), _) => {
            let number = |name: &str| name.strip_prefix("dg")?.parse().ok();
            let groups: Option<BTreeSet<_>> = files
                .split('+')
                .map(|name| number(name).and_then(DataGroup::new))
                .collect();
            host.files = FileSelection::Named(groups.unwrap_or_default());
        }
        (_, Some("none")) => host.no_key = true,
        _ => return not_made(row),
    }
    Ok(())
}

fn clock(value: Option<&str>) -> Result<Clock, NotMade> {
    match value {
        Some("before-build") => Ok(Clock::BeforeBuild),
        Some("given-old") => Ok(Clock::GivenOld),
        other => Err(NotMade(format!("clock {other:?}"))),
    }
}

fn transcript(row: &Row, host: &mut Host) -> Result<(), NotMade> {
    match (
        row.parameter("change"),
        row.parameter("drop"),
        row.parameter("at"),
    ) {
        (Some("response-byte"), ..) => host.recording = Recording::ResponseByte,
        (_, Some("random"), _) => host.recording = Recording::WithoutRandom,
        (.., Some("now")) => host.clock = Clock::Now,
        (.., Some("recorded")) => host.clock = Clock::Recorded,
        _ => return not_made(row),
    }
    Ok(())
}
