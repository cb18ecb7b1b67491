//! One variant of PACE: mapping, cipher and domain parameters (Doc 9303-11 §4.4.3, §9.5.1).
//!
//! ```text
//! protocol   0.4.0.127.0.7.2.2.4.mapping.cipher      parameters
//!   mapping  1 DH-GM  2 ECDH-GM  3 DH-IM  4 ECDH-IM  6 ECDH-CAM
//!   cipher   1 3DES  2 AES-128  3 AES-192  4 AES-256  (CAM: 2 to 4)
//! id         0 to 2 groups of RFC 5114, 8 to 18 curves, others reserved or the chip's own
//! ```
//!
//! Parameters that a chip writes out are unprotected, and weak ones give the password away
//! (§9.2.2). So they only choose among the standardized ones, whatever number the chip gives them.

use crate::Cipher;
use core::fmt;
use vidimus_lds::evidence::CipherName;
use vidimus_lds::security_info::{Agreement, Mapping, PaceInfo, SecurityInfos};
use vidimus_pubkey::agreement::Domain;

/// The version of the protocol that this is (§9.2.1).
const VERSION: u64 = 2;
/// Numbers below are for standardized parameters, given out or not (§9.5.1).
const FIRST_EXPLICIT: u8 = 32;
/// NIST P-224, whose prime the point encoding of Integrated Mapping cannot take (§9.5.1).
const P_224: u8 = 10;

/// One variant of PACE that can be run: whatever exists of this type has an identifier in the
/// standard, and its group is of the kind that the identifier names.
///
/// ```
/// use vidimus_access::{Cipher, PaceParameters};
/// use vidimus_lds::security_info::Mapping;
///
/// let parameters = PaceParameters::new(Mapping::Integrated, Cipher::Aes256, 16).ok_or("none")?;
/// assert_eq!(parameters.to_string(), "ECDH-IM AES-256 brainpoolP384r1");
/// assert_eq!(parameters.protocol_oid(), [4, 0, 0x7F, 0, 7, 2, 2, 4, 4, 4]);
/// // the point encoding does not take the prime of P-224
/// assert_eq!(PaceParameters::new(Mapping::Integrated, Cipher::Aes256, 10), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PaceParameters {
    mapping: Mapping,
    cipher: Cipher,
    /// of the standardized set, also where the chip writes it out
    parameter_id: u8,
    /// what the chip calls the set
    reference: Option<u8>,
    explicit: bool,
    domain: Domain,
    oid: [u8; 10],
}

impl PaceParameters {
    /// The variant with standardized domain parameters; `None` where the standard has none:
    /// reserved parameter identifiers, Integrated Mapping with P-224 (10), Chip Authentication
    /// Mapping with 3DES or with DH.
    #[must_use]
    pub fn new(mapping: Mapping, cipher: Cipher, parameter_id: u8) -> Option<Self> {
        let domain = Domain::standardized(parameter_id)?;
        if mapping == Mapping::Integrated && parameter_id == P_224 {
            return None;
        }
        let oid = protocol(mapping, agreement_of(domain), cipher)?;
        Some(Self {
            mapping,
            cipher,
            parameter_id,
            reference: Some(parameter_id),
            explicit: false,
            domain,
            oid,
        })
    }

    /// The variant that a PACEInfo offers with standardized parameters; `None` when it cannot be
    /// used: another version than 2, other parameters, or those of another group than its
    /// protocol names.
    #[must_use]
    pub fn from_info(info: &PaceInfo<'_>) -> Option<Self> {
        let parameter_id = u8::try_from(info.parameter_id?).ok()?;
        let parameters = Self::new(info.mapping, cipher_of(info.cipher), parameter_id)?;
        let fits = info.version == VERSION && info.agreement == parameters.agreement();
        fits.then_some(parameters)
    }

