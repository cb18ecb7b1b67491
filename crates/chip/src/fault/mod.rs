//! Faults by name: a chip that breaks one rule, so that a reader can show what it does then.
//!
//! A fault is written `name:key=value;key=value`. Faults of the chip change files on it, or what
//! it answers; faults of the document strike before it is signed. [`Fault::list`] names those of
//! the chip with their parameters, [`Issued`] makes a document and a chip with both kinds. A
//! value `a+b` stands for two runs one after the other, see [`Fault::runs`].

mod behaviour;
mod build;
mod catalogue;
mod document;
mod file_build;
mod files;
mod hooks;
mod pace_build;
mod pace_hooks;
mod params;
mod proof_build;
mod proof_hooks;
mod read_hooks;
mod seal_build;
mod tamper;

pub(crate) use behaviour::{BacPart, Behaviour, PinLeft, Step};
pub use catalogue::{FaultEntry, Parameter};
pub use document::Issued;
pub(crate) use files::FileChange;
pub(crate) use hooks::Faults;
pub(crate) use read_hooks::EndRule;

use params::Params;
pub(crate) use params::hexadecimal;
use thiserror::Error;

/// A fault and its parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    name: String,
    parameters: Vec<(String, String)>,
}

/// Why a text is no fault.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FaultError {
    /// No fault has this name.
    #[error("no fault is called {name}")]
    UnknownName {
        /// the name given
        name: String,
    },
    /// The fault has no parameter of this name.
    #[error("fault {fault} has no parameter {key}")]
    UnknownParameter {
        /// name of the fault
        fault: String,
        /// the parameter given
        key: String,
    },
    /// A parameter without `=`.
    #[error("{text} is not of the form key=value")]
    NotAPair {
        /// what was given
        text: String,
    },
    /// The fault needs this parameter.
    #[error("fault {fault} needs the parameter {key}")]
    Missing {
        /// name of the fault
        fault: String,
        /// the parameter that is missing
        key: &'static str,
    },
    /// The parameter does not take this value.
    #[error("fault {fault}: {key} cannot be {value}")]
    BadValue {
        /// name of the fault
        fault: String,
        /// name of the parameter
        key: String,
        /// the value given
        value: String,
    },
    /// Several values for one chip; each is a run of its own.
    #[error("fault {fault} stands for {runs} runs, give one value each")]
    SeveralRuns {
        /// name of the fault
        fault: String,
        /// how many runs
        runs: usize,
    },
    /// Values for more runs than anybody makes.
    #[error("fault {fault} stands for more than {limit} runs")]
    TooManyRuns {
        /// name of the fault
        fault: String,
        /// most runs of one fault
        limit: usize,
    },
    /// The document must be made anew for this fault, which files signed elsewhere cannot be.
    #[error("fault {fault} breaks the document before it is signed")]
    NeedsDocument {
        /// name of the fault
        fault: String,
    },
    /// The chip does not hold the file that the fault is about.
    #[error("fault {fault}: the chip has no {file}")]
    NoSuchFile {
        /// name of the fault
        fault: String,
        /// name of the file
        file: &'static str,
    },
}

impl vidimus_iso7816::Fault for FaultError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownName { .. } => "usage.unknown_fault",
            _ => "usage.fault_parameter",
        }
    }

    fn class(&self) -> vidimus_iso7816::FaultClass {
        vidimus_iso7816::FaultClass::ApiMisuse
    }

    fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::NeedsDocument { .. } => "use it with `--preset`, not with `--from`",
            _ => "`vidimus chip --list` shows every fault with its parameters",
        })
    }
}

/// Most runs that one fault stands for.
const MAX_RUNS: usize = 64;

/// What a fault comes down to.
#[derive(Clone, Debug)]
pub(crate) enum Effect {
    /// the bytes of a file are changed once, before the chip starts
    File(FileChange),
    /// the chip answers otherwise
    Behaviour(Behaviour),
}

impl Fault {
    /// Reads `name` or `name:key=value;key=value` and checks name, parameters and values.
    ///
    /// # Errors
    /// [`FaultError`].
    pub fn parse(text: &str) -> Result<Self, FaultError> {
        let (name, rest) = text.split_once(':').unwrap_or((text, ""));
        let mut parameters = Vec::new();
        for pair in rest
            .split(';')
            .map(str::trim)
            .filter(|pair| !pair.is_empty())
        {
            let (key, value) = pair.split_once('=').ok_or_else(|| FaultError::NotAPair {
                text: pair.to_owned(),
            })?;
            parameters.push((key.trim().to_owned(), value.trim().to_owned()));
        }
        let fault = Self {
            name: name.trim().to_owned(),
            parameters,
        };
        fault.check()?;
        Ok(fault)
    }

