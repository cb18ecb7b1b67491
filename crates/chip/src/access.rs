//! What a chip asks for before it gives a file (Doc 9303-11 §4.2, Doc 9303-10 §3.11).

use crate::bac::BacKey;
use std::sync::Arc;
use vidimus_lds::File;

/// The access control of a chip.
///
/// Without any key the chip is open ("plain", deprecated but still to be read). DG3, DG4 need
/// Terminal Authentication, which this chip does not perform, so they are always refused;
/// EF.CardSecurity needs PACE, likewise.
#[derive(Clone, Debug, Default)]
pub struct AccessRules {
    /// The keys of Basic Access Control; `None` where BAC is not asked for.
    pub bac: Option<Arc<BacKey>>,
}

impl AccessRules {
    /// No access control.
    #[must_use]
    pub const fn plain() -> Self {
        Self { bac: None }
    }

    /// Basic Access Control with this key.
    #[must_use]
    pub fn bac(key: BacKey) -> Self {
        Self {
            bac: Some(Arc::new(key)),
        }
    }

    /// Whether any access control is asked for.
    #[must_use]
    pub const fn is_plain(&self) -> bool {
        self.bac.is_none()
    }

    /// Whether the file may be selected and read now; `secured` = by BAC.
    pub(crate) const fn allows(&self, file: File, secured: bool) -> bool {
        match Condition::of(file) {
            Condition::Always => true,
            Condition::Access => secured || self.is_plain(),
            Condition::Never => false,
        }
    }
}

/// When a file may be read.
enum Condition {
    /// at any time
    Always,
    /// after BAC, or at any time on a plain chip
    Access,
    /// after a protocol that this chip does not perform
    Never,
}

impl Condition {
    const fn of(file: File) -> Self {
        match file {
            File::AtrInfo | File::Dir | File::CardAccess => Self::Always,
            File::Com | File::Sod | File::Cvca => Self::Access,
            File::CardSecurity => Self::Never,
            File::Dg(group) => match group.number() {
                3 | 4 => Self::Never,
                _ => Self::Access,
            },
        }
    }
}
