//! Basic Access Control from the chip's side (Doc 9303-11 §4.3).

use crate::channel::Channel;
use crate::crypto::retail::{self, BasicKeys};
use crate::crypto::{Cipher, SessionKeys, bac_seed};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// The Document Basic Access Keys of a chip, KEnc and KMAC, wiped when dropped.
pub struct BacKey(BasicKeys);

impl BacKey {
    /// The keys of this MRZ information (§4.3.2 step 1): document number, date of birth, date
    /// of expiry, each with its check digit, as printed.
    #[must_use]
    pub fn from_mrz_information(information: &[u8]) -> Self {
        Self(BasicKeys::from_seed(&bac_seed(information)))
    }
}

impl core::fmt::Debug for BacKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("BacKey(<secret>)")
    }
}

/// What the terminal's cryptogram held.
pub(crate) struct Accepted {
    /// RND.IFD
    pub(crate) rnd_ifd: [u8; 8],
    /// K.IFD
    pub(crate) k_ifd: Zeroizing<[u8; 16]>,
}

/// What the chip's answer is made of; faults change one part of it.
pub(crate) struct Answer {
    /// RND.IC, as GET CHALLENGE gave it
    pub(crate) rnd_ic: [u8; 8],
    /// RND.IFD, as the terminal sent it
    pub(crate) rnd_ifd: [u8; 8],
    /// K.IC
    pub(crate) k_ic: Zeroizing<[u8; 16]>,
}

impl Answer {
    /// The same with another RND.IFD than the terminal sent.
    pub(crate) fn with_other_rnd_ifd(&self) -> Self {
        Self {
            rnd_ic: self.rnd_ic,
            rnd_ifd: self.rnd_ifd.map(|byte| !byte),
            k_ic: self.k_ic.clone(),
        }
    }

    /// The same with another RND.IC than GET CHALLENGE gave.
    pub(crate) fn with_other_rnd_ic(&self) -> Self {
        Self {
            rnd_ic: self.rnd_ic.map(|byte| !byte),
            rnd_ifd: self.rnd_ifd,
            k_ic: self.k_ic.clone(),
        }
    }
}

impl BacKey {
    /// Checks `E.IFD || M.IFD` (steps 3a to 3c). `None` when the MAC or RND.IC is wrong; which
    /// of the two is not told.
    pub(crate) fn accept(&self, rnd_ic: &[u8; 8], data: &[u8; 40]) -> Option<Accepted> {
        let (cryptogram, mac) = data.split_last_chunk::<8>()?;
        let mut plain = Zeroizing::new(cryptogram.to_vec());
        retail::decrypt(&self.0.encryption, &mut plain);
        let (rnd_ifd, rest) = plain.split_first_chunk::<8>()?;
        let (returned, k_ifd) = rest.split_first_chunk::<8>()?;
        let mac_fits = retail::mac(&self.0.mac, cryptogram).ct_eq(mac);
        let fits = mac_fits & returned.ct_eq(rnd_ic);
        bool::from(fits).then_some(Accepted {
            rnd_ifd: *rnd_ifd,
            k_ifd: Zeroizing::new(*k_ifd.first_chunk::<16>()?),
        })
    }

    /// `E.IC = E(KEnc, RND.IC || RND.IFD || K.IC)` (steps 3e and 3f).
    pub(crate) fn encrypt(&self, answer: &Answer) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(40);
        bytes.extend_from_slice(&answer.rnd_ic);
        bytes.extend_from_slice(&answer.rnd_ifd);
        bytes.extend_from_slice(answer.k_ic.as_slice());
        retail::encrypt(&self.0.encryption, &mut bytes);
        bytes
    }

    /// `M.IC` over a cryptogram (step 3g).
    pub(crate) fn mac(&self, cryptogram: &[u8]) -> [u8; 8] {
        retail::mac(&self.0.mac, cryptogram)
    }
}

/// The channel after BAC: keys from `K.IC xor K.IFD`, counter from the last four bytes of
/// RND.IC and of RND.IFD (§9.7.4, §9.8.6.3).
pub(crate) fn open_channel(accepted: &Accepted, answer: &Answer) -> Channel {
    let mut seed = answer.k_ic.clone();
    for (to, from) in seed.iter_mut().zip(accepted.k_ifd.iter()) {
        *to ^= *from;
    }
    let low = |random: [u8; 8]| u64::from_be_bytes(random) & 0xFFFF_FFFF;
    let counter = (low(answer.rnd_ic) << 32) | low(accepted.rnd_ifd);
    let keys = SessionKeys::from_secret(seed.as_slice(), Cipher::TripleDes);
    Channel::new(keys, u128::from(counter))
}