    /// Every fault of the chip; those of the document are [`FAULTS`](crate::personalise::FAULTS).
    #[must_use]
    pub fn list() -> &'static [FaultEntry] {
        catalogue::ENTRIES
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value of a parameter.
    #[must_use]
    pub fn parameter(&self, key: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(name, _)| name == key);
        found.map(|(_, value)| value.as_str())
    }

    /// One fault for each run: `bytes=7+9` gives two. A sign in front of a number is no
    /// separator; `dg=11+12`, `ciphers=3des+aes128`, `deny=dg3+dg4` and the two signers of
    /// `value=good+bad` are meant at once.
    #[must_use]
    pub fn runs(&self) -> Vec<Self> {
        let mut runs = vec![Self {
            name: self.name.clone(),
            parameters: Vec::new(),
        }];
        for (key, value) in &self.parameters {
            let values = run_values(key, value);
            runs = runs
                .iter()
                .flat_map(|run| values.iter().map(|value| run.with(key, value)))
                .collect();
        }
        runs
    }

    fn with(&self, key: &str, value: &str) -> Self {
        let mut longer = self.clone();
        longer.parameters.push((key.to_owned(), value.to_owned()));
        longer
    }

    /// Checks name and parameters; values too, where the chip's side knows them all. The
    /// values of a document's fault are checked when the document is made.
    fn check(&self) -> Result<(), FaultError> {
        let values = self
            .parameters
            .iter()
            .map(|(key, value)| run_values(key, value).len());
        let runs = values.fold(1usize, usize::saturating_mul);
        if runs > MAX_RUNS {
            return Err(FaultError::TooManyRuns {
                fault: self.name.clone(),
                limit: MAX_RUNS,
            });
        }
        match self.unknown_to_chip() {
            Some(_) if self.is_of_document() => Ok(()),
            Some(error) => Err(error),
            None => self.runs().iter().try_for_each(|run| {
                build::effects(&Params(run))?;
                Ok(())
            }),
        }
    }

    /// Whether the chip alone can have it, all parameters included: then it works with any
    /// chip, one from signed files too. Some faults can strike at either stage.
    #[must_use]
    pub fn is_of_chip(&self) -> bool {
        self.unknown_to_chip().is_none()
    }

    /// Why the chip's side alone cannot make this fault.
    fn unknown_to_chip(&self) -> Option<FaultError> {
        let Some(entry) = catalogue::find(&self.name) else {
            return Some(FaultError::UnknownName {
                name: self.name.clone(),
            });
        };
        let unknown = |key: &&(String, String)| !entry.takes(&key.0);
        let (key, _) = self.parameters.iter().find(unknown)?;
        Some(FaultError::UnknownParameter {
            fault: self.name.clone(),
            key: key.clone(),
        })
    }

    /// What it does to a chip.
    pub(crate) fn effects(&self) -> Result<Vec<Effect>, FaultError> {
        if self.unknown_to_chip().is_some() {
            return Err(FaultError::NeedsDocument {
                fault: self.name.clone(),
            });
        }
        match self.runs().as_slice() {
            [run] => build::effects(&Params(run)),
            runs => Err(FaultError::SeveralRuns {
                fault: self.name.clone(),
                runs: runs.len(),
            }),
        }
    }
}

/// The values of a parameter, one a run.
fn run_values(key: &str, value: &str) -> Vec<String> {
    match (key, value) {
        // both at once
        ("dg" | "list" | "ciphers" | "deny", _)
        | ("value", "good+bad" | "nonce+1")
        | ("tag", "80+82")
        | ("form", "length+2")
        // what one store holds
        | ("store", _) => vec![value.to_owned()],
        ("r", _) => orders(value),
        ("id", _) => {
            let parts = alternatives(value).into_iter();
            parts
                .flat_map(|part| range(&part).unwrap_or_else(|| vec![part]))
                .collect()
        }
        _ => alternatives(value),
    }
}

/// The values of `0+n+n+1`: the last is the order and one.
fn orders(value: &str) -> Vec<String> {
    let (rest, last) = match value.strip_suffix("n+1") {
        Some(rest) => (rest.trim_end_matches('+'), Some("n+1")),
        None => (value, None),
    };
    let plain = rest.split('+').filter(|value| !value.is_empty());
    plain.chain(last).map(str::to_owned).collect()
}

/// The numbers of `8..18`, both ends included.
fn range(value: &str) -> Option<Vec<String>> {
    let (first, last) = value.split_once("..")?;
    let (first, last): (u8, u8) = (first.parse().ok()?, last.parse().ok()?);
    Some((first..=last).map(|number| number.to_string()).collect())
}

/// The values of `a+b`; a sign at the start belongs to the value.
fn alternatives(value: &str) -> Vec<String> {
    let (sign, rest) = match value.strip_prefix('+') {
        Some(rest) => ("+", rest),
        None => ("", value),
    };
    let mut parts = rest.split('+');
    let first = parts.next().unwrap_or_default();
    core::iter::once(format!("{sign}{first}"))
        .chain(parts.map(str::to_owned))
        .collect()
}

impl core::fmt::Display for Fault {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.name)?;
        for (index, (key, value)) in self.parameters.iter().enumerate() {
            let mark = if index == 0 { ':' } else { ';' };
            write!(f, "{mark}{key}={value}")?;
        }
        Ok(())
    }
}

impl core::str::FromStr for Fault {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        Self::parse(text)
    }
}
