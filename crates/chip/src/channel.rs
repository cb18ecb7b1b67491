//! Secure messaging from the chip's side (Doc 9303-11 §9.8): opens commands, seals responses.
//!
//! A command is `0C INS P1 P2 Lc' [85|87] [97] 8E 00`, a response `[85|87] 99 8E SW1 SW2`. The
//! counter goes up by one before each command and each response. An error while opening means
//! that the caller answers `6987` or `6988` in the clear and drops the channel (§9.8.5); what
//! was sealed wrongly on purpose is the business of a [`Tamper`].
//!
//! | object | holds | present |
//! |---|---|---|
//! | `87` | `01` and the cryptogram, for even INS | with data |
//! | `85` | the cryptogram alone, for odd INS | with data |
//! | `97` | Le, one byte or two | in a command with Le |
//! | `99` | the status word | in every response |
//! | `8E` | eight bytes of MAC over counter, padded header (commands) and all objects before it | always |
//!
//! The counter has the width of a block, 8 bytes with 3DES and 16 with AES (§9.8.2). With AES it
//! also makes the IV, E(KSEnc, counter); with 3DES the IV is zero (§9.8.6.1, §9.8.7.1). BAC starts
//! it at the last four bytes of RND.IC and RND.IFD, every other protocol at zero.

use crate::crypto::{Cipher, Mac, SessionKeys, pad, unpad};
use subtle::ConstantTimeEq;
use vidimus_iso7816::tlv::{Reader, Tag, Writer};
use vidimus_iso7816::{CommandApdu, ResponseApdu, StatusWord};

/// Cryptogram with padding indicator, even INS.
pub(crate) const CRYPTOGRAM: u32 = 0x87;
/// Cryptogram without padding indicator, odd INS.
pub(crate) const CRYPTOGRAM_ODD: u32 = 0x85;
/// Le of the command.
const EXPECTED_LENGTH: u32 = 0x97;
/// Status word of the response.
pub(crate) const STATUS: u32 = 0x99;
/// Cryptographic checksum.
pub(crate) const CHECKSUM: u32 = 0x8E;
/// The padding indicator of method 2.
const PADDING_INDICATOR: u8 = 0x01;

/// A secured channel of the chip.
pub(crate) struct Channel {
    keys: SessionKeys,
    counter: u128,
    /// whether answers are sealed with other keys than commands are opened with
    spoiled: bool,
}

/// Why a protected command did not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OpenError {
    /// an object that must be there is not (`6987`)
    Missing,
    /// an object is wrong: tag, order, length, MAC, padding (`6988`)
    Incorrect,
}

impl OpenError {
    pub(crate) const fn status(self) -> StatusWord {
        match self {
            Self::Missing => StatusWord::SECURE_MESSAGING_OBJECT_MISSING,
            Self::Incorrect => StatusWord::SECURE_MESSAGING_OBJECT_INCORRECT,
        }
    }
}

/// One data object of a protected response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Object {
    pub(crate) tag: u32,
    pub(crate) value: Vec<u8>,
}

/// Changes a response while it is sealed; the defaults change nothing.
pub(crate) trait Tamper {
    /// Pads the plain data to whole blocks.
    fn pad(&mut self, data: &mut Vec<u8>, block: usize) {
        pad(data, block);
    }

    /// Changes the objects that the MAC will cover.
    fn before_mac(&mut self, objects: &mut Vec<Object>) {
        let _ = objects;
    }

    /// Changes the objects with the checksum last; the MAC is not made again.
    fn after_mac(&mut self, objects: &mut Vec<Object>) {
        let _ = objects;
    }

    /// Changes the status word outside the protection.
    fn trailer(&mut self, status: StatusWord) -> StatusWord {
        status
    }
}

/// The objects of a protected command, in their order.
#[derive(Default)]
struct CommandObjects<'a> {
    cryptogram: Option<(u32, &'a [u8])>,
    expected: Option<&'a [u8]>,
    checksum: Option<&'a [u8]>,
    /// every byte before DO 8E
    covered: &'a [u8],
}

impl Channel {
    /// A channel of these keys whose counter stands at its start value.
    pub(crate) const fn new(keys: SessionKeys, counter: u128) -> Self {
        Self {
            keys,
            counter,
            spoiled: false,
        }
    }

    pub(crate) const fn cipher(&self) -> Cipher {
        self.keys.cipher()
    }

