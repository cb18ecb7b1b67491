//! What can be wrong with a profile file.

use thiserror::Error;
use vidimus_iso7816::{Fault, FaultClass};

/// A profile file that cannot be used; the message names the key.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ProfileError {
    /// Not TOML.
    #[error("line {line}, column {column}: {problem}")]
    Syntax {
        /// line, from 1
        line: usize,
        /// column, from 1
        column: usize,
        /// what the TOML reader says
        problem: String,
    },
    /// Longer than any profile.
    #[error("a profile file has at most {limit} bytes, this one has {length}")]
    TooLong {
        /// bytes there
        length: usize,
        /// bytes allowed
        limit: usize,
    },
    /// A key that does not exist.
    #[error("there is no profile key `{key}`; there are {known}")]
    UnknownKey {
        /// the key
        key: String,
        /// those there are
        known: String,
    },
    /// A key that every profile has.
    #[error("a profile needs `{key}`")]
    Missing {
        /// the key
        key: &'static str,
    },
    /// A value of the wrong type.
    #[error("`{key}` must be {expected}, not {found}")]
    WrongType {
        /// the key
        key: &'static str,
        /// what must stand there
        expected: &'static str,
        /// what stands there
        found: &'static str,
    },
    /// A text that means nothing here.
    #[error("`{key}` cannot be `{value}`; it is {allowed}")]
    UnknownValue {
        /// the key
        key: &'static str,
        /// what stands there
        value: String,
        /// what may stand there
        allowed: String,
    },
    /// A list that is too short or too long.
    #[error("`{key}` has {length} entries; it has {least} to {most}")]
    ListLength {
        /// the key
        key: &'static str,
        /// entries there
        length: usize,
        /// the fewest
        least: usize,
        /// the most
        most: usize,
    },
    /// One entry of a list twice.
    #[error("`{key}` names `{value}` twice")]
    Repeated {
        /// the key
        key: &'static str,
        /// the entry
        value: String,
    },
    /// Neither a built-in profile nor a file.
    #[error("there is no profile named {name}, and no such file")]
    Unknown {
        /// what was asked for
        name: String,
    },
    /// The name of a built-in profile.
    #[error("`{name}` is a built-in profile; give another name")]
    NameTaken {
        /// the name
        name: String,
    },
}

impl Fault for ProfileError {
    fn code(&self) -> &'static str {
        "usage.profile"
    }

    fn class(&self) -> FaultClass {
        FaultClass::ApiMisuse
    }

    fn hint(&self) -> Option<&'static str> {
        Some(
            "docs/profiles.md explains every key; built in are icao, vn-cccd, eu-id-card and iso18013",
        )
    }
}
