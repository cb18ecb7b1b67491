//! Command APDUs, short and extended (ISO/IEC 7816-3 §12.1, ISO/IEC 7816-4 §5.1).

use thiserror::Error;

/// The largest `Ne` of a short APDU: Le `00` asks for 256 bytes.
const SHORT_LE_MAX: u32 = 256;
/// The largest `Nc` of a short APDU.
const SHORT_DATA_MAX: usize = 255;
/// The largest `Ne` of an extended APDU: Le `0000` asks for 65 536 bytes.
const EXTENDED_LE_MAX: u32 = 65_536;

/// A command APDU: header, data field and the number of bytes expected back.
///
/// Layout on the wire: `CLA INS P1 P2 [Lc data] [Le]`. The encoding is short where data and Le
/// fit (255 and 256 bytes), else extended.
///
/// The `Debug` form shows the header and lengths only: data may be a key or a name.
#[derive(Clone, PartialEq, Eq)]
pub struct CommandApdu {
    cla: u8,
    ins: u8,
    p1: u8,
    p2: u8,
    data: Vec<u8>,
    le: Option<u32>,
}

/// Why bytes are not a command or response APDU.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ApduError {
    /// Fewer bytes than the header, or than a declared length, needs.
    #[error("APDU too short: {found} bytes, at least {expected} expected")]
    TooShort {
        /// bytes needed at least
        expected: usize,
        /// bytes there are
        found: usize,
    },
    /// Lc or Le do not add up to the number of bytes.
    #[error("APDU lengths do not add up at byte {offset}")]
    LengthMismatch {
        /// where the length field starts
        offset: usize,
    },
    /// More data than an APDU can carry.
    #[error("{found} bytes of data, an APDU carries at most 65535")]
    DataTooLong {
        /// bytes of data
        found: usize,
    },
}

impl CommandApdu {
    /// A command of four header bytes, without data and without Le (case 1).
    #[must_use]
    pub const fn new(cla: u8, ins: u8, p1: u8, p2: u8) -> Self {
        Self {
            cla,
            ins,
            p1,
            p2,
            data: Vec::new(),
            le: None,
        }
    }

    /// The same command with this data field (Nc = its length; at most 65 535 are sent).
    #[must_use]
    pub fn with_data(mut self, data: impl Into<Vec<u8>>) -> Self {
        self.data = data.into();
        self
    }

    /// The same command expecting up to `ne` bytes (1 to 65 536; more is cut to 65 536).
    #[must_use]
    pub fn with_le(mut self, ne: u32) -> Self {
        self.le = Some(ne.clamp(1, EXTENDED_LE_MAX));
        self
    }

    /// The same command with another class byte.
    #[must_use]
    pub const fn with_cla(mut self, cla: u8) -> Self {
        self.cla = cla;
        self
    }

    /// Class byte; bits `0C` say that secure messaging is on.
    #[must_use]
    pub const fn cla(&self) -> u8 {
        self.cla
    }

    /// Instruction byte.
    #[must_use]
    pub const fn ins(&self) -> u8 {
        self.ins
    }

    /// First parameter byte.
    #[must_use]
    pub const fn p1(&self) -> u8 {
        self.p1
    }

    /// Second parameter byte.
    #[must_use]
    pub const fn p2(&self) -> u8 {
        self.p2
    }

    /// The four header bytes.
    #[must_use]
    pub const fn header(&self) -> [u8; 4] {
        [self.cla, self.ins, self.p1, self.p2]
    }

    /// The data field, empty where there is none.
    #[must_use]
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// Ne: how many bytes are expected back at most; `None` without Le field.
    #[must_use]
    pub const fn le(&self) -> Option<u32> {
        self.le
    }

    /// Whether data or Le need the extended encoding.
    #[must_use]
    pub fn is_extended(&self) -> bool {
        self.data.len() > SHORT_DATA_MAX || self.le.is_some_and(|ne| ne > SHORT_LE_MAX)
    }

    /// The bytes to send.
    ///
    /// # Errors
    /// [`ApduError::DataTooLong`] when the data exceed 65 535 bytes.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ApduError> {
        let mut out = Vec::with_capacity(self.data.len() + 9);
        out.extend_from_slice(&self.header());
        if self.is_extended() {
            self.write_extended(&mut out)?;
        } else {
            self.write_short(&mut out);
        }
        Ok(out)
    }

    fn write_short(&self, out: &mut Vec<u8>) {
        if let Ok(lc @ 1..) = u8::try_from(self.data.len()) {
            out.push(lc);
            out.extend_from_slice(&self.data);
        }
        if let Some(ne) = self.le {
            // 256 is written 00
            out.push(ne.to_be_bytes()[3]);
        }
    }

    fn write_extended(&self, out: &mut Vec<u8>) -> Result<(), ApduError> {
        let lc = u16::try_from(self.data.len()).map_err(|_| ApduError::DataTooLong {
            found: self.data.len(),
        })?;
        out.push(0);
        if lc > 0 {
            out.extend_from_slice(&lc.to_be_bytes());
            out.extend_from_slice(&self.data);
        }
        if let Some(ne) = self.le {
            let [_, _, high, low] = ne.to_be_bytes();
            // 65 536 is written 0000
            out.extend_from_slice(&[high, low]);
        }
        Ok(())
    }

    /// Reads a command APDU, short or extended.
    ///
    /// # Errors
    /// [`ApduError`] when the lengths do not fit the bytes.
    pub fn parse(bytes: &[u8]) -> Result<Self, ApduError> {
        let Some((&[cla, ins, p1, p2], body)) = bytes.split_first_chunk::<4>() else {
            return Err(ApduError::TooShort {
                expected: 4,
                found: bytes.len(),
            });
        };
        let (data, le) = parse_body(body)?;
        Ok(Self {
            cla,
            ins,
            p1,
            p2,
            data: data.to_vec(),
            le,
        })
    }
}

