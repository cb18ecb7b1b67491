//! A document by a file: a preset and what is otherwise.
//!
//! ```text
//! # a card that is opened by PACE with the CAN, under two protocols
//! preset = "pace-bac"
//! pace   = "gm-aes128-12+im-aes256-13"
//! can    = "123456"
//! pin    = ""            # the chip has none
//! fault  = "pace-token:value=bitflip"
//! ```
//!
//! One `key = value` a line, quotes may be left out, `fault` may come several times.

use super::{Access, CardSpec, PaceSpec, PersonaliseError, Preset};
use crate::Fault;
use crate::pace::PaceProtocol;

/// What a file describes.
#[derive(Debug)]
pub struct PresetFile {
    /// the document, to be changed, spoilt or signed
    pub spec: CardSpec,
    /// the faults, of document and chip, not applied yet
    pub faults: Vec<Fault>,
}

/// Longest file taken, in bytes.
const LONGEST: usize = 64 << 10;

impl PresetFile {
    /// Reads the text of a file. Without `preset` it starts from the first of the list.
    ///
    /// | key | value |
    /// |---|---|
    /// | `preset` | a name that [`Preset::find`] knows |
    /// | `access` | `bac` or `none`: whether BAC opens the chip |
    /// | `pace` | protocols joined by `+`, or `none` |
    /// | `can`, `pin`, `puk` | digits, nothing for none |
    /// | `fault` | as [`Fault::parse`] reads it |
    ///
    /// # Errors
    /// [`PersonaliseError::Preset`] for a line that is none of these; [`PersonaliseError::Fault`]
    /// for a fault there is not.
    pub fn parse(text: &str) -> Result<Self, PersonaliseError> {
        if text.len() > LONGEST {
            return Err(refused("file", "it is too long"));
        }
        let lines: Vec<(&str, &str)> = text
            .lines()
            .map(without_comment)
            .filter(|line| !line.is_empty())
            .map(|line| pair(line).ok_or_else(|| refused(line, "`key = value` expected")))
            .collect::<Result<_, _>>()?;
        let named = lines.iter().rev().find(|(key, _)| *key == "preset");
        let mut file = Self {
            spec: match named {
                Some((_, name)) => Preset::find(name)?.spec()?,
                None => Preset::find("bac")?.spec()?,
            },
            faults: Vec::new(),
        };
        for (key, value) in lines {
            file.take(key, value)?;
        }
        Ok(file)
    }

    fn take(&mut self, key: &str, value: &str) -> Result<(), PersonaliseError> {
        match key {
            "preset" => {}
            "access" => {
                self.spec.access = match value {
                    "bac" => Access::Bac,
                    "none" => Access::Plain,
                    _ => return Err(refused(key, "bac or none expected")),
                };
            }
            "pace" => self.set_pace(value)?,
            "can" => self.pace(key)?.can = number(key, value)?,
            "pin" => self.pace(key)?.pin = number(key, value)?,
            "puk" => self.pace(key)?.puk = number(key, value)?,
            "fault" => self.faults.push(Fault::parse(value)?),
            _ => return Err(refused(key, "no such key")),
        }
        Ok(())
    }

    fn set_pace(&mut self, value: &str) -> Result<(), PersonaliseError> {
        if value == "none" {
            self.spec.pace = None;
            self.spec.card_access = None;
            self.spec.card_security = None;
            return self.spec.sign_infos(Vec::new());
        }
        let protocols = value.split('+').map(|name| {
            name.parse::<PaceProtocol>()
                .map_err(|reason| refused(name, &reason.to_string()))
        });
        self.spec.set_pace(protocols.collect::<Result<_, _>>()?)
    }

    fn pace(&mut self, key: &str) -> Result<&mut PaceSpec, PersonaliseError> {
        let pace = self.spec.pace.as_mut();
        pace.ok_or_else(|| refused(key, "the document has no PACE"))
    }
}

fn refused(name: &str, reason: &str) -> PersonaliseError {
    PersonaliseError::Preset {
        name: name.to_owned(),
        reason: reason.to_owned(),
    }
}

/// The line up to a `#` that is not inside quotes.
fn without_comment(line: &str) -> &str {
    let mut quoted = false;
    let end = line.char_indices().find(|(_, character)| {
        quoted ^= *character == '"';
        *character == '#' && !quoted
    });
    let end = end.map_or(line.len(), |(at, _)| at);
    line.get(..end).unwrap_or(line).trim()
}

fn pair(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once('=')?;
    let value = value.trim();
    let inside = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    Some((key.trim(), inside.unwrap_or(value)))
}

/// Digits, at most 32; `None` for nothing.
fn number(key: &str, value: &str) -> Result<Option<String>, PersonaliseError> {
    match value {
        "" => Ok(None),
        digits if digits.len() <= 32 && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            Ok(Some(digits.to_owned()))
        }
        _ => Err(refused(key, "digits expected")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preset_and_what_is_otherwise() {
        let text = "# none\npreset = \"pace-bac\"\npace = gm-aes128-12+im-aes256-13\n\
                    can = \"123456\" # printed\npin = \"\"\nfault=pace-token:value=bitflip\n";
        let file = PresetFile::parse(text).unwrap();
        let pace = file.spec.pace.as_ref().unwrap();
        assert_eq!(pace.protocols.len(), 2);
        assert_eq!(pace.can.as_deref(), Some("123456"));
        assert_eq!(pace.pin, None);
        assert!(pace.puk.is_some());
        assert_eq!(file.spec.access, Access::Bac);
        assert_eq!(file.faults.len(), 1);
        assert!(file.spec.personalise().is_ok());
    }

    #[test]
    fn pace_can_be_taken_away() {
        let file = PresetFile::parse("preset = eac-pace\npace = none\naccess = bac").unwrap();
        assert_eq!(file.spec.pace, None);
        assert_eq!(file.spec.access, Access::Bac);
        assert_eq!(file.spec.card_access, None);
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "preset = nothing",
            "preset",
            "colour = red",
            "can = 123456",
            "preset = pace\ncan = 12a",
            "pace = im-aes128-10",
            "fault = no-such-fault",
            "access = maybe",
        ] {
            assert!(PresetFile::parse(text).is_err(), "{text}");
        }
    }
}
