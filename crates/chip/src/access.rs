//! What a chip asks for before it gives a file (Doc 9303-11 §4.2, Doc 9303-10 §3.11).
//!
//! | files | condition |
//! |---|---|
//! | EF.ATR/INFO, EF.DIR, EF.CardAccess | none |
//! | EF.COM, EF.SOD, EF.CVCA, DG1, DG2, DG5 to DG16 | BAC or PACE; none on a plain chip |
//! | EF.CardSecurity | PACE |
//! | DG3, DG4 | Terminal Authentication; see `card::terminal` |
//!
//! A condition that is not met answers `6982` (§4.3.2, §4.4.2), also to SELECT where the chip is
//! not set to allow that.

use crate::bac::BacKey;
use crate::pace::PaceRules;
use std::sync::Arc;
use vidimus_lds::File;

/// The access control of a chip.
///
/// Without any key the chip is open ("plain", deprecated but still to be read). DG3 and DG4 need
/// Terminal Authentication, EF.CardSecurity needs PACE.
#[derive(Clone, Debug, Default)]
pub struct AccessRules {
    /// The keys of Basic Access Control; `None` where BAC is not asked for.
    pub bac: Option<Arc<BacKey>>,
    /// Protocols and passwords of PACE; `None` where the chip does not perform it.
    pub pace: Option<Arc<PaceRules>>,
}

/// What a session has reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reached {
    /// the command came through secure messaging
    pub(crate) secured: bool,
    /// the session was opened by PACE
    pub(crate) by_pace: bool,
}

impl AccessRules {
    /// No access control.
    #[must_use]
    pub const fn plain() -> Self {
        Self {
            bac: None,
            pace: None,
        }
    }

    /// Basic Access Control with this key.
    #[must_use]
    pub fn bac(key: BacKey) -> Self {
        Self {
            bac: Some(Arc::new(key)),
            pace: None,
        }
    }

    /// PACE with these rules, and nothing else.
    #[must_use]
    pub fn pace(rules: PaceRules) -> Self {
        Self::plain().with_pace(rules)
    }

    /// The same with PACE beside it.
    #[must_use]
    pub fn with_pace(mut self, rules: PaceRules) -> Self {
        self.pace = Some(Arc::new(rules));
        self
    }

    /// Whether no access control is asked for.
    #[must_use]
    pub const fn is_plain(&self) -> bool {
        self.bac.is_none() && self.pace.is_none()
    }

    /// Whether the file may be selected and read now.
    pub(crate) const fn allows(&self, file: File, reached: Reached) -> bool {
        match Condition::of(file) {
            Condition::Always => true,
            Condition::Access => reached.secured || self.is_plain(),
            Condition::Pace => reached.secured && reached.by_pace,
            Condition::Never => false,
        }
    }
}

/// When a file may be read.
enum Condition {
    /// at any time
    Always,
    /// after BAC or PACE, or at any time on a plain chip
    Access,
    /// after PACE
    Pace,
    /// after a protocol that this chip does not perform
    Never,
}

impl Condition {
    const fn of(file: File) -> Self {
        match file {
            File::AtrInfo | File::Dir | File::CardAccess => Self::Always,
            File::Com | File::Sod | File::Cvca => Self::Access,
            File::CardSecurity => Self::Pace,
            File::Dg(group) => match group.number() {
                3 | 4 => Self::Never,
                _ => Self::Access,
            },
        }
    }
}
