//! One READ BINARY, with the SELECT before it where one is needed.

use super::FileReader;
use super::answer::Answer;
use super::tactics::Tactics;
use crate::SessionError;
use crate::command::{self, SELECT_FILE, SelectReply};
use vidimus_iso7816::Sfi;
use vidimus_lds::File;

/// How the next READ BINARY finds the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// By its short identifier, which makes it the current file.
    Short(Sfi),
    /// It has to be selected first.
    Unselected,
    /// It is the current file.
    Current,
}

impl Address {
    /// How to begin with a file of this short identifier.
    pub(super) fn first(sfi: Option<Sfi>, tactics: &Tactics) -> Self {
        match sfi {
            Some(sfi) if !tactics.no_sfi && !tactics.odd_only => Self::Short(sfi),
            _ => Self::Unselected,
        }
    }
}

impl FileReader<'_> {
    /// Asks for `want` bytes at `offset`; selects the file first where needed.
    pub(super) fn ask(
        &mut self,
        file: File,
        address: &mut Address,
        tactics: &mut Tactics,
        offset: usize,
        want: usize,
    ) -> Result<Answer, SessionError> {
        if *address == Address::Unselected {
            if let Some(refused) = self.select(file, tactics, offset)? {
                return Ok(refused);
            }
            *address = Address::Current;
        }
        let odd = tactics.is_odd(offset);
        let (command, odd) = match *address {
            Address::Short(sfi) if offset == 0 => (command::read_sfi(sfi, want), false),
            _ if odd => (command::read_odd(offset, want), true),
            _ => (command::read_even(offset, want), false),
        };
        let response = self.link.exchange(command::read_step(file), &command)?;
        let answer = Answer::of(response, odd);
        if let Answer::Data(_) = answer {
            *address = Address::Current;
        }
        Ok(answer)
    }

    /// Makes a file the current one; gives back why not.
    fn select(
        &mut self,
        file: File,
        tactics: &mut Tactics,
        offset: usize,
    ) -> Result<Option<Answer>, SessionError> {
        let answer = self.select_by_id(file, tactics)?;
        // in the middle of a file that was found by its short identifier: by the same way again
        match (answer, self.sfi_of(file)) {
            (Some(_), Some(sfi)) if offset > 0 && !tactics.odd_only => {
                let command = command::read_sfi(sfi, 1);
                let response = self.link.exchange(command::read_step(file), &command)?;
                match Answer::of(response, false) {
                    Answer::Data(_) => Ok(None),
                    refused => Ok(Some(refused)),
                }
            }
            (answer, _) => Ok(answer),
        }
    }

    /// SELECT by identifier, with P2 `0C` and, where that is refused, `00`.
    fn select_by_id(
        &mut self,
        file: File,
        tactics: &mut Tactics,
    ) -> Result<Option<Answer>, SessionError> {
        let id = self.id_of(file);
        let command = command::select_file(id, tactics.select);
        let status = self.link.exchange(SELECT_FILE, &command)?.status();
        if status.is_success_or_warning() {
            return Ok(None);
        }
        let answer = Answer::of_error(status);
        let other_way = tactics.select == SelectReply::Nothing;
        if !other_way || matches!(answer, Answer::Missing | Answer::Denied(_)) {
            return Ok(Some(answer));
        }
        tactics.select = SelectReply::ControlInformation;
        let command = command::select_file(id, tactics.select);
        let status = self.link.exchange(SELECT_FILE, &command)?.status();
        if status.is_success_or_warning() {
            return Ok(None);
        }
        tactics.select = SelectReply::Nothing;
        Ok(Some(Answer::of_error(status)))
    }
}
