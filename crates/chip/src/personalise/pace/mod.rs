//! PACE of a document: protocols, passwords, and the files that tell of them (EF.CardAccess,
//! its signed copies in DG14 and EF.CardSecurity; Doc 9303-11 §9.2.11).

mod card_security;
mod info;
mod preset;
mod token;

pub use card_security::CardSecuritySpec;
pub(crate) use card_security::static_key;
pub(crate) use info::{is_pace, pace_info, unknown_info};
pub(crate) use preset::{BASE, BASE_CAM, PaceKind};
pub(crate) use token::Listed;

use super::{CardSpec, PersonaliseError};
use crate::pace::{PaceKey, PaceMapping, PacePassword, PaceProtocol, PaceRules};
use crate::pki::der::set_of;
use std::collections::BTreeMap;

/// The card access number of every specimen that is not given another.
pub const SPECIMEN_CAN: &str = "500540";
/// The PIN of every specimen that is not given another.
pub const SPECIMEN_PIN: &str = "271828";
/// The PUK of every specimen that is not given another.
pub const SPECIMEN_PUK: &str = "3141592653";
/// How many wrong PINs a specimen takes.
const PIN_TRIES: u8 = 3;

/// PACE to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaceSpec {
    /// what the chip performs
    pub protocols: Vec<PaceProtocol>,
    /// the SecurityInfos in EF.CardAccess, whole
    pub infos: Vec<Vec<u8>>,
    /// those in the signed copies
    pub signed: Vec<Vec<u8>>,
    /// the card access number; `None`: the chip has none
    pub can: Option<String>,
    /// the PIN; `None`: the chip has none
    pub pin: Option<String>,
    /// the PUK; `None`: the chip has none
    pub puk: Option<String>,
    /// how often the PIN may be wrong
    pub pin_tries: u8,
    /// a faulty chip that takes any DO 84 and any mapping key
    pub unchecked: bool,
}

impl PaceSpec {
    /// These protocols, offered as they are, all passwords those of specimens.
    #[must_use]
    pub fn new(protocols: Vec<PaceProtocol>) -> Self {
        let infos: Vec<Vec<u8>> = protocols.iter().map(pace_info).collect();
        Self {
            protocols,
            signed: infos.clone(),
            infos,
            can: Some(SPECIMEN_CAN.to_owned()),
            pin: Some(SPECIMEN_PIN.to_owned()),
            puk: Some(SPECIMEN_PUK.to_owned()),
            pin_tries: PIN_TRIES,
            unchecked: false,
        }
    }

    /// The protocols with Chip Authentication Mapping.
    pub(super) fn chip_authentication(&self) -> impl Iterator<Item = &PaceProtocol> {
        let all = self.protocols.iter();
        all.filter(|protocol| protocol.mapping == PaceMapping::ChipAuthentication)
    }

    /// EF.CardAccess.
    fn card_access(&self) -> Vec<u8> {
        set_of(self.infos.clone())
    }

    /// What the chip takes.
    ///
    /// # Errors
    /// [`PersonaliseError::AgreementKey`] where a static key is none.
    pub(super) fn rules(&self, mrz_information: &str) -> Result<PaceRules, PersonaliseError> {
        let key = PaceKey::from_mrz_information(mrz_information.as_bytes());
        let mut rules =
            PaceRules::new(self.protocols.clone()).with_password(PacePassword::Mrz, key);
        let numbers = [
            (PacePassword::Can, &self.can),
            (PacePassword::Pin, &self.pin),
            (PacePassword::Puk, &self.puk),
        ];
        for (password, number) in numbers {
            if let Some(number) = number {
                rules = rules.with_password(password, PaceKey::from_number(number));
            }
        }
        // one key a set of parameters, whatever the ciphers
        let of_domain: BTreeMap<u8, &PaceProtocol> = self
            .chip_authentication()
            .map(|protocol| (protocol.parameter_id, protocol))
            .collect();
        for id in of_domain.into_keys() {
            rules = rules.with_static_key(static_key(id)?);
        }
        (rules.pin_tries, rules.unchecked) = (self.pin_tries, self.unchecked);
        Ok(rules)
    }
}

impl CardSpec {
    /// Lets the chip perform these protocols and says so in EF.CardAccess, DG14 and, with Chip
    /// Authentication Mapping, EF.CardSecurity.
    ///
    /// # Errors
    /// [`PersonaliseError`] where keys do not fit.
    pub fn set_pace(&mut self, protocols: Vec<PaceProtocol>) -> Result<(), PersonaliseError> {
        let mut pace = PaceSpec::new(protocols);
        if let Some(before) = &self.pace {
            pace.can.clone_from(&before.can);
            pace.pin.clone_from(&before.pin);
            pace.puk.clone_from(&before.puk);
        }
        self.card_security = CardSecuritySpec::of(&pace)?;
        self.pace = Some(pace);
        self.write_pace()
    }

    /// Writes EF.CardAccess and DG14 anew after a change of [`CardSpec::pace`].
    ///
    /// # Errors
    /// [`PersonaliseError`] where keys do not fit.
    pub fn write_pace(&mut self) -> Result<(), PersonaliseError> {
        let Some(pace) = &self.pace else {
            return Ok(());
        };
        self.card_access = Some(pace.card_access());
        let signed = pace.signed.clone();
        self.sign_infos(signed)
    }

    /// Puts these in place of the infos of PACE in DG14.
    pub(crate) fn sign_infos(&mut self, signed: Vec<Vec<u8>>) -> Result<(), PersonaliseError> {
        let infos = &mut self.proofs.infos;
        infos.retain(|info| !is_pace(info) && !signed.contains(info));
        infos.extend(signed);
        self.write_proofs()
    }
}
