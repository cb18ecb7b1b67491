//! What was observed of the proofs that the chip is no copy, and of the terminal's own proof.
//!
//! | proof | kept for the report | is verified with |
//! |---|---|---|
//! | Active Authentication | challenge, signature | the key of DG15 |
//! | Chip Authentication | the key used; that an answer opened | the same key in DG14 |
//! | PACE-CAM | key of the mapping, CA.IC, parameters | the key in EF.CardSecurity |
//! | Terminal Authentication | names, rights | nothing: it proves the terminal |
//!
//! A state says how far the exchange came, never that the chip is genuine: the report verifies
//! answers with keys from authentic files, and believes Chip Authentication and PACE-CAM only
//! from a chip that is there now (their exchanges can be made without it, Doc 9303-11 §6.2).

#[cfg(feature = "serde")]
use super::json;
use super::{CipherName, StepState};
use core::fmt;

/// The proofs of one session; `None` where a proof was never started.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct ChipEvidence {
    /// Active Authentication (Doc 9303-11 §6.1)
    pub active_authentication: Option<ActiveAuthentication>,
    /// Chip Authentication (Doc 9303-11 §6.2)
    pub chip_authentication: Option<ChipAuthentication>,
    /// PACE with Chip Authentication Mapping (Doc 9303-11 §4.4.3.3.3)
    pub pace_cam: Option<PaceCam>,
    /// Terminal Authentication (Doc 9303-11 §7.1)
    pub terminal_authentication: Option<TerminalAuthentication>,
}

/// A challenge, and the chip's signature over it.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ActiveAuthentication {
    /// RND.IFD, eight bytes
    #[cfg_attr(feature = "serde", serde(with = "json::hex"))]
    pub challenge: Vec<u8>,
    /// who chose it
    pub challenge_source: ChallengeSource,
    /// the answer as it came, not verified
    #[cfg_attr(feature = "serde", serde(with = "json::hex_or_none", default))]
    pub response: Option<Vec<u8>>,
    /// passed: an answer came
    pub state: StepState,
    /// whether the files were read over the connection on which the chip answered
    pub same_connection: bool,
}

/// Who chose the challenge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum ChallengeSource {
    /// This program, at random.
    #[default]
    Random,
    /// The caller, who alone can say whether it was fresh.
    Caller,
}

/// A key agreement with the chip's static key.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ChipAuthentication {
    /// passed: a protected answer under the new keys verified
    pub state: StepState,
    /// the protocol, dotted
    pub oid: String,
    /// the cipher of the new keys
    pub cipher: CipherName,
    /// the domain parameters, such as `brainpoolP256r1`
    pub domain: String,
    /// the key's number in decimal, where it has one
    pub key_id: Option<String>,
    /// the raw SubjectPublicKeyInfo that was used: to be found again in the authentic DG14
    #[cfg_attr(feature = "serde", serde(with = "json::hex"))]
    pub public_key: Vec<u8>,
    /// whether DG14 has no ChipAuthenticationInfo and the protocol was inferred from the key
    pub inferred_info: bool,
    /// whether the files were read over the connection on which it was done
    pub same_connection: bool,
}

/// What PACE with Chip Authentication Mapping brought.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PaceCam {
    /// passed: data came and decrypted
    pub state: StepState,
    /// the chip's public key of the mapping, PK_Map,IC, encoded as it was sent
    #[cfg_attr(feature = "serde", serde(with = "json::hex"))]
    pub mapping_key: Vec<u8>,
    /// the chip authentication data CA_IC, decrypted
    #[cfg_attr(feature = "serde", serde(with = "json::hex_or_none", default))]
    pub authentication_data: Option<Vec<u8>>,
    /// the standardized domain parameters of the session
    pub parameter_id: u8,
    /// whether the files were read over the connection on which it was done
    pub same_connection: bool,
}

/// What the terminal showed to the chip.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TerminalAuthentication {
    /// passed: the chip took the terminal's signature
    pub state: StepState,
    /// the holder references of the certificates shown, in their order
    pub chain: Vec<String>,
    /// what the chain allows in the end
    pub rights: EffectiveRights,
}

/// The rights that every certificate of a chain grants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct EffectiveRights {
    /// to read fingerprints
    pub dg3: bool,
    /// to read irises
    pub dg4: bool,
}

/// Keys and answers single out one document: their length is shown.
impl fmt::Debug for ActiveAuthentication {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ActiveAuthentication")
            .field("challenge_source", &self.challenge_source)
            .field("response_len", &self.response.as_ref().map(Vec::len))
            .field("state", &self.state)
            .field("same_connection", &self.same_connection)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for ChipAuthentication {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChipAuthentication")
            .field("state", &self.state)
            .field("oid", &self.oid)
            .field("cipher", &self.cipher)
            .field("domain", &self.domain)
            .field("key_id", &self.key_id)
            .field("public_key_len", &self.public_key.len())
            .field("inferred_info", &self.inferred_info)
            .field("same_connection", &self.same_connection)
            .finish()
    }
}

impl fmt::Debug for PaceCam {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let data_len = self.authentication_data.as_ref().map(Vec::len);
        f.debug_struct("PaceCam")
            .field("state", &self.state)
            .field("mapping_key_len", &self.mapping_key.len())
            .field("authentication_data_len", &data_len)
            .field("parameter_id", &self.parameter_id)
            .field("same_connection", &self.same_connection)
            .finish()
    }
}
