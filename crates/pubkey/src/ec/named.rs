//! The names of the curves.
//!
//! | curves | parameters | identifiers |
//! |---|---|---|
//! | NIST | FIPS 186-4 | RFC 5480 §2.1.1.1 |
//! | brainpool `r1`, and `t1` with `a = -3` | RFC 5639 §3 | RFC 5639 §4.1 |
//!
//! A new curve must have prime order: `complete`, `odd` and `window` rest on it.

/// Every curve we compute on: what is not here does not exist for this crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "a curve's name is all there is to say")]
pub enum NamedCurve {
    P192,
    P224,
    P256,
    P384,
    P521,
    BrainpoolP160r1,
    BrainpoolP160t1,
    BrainpoolP192r1,
    BrainpoolP192t1,
    BrainpoolP224r1,
    BrainpoolP224t1,
    BrainpoolP256r1,
    BrainpoolP256t1,
    BrainpoolP320r1,
    BrainpoolP320t1,
    BrainpoolP384r1,
    BrainpoolP384t1,
    BrainpoolP512r1,
    BrainpoolP512t1,
}

impl NamedCurve {
    /// Every curve, NIST's first, by size.
    pub const ALL: [Self; 19] = [
        Self::P192,
        Self::P224,
        Self::P256,
        Self::P384,
        Self::P521,
        Self::BrainpoolP160r1,
        Self::BrainpoolP160t1,
        Self::BrainpoolP192r1,
        Self::BrainpoolP192t1,
        Self::BrainpoolP224r1,
        Self::BrainpoolP224t1,
        Self::BrainpoolP256r1,
        Self::BrainpoolP256t1,
        Self::BrainpoolP320r1,
        Self::BrainpoolP320t1,
        Self::BrainpoolP384r1,
        Self::BrainpoolP384t1,
        Self::BrainpoolP512r1,
        Self::BrainpoolP512t1,
    ];

    /// The name people know, such as `P-256` or `brainpoolP256r1`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::P192 => "P-192",
            Self::P224 => "P-224",
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
            Self::BrainpoolP160r1 => "brainpoolP160r1",
            Self::BrainpoolP160t1 => "brainpoolP160t1",
            Self::BrainpoolP192r1 => "brainpoolP192r1",
            Self::BrainpoolP192t1 => "brainpoolP192t1",
            Self::BrainpoolP224r1 => "brainpoolP224r1",
            Self::BrainpoolP224t1 => "brainpoolP224t1",
            Self::BrainpoolP256r1 => "brainpoolP256r1",
            Self::BrainpoolP256t1 => "brainpoolP256t1",
            Self::BrainpoolP320r1 => "brainpoolP320r1",
            Self::BrainpoolP320t1 => "brainpoolP320t1",
            Self::BrainpoolP384r1 => "brainpoolP384r1",
            Self::BrainpoolP384t1 => "brainpoolP384t1",
            Self::BrainpoolP512r1 => "brainpoolP512r1",
            Self::BrainpoolP512t1 => "brainpoolP512t1",
        }
    }

    /// Content octets of the object identifier: RFC 5480 §2.1.1.1 and RFC 5639 §4.1.
    #[must_use]
    pub const fn oid(self) -> &'static [u8] {
        match self {
            Self::P192 => &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x01],
            Self::P224 => &[0x2B, 0x81, 0x04, 0x00, 0x21],
            Self::P256 => &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07],
            Self::P384 => &[0x2B, 0x81, 0x04, 0x00, 0x22],
            Self::P521 => &[0x2B, 0x81, 0x04, 0x00, 0x23],
            Self::BrainpoolP160r1 => const { &brainpool(1) },
            Self::BrainpoolP160t1 => const { &brainpool(2) },
            Self::BrainpoolP192r1 => const { &brainpool(3) },
            Self::BrainpoolP192t1 => const { &brainpool(4) },
            Self::BrainpoolP224r1 => const { &brainpool(5) },
            Self::BrainpoolP224t1 => const { &brainpool(6) },
            Self::BrainpoolP256r1 => const { &brainpool(7) },
            Self::BrainpoolP256t1 => const { &brainpool(8) },
            Self::BrainpoolP320r1 => const { &brainpool(9) },
            Self::BrainpoolP320t1 => const { &brainpool(10) },
            Self::BrainpoolP384r1 => const { &brainpool(11) },
            Self::BrainpoolP384t1 => const { &brainpool(12) },
            Self::BrainpoolP512r1 => const { &brainpool(13) },
            Self::BrainpoolP512t1 => const { &brainpool(14) },
        }
    }
}

impl core::fmt::Display for NamedCurve {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.name())
    }
}

/// versionOne of the brainpool curves, 1.3.36.3.3.2.8.1.1, and the curve's number.
const fn brainpool(number: u8) -> [u8; 9] {
    [0x2B, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01, number]
}
