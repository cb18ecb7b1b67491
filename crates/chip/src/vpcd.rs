//! The chip as a card of vpcd, the virtual reader of pcscd.
//!
//! The card is the TCP client. Every message, both ways, is a big-endian `u16` length and then
//! the payload. From the reader a payload of one byte is a control: `00` power off, `01` power
//! on, `02` reset, all without an answer, and `04` asks for the ATR. Anything longer is a
//! command APDU. The card is in the reader while the connection is open.
//!
//! vpcd asks for the ATR a few times a second between APDUs; that is no reset.

use crate::card::Chip;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream, ToSocketAddrs};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// The TCP port of the first slot of vpcd; the second is one higher.
pub const DEFAULT_PORT: u16 = 35_963;
/// The longest response vpcd carries: 65 533 bytes and the status word.
const MAX_RESPONSE: usize = 65_535;
/// How long a read may block before the stop flag is looked at.
const POLL: Duration = Duration::from_millis(50);

/// Why a card left the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The stop flag was set.
    Stopped,
    /// The reader closed the connection.
    ReaderClosed,
}

/// A connection of a card to a virtual reader: the card is inserted while it lives.
///
/// Dropping it, or [`VpcdCard::remove`], takes the card out.
#[derive(Debug)]
pub struct VpcdCard {
    stream: TcpStream,
}

impl VpcdCard {
    /// Inserts a card into the reader that listens on this address.
    ///
    /// # Errors
    /// What the system says about the connection, such as nobody listening.
    pub fn insert(address: impl ToSocketAddrs) -> io::Result<Self> {
        Self::from_stream(TcpStream::connect(address)?)
    }

    /// Inserts a card over a connection made elsewhere.
    ///
    /// # Errors
    /// What the system says about its options.
    pub fn from_stream(stream: TcpStream) -> io::Result<Self> {
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(POLL))?;
        Ok(Self { stream })
    }

    /// Answers the reader until it closes the connection or `stop` is set; may be called again
    /// after `stop`.
    ///
    /// # Errors
    /// What the system says about the connection.
    pub fn serve(&mut self, chip: &mut Chip, stop: &AtomicBool) -> io::Result<Ended> {
        self.serve_while(chip, |_| !stop.load(Ordering::Relaxed))
    }

    /// Answers `commands` command APDUs, then removes the card without answering the next.
    ///
    /// # Errors
    /// What the system says about the connection.
    pub fn serve_then_remove(&mut self, chip: &mut Chip, commands: u32) -> io::Result<Ended> {
        let ended = self.serve_while(chip, |answered| answered < commands);
        self.remove();
        ended
    }

    /// Answers `commands` command APDUs, then nothing any more, with the card still in the
    /// reader.
    ///
    /// # Errors
    /// What the system says about the connection.
    pub fn serve_then_hang(&mut self, chip: &mut Chip, commands: u32) -> io::Result<Ended> {
        self.serve_while(chip, |answered| answered < commands)
    }

    /// Takes the card out of the reader.
    pub fn remove(&mut self) {
        // an error means that the connection is closed already
        let _ = self.stream.shutdown(Shutdown::Both);
    }

    /// Answers while `more`, asked with the number of commands answered, says so.
    fn serve_while(&mut self, chip: &mut Chip, more: impl Fn(u32) -> bool) -> io::Result<Ended> {
        let mut answered = 0;
        while more(answered) {
            let message = match self.receive(|| more(answered))? {
                Incoming::Message(message) => message,
                Incoming::Closed => return Ok(Ended::ReaderClosed),
                Incoming::Stopped => return Ok(Ended::Stopped),
            };
            match message.as_slice() {
                [] => {}
                [0x00..=0x02] => chip.reset(),
                [0x04] => self.send(chip.atr())?,
                [_] => {}
                command => {
                    let response = chip.process(command);
                    std::thread::sleep(chip.delay());
                    self.send(&response)?;
                    answered += 1;
                }
            }
        }
        Ok(Ended::Stopped)
    }

    fn receive(&mut self, more: impl Fn() -> bool) -> io::Result<Incoming> {
        let mut length = [0; 2];
        match self.fill(&mut length, &more)? {
            Filled::Whole => {}
            Filled::Closed => return Ok(Incoming::Closed),
            Filled::Stopped => return Ok(Incoming::Stopped),
        }
        let mut message = vec![0; usize::from(u16::from_be_bytes(length))];
        Ok(match self.fill(&mut message, &more)? {
            Filled::Whole => Incoming::Message(message),
            Filled::Closed => Incoming::Closed,
            Filled::Stopped => Incoming::Stopped,
        })
    }

    /// Fills `out` whole, over as many reads as it takes.
    fn fill(&mut self, out: &mut [u8], more: &impl Fn() -> bool) -> io::Result<Filled> {
        let mut rest = out;
        while !rest.is_empty() {
            acknowledge_at_once(&self.stream)?;
            match self.stream.read(rest) {
                Ok(0) => return Ok(Filled::Closed),
                Ok(count) => rest = rest.get_mut(count..).unwrap_or_default(),
                Err(error) if waits(error.kind()) => {
                    if !more() {
                        return Ok(Filled::Stopped);
                    }
                }
                Err(error) if error.kind() == ErrorKind::ConnectionReset => {
                    return Ok(Filled::Closed);
                }
                Err(error) => return Err(error),
            }
        }
        Ok(Filled::Whole)
    }

    /// Sends a message in one write.
    fn send(&mut self, payload: &[u8]) -> io::Result<()> {
        let payload = payload.get(..MAX_RESPONSE).unwrap_or(payload);
        let length = u16::try_from(payload.len()).unwrap_or(u16::MAX);
        let mut message = length.to_be_bytes().to_vec();
        message.extend_from_slice(payload);
        self.stream.write_all(&message)
    }
}

/// Plays the chip in the reader that listens on this address until the reader goes or `stop`
/// is set.
///
/// # Errors
/// What the system says about the connection, such as nobody listening.
pub fn serve(address: impl ToSocketAddrs, chip: &mut Chip, stop: &AtomicBool) -> io::Result<Ended> {
    VpcdCard::insert(address)?.serve(chip, stop)
}

enum Incoming {
    Message(Vec<u8>),
    Closed,
    Stopped,
}

enum Filled {
    Whole,
    Closed,
    Stopped,
}

/// Whether a read only ran out of time.
const fn waits(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted
    )
}

/// Without this, every small APDU waits 40 ms for a delayed acknowledgement. The kernel forgets
/// the option, so it is set before each read.
#[cfg(target_os = "linux")]
fn acknowledge_at_once(stream: &TcpStream) -> io::Result<()> {
    use std::os::linux::net::TcpStreamExt;
    stream.set_quickack(true)
}

#[cfg(not(target_os = "linux"))]
const fn acknowledge_at_once(_: &TcpStream) -> io::Result<()> {
    Ok(())
}
