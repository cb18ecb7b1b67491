//! Object identifiers as their DER content octets (ISO/IEC 8825-1 §8.19), with limits.

use core::fmt;
use thiserror::Error;

/// Most content octets of an identifier.
pub const MAX_LEN: usize = 128;
/// Most arcs of an identifier.
pub const MAX_ARCS: usize = 64;
/// Most octets of one arc: 19 carry the 128 bits of a UUID (ISO/IEC 9834-8).
pub const MAX_ARC_LEN: usize = 19;

/// id-signedData, 1.2.840.113549.1.7.2 (RFC 5652 §5.1).
pub const SIGNED_DATA: Oid<'static> = Oid(&[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 2]);
/// id-data, 1.2.840.113549.1.7.1 (RFC 5652 §4).
pub const DATA: Oid<'static> = Oid(&[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 1]);
/// Attribute contentType, 1.2.840.113549.1.9.3 (RFC 5652 §11.1).
pub const CONTENT_TYPE: Oid<'static> = Oid(&[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 3]);
/// Attribute messageDigest, 1.2.840.113549.1.9.4 (RFC 5652 §11.2).
pub const MESSAGE_DIGEST: Oid<'static> = Oid(&[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 4]);
/// Attribute signingTime, 1.2.840.113549.1.9.5 (RFC 5652 §11.3).
pub const SIGNING_TIME: Oid<'static> = Oid(&[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 5]);
/// id-icao-mrtd-security-ldsSecurityObject, 2.23.136.1.1.1 (Doc 9303-10 §4.6.2.3).
pub const LDS_SECURITY_OBJECT: Oid<'static> = Oid(&[0x67, 0x81, 8, 1, 1, 1]);
/// id-icao-cscaMasterList, 2.23.136.1.1.2 (Doc 9303-12 §9.2).
pub const CSCA_MASTER_LIST: Oid<'static> = Oid(&[0x67, 0x81, 8, 1, 1, 2]);
/// id-SecurityObject of EF.CardSecurity, 0.4.0.127.0.7.3.2.1 (TR-03110-3 A.1.2.5).
pub const SECURITY_OBJECT: Oid<'static> = Oid(&[4, 0, 0x7F, 0, 7, 3, 2, 1]);
/// Older name of the LDS security object, 1.3.27.1.1.1 (documents of Belgium and France).
pub const LEGACY_LDS_OBJECT: Oid<'static> = Oid(&[0x2B, 0x1B, 1, 1, 1]);
/// Older name of the LDS security object, 1.2.528.1.1006.1.20.1 (documents of the Netherlands).
pub const LEGACY_SDU_OBJECT: Oid<'static> = Oid(&[0x2A, 0x84, 0x10, 1, 0x87, 0x6E, 1, 20, 1]);

/// An object identifier that kept the limits; compared by its octets.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Oid<'a>(&'a [u8]);

/// Why octets are no object identifier, or none that we take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OidFault {
    /// No octets.
    #[error("empty")]
    Empty,
    /// More than [`MAX_LEN`] octets.
    #[error("longer than 128 bytes")]
    TooLong,
    /// More than [`MAX_ARCS`] arcs.
    #[error("more than 64 arcs")]
    TooManyArcs,
    /// An arc of more than [`MAX_ARC_LEN`] octets.
    #[error("an arc of more than 128 bits")]
    ArcTooLong,
    /// An arc that starts with `80`.
    #[error("an arc with needless leading zeros")]
    LeadingZeros,
    /// The last arc does not end.
    #[error("last arc not finished")]
    Unfinished,
}

impl<'a> Oid<'a> {
    /// Checks content octets against form and limits.
    ///
    /// # Errors
    /// [`OidFault`], whose error code is `malformed.oid`.
    pub fn new(content: &'a [u8]) -> Result<Self, OidFault> {
        match content.last() {
            None => return Err(OidFault::Empty),
            Some(_) if content.len() > MAX_LEN => return Err(OidFault::TooLong),
            Some(last) if last & 0x80 != 0 => return Err(OidFault::Unfinished),
            Some(_) => {}
        }
        let mut arcs = 0;
        for arc in Self(content).arc_octets() {
            arcs += 1;
            if arc.len() > MAX_ARC_LEN {
                return Err(OidFault::ArcTooLong);
            }
            if arc.first() == Some(&0x80) {
                return Err(OidFault::LeadingZeros);
            }
        }
        // the first encoded arc holds two
        if arcs + 1 > MAX_ARCS {
            return Err(OidFault::TooManyArcs);
        }
        Ok(Self(content))
    }

    /// The DER content octets.
    #[must_use]
    pub const fn content(self) -> &'a [u8] {
        self.0
    }

    /// The octets of each encoded arc; a first arc stands for the first two numbers.
    fn arc_octets(self) -> impl Iterator<Item = &'a [u8]> {
        self.0.split_inclusive(|octet| octet & 0x80 == 0)
    }
}

/// The number in the base-128 octets of one arc; saturates above 128 bits.
fn arc_value(octets: &[u8]) -> u128 {
    octets.iter().fold(0u128, |value, octet| {
        value
            .saturating_mul(128)
            .saturating_add(u128::from(octet & 0x7F))
    })
}

impl fmt::Display for Oid<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut arcs = self.arc_octets().map(arc_value);
        let first = arcs.next().unwrap_or_default();
        let root = (first / 40).min(2);
        write!(f, "{root}.{}", first - root * 40)?;
        arcs.try_for_each(|arc| write!(f, ".{arc}"))
    }
}

impl fmt::Debug for Oid<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Oid({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dotted_form() {
        assert_eq!(LDS_SECURITY_OBJECT.to_string(), "2.23.136.1.1.1");
        assert_eq!(SIGNED_DATA.to_string(), "1.2.840.113549.1.7.2");
        assert_eq!(LEGACY_SDU_OBJECT.to_string(), "1.2.528.1.1006.1.20.1");
        assert_eq!(LEGACY_LDS_OBJECT.to_string(), "1.3.27.1.1.1");
        assert_eq!(SECURITY_OBJECT.to_string(), "0.4.0.127.0.7.3.2.1");
    }

    #[test]
    fn limits() {
        assert_eq!(Oid::new(&[]), Err(OidFault::Empty));
        assert_eq!(Oid::new(&[0x2A, 0x86]), Err(OidFault::Unfinished));
        assert_eq!(Oid::new(&[0x2A, 0x80, 0x01]), Err(OidFault::LeadingZeros));
        assert_eq!(Oid::new(&[1; 10_000]), Err(OidFault::TooLong));
        assert_eq!(Oid::new(&[1; 64]), Err(OidFault::TooManyArcs));
        let mut long_arc = vec![0xFF; 39];
        long_arc.push(1);
        assert_eq!(Oid::new(&long_arc), Err(OidFault::ArcTooLong));
        assert!(Oid::new(&[1; 63]).is_ok());
    }
}
