//! The hash functions of travel documents (FIPS 180-4; ICAO Doc 9303-12 §4.1.5).

use crate::oid;

/// A hash function. MD5 has no place here: nothing signed with it can pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HashAlgorithm {
    /// SHA-1, 20 bytes. Legacy: verified, and reported as weak by the caller.
    Sha1,
    /// SHA-224, 28 bytes.
    Sha224,
    /// SHA-256, 32 bytes.
    Sha256,
    /// SHA-384, 48 bytes.
    Sha384,
    /// SHA-512, 64 bytes.
    Sha512,
}

/// The longest hash value, in bytes.
const MAX_LEN: usize = 64;

/// A hash value of 20 to 64 bytes.
///
/// The `Debug` form shows the length only: the hash of a small data group gives its content
/// away to whoever can guess it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Digest {
    bytes: [u8; MAX_LEN],
    len: usize,
}

impl HashAlgorithm {
    /// Every function, from the shortest output to the longest.
    pub const ALL: [Self; 5] = [
        Self::Sha1,
        Self::Sha224,
        Self::Sha256,
        Self::Sha384,
        Self::Sha512,
    ];

    /// Bytes of a hash value.
    #[must_use]
    pub const fn output_len(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha224 => 28,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    /// The name people know, such as `SHA-256`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "SHA-1",
            Self::Sha224 => "SHA-224",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    /// Content octets of the object identifier.
    #[must_use]
    pub const fn oid(self) -> &'static [u8] {
        match self {
            Self::Sha1 => oid::SHA1,
            Self::Sha224 => oid::SHA224,
            Self::Sha256 => oid::SHA256,
            Self::Sha384 => oid::SHA384,
            Self::Sha512 => oid::SHA512,
        }
    }

    /// The function of these identifier content octets; `None` for any other, MD5 included.
    #[must_use]
    pub fn from_oid(oid: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|hash| hash.oid() == oid)
    }

    /// Whether collisions have been made (SHA-1), which the caller reports.
    #[must_use]
    pub const fn is_weak(self) -> bool {
        matches!(self, Self::Sha1)
    }

    /// The hash value of these bytes.
    #[must_use]
    pub fn hash(self, bytes: &[u8]) -> Digest {
        self.hash_parts(&[bytes])
    }

    /// The hash value of these parts one after the other.
    #[must_use]
    pub fn hash_parts(self, parts: &[&[u8]]) -> Digest {
        match self {
            Self::Sha1 => digest_parts::<sha1::Sha1>(parts),
            Self::Sha224 => digest_parts::<sha2::Sha224>(parts),
            Self::Sha256 => digest_parts::<sha2::Sha256>(parts),
            Self::Sha384 => digest_parts::<sha2::Sha384>(parts),
            Self::Sha512 => digest_parts::<sha2::Sha512>(parts),
        }
    }
}

impl core::fmt::Display for HashAlgorithm {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.name())
    }
}

fn digest_parts<D: sha2::Digest>(parts: &[&[u8]]) -> Digest {
    let mut hasher = D::new();
    for part in parts {
        hasher.update(part);
    }
    Digest::from_short(&hasher.finalize())
}

impl Digest {
    /// A hash value made elsewhere, 1 to 64 bytes; `None` for another length.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        (1..=MAX_LEN)
            .contains(&bytes.len())
            .then(|| Self::from_short(bytes))
    }

    /// Copies at most 64 bytes.
    fn from_short(value: &[u8]) -> Self {
        let mut bytes = [0; MAX_LEN];
        let mut len = 0;
        for (to, from) in bytes.iter_mut().zip(value) {
            *to = *from;
            len += 1;
        }
        Self { bytes, len }
    }
}

impl AsRef<[u8]> for Digest {
    fn as_ref(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or(&self.bytes)
    }
}

impl core::fmt::Debug for Digest {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Digest({} bytes)", self.len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(digest: Digest) -> String {
        let bytes = digest.as_ref().iter();
        bytes.map(|byte| format!("{byte:02x}")).collect()
    }

    /// The example "abc" of FIPS 180-4's published test values.
    #[test]
    fn the_published_examples_come_out() {
        let known = [
            "a9993e364706816aba3e25717850c26c9cd0d89d",
            "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed\
             8086072ba1e7cc2358baeca134c825a7",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
             2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        ];
        for (hash, expected) in HashAlgorithm::ALL.into_iter().zip(known) {
            assert_eq!(hex(hash.hash(b"abc")), expected, "{hash}");
            assert_eq!(hash.hash_parts(&[b"a", b"", b"bc"]), hash.hash(b"abc"));
            assert_eq!(hash.hash(b"").as_ref().len(), hash.output_len());
        }
    }

    #[test]
    fn identifiers_lead_back_to_their_function() {
        for hash in HashAlgorithm::ALL {
            assert_eq!(HashAlgorithm::from_oid(hash.oid()), Some(hash));
        }
        assert_eq!(HashAlgorithm::from_oid(oid::MD5), None);
    }

    #[test]
    fn a_given_value_keeps_its_length_and_its_debug_form_is_silent() {
        assert!(Digest::from_bytes(&[]).is_none());
        assert!(Digest::from_bytes(&[1; 65]).is_none());
        let digest = Digest::from_bytes(&[0xAB; 20]).unwrap();
        assert_eq!(digest.as_ref(), [0xAB; 20]);
        assert_eq!(format!("{digest:?}"), "Digest(20 bytes)");
    }
}
