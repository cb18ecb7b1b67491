//! What the machine keeps from one command to the next.
//!
//! ```text
//! Start ─▶ Selecting ─▶ Querying ─▶ Mapping ─▶ Agreeing ─▶ Authenticating ─▶ Finished
//!          MSE:Set AT   nonce       mapping    ephemeral   tokens
//! ```
//!
//! A state owns its secrets and gives them to the next one, so each is dropped, and wiped, with
//! the last state that needs it: the nonce after the mapping, the scalar after the agreement.

use super::PaceSecrets;
use super::value::PublicValue;
use crate::SecureChannel;
use vidimus_pubkey::agreement::SecretScalar;
use zeroize::Zeroizing;

/// What was sent last, and what the answer needs.
pub(super) enum State {
    Start(PaceSecrets),
    Selecting(PaceSecrets),
    Querying(PaceSecrets),
    Mapping(MappingData, SecretScalar),
    Agreeing(OwnKey),
    Authenticating(Box<Agreed>),
    /// also after an error: nothing is left to go on with
    Finished,
}

/// What the chip's nonce is mapped with.
pub(super) enum MappingData {
    Generic {
        nonce: Zeroizing<Vec<u8>>,
        secret: SecretScalar,
        own: PublicValue,
    },
    Integrated(Zeroizing<Vec<u8>>),
}

/// The terminal's ephemeral key pair, and the chip's key of the mapping where there is one.
pub(super) struct OwnKey {
    pub(super) secret: SecretScalar,
    pub(super) public: PublicValue,
    pub(super) mapping_key: Option<Vec<u8>>,
}

/// Everything is agreed; only the chip's token is missing. The channel does not leave before.
pub(super) struct Agreed {
    pub(super) channel: SecureChannel,
    pub(super) own: PublicValue,
    pub(super) chip: PublicValue,
    pub(super) mapping_key: Option<Vec<u8>>,
}
