//! Parameters of a fault, `key=value;key=value`.

use crate::fault::hexadecimal;
use crate::{FaultError, personalise::PersonaliseError};
use vidimus_lds::{DataGroup, File};

/// The parameters of one fault.
pub(super) struct Params<'a> {
    name: &'a str,
    pairs: Vec<(&'a str, &'a str)>,
}

impl<'a> Params<'a> {
    pub(super) fn parse(name: &'a str, known: &str, text: &'a str) -> Result<Self, FaultError> {
        let mut pairs = Vec::new();
        for pair in text
            .split(';')
            .map(str::trim)
            .filter(|pair| !pair.is_empty())
        {
            let (key, value) = pair.split_once('=').ok_or_else(|| FaultError::NotAPair {
                text: pair.to_owned(),
            })?;
            if !known.split(' ').any(|own| own == key) {
                return Err(FaultError::UnknownParameter {
                    fault: name.to_owned(),
                    key: key.to_owned(),
                });
            }
            pairs.push((key, value));
        }
        Ok(Self { name, pairs })
    }

    pub(super) const fn name(&self) -> &'a str {
        self.name
    }

    pub(super) fn get(&self, key: &str) -> Option<&'a str> {
        let found = self.pairs.iter().find(|(own, _)| *own == key);
        found.map(|(_, value)| *value)
    }

    pub(super) fn required(&self, key: &'static str) -> Result<&'a str, FaultError> {
        self.get(key).ok_or_else(|| FaultError::Missing {
            fault: self.name.to_owned(),
            key,
        })
    }

    /// A number in decimal, with a sign or without.
    pub(super) fn number(&self, key: &'static str) -> Result<i32, FaultError> {
        let text = self.required(key)?;
        let digits = text.strip_prefix('+').unwrap_or(text);
        digits.parse().map_err(|_| self.bad(key))
    }

    /// A size, at most 1 MiB.
    pub(super) fn size(&self, key: &'static str) -> Result<usize, FaultError> {
        let size = usize::try_from(self.number(key)?).map_err(|_| self.bad(key))?;
        if size <= 1 << 20 {
            Ok(size)
        } else {
            Err(self.bad(key))
        }
    }

    /// Bytes in hexadecimal.
    pub(super) fn hex(&self, key: &'static str) -> Result<Vec<u8>, FaultError> {
        hexadecimal(self.required(key)?).ok_or_else(|| self.bad(key))
    }

    /// A tag of one byte, in hexadecimal.
    pub(super) fn tag(&self, key: &'static str) -> Result<u8, FaultError> {
        match self.hex(key)?.as_slice() {
            [tag] => Ok(*tag),
            _ => Err(self.bad(key)),
        }
    }

    /// The data groups of `dg`, several joined by `+`.
    pub(super) fn groups(&self) -> Result<Vec<DataGroup>, FaultError> {
        let group = |text: &str| text.parse().ok().and_then(DataGroup::new);
        let all = self.required("dg")?.split('+').map(group);
        all.collect::<Option<_>>().ok_or_else(|| self.bad("dg"))
    }

    /// The one data group of `dg`.
    pub(super) fn group(&self) -> Result<DataGroup, FaultError> {
        match self.groups()?.as_slice() {
            [group] => Ok(*group),
            _ => Err(self.bad("dg")),
        }
    }

    /// The file of `file` (`com`, `sod`, `dg1`, …) or of `dg`.
    pub(super) fn file(&self) -> Result<File, FaultError> {
        let Some(name) = self.get("file") else {
            return self.group().map(File::Dg);
        };
        let group = name
            .strip_prefix("dg")
            .and_then(|number| number.parse().ok());
        match (name, group.and_then(DataGroup::new)) {
            ("com", _) => Ok(File::Com),
            ("sod", _) => Ok(File::Sod),
            (_, Some(group)) => Ok(File::Dg(group)),
            _ => Err(self.bad("file")),
        }
    }

    /// The error that this parameter does not take its value.
    pub(super) fn bad(&self, key: &str) -> FaultError {
        FaultError::BadValue {
            fault: self.name.to_owned(),
            key: key.to_owned(),
            value: self.get(key).unwrap_or_default().to_owned(),
        }
    }

    /// The same as a whole result.
    pub(super) fn refuse<T>(&self, key: &str) -> Result<T, PersonaliseError> {
        Err(self.bad(key).into())
    }
}
