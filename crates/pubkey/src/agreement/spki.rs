//! Static keys as EF.DG14 and EF.CardSecurity carry them: `SubjectPublicKeyInfo`.

use super::AgreementKey;
use crate::{CurveForm, KeyError};

/// A key for agreement, and how it says what it is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpkiAgreementKey {
    /// the key
    pub key: AgreementKey,
    /// by name or by parameters; parameters of a group are always explicit
    pub form: CurveForm,
}

impl AgreementKey {
    /// Reads a `SubjectPublicKeyInfo` in DER.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn from_spki(der: &[u8]) -> Result<SpkiAgreementKey, KeyError> {
        let _ = der;
        Err(KeyError::Malformed { offset: 0 })
    }
}
