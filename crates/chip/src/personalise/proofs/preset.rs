//! The proofs of ready-made documents.

use super::{AaSpec, CaSpec, TerminalSpec};
use crate::Cipher;
use crate::personalise::{CardSpec, PersonaliseError};
use crate::pki::TestKey;
use vidimus_pubkey::HashAlgorithm;
use vidimus_pubkey::agreement::Domain;
use vidimus_pubkey::ec::{Curve, NamedCurve};

/// The id of the group MODP-2048/256 (Doc 9303-11 §9.5.1).
const DH_2048: u8 = 2;

/// A set of proofs by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proofs {
    /// Active Authentication, RSA 2048, SHA-256
    AaRsa,
    /// Active Authentication, ECDSA P-256, SHA-256
    AaEc,
    /// Chip Authentication, P-256, AES-128
    CaEc,
    /// Chip Authentication, DH of 2048 bits, 3DES
    CaDh,
    /// Chip and Terminal Authentication, DG3, DG4
    Eac,
    /// Terminal Authentication alone, DG3, DG4: for PACE that proves the chip
    Terminal,
    /// all of it, Active Authentication included
    Full,
}

impl Proofs {
    /// Adds keys and files to a document.
    pub(crate) fn put_into(self, spec: &mut CardSpec) -> Result<(), PersonaliseError> {
        let p256 = Domain::Ec(Curve::named(NamedCurve::P256));
        let over_curve = CaSpec::new(p256, vec![Cipher::Aes128]);
        let sha256 = HashAlgorithm::Sha256;
        match self {
            Self::AaRsa => {
                spec.proofs.active = Some(AaSpec::rsa(TestKey::AaRsa2048, sha256));
            }
            Self::AaEc => spec.proofs.active = Some(AaSpec::ecdsa(NamedCurve::P256, sha256)),
            Self::CaEc => spec.proofs.chip = vec![over_curve],
            Self::CaDh => {
                let group = Domain::standardized(DH_2048).unwrap_or(p256);
                spec.proofs.chip = vec![CaSpec::new(group, vec![Cipher::TripleDes])];
            }
            Self::Eac | Self::Full => spec.proofs.chip = vec![over_curve],
            Self::Terminal => {}
        }
        if matches!(self, Self::Eac | Self::Terminal | Self::Full) {
            spec.proofs.terminal = Some(TerminalSpec::default());
            spec.put_biometrics();
        }
        if self == Self::Full {
            spec.proofs.active = Some(AaSpec::rsa(TestKey::AaRsa2048, sha256));
        }
        spec.write_proofs()
    }
}
