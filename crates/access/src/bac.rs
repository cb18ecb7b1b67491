//! Basic Access Control (Doc 9303-11 §4.3.3, worked example in appendix D).
//!
//! ```text
//! terminal                                     chip
//!   GET CHALLENGE                       ──▶
//!                                       ◀──   RND.IC (8)
//!   S = RND.IFD || RND.IC || K.IFD
//!   E.IFD = 3DES-CBC(K.Enc, S), M.IFD = MAC(K.MAC, E.IFD)
//!   EXTERNAL AUTHENTICATE E.IFD || M.IFD ──▶
//!                                       ◀──   E.IC || M.IC over RND.IC || RND.IFD || K.IC
//!   KS.seed = K.IFD xor K.IC, SSC = RND.IC[4..] || RND.IFD[4..]
//! ```
//!
//! Basic Access Protection of driving licences in configuration 1 (ISO/IEC 18013-3 annex B) is the
//! same under another seed, so it is the same machine: [`Bac::for_licence`].
//!
//! A wrong key is told from a chip that misbehaves by who finds out: the chip refuses a wrong
//! key with a status word; a chip that says `9000` has accepted it, so whatever is wrong with
//! its answer is the chip's fault.

use crate::kdf::{self, Purpose};
use crate::{AccessError, Cipher, LicenceKey, MrzKey, PasswordProtocol, SecureChannel};
use subtle::ConstantTimeEq;
use vidimus_iso7816::{CommandApdu, Machine, Poll, ResponseApdu, StatusWord};
use zeroize::Zeroizing;

mod cryptogram;

use cryptogram::{BacKeys, Plain};

/// Step name of the first command.
pub(crate) const GET_CHALLENGE: &str = "bac.get_challenge";
/// Step name of the second command.
pub(crate) const EXTERNAL_AUTHENTICATE: &str = "bac.external_authenticate";
/// Bytes of cryptogram and MAC together.
const MESSAGE_LEN: usize = 40;

/// The terminal's side of BAC; ends in a [`SecureChannel`] with 3DES.
///
/// Two commands: GET CHALLENGE, EXTERNAL AUTHENTICATE. Keys are wiped when it is dropped.
pub struct Bac {
    keys: BacKeys,
    protocol: PasswordProtocol,
    rnd_ifd: [u8; 8],
    k_ifd: Zeroizing<[u8; 16]>,
    state: State,
}

enum State {
    Start,
    Challenged,
    Authenticating { sent: Plain },
    Finished,
}

impl core::fmt::Debug for Bac {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Bac({})", self.step())
    }
}

impl Bac {
    /// A machine for this key and these random numbers, which must be fresh for each run.
    #[must_use]
    pub fn new(key: &MrzKey, rnd_ifd: [u8; 8], k_ifd: [u8; 16]) -> Self {
        Self::with_seed(&key.bac_seed(), PasswordProtocol::Bac, rnd_ifd, k_ifd)
    }

    /// The same for the key of a driving licence: Basic Access Protection, configuration 1.
    #[must_use]
    pub fn for_licence(key: &LicenceKey, rnd_ifd: [u8; 8], k_ifd: [u8; 16]) -> Self {
        Self::with_seed(&key.seed(), PasswordProtocol::Bap, rnd_ifd, k_ifd)
    }

    fn with_seed(
        seed: &[u8; 16],
        protocol: PasswordProtocol,
        rnd_ifd: [u8; 8],
        k_ifd: [u8; 16],
    ) -> Self {
        Self {
            keys: BacKeys::derive(seed),
            protocol,
            rnd_ifd,
            k_ifd: Zeroizing::new(k_ifd),
            state: State::Start,
        }
    }

    fn authenticate(&mut self, response: &ResponseApdu) -> Result<CommandApdu, AccessError> {
        let rnd_ic = challenge(response)?;
        let sent = Plain::new(self.rnd_ifd, rnd_ic, &self.k_ifd);
        let message = self.keys.seal(&sent);
        self.state = State::Authenticating { sent };
        Ok(CommandApdu::new(0x00, 0x82, 0x00, 0x00)
            .with_data(message)
            .with_le(40))
    }

