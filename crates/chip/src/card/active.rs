//! INTERNAL AUTHENTICATE: Active Authentication (Doc 9303-11 §6.1.3).
//!
//! `00 88 00 00 08 RND.IFD Le`, answered with the signature and nothing around it.
//!
//! | answer | why |
//! |---|---|
//! | `6D00` | no private key |
//! | `6982` | not under secure messaging, on a chip with access control |
//! | `6985` | the application is not selected |
//! | `6700` | the challenge is not eight bytes long (§6.1.2.1), or no Le |

use super::Chip;
use super::dispatch::{Context, Outcome};
use super::session::Directory;
use crate::keys::{AaDeparture, AaKey};
use std::sync::Arc;
use vidimus_iso7816::{CommandApdu, ResponseApdu, StatusWord};

/// RND.IFD.
const CHALLENGE: usize = 8;
/// What a chip signs instead of the first challenge, where a fault wants an earlier one.
const EARLIER: [u8; CHALLENGE] = *b"earlier!";

impl Chip {
    pub(super) fn internal_authenticate(
        &mut self,
        command: &CommandApdu,
        context: Context,
    ) -> Outcome {
        let key = self.active_key(command, context)?;
        if command.data().len() != CHALLENGE || command.le().is_none() {
            return Err(StatusWord::WRONG_LENGTH);
        }
        let departure = self.faults.active_departure();
        let signed = match departure {
            Some(AaDeparture::EarlierChallenge) => {
                let last = self.last_challenge.replace(command.data().to_vec());
                last.unwrap_or_else(|| EARLIER.to_vec())
            }
            _ => command.data().to_vec(),
        };
        let signature = self.sign(&key, &signed, departure.as_ref())?;
        Ok(ResponseApdu::new(signature, StatusWord::SUCCESS))
    }

    /// The key, once the terminal was let in to the application.
    fn active_key(
        &self,
        command: &CommandApdu,
        context: Context,
    ) -> Result<Arc<AaKey>, StatusWord> {
        if (command.p1(), command.p2()) != (0, 0) {
            return Err(StatusWord::INCORRECT_P1_P2);
        }
        let key = self.image.keys.active.as_ref();
        let key = key.ok_or(StatusWord::INSTRUCTION_NOT_SUPPORTED)?;
        if !context.protected && !self.image.access.is_plain() {
            return Err(StatusWord::SECURITY_STATUS_NOT_SATISFIED);
        }
        if self.session.directory != Directory::Application {
            return Err(StatusWord::CONDITIONS_NOT_SATISFIED);
        }
        Ok(Arc::clone(key))
    }

    /// The signature, or what a faulty chip gives for one. Random bytes are drawn as `aa.random`,
    /// M1 of an RSA signature as `aa.m1`.
    fn sign(
        &mut self,
        key: &AaKey,
        challenge: &[u8],
        departure: Option<&AaDeparture>,
    ) -> Result<Vec<u8>, StatusWord> {
        if departure == Some(&AaDeparture::NoKey) {
            let mut random = vec![0; key.signature_bytes()];
            self.draw("aa.random", &mut random)?;
            return Ok(random);
        }
        let other = match departure {
            Some(AaDeparture::OtherKey) => key.another(),
            _ => None,
        };
        let random = &mut self.random;
        let fill = |m1: &mut [u8]| random.fill("aa.m1", m1);
        let signature = other
            .as_ref()
            .unwrap_or(key)
            .answer(challenge, departure, fill);
        let signature = signature.map_err(|_| StatusWord::UNKNOWN_ERROR)?;
        signature.ok_or(StatusWord::UNKNOWN_ERROR)
    }
}
