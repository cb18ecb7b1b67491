//! EF.CardSecurity: signed SecurityInfos in the master file, with the static keys of Chip
//! Authentication Mapping (Doc 9303-11 §9.2.11).

use super::{PaceSpec, info};
use crate::keys::CaKey;
use crate::personalise::{PersonaliseError, SodSpec};
use crate::pki::der::{integer, oid, sequence, set_of};
use crate::pki::{CertificateSpec, Changes, PkiError, oid as names};
use std::collections::BTreeSet;
use vidimus_pubkey::agreement::{Domain, SpkiForm};

/// EF.CardSecurity to be made, signed by the document signer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardSecuritySpec {
    /// the SecurityInfos but for the keys
    pub infos: Vec<Vec<u8>>,
    /// the ChipAuthenticationPublicKeyInfos
    pub keys: Vec<Vec<u8>>,
    /// changes that are signed, by the names of [`SodSpec`]
    pub signed: Changes,
}

impl CardSecuritySpec {
    /// The file of a chip with Chip Authentication Mapping; `None` for a chip without.
    pub(super) fn of(pace: &PaceSpec) -> Result<Option<Self>, PersonaliseError> {
        let ids: BTreeSet<u8> = pace
            .chip_authentication()
            .map(|protocol| protocol.parameter_id)
            .collect();
        if ids.is_empty() {
            return Ok(None);
        }
        let keys = ids.iter().map(|id| Self::key_info(*id, *id));
        Ok(Some(Self {
            infos: pace.signed.clone(),
            keys: keys.collect::<Result<_, _>>()?,
            signed: Changes::default(),
        }))
    }

    /// ChipAuthenticationPublicKeyInfo with the key of these parameters, named by their number
    /// as in the worked example of appendix I.
    ///
    /// # Errors
    /// [`PersonaliseError::AgreementKey`] where there is no such key.
    pub fn key_info(id: u8, key_id: u8) -> Result<Vec<u8>, PersonaliseError> {
        let key = static_key(id)?.public_key();
        let key = key.map_err(PersonaliseError::AgreementKey)?;
        Ok(Self::key_info_of(
            &key.to_spki(SpkiForm::Standardized(id)),
            key_id,
        ))
    }

    /// The same around a public key.
    pub(crate) fn key_info_of(spki: &[u8], key_id: u8) -> Vec<u8> {
        let id = integer(u32::from(key_id));
        sequence(&[oid(names::PK_ECDH), spki.to_vec(), id])
    }

    /// The lowest bit of the first key is the other way round, so that its point is off the
    /// curve.
    pub(crate) fn flip_key(&mut self) {
        // the key ends before its identifier, `02 01 id`
        let last = self.keys.first_mut();
        let at = last.as_ref().map_or(0, |key| key.len().saturating_sub(4));
        if let Some(byte) = last.and_then(|key| key.get_mut(at)) {
            *byte ^= 1;
        }
    }

    /// The key of another chip, on the same curve.
    pub(crate) fn other_key(&mut self, id: u8) -> Result<(), PersonaliseError> {
        let key = key_of("another chip", id)?.public_key();
        let key = key.map_err(PersonaliseError::AgreementKey)?;
        self.keys = vec![Self::key_info_of(
            &key.to_spki(SpkiForm::Standardized(id)),
            id,
        )];
        Ok(())
    }

    /// Two keys: the right one named by the number of another curve, and a key of that curve
    /// named by the right number.
    pub(crate) fn mismatched_keys(&mut self, id: u8, other: u8) -> Result<(), PersonaliseError> {
        self.keys = vec![Self::key_info(id, other)?, Self::key_info(other, id)?];
        Ok(())
    }

    /// PACEDomainParameterInfo of a standard curve is one of the infos.
    pub(crate) fn add_domain(&mut self, id: u8) {
        self.infos.extend(info::explicit_standard(id));
    }

    /// The file, signed as the security object is.
    pub(crate) fn to_bytes(
        &self,
        sod: &SodSpec,
        signer: &CertificateSpec,
        certificates: &[Vec<u8>],
    ) -> Result<Vec<u8>, PkiError> {
        let infos = [&self.infos[..], &self.keys[..]].concat();
        let mut spec = SodSpec::new(sod.key, sod.algorithm.clone());
        spec.digest = sod.digest;
        spec.security_infos = Some(set_of(infos));
        spec.signed = self.signed.clone();
        spec.to_bytes(signer, certificates)
    }
}

/// The static private key of Chip Authentication Mapping on these parameters, the same for every
/// specimen: everybody has it.
pub(crate) fn static_key(id: u8) -> Result<CaKey, PersonaliseError> {
    key_of("chip authentication mapping", id)
}

/// A private key that this text makes.
fn key_of(text: &str, id: u8) -> Result<CaKey, PersonaliseError> {
    let domain = Domain::standardized(id).ok_or(PersonaliseError::Preset {
        name: id.to_string(),
        reason: "no such domain parameters".to_owned(),
    })?;
    let seed = format!("{text} {}", domain.name());
    CaKey::from_seed(Some(u64::from(id)), domain, &seed, Vec::new())
        .map_err(PersonaliseError::AgreementKey)
}
