//! A terminal for the tests: the access crate as the other side, and the shared data.

#![allow(dead_code, reason = "each test file uses a part of it")]

pub(crate) mod pace;

use std::collections::BTreeMap;
use vidimus_access::{AccessError, Bac, MrzKey, SecureChannel, SmError};
use vidimus_chip::{AccessRules, BacKey, CardImage, Chip, Fault, SeededRandom};
use vidimus_iso7816::{CommandApdu, Machine, Poll, ResponseApdu};
use vidimus_lds::{DataGroup, File};

/// The MRZ information of the worked example in Doc 9303-11 appendix D.
pub(crate) const MRZ: &[u8] = b"L898902C<369080619406236";

/// Bytes of hexadecimal digits.
pub(crate) fn hex(text: &str) -> Vec<u8> {
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect()
}

/// A data group.
pub(crate) fn dg(number: u8) -> File {
    File::Dg(DataGroup::new(number).unwrap())
}

/// A file of this tag whose value is `length` bytes that all differ from their neighbours.
pub(crate) fn object(tag: u8, length: usize) -> Vec<u8> {
    let mut file = vec![tag, 0x82];
    file.extend(u16::try_from(length).unwrap().to_be_bytes());
    file.extend((0..length).map(|at| u8::try_from(at * 7 % 251).unwrap()));
    file
}

/// EF.COM, EF.SOD, DG1, DG2 and DG3, made of patterns.
pub(crate) fn files() -> BTreeMap<File, Vec<u8>> {
    [
        (
            File::Com,
            hex("60145F0104303130365F36063034303030305C026175"),
        ),
        (File::Sod, object(0x77, 700)),
        (dg(1), object(0x61, 96)),
        (dg(2), object(0x75, 3000)),
        (dg(3), object(0x63, 50)),
    ]
    .into()
}

pub(crate) fn bac_image() -> CardImage {
    CardImage::new(files(), AccessRules::bac(BacKey::from_mrz_information(MRZ)))
}

pub(crate) fn plain_image() -> CardImage {
    CardImage::new(files(), AccessRules::plain())
}

pub(crate) fn chip(image: CardImage) -> Chip {
    Chip::new(image, SeededRandom::new("chip tests"))
}

/// A BAC chip with one fault.
pub(crate) fn faulty(fault: &str) -> Chip {
    chip(bac_image())
        .with_faults(&[Fault::parse(fault).unwrap()])
        .unwrap()
}

pub(crate) const SELECT_APPLICATION: [u8; 12] = [
    0x00, 0xA4, 0x04, 0x0C, 0x07, 0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01,
];

/// Sends bytes and returns the status word.
pub(crate) fn status(chip: &mut Chip, command: &[u8]) -> u16 {
    ResponseApdu::parse(&chip.process(command))
        .unwrap()
        .status()
        .value()
}

/// Sends a plain command.
pub(crate) fn plain(chip: &mut Chip, command: &CommandApdu) -> ResponseApdu {
    ResponseApdu::parse(&chip.process(&command.to_bytes().unwrap())).unwrap()
}

/// Runs BAC; the application is selected before.
pub(crate) fn bac(chip: &mut Chip, information: &[u8]) -> Result<SecureChannel, AccessError> {
    assert_eq!(status(chip, &SELECT_APPLICATION), 0x9000);
    let key = MrzKey::from_mrz(information).unwrap();
    let mut machine = Bac::new(&key, [0x5A; 8], [0xC3; 16]);
    let mut response = None;
    loop {
        match machine.poll(response.as_ref())? {
            Poll::Transmit(command) => response = Some(plain(chip, &command)),
            Poll::Done(channel) => return Ok(channel),
        }
    }
}

/// A session with a chip.
pub(crate) struct Session<'a> {
    pub(crate) chip: &'a mut Chip,
    channel: Option<SecureChannel>,
}

impl<'a> Session<'a> {
    /// Opens it by BAC.
    pub(crate) fn open(chip: &'a mut Chip) -> Self {
        Self::open_with(chip, MRZ)
    }

    /// Opens it by BAC with this MRZ information.
    pub(crate) fn open_with(chip: &'a mut Chip, information: &[u8]) -> Self {
        let channel = bac(chip, information).unwrap();
        Self {
            chip,
            channel: Some(channel),
        }
    }

    /// Goes on under this channel.
    pub(crate) const fn of(chip: &'a mut Chip, channel: SecureChannel) -> Self {
        Self {
            chip,
            channel: Some(channel),
        }
    }

    /// Sends a command under secure messaging; GET RESPONSE fetches what waits.
    pub(crate) fn send(&mut self, command: &CommandApdu) -> Result<ResponseApdu, SmError> {
        let mut channel = self.channel.take().expect("the session is over");
        let wrapped = channel.wrap(command)?;
        let mut response = plain(self.chip, &wrapped);
        if response.status().bytes_waiting().is_some() {
            let fetch = CommandApdu::new(0x00, 0xC0, 0x00, 0x00).with_le(256);
            response = plain(self.chip, &fetch);
        }
        let (channel, opened) = channel.unwrap(command, &response)?;
        self.channel = Some(channel);
        Ok(opened)
    }

    pub(crate) fn status(&mut self, command: &CommandApdu) -> u16 {
        self.send(command).unwrap().status().value()
    }

    /// READ BINARY by short identifier.
    pub(crate) fn read_sfi(
        &mut self,
        sfi: u8,
        offset: u8,
        ne: u32,
    ) -> Result<ResponseApdu, SmError> {
        self.send(&read_sfi(sfi, offset, ne))
    }

    /// The whole of a file, whose length is known.
    pub(crate) fn read_all(&mut self, sfi: u8, length: usize, chunk: usize) -> Vec<u8> {
        let first = self
            .read_sfi(sfi, 0, u32::try_from(chunk.min(length)).unwrap())
            .unwrap();
        let mut bytes = first.into_data();
        while bytes.len() < length {
            let [high, low] = u16::try_from(bytes.len()).unwrap().to_be_bytes();
            let ne = u32::try_from(chunk.min(length - bytes.len())).unwrap();
            let answer = self
                .send(&CommandApdu::new(0, 0xB0, high, low).with_le(ne))
                .unwrap();
            assert!(
                answer.status().is_success_or_warning(),
                "{}",
                answer.status()
            );
            bytes.extend_from_slice(answer.data());
        }
        bytes
    }
}

pub(crate) fn read_sfi(sfi: u8, offset: u8, ne: u32) -> CommandApdu {
    CommandApdu::new(0x00, 0xB0, 0x80 | sfi, offset).with_le(ne)
}

/// READ BINARY with odd instruction: P1-P2 as given, offset in DO 54.
pub(crate) fn read_odd(p1: u8, p2: u8, offset: u32, ne: u32) -> CommandApdu {
    let octets = offset.to_be_bytes();
    let skip = octets
        .iter()
        .take(3)
        .take_while(|octet| **octet == 0)
        .count();
    let mut data = vec![0x54, u8::try_from(4 - skip).unwrap()];
    data.extend(&octets[skip..]);
    CommandApdu::new(0x00, 0xB1, p1, p2)
        .with_data(data)
        .with_le(ne)
}
