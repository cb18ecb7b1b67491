//! The RSA private operation (RFC 8017 §5.2.1): Chinese remainders, base blinding, and a check
//! of every result with the public key, so that a fault never leaves the house.
//!
//! The exponentiations run in constant time. The key's own numbers are wiped on drop; the
//! parameters that the arithmetic makes of the primes live while one signature is made, and are
//! freed without wiping.

use super::pss::{self, mgf1};
use super::{RsaPublicKey, pkcs1};
use crate::der;
use crate::hash::{Digest, HashAlgorithm};
use crate::signer::SignError;
use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, ConcatenatingMul, Odd};
use zeroize::Zeroizing;

/// Bytes beyond the modulus that a blinding value is reduced from, to be nearly uniform.
const SURPLUS: usize = 16;

/// A number that is wiped on drop.
type Secret = Zeroizing<BoxedUint>;

/// An RSA private key with its Chinese remainder values (RFC 8017 §3.2).
pub(crate) struct RsaPrivateKey {
    public: RsaPublicKey,
    /// the private exponent, from which salts and blinding values are derived
    exponent: Zeroizing<Vec<u8>>,
    p: Prime,
    q: Prime,
    /// inverse of `q` modulo `p`
    coefficient: Secret,
}

/// A prime factor and the private exponent modulo that prime less one.
struct Prime {
    value: Secret,
    exponent: Secret,
}

impl RsaPrivateKey {
    /// Reads `RSAPrivateKey` (RFC 8017 appendix A.1.2) of two primes.
    ///
    /// ```text
    /// RSAPrivateKey ::= SEQUENCE { version INTEGER (0), modulus INTEGER,
    ///     publicExponent INTEGER, privateExponent INTEGER, prime1 INTEGER, prime2 INTEGER,
    ///     exponent1 INTEGER, exponent2 INTEGER, coefficient INTEGER }
    /// ```
    pub(crate) fn from_pkcs1_der(bytes: &[u8]) -> Result<Self, SignError> {
        let sequence = der::single(bytes, der::SEQUENCE)?;
        let mut reader = sequence.children();
        let version = reader.expect(der::INTEGER)?;
        if !version.unsigned()?.is_empty() {
            return Err(version.error().into());
        }
        let mut next = || reader.expect(der::INTEGER)?.unsigned();
        let (modulus, public_exponent, exponent) = (next()?, next()?, next()?);
        let (p, q) = (next()?, next()?);
        let (p, q) = (Prime::new(p, next()?)?, Prime::new(q, next()?)?);
        let coefficient = secret(next()?, p.precision())?;
        reader.finish()?;
        let public = RsaPublicKey::from_components(modulus, public_exponent)?;
        if BoxedUint::from_be_slice_vartime(modulus) != p.value.concatenating_mul(&q.value) {
            return Err(SignError::Inconsistent);
        }
        Ok(Self {
            public,
            exponent: Zeroizing::new(exponent.to_vec()),
            p,
            q,
            coefficient,
        })
    }

    pub(crate) const fn public(&self) -> &RsaPublicKey {
        &self.public
    }

    /// RSASSA-PKCS1-v1_5 over a message of this hash value (RFC 8017 §8.2.1).
    pub(crate) fn sign_pkcs1(
        &self,
        hash: HashAlgorithm,
        digest: &Digest,
    ) -> Result<Vec<u8>, SignError> {
        let length = self.public.modulus().len();
        let block = pkcs1::encode(hash, digest, pkcs1::Parameters::Null, length)
            .ok_or(SignError::KeyTooSmall)?;
        self.sign_block(&block)
    }

    /// RSASSA-PSS with this salt (RFC 8017 §8.1.1).
    pub(crate) fn sign_pss(
        &self,
        parameters: pss::Parameters,
        digest: &Digest,
        salt: &[u8],
    ) -> Result<Vec<u8>, SignError> {
        let block = parameters
            .encode(digest, salt, self.public.bits() - 1)
            .ok_or(SignError::KeyTooSmall)?;
        let mut padded = vec![0; self.public.modulus().len() - block.len()];
        padded.extend_from_slice(&block);
        self.sign_block(&padded)
    }

