//! The two encodings of an ECDSA signature: `r` and `s` as integers of a DER sequence (X9.62,
//! RFC 3279 §2.2.3) and side by side (BSI TR-03111 §5.2.1).
//!
//! DER is read strictly, with one named deviation: needless leading zeros of an integer are
//! reported as [`SignatureQuirk::NonMinimalInteger`], which a strict caller refuses. A negative
//! integer is refused always: guessing that its sign byte was forgotten would accept two
//! signatures for one.

use crate::der::{self, Element, INTEGER, SEQUENCE, without_leading_zeros};
use crate::{SignatureQuirk, VerifyError};

/// The integers of a signature, big-endian. Whether they are within the order's range is for the
/// verification to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EcdsaSignature<'a> {
    /// the number made from the secret number's point
    pub r: &'a [u8],
    /// the number that answers it
    pub s: &'a [u8],
    /// what DER does not allow and was read nevertheless
    pub quirk: Option<SignatureQuirk>,
}

impl<'a> EcdsaSignature<'a> {
    /// Reads `SEQUENCE { r INTEGER, s INTEGER }`.
    ///
    /// # Errors
    ///
    /// [`VerifyError::MalformedSignature`] for anything but that structure, a length in more
    /// bytes than it needs included; [`VerifyError::BadSignature`] for a negative integer.
    pub fn from_der(bytes: &'a [u8]) -> Result<Self, VerifyError> {
        let malformed = |_| VerifyError::MalformedSignature;
        let outer = der::single(bytes, SEQUENCE).map_err(malformed)?;
        let mut inner = outer.children();
        let r = inner.expect(INTEGER).map_err(malformed)?;
        let s = inner.expect(INTEGER).map_err(malformed)?;
        inner.finish().map_err(malformed)?;
        if ![outer, r, s].iter().all(has_minimal_length) {
            return Err(VerifyError::MalformedSignature);
        }
        let (r, r_is_minimal) = magnitude(r.value)?;
        let (s, s_is_minimal) = magnitude(s.value)?;
        let quirk = (!r_is_minimal || !s_is_minimal).then_some(SignatureQuirk::NonMinimalInteger);
        Ok(Self { r, s, quirk })
    }

    /// Reads r and s side by side, each as many bytes as the order has
    /// ([`crate::ec::Curve::order_bytes`]).
    ///
    /// # Errors
    ///
    /// [`VerifyError::MalformedSignature`] for another length.
    pub fn from_plain(bytes: &'a [u8], order_bytes: usize) -> Result<Self, VerifyError> {
        match bytes.split_at_checked(order_bytes) {
            Some((r, s)) if s.len() == order_bytes => Ok(Self { r, s, quirk: None }),
            _ => Err(VerifyError::MalformedSignature),
        }
    }

    /// The DER form.
    #[must_use]
    pub fn to_der(&self) -> Vec<u8> {
        let (r, s) = (der::encode_unsigned(self.r), der::encode_unsigned(self.s));
        der::encode(SEQUENCE, &[&r, &s])
    }
}

/// Whether tag and length take no more bytes than DER gives them.
fn has_minimal_length(object: &Element<'_>) -> bool {
    let header = match object.value.len() {
        ..0x80 => 2,
        0x80..0x100 => 3,
        _ => 4,
    };
    object.bytes.len() - object.value.len() == header
}

