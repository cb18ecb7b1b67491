//! The read as a whole: open, EF.SOD, the data groups, the proofs, the guarded data groups.
//!
//! EF.SOD comes first because it alone says what there is to read: EF.COM is unsigned and read
//! for comparison only. Which data groups are read:
//!
//! | selection | read |
//! |---|---|
//! | listed | those in EF.SOD but DG3 and DG4; these too where a terminal's rights were brought; DG1 and DG2 always |
//! | named | those, listed or not |
//! | all | the sixteen |
//! | of a driving licence | listed leaves out DG7 to DG9 instead, and DG1 alone is read always |
//! | any | DG14 besides, where it is listed: a downgrade shows only there (DESIGN §2) |
//!
//! The list is not verified here. A forged one can at most leave a data group unread, which the
//! report then calls so.

use crate::file_reader::{FileReader, Tactics};
use crate::link::Link;
use crate::open::{Keys, Opener};
use crate::prove::{Binding, CvcaPlace};
use crate::{
    Credentials, Entropy, FileSelection, Observer, ReadPlan, SessionError, TerminalAuthority,
    authority,
};
use std::collections::BTreeSet;
use vidimus_access::{AccessError, AccessKey};
use vidimus_iso7816::{Fault, Note, Transport};
use vidimus_lds::evidence::{Application, Evidence, Failure, FileState, Source, StepState};
use vidimus_lds::{DataGroup, File, sod::SecurityObject};

/// What a read ends with: always evidence, and an error beside it when it could not finish.
#[derive(Debug)]
#[must_use]
pub struct ReadOutcome {
    /// everything that was observed
    pub evidence: Evidence,
    /// why it ended early
    pub error: Option<SessionError>,
}

/// Opens a chip and reads it by plan.
///
/// Without a key, only a chip without access control opens. Per-file results (missing, refused,
/// truncated, too large) are no errors: they stand in [`Evidence::files`].
pub fn read(
    transport: &mut dyn Transport,
    key: Option<&AccessKey>,
    plan: &ReadPlan,
    entropy: &mut dyn Entropy,
    observer: &mut dyn Observer,
) -> ReadOutcome {
    read_with(transport, Credentials::key(key), plan, entropy, observer)
}

/// Opens a chip and reads it by plan, with a terminal's rights as well where there are some: then
/// Terminal Authentication runs where the chip offers it, and DG3 and DG4 are read after it.
///
/// Terminal Authentication that fails is an error, for it was asked for; so is a DG3 or DG4 asked
/// for by name that the chip keeps shut while there are no rights to show. Active and Chip
/// Authentication that fail are no errors: they are evidence.
///
/// `entropy` is asked for every random number of the terminal, in the order in which the
/// protocols use them; `observer` hears of every file and proof while the read goes on. Neither
/// can change what is read. For an example see the crate's page.
pub fn read_with(
    transport: &mut dyn Transport,
    credentials: Credentials<'_>,
    plan: &ReadPlan,
    entropy: &mut dyn Entropy,
    observer: &mut dyn Observer,
) -> ReadOutcome {
    let source = Source::Reader {
        name: transport.name().to_owned(),
    };
    let keys = Keys {
        key: credentials.key,
        also: credentials.also,
    };
    let mut reader = FileReader {
        link: Link::new(transport),
        plan,
        entropy,
        observer,
        evidence: Evidence {
            source,
            ..Evidence::default()
        },
        tactics: Tactics::standard(),
        // shortens the lifetime of what is behind it
        terminal: credentials
            .terminal
            .map(|terminal| terminal as &mut dyn TerminalAuthority),
        answered: None,
        opener: Opener::Nothing,
        reopened: false,
        binding: Binding::default(),
        cvca: CvcaPlace::default(),
        lost: None,
    };
    if reader.terminal.is_some() {
        let name = authority::PRESENT;
        reader.link.transport().note(&Note::Event { name });
    }
    reader.adopt(Tactics::knowing(plan));
    let error = reader.open(keys).and_then(|()| reader.read_files()).err();
    if let Some(error) = &error {
        reader.failed(error);
    }
    let mut evidence = reader.evidence;
    evidence.apdu = reader.link.counts();
    ReadOutcome { evidence, error }
}

