//! The protocols of PACE by name and object identifier (Doc 9303-11 §4.4.3, §9.2.3, §9.5.1).

use crate::Cipher;
use thiserror::Error;
use vidimus_pubkey::agreement::Domain;

/// How a nonce becomes a generator (§4.4.3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PaceMapping {
    /// generic
    Generic,
    /// integrated
    Integrated,
    /// chip authentication
    ChipAuthentication,
}

impl PaceMapping {
    /// Every mapping.
    pub const ALL: [Self; 3] = [Self::Generic, Self::Integrated, Self::ChipAuthentication];

    /// `gm`, `im` or `cam`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Generic => "gm",
            Self::Integrated => "im",
            Self::ChipAuthentication => "cam",
        }
    }
}

/// Mapping, cipher and standardized domain parameters.
///
/// Written `gm-aes128-12`; the key agreement follows from the number of the parameters: 0 to 2
/// are MODP groups, 8 to 18 curves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PaceProtocol {
    /// how the nonce is mapped
    pub mapping: PaceMapping,
    /// of nonce, tokens and secure messaging
    pub cipher: Cipher,
    /// number of the standardized domain parameters
    pub parameter_id: u8,
}

/// Why there is no such PACE.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PaceProtocolError {
    /// Not `mapping-cipher-number`.
    #[error("written as gm-aes128-12: gm, im, cam; 3des, aes128, aes192, aes256; a number")]
    Form,
    /// No domain parameters of this number (§9.5.1).
    #[error("domain parameters are 0 to 2 and 8 to 18")]
    Parameters,
    /// The curve P-224 has a prime that the point encoding does not work for (App. B).
    #[error("integrated mapping does not work on P-224 (10)")]
    IntegratedOnP224,
    /// Chip Authentication Mapping is for curves only.
    #[error("chip authentication mapping needs a curve (8 to 18)")]
    ChipAuthenticationOnModp,
    /// Chip Authentication Mapping is not for 3DES.
    #[error("chip authentication mapping needs AES")]
    ChipAuthenticationWith3des,
}

/// id-PACE, 0.4.0.127.0.7.2.2.4.
const ID_PACE: [u8; 8] = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04];
/// The number of P-224.
const P224: u8 = 10;

/// The name of a cipher as presets have it.
const CIPHERS: [(&str, Cipher); 4] = [
    ("3des", Cipher::TripleDes),
    ("aes128", Cipher::Aes128),
    ("aes192", Cipher::Aes192),
    ("aes256", Cipher::Aes256),
];

impl PaceProtocol {
    /// This one, if the standard allows it.
    ///
    /// # Errors
    /// [`PaceProtocolError`] with the reason.
    pub fn new(
        mapping: PaceMapping,
        cipher: Cipher,
        parameter_id: u8,
    ) -> Result<Self, PaceProtocolError> {
        let own = Self {
            mapping,
            cipher,
            parameter_id,
        };
        let modp = parameter_id <= 2;
        match (mapping, cipher) {
            _ if own.domain().is_none() => Err(PaceProtocolError::Parameters),
            (PaceMapping::Integrated, _) if parameter_id == P224 => {
                Err(PaceProtocolError::IntegratedOnP224)
            }
            (PaceMapping::ChipAuthentication, _) if modp => {
                Err(PaceProtocolError::ChipAuthenticationOnModp)
            }
            (PaceMapping::ChipAuthentication, Cipher::TripleDes) => {
                Err(PaceProtocolError::ChipAuthenticationWith3des)
            }
            _ => Ok(own),
        }
    }

    /// Every one that the standard allows: 56 with generic, 52 with integrated, 33 with chip
    /// authentication mapping. Four ciphers times fourteen domain parameters; without P-224 for
    /// integrated mapping; three ciphers times eleven curves for CAM (§4.4.3 tables 2 and 3).
    pub fn all() -> impl Iterator<Item = Self> {
        let ids = || (0..=2).chain(8..=18);
        PaceMapping::ALL.into_iter().flat_map(move |mapping| {
            CIPHERS.into_iter().flat_map(move |(_, cipher)| {
                ids().filter_map(move |id| Self::new(mapping, cipher, id).ok())
            })
        })
    }

