//! Faults of the document itself, made before it is signed: their own code is in
//! [`personalise`](crate::personalise), here they get one grammar with the faults of the chip.

use super::{Fault, FaultError};
use crate::card::Chip;
use crate::personalise::{self, CardSpec, FAULTS, PersonaliseError, Personalised};
use crate::random::Random;

/// The keys that a document fault of this name takes.
fn keys(name: &str) -> Option<impl Iterator<Item = &'static str>> {
    let (_, keys) = FAULTS.iter().find(|(own, _)| *own == name)?;
    Some(keys.split_whitespace())
}

impl Fault {
    /// Whether it breaks the document before the chip gets it, all parameters included.
    #[must_use]
    pub fn is_of_document(&self) -> bool {
        let known: Vec<&str> = keys(&self.name).into_iter().flatten().collect();
        let takes = |key: &str| known.contains(&key);
        // a status word for a file is the chip's, a right to read it the document's
        let denied = self.name == "file-denied" && self.parameter("rights").is_none();
        !denied
            && FAULTS.iter().any(|(name, _)| *name == self.name)
            && self.parameters.iter().all(|(key, _)| takes(key))
    }

    /// Whether the running chip has a part in it that a fault of the document leaves over.
    #[must_use]
    pub fn is_of_both(&self) -> bool {
        self.name == "aa-response"
    }

    /// The parameters as `key=value;key=value`.
    fn parameter_text(&self) -> String {
        let pairs = self
            .parameters
            .iter()
            .map(|(key, value)| format!("{key}={value}"));
        pairs.collect::<Vec<_>>().join(";")
    }

    /// Gives the document the PACE that a fault of the chip is meant for: `mapping`, `kex` and
    /// `cipher` of its parameters, where the document has PACE at all.
    fn fit_document(&self, spec: &mut CardSpec) -> Result<(), PersonaliseError> {
        let of_pace = ["pace-", "sm-"]
            .iter()
            .any(|own| self.name.starts_with(own));
        if !of_pace {
            return Ok(());
        }
        personalise::fit_pace(spec, |key| self.parameter(key)).map_err(|key| {
            FaultError::BadValue {
                fault: self.name.clone(),
                key: key.to_owned(),
                value: self.parameter(key).unwrap_or_default().to_owned(),
            }
            .into()
        })
    }

    /// Breaks the document before it is signed; nothing happens when the fault is one of the
    /// chip alone.
    ///
    /// # Errors
    /// [`PersonaliseError::Fault`] for a value that the parameter does not take, or for a fault
    /// that stands for several runs; else where keys do not fit.
    pub fn apply_to(&self, spec: &mut CardSpec) -> Result<(), PersonaliseError> {
        if !self.is_of_document() {
            return self.fit_document(spec);
        }
        match self.runs().as_slice() {
            [run] => personalise::apply_fault(spec, &run.name, &run.parameter_text()),
            runs => Err(FaultError::SeveralRuns {
                fault: self.name.clone(),
                runs: runs.len(),
            }
            .into()),
        }
    }
}

/// A chip and the document it was made from.
#[derive(Debug)]
pub struct Issued {
    /// the chip, powered on
    pub chip: Chip,
    /// files, certificates, printed zone
    pub document: Personalised,
}

impl Issued {
    /// Makes the document, then the chip, with these faults: those of the document before it
    /// is signed, the others in the chip.
    ///
    /// # Errors
    /// [`PersonaliseError`].
    pub fn new(
        mut spec: CardSpec,
        faults: &[Fault],
        random: impl Random + 'static,
    ) -> Result<Self, PersonaliseError> {
        for fault in faults {
            fault.apply_to(&mut spec)?;
        }
        let document = spec.personalise()?;
        let of_chip = faults
            .iter()
            .filter(|fault| !fault.is_of_document() || fault.is_of_both());
        let of_chip: Vec<Fault> = of_chip.cloned().collect();
        let chip = Chip::new(document.image(), random).with_faults(&of_chip)?;
        Ok(Self { chip, document })
    }
}