impl FileReader<'_> {
    /// EF.SOD, EF.COM where wanted, then the data groups in their order.
    fn read_files(&mut self) -> Result<(), SessionError> {
        if !self.evidence.files.contains_key(&File::Sod) {
            self.read(File::Sod)?;
        }
        let listed = self.listed();
        self.evidence.requested = self.requested(listed.as_ref());
        let result = self.read_selected();
        self.complete(listed.unwrap_or_default(), result.as_ref().err());
        result
    }

    /// What was asked for, guarded data groups last where there are rights to show. They are left
    /// for the end because only Terminal Authentication opens them, and that needs DG14 read and
    /// Chip Authentication done.
    fn read_selected(&mut self) -> Result<(), SessionError> {
        if self.plan.read_com || self.plan.tolerance_strict {
            self.read(File::Com)?;
        }
        let last = self.terminal.is_some();
        let application = self.evidence.application;
        let guarded = |group: &DataGroup| last && application.is_guarded(*group);
        let requested = self.evidence.requested.clone();
        for group in requested.iter().filter(|group| !guarded(group)) {
            self.read(File::Dg(*group))?;
        }
        self.prove()?;
        self.read_guarded(requested.into_iter().filter(guarded).collect())
    }

    /// What Terminal Authentication may have opened: DG3, DG4 and whatever was refused before.
    fn read_guarded(&mut self, mut groups: BTreeSet<DataGroup>) -> Result<(), SessionError> {
        let terminal = self.evidence.chip.terminal_authentication.as_ref();
        if terminal.is_some_and(|terminal| terminal.state == StepState::Passed) {
            groups.extend(self.denied());
        }
        for group in groups {
            if let Some(lost) = self.lost.take() {
                return Err(lost);
            }
            self.read(File::Dg(group))?;
        }
        let asked_for = |group: &DataGroup| match &self.plan.files {
            FileSelection::Named(named) => {
                self.evidence.application.is_guarded(*group) && named.contains(group)
            }
            _ => false,
        };
        if self.terminal.is_none() && self.denied().any(|group| asked_for(&group)) {
            return Err(AccessError::NoChain.into());
        }
        Ok(())
    }

    /// The data groups that were asked for and refused for want of rights.
    fn denied(&self) -> impl Iterator<Item = DataGroup> + use<> {
        let files = &self.evidence.files;
        let denied = |group: &DataGroup| {
            matches!(files.get(&File::Dg(*group)), Some(FileState::Denied { .. }))
        };
        let requested = self.evidence.requested.iter().copied();
        requested.filter(denied).collect::<Vec<_>>().into_iter()
    }

    /// The data groups that EF.SOD lists; `None` when it does not decode.
    fn listed(&self) -> Option<BTreeSet<DataGroup>> {
        let sod = self.evidence.file(File::Sod)?;
        let object = SecurityObject::parse(sod).ok()?;
        Some(object.lds.hashes.keys().copied().collect())
    }

    /// The data groups to read. DG1 and DG2, which every document has, also where the list leaves
    /// them out: that they are there and unlisted must show. DG14 joins whenever it is listed,
    /// because a downgrade shows only there; DG3 and DG4 where there are rights for them.
    fn requested(&self, listed: Option<&BTreeSet<DataGroup>>) -> BTreeSet<DataGroup> {
        let application = self.evidence.application;
        let out_of_reach =
            |group: &DataGroup| self.terminal.is_none() && application.is_guarded(*group);
        // the portrait, which every travel document has; a licence may do without
        let portrait = (application == Application::Emrtd).then_some(DataGroup::DG2);
        let mut requested: BTreeSet<_> = match (&self.plan.files, listed) {
            (FileSelection::All, _) => DataGroup::all().collect(),
            (FileSelection::Named(named), _) => named.clone(),
            (FileSelection::Listed, listed) => listed
                .into_iter()
                .flatten()
                .copied()
                .filter(|group| !out_of_reach(group))
                .chain([DataGroup::DG1])
                .chain(portrait)
                .collect(),
        };
        if listed.is_some_and(|listed| listed.contains(&DataGroup::DG14)) {
            requested.insert(DataGroup::DG14);
        }
        requested
    }

    /// Gives every listed or requested data group a state: not requested, or not reached.
    fn complete(&mut self, listed: BTreeSet<DataGroup>, error: Option<&SessionError>) {
        let requested = &self.evidence.requested;
        let code = error.map_or_else(String::new, |error| error.code().to_owned());
        for group in listed.into_iter().chain(requested.iter().copied()) {
            let state = if requested.contains(&group) {
                FileState::Failed { code: code.clone() }
            } else {
                FileState::NotRequested
            };
            self.evidence.files.entry(File::Dg(group)).or_insert(state);
        }
    }

    /// Writes down why the read could not finish: in the evidence, and as an event in a recording,
    /// by which a replay tells the session's own failure from a changed recording.
    fn failed(&mut self, error: &SessionError) {
        let code = error.code();
        if matches!(error, SessionError::SecureMessaging { .. }) {
            self.evidence.access.secure_messaging = StepState::Failed {
                code: code.to_owned(),
            };
        }
        self.evidence.failure = Some(Failure {
            code: code.to_owned(),
            step: error.step().map(str::to_owned),
        });
        self.link.transport().note(&Note::Event { name: code });
    }
}
