//! Cards of the three made-up Vietnamese citizens, and an identity card of the European Union.
//!
//! What is not known of the real card (algorithms of EF.SOD, keys of DG14 and DG15) is as in the
//! other presets; EF.CardAccess is the one that programs for the real card have built in.

use super::{AaSpec, Access, CaSpec, CardSpec, PersonaliseError};
use crate::Cipher;
use crate::pace::{PaceMapping, PaceProtocol};
use crate::persona::Citizen;
use crate::pki::TestKey;
use crate::pki::der::{integer, oid, sequence};
use vidimus_iso7816::StatusWord;
use vidimus_lds::File;
use vidimus_pubkey::HashAlgorithm;
use vidimus_pubkey::agreement::Domain;

/// id-TA, 0.4.0.127.0.7.2.2.2.
const ID_TA: [u8; 8] = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x02];

/// PACE of the citizen card: generic mapping, AES-128, brainpoolP256r1.
const CITIZEN: PaceProtocol = PaceProtocol {
    mapping: PaceMapping::Generic,
    cipher: Cipher::Aes128,
    parameter_id: 13,
};

/// The card access number of the European card.
const EU_CAN: &str = "271828";

/// How the chip of a citizen's card is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// PACE with MRZ or card access number, and BAC
    Both,
    /// BAC alone
    Bac,
    /// both, and EF.CardAccess is refused (`6982`)
    Hidden,
}

/// Makes the card of a citizen of it, whose persona it has already.
pub(super) fn citizen(
    spec: &mut CardSpec,
    letter: char,
    opening: Opening,
) -> Result<(), PersonaliseError> {
    let Some(citizen) = Citizen::named(letter) else {
        return Ok(());
    };
    let domain = Domain::standardized(CITIZEN.parameter_id);
    spec.put(13, citizen.dg13());
    spec.proofs.active = Some(AaSpec::rsa(TestKey::AaRsa2048, HashAlgorithm::Sha256));
    spec.proofs.chip = domain
        .map(|domain| CaSpec::new(domain, vec![Cipher::Aes128]))
        .into_iter()
        .collect();
    if opening == Opening::Bac {
        return spec.write_proofs();
    }
    spec.set_pace(vec![CITIZEN])?;
    if let Some(pace) = &mut spec.pace {
        pace.can = Some(citizen.can().to_owned());
        (pace.pin, pace.puk) = (None, None);
        pace.infos.extend(announced());
    }
    spec.write_pace()?;
    if opening == Opening::Hidden {
        let refused = StatusWord::SECURITY_STATUS_NOT_SATISFIED;
        spec.denied.insert(File::CardAccess, refused);
    }
    Ok(())
}

/// What EF.CardAccess announces besides PACE: Terminal Authentication and Chip Authentication.
fn announced() -> [Vec<u8>; 2] {
    let agreement = oid(crate::pki::oid::CA_ECDH_AES_128);
    [
        sequence(&[oid(&ID_TA), integer(1)]),
        sequence(&[agreement, integer(1)]),
    ]
}

/// Makes an identity card by Regulation (EU) 2019/1157 of it: PACE with the card access number, no
/// BAC, Chip Authentication.
pub(super) fn european(spec: &mut CardSpec) -> Result<(), PersonaliseError> {
    spec.access = Access::Plain;
    spec.set_pace(vec![CITIZEN])?;
    if let Some(pace) = &mut spec.pace {
        pace.can = Some(EU_CAN.to_owned());
        (pace.pin, pace.puk) = (None, None);
    }
    let domain = Domain::standardized(CITIZEN.parameter_id);
    let key = domain.map(|domain| CaSpec::new(domain, vec![Cipher::Aes128]));
    spec.proofs.chip = key.into_iter().collect();
    spec.write_pace()
}
