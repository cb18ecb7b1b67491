//! Active Authentication (Doc 9303-11 §6.1): the chip signs a challenge.
//!
//! ```text
//! terminal                                      chip
//!   INTERNAL AUTHENTICATE RND.IFD (8)    ──▶
//!                                        ◀──   signature
//! ```
//!
//! What is signed is not only what was sent: with RSA `M1 || RND.IFD`, `M1` a random number of
//! the chip inside the signature (§6.1.2.2); with ECDSA `RND.IFD` alone (§6.1.2.3), by the hash
//! that ActiveAuthenticationInfo in DG14 names. The signature has the length of the key and no
//! structure around it: the modulus, or `r || s`.
//!
//! The command goes through the channel where one is open (§6.1.1). It must not be sent twice
//! with one challenge, nor with a challenge of BAC or PACE (§6.1.2.1).
//!
//! The machine only fetches the signature. Whether it is the chip's is judged later and as
//! often as one likes, with the key of DG15: RSA by ISO/IEC 9796-2 scheme 1
//! (`vidimus_pubkey::iso9796`), ECDSA by `vidimus_pubkey::Verifier`.

use crate::AccessError;
use vidimus_iso7816::{CommandApdu, Machine, Poll, ResponseApdu};
use vidimus_pubkey::{PublicKey, RsaSizes};

/// Step name of the one command.
const INTERNAL_AUTHENTICATE: &str = "aa.internal_authenticate";

/// The terminal's side of Active Authentication; ends in the signature, raw.
///
/// The challenge should be random: a chip signs whatever it is given, so a chosen challenge lets
/// a signature mean something (Doc 9303-11 appendix C).
///
/// ```
/// use vidimus_access::ActiveAuthentication;
/// use vidimus_iso7816::{Machine, Poll, ResponseApdu, StatusWord};
///
/// let challenge = [1, 2, 3, 4, 5, 6, 7, 8]; // from a random source in earnest
/// let mut machine = ActiveAuthentication::new(challenge, ActiveAuthentication::SHORT_LE);
/// let Ok(Poll::Transmit(command)) = machine.poll(None) else { unreachable!() };
/// assert_eq!(command.to_bytes()?, [0, 0x88, 0, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8, 0]);
///
/// let answer = ResponseApdu::new(vec![0x5A; 128], StatusWord::new(0x9000));
/// let Ok(Poll::Done(signature)) = machine.poll(Some(&answer)) else { unreachable!() };
/// assert_eq!(signature.len(), 128); // to be verified with the key of an authentic DG15
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct ActiveAuthentication {
    challenge: [u8; 8],
    le: u32,
    state: State,
}

#[derive(Clone, Copy, Debug)]
enum State {
    Start,
    Asked,
    Finished,
}

impl ActiveAuthentication {
    /// The response a short APDU asks for.
    pub const SHORT_LE: u32 = 256;

    /// A machine for this challenge, asking for a signature of up to `le` bytes: 256, or more
    /// where the chip takes extended length (RSA keys above 1848 bits under 3DES, above 1792
    /// under AES: §6.1.4).
    #[must_use]
    pub const fn new(challenge: [u8; 8], le: u32) -> Self {
        Self {
            challenge,
            le,
            state: State::Start,
        }
    }

    /// How long the signature of this key (DG15's SubjectPublicKeyInfo) is, in bytes: the modulus, or
    /// `r || s`. `None` for a key that cannot be read.
    #[must_use]
    pub fn signature_len(spki: &[u8]) -> Option<usize> {
        match PublicKey::from_spki_with(spki, RsaSizes::ActiveAuthentication).ok()? {
            PublicKey::Rsa(key) => Some(key.bits().div_ceil(8)),
            PublicKey::Ec(key, _) => Some(2 * key.curve().order_bits().div_ceil(8)),
            _ => None,
        }
    }
}

impl Machine for ActiveAuthentication {
    type Output = Vec<u8>;
    type Error = AccessError;

    fn poll(&mut self, response: Option<&ResponseApdu>) -> Result<Poll<Vec<u8>>, AccessError> {
        let state = core::mem::replace(&mut self.state, State::Finished);
        match (state, response) {
            (State::Start, None) => {
                self.state = State::Asked;
                let command = CommandApdu::new(0x00, 0x88, 0x00, 0x00);
                let command = command.with_data(self.challenge).with_le(self.le);
                Ok(Poll::Transmit(command))
            }
            (State::Asked, Some(response)) => signature(response).map(Poll::Done),
            _ => Err(AccessError::OutOfOrder),
        }
    }

    fn step(&self) -> &'static str {
        INTERNAL_AUTHENTICATE
    }
}

/// The signature, of any length: what is wrong with it comes out when it is verified.
fn signature(response: &ResponseApdu) -> Result<Vec<u8>, AccessError> {
    let status = response.status();
    if status.is_success() {
        Ok(response.data().to_vec())
    } else {
        Err(AccessError::ProofRefused {
            step: INTERNAL_AUTHENTICATE,
            status,
        })
    }
}