    /// Answers with keys of which one bit each is another. Commands still open: a chip that
    /// could not read them would say so in the clear.
    pub(crate) const fn spoil_keys(&mut self) {
        self.spoiled = true;
    }

    /// Counts a command that was opened under other keys.
    pub(crate) const fn skip(&mut self) {
        self.counter = self.counter.wrapping_add(1);
    }

    /// The counter as the cipher's block size has it.
    fn counter_bytes(&self) -> Vec<u8> {
        let bytes = self.counter.to_be_bytes();
        let skip = bytes.len() - self.cipher().block_bytes();
        bytes.into_iter().skip(skip).collect()
    }

    /// Forgets the command opened last: it is answered in the clear and not counted.
    pub(crate) const fn take_back(&mut self) {
        self.counter = self.counter.wrapping_sub(1);
    }

    /// Opens a protected command; the result has the class `00`.
    ///
    /// The MAC is checked before anything is decrypted. On an error the counter has been raised
    /// all the same; it does not matter, for the caller drops the channel.
    ///
    /// # Errors
    /// [`OpenError::Missing`] without DO 8E, [`OpenError::Incorrect`] for everything else.
    pub(crate) fn open(&mut self, command: &CommandApdu) -> Result<CommandApdu, OpenError> {
        self.counter = self.counter.wrapping_add(1);
        let objects = CommandObjects::parse(command)?;
        self.check_mac(command, &objects)?;
        let [_, ins, p1, p2] = command.header();
        let mut plain = CommandApdu::new(0x00, ins, p1, p2);
        if let Some((_, cryptogram)) = objects.cryptogram {
            plain = plain.with_data(self.decrypt(cryptogram, ins)?);
        }
        match objects.expected {
            Some(le) => Ok(plain.with_le(expected_length(le)?)),
            None => Ok(plain),
        }
    }

    /// The MAC covers counter, padded header and objects. Where there is no object, terminals
    /// differ in whether an empty part is padded too; both are taken.
    fn check_mac(
        &self,
        command: &CommandApdu,
        found: &CommandObjects<'_>,
    ) -> Result<(), OpenError> {
        let given = found.checksum.ok_or(OpenError::Missing)?;
        let mut message = self.counter_bytes();
        let mut header = command.header().to_vec();
        pad(&mut header, self.cipher().block_bytes());
        message.extend_from_slice(&header);
        let bare = found
            .covered
            .is_empty()
            .then(|| self.keys.mac_of_blocks(&message));
        message.extend_from_slice(found.covered);
        let full: Mac = self.keys.mac(message);
        let fits = bool::from(given.ct_eq(&full))
            || bare.is_some_and(|bare| bool::from(given.ct_eq(&bare)));
        if fits {
            Ok(())
        } else {
            Err(OpenError::Incorrect)
        }
    }

    /// The data of DO 87 or 85: whole blocks, one at least, with padding of method 2 inside.
    fn decrypt(&self, cryptogram: &[u8], ins: u8) -> Result<Vec<u8>, OpenError> {
        let encrypted = if ins & 1 == 0 {
            cryptogram.strip_prefix(&[PADDING_INDICATOR])
        } else {
            Some(cryptogram)
        };
        let mut bytes = encrypted.ok_or(OpenError::Incorrect)?.to_vec();
        if bytes.is_empty() || !bytes.len().is_multiple_of(self.cipher().block_bytes()) {
            return Err(OpenError::Incorrect);
        }
        self.keys.decrypt(self.counter, &mut bytes);
        let plain = unpad(&bytes).ok_or(OpenError::Incorrect)?;
        Ok(plain.to_vec())
    }

    /// Seals a response to a command of this instruction.
    pub(crate) fn seal(
        &mut self,
        answer: ResponseApdu,
        ins: u8,
        tamper: &mut dyn Tamper,
    ) -> Vec<u8> {
        self.counter = self.counter.wrapping_add(1);
        if self.spoiled {
            self.keys.spoil();
        }
        let status = answer.status();
        let mut objects = Vec::with_capacity(3);
        // a read that succeeds has data, be they none: their object holds padding alone
        let has_data = matches!(ins, 0xB0 | 0xB1) && status.is_success();
        if has_data || !answer.data().is_empty() {
            objects.push(self.encrypt(answer.into_data(), ins, tamper));
        }
        objects.push(Object {
            tag: STATUS,
            value: status.to_bytes().to_vec(),
        });
        tamper.before_mac(&mut objects);
        objects.push(self.checksum(&objects));
        tamper.after_mac(&mut objects);
        if self.spoiled {
            // the bits back as they were
            self.keys.spoil();
        }
        let mut response = encode(&objects);
        response.extend_from_slice(&tamper.trailer(status).to_bytes());
        response
    }

