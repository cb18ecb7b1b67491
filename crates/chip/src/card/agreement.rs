//! Chip Authentication (Doc 9303-11 §6.2.4): by MSE:Set KAT for 3DES, by MSE:Set AT and GENERAL
//! AUTHENTICATE for every cipher.
//!
//! ```text
//! 22 41 A6   91 ephemeral key [84 key]              3DES only
//! 22 41 A4   80 OID [84 key]
//! 86 00 00   7C { 80 ephemeral key } -> 7C {}
//! ```
//!
//! The last command is answered under the old keys; the next one comes under the new, with a
//! counter of zero (§9.8.2). Nothing tells the terminal whether the chip could compute them: that
//! shows in the next answer alone.
//!
//! | answer | why |
//! |---|---|
//! | `6A80` | wrong objects; a protocol that the key is not for; a public key that is none |
//! | `6A88` | no such key, or several and none named |
//! | `6982` | not under secure messaging, on a chip with access control |
//! | `6A86` | the chip has no key at all |

use super::Chip;
use super::dispatch::{Context, Outcome, done};
use super::environment::objects;
use crate::channel::Channel;
use crate::crypto::{Cipher, SessionKeys};
use crate::keys::CaKey;
use std::sync::Arc;
use vidimus_iso7816::tlv::{Reader, Tag};
use vidimus_iso7816::{CommandApdu, ResponseApdu, StatusWord};
use vidimus_pubkey::agreement::{AgreementKey, Domain};

/// id-CA, 0.4.0.127.0.7.2.2.3.
const PROTOCOL: [u8; 8] = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x03];
/// Ephemeral public key in MSE:Set KAT.
const KEY_AGREEMENT_KEY: u32 = 0x91;
/// Ephemeral public key in the dynamic authentication data.
const EPHEMERAL_KEY: u32 = 0x80;
/// Reference of a private key.
const KEY_REFERENCE: u32 = 0x84;
/// Cryptographic mechanism reference.
const MECHANISM: u32 = 0x80;
/// Dynamic authentication data.
const DYNAMIC_DATA: Tag = Tag(0x7C);

impl Chip {
    /// `22 41 A6`: reference and ephemeral key at once.
    pub(super) fn set_key_agreement(&mut self, command: &CommandApdu, context: Context) -> Outcome {
        let [key, reference] = objects(command.data(), [KEY_AGREEMENT_KEY, KEY_REFERENCE])?;
        let static_key = self.static_key(reference, context)?;
        if !static_key.ciphers.contains(&Cipher::TripleDes) {
            return Err(StatusWord::INCORRECT_DATA);
        }
        let ephemeral = key.ok_or(StatusWord::INCORRECT_DATA)?;
        self.restart(&static_key, Cipher::TripleDes, ephemeral)?;
        Ok(done())
    }

    /// `22 41 A4`: protocol and reference.
    pub(super) fn set_chip_authentication(
        &mut self,
        command: &CommandApdu,
        context: Context,
    ) -> Outcome {
        let [mechanism, reference] = objects(command.data(), [MECHANISM, KEY_REFERENCE])?;
        let (over_curve, cipher) = mechanism
            .and_then(protocol)
            .ok_or(StatusWord::INCORRECT_DATA)?;
        let key = self.static_key(reference, context)?;
        if !key.ciphers.contains(&cipher) || over_curve != matches!(key.domain(), Domain::Ec(_)) {
            return Err(StatusWord::INCORRECT_DATA);
        }
        self.session.agreement = Some((key, cipher));
        Ok(done())
    }

    /// `86`: `7C { 80 ephemeral key }`, answered with `7C 00`.
    pub(super) fn agree(&mut self, key: &CaKey, cipher: Cipher, command: &CommandApdu) -> Outcome {
        let wrong = |_| StatusWord::INCORRECT_DATA;
        let mut data = Reader::new(command.data());
        let template = data.expect(DYNAMIC_DATA).map_err(wrong)?;
        let [ephemeral] = objects(template.value, [EPHEMERAL_KEY])?;
        if !data.is_empty() {
            return Err(StatusWord::INCORRECT_DATA);
        }
        self.restart(key, cipher, ephemeral.ok_or(StatusWord::INCORRECT_DATA)?)?;
        Ok(ResponseApdu::new([0x7C, 0x00], StatusWord::SUCCESS))
    }

    /// The key that DO 84 names, where the terminal has been let in.
    fn static_key(
        &self,
        reference: Option<&[u8]>,
        context: Context,
    ) -> Result<Arc<CaKey>, StatusWord> {
        if self.image.keys.chip_authentication.is_empty() {
            return Err(StatusWord::INCORRECT_P1_P2);
        }
        if !context.protected && !self.image.access.is_plain() {
            return Err(StatusWord::SECURITY_STATUS_NOT_SATISFIED);
        }
        let id = reference.map(number).transpose()?;
        let key = self.image.keys.agreement_key(id);
        key.cloned().ok_or(StatusWord::REFERENCED_DATA_NOT_FOUND)
    }

    /// Agrees on new keys; they take over after this command. Rights were bound to the old ones
    /// and end (§7.1.3).
    fn restart(&mut self, key: &CaKey, cipher: Cipher, ephemeral: &[u8]) -> Result<(), StatusWord> {
        let refused = |_| StatusWord::INCORRECT_DATA;
        let terminal = AgreementKey::from_wire(key.domain(), ephemeral).map_err(refused)?;
        let scalar = key.scalar().map_err(|_| StatusWord::UNKNOWN_ERROR)?;
        let shared = scalar.agree(&terminal).map_err(refused)?;
        let keys = SessionKeys::from_secret(&shared, cipher);
        self.session.next_channel = Some(Channel::new(keys, 0));
        self.session.terminal_key = Some(terminal.compressed());
        self.session.terminal.rights = None;
        Ok(())
    }
}

/// Curve or not, and cipher, of an object identifier under id-CA.
fn protocol(oid: &[u8]) -> Option<(bool, Cipher)> {
    let (kind, cipher) = match oid.strip_prefix(&PROTOCOL)? {
        [kind @ (1 | 2), cipher] => (*kind, *cipher),
        _ => return None,
    };
    let cipher = match cipher {
        1 => Cipher::TripleDes,
        2 => Cipher::Aes128,
        3 => Cipher::Aes192,
        4 => Cipher::Aes256,
        _ => return None,
    };
    Some((kind == 2, cipher))
}

/// An unsigned number of one to eight bytes.
fn number(bytes: &[u8]) -> Result<u64, StatusWord> {
    if bytes.is_empty() || bytes.len() > 8 {
        return Err(StatusWord::INCORRECT_DATA);
    }
    let value = bytes
        .iter()
        .fold(0, |acc, byte| acc << 8 | u64::from(*byte));
    Ok(value)
}
