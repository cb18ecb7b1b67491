//! Text that holds a key, and what such text must look like.

use super::given::Keys;
use super::qr;
use crate::failure::CommandError;
use std::ops::RangeInclusive;
use vidimus::access::{AccessKey, LicenceKey, MrzKey, Password};
use vidimus::mrz::Mrz;

/// Which key the text is to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// the machine-readable zone, or the three fields of it that matter
    Mrz,
    /// the card access number
    Can,
    /// the personal identification number
    Pin,
    /// the PIN unblocking key
    Puk,
    /// the QR code of a Vietnamese citizen card
    Qr,
}

impl Kind {
    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mrz => "MRZ",
            Self::Can => "CAN",
            Self::Pin => "PIN",
            Self::Puk => "PUK",
            Self::Qr => "QR code",
        }
    }

    /// How many digits it may have. A CAN is printed with six and a PUK with ten, a PIN has five
    /// or six; BSI TR-03110 leaves the number open.
    const fn lengths(self) -> RangeInclusive<usize> {
        match self {
            Self::Can => 6..=16,
            Self::Mrz | Self::Pin | Self::Puk | Self::Qr => 4..=16,
        }
    }
}

/// Reads the keys in this text, which came from `source`.
pub fn keys(bytes: &[u8], kind: Kind, source: &str) -> Result<Keys, CommandError> {
    if kind == Kind::Qr {
        return qr::keys(bytes, source);
    }
    Ok(Keys {
        mrz: (kind == Kind::Mrz).then(|| zone(bytes)).flatten(),
        ..Keys::of(key(bytes, kind, source)?)
    })
}

/// The zone in this text, if it is a whole one.
fn zone(bytes: &[u8]) -> Option<Mrz> {
    let text = std::str::from_utf8(bytes).ok()?;
    Mrz::parse(text.trim()).ok()
}

/// Reads the one key in this text, which came from `source`.
pub fn key(bytes: &[u8], kind: Kind, source: &str) -> Result<AccessKey, CommandError> {
    let password = || Ok(Password::new(digits(bytes, kind, source)?.as_bytes()));
    match kind {
        Kind::Mrz | Kind::Qr => mrz(bytes, source),
        Kind::Can => password().map(AccessKey::Can),
        Kind::Pin => password().map(AccessKey::Pin),
        Kind::Puk => password().map(AccessKey::Puk),
    }
}

/// The digits of a number that is typed in, without the blanks around them.
pub fn digits<'a>(bytes: &'a [u8], kind: Kind, source: &str) -> Result<&'a str, CommandError> {
    let lengths = kind.lengths();
    let text = std::str::from_utf8(bytes).map(str::trim).ok();
    let fits = |text: &&str| {
        lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    text.filter(fits)
        .ok_or_else(|| CommandError::PasswordMalformed {
            what: source.to_owned(),
            password: kind.name(),
            shortest: *lengths.start(),
            longest: *lengths.end(),
        })
}

/// Reads an MRZ as printed, or document number, birth date and expiry date on three lines.
fn mrz(bytes: &[u8], source: &str) -> Result<AccessKey, CommandError> {
    let malformed = || CommandError::KeyMalformed {
        what: source.to_owned(),
    };
    let text = std::str::from_utf8(bytes).map_err(|_| malformed())?.trim();
    if is_licence(text) {
        let key = LicenceKey::from_line(text).map(AccessKey::Licence);
        return key.map_err(|error| CommandError::Usage {
            option: "--mrz-file",
            problem: error.to_string(),
        });
    }
    if let Ok(mrz) = Mrz::parse(text) {
        let key =
            MrzKey::from_mrz(mrz.access_key_information().as_bytes()).map_err(|_| malformed())?;
        return Ok(AccessKey::Mrz(key));
    }
    let lines: Vec<&str> = text.split_whitespace().collect();
    match lines.as_slice() {
        [number, birth, expiry] => {
            let key = MrzKey::from_fields(number, birth, expiry).map_err(|_| malformed())?;
            Ok(AccessKey::Mrz(key))
        }
        _ => Err(malformed()),
    }
}

/// Whether this is the one line of a driving licence: 30 characters that begin with `D` and
/// hold no blank.
fn is_licence(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'<';
    text.len() == 30 && text.starts_with('D') && text.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_digits_of_the_right_count() {
        let ok = |text: &[u8], kind| digits(text, kind, "x").is_ok();
        assert!(ok(b" 123456\n", Kind::Can));
        assert!(ok(b"12345", Kind::Pin), "a transport PIN");
        assert!(ok(b"1234567890", Kind::Puk));
        for bad in [&b""[..], b"12345", b"12 3456", b"12345a", b"\xFF23456"] {
            assert!(!ok(bad, Kind::Can), "{bad:?}");
        }
        assert!(!ok(&[b'1'; 17], Kind::Puk));
    }

    #[test]
    fn the_line_of_a_licence_is_its_key() {
        let key = |text: &[u8]| key(text, Kind::Mrz, "x");
        let line = b"D1UTO15094962111A7SPECIMEN0009\n";
        assert!(matches!(key(line), Ok(AccessKey::Licence(_))));
        // a document code of a travel document starts otherwise; another configuration is named
        let error = key(b"D4UTO15094962111A7SPECIMEN0009").unwrap_err();
        let told = format!("{error} {error:?}");
        assert!(
            told.contains("configuration") && !told.contains("SPECIMEN"),
            "{told}"
        );
    }

    #[test]
    fn what_is_wrong_is_told_without_the_secret() {
        let error = digits(b"98765", Kind::Can, "can.txt").unwrap_err();
        let told = format!("{error} {error:?}");
        assert!(told.contains("CAN") && !told.contains("98765"), "{told}");
    }
}
