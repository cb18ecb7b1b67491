//! How evidence is written as JSON: contents in hexadecimal, files and groups by name.

use crate::{DataGroup, File, Personal};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};

/// Bytes as lower-case hexadecimal.
pub(super) mod hex {
    use super::{Deserialize, Deserializer, Serializer};

    use core::fmt::Write as _;
    use serde::de::Error as _;

    pub(in super::super) fn serialize<S: Serializer>(
        bytes: &[u8],
        to: S,
    ) -> Result<S::Ok, S::Error> {
        let mut text = String::with_capacity(bytes.len() * 2);
        for byte in bytes {
            // writing to a String cannot fail
            let _ = write!(text, "{byte:02x}");
        }
        to.serialize_str(&text)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(from)?;
        parse(&text).ok_or_else(|| D::Error::custom("not hexadecimal"))
    }

    fn parse(text: &str) -> Option<Vec<u8>> {
        let digit = |byte: u8| char::from(byte).to_digit(16);
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        if !rest.is_empty() {
            return None;
        }
        pairs
            .iter()
            .map(|[high, low]| u8::try_from(digit(*high)? * 16 + digit(*low)?).ok())
            .collect()
    }
}

/// Bytes that may be missing.
pub(super) mod hex_or_none {
    use super::{Deserialize, Deserializer, Serialize, Serializer, hex};

    #[derive(Serialize, Deserialize)]
    struct Hex(#[serde(with = "hex")] Vec<u8>);

    pub(in super::super) fn serialize<S: Serializer>(
        bytes: &Option<Vec<u8>>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        bytes.clone().map(Hex).serialize(to)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Vec<u8>>, D::Error> {
        Ok(Option::<Hex>::deserialize(from)?.map(|Hex(bytes)| bytes))
    }
}

/// A map whose keys are file names.
pub(super) mod by_name {
    use super::{BTreeMap, Deserialize, Deserializer, File, Serialize, Serializer};
    use serde::de::Error as _;

    pub(in super::super) fn serialize<S: Serializer, V: Serialize>(
        files: &BTreeMap<File, V>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_map(files.iter().map(|(file, state)| (file.name(), state)))
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>, V: Deserialize<'de>>(
        from: D,
    ) -> Result<BTreeMap<File, V>, D::Error> {
        let named = BTreeMap::<String, V>::deserialize(from)?;
        let known =
            |name: &str| File::from_name(name).ok_or_else(|| D::Error::custom("no such file"));
        named
            .into_iter()
            .map(|(name, state)| Ok((known(&name)?, state)))
            .collect()
    }
}

/// Data groups as their numbers.
pub(super) mod numbers {
    use super::{BTreeSet, DataGroup, Deserialize, Deserializer, Serializer};
    use serde::de::Error as _;

    pub(in super::super) fn serialize<S: Serializer>(
        groups: &BTreeSet<DataGroup>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_seq(groups.iter().map(|group| group.number()))
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<BTreeSet<DataGroup>, D::Error> {
        Vec::<u8>::deserialize(from)?
            .into_iter()
            .map(|number| {
                DataGroup::new(number).ok_or_else(|| D::Error::custom("no such data group"))
            })
            .collect()
    }
}

/// A personal text, written out: evidence is kept where its owner wants it, files beside it.
pub(super) mod revealed {
    use super::{Deserialize, Deserializer, Personal, Serialize, Serializer};

    pub(in super::super) fn serialize<S: Serializer>(
        value: &Option<Personal<String>>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        value.as_ref().map(Personal::reveal).serialize(to)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Personal<String>>, D::Error> {
        Ok(Option::<String>::deserialize(from)?.map(Personal::new))
    }
}

/// Personal bytes, written out in hexadecimal, likewise.
pub(super) mod revealed_bytes {
    use super::{Deserializer, Personal, Serializer, hex_or_none};

    pub(in super::super) fn serialize<S: Serializer>(
        value: &Option<Personal<Vec<u8>>>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        hex_or_none::serialize(&value.as_ref().map(|bytes| bytes.reveal().clone()), to)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Personal<Vec<u8>>>, D::Error> {
        Ok(hex_or_none::deserialize(from)?.map(Personal::new))
    }
}
