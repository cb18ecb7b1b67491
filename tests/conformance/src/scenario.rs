//! From a row to what is done: which document, which faults, what the caller does.

mod printed;

use crate::row::Row;
use std::collections::BTreeSet;
use vidimus::chip::personalise::{CardSpec, FAULTS, Preset};
use vidimus::chip::{Fault, FaultError};
use vidimus::lds::DataGroup;
use vidimus::lds::evidence::Printed;
use vidimus::report::ChipPolicy;
use vidimus::session::{AccessMode, FileSelection};

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
    pub(crate) access: AccessMode,
    pub(crate) key: Key,
    /// whether the terminal's certificates and key are at hand
    pub(crate) terminal: bool,
    pub(crate) aa_challenge: Option<[u8; 8]>,
    pub(crate) chip: Option<ChipPolicy>,
    /// the data groups that the policy asks for, where it does not ask for the usual ones
    pub(crate) required: Option<&'static str>,
    /// whether the evidence is saved and judged later
    pub(crate) saved: bool,
    pub(crate) clock: Clock,
    pub(crate) incident: Option<Incident>,
    pub(crate) recording: Recording,
    pub(crate) folder: Folder,
    /// what stands on the document
    pub(crate) printed: Printed,
}

/// What the caller opens the chip with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Key {
    #[default]
    Mrz,
    Can,
    Pin,
    Nothing,
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
    /// the machine's clock shows a day before the newest list of the store was signed
    BeforeList,
    /// the caller gives a day before the program was built
    GivenOld,
    /// the time of the recording
    Recorded,
}

/// What happens to the card, while DG2 is read where nothing else is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Incident {
    Removed,
    Reset,
    /// gone and back again before Active Authentication
    ResetBeforeProof,
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
const FURTHER: [(&str, &str); 9] = [
    ("OWN-NW-27", "defect:kind=ds-revoked;status=0;signature=bad"),
    ("OWN-PA-29", "pki:link=name-change;store=old+unvouched-link"),
    ("OWN-PA-37", "crl:signer=attacker;lists=ds"),
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
    let (mut host, of_host) = host(row)?;
    let without = row.get("setup").contains("without terminal authentication")
        || row.parameter("ta") == Some("none");
    host.terminal = row.base().starts_with("eac") && !without;
    let passwords = passwords(row);
    let runs = if of_host {
        vec![document_faults(row)?]
    } else {
        let text = format!("{}:{}", row.get("fault"), row.get("param"));
        let further = FURTHER.iter().filter(|(id, _)| *id == row.id());
        let mut runs = Fault::parse(&text)?.runs();
        for (_, text) in further {
            runs.push(Fault::parse(text)?);
        }
        let fitting = fitting(row)?;
        let with_fitting = |fault| [fitting.clone(), vec![fault]].concat();
        runs.into_iter().map(with_fitting).collect()
    };
    let spec = spec(row)?;
    let printed = printed::runs(row, &spec)?;
    let scenario = |faults: &Vec<Fault>, key: Key, printed: &(String, Printed)| Scenario {
        label: format!(
            "{}{}{}",
            faults.last().map(ToString::to_string).unwrap_or_default(),
            printed.0,
            if passwords.len() > 1 {
                format!("{key:?}")
            } else {
                String::new()
            }
        ),
        spec: spec.clone(),
        faults: faults.clone(),
        host: Host {
            key: if host.key == Key::Nothing {
                host.key
            } else {
                key
            },
            printed: printed.1.clone(),
            ..host.clone()
        },
    };
    let keys = |faults| passwords.iter().map(move |key| (faults, *key));
    let runs = runs.iter().flat_map(keys);
    let runs = runs.flat_map(|(faults, key)| printed.iter().map(move |said| (faults, key, said)));
    Ok(runs
        .map(|(faults, key, said)| scenario(faults, key, said))
        .collect())
}

/// What the document needs for the row's fault to meet it.
fn fitting(row: &Row) -> Result<Vec<Fault>, NotMade> {
    let text = match (row.parameter("step"), row.id()) {
        (Some("ca.mse_set_kat"), _) => "ca-algo:kex=ecdh;cipher=3des",
        // Chip Authentication fails
        (_, "T35-5.8.2.1.5") => "sw-on-step:step=ca.mse;sw=6A80",
        // a good revocation list does not list the signer
        (_, "T35-5.8.2.1.1b") => "crl:lists=none",
        _ => return Ok(Vec::new()),
    };
    Ok(vec![Fault::parse(text)?])
}

