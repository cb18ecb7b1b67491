//! The folder `keys` beside the files of a chip.
//!
//! | name | content |
//! |---|---|
//! | `aa.pem` | private key of Active Authentication, PKCS#8 in PEM; it belongs to DG15 |
//! | `ca.pem`, `ca-….pem` | static private keys of Chip Authentication, PKCS#8 in PEM; each is one of the keys in DG14, which gives its domain, number and ciphers |
//! | `….cvcert` | CVCA certificates that the chip trusts, whole |
//!
//! The hash of Active Authentication is the one that ActiveAuthenticationInfo in DG14 names,
//! else SHA-256, or SHA-1 where the modulus has no room for more. The chip's date is the newest
//! first day of a trust point; `ID_IC` comes from the MRZ.

use crate::Cipher;
use crate::keys::{AaKey, CaKey, ChipKeys, TerminalTrust};
use crate::pki::{pem_bytes, secret_number};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use vidimus_lds::cvc::{CvCertificate, CvDate};
use vidimus_lds::evidence::CipherName;
use vidimus_lds::security_info::SecurityInfos;
use vidimus_lds::{DataGroup, File};
use vidimus_pubkey::agreement::AgreementKey;
use vidimus_pubkey::{HashAlgorithm, SignatureAlgorithm};

/// What the folder `keys` gave so far.
#[derive(Default)]
pub(super) struct KeyFolder {
    active: Option<Vec<u8>>,
    agreement: Vec<Vec<u8>>,
    trust_points: Vec<Vec<u8>>,
}

impl KeyFolder {
    /// Takes a file by its name; whether it is one of these.
    pub(super) fn take(&mut self, name: &str, bytes: Vec<u8>) -> bool {
        let key = || pem_bytes(core::str::from_utf8(&bytes).ok()?);
        let stem = name.strip_suffix(".pem");
        match stem {
            Some("aa") => self.active = key(),
            Some(stem) if stem == "ca" || stem.starts_with("ca-") => {
                self.agreement.extend(key());
            }
            None if name.ends_with(".cvcert") && CvCertificate::parse(&bytes).is_ok() => {
                self.trust_points.push(bytes);
            }
            _ => return false,
        }
        true
    }

    /// The keys that fit the files; others are left out.
    pub(super) fn keys(self, files: &BTreeMap<File, Vec<u8>>, number: Vec<u8>) -> ChipKeys {
        let dg14 = files.get(&File::Dg(DataGroup::DG14));
        let parsed = dg14.map(|bytes| SecurityInfos::parse_file(bytes, File::Dg(DataGroup::DG14)));
        let infos = parsed.and_then(Result::ok).unwrap_or_default();
        let active = self.active.and_then(|key| active(&key, &infos));
        let agreement = self.agreement.iter();
        ChipKeys {
            active: active.map(Arc::new),
            chip_authentication: agreement
                .filter_map(|key| static_key(key, &infos))
                .map(Arc::new)
                .collect(),
            terminal: trust(self.trust_points, number),
        }
    }
}

fn active(pkcs8: &[u8], infos: &SecurityInfos<'_>) -> Option<AaKey> {
    let named = infos.active_authentication().find_map(|info| {
        let oid = info.ok()?.signature_algorithm;
        plain_hash(oid.content())
    });
    let hashes = [named.unwrap_or(HashAlgorithm::Sha256), HashAlgorithm::Sha1];
    let mut keys = hashes
        .into_iter()
        .map(|hash| AaKey::from_pkcs8_der(pkcs8, hash));
    keys.find_map(Result::ok)
}

/// The hash of an ecdsa-plain identifier.
fn plain_hash(oid: &[u8]) -> Option<HashAlgorithm> {
    HashAlgorithm::ALL.into_iter().find(|hash| {
        let algorithm = SignatureAlgorithm::Ecdsa {
            hash: *hash,
            encoding: vidimus_pubkey::EcdsaEncoding::Plain,
        };
        algorithm.oid() == oid
    })
}

/// The key of DG14 that this is the private half of.
fn static_key(pkcs8: &[u8], infos: &SecurityInfos<'_>) -> Option<CaKey> {
    let secret = secret_number(pkcs8)?;
    infos.chip_authentication_keys().find_map(|listed| {
        let listed = listed.ok()?;
        let public = AgreementKey::from_spki(listed.spki).ok()?.key;
        let id = listed.key_id.and_then(|id| id.to_u64());
        let mut ciphers: Vec<Cipher> = infos
            .chip_authentication()
            .filter_map(Result::ok)
            .filter(|info| info.key_id.and_then(|id| id.to_u64()) == id)
            .map(|info| cipher(info.cipher))
            .collect();
        if ciphers.is_empty() {
            ciphers.push(Cipher::TripleDes);
        }
        let key = CaKey::new(id, public.domain(), &secret, ciphers).ok()?;
        (key.public_key().ok()? == public).then_some(key)
    })
}

const fn cipher(name: CipherName) -> Cipher {
    match name {
        CipherName::TripleDes => Cipher::TripleDes,
        CipherName::Aes128 => Cipher::Aes128,
        CipherName::Aes192 => Cipher::Aes192,
        CipherName::Aes256 => Cipher::Aes256,
    }
}

fn trust(trust_points: Vec<Vec<u8>>, document_number: Vec<u8>) -> Option<TerminalTrust> {
    let dates = trust_points.iter().filter_map(|bytes| {
        let certificate = CvCertificate::parse(bytes).ok()?;
        Some(certificate.effective)
    });
    let date: CvDate = dates.max()?;
    Some(TerminalTrust {
        trust_points,
        date,
        document_number,
        guarded: BTreeSet::new(),
    })
}
