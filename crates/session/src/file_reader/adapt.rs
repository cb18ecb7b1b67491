//! What to do when a READ BINARY brings no bytes.

use super::READ_REFUSED;
use super::answer::Answer;
use super::ask::Address;
use super::content::Content;
use super::tactics::Tactics;
use crate::SessionError;
use vidimus_lds::File;
use vidimus_lds::evidence::FileState;

/// So many answers without bytes at one offset are enough.
const MAX_ZEROS: u8 = 3;

/// How to go on.
pub(super) enum Next {
    /// Ask again, by the tactics as changed.
    Again,
    /// This is what became of the file.
    Stop(FileState),
}

impl Content {
    /// Changes the tactics after an answer without bytes, or ends the file.
    ///
    /// # Errors
    /// [`SessionError::NoProgress`] after three successes without a byte.
    pub(super) fn adapt(
        &mut self,
        answer: &Answer,
        address: &mut Address,
        tactics: &mut Tactics,
        want: usize,
    ) -> Result<Next, SessionError> {
        Ok(match answer {
            Answer::Data(_) => Next::Again,
            Answer::Empty => return self.nothing_came(tactics),
            Answer::End => self.end_came(tactics, want),
            Answer::TooLong if tactics.step_down(want) => Next::Again,
            Answer::Denied(status) if self.len() == 0 => Next::Stop(FileState::Denied {
                status: status.value(),
            }),
            Answer::TooLong | Answer::Denied(_) => refused(),
            Answer::Missing => self.missing(address, tactics),
            Answer::Unsupported | Answer::Refused => self.refused(answer, address, tactics),
        })
    }

    fn nothing_came(&mut self, tactics: &mut Tactics) -> Result<Next, SessionError> {
        if tactics.give_up_extended() {
            return Ok(Next::Again);
        }
        self.zeros += 1;
        if self.zeros >= MAX_ZEROS {
            return Err(self.no_progress());
        }
        Ok(Next::Again)
    }

    /// The end of the file where bytes were asked for. At the start the chunk may have been too
    /// large for the file: the header alone comes next. Inside it a smaller chunk gets one try.
    fn end_came(&mut self, tactics: &mut Tactics, want: usize) -> Next {
        if self.len() == 0 && !tactics.no_overrun {
            tactics.no_overrun = true;
            return Next::Again;
        }
        if self.len() > 0 && self.total().is_some() && !self.end_met {
            self.end_met = true;
            if tactics.step_down(want) {
                return Next::Again;
            }
        }
        Next::Stop(self.end())
    }

    /// `6A82`: by short identifier it may only mean that these are not supported, so the file is
    /// selected once, where that may help.
    fn missing(&self, address: &mut Address, tactics: &mut Tactics) -> Next {
        let asked_by_sfi = matches!(address, Address::Short(_));
        if asked_by_sfi && self.may_select {
            return select_instead(address, tactics);
        }
        if self.len() > 0 {
            return refused();
        }
        Next::Stop(FileState::Absent)
    }

    /// Anything else: select the file first, then try the odd instruction, then give up.
    fn refused(&self, answer: &Answer, address: &mut Address, tactics: &mut Tactics) -> Next {
        match address {
            _ if self.len() > 0 || self.file() == File::AtrInfo => refused(),
            Address::Short(_) if *answer == Answer::Unsupported => read_odd(address, tactics),
            Address::Short(_) if self.selectable => select_instead(address, tactics),
            Address::Short(_) => refused(),
            Address::Current if !tactics.odd_only => read_odd(address, tactics),
            Address::Current | Address::Unselected => refused(),
        }
    }
}

/// INS B1, which is used on a selected file.
fn read_odd(address: &mut Address, tactics: &mut Tactics) -> Next {
    if matches!(address, Address::Short(_)) {
        *address = Address::Unselected;
    }
    tactics.no_sfi = false;
    tactics.odd_only = true;
    Next::Again
}

fn select_instead(address: &mut Address, tactics: &mut Tactics) -> Next {
    *address = Address::Unselected;
    tactics.no_sfi = true;
    Next::Again
}

fn refused() -> Next {
    Next::Stop(FileState::Failed {
        code: READ_REFUSED.to_owned(),
    })
}
