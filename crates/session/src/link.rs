//! One connection: plain, then secured, then ended; never back by itself.
//!
//! | state | entered by | commands go |
//! |---|---|---|
//! | plain | the start; [`Link::restart`], for a new access protocol only | as they are |
//! | secured | [`Link::secure`]: unconfirmed until a response verifies under these keys | class `0C`, MAC and cryptogram (Doc 9303-11 §9.8.4) |
//! | ended | an exchange that fails in any way | nowhere |
//!
//! An exchange takes the state out and puts it back on success alone. That is why a command can
//! never leave in the clear because the one before it went wrong, and why the two send sequence
//! counters cannot run apart unnoticed: whoever wants to go on after an error must open the chip
//! again. A status word such as `6982` is an answer, not an error.
//!
//! Two things of ISO/IEC 7816-4 are settled here, so that no caller sees them: `6Cxx`, where the
//! same command goes out once more with the Le it names (protected: under the next counter), and
//! `61xx`, where GET RESPONSE `00 C0 00 00 Le` fetches the rest outside secure messaging.

use crate::{Entropy, SessionError};
use vidimus_access::{AccessError, SecureChannel};
use vidimus_iso7816::{CommandApdu, Machine, Note, Poll, ResponseApdu, Transport, TransportError};
use vidimus_lds::evidence::ApduCounts;

/// How many GET RESPONSE one command may need whatever they bring.
const CONTINUATIONS_FREE: usize = 4;
/// On top of that each must bring so many bytes; a chip that has them sends 256 at a time.
const BYTES_A_CONTINUATION: usize = 128;
/// No response is longer than an extended APDU can be.
const MAX_RESPONSE: usize = 65_536;

/// How commands travel.
enum Mode {
    /// In the clear: before access, or a chip without access control.
    Plain,
    /// Under secure messaging.
    Secured(SecureChannel),
    /// Not at all: the channel is gone.
    Ended,
}

/// The connection to one chip.
pub(crate) struct Link<'a> {
    transport: &'a mut dyn Transport,
    mode: Mode,
    /// new keys are in use and the chip has not yet answered under them: the difference between
    /// a key agreement that was asked for and one that the chip could do
    unconfirmed: bool,
    /// every command APDU on the wire, GET RESPONSE and repetitions included, with its bytes
    counts: ApduCounts,
}

impl<'a> Link<'a> {
    /// A link in the clear.
    pub(crate) fn new(transport: &'a mut dyn Transport) -> Self {
        Self {
            transport,
            mode: Mode::Plain,
            unconfirmed: false,
            counts: ApduCounts::default(),
        }
    }

    /// The transport, for its name, limits and notes.
    pub(crate) fn transport(&mut self) -> &mut dyn Transport {
        self.transport
    }

    /// What went over it so far.
    pub(crate) const fn counts(&self) -> ApduCounts {
        self.counts
    }

    /// The channel, when secured.
    pub(crate) const fn channel(&self) -> Option<&SecureChannel> {
        match &self.mode {
            Mode::Secured(channel) => Some(channel),
            Mode::Plain | Mode::Ended => None,
        }
    }

    /// Goes back to the clear for a new access protocol; the old keys are wiped.
    pub(crate) fn restart(&mut self) {
        self.mode = Mode::Plain;
    }

    /// Sends a command in whatever way the link is in, and follows `6Cxx` once. On an error the
    /// link has ended: no later command leaves.
    ///
    /// # Errors
    /// Transport, secure messaging, or more data than asked for.
    pub(crate) fn exchange(
        &mut self,
        step: &'static str,
        command: &CommandApdu,
    ) -> Result<ResponseApdu, SessionError> {
        let response = self.exchange_once(step, command)?;
        match response.status().exact_le() {
            Some(ne) if command.le().is_some_and(|asked| asked != ne) => {
                self.exchange_once(step, &command.clone().with_le(ne))
            }
            _ => Ok(response),
        }
    }

    /// One command and its answer, without looking at `6Cxx`. Under secure messaging the answer
    /// is the status and data inside the protection; a bare status word is an error, and so is
    /// everything after it.
    fn exchange_once(
        &mut self,
        step: &'static str,
        command: &CommandApdu,
    ) -> Result<ResponseApdu, SessionError> {
        // taken out first: only success puts it back
        match core::mem::replace(&mut self.mode, Mode::Ended) {
            Mode::Ended => Err(SessionError::Ended),
            Mode::Plain => {
                let response = self.transmit(step, false, command)?;
                check_length(step, command, &response)?;
                self.mode = Mode::Plain;
                Ok(response)
            }
            Mode::Secured(mut channel) => {
                let failed = |source| SessionError::SecureMessaging { source, step };
                let protected = channel.wrap(command).map_err(failed)?;
                let response = self.transmit(step, true, &protected)?;
                let (channel, plain) = channel.unwrap(command, &response).map_err(failed)?;
                self.mode = Mode::Secured(channel);
                self.unconfirmed = false;
                Ok(plain)
            }
        }
    }

