//! Secure messaging (Doc 9303-11 §9.8, ISO/IEC 7816-4 §10).
//!
//! ```text
//! command:  CLA|0C INS P1 P2 Lc [85|87 cryptogram] [97 Le] 8E mac Le'
//! response: [85|87 cryptogram] 99 SW1SW2 8E mac  SW1SW2
//! ```
//!
//! DO 87 carries `01` and the cryptogram (even INS), DO 85 the cryptogram alone (odd INS). The
//! MAC runs over the send sequence counter, the padded header (commands) and the objects as sent.
//! The counter goes up by one before each command and before each response.
//!
//! Privilege is a type: whoever holds a [`SecureChannel`] has opened the chip, and a response
//! that does not open [consumes](SecureChannel::unwrap) the channel, so nothing can go on in the
//! clear by mistake (§9.8.5: after an error the keys are deleted).
//!
//! Stricter than §9.8.4: objects out of order, twice or unknown are refused, and DO 99 must
//! equal the status word that follows it.

use crate::Cipher;
use crate::kdf::SymmetricKey;
use vidimus_iso7816::{CommandApdu, ResponseApdu};

mod cmac;
mod counter;
mod error;
mod objects;
mod open;
mod padding;
mod protect;
mod sizes;
mod suite;

pub use error::SmError;
pub(crate) use suite::TripleDes;

use counter::Counter;
use suite::Suite;

/// A secured channel: session keys, their schedules and the send sequence counter.
///
/// Keys are wiped when it is dropped; it can be neither copied nor printed.
///
/// ```
/// use vidimus_access::{Cipher, SecureChannel};
/// use vidimus_iso7816::{CommandApdu, ResponseApdu};
///
/// // Doc 9303-11 appendix D.4: SELECT EF.COM
/// let encryption = 0x979E_C13B_1CBF_E9DC_D01A_B0FE_D307_EAE5_u128.to_be_bytes();
/// let authentication = 0xF1CB_1F1F_B5AD_F208_806B_89DC_579D_C1F8_u128.to_be_bytes();
/// let counter = 0x8870_2212_0C06_C226_u64.to_be_bytes();
/// let mut channel =
///     SecureChannel::new(Cipher::TripleDes, &encryption, &authentication, &counter)?;
///
/// let plain = CommandApdu::new(0x00, 0xA4, 0x02, 0x0C).with_data([0x01, 0x1E]);
/// let protected = channel.wrap(&plain)?.to_bytes()?;
/// assert_eq!(protected[..8], [0x0C, 0xA4, 0x02, 0x0C, 0x15, 0x87, 0x09, 0x01]);
/// assert_eq!(protected[16..], [0x8E, 8, 0xBF, 0x8B, 0x92, 0xD6, 0x35, 0xFF, 0x24, 0xF8, 0]);
///
/// let answer = [
///     0x99, 0x02, 0x90, 0x00, 0x8E, 0x08, 0xFA, 0x85, 0x5A, 0x5D, 0x4C, 0x50, 0xA8, 0xED, 0x90,
///     0x00,
/// ];
/// let (channel, opened) = channel.unwrap(&plain, &ResponseApdu::parse(&answer)?)?;
/// assert!(opened.status().is_success());
/// assert_eq!(channel.counter().last(), Some(&0x28));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct SecureChannel {
    cipher: Cipher,
    counter: Counter,
    suite: Box<Suite>,
}

impl core::fmt::Debug for SecureChannel {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "SecureChannel({}, redacted)", self.cipher)
    }
}

impl SecureChannel {
    /// A channel with these session keys, `KS.Enc` and `KS.MAC`, and this counter.
    ///
    /// # Errors
    /// [`SmError::KeyLength`] when a key or the counter is not as long as the cipher asks for.
    pub fn new(
        cipher: Cipher,
        encryption: &[u8],
        authentication: &[u8],
        counter: &[u8],
    ) -> Result<Self, SmError> {
        let expected = cipher.key_len();
        for key in [encryption, authentication] {
            if key.len() != expected {
                let found = key.len();
                return Err(SmError::KeyLength { expected, found });
            }
        }
        Ok(Self {
            cipher,
            counter: Counter::from_bytes(cipher, counter)?,
            suite: Box::new(Suite::new(cipher, encryption, authentication)),
        })
    }

    /// A channel with derived keys.
    pub(crate) fn with_counter(
        cipher: Cipher,
        encryption: &SymmetricKey,
        authentication: &SymmetricKey,
        counter: u128,
    ) -> Self {
        let suite = Suite::new(cipher, encryption.as_bytes(), authentication.as_bytes());
        Self {
            cipher,
            counter: Counter::new(cipher, counter),
            suite: Box::new(suite),
        }
    }

    /// The cipher.
    #[must_use]
    pub const fn cipher(&self) -> Cipher {
        self.cipher
    }

    /// The counter as it stands, as many bytes as a cipher block; not a secret, but a trace of
    /// the random numbers.
    #[must_use]
    pub fn counter(&self) -> Vec<u8> {
        self.counter.block().as_bytes().to_vec()
    }

    /// Protects a command. The counter goes up by one.
    ///
    /// # Errors
    /// [`SmError::CounterExhausted`] when the counter has no room for this command and its
    /// response; no counter value is ever used twice.
    pub fn wrap(&mut self, command: &CommandApdu) -> Result<CommandApdu, SmError> {
        let counter = self.counter.next_command()?;
        Ok(protect::protect(&self.suite, &counter, command))
    }

    /// Opens the response to `command`, which is the plain command given to
    /// [`wrap`](Self::wrap). The channel is given back only when everything is right.
    ///
    /// # Errors
    /// [`SmError`]; the channel is gone, its keys wiped.
    pub fn unwrap(
        mut self,
        command: &CommandApdu,
        response: &ResponseApdu,
    ) -> Result<(Self, ResponseApdu), SmError> {
        let counter = self.counter.next_response()?;
        let plain = open::open(&self.suite, &counter, command, response)?;
        Ok((self, plain))
    }

    /// The MAC with KS.MAC of a message that is padded here, without counter: the tokens of PACE
    /// (§4.4.3.4).
    pub(crate) fn mac_of_message(&self, message: &[u8]) -> [u8; 8] {
        self.suite.mac_of_message(message)
    }

    /// What whole blocks hold that were encrypted before the first command: with the IV of the
    /// counter `FF…FF`, padded (§4.4.3.5.4). `None` when they end in no padding.
    pub(crate) fn decrypt_before_first(&self, cryptogram: &[u8]) -> Option<Vec<u8>> {
        let counter = Counter::new(self.cipher, u128::MAX).block();
        let mut plain = cryptogram.to_vec();
        self.suite.decrypt(&counter, &mut plain);
        let len = padding::unpadded_len(&plain, self.cipher.block_len())?;
        plain.truncate(len);
        Some(plain)
    }

    /// How many bytes of a file fit into one response, when its data field may have
    /// `response_data` bytes: 256 give 231 (3DES) or 223 (AES). With odd INS the bytes come
    /// inside DO 53: 228 or 220.
    #[must_use]
    pub const fn largest_read(&self, response_data: usize, odd_ins: bool) -> usize {
        sizes::largest_read(self.cipher.block_len(), response_data, odd_ins)
    }
}
