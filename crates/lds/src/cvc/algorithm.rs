//! What a terminal's key signs with (TR-03110-3 A.7.3 table 17, A.7.4 table 18).
//!
//! | below id-TA | SHA-1 | SHA-224 | SHA-256 | SHA-384 | SHA-512 |
//! |---|---|---|---|---|---|
//! | RSA PKCS#1 v1.5 | `1.1` | | `1.2` | | `1.5` |
//! | RSA-PSS | `1.3` | | `1.4` | | `1.6` |
//! | ECDSA | `2.1` | `2.2` | `2.3` | `2.4` | `2.5` |
//!
//! Of these Doc 9303-11 §9.2.9 has `1.4`, `1.6` and `2.2` to `2.5`.

/// id-TA, 0.4.0.127.0.7.2.2.2, DER content octets.
const TERMINAL_AUTHENTICATION: &[u8] = &[4, 0, 0x7F, 0, 7, 2, 2, 2];

/// A signature scheme with its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TaAlgorithm {
    /// RSASSA-PKCS1-v1_5.
    RsaPkcs1(TaHash),
    /// RSASSA-PSS: MGF1 with the same hash, salt as long as the hash.
    RsaPss(TaHash),
    /// ECDSA, signature as r and s side by side.
    Ecdsa(TaHash),
}

/// The hash of a [`TaAlgorithm`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TaHash {
    /// SHA-1.
    Sha1,
    /// SHA-224.
    Sha224,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl TaAlgorithm {
    /// Every algorithm there is.
    pub const ALL: [Self; 11] = [
        Self::RsaPkcs1(TaHash::Sha1),
        Self::RsaPkcs1(TaHash::Sha256),
        Self::RsaPkcs1(TaHash::Sha512),
        Self::RsaPss(TaHash::Sha1),
        Self::RsaPss(TaHash::Sha256),
        Self::RsaPss(TaHash::Sha512),
        Self::Ecdsa(TaHash::Sha1),
        Self::Ecdsa(TaHash::Sha224),
        Self::Ecdsa(TaHash::Sha256),
        Self::Ecdsa(TaHash::Sha384),
        Self::Ecdsa(TaHash::Sha512),
    ];

    /// The algorithm of an identifier below id-TA, by its DER content octets.
    #[must_use]
    pub fn from_oid(oid: &[u8]) -> Option<Self> {
        let &[family, number] = oid.strip_prefix(TERMINAL_AUTHENTICATION)? else {
            return None;
        };
        let arcs = Some((family, number));
        Self::ALL.into_iter().find(|known| known.arcs() == arcs)
    }

    /// The DER content octets of the identifier; `None` for RSA with SHA-224 or SHA-384, which
    /// have none.
    #[must_use]
    pub fn oid(self) -> Option<[u8; 10]> {
        let (family, number) = self.arcs()?;
        Some([4, 0, 0x7F, 0, 7, 2, 2, 2, family, number])
    }

    /// The hash.
    #[must_use]
    pub const fn hash(self) -> TaHash {
        match self {
            Self::RsaPkcs1(hash) | Self::RsaPss(hash) | Self::Ecdsa(hash) => hash,
        }
    }

    /// Whether the key is one for RSA; else it is a point of a curve.
    #[must_use]
    pub const fn is_rsa(self) -> bool {
        matches!(self, Self::RsaPkcs1(_) | Self::RsaPss(_))
    }

    /// The last two arcs.
    const fn arcs(self) -> Option<(u8, u8)> {
        Some(match self {
            Self::RsaPkcs1(TaHash::Sha1) => (1, 1),
            Self::RsaPkcs1(TaHash::Sha256) => (1, 2),
            Self::RsaPss(TaHash::Sha1) => (1, 3),
            Self::RsaPss(TaHash::Sha256) => (1, 4),
            Self::RsaPkcs1(TaHash::Sha512) => (1, 5),
            Self::RsaPss(TaHash::Sha512) => (1, 6),
            Self::RsaPkcs1(_) | Self::RsaPss(_) => return None,
            Self::Ecdsa(TaHash::Sha1) => (2, 1),
            Self::Ecdsa(TaHash::Sha224) => (2, 2),
            Self::Ecdsa(TaHash::Sha256) => (2, 3),
            Self::Ecdsa(TaHash::Sha384) => (2, 4),
            Self::Ecdsa(TaHash::Sha512) => (2, 5),
        })
    }
}