    /// Sends bytes and collects the whole answer, `61xx` included.
    ///
    /// A chip decides how often it says `61xx`; the limits make sure that it cannot keep a
    /// terminal busy for ever with a byte at a time, nor fill its memory. Past them the parts so
    /// far come back under the last `61xx`, which no caller takes for success.
    fn transmit(
        &mut self,
        step: &'static str,
        protected: bool,
        command: &CommandApdu,
    ) -> Result<ResponseApdu, SessionError> {
        let name = step;
        self.transport.note(&Note::Step { name, protected });
        let mut response = self.transmit_bytes(step, command)?;
        let mut data = Vec::new();
        let mut continuations = 0;
        while let Some(waiting) = response.status().bytes_waiting() {
            let enough = CONTINUATIONS_FREE + data.len() / BYTES_A_CONTINUATION;
            if continuations > enough || data.len() > MAX_RESPONSE {
                break;
            }
            continuations += 1;
            data.extend_from_slice(response.data());
            let next = CommandApdu::new(0x00, 0xC0, 0x00, 0x00).with_le(waiting);
            response = self.transmit_bytes(step, &next)?;
        }
        if data.is_empty() {
            return Ok(response);
        }
        data.extend_from_slice(response.data());
        Ok(ResponseApdu::new(data, response.status()))
    }

    /// One APDU over the transport, counted whether or not an answer comes.
    fn transmit_bytes(
        &mut self,
        step: &'static str,
        command: &CommandApdu,
    ) -> Result<ResponseApdu, SessionError> {
        let failed = |source| SessionError::Transport { source, step };
        let bytes = command.to_bytes()?;
        self.counts.count += 1;
        self.counts.sent += bytes.len() as u64;
        let response = self.transport.transmit(&bytes).map_err(failed)?;
        self.counts.received += response.len() as u64;
        // fewer than two bytes are no answer at all
        ResponseApdu::parse(&response).map_err(|_| failed(TransportError::Unresponsive))
    }

    /// Runs a protocol to its end. What it yields is for the caller: a channel is not taken into
    /// use here.
    ///
    /// # Errors
    /// The transport's, the channel's, the machine's. After the machine's own the link goes on as
    /// it was.
    pub(crate) fn run<M>(&mut self, machine: &mut M) -> Result<M::Output, SessionError>
    where
        M: Machine<Error = AccessError>,
    {
        let mut poll = machine.poll(None)?;
        loop {
            match poll {
                Poll::Transmit(command) => {
                    let response = self.exchange(machine.step(), &command)?;
                    poll = machine.poll(Some(&response))?;
                }
                Poll::Done(output) => return Ok(output),
            }
        }
    }

    /// Takes a new channel into use. The old one, if any, is wiped; until a response has verified
    /// the new keys are [`unconfirmed`](Self::unconfirmed).
    pub(crate) fn secure(&mut self, channel: SecureChannel) {
        self.mode = Mode::Secured(channel);
        self.unconfirmed = true;
    }

    /// Whether no response has verified under the keys in use.
    pub(crate) const fn unconfirmed(&self) -> bool {
        self.unconfirmed
    }

    /// Whether nothing can be sent any more.
    pub(crate) const fn ended(&self) -> bool {
        matches!(self.mode, Mode::Ended)
    }

    /// Draws random bytes and tells the transport, for recordings: the line stands before the
    /// exchange that uses the bytes, so that a replay draws them in the same order.
    ///
    /// # Errors
    /// [`SessionError::NoRandomness`], or in a replay that none are left.
    pub(crate) fn draw(
        &mut self,
        entropy: &mut dyn Entropy,
        purpose: &'static str,
        out: &mut [u8],
    ) -> Result<(), SessionError> {
        entropy.fill(purpose, out)?;
        let bytes = &*out;
        self.transport.note(&Note::Random { purpose, bytes });
        Ok(())
    }
}

/// In the clear nothing else watches that a READ BINARY (INS `B0`, `B1`) keeps to Le; under secure
/// messaging the channel does. A command without Le is not looked at: it asks for no data.
fn check_length(
    step: &'static str,
    command: &CommandApdu,
    response: &ResponseApdu,
) -> Result<(), SessionError> {
    let (0xB0 | 0xB1, Some(ne)) = (command.ins(), command.le()) else {
        return Ok(());
    };
    let expected = usize::try_from(ne).unwrap_or(usize::MAX);
    let found = response.data().len();
    if found > expected {
        return Err(SessionError::TooMuchData {
            expected,
            found,
            step,
        });
    }
    Ok(())
}