/// Splits the body of a command into data and Ne (ISO/IEC 7816-3 §12.1.3, cases 1 to 4).
fn parse_body(body: &[u8]) -> Result<(&[u8], Option<u32>), ApduError> {
    match body {
        [] => Ok((&[], None)),
        [le] => Ok((&[], Some(short_le(*le)))),
        [0, rest @ ..] => parse_extended(rest),
        [lc, rest @ ..] => {
            let (data, tail) =
                rest.split_at_checked(usize::from(*lc))
                    .ok_or(ApduError::TooShort {
                        expected: 5 + usize::from(*lc),
                        found: body.len() + 4,
                    })?;
            match tail {
                [] => Ok((data, None)),
                [le] => Ok((data, Some(short_le(*le)))),
                _ => Err(ApduError::LengthMismatch { offset: 4 }),
            }
        }
    }
}

fn parse_extended(rest: &[u8]) -> Result<(&[u8], Option<u32>), ApduError> {
    match rest {
        [high, low] => Ok((&[], Some(extended_le([*high, *low])))),
        [high, low, rest @ ..] => {
            let lc = usize::from(u16::from_be_bytes([*high, *low]));
            let (data, tail) = rest.split_at_checked(lc).ok_or(ApduError::TooShort {
                expected: 7 + lc,
                found: rest.len() + 7,
            })?;
            match tail {
                [] if lc > 0 => Ok((data, None)),
                [high, low] => Ok((data, Some(extended_le([*high, *low])))),
                _ => Err(ApduError::LengthMismatch { offset: 4 }),
            }
        }
        _ => Err(ApduError::LengthMismatch { offset: 4 }),
    }
}

const fn short_le(le: u8) -> u32 {
    if le == 0 { SHORT_LE_MAX } else { le as u32 }
}

const fn extended_le(le: [u8; 2]) -> u32 {
    let ne = u16::from_be_bytes(le) as u32;
    if ne == 0 { EXTENDED_LE_MAX } else { ne }
}

impl core::fmt::Debug for CommandApdu {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let [cla, ins, p1, p2] = self.header();
        write!(f, "CommandApdu({cla:02X} {ins:02X} {p1:02X} {p2:02X}, ")?;
        write!(f, "{} bytes of data, Ne {:?})", self.data.len(), self.le)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(command: &CommandApdu) -> Vec<u8> {
        command.to_bytes().unwrap()
    }

    #[test]
    fn the_four_short_cases_of_iso_7816_3() {
        let base = CommandApdu::new(0x00, 0xB0, 0x9E, 0x00);
        assert_eq!(bytes(&base), [0x00, 0xB0, 0x9E, 0x00]);
        assert_eq!(
            bytes(&base.clone().with_le(256)),
            [0x00, 0xB0, 0x9E, 0x00, 0x00]
        );
        assert_eq!(
            bytes(&base.clone().with_data([1, 2])),
            [0x00, 0xB0, 0x9E, 0x00, 2, 1, 2]
        );
        assert_eq!(
            bytes(&base.with_data([1, 2]).with_le(4)),
            [0x00, 0xB0, 0x9E, 0x00, 2, 1, 2, 4]
        );
    }

    #[test]
    fn the_three_extended_cases_of_iso_7816_3() {
        let base = CommandApdu::new(0x00, 0xB0, 0x00, 0x00);
        assert_eq!(
            bytes(&base.clone().with_le(65_536)),
            [0, 0xB0, 0, 0, 0, 0, 0]
        );
        let long = vec![0xAA; 256];
        let case3 = bytes(&base.clone().with_data(long.clone()));
        assert_eq!(case3[4..7], [0, 1, 0]);
        assert_eq!(case3.len(), 7 + 256);
        let case4 = bytes(&base.with_data(long).with_le(20_000));
        assert_eq!(case4[7 + 256..], [0x4E, 0x20]);
    }

    #[test]
    fn every_case_reads_back() {
        for data in [0usize, 1, 255, 256, 65_535] {
            for le in [None, Some(1), Some(256), Some(257), Some(65_536)] {
                let mut command = CommandApdu::new(1, 2, 3, 4).with_data(vec![7; data]);
                if let Some(ne) = le {
                    command = command.with_le(ne);
                }
                assert_eq!(CommandApdu::parse(&bytes(&command)).unwrap(), command);
            }
        }
    }

    #[test]
    fn lengths_that_do_not_add_up_are_refused() {
        let cases: [&[u8]; 6] = [
            &[0, 1, 2],
            &[0, 1, 2, 3, 2, 9],
            &[0, 1, 2, 3, 1, 9, 9, 9],
            &[0, 1, 2, 3, 0, 1],
            &[0, 1, 2, 3, 0, 0, 2, 9],
            &[0, 1, 2, 3, 0, 0, 1, 9, 9],
        ];
        for case in cases {
            assert!(CommandApdu::parse(case).is_err(), "{case:02X?}");
        }
    }

    #[test]
    fn debug_shows_no_data() {
        let text = format!(
            "{:?}",
            CommandApdu::new(0, 0x82, 0, 0).with_data([0xDE, 0xAD])
        );
        assert!(!text.contains("DE") && !text.contains("222"), "{text}");
    }
}