    fn finish(&self, sent: &Plain, response: &ResponseApdu) -> Result<SecureChannel, AccessError> {
        accepted(response.status(), self.protocol)?;
        let message =
            <&[u8; MESSAGE_LEN]>::try_from(response.data()).map_err(|_| wrong_length(response))?;
        let received = self.keys.open(message)?;
        compare(sent, &received)?;
        Ok(session(sent, &received))
    }
}

impl Machine for Bac {
    type Output = SecureChannel;
    type Error = AccessError;

    fn poll(
        &mut self,
        response: Option<&ResponseApdu>,
    ) -> Result<Poll<SecureChannel>, AccessError> {
        let state = core::mem::replace(&mut self.state, State::Finished);
        match (state, response) {
            (State::Start, None) => {
                self.state = State::Challenged;
                Ok(Poll::Transmit(
                    CommandApdu::new(0x00, 0x84, 0x00, 0x00).with_le(8),
                ))
            }
            (State::Challenged, Some(response)) => self.authenticate(response).map(Poll::Transmit),
            (State::Authenticating { sent }, Some(response)) => {
                self.finish(&sent, response).map(Poll::Done)
            }
            _ => Err(AccessError::OutOfOrder),
        }
    }

    fn step(&self) -> &'static str {
        match self.state {
            State::Start | State::Challenged => GET_CHALLENGE,
            State::Authenticating { .. } | State::Finished => EXTERNAL_AUTHENTICATE,
        }
    }
}

/// RND.IC out of the answer to GET CHALLENGE.
fn challenge(response: &ResponseApdu) -> Result<[u8; 8], AccessError> {
    let status = response.status();
    if !status.is_success() {
        return Err(AccessError::BacNotOffered {
            status,
            step: GET_CHALLENGE,
        });
    }
    <[u8; 8]>::try_from(response.data()).map_err(|_| AccessError::ChallengeLength {
        found: response.data().len(),
    })
}

/// Sorts the status word of EXTERNAL AUTHENTICATE. Chips refuse a wrong key with `6300`, `63Cx`,
/// `6982`, `6988`, `6A80`, `6F00` and more; only those that say "no such instruction" or "no such
/// key" mean that there is no BAC.
fn accepted(status: StatusWord, protocol: PasswordProtocol) -> Result<(), AccessError> {
    match status.value() {
        0x9000 => Ok(()),
        0x6A81 | 0x6A88 | 0x6D00 | 0x6E00 => Err(AccessError::BacNotOffered {
            status,
            step: EXTERNAL_AUTHENTICATE,
        }),
        _ => Err(AccessError::WrongKey {
            protocol,
            status,
            attempts_left: status.tries_left(),
        }),
    }
}

fn wrong_length(response: &ResponseApdu) -> AccessError {
    AccessError::ResponseLength {
        found: response.data().len(),
    }
}

/// Checks the random numbers of the chip's message against ours. Our own message sent back has
/// a good MAC: it is named first, as a chip's random number that is not the chip's.
fn compare(sent: &Plain, received: &Plain) -> Result<(), AccessError> {
    let equal = |a: &[u8], b: &[u8]| bool::from(a.ct_eq(b));
    if equal(sent.as_bytes(), received.as_bytes()) {
        return Err(AccessError::RndIcMismatch);
    }
    if !equal(received.second(), sent.first()) {
        return Err(AccessError::RndIfdMismatch);
    }
    if !equal(received.first(), sent.second()) {
        return Err(AccessError::RndIcMismatch);
    }
    Ok(())
}

/// Session keys from both key halves, and the counter from both random numbers.
fn session(sent: &Plain, received: &Plain) -> SecureChannel {
    let mut seed = Zeroizing::new([0u8; 16]);
    let halves = sent.key().iter().zip(received.key());
    seed.iter_mut()
        .zip(halves)
        .for_each(|(to, (a, b))| *to = a ^ b);
    let encryption = kdf::derive(Cipher::TripleDes, &*seed, Purpose::Encryption);
    let authentication = kdf::derive(Cipher::TripleDes, &*seed, Purpose::Authentication);
    let counter = received
        .first()
        .iter()
        .skip(4)
        .chain(sent.first().iter().skip(4));
    let counter = counter.fold(0u64, |acc, &byte| (acc << 8) | u64::from(byte));
    SecureChannel::with_counter(
        Cipher::TripleDes,
        &encryption,
        &authentication,
        u128::from(counter),
    )
}
