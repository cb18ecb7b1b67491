//! RSA without a scheme, for blocks that no signer would make (RFC 8017 §5.2.1).

use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, Odd};
use vidimus_iso7816::tlv::{Reader, Tag};
use zeroize::Zeroizing;

/// An RSA private key as two numbers, big-endian without leading zeros; of any size.
pub(crate) struct RawRsaKey {
    modulus: Vec<u8>,
    exponent: Zeroizing<Vec<u8>>,
}

impl RawRsaKey {
    /// Reads PKCS#8 around `RSAPrivateKey` (RFC 8017 appendix A.1.2).
    pub(crate) fn from_pkcs8(file: &[u8]) -> Option<Self> {
        let mut outer = Reader::new(file).expect(Tag(0x30)).ok()?.children().ok()?;
        outer.expect(Tag(0x02)).ok()?;
        outer.expect(Tag(0x30)).ok()?;
        let inner = outer.expect(Tag(0x04)).ok()?;
        let sequence = inner.children().ok()?.expect(Tag(0x30)).ok()?;
        let mut key = sequence.children().ok()?;
        key.expect(Tag(0x02)).ok()?;
        let mut number = || {
            let value = key.expect(Tag(0x02)).ok()?.value;
            Some(value.strip_prefix(&[0]).unwrap_or(value).to_vec())
        };
        let modulus = number()?;
        // the public exponent
        number()?;
        Some(Self {
            modulus,
            exponent: Zeroizing::new(number()?),
        })
    }

    /// The modulus.
    pub(crate) fn modulus(&self) -> &[u8] {
        &self.modulus
    }

    /// Bits of the modulus.
    pub(crate) fn bits(&self) -> usize {
        let first = self.modulus.first().map_or(0, |byte| byte.leading_zeros());
        (self.modulus.len() * 8).saturating_sub(usize::try_from(first).unwrap_or(0))
    }

    /// The block to the private exponent, as long as the modulus; the block is below it.
    pub(crate) fn power(&self, block: &[u8]) -> Option<Vec<u8>> {
        let modulus = Odd::new(BoxedUint::from_be_slice_vartime(&self.modulus)).into_option()?;
        let params = BoxedMontyParams::new_vartime(modulus);
        let block = BoxedUint::from_be_slice(block, params.bits_precision()).ok()?;
        let exponent = BoxedUint::from_be_slice_vartime(&self.exponent);
        let result = BoxedMontyForm::new(block, &params)
            .pow(&exponent)
            .retrieve();
        self.fixed(&result.to_be_bytes())
    }

    /// The modulus less this number, as long as the modulus.
    pub(crate) fn complement(&self, number: &[u8]) -> Option<Vec<u8>> {
        let modulus = BoxedUint::from_be_slice_vartime(&self.modulus);
        let number = BoxedUint::from_be_slice(number, modulus.bits_precision()).ok()?;
        self.fixed(&modulus.wrapping_sub(&number).to_be_bytes())
    }

    /// Cuts the leading zeros of a number's limbs off.
    fn fixed(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let surplus = bytes.len().checked_sub(self.modulus.len())?;
        bytes.get(surplus..).map(<[u8]>::to_vec)
    }
}

impl core::fmt::Debug for RawRsaKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "RawRsaKey({} bits)", self.bits())
    }
}
