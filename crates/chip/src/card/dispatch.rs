//! From the bytes of a command to the bytes of a response (ISO/IEC 7816-4 §5.4, §5.6).
//!
//! | class | in no session | in a session |
//! |---|---|---|
//! | `00` | carried out | ends the session (Doc 9303-11 §9.8.3); reads and SELECT of a file get `6982` (§4.3.2), others are carried out |
//! | `10` | GENERAL AUTHENTICATE of PACE; else `6884` | ends the session, then the same |
//! | `0C` | `6882` | opened, carried out, sealed; an error of the protection is answered in the clear with `6987` or `6988` and ends the session (§9.8.5) |
//! | other | `6882` or `6E00` | ends the session, then the same |
//!
//! A challenge and a run of PACE are good for the next command only: they are taken out of the
//! session before it is carried out, whatever it is. New keys of Chip Authentication
//! take over after the answer is sealed (§9.8.2).

use super::Chip;
use crate::channel::{Channel, OpenError};
use crate::fault::Step;
use crate::pace::Run;
use std::time::Duration;
use vidimus_iso7816::{CommandApdu, ResponseApdu, StatusWord};

/// Instructions of an eMRTD (Doc 9303-10 §3.6, Doc 9303-11 §4.3.4, §4.4.4, §6, §7).
pub(super) mod ins {
    pub(crate) const MANAGE_SECURITY_ENVIRONMENT: u8 = 0x22;
    pub(crate) const PERFORM_SECURITY_OPERATION: u8 = 0x2A;
    pub(crate) const EXTERNAL_AUTHENTICATE: u8 = 0x82;
    pub(crate) const GET_CHALLENGE: u8 = 0x84;
    pub(crate) const GENERAL_AUTHENTICATE: u8 = 0x86;
    pub(crate) const INTERNAL_AUTHENTICATE: u8 = 0x88;
    pub(crate) const SELECT: u8 = 0xA4;
    pub(crate) const READ_BINARY: u8 = 0xB0;
    pub(crate) const READ_BINARY_ODD: u8 = 0xB1;
    pub(crate) const GET_RESPONSE: u8 = 0xC0;
}

/// `6884`: command chaining not supported.
const CHAINING_NOT_SUPPORTED: StatusWord = StatusWord::new(0x6884);
/// P1-P2 of MSE:Set AT for PACE: mutual authentication.
const SET_AT_PACE: (u8, u8) = (0xC1, 0xA4);
/// Longest short command APDU.
const SHORT_COMMAND: usize = 261;
/// Longest command of the proofs: MSE:Set KAT and GENERAL AUTHENTICATE may be extended on any
/// chip (Doc 9303-11 §9.3.1), this one takes the others so too.
const LONG_COMMAND: usize = 2304;
/// Data of a short response at most.
const SHORT_RESPONSE: usize = 256;

/// What a command may get back, and under which protection it came.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context {
    /// came through secure messaging
    pub(super) protected: bool,
    /// came with extended length fields
    pub(super) extended: bool,
    /// plain bytes that fit into the response
    pub(super) room: usize,
}

/// A response, or a status word without data.
pub(super) type Outcome = Result<ResponseApdu, StatusWord>;

/// Success without data.
pub(super) fn done() -> ResponseApdu {
    ResponseApdu::new([], StatusWord::SUCCESS)
}

impl Chip {
    /// Takes a command APDU, whatever its bytes are, and answers with a response APDU.
    pub fn process(&mut self, command: &[u8]) -> Vec<u8> {
        self.delay = Duration::ZERO;
        match self.admit(command) {
            Ok(parsed) if parsed.cla() == 0x0C => self.protected(&parsed, is_extended(command)),
            Ok(parsed) => self.plain(&parsed, is_extended(command)),
            Err(status) => {
                self.end_session();
                status.to_bytes().to_vec()
            }
        }
    }

    /// Parses a command that fits the buffer.
    fn admit(&self, command: &[u8]) -> Result<CommandApdu, StatusWord> {
        let longest = match self.image.habits.extended {
            Some(buffers) => {
                SHORT_COMMAND.max(usize::try_from(buffers.command).unwrap_or(usize::MAX))
            }
            None if is_extended(command) && carries_a_proof(command) => LONG_COMMAND,
            None if is_extended(command) => return Err(StatusWord::WRONG_LENGTH),
            None => SHORT_COMMAND,
        };
        if command.len() > longest {
            return Err(StatusWord::WRONG_LENGTH);
        }
        CommandApdu::parse(command).map_err(|_| StatusWord::WRONG_LENGTH)
    }

