//! What can be wrong with a policy file.

use thiserror::Error;
use vidimus_iso7816::{Fault, FaultClass};

/// A policy file that cannot be used; the message names the key.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PolicyError {
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
    /// Longer than any policy.
    #[error("a policy file has at most {limit} bytes, this one has {length}")]
    TooLong {
        /// bytes there
        length: usize,
        /// bytes allowed
        limit: usize,
    },
    /// A key that does not exist.
    #[error("there is no policy key `{key}`; there are {known}")]
    UnknownKey {
        /// the key
        key: String,
        /// those there are
        known: String,
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
    /// A word that means nothing here.
    #[error("`{key}` cannot be `{value}`; it is one of {allowed}")]
    UnknownValue {
        /// the key
        key: &'static str,
        /// what stands there
        value: String,
        /// what may stand there
        allowed: String,
    },
    /// A number that is too small or too large.
    #[error("`{key}` cannot be {value}; it is a number from {least} to {most}")]
    OutOfRange {
        /// the key
        key: &'static str,
        /// what stands there
        value: i64,
        /// the smallest number
        least: u32,
        /// the largest number
        most: u32,
    },
    /// One wish under both of its names.
    #[error("`{key}` and `{other}` are one key; give one of them")]
    GivenTwice {
        /// the key
        key: &'static str,
        /// its other name
        other: &'static str,
    },
    /// DG1 is missing from the required data groups.
    #[error("`data.required` must name dg1: without it no issuing state is known")]
    Dg1NotRequired,
}

impl Fault for PolicyError {
    fn code(&self) -> &'static str {
        "usage.policy"
    }

    fn class(&self) -> FaultClass {
        FaultClass::ApiMisuse
    }

    fn hint(&self) -> Option<&'static str> {
        Some("docs/counter.toml shows every key; the built-in policies are field and strict")
    }
}
