//! Plain signers, for documents that do not carry theirs, and for seals, which never do.
//!
//! A directory has tens of thousands of them and a document needs one, so only their DER is
//! kept, and found by what a signer identifier says: issuer and serial number, or key
//! identifier (RFC 5652 §5.3); of a seal by country, two characters of the signer and serial number
//! (Doc 9303-13 §2.2.1). Being here proves nothing about a signer.

use crate::{Certificate, Name, signer};
use core::hash::{BuildHasher, Hash};
use std::collections::BTreeSet;
use std::hash::RandomState;
use std::sync::Arc;
use vidimus_lds::cms::SignerId;

/// Most signers of one identifier that are looked at.
const MAX_MATCHES: usize = 16;

/// Characters of a signer identifier behind its country.
const SEAL_SIGNER_CHARACTERS: usize = 2;

/// What a signer is found by.
#[derive(Clone, Copy, Hash)]
enum By {
    Der,
    IssuerSerial,
    KeyIdentifier,
    Seal,
}

/// Document signers by their identifiers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Signers {
    /// shared with the stores of trust groups
    ders: Vec<Arc<[u8]>>,
    /// Keyed hash of what a signer is found by, and its place. Equal hashes of unequal values
    /// only bring one candidate more.
    places: BTreeSet<(u64, u32)>,
    hasher: RandomState,
}

impl Signers {
    /// Keeps a signer once.
    pub(super) fn add(&mut self, certificate: &Certificate) {
        let der = self.hash(By::Der, &[certificate.der()]);
        if self.at(der).any(|known| known == certificate.der()) {
            return;
        }
        let Ok(place) = u32::try_from(self.ders.len()) else {
            return;
        };
        let issuer = certificate.issuer().index_key();
        let hashes = [
            der,
            self.hash(By::IssuerSerial, &[&issuer, certificate.serial()]),
            self.hash(By::KeyIdentifier, &[&signer::key_identifier(certificate)]),
        ];
        self.places.extend(hashes.map(|hash| (hash, place)));
        let subject = certificate.subject();
        if let (Some(country), Some(name)) = (subject.country(), subject.common_name())
            && name.chars().count() == SEAL_SIGNER_CHARACTERS
        {
            let hash = self.seal_hash(&country, &name, certificate.serial());
            self.places.insert((hash, place));
        }
        self.ders.push(certificate.der().into());
    }

    /// The DER of those that an identifier may mean; issuers with their parts in another order
    /// included.
    pub(crate) fn matching(&self, sid: &SignerId<'_>) -> impl Iterator<Item = &[u8]> {
        let hash = match *sid {
            SignerId::IssuerSerial { issuer, serial } => {
                let issuer = Name::from_der(issuer).index_key();
                Some(self.hash(By::IssuerSerial, &[&issuer, serial]))
            }
            SignerId::Ski(identifier) => Some(self.hash(By::KeyIdentifier, &[identifier])),
            _ => None,
        };
        hash.into_iter()
            .flat_map(|hash| self.at(hash))
            .take(MAX_MATCHES)
    }

    /// The DER of those whose subject is this country and signer, with this serial number in
    /// big-endian octets.
    pub(crate) fn of_seal(
        &self,
        country: &str,
        signer: &str,
        serial: &[u8],
    ) -> impl Iterator<Item = &[u8]> {
        let hash = self.seal_hash(country, signer, serial);
        self.at(hash).take(MAX_MATCHES)
    }

    /// Case of letters and leading zeros do not count.
    fn seal_hash(&self, country: &str, signer: &str, serial: &[u8]) -> u64 {
        let (country, signer) = (country.to_ascii_uppercase(), signer.to_ascii_uppercase());
        let parts = [country.as_bytes(), signer.as_bytes(), without_zeros(serial)];
        self.hash(By::Seal, &parts)
    }

    fn hash(&self, by: By, parts: &[&[u8]]) -> u64 {
        self.hasher.hash_one((by, parts))
    }

    fn at(&self, hash: u64) -> impl Iterator<Item = &[u8]> {
        let places = self.places.range((hash, 0)..=(hash, u32::MAX));
        places.filter_map(|(_, place)| {
            let der = self.ders.get(usize::try_from(*place).ok()?)?;
            Some(&**der)
        })
    }
}

/// A number without the zeros in front.
pub(crate) fn without_zeros(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|octet| **octet == 0).count();
    number.get(zeros..).unwrap_or_default()
}
