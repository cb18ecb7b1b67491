//! Authentication tokens (Doc 9303-11 §4.4.3.4).
//!
//! ```text
//! T = MAC(KS.MAC, 7F49 { 06 protocol, 86 point | 84 DH value })
//! ```
//!
//! That of the terminal covers the chip's key, that of the chip the terminal's (§4.4.1, step 3f):
//! a token sent back to its maker is wrong.
//!
//! The value is the ephemeral public key that the sender of the token received; the MAC pads
//! by itself.

use super::PaceParameters;
use crate::SecureChannel;
use vidimus_iso7816::tlv::{Tag, Writer};
use vidimus_lds::security_info::Agreement;

/// The token over a public value as it was sent.
pub(super) fn token(
    channel: &SecureChannel,
    parameters: &PaceParameters,
    public_value: &[u8],
) -> [u8; 8] {
    channel.mac_of_message(&public_key_object(parameters, public_value))
}

/// The public key data object without domain parameters (§9.4).
fn public_key_object(parameters: &PaceParameters, public_value: &[u8]) -> Vec<u8> {
    let tag = match parameters.agreement() {
        Agreement::Ecdh => Tag(0x86),
        Agreement::Dh => Tag(0x84),
    };
    let mut content = Writer::new();
    content.object(Tag(0x06), parameters.protocol_oid());
    content.object(tag, public_value);
    let mut object = Writer::new();
    object.object(Tag(0x7F49), &content.into_bytes());
    object.into_bytes()
}
