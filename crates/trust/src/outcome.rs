//! What a check comes to (BSI TR-03135-1 §3.2), and why.

use crate::Detail;

/// The result of one check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It holds.
    Passed,
    /// It does not hold.
    Failed,
    /// It could not be decided: something needed is missing or not known.
    Undetermined,
    /// Authentic data show that the document does not offer it.
    NotSupported,
    /// Started, could not finish.
    Aborted,
    /// Nobody asked for it.
    NotRequested,
}

impl Outcome {
    /// The name in reports, such as `not_supported`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Undetermined => "undetermined",
            Self::NotSupported => "not_supported",
            Self::Aborted => "aborted",
            Self::NotRequested => "not_requested",
        }
    }

    /// Whether the check passed.
    #[must_use]
    pub const fn is_passed(self) -> bool {
        matches!(self, Self::Passed)
    }
}

impl core::fmt::Display for Outcome {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How deviations from the standards are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Tolerance {
    /// BSI TR-03135 and named quirks: what an inspection needs.
    #[default]
    Field,
    /// BSI TR-03105-5: what a conformance laboratory expects.
    Strict,
}

/// An outcome with its reason: what one check of a report says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// the outcome
    pub outcome: Outcome,
    /// stable code of the reason; `None` where the outcome says all (see [`crate::codes`])
    pub code: Option<&'static str>,
    /// the operands of the reason
    pub detail: Option<Detail>,
}

impl Finding {
    /// Passed.
    pub const PASSED: Self = Self::plain(Outcome::Passed);
    /// Not requested.
    pub const NOT_REQUESTED: Self = Self::plain(Outcome::NotRequested);

    const fn plain(outcome: Outcome) -> Self {
        Self {
            outcome,
            code: None,
            detail: None,
        }
    }

    /// An outcome with the code of its reason.
    #[must_use]
    pub const fn new(outcome: Outcome, code: &'static str) -> Self {
        Self {
            outcome,
            code: Some(code),
            detail: None,
        }
    }

    pub(crate) const fn failed(code: &'static str) -> Self {
        Self::new(Outcome::Failed, code)
    }

    pub(crate) const fn undetermined(code: &'static str) -> Self {
        Self::new(Outcome::Undetermined, code)
    }

    #[must_use]
    pub(crate) fn with(mut self, detail: Detail) -> Self {
        self.detail = Some(detail);
        self
    }

    /// Whether the check passed.
    #[must_use]
    pub const fn is_passed(&self) -> bool {
        self.outcome.is_passed()
    }

    /// Of two findings about one check the graver: failed, then undetermined, then passed.
    #[must_use]
    pub(crate) fn graver(self, other: Self) -> Self {
        if other.outcome.gravity() > self.outcome.gravity() {
            other
        } else {
            self
        }
    }
}

impl Outcome {
    const fn gravity(self) -> u8 {
        match self {
            Self::Failed => 3,
            Self::Aborted => 2,
            Self::Undetermined => 1,
            Self::Passed | Self::NotSupported | Self::NotRequested => 0,
        }
    }
}
