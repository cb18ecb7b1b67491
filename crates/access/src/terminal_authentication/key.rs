//! Public keys of certificates (BSI TR-03110-3 §D.3, Doc 9303-11 §9.4).
//!
//! ```text
//! 7F49  06 algorithm  81 n  82 e                                      RSA (§9.4.2)
//! 7F49  06 algorithm  [81 p  82 a  83 b  84 G  85 r]  86 Y  [87 f]    curve (§9.4.4)
//! ```
//!
//! Parameters are all there or all missing; only authorities have them. They are written as
//! `ECParameters` and looked up, for nothing is computed on a curve that is in no table.

use vidimus_iso7816::tlv::{Tag, Writer};
use vidimus_lds::cvc::{EcDomain, KeyData};
use vidimus_pubkey::ec::Curve;
use vidimus_pubkey::{CurveForm, EcPublicKey, KeyError, PublicKey, RsaPublicKey};

/// X9.62 prime-field, 1.2.840.10045.1.1.
const PRIME_FIELD: &[u8] = &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x01, 0x01];

/// The key of a certificate. A point without domain parameters is one of `inherited`, those of
/// the certification authority above it.
///
/// # Errors
/// [`KeyError`]; [`KeyError::CurveNotKnown`] also when nobody says which curve.
pub(super) fn public_key(
    data: &KeyData<'_>,
    inherited: Option<&EcDomain<'_>>,
) -> Result<PublicKey, KeyError> {
    match data {
        KeyData::Rsa { modulus, exponent } => {
            RsaPublicKey::from_components(modulus, exponent).map(PublicKey::Rsa)
        }
        KeyData::Ec { domain, point } => {
            let domain = domain.as_ref().or(inherited);
            let domain = domain.ok_or(KeyError::CurveNotKnown { oid: None })?;
            let curve = Curve::from_explicit(&parameters(domain))?;
            let key = EcPublicKey::from_sec1(curve, point)?;
            Ok(PublicKey::Ec(key, CurveForm::Explicit))
        }
    }
}

/// Whether a certificate holds this key, as far as its bytes show without the curve: the point
/// or the modulus.
pub(super) fn is_key(data: &KeyData<'_>, key: &PublicKey) -> bool {
    match (data, key) {
        (KeyData::Rsa { modulus, .. }, PublicKey::Rsa(key)) => {
            significant(modulus) == significant(key.modulus())
        }
        (KeyData::Ec { point, .. }, PublicKey::Ec(key, _)) => *point == key.to_sec1(),
        _ => false,
    }
}

fn significant(mut number: &[u8]) -> &[u8] {
    while let [0, rest @ ..] = number {
        number = rest;
    }
    number
}

/// The domain as `ECParameters` (RFC 3279 §2.3.5), which the table of curves is searched by.
fn parameters(domain: &EcDomain<'_>) -> Vec<u8> {
    let width = significant(domain.prime).len();
    sequence(|out| {
        integer(out, &[1]);
        out.raw(&sequence(|field| {
            field.object(Tag(0x06), PRIME_FIELD);
            integer(field, domain.prime);
        }));
        out.raw(&sequence(|curve| {
            curve.object(Tag(0x04), &padded(domain.a, width));
            curve.object(Tag(0x04), &padded(domain.b, width));
        }));
        out.object(Tag(0x04), domain.base);
        integer(out, domain.order);
        integer(out, domain.cofactor);
    })
}

fn sequence(fill: impl FnOnce(&mut Writer)) -> Vec<u8> {
    let mut content = Writer::new();
    fill(&mut content);
    let mut out = Writer::new();
    out.object(Tag(0x30), &content.into_bytes());
    out.into_bytes()
}

/// An unsigned number as `INTEGER`.
fn integer(out: &mut Writer, number: &[u8]) {
    let mut content = significant(number).to_vec();
    if content.first().is_none_or(|first| first & 0x80 != 0) {
        content.insert(0, 0);
    }
    out.object(Tag(0x02), &content);
}

/// A field element at its full width.
fn padded(number: &[u8], width: usize) -> Vec<u8> {
    let number = significant(number);
    let mut out = vec![0; width.saturating_sub(number.len())];
    out.extend_from_slice(number);
    out
}
