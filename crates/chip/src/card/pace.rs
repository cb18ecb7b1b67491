//! MSE:Set AT and GENERAL AUTHENTICATE: PACE (Doc 9303-11 §4.4.4).
//!
//! PACE starts in the master file, which stays selected after it. Between the five commands
//! nothing else may come; the first four have class `00`, `10`, `10`, `10`, the last `00`.
//!
//! | answer | why |
//! |---|---|
//! | `6D00` | the chip does not perform PACE |
//! | `6985` | in the application or in a session; out of order; wrong class; a suspended PIN |
//! | `63Cx` | to MSE:Set AT: tries left of a PIN that was wrong before, no error but for `63C0`; to the last command: a wrong PIN |
//! | `6300` | to the last command: another wrong password |
//! | `6700` | no Le |
//!
//! What is in the data fields is judged in [`crate::pace`].

use super::Chip;
use super::dispatch::{Context, Outcome};
use super::session::Directory;
use crate::fault::PinLeft;
use crate::pace::{Opened, PacePassword, Parameters, Progress, Request, Run, Surroundings};
use vidimus_iso7816::{CommandApdu, ResponseApdu, StatusWord};

impl Chip {
    /// `22 C1 A4`: protocol, password and parameters; an earlier run is given up.
    pub(super) fn set_at_pace(&mut self, command: &CommandApdu, context: Context) -> Outcome {
        let rules = self.image.access.pace.as_ref();
        let rules = rules.ok_or(StatusWord::INSTRUCTION_NOT_SUPPORTED)?;
        if context.protected || self.session.directory == Directory::Application {
            return Err(StatusWord::CONDITIONS_NOT_SATISFIED);
        }
        let parameters = match self.faults.parameters() {
            Some(faulty) => faulty,
            None if rules.unchecked => Parameters::Ignored,
            None => Parameters::Standard,
        };
        let request = Request::parse(command.data(), rules, parameters)?;
        let status = match request.password {
            PacePassword::Pin => self.pin.on_select()?,
            _ => StatusWord::SUCCESS,
        };
        self.session.pace = Run::new(request, self.faults.pace());
        Ok(ResponseApdu::new([], status))
    }

    /// `86`: the next step of a run. Its order is that of the run, its class tells whether the
    /// terminal thinks so too; the run is put back only after a step that worked.
    pub(super) fn general_authenticate_pace(
        &mut self,
        command: &CommandApdu,
        run: Option<Run>,
        context: Context,
    ) -> Outcome {
        let rules = self.image.access.pace.clone();
        let rules = rules.ok_or(StatusWord::INSTRUCTION_NOT_SUPPORTED)?;
        let run = run.filter(|_| !context.protected);
        let run = run.ok_or(StatusWord::CONDITIONS_NOT_SATISFIED)?;
        if (command.p1(), command.p2()) != (0, 0) {
            return Err(StatusWord::INCORRECT_P1_P2);
        }
        if (command.cla() == 0x00) != run.is_last() {
            return Err(StatusWord::CONDITIONS_NOT_SATISFIED);
        }
        if command.le().is_none() {
            return Err(StatusWord::WRONG_LENGTH);
        }
        let password = run.request().password;
        if run.is_last()
            && let Some((status, delay)) = self.faults.wrong_key(password)
        {
            self.delay = delay;
            return Err(status);
        }
        let authorities = self.certificate_references();
        let mut around = Surroundings {
            rules: &rules,
            random: &mut *self.random,
            authorities: &authorities,
        };
        match run.advance(command.data(), &mut around)? {
            Progress::Next(answer, run) => {
                self.session.pace = Some(run);
                Ok(ResponseApdu::new(answer, StatusWord::SUCCESS))
            }
            Progress::WrongToken => Err(self.pin.failed(password)),
            Progress::Done(answer, opened) => {
                self.open_session(opened, password);
                Ok(ResponseApdu::new(answer, StatusWord::SUCCESS))
            }
        }
    }

    /// Secure messaging from the next command on; the last answer of PACE itself is in the clear.
    /// What Terminal Authentication needs later is kept: ID_IC, and after CAM the terminal's key.
    fn open_session(&mut self, mut opened: Opened, password: PacePassword) {
        self.pin.succeeded(password);
        if self.faults.wrong_session_keys() {
            opened.channel.spoil_keys();
        }
        self.session.secure(opened.channel);
        self.session.identifier = Some(opened.identifier);
        self.session.terminal_key = opened.terminal_key;
    }

    /// The state of the PIN that a fault asks for.
    pub(super) fn set_pin(&mut self, left: PinLeft) {
        self.pin = match left {
            PinLeft::Tries(left) => self.pin.with_left(left),
            PinLeft::Suspended => self.pin.suspended(),
        };
    }
}