/// What the chip is opened with, one a run: the row says it, else the MRZ.
fn passwords(row: &Row) -> Vec<Key> {
    let named = |name: &str| match name {
        "can" => Key::Can,
        "pin" => Key::Pin,
        _ => Key::Mrz,
    };
    match (row.get("fault"), row.parameter("password")) {
        ("pin-state", _) => vec![Key::Pin],
        ("printed", _) if row.parameter("access") == Some("can") => vec![Key::Can],
        (_, Some(names)) => names.split('+').map(named).collect(),
        _ => vec![Key::Mrz],
    }
}

fn spec(row: &Row) -> Result<CardSpec, NotMade> {
    let preset = match (row.base(), row.id()) {
        // the SOD of this row lists DG11 and DG12
        (_, "OWN-PA-20") => "bac-rich",
        // cards
        (_, "T35-5.7.3.1") => "bac-td1",
        (_, "OWN-X-02" | "OWN-X-03") => "vn-td1",
        ("bac" | "rec-bac" | "files", _) => "bac",
        ("files-aa", _) => "bac-aa-listed",
        ("rec-aa", _) => "bac-aa",
        ("rec-ca" | "files-ca", _) => "bac-ca",
        ("rec-cam", _) => "pace-cam",
        (base, _) => base,
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
        // a master list that is younger than what the clock shows
        "OWN-NW-19" => "store:list=20290601",
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
        "none" | "printed" => {}
        "evidence" => host.saved = true,
        // the chip cannot make the reader's own mapping degenerate
        "pace-mapping" if value("value") == Some("generator-1") => return not_made(row),
        name if is_known(name) => {
            return Ok((host_of_fault(row, host), false));
        }
        "read-option" => read_option(row, &mut host)?,
        "clock" => host.clock = clock(value("value"))?,
        "transport" => {
            host.incident = Some(match (value("event"), value("delay")) {
                (Some("card-reset"), _) => Incident::Reset,
                (Some("card-removed"), _) => Incident::Removed,
                (Some("reconnect"), _) => Incident::ResetBeforeProof,
                (None, Some(_)) => Incident::Slow,
                _ => return not_made(row),
            });
        }
        "transcript" => transcript(row, &mut host)?,
        "files" => {
            host.chip = chip_policy(row);
            host.folder = Folder {
                without: value("without").map(str::to_owned),
                second_dg2: value("duplicate") == Some("75"),
                unknown: value("unknown").is_some(),
            };
        }
        _ => return not_made(row),
    }
    Ok((host, true))
}

/// A fault of document or chip may go with something that the host does.
fn host_of_fault(row: &Row, mut host: Host) -> Host {
    if row.get("fault") == "cardaccess-hidden"
        && let Some(files) = row.parameter("files")
    {
        host.files = named_files(files);
    }
    if row.get("setup").contains("--access bac") {
        host.access = AccessMode::Bac;
    }
    if row.get("fault") == "sod-dg-hash" && row.get("setup").contains("on the chip") {
        // what the security object does not list is read only when everything is
        host.files = FileSelection::All;
    }
    host
}

fn chip_policy(row: &Row) -> Option<ChipPolicy> {
    match row.parameter("policy.chip")? {
        "not_required" => Some(ChipPolicy::NotRequired),
        "required" => Some(ChipPolicy::Required),
        _ => None,
    }
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
    let value = |key| row.parameter(key);
    host.required = match value("data.required") {
        None => None,
        Some("dg1") => Some("[\"dg1\"]"),
        Some(_) => return not_made(row),
    };
    match (
        value("files"),
        value("key"),
        value("access"),
        value("aa-challenge"),
    ) {
        (Some("all"), ..) => host.files = FileSelection::All,
        (Some(files), ..) => host.files = named_files(files),
        (_, Some("none"), ..) => host.key = Key::Nothing,
        (.., Some("bac"), _) => host.access = AccessMode::Bac,
        (.., Some("8")) => host.aa_challenge = Some(*b"utopia-8"),
        _ => return not_made(row),
    }
    Ok(())
}

/// `dg1+dg2`.
fn named_files(files: &str) -> FileSelection {
    let number = |name: &str| name.strip_prefix("dg")?.parse().ok();
    let groups: Option<BTreeSet<_>> = files
        .split('+')
        .map(|name| number(name).and_then(DataGroup::new))
        .collect();
    FileSelection::Named(groups.unwrap_or_default())
}

fn clock(value: Option<&str>) -> Result<Clock, NotMade> {
    match value {
        Some("before-build") => Ok(Clock::BeforeBuild),
        Some("before-list") => Ok(Clock::BeforeList),
        Some("given-old") => Ok(Clock::GivenOld),
        other => Err(NotMade(format!("clock {other:?}"))),
    }
}

fn transcript(row: &Row, host: &mut Host) -> Result<(), NotMade> {
    host.chip = chip_policy(row);
    if row.parameter("source").is_some() {
        return Ok(());
    }
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
