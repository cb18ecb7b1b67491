//! Reading one file in as few commands as the chip allows.
//!
//! The first READ BINARY names the file by its short identifier and asks for a full chunk; the
//! header of the object in it tells how much is left; the last one asks for exactly the rest.
//! Where a chip refuses, the [`Tactics`] change; when the changed way brings data, it is kept
//! for the files that follow and named as a quirk.

use crate::link::Link;
use crate::open::Opener;
use crate::prove::{Binding, CvcaPlace};
use crate::quirks::Quirk;
use crate::{Entropy, Observer, Progress, ReadPlan, SessionError, TerminalAuthority};
use vidimus_iso7816::{FileId, Note, Sfi};
use vidimus_lds::File;
use vidimus_lds::evidence::{Evidence, FileState, QuirkUse};
use vidimus_lds::profile::CardAccessStep;

mod adapt;
mod answer;
mod ask;
mod content;
mod reopen;
mod tactics;

use adapt::Next;
use answer::Answer;
use ask::Address;
use content::Content;
pub(crate) use tactics::Tactics;

/// Code of a file that the chip does not give, for no reason we know.
pub(crate) const READ_REFUSED: &str = "card.unexpected_status";

/// A read in progress: the link, the plan, and what was observed until now.
pub(crate) struct FileReader<'a> {
    pub(crate) link: Link<'a>,
    pub(crate) plan: &'a ReadPlan,
    pub(crate) entropy: &'a mut dyn Entropy,
    pub(crate) observer: &'a mut dyn Observer,
    pub(crate) evidence: Evidence,
    /// what this chip is known to need
    pub(crate) tactics: Tactics,
    /// what lets further in than the key
    pub(crate) terminal: Option<&'a mut dyn TerminalAuthority>,
    /// the identifier that answered, by its place in the plan: the only one asked for from then on
    pub(crate) answered: Option<usize>,
    /// what opened the chip, to open it again
    pub(crate) opener: Opener<'a>,
    /// whether the chip was opened a second time already, or must not be any more
    pub(crate) reopened: bool,
    /// what Terminal Authentication binds the terminal's signature to
    pub(crate) binding: Binding,
    /// where DG14 says that EF.CVCA lies
    pub(crate) cvca: CvcaPlace,
    /// how the channel died in a proof, which does not end the read by itself
    pub(crate) lost: Option<SessionError>,
}

impl FileReader<'_> {
    /// Reads a file and writes down what became of it.
    ///
    /// # Errors
    /// What ends the whole read; the file is then written down as far as it came.
    pub(crate) fn read(&mut self, file: File) -> Result<(), SessionError> {
        let mut content = Content::new(file, self.plan.max_file_size);
        content.may_select = self.may_select(file);
        content.selectable = self.is_selectable(file);
        let result = self.read_into(file, &mut content);
        let state = match &result {
            Ok(state) => state.clone(),
            Err(error) => content.interrupted(error),
        };
        // the Debug form of a state shows lengths, never content
        tracing::debug!(%file, ?state, "file finished");
        let seen = &state;
        self.observer
            .progress(&Progress::Finished { file, state: seen });
        self.evidence.files.insert(file, state);
        result.map(drop)
    }

    fn read_into(&mut self, file: File, content: &mut Content) -> Result<FileState, SessionError> {
        let mut tactics = self.tactics;
        let mut address = Address::first(self.first_sfi(file), &tactics);
        loop {
            if let Some(state) = content.finished() {
                return Ok(state);
            }
            content.count_read()?;
            let chunk = tactics.chunk(self.link.channel(), content.len());
            let want = content.want(chunk, &tactics);
            let answer = match self.ask(file, &mut address, &mut tactics, content.len(), want) {
                Ok(answer) => answer,
                Err(error) => {
                    self.reopen(error, &mut tactics, content.len(), want)?;
                    address = Address::Unselected;
                    continue;
                }
            };
            match answer {
                Answer::Data(bytes) => {
                    self.adopt(tactics);
                    content.push(bytes, want);
                    self.report(file, content);
                }
                other => match content.adapt(&other, &mut address, &mut tactics, want)? {
                    Next::Again => {}
                    Next::Stop(state) => return Ok(state),
                },
            }
        }
    }

    /// The short identifier of a file; EF.CVCA lies where DG14 says.
    fn sfi_of(&self, file: File) -> Option<Sfi> {
        match file {
            File::Cvca => self.cvca.sfi,
            _ => file.sfi(),
        }
    }

    /// The short identifier that a file is read by at first; of EF.CardAccess only where that is a
    /// rung of the plan's ladder.
    fn first_sfi(&self, file: File) -> Option<Sfi> {
        let ladder = &self.plan.card_access.ladder;
        let left_out =
            file == File::CardAccess && !ladder.contains(&CardAccessStep::ShortIdentifier);
        self.sfi_of(file).filter(|_| !left_out)
    }

    /// Whether SELECT of a file may be tried where its short identifier is refused.
    fn is_selectable(&self, file: File) -> bool {
        let ladder = &self.plan.card_access.ladder;
        file != File::CardAccess || ladder.contains(&CardAccessStep::FileIdentifier)
    }

    /// The identifier of a file.
    fn id_of(&self, file: File) -> FileId {
        match file {
            File::Cvca => self.cvca.id,
            _ => self.evidence.application.file_id(file),
        }
    }

    /// Whether a file that its short identifier does not find is selected. Before the chip is
    /// open the answer ends the ladder; for EF.CVCA the place that DG14 signs for is the place.
    fn may_select(&self, file: File) -> bool {
        match file {
            File::CardAccess => self.plan.card_access.insist && self.is_selectable(file),
            File::AtrInfo | File::Dir => false,
            File::Cvca => self.cvca.is_default(),
            _ => true,
        }
    }

    /// Keeps tactics that brought data, and names what is new in them.
    pub(crate) fn adopt(&mut self, tactics: Tactics) {
        for quirk in tactics.new_quirks(&self.tactics) {
            self.use_quirk(quirk);
        }
        self.tactics = tactics;
    }

    /// Writes down the use of a quirk, once.
    pub(crate) fn use_quirk(&mut self, quirk: Quirk) {
        let id = quirk.id();
        if self.evidence.quirks.iter().any(|used| used.id == id) {
            return;
        }
        tracing::info!(id, "tolerance used");
        self.link.transport().note(&Note::Event { name: id });
        self.observer.progress(&Progress::Quirk { id });
        let effect = quirk.entry().map(|entry| entry.fallback.clone());
        self.evidence.quirks.push(QuirkUse {
            id: id.to_owned(),
            effect: effect.unwrap_or_default(),
        });
    }

    fn report(&mut self, file: File, content: &Content) {
        self.observer.progress(&Progress::Reading {
            file,
            done: content.len(),
            total: content.total(),
        });
    }
}
