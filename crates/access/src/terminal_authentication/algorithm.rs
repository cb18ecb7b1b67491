//! The signature algorithms of CV certificates as `vidimus-pubkey` knows them (Doc 9303-11
//! §9.2.9, BSI TR-03110-3 §A.7.3 and §A.7.4).

use vidimus_lds::cvc::{TaAlgorithm, TaHash};
use vidimus_pubkey::{EcdsaEncoding, HashAlgorithm, SignatureAlgorithm};

/// The algorithm of a certificate's key, for the signatures that its holder makes: on other
/// certificates, or as a terminal.
///
/// Doc 9303 knows only RSA-PSS and ECDSA with SHA-2; RSA PKCS#1 v1.5 and SHA-1 belong to older
/// documents. PSS salts are as long as the hash, ECDSA signatures are `r || s`.
#[must_use]
pub const fn signature_algorithm(algorithm: TaAlgorithm) -> SignatureAlgorithm {
    let hash = hash(algorithm.hash());
    match algorithm {
        TaAlgorithm::RsaPkcs1(_) => SignatureAlgorithm::RsaPkcs1 { hash },
        TaAlgorithm::RsaPss(_) => SignatureAlgorithm::rsa_pss(hash),
        TaAlgorithm::Ecdsa(_) => SignatureAlgorithm::Ecdsa {
            hash,
            encoding: EcdsaEncoding::Plain,
        },
    }
}

const fn hash(hash: TaHash) -> HashAlgorithm {
    match hash {
        TaHash::Sha1 => HashAlgorithm::Sha1,
        TaHash::Sha224 => HashAlgorithm::Sha224,
        TaHash::Sha256 => HashAlgorithm::Sha256,
        TaHash::Sha384 => HashAlgorithm::Sha384,
        TaHash::Sha512 => HashAlgorithm::Sha512,
    }
}