    /// Data as DO 87 or 85. The padding is the tamper's: a fault may leave it out or spoil it.
    fn encrypt(&self, mut data: Vec<u8>, ins: u8, tamper: &mut dyn Tamper) -> Object {
        tamper.pad(&mut data, self.cipher().block_bytes());
        self.keys.encrypt(self.counter, &mut data);
        if ins & 1 == 0 {
            data.insert(0, PADDING_INDICATOR);
        }
        Object {
            tag: cryptogram_tag(ins),
            value: data,
        }
    }

    /// DO 8E over the counter and the objects so far; a response has no header to cover.
    fn checksum(&self, objects: &[Object]) -> Object {
        let mut message = self.counter_bytes();
        message.extend_from_slice(&encode(objects));
        Object {
            tag: CHECKSUM,
            value: self.keys.mac(message).to_vec(),
        }
    }

    /// How many plain bytes fit into a sealed response of `length` bytes, status word not
    /// counted: 231 under 3DES and 223 under AES for the 256 bytes of a short response.
    pub(crate) fn capacity(&self, length: usize) -> usize {
        // 99 02 SW, 8E 08 MAC, tag of the cryptogram, its indicator, and its length field
        let fixed = 4 + 10 + 1 + 1;
        let mut room = length.saturating_sub(fixed);
        room = room.saturating_sub(length_field(room));
        let block = self.cipher().block_bytes();
        // at least one byte of the last block is padding
        (room / block * block).saturating_sub(1)
    }
}

impl core::fmt::Debug for Channel {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Channel({:?}, <secret>)", self.cipher())
    }
}

impl<'a> CommandObjects<'a> {
    fn parse(command: &'a CommandApdu) -> Result<Self, OpenError> {
        let data = command.data();
        let mut found = Self::default();
        let mut reader = Reader::new(data);
        let mut last_rank = 0;
        while let Some(object) = reader.next().map_err(|_| OpenError::Incorrect)? {
            let rank = found.place(object.tag, object.value, command.ins())?;
            if rank <= last_rank {
                return Err(OpenError::Incorrect);
            }
            last_rank = rank;
            if object.tag == Tag(CHECKSUM) {
                found.covered = data.get(..object.offset).unwrap_or_default();
            }
        }
        Ok(found)
    }

    /// Keeps an object; returns its place in the order 85 or 87, 97, 8E.
    fn place(&mut self, tag: Tag, value: &'a [u8], ins: u8) -> Result<u8, OpenError> {
        match tag.0 {
            tag if tag == cryptogram_tag(ins) => self.cryptogram = Some((tag, value)),
            EXPECTED_LENGTH => {
                self.expected = Some(value);
                return Ok(2);
            }
            CHECKSUM if value.len() == 8 => {
                self.checksum = Some(value);
                return Ok(3);
            }
            _ => return Err(OpenError::Incorrect),
        }
        Ok(1)
    }
}

/// The tag of the cryptogram for this instruction.
const fn cryptogram_tag(ins: u8) -> u32 {
    if ins & 1 == 0 {
        CRYPTOGRAM
    } else {
        CRYPTOGRAM_ODD
    }
}

/// Ne from DO 97: one byte, or two; zero is 256 or 65 536.
fn expected_length(value: &[u8]) -> Result<u32, OpenError> {
    match *value {
        [0] => Ok(256),
        [le] => Ok(u32::from(le)),
        [0, 0] => Ok(65_536),
        [high, low] => Ok(u32::from(u16::from_be_bytes([high, low]))),
        _ => Err(OpenError::Incorrect),
    }
}

/// Bytes of the length field when it and the value, but for one byte, share this many.
const fn length_field(length: usize) -> usize {
    match length {
        0..=0x7F => 1,
        0x80..=0x100 => 2,
        0x101..=0x1_0001 => 3,
        _ => 4,
    }
}

/// The objects one after the other.
fn encode(objects: &[Object]) -> Vec<u8> {
    let mut writer = Writer::new();
    for object in objects {
        writer.object(Tag(object.tag), &object.value);
    }
    writer.into_bytes()
}

#[cfg(test)]
mod tests;
