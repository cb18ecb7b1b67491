//! Parameters of a fault as typed values.

use super::{Fault, FaultError};
use vidimus_iso7816::StatusWord;
use vidimus_lds::{DataGroup, File};

/// The parameters of one fault, one value each.
pub(super) struct Params<'a>(pub(super) &'a Fault);

impl Params<'_> {
    pub(super) fn name(&self) -> &str {
        &self.0.name
    }

    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.0.parameter(key)
    }

    /// The value, which must be there.
    pub(super) fn required(&self, key: &'static str) -> Result<&str, FaultError> {
        self.text(key).ok_or_else(|| FaultError::Missing {
            fault: self.name().to_owned(),
            key,
        })
    }

    /// The error for a value that the parameter does not take.
    pub(super) fn bad(&self, key: &str) -> FaultError {
        FaultError::BadValue {
            fault: self.name().to_owned(),
            key: key.to_owned(),
            value: self.text(key).unwrap_or_default().to_owned(),
        }
    }

    pub(super) fn flag(&self, key: &str) -> Result<bool, FaultError> {
        match self.text(key) {
            None | Some("false") => Ok(false),
            Some("true") => Ok(true),
            Some(_) => Err(self.bad(key)),
        }
    }

    /// A number; a sign is allowed.
    pub(super) fn number(&self, key: &'static str) -> Result<i64, FaultError> {
        self.required(key)?.parse().map_err(|_| self.bad(key))
    }

    pub(super) fn number_or(&self, key: &'static str, default: i64) -> Result<i64, FaultError> {
        match self.text(key) {
            Some(_) => self.number(key),
            None => Ok(default),
        }
    }

    /// A count of bytes.
    pub(super) fn size(&self, key: &'static str) -> Result<usize, FaultError> {
        usize::try_from(self.number(key)?).map_err(|_| self.bad(key))
    }

    /// A count of bytes that the chip really makes, so at most 64 KiB.
    pub(super) fn bounded(&self, key: &'static str) -> Result<usize, FaultError> {
        match self.size(key)? {
            bytes @ 0..=0xFFFF => Ok(bytes),
            _ => Err(self.bad(key)),
        }
    }

    pub(super) fn size_or(&self, key: &'static str, default: usize) -> Result<usize, FaultError> {
        match self.text(key) {
            Some(_) => self.size(key),
            None => Ok(default),
        }
    }

    /// How often: a number, or `always`; absent means always.
    pub(super) fn times(&self, default: u32) -> Result<u32, FaultError> {
        match self.text("times") {
            None => Ok(default),
            Some("always") => Ok(u32::MAX),
            Some(text) => text.parse().map_err(|_| self.bad("times")),
        }
    }

    /// Hexadecimal digits, as a number.
    pub(super) fn hex(&self, key: &'static str) -> Result<u32, FaultError> {
        u32::from_str_radix(self.required(key)?, 16).map_err(|_| self.bad(key))
    }

    pub(super) fn byte(&self, key: &'static str) -> Result<u8, FaultError> {
        u8::try_from(self.hex(key)?).map_err(|_| self.bad(key))
    }

    /// A status word of four hexadecimal digits.
    pub(super) fn status(&self, key: &'static str) -> Result<StatusWord, FaultError> {
        let value = u16::try_from(self.hex(key)?).map_err(|_| self.bad(key))?;
        Ok(StatusWord::new(value))
    }

    pub(super) fn status_or(
        &self,
        key: &'static str,
        default: StatusWord,
    ) -> Result<StatusWord, FaultError> {
        match self.text(key) {
            Some(_) => self.status(key),
            None => Ok(default),
        }
    }

    /// The files that `dg` (numbers, joined by `+`) or `file` (a name) point at.
    pub(super) fn files(&self) -> Result<Vec<File>, FaultError> {
        if let Some(numbers) = self.text("dg") {
            let file = |number: &str| data_group(number).ok_or_else(|| self.bad("dg"));
            return numbers.split('+').map(file).collect();
        }
        let name = self.required("file")?;
        file_named(name)
            .map(|file| vec![file])
            .ok_or_else(|| self.bad("file"))
    }

    /// The one file that `dg` or `file` points at.
    pub(super) fn file(&self) -> Result<File, FaultError> {
        match self.files()?.as_slice() {
            [file] => Ok(*file),
            _ => Err(self.bad("dg")),
        }
    }
}

fn data_group(number: &str) -> Option<File> {
    DataGroup::new(number.parse().ok()?).map(File::Dg)
}

/// A file by its short name: `com`, `sod`, `dir`, `cardaccess`, `cardsecurity`, `atr-info`,
/// `cvca`, `dg1` to `dg16`.
pub(super) fn file_named(name: &str) -> Option<File> {
    Some(match name {
        "com" => File::Com,
        "sod" => File::Sod,
        "dir" => File::Dir,
        "cardaccess" => File::CardAccess,
        "cardsecurity" => File::CardSecurity,
        "atr-info" => File::AtrInfo,
        "cvca" => File::Cvca,
        other => return data_group(other.strip_prefix("dg")?),
    })
}

/// Bytes of hexadecimal digits, two each.
pub(crate) fn hexadecimal(digits: &str) -> Option<Vec<u8>> {
    let (pairs, []) = digits.as_bytes().as_chunks::<2>() else {
        return None;
    };
    let byte = |pair: &[u8; 2]| u8::from_str_radix(core::str::from_utf8(pair).ok()?, 16).ok();
    pairs.iter().map(byte).collect()
}
