//! Answers in a session that break its rules, where a fault asks for them.
//!
//! Apart from the honest code, so that reading that shows what a chip should do. The counter is
//! the delicate part: a command that the chip claims never to have seen must not count, or chip
//! and terminal would differ for a reason that no fault named.

use super::Chip;
use super::dispatch::ins;
use super::read::offset_object;
use crate::channel::{Channel, OpenError};
use vidimus_iso7816::{CommandApdu, StatusWord};

impl Chip {
    /// The bare status word that answers a protected read instead of carrying it out.
    pub(super) fn bare_status(&mut self, command: &CommandApdu) -> Option<StatusWord> {
        let within = match command.ins() {
            ins::READ_BINARY if command.p1() & 0x80 == 0 => (command.p1(), command.p2()) != (0, 0),
            ins::READ_BINARY => command.p2() != 0,
            ins::READ_BINARY_ODD => offset_object(command.data()).is_ok_and(|offset| offset > 0),
            _ => return None,
        };
        self.faults.plain_status(self.session.reads == 0, within)
    }

    /// Sends a bare status word: with `6987` and `6988` the session is over, with any other
    /// the chip behaves as if the command had never come.
    pub(super) fn answer_bare(&mut self, mut channel: Channel, status: StatusWord) -> Vec<u8> {
        let ends = [OpenError::Missing, OpenError::Incorrect].map(OpenError::status);
        if ends.contains(&status) {
            self.session.abort();
        } else {
            channel.take_back();
            self.session.channel = Some(channel);
        }
        status.to_bytes().to_vec()
    }

    /// Whether this command, carried out, is answered without protection.
    pub(super) fn answers_in_the_clear(&self, command: &CommandApdu) -> bool {
        let reads = matches!(command.ins(), ins::READ_BINARY | ins::READ_BINARY_ODD);
        let file = self.session.current;
        reads && file.is_some_and(|file| self.faults.plain_data(file))
    }

    /// Keeps the answer to a read for GET RESPONSE and sends `61xx` instead.
    pub(super) fn hold_back(&mut self, response: Vec<u8>, command: u8) -> Vec<u8> {
        let reads = matches!(command, ins::READ_BINARY | ins::READ_BINARY_ODD);
        if !reads || !self.faults.bytes_wait() {
            return response;
        }
        let waiting = response.len().saturating_sub(2);
        // 256 and more are written 00
        let count = u8::try_from(waiting).unwrap_or(0);
        self.session.waiting = Some(response);
        vec![0x61, count]
    }
}
