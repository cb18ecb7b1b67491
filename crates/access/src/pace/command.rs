//! The commands of PACE (Doc 9303-11 §4.4.4).
//!
//! ```text
//! 00 22 C1A4  80 oid  83 password  [84 parameters]  [7F4C authorization]
//! 10 86 0000  7C{…}  00      three times, chained
//! 00 86 0000  7C{85}  00
//! ```
//!
//! | object of MSE:Set AT | holds | when |
//! |---|---|---|
//! | `80` | the protocol, content octets of its identifier | always |
//! | `83` | 1 MRZ, 2 CAN, 3 PIN, 4 PUK | always |
//! | `84` | number of the domain parameters | more than one set, or the caller wants it |
//! | `7F4C` | authorization template, all access bits one | Terminal Authentication will follow |
//!
//! The order is fixed (§9.3.3). Objects that are not needed are left out, for a chip may refuse
//! what it does not know (§4.4.4.1, note 2).
//!
//! Command chaining links the four steps and nothing else (§4.4.4.3), so data of more than 255
//! bytes (the values of DH with 2048 bits) go in an extended APDU, which §9.3.1 allows for this
//! command. Its answer is as long: Le asks for 65 536 bytes then, else for 256.

use super::{PaceOptions, PaceParameters};
use vidimus_iso7816::CommandApdu;
use vidimus_iso7816::tlv::{Tag, Writer};

/// Dynamic authentication data.
pub(super) const DYNAMIC_DATA: Tag = Tag(0x7C);
/// The longest data of a short command: its Lc is one byte.
const SHORT_DATA_MAX: usize = 255;

/// MSE:Set AT.
pub(super) fn set_at(
    parameters: &PaceParameters,
    password: u8,
    options: &PaceOptions,
) -> CommandApdu {
    let mut data = Writer::new();
    data.object(Tag(0x80), parameters.protocol_oid());
    data.object(Tag(0x83), &[password]);
    if let Some(reference) = parameters.reference().filter(|_| options.send_parameter_id) {
        data.object(Tag(0x84), &[reference]);
    }
    if let Some(chat) = &options.chat {
        data.object(Tag(0x7F4C), chat);
    }
    CommandApdu::new(0x00, 0x22, 0xC1, 0xA4).with_data(data.into_bytes())
}

/// The first GENERAL AUTHENTICATE, which asks for the nonce.
pub(super) fn query_nonce() -> CommandApdu {
    chained(&[])
}

/// A GENERAL AUTHENTICATE with one object, of which more follow.
pub(super) fn exchange(tag: Tag, value: &[u8]) -> CommandApdu {
    chained(&object(tag, value))
}

/// The last GENERAL AUTHENTICATE: class `00` ends the chain.
pub(super) fn authenticate(token: &[u8]) -> CommandApdu {
    chained(&object(Tag(0x85), token)).with_cla(0x00)
}

fn object(tag: Tag, value: &[u8]) -> Vec<u8> {
    let mut writer = Writer::new();
    writer.object(tag, value);
    writer.into_bytes()
}

/// Class `10`: more of the chain follows.
fn chained(objects: &[u8]) -> CommandApdu {
    let data = object(DYNAMIC_DATA, objects);
    let answer = if data.len() > SHORT_DATA_MAX {
        65_536
    } else {
        256
    };
    CommandApdu::new(0x10, 0x86, 0x00, 0x00)
        .with_data(data)
        .with_le(answer)
}