    /// A command in the clear. In a session it ends the session (Doc 9303-11 §9.8.3); a read
    /// or the selection of a file is then refused (§4.3.2).
    fn plain(&mut self, command: &CommandApdu, extended: bool) -> Vec<u8> {
        if command.ins() == ins::GET_RESPONSE
            && command.cla() == 0x00
            && let Some(waiting) = self.session.waiting.take()
        {
            return self.deliver(waiting, command.le());
        }
        let in_session = self.end_session();
        let outcome = match command.cla() {
            0x00 if in_session && reaches_for_a_file(command) => {
                Err(StatusWord::SECURITY_STATUS_NOT_SATISFIED)
            }
            // a chain of GENERAL AUTHENTICATE is one of commands, not of one command in parts
            cla if cla == 0x00 || (chains(command) && self.image.access.pace.is_some()) => self
                .execute(
                    command,
                    Context {
                        protected: false,
                        extended,
                        room: self.response_room(extended),
                    },
                ),
            cla => {
                self.session.challenge = None;
                Err(refused_class(cla))
            }
        };
        let answer = outcome.unwrap_or_else(|status| ResponseApdu::new([], status));
        if let Some(next) = self.session.next_channel.take() {
            self.session.channel = Some(next);
        }
        self.fit(answer.to_bytes(), extended)
    }

    /// Ends a session; whether there was one.
    fn end_session(&mut self) -> bool {
        let in_session = self.is_secured();
        if in_session {
            self.session.abort();
        }
        in_session
    }

    /// A command under secure messaging. Errors of the protection come back in the clear and
    /// end the session (§9.8.5); every other status word is protected.
    fn protected(&mut self, command: &CommandApdu, extended: bool) -> Vec<u8> {
        self.session.waiting = None;
        let Some(mut channel) = self.session.channel.take() else {
            self.session.challenge = None;
            return StatusWord::SECURE_MESSAGING_NOT_SUPPORTED
                .to_bytes()
                .to_vec();
        };
        let inner = match channel.open(command) {
            Ok(inner) => inner,
            Err(error) => return self.drop_channel(error),
        };
        if let Some(status) = self.bare_status(&inner) {
            return self.answer_bare(channel, status);
        }
        let room = channel.capacity(self.response_room(extended));
        let context = Context {
            protected: true,
            extended,
            room,
        };
        let outcome = self.execute(&inner, context);
        let answer = outcome.unwrap_or_else(|status| ResponseApdu::new([], status));
        if self.answers_in_the_clear(&inner) {
            channel.take_back();
            self.session.channel = Some(channel);
            return answer.to_bytes();
        }
        let response = self.seal(channel, answer, inner.ins());
        self.fit(response, extended)
    }

    /// Ends the session with the error of its protection, in the clear.
    fn drop_channel(&mut self, error: OpenError) -> Vec<u8> {
        self.session.abort();
        error.status().to_bytes().to_vec()
    }

    /// Seals an answer and puts the channel back, or the one that takes over. Faults come in
    /// here: of the seal, an earlier answer in place of this one, `61xx` for a read.
    fn seal(&mut self, mut channel: Channel, answer: ResponseApdu, ins: u8) -> Vec<u8> {
        self.session.responses = self.session.responses.saturating_add(1);
        let mut tamper = self
            .faults
            .seal(self.session.responses, !answer.data().is_empty());
        let mut response = self.session.seal(&mut channel, answer, ins, &mut tamper);
        self.session
            .take_over(channel, self.faults.keeps_old_keys());
        let earlier = self
            .faults
            .replay()
            .and_then(|back| self.session.earlier(back).cloned());
        self.session.keep(&response);
        if let Some(earlier) = earlier {
            response = earlier;
        }
        self.hold_back(response, ins)
    }

    /// Carries a command out.
    fn execute(&mut self, command: &CommandApdu, context: Context) -> Outcome {
        let challenge = self.session.challenge.take();
        let pace = self.session.pace.take();
        let step = self.step(command, pace.as_ref(), context);
        if let Some(status) = self.faults.status_on(step) {
            return Err(status);
        }
        match command.ins() {
            ins::SELECT => self.select(command, context),
            ins::READ_BINARY => self.read(command, context),
            ins::READ_BINARY_ODD => self.read_odd(command, context),
            ins::MANAGE_SECURITY_ENVIRONMENT if operands(command) == SET_AT_PACE => {
                self.set_at_pace(command, context)
            }
            ins::GENERAL_AUTHENTICATE
                if pace.is_some() || (!context.protected && self.session.agreement.is_none()) =>
            {
                self.general_authenticate_pace(command, pace, context)
            }
            ins::MANAGE_SECURITY_ENVIRONMENT => self.manage_security_environment(command, context),
            ins::GENERAL_AUTHENTICATE => self.general_authenticate(command),
            ins::INTERNAL_AUTHENTICATE => self.internal_authenticate(command, context),
            ins::PERFORM_SECURITY_OPERATION => self.verify_certificate(command, context),
            ins::GET_CHALLENGE if self.proves_terminal(context) => self.terminal_challenge(context),
            ins::EXTERNAL_AUTHENTICATE if self.proves_terminal(context) => {
                self.prove_terminal(command, challenge, context)
            }
            ins::GET_CHALLENGE => self.get_challenge(command),
            ins::EXTERNAL_AUTHENTICATE => self.external_authenticate(command, challenge, context),
            _ => Err(StatusWord::INSTRUCTION_NOT_SUPPORTED),
        }
    }