/// The magnitude of an integer's content octets, and whether those were minimal.
fn magnitude(value: &[u8]) -> Result<(&[u8], bool), VerifyError> {
    match value {
        [] => Err(VerifyError::MalformedSignature),
        [0x80..=0xFF, ..] => Err(VerifyError::BadSignature),
        [0, 0..=0x7F, ..] => Ok((without_leading_zeros(value), false)),
        _ => Ok((without_leading_zeros(value), true)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};

    fn read(bytes: &[u8]) -> Result<EcdsaSignature<'_>, VerifyError> {
        EcdsaSignature::from_der(bytes)
    }

    #[test]
    fn two_integers_are_read_without_their_sign_bytes() {
        let bytes = [0x30, 8, 2, 2, 0, 0x80, 2, 2, 0x7F, 1];
        let signature = read(&bytes).unwrap();
        assert_eq!(signature.r, [0x80]);
        assert_eq!(signature.s, [0x7F, 1]);
        assert_eq!(signature.quirk, None);
        assert_eq!(signature.to_der(), bytes);
    }

    #[test]
    fn needless_zeros_are_named() {
        for bytes in [
            &[0x30, 8, 2, 3, 0, 0, 0x80, 2, 1, 1][..],
            &[0x30, 7, 2, 1, 5, 2, 2, 0, 1],
            &[0x30, 8, 2, 2, 0, 0, 2, 2, 0, 1],
        ] {
            assert_eq!(
                read(bytes).unwrap().quirk,
                Some(SignatureQuirk::NonMinimalInteger)
            );
        }
        // zero in its one byte is minimal; the range is for the verification to judge
        let zero = [0x30, 6, 2, 1, 0, 2, 1, 0];
        let signature = read(&zero).unwrap();
        assert_eq!(
            (signature.r, signature.s, signature.quirk),
            (&[][..], &[][..], None)
        );
    }

    #[test]
    fn a_negative_integer_is_no_signature() {
        for bytes in [
            [0x30, 6, 2, 1, 0x80, 2, 1, 1],
            [0x30, 6, 2, 1, 1, 2, 1, 0xFF],
        ] {
            assert_eq!(read(&bytes), Err(VerifyError::BadSignature));
        }
    }

    #[test]
    fn another_structure_is_malformed() {
        for bytes in [
            &[][..],
            &[0x31, 6, 2, 1, 1, 2, 1, 1],
            &[0x30, 6, 2, 1, 1, 2, 1, 1, 0],
            &[0x30, 7, 2, 1, 1, 2, 1, 1, 0],
            &[0x30, 3, 2, 1, 1],
            &[0x30, 5, 2, 0, 2, 1, 1],
            &[0x30, 9, 2, 1, 1, 2, 1, 1, 2, 1, 1],
            &[0x30, 6, 4, 1, 1, 2, 1, 1],
            // lengths in more bytes than they need, and of no end
            &[0x30, 0x81, 6, 2, 1, 1, 2, 1, 1],
            &[0x30, 7, 2, 0x81, 1, 1, 2, 1, 1],
            &[0x30, 0x80, 2, 1, 1, 2, 1, 1, 0, 0],
        ] {
            assert_eq!(
                read(bytes),
                Err(VerifyError::MalformedSignature),
                "{bytes:X?}"
            );
        }
    }

    #[test]
    fn side_by_side_each_takes_the_bytes_of_the_order() {
        let signature = EcdsaSignature::from_plain(&[1, 2, 3, 4], 2).unwrap();
        assert_eq!((signature.r, signature.s), (&[1, 2][..], &[3, 4][..]));
        for (bytes, order_bytes) in [(&[1, 2, 3, 4][..], 1), (&[1, 2, 3], 2), (&[1], 2), (&[], 1)] {
            let found = EcdsaSignature::from_plain(bytes, order_bytes);
            assert_eq!(found, Err(VerifyError::MalformedSignature));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn what_is_read_is_written_again(bytes in any::<Vec<u8>>()) {
            if let Ok(signature) = read(&bytes) {
                prop_assert!(signature.quirk.is_some() || signature.to_der() == bytes);
            }
        }

        #[test]
        fn what_is_written_is_read_again(r in any::<Vec<u8>>(), s in any::<Vec<u8>>()) {
            let written = EcdsaSignature { r: &r, s: &s, quirk: None }.to_der();
            let signature = read(&written).unwrap();
            prop_assert_eq!(signature.quirk, None);
            prop_assert_eq!(signature.r, without_leading_zeros(&r));
            prop_assert_eq!(signature.s, without_leading_zeros(&s));
        }
    }
}
