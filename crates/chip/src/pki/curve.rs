//! Public keys on P-256 under parameters that are not quite the standard's.

use super::{PkiError, TestKey, der};
use vidimus_iso7816::tlv::{Reader, Tag};
use vidimus_pubkey::ec::{Curve, NamedCurve};
use vidimus_pubkey::{EcSecretKey, KeyError, SignError};

/// What is odd about the explicit parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CurveFlaw {
    /// nothing: the standard's parameters
    None,
    /// the generator is twice the standard's
    DoubledGenerator,
    /// the cofactor is 2
    CofactorTwo,
    /// there is no cofactor, which is allowed
    NoCofactor,
    /// the seed stands there too, which is allowed
    Seed,
}

/// The seed of P-256 (SP 800-186 §3.2.1.3).
const SEED: [u8; 20] = [
    0xC4, 0x9D, 0x36, 0x08, 0x86, 0xE7, 0x04, 0x93, 0x6A, 0x66, 0x78, 0xE1, 0x13, 0x9D, 0x26, 0xB7,
    0x81, 0x9F, 0x7E, 0x90,
];

/// The key, which is on P-256, as `SubjectPublicKeyInfo` with explicit parameters.
pub(crate) fn explicit_p256(key: TestKey, flaw: CurveFlaw) -> Result<Vec<u8>, PkiError> {
    let point = point(&key.spki()?).unwrap_or_default();
    let parameters = parameters(flaw).map_err(|cause| key.failed(SignError::Key(cause)))?;
    Ok(spki(parameters, &point))
}

/// The key, which is on brainpoolP256r1, under the name of that curve.
pub(crate) fn named_brainpool(key: TestKey) -> Result<Vec<u8>, PkiError> {
    const BRAINPOOL_P256R1: &[u8] = &[0x2B, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01, 0x07];
    let point = point(&key.spki()?).unwrap_or_default();
    Ok(spki(der::oid(BRAINPOOL_P256R1), &point))
}

fn spki(parameters: Vec<u8>, point: &[u8]) -> Vec<u8> {
    let name = der::oid(vidimus_pubkey::oid::EC_PUBLIC_KEY);
    der::sequence(&[der::sequence(&[name, parameters]), der::bits(point)])
}

/// The bits of the public key.
fn point(spki: &[u8]) -> Option<Vec<u8>> {
    let mut fields = Reader::new(spki).expect(Tag(0x30)).ok()?.children().ok()?;
    fields.expect(Tag(0x30)).ok()?;
    let bits = fields.expect(Tag(0x03)).ok()?;
    bits.value.get(1..).map(<[u8]>::to_vec)
}

/// `ECParameters` (RFC 3279 §2.3.5) of P-256: version, field, curve, base, order, cofactor.
fn parameters(flaw: CurveFlaw) -> Result<Vec<u8>, KeyError> {
    let curve = Curve::named(NamedCurve::P256);
    let mut fields = elements(&curve.to_explicit());
    match (flaw, fields.as_mut_slice()) {
        (CurveFlaw::DoubledGenerator, [_, _, _, base, ..]) => {
            let mut two = vec![0; curve.order_bytes()];
            if let Some(last) = two.last_mut() {
                *last = 2;
            }
            let doubled = EcSecretKey::from_bytes(curve, &two)?.public_key().to_sec1();
            *base = der::octets(&doubled);
        }
        (CurveFlaw::CofactorTwo, [_, _, _, _, _, cofactor]) => *cofactor = der::integer(2),
        (CurveFlaw::NoCofactor, [_, _, _, _, _, cofactor]) => cofactor.clear(),
        (CurveFlaw::Seed, [_, _, coefficients, ..]) => {
            let mut inner = elements(coefficients);
            inner.truncate(2);
            inner.push(der::bits(&SEED));
            *coefficients = der::sequence(&inner);
        }
        _ => {}
    }
    Ok(der::sequence(&fields))
}

/// The objects inside a SEQUENCE.
fn elements(sequence: &[u8]) -> Vec<Vec<u8>> {
    let mut out = Vec::new();
    let inside = Reader::new(sequence)
        .expect(Tag(0x30))
        .and_then(|outer| outer.children());
    let Ok(mut inside) = inside else { return out };
    while let Ok(Some(object)) = inside.next() {
        out.push(object.bytes.to_vec());
    }
    out
}
