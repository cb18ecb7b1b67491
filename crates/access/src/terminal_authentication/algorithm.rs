//! Signature algorithms of CV certificates by their identifiers (Doc 9303-11 §9.2.9, BSI
//! TR-03110-3 §A.7.3).

use vidimus_pubkey::{EcdsaEncoding, HashAlgorithm, SignatureAlgorithm};

/// id-TA, 0.4.0.127.0.7.2.2.2.
const TERMINAL_AUTHENTICATION: &[u8] = &[4, 0, 0x7F, 0, 7, 2, 2, 2];

/// The algorithm of a key with this identifier (content octets), for signatures on certificates
/// and of terminals; `None` for others.
///
/// id-TA-RSA `1.{1,2,5}` is RSA PKCS#1 v1.5 and `1.{3,4,6}` RSA-PSS with SHA-1, SHA-256, SHA-512;
/// id-TA-ECDSA `2.{1..5}` is plain ECDSA with SHA-1, SHA-224, SHA-256, SHA-384, SHA-512. Doc 9303
/// knows only PSS and SHA-2; the others are in use by older documents (TR-03110-3 §A.7.3.2).
#[must_use]
pub fn signature_algorithm(oid: &[u8]) -> Option<SignatureAlgorithm> {
    use HashAlgorithm::{Sha1, Sha224, Sha256, Sha384, Sha512};
    let pkcs1 = |hash| SignatureAlgorithm::RsaPkcs1 { hash };
    let plain = |hash| SignatureAlgorithm::Ecdsa {
        hash,
        encoding: EcdsaEncoding::Plain,
    };
    Some(match oid.strip_prefix(TERMINAL_AUTHENTICATION)? {
        [1, 1] => pkcs1(Sha1),
        [1, 2] => pkcs1(Sha256),
        [1, 5] => pkcs1(Sha512),
        [1, 3] => SignatureAlgorithm::rsa_pss(Sha1),
        [1, 4] => SignatureAlgorithm::rsa_pss(Sha256),
        [1, 6] => SignatureAlgorithm::rsa_pss(Sha512),
        [2, 1] => plain(Sha1),
        [2, 2] => plain(Sha224),
        [2, 3] => plain(Sha256),
        [2, 4] => plain(Sha384),
        [2, 5] => plain(Sha512),
        _ => return None,
    })
}