    /// Bytes that only this key can make of this message and purpose: a salt, or a blinding
    /// value. Nothing random is drawn, so a signature can be made again byte for byte.
    pub(crate) fn derive(
        &self,
        purpose: &[u8],
        message: &[u8],
        length: usize,
    ) -> Zeroizing<Vec<u8>> {
        let parts: [&[u8]; 3] = [purpose, &self.exponent, message];
        let seed = HashAlgorithm::Sha512.hash_parts(&parts);
        Zeroizing::new(mgf1(HashAlgorithm::Sha512, seed.as_ref(), length))
    }

    /// RSASP1 (RFC 8017 §5.2.1) on a block as long as the modulus.
    fn sign_block(&self, block: &[u8]) -> Result<Vec<u8>, SignError> {
        let modulus = BoxedUint::from_be_slice_vartime(self.public.modulus());
        let params = odd_params(&modulus)?;
        let random = self.derive(b"vidimus rsa blinding", block, block.len() + SURPLUS);
        let blind = reduced(&BoxedUint::from_be_slice_vartime(&random), &params);
        let unblind = blind
            .invert()
            .into_option()
            .ok_or(SignError::Inconsistent)?;
        let exponent = BoxedUint::from(self.public.exponent());
        let message = reduced(&BoxedUint::from_be_slice_vartime(block), &params);
        let blinded = message.mul(&blind.pow(&exponent)).retrieve();
        let root = self.root(&blinded)?;
        let power = reduced(&root, &params);
        let bytes = power.mul(&unblind).retrieve().to_be_bytes();
        let padding = bytes.len().saturating_sub(block.len());
        let signature = bytes.get(padding..).unwrap_or_default().to_vec();
        match self.public.encoded_message(&signature) {
            Ok(found) if found == block => Ok(signature),
            _ => Err(SignError::Inconsistent),
        }
    }

    /// The private power by Chinese remainders (RFC 8017 §5.2.1, step 2b).
    fn root(&self, base: &BoxedUint) -> Result<Secret, SignError> {
        let (p, q) = (odd_params(&self.p.value)?, odd_params(&self.q.value)?);
        let m1 = reduced(base, &p).pow(&self.p.exponent);
        let m2 = Secret::new(reduced(base, &q).pow(&self.q.exponent).retrieve());
        let coefficient = BoxedMontyForm::new(BoxedUint::clone(&self.coefficient), &p);
        let h = Secret::new(m1.sub(&reduced(&m2, &p)).mul(&coefficient).retrieve());
        let product = Secret::new(h.concatenating_mul(&*self.q.value));
        Ok(Secret::new(product.concatenating_add(&*m2)))
    }
}

impl Prime {
    fn new(value: &[u8], exponent: &[u8]) -> Result<Self, SignError> {
        let value = Secret::new(BoxedUint::from_be_slice_vartime(value));
        let exponent = secret(exponent, value.bits_precision())?;
        Ok(Self { value, exponent })
    }

    fn precision(&self) -> u32 {
        self.value.bits_precision()
    }
}

fn secret(bytes: &[u8], precision: u32) -> Result<Secret, SignError> {
    let number = BoxedUint::from_be_slice(bytes, precision);
    number.map(Secret::new).map_err(|_| SignError::Inconsistent)
}

fn odd_params(modulus: &BoxedUint) -> Result<BoxedMontyParams, SignError> {
    let modulus = Odd::new(modulus.clone()).into_option();
    modulus
        .map(BoxedMontyParams::new)
        .ok_or(SignError::Inconsistent)
}

/// A number of any size modulo that of the parameters, in constant time.
fn reduced(number: &BoxedUint, params: &BoxedMontyParams) -> BoxedMontyForm {
    let rest = number.rem(params.modulus().as_nz_ref());
    BoxedMontyForm::new(rest, params)
}
