//! DG14: the SecurityInfos that stand signed in the document (Doc 9303-10 §4.7.14).

use super::ProofSpec;
use crate::personalise::PersonaliseError;
use crate::pki::der::{object, set_of};

impl ProofSpec {
    /// DG14, or `None` where there is nothing to say.
    pub(super) fn dg14(&self) -> Result<Option<Vec<u8>>, PersonaliseError> {
        let mut infos = self.infos.clone();
        for key in &self.chip {
            infos.extend(key.security_infos()?);
        }
        infos.extend(
            self.active
                .as_ref()
                .and_then(|active| active.security_info()),
        );
        infos.extend(
            self.terminal
                .as_ref()
                .map(|terminal| terminal.security_info()),
        );
        if self.empty {
            infos.clear();
        } else if infos.is_empty() {
            return Ok(None);
        }
        Ok(Some(object(0x6E, &set_of(infos))))
    }
}
