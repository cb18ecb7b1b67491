//! Signature algorithms as a certificate or security object names them, and as they are made.

use super::der;
use vidimus_pubkey::{EcdsaEncoding, HashAlgorithm, SignatureAlgorithm};

/// RFC 3279 §2.2.2: id-dsa-with-sha1, 1.2.840.10040.4.3.
const DSA_WITH_SHA1: &[u8] = &[0x2A, 0x86, 0x48, 0xCE, 0x38, 0x04, 0x03];
/// RFC 5758 §3.1: id-dsa-with-sha224, 2.16.840.1.101.3.4.3.1; the last arc 2 for SHA-256.
const DSA_WITH_SHA2: [u8; 8] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03];

/// A signature algorithm: what is written, and what the signature is really made with.
///
/// The two differ only where a reader must refuse the name before it looks at the signature
/// (MD5, DSA), and for plain `rsaEncryption`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlgorithmSpec {
    /// the `AlgorithmIdentifier`, DER
    pub identifier: Vec<u8>,
    /// what the signature is made with
    pub made_with: SignatureAlgorithm,
}

impl AlgorithmSpec {
    /// An algorithm under its own name.
    #[must_use]
    pub fn new(algorithm: SignatureAlgorithm) -> Self {
        Self {
            identifier: algorithm.to_der(),
            made_with: algorithm,
        }
    }

    /// The algorithm of a name such as `rsa-v15-sha256`, `rsa-pss-sha512`, `rsa-pss-defaults`,
    /// `rsa-oid-sha1`, `ecdsa-ansi-sha224`, `ecdsa-sha224`, `ecdsa-plain-sha384`,
    /// `rsa-v15-md5` or `dsa-sha256`; `None` for another name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        if name == "rsa-pss-defaults" {
            return Some(Self::pss_defaults());
        }
        let (family, hash) = name.rsplit_once('-')?;
        if (family, hash) == ("rsa-v15", "md5") {
            return Some(Self::md5());
        }
        let hash = hash_named(hash)?;
        Some(match family {
            "rsa-v15" => Self::new(SignatureAlgorithm::RsaPkcs1 { hash }),
            "rsa-pss" => Self::new(SignatureAlgorithm::rsa_pss(hash)),
            "rsa-oid" => Self::rsa_without_hash(hash),
            "ecdsa-ansi" | "ecdsa" => Self::new(SignatureAlgorithm::ecdsa(hash)),
            "ecdsa-plain" => Self::new(SignatureAlgorithm::Ecdsa {
                hash,
                encoding: EcdsaEncoding::Plain,
            }),
            "dsa" => Self::dsa(hash),
            _ => return None,
        })
    }

    /// RSASSA-PSS of this hash, with a salt of this many bytes.
    #[must_use]
    pub fn pss_with_salt(hash: HashAlgorithm, salt_len: usize) -> Self {
        Self::new(SignatureAlgorithm::RsaPss {
            hash,
            mgf_hash: hash,
            salt_len,
        })
    }

    /// Whether the identifier names no hash, so that a certificate cannot carry it.
    #[must_use]
    pub fn names_no_hash(&self) -> bool {
        self.identifier == rsa_identifier()
    }

    /// Whether the identifier names DSA.
    #[must_use]
    pub fn is_dsa(&self) -> bool {
        self.identifier.windows(7).any(|oid| oid == DSA_WITH_SHA1)
            || self.identifier.windows(8).any(|oid| oid == DSA_WITH_SHA2)
    }

    /// Plain `rsaEncryption`; the hash stands beside it.
    fn rsa_without_hash(hash: HashAlgorithm) -> Self {
        Self {
            identifier: rsa_identifier(),
            made_with: SignatureAlgorithm::RsaPkcs1 { hash },
        }
    }

    /// RSASSA-PSS with an empty parameter sequence: everything by default (RFC 4055 §3.1).
    fn pss_defaults() -> Self {
        Self {
            identifier: der::sequence(&[
                der::oid(vidimus_pubkey::oid::RSASSA_PSS),
                der::sequence::<&[u8]>(&[]),
            ]),
            made_with: SignatureAlgorithm::rsa_pss(HashAlgorithm::Sha1),
        }
    }

    /// MD5 by name; the signature is made with SHA-1, for nobody gets as far as looking.
    fn md5() -> Self {
        Self {
            identifier: der::sequence(&[der::oid(vidimus_pubkey::oid::MD5_WITH_RSA), der::null()]),
            made_with: SignatureAlgorithm::RsaPkcs1 {
                hash: HashAlgorithm::Sha1,
            },
        }
    }

    /// DSA by name; the signature is an RSA one, for nobody gets as far as looking.
    fn dsa(hash: HashAlgorithm) -> Self {
        let last = u8::from(hash != HashAlgorithm::Sha224) + 1;
        let sha2 = [DSA_WITH_SHA2.as_slice(), &[last]].concat();
        let name = match hash {
            HashAlgorithm::Sha1 => DSA_WITH_SHA1,
            _ => &sha2,
        };
        Self {
            identifier: der::sequence(&[der::oid(name)]),
            made_with: SignatureAlgorithm::RsaPkcs1 { hash },
        }
    }
}

/// `sha1`, `sha224`, `sha256`, `sha384` or `sha512`.
pub(crate) fn hash_named(name: &str) -> Option<HashAlgorithm> {
    Some(match name {
        "sha1" => HashAlgorithm::Sha1,
        "sha224" => HashAlgorithm::Sha224,
        "sha256" => HashAlgorithm::Sha256,
        "sha384" => HashAlgorithm::Sha384,
        "sha512" => HashAlgorithm::Sha512,
        _ => return None,
    })
}

/// `AlgorithmIdentifier` of a hash, with `NULL` parameters or none.
pub(crate) fn hash_identifier(content: &[u8], with_null: bool) -> Vec<u8> {
    let null = if with_null { der::null() } else { Vec::new() };
    der::sequence(&[der::oid(content), null])
}

/// A DSA public key of 2048 bits whose numbers are made up: only its name is ever read.
pub(crate) fn dsa_spki() -> Vec<u8> {
    let number = |byte: u8, length| der::integer_bytes(&vec![byte; length]);
    let domain = der::sequence(&[number(0x6B, 256), number(0x5D, 32), number(0x4F, 256)]);
    der::sequence(&[
        der::sequence(&[der::oid(vidimus_pubkey::oid::DSA), domain]),
        der::bits(&number(0x3B, 256)),
    ])
}

fn rsa_identifier() -> Vec<u8> {
    der::sequence(&[der::oid(vidimus_pubkey::oid::RSA_ENCRYPTION), der::null()])
}