    /// What a command is for.
    fn step(&self, command: &CommandApdu, pace: Option<&Run>, context: Context) -> Step {
        match (command.ins(), command.p1()) {
            (ins::MANAGE_SECURITY_ENVIRONMENT, 0xC1) => Step::PaceSetAt,
            (ins::GENERAL_AUTHENTICATE, _) if pace.is_some() => {
                Step::PaceAuthenticate(pace.map_or(0, Run::step))
            }
            (ins::MANAGE_SECURITY_ENVIRONMENT, _) => set_step(operands(command)),
            (ins::GENERAL_AUTHENTICATE, _) => Step::ChipAgree,
            (ins::INTERNAL_AUTHENTICATE, _) => Step::Active,
            (ins::PERFORM_SECURITY_OPERATION, _) => Step::VerifyCertificate,
            (ins::GET_CHALLENGE, _) if self.proves_terminal(context) => Step::TerminalChallenge,
            (ins::EXTERNAL_AUTHENTICATE, _) if self.proves_terminal(context) => Step::ProveTerminal,
            (ins::SELECT, 0x04) => Step::SelectApplication,
            (ins::SELECT, 0x00) => Step::SelectMasterFile,
            (ins::SELECT, _) => Step::SelectFile(self.file_with_id(command.data())),
            (ins::READ_BINARY | ins::READ_BINARY_ODD, _) => Step::Read,
            (ins::GET_CHALLENGE, _) => Step::GetChallenge,
            (ins::EXTERNAL_AUTHENTICATE, _) => Step::ExternalAuthenticate,
            _ => Step::Other,
        }
    }

    /// Data bytes that fit into a response, status word not counted.
    fn response_room(&self, extended: bool) -> usize {
        match (extended, self.image.habits.extended) {
            (true, Some(buffers)) => usize::try_from(buffers.response)
                .unwrap_or(usize::MAX)
                .saturating_sub(2)
                .clamp(SHORT_RESPONSE, 65_536),
            _ => SHORT_RESPONSE,
        }
    }
}

/// Whether the length fields are extended: a zero byte after the header and more behind it.
fn is_extended(command: &[u8]) -> bool {
    matches!(command, [_, _, _, _, 0, _, ..])
}

/// A command of the proofs, whose keys, signatures and certificates may be long; protected or
/// not.
fn carries_a_proof(command: &[u8]) -> bool {
    let ins = command.get(1);
    matches!(
        ins,
        Some(
            &ins::MANAGE_SECURITY_ENVIRONMENT
                | &ins::GENERAL_AUTHENTICATE
                | &ins::INTERNAL_AUTHENTICATE
                | &ins::EXTERNAL_AUTHENTICATE
                | &ins::PERFORM_SECURITY_OPERATION
        )
    )
}

/// GENERAL AUTHENTICATE that is not the last of its chain.
const fn chains(command: &CommandApdu) -> bool {
    command.cla() == 0x10 && command.ins() == ins::GENERAL_AUTHENTICATE
}

/// What MSE sets, for any protocol but PACE.
const fn set_step(operands: (u8, u8)) -> Step {
    match operands {
        (0x41, 0xA6) => Step::ChipSetKat,
        (0x41, 0xA4) => Step::ChipSetAt,
        (0x81, 0xB6) => Step::SetIssuer,
        (0x81, 0xA4) => Step::SetTerminal,
        _ => Step::Other,
    }
}

/// P1 and P2.
const fn operands(command: &CommandApdu) -> (u8, u8) {
    (command.p1(), command.p2())
}

/// SELECT of an elementary file, or any READ BINARY.
fn reaches_for_a_file(command: &CommandApdu) -> bool {
    match command.ins() {
        ins::SELECT => command.p1() == 0x02,
        ins::READ_BINARY | ins::READ_BINARY_ODD => true,
        _ => false,
    }
}

/// Why a class byte is not taken: chaining, another secure messaging, or unknown.
const fn refused_class(cla: u8) -> StatusWord {
    match cla {
        0x10 | 0x1C => CHAINING_NOT_SUPPORTED,
        0x04 | 0x08 => StatusWord::SECURE_MESSAGING_NOT_SUPPORTED,
        _ => StatusWord::CLASS_NOT_SUPPORTED,
    }
}