    /// The domain parameters; `None` where the number is none of the table.
    #[must_use]
    pub fn domain(&self) -> Option<Domain> {
        Domain::standardized(self.parameter_id)
    }

    /// The object identifier, content octets: `0.4.0.127.0.7.2.2.4` with key agreement and
    /// mapping (1 to 4, or 6) and cipher (1 to 4).
    #[must_use]
    pub fn oid(&self) -> Vec<u8> {
        let agreement = match (self.mapping, self.parameter_id) {
            (PaceMapping::Generic, 0..=2) => 1,
            (PaceMapping::Generic, _) => 2,
            (PaceMapping::Integrated, 0..=2) => 3,
            (PaceMapping::Integrated, _) => 4,
            (PaceMapping::ChipAuthentication, _) => 6,
        };
        oid(agreement, self.cipher)
    }
}

/// id-PACE with these two arcs.
pub(crate) fn oid(agreement: u8, cipher: Cipher) -> Vec<u8> {
    let cipher = match cipher {
        Cipher::TripleDes => 1,
        Cipher::Aes128 => 2,
        Cipher::Aes192 => 3,
        Cipher::Aes256 => 4,
    };
    [&ID_PACE[..], &[agreement, cipher]].concat()
}

/// The cipher of a name, such as `aes128`.
pub(crate) fn cipher_named(name: &str) -> Option<Cipher> {
    let row = CIPHERS.iter().find(|(own, _)| *own == name)?;
    Some(row.1)
}

/// The mapping of a name, such as `gm`.
pub(crate) fn mapping_named(name: &str) -> Option<PaceMapping> {
    let mut all = PaceMapping::ALL.into_iter();
    all.find(|mapping| mapping.name() == name)
}

impl core::fmt::Display for PaceProtocol {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let cipher = CIPHERS.iter().find(|(_, own)| *own == self.cipher);
        let cipher = cipher.map_or("", |(name, _)| name);
        write!(f, "{}-{cipher}-{}", self.mapping.name(), self.parameter_id)
    }
}

impl core::str::FromStr for PaceProtocol {
    type Err = PaceProtocolError;

    fn from_str(text: &str) -> Result<Self, PaceProtocolError> {
        let mut parts = text.split('-');
        let mapping = parts.next().and_then(mapping_named);
        let cipher = parts.next().and_then(cipher_named);
        let id = parts.next().and_then(|id| id.parse().ok());
        match (mapping, cipher, id, parts.next()) {
            (Some(mapping), Some(cipher), Some(id), None) => Self::new(mapping, cipher, id),
            _ => Err(PaceProtocolError::Form),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_as_the_standard_allows() {
        assert_eq!(PaceProtocol::all().count(), 56 + 52 + 33);
        for protocol in PaceProtocol::all() {
            assert_eq!(protocol.to_string().parse(), Ok(protocol));
        }
    }

    #[test]
    fn others_are_refused_with_their_reason() {
        let parse = |text: &str| text.parse::<PaceProtocol>();
        assert_eq!(parse("gm-aes128-3"), Err(PaceProtocolError::Parameters));
        assert_eq!(
            parse("im-aes128-10"),
            Err(PaceProtocolError::IntegratedOnP224)
        );
        assert_eq!(
            parse("cam-aes128-2"),
            Err(PaceProtocolError::ChipAuthenticationOnModp)
        );
        assert_eq!(
            parse("cam-3des-12"),
            Err(PaceProtocolError::ChipAuthenticationWith3des)
        );
        assert_eq!(parse("gm-des-12"), Err(PaceProtocolError::Form));
        assert_eq!(parse("gm-aes128-12-1"), Err(PaceProtocolError::Form));
    }

    #[test]
    fn identifiers_are_those_of_the_worked_examples() {
        // Doc 9303-11 App. G.1, G.2, H.1, H.2, I.1
        let examples = [
            ("gm-aes128-13", 2),
            ("gm-aes128-0", 1),
            ("im-aes128-13", 4),
            ("im-aes128-0", 3),
            ("cam-aes128-13", 6),
        ];
        for (name, arc) in examples {
            let protocol: PaceProtocol = name.parse().unwrap();
            assert_eq!(protocol.oid(), [4, 0, 0x7F, 0, 7, 2, 2, 4, arc, 2]);
        }
    }
}
