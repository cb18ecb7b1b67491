//! The files that `read` writes.

use super::Session;
use crate::args::ReadArgs;
use crate::commands::page::{self, PageFile};
use crate::commands::show;
use crate::context::Context;
use crate::failure::{CommandError, Failure};
use crate::io::write::{Pending, PendingFolder};
use std::path::{Path, PathBuf};
use vidimus::lds::evidence::{Evidence, FileState};
use vidimus::report::html::Timing;
use vidimus::report::{DeskMsg, Report};

/// Places that are known to be writable before a card is touched.
pub struct Outputs {
    folder: Option<PendingFolder>,
    recording: Option<Pending>,
    portrait: Option<Pending>,
    page: PageFile,
    /// whether it was said already that the files are secret
    warned: bool,
}

impl Outputs {
    /// Claims the places.
    pub fn prepare(args: &ReadArgs) -> Result<Self, CommandError> {
        let record = args.record.as_deref();
        if let Some(path) = record.filter(|path| is_there(path)) {
            return Err(CommandError::Exists {
                path: path.to_owned(),
            });
        }
        Ok(Self {
            folder: args.out.as_deref().map(PendingFolder::new).transpose()?,
            recording: record.map(Pending::new).transpose()?,
            portrait: args.portrait.as_deref().map(Pending::new).transpose()?,
            page: PageFile::prepare(args.html.as_deref())?,
            warned: false,
        })
    }

    /// Claims a folder for one card among many, whose user was warned at the start.
    #[cfg(feature = "pcsc")]
    pub fn of_card(folder: Option<&Path>) -> Result<Self, CommandError> {
        Ok(Self {
            folder: folder.map(PendingFolder::new).transpose()?,
            recording: None,
            portrait: None,
            page: PageFile::prepare(None)?,
            warned: true,
        })
    }

    /// Writes the page, whether the read came to its end or not: the page says which.
    pub fn write_page(
        &mut self,
        session: &Session,
        report: &Report,
        context: &Context,
    ) -> Result<(), CommandError> {
        let times = page::live(&session.times);
        let timing = Timing::Live(&times);
        self.page.write(report, &session.evidence, timing, context)
    }

    /// Writes everything else after a whole read.
    pub fn write(
        self,
        evidence: &Evidence,
        report: &Report,
        recording: Option<&Vec<u8>>,
        context: &Context,
    ) -> Result<(), Failure> {
        self.warn(context);
        if let Some(place) = self.portrait {
            show::portrait(evidence, place)?;
        }
        write(
            self.folder,
            self.recording,
            evidence,
            report,
            recording,
            context,
        )?;
        Ok(())
    }

    /// Writes what a broken read brought; no portrait. Returns the folder.
    pub fn write_partial(
        self,
        evidence: &Evidence,
        report: &Report,
        recording: Option<&Vec<u8>>,
        context: &Context,
    ) -> Result<Option<PathBuf>, Failure> {
        self.warn(context);
        let nothing = evidence
            .files
            .values()
            .all(|state| kept_bytes(state).is_none());
        let folder = self.folder.filter(|_| !nothing);
        write(folder, self.recording, evidence, report, recording, context)
    }

    /// Says once what the files are.
    fn warn(&self, context: &Context) {
        if !self.warned && (self.folder.is_some() || self.recording.is_some()) {
            context
                .output
                .say(&DeskMsg::KeepFilesSecret.text(context.lang()));
        }
    }
}

/// A regular file that must not be overwritten; a device may be.
fn is_there(path: &Path) -> bool {
    path.metadata().is_ok_and(|metadata| metadata.is_file())
}

fn write(
    folder: Option<PendingFolder>,
    place: Option<Pending>,
    evidence: &Evidence,
    report: &Report,
    recording: Option<&Vec<u8>>,
    context: &Context,
) -> Result<Option<PathBuf>, Failure> {
    if let (Some(place), Some(bytes)) = (place, recording) {
        place.commit(bytes)?;
    }
    let Some(folder) = folder else {
        return Ok(None);
    };
    for (file, state) in &evidence.files {
        if let Some((bytes, suffix)) = kept_bytes(state) {
            folder.add(&format!("{}{suffix}", file.file_name()), bytes)?;
        }
    }
    let evidence_json = serde_json::to_vec_pretty(evidence).unwrap_or_default();
    folder.add("evidence.json", &evidence_json)?;
    let report = report.to_json(context.global.reveal);
    folder.add("report.json", format!("{report:#}\n").as_bytes())?;
    Ok(Some(folder.commit()?))
}

/// The bytes to keep and what to mark the name with: a file that is not whole says so.
fn kept_bytes(state: &FileState) -> Option<(&[u8], &'static str)> {
    match state {
        FileState::Read(bytes) => Some((bytes, "")),
        FileState::Partial { bytes, .. } | FileState::Truncated { bytes, .. } => {
            Some((bytes.as_slice(), ".partial")).filter(|(bytes, _)| !bytes.is_empty())
        }
        _ => None,
    }
}
