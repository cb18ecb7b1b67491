//! Documents made for tests, and the evidence that reading them would give.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::print_stderr,
    reason = "each test file uses a part; what is skipped is said aloud"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use vidimus_chip::persona::Persona;
use vidimus_chip::personalise::{Access, CardSpec, JUDGED_AT, Personalised, Preset};
use vidimus_chip::pki::Scheme;
use vidimus_iso7816::tlv::{Reader, TlvError, TlvErrorKind};
use vidimus_lds::evidence::{
    AccessEvidence, Application, CipherName, Evidence, FileState, PasswordKind, Protocol, Source,
    StepState,
};
use vidimus_lds::{DataGroup, File, Personal};
use vidimus_report::{EvaluationTime, Policy, Report, Tool, judge};
use vidimus_trust::{Source as TrustSource, TrustStore, TrustStoreBuilder};

/// 2030-01-01, the time the made documents are judged at.
pub const AT: i64 = 1_893_456_000;

/// What lies beside the independent data: `testdata/…`, `conformance/…`, `design/…`.
pub fn shared(path: &str) -> Option<PathBuf> {
    vidimus_testkit::shared(&format!("../{path}"))
}

pub fn tool() -> Tool {
    Tool {
        built_at: 1_700_000_000,
        ..Tool::default()
    }
}

/// The base document of the suite.
pub fn spec() -> CardSpec {
    assert_eq!(JUDGED_AT, "2030-01-01T00:00:00Z");
    CardSpec::new(Persona::utopia_td3(), &Scheme::base()).unwrap()
}

/// A ready-made document.
pub fn preset(name: &str) -> CardSpec {
    Preset::named(name).unwrap().spec().unwrap()
}

pub fn store(made: &Personalised) -> TrustStore {
    let mut builder = TrustStoreBuilder::new();
    for (number, der) in made.store.iter().enumerate() {
        let source = TrustSource::new(format!("csca-{number}.cer")).vouched();
        builder.add_certificate(der, &source).unwrap();
    }
    builder.build()
}

/// How a document is read.
#[derive(Clone)]
pub struct Reading {
    pub source: Source,
    pub com: bool,
    pub groups: Option<BTreeSet<u8>>,
    pub all: bool,
}

impl Reading {
    pub fn reader() -> Self {
        let source = Source::Reader {
            name: "Virtual PCD 00 00".into(),
        };
        Self {
            source,
            com: false,
            groups: None,
            all: false,
        }
    }

    pub fn transcript() -> Self {
        Self {
            source: Source::Transcript {
                sha256: "00".repeat(32),
            },
            ..Self::reader()
        }
    }

    pub fn files() -> Self {
        Self {
            source: Source::Files,
            ..Self::reader()
        }
    }

    pub fn only(mut self, groups: &[u8]) -> Self {
        self.groups = Some(groups.iter().copied().collect());
        self
    }
}

/// The evidence that reading this document gives.
pub fn evidence(made: &Personalised, reading: &Reading) -> Evidence {
    let has_chip = reading.source != Source::Files;
    let mut files = BTreeMap::new();
    files.insert(File::Sod, state(made, File::Sod, &reading.source));
    if reading.com {
        files.insert(File::Com, state(made, File::Com, &reading.source));
    }
    if has_chip {
        files.insert(
            File::CardAccess,
            state(made, File::CardAccess, &reading.source),
        );
    }
    let requested = requested(made, reading);
    for group in &requested {
        let file = File::Dg(*group);
        if has_chip || made.files.contains_key(&file) {
            files.insert(file, state(made, file, &reading.source));
        }
    }
    Evidence {
        source: reading.source.clone(),
        access: if has_chip {
            access(made)
        } else {
            AccessEvidence::default()
        },
        files,
        requested,
        application: made.application,
        ..Evidence::default()
    }
}

/// Listed data groups except DG3 and DG4; DG1 and DG2 always, DG14 whenever it is listed.
fn requested(made: &Personalised, reading: &Reading) -> BTreeSet<DataGroup> {
    let listed = made
        .files
        .get(&File::Sod)
        .and_then(|sod| vidimus_lds::sod::SecurityObject::parse(sod).ok())
        .map(|sod| sod.lds.hashes.into_keys().collect::<BTreeSet<_>>())
        .unwrap_or_default();
    let there = |group: &DataGroup| made.files.contains_key(&File::Dg(*group));
    let wanted = |group: &DataGroup| match &reading.groups {
        Some(groups) => {
            groups.contains(&group.number())
                || (*group == DataGroup::DG14 && listed.contains(group))
        }
        None if reading.all || reading.source == Source::Files => {
            there(group) || listed.contains(group)
        }
        None => {
            let always = *group == DataGroup::DG1 || *group == DataGroup::DG2;
            let rights = *group == DataGroup::DG3 || *group == DataGroup::DG4;
            always || (listed.contains(group) && !rights)
        }
    };
    DataGroup::all().filter(wanted).collect()
}

/// A file as the reading plan finds it: its outer length decides how much is read.
fn state(made: &Personalised, file: File, source: &Source) -> FileState {
    let Some(bytes) = made.files.get(&file) else {
        return FileState::Absent;
    };
    if *source == Source::Files {
        return FileState::Read(bytes.clone());
    }
    match Reader::new(bytes).next() {
        Ok(Some(object)) => FileState::Read(object.bytes.to_vec()),
        Err(TlvError {
            kind: TlvErrorKind::Truncated { missing },
            ..
        }) => FileState::Truncated {
            declared: (bytes.len() + missing) as u64,
            bytes: bytes.clone(),
        },
        _ => FileState::Read(bytes.clone()),
    }
}

fn access(made: &Personalised) -> AccessEvidence {
    match made.access {
        Access::Plain => AccessEvidence {
            bac: StepState::NotSupported,
            pace: StepState::NotSupported,
            secure_messaging: StepState::NotSupported,
            pace_offered: Some(pace_offered(made)),
            ..AccessEvidence::default()
        },
        Access::Bac if made.application == Application::DrivingLicence => AccessEvidence {
            protocol: Protocol::Bap,
            bac: StepState::Passed,
            pace: StepState::NotSupported,
            secure_messaging: StepState::Passed,
            cipher: Some(CipherName::TripleDes),
            password: Some(PasswordKind::Licence),
            pace_offered: Some(pace_offered(made)),
            mrz_key: Some(Personal::new(made.mrz_information.clone())),
            ..AccessEvidence::default()
        },
        Access::Bac => AccessEvidence {
            protocol: Protocol::Bac,
            bac: StepState::Passed,
            pace: StepState::NotRequested,
            secure_messaging: StepState::Passed,
            cipher: Some(CipherName::TripleDes),
            password: Some(PasswordKind::Mrz),
            pace_offered: Some(pace_offered(made)),
            mrz_key: Some(Personal::new(made.mrz_information.clone())),
            ..AccessEvidence::default()
        },
    }
}

fn pace_offered(made: &Personalised) -> bool {
    use vidimus_lds::security_info::SecurityInfos;
    let bytes = made.files.get(&File::CardAccess);
    let infos = bytes.and_then(|bytes| SecurityInfos::parse_file(bytes, File::CardAccess).ok());
    infos.is_some_and(|infos| infos.has_pace())
}

/// Made, read and judged in one go.
pub fn report(spec: &CardSpec, reading: &Reading, policy: &Policy) -> Report {
    let made = spec.personalise().unwrap();
    let evidence = evidence(&made, reading);
    judge(
        &evidence,
        &store(&made),
        policy,
        EvaluationTime::given(AT),
        &tool(),
    )
}
