//! Private keys of curves that have no file of their own: PKCS#8 (RFC 5208, RFC 5915) and its
//! text form (RFC 7468).

use super::der;
use vidimus_iso7816::tlv::{Reader, Tag};
use vidimus_pubkey::ec::Curve;
use vidimus_pubkey::pem::encode_base64;
use zeroize::Zeroizing;

/// The name of a curve, as parameters of `id-ecPublicKey`.
pub(crate) fn named_parameters(curve: &Curve) -> Vec<u8> {
    der::oid(curve.id().oid())
}

/// A secret number with these curve parameters, in PKCS#8.
pub(crate) fn ec_pkcs8(parameters: Vec<u8>, secret: &[u8]) -> Vec<u8> {
    let name = der::oid(vidimus_pubkey::oid::EC_PUBLIC_KEY);
    let key = der::sequence(&[der::integer(1), der::octets(secret)]);
    der::sequence(&[
        der::integer(0),
        der::sequence(&[name, parameters]),
        der::octets(&key),
    ])
}

/// The secret number in a PKCS#8 file: of a curve (RFC 5915) or of a group (RFC 5958 with an
/// INTEGER inside).
pub(crate) fn secret_number(pkcs8: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut outer = Reader::new(pkcs8).expect(Tag(0x30)).ok()?.children().ok()?;
    outer.expect(Tag(0x02)).ok()?;
    outer.expect(Tag(0x30)).ok()?;
    let inner = outer.expect(Tag(0x04)).ok()?.value;
    let number = match inner.first() {
        Some(0x02) => Reader::new(inner).expect(Tag(0x02)).ok()?.value,
        _ => {
            let sequence = Reader::new(inner).expect(Tag(0x30)).ok()?;
            let mut fields = sequence.children().ok()?;
            fields.expect(Tag(0x02)).ok()?;
            fields.expect(Tag(0x04)).ok()?.value
        }
    };
    Some(Zeroizing::new(number.to_vec()))
}

/// A private key as text.
pub(crate) fn pem(pkcs8: &[u8]) -> String {
    let mut text = String::from("-----BEGIN PRIVATE KEY-----\n");
    let body = encode_base64(pkcs8);
    for line in body.as_bytes().chunks(64) {
        text.extend(line.iter().copied().map(char::from));
        text.push('\n');
    }
    text.push_str("-----END PRIVATE KEY-----\n");
    text
}