    /// The variant of a PACEInfo that refers to parameters which the chip writes out. They are
    /// looked up, never computed with: `None` unless they equal a standardized set, generator
    /// included (§9.2.2), and for Chip Authentication Mapping, whose key goes by the number.
    pub(super) fn from_explicit(info: &PaceInfo<'_>, infos: &SecurityInfos<'_>) -> Option<Self> {
        let reference = match info.parameter_id {
            None => None,
            Some(id) => Some(u8::try_from(id).ok().filter(|id| *id >= FIRST_EXPLICIT)?),
        };
        if info.mapping == Mapping::ChipAuthentication || info.version != VERSION {
            return None;
        }
        let written = infos
            .pace_domain_parameters()
            .filter_map(Result::ok)
            .find(|written| {
                written.agreement == info.agreement && written.parameter_id == info.parameter_id
            })?;
        let domain = Domain::from_algorithm_identifier(written.domain_parameter).ok()?;
        let same = |id: &u8| Domain::standardized(*id) == Some(domain);
        let parameter_id = (0..FIRST_EXPLICIT).find(same)?;
        let parameters = Self::new(info.mapping, cipher_of(info.cipher), parameter_id)?;
        (parameters.agreement() == info.agreement).then_some(Self {
            reference,
            explicit: true,
            ..parameters
        })
    }

    /// Whether the chip writes the parameters out; they equal those of the number all the same.
    #[must_use]
    pub const fn is_explicit(&self) -> bool {
        self.explicit
    }

    /// What names the parameters in MSE:Set AT: their number, or the chip's own for those it
    /// writes out, which may have none.
    pub(super) const fn reference(&self) -> Option<u8> {
        self.reference
    }

    /// How the nonce is mapped.
    #[must_use]
    pub const fn mapping(&self) -> Mapping {
        self.mapping
    }

    /// The cipher, of the nonce and of the channel.
    #[must_use]
    pub const fn cipher(&self) -> Cipher {
        self.cipher
    }

    /// The standardized number of the domain parameters: 0 to 2 or 8 to 18.
    #[must_use]
    pub const fn parameter_id(&self) -> u8 {
        self.parameter_id
    }

    /// The domain parameters.
    #[must_use]
    pub const fn domain(&self) -> Domain {
        self.domain
    }

    /// DH or ECDH.
    #[must_use]
    pub const fn agreement(&self) -> Agreement {
        agreement_of(self.domain)
    }

    /// The content bytes of the protocol's object identifier, as MSE:Set AT sends them.
    #[must_use]
    pub const fn protocol_oid(&self) -> &[u8] {
        &self.oid
    }

    /// Bytes of the terminal's nonce with Integrated Mapping: as long as a key of the cipher.
    #[must_use]
    pub const fn terminal_nonce_len(&self) -> usize {
        self.cipher.key_len()
    }
}

impl fmt::Display for PaceParameters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let agreement = self.agreement().name();
        let (mapping, cipher) = (self.mapping.name(), self.cipher);
        write!(f, "{agreement}-{mapping} {cipher} {}", self.domain.name())
    }
}

impl fmt::Debug for PaceParameters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PaceParameters({self})")
    }
}

const fn agreement_of(domain: Domain) -> Agreement {
    match domain {
        Domain::Ec(_) => Agreement::Ecdh,
        Domain::Dh(_) => Agreement::Dh,
    }
}

/// `0.4.0.127.0.7.2.2.4.mapping.cipher` (§9.2.3); `None` for a pair that no identifier names.
const fn protocol(mapping: Mapping, agreement: Agreement, cipher: Cipher) -> Option<[u8; 10]> {
    let mapping_arc = match (mapping, agreement) {
        (Mapping::Generic, Agreement::Dh) => 1,
        (Mapping::Generic, Agreement::Ecdh) => 2,
        (Mapping::Integrated, Agreement::Dh) => 3,
        (Mapping::Integrated, Agreement::Ecdh) => 4,
        (Mapping::ChipAuthentication, Agreement::Ecdh) => 6,
        (Mapping::ChipAuthentication, Agreement::Dh) => return None,
    };
    let cipher_arc = match (mapping, cipher) {
        (Mapping::ChipAuthentication, Cipher::TripleDes) => return None,
        (_, Cipher::TripleDes) => 1,
        (_, Cipher::Aes128) => 2,
        (_, Cipher::Aes192) => 3,
        (_, Cipher::Aes256) => 4,
    };
    Some([4, 0, 0x7F, 0, 7, 2, 2, 4, mapping_arc, cipher_arc])
}

const fn cipher_of(name: CipherName) -> Cipher {
    match name {
        CipherName::TripleDes => Cipher::TripleDes,
        CipherName::Aes128 => Cipher::Aes128,
        CipherName::Aes192 => Cipher::Aes192,
        CipherName::Aes256 => Cipher::Aes256,
    }
}
