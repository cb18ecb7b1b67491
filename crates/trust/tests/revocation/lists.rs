//! Lists put together by hand, for what OpenSSL does not make.

use crate::common::der::{algorithm, bits, extension, integer, name, object, sequence, utc_time};
use crate::common::openssl::Key;
use crate::common::pki::{
    CertificateSpec, ECDSA_SHA256, aki, basic_constraints, csca_name, key_usage, keys, ski,
};

/// A list before it is signed; an element that is empty is left out.
#[derive(Clone)]
pub(crate) struct ListSpec {
    pub(crate) version: Vec<u8>,
    pub(crate) inner_algorithm: Vec<u8>,
    pub(crate) issuer: Vec<u8>,
    pub(crate) this_update: Vec<u8>,
    pub(crate) next_update: Vec<u8>,
    pub(crate) entries: Vec<Vec<u8>>,
    pub(crate) extensions: Vec<Vec<u8>>,
    pub(crate) key: Key,
    pub(crate) flip_signature: bool,
}

impl ListSpec {
    /// Current at `AT`, of the one authority, without entries.
    pub(crate) fn new() -> Self {
        Self {
            version: integer(1),
            inner_algorithm: algorithm(ECDSA_SHA256),
            issuer: csca_name("UT"),
            this_update: utc_time("260515000000Z"),
            next_update: utc_time("260801000000Z"),
            entries: Vec::new(),
            extensions: vec![aki(b"csca-1"), number(7)],
            key: keys().csca.clone(),
            flip_signature: false,
        }
    }

    /// The same with the signer of [`World`] on it.
    pub(crate) fn with_signer() -> Self {
        Self {
            entries: vec![entry(&[7], &[reason(1)])],
            ..Self::new()
        }
    }

    pub(crate) fn dated(mut self, this_update: &str, next_update: &str) -> Self {
        self.this_update = utc_time(this_update);
        self.next_update = utc_time(next_update);
        self
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        let entries = match self.entries.is_empty() {
            true => Vec::new(),
            false => long(0x30, &self.entries.concat()),
        };
        let extensions = match self.extensions.is_empty() {
            true => Vec::new(),
            false => object(0xA0, &object(0x30, &self.extensions.concat())),
        };
        let tbs = [
            &self.version,
            &self.inner_algorithm,
            &self.issuer,
            &self.this_update,
            &self.next_update,
            &entries,
            &extensions,
        ];
        let tbs = long(0x30, &tbs.map(Vec::as_slice).concat());
        let mut signature = self.key.sign("sha256", &[], &tbs);
        if self.flip_signature {
            *signature.last_mut().unwrap() ^= 1;
        }
        let rest = [algorithm(ECDSA_SHA256), bits(&signature)].concat();
        long(0x30, &[tbs, rest].concat())
    }
}

/// An object of any length.
pub(crate) fn long(tag: u8, content: &[u8]) -> Vec<u8> {
    if content.len() < 0x1_0000 {
        return object(tag, content);
    }
    let length = (content.len() as u32).to_be_bytes();
    let length = match length {
        [0, rest @ ..] => [&[0x83][..], &rest].concat(),
        all => [&[0x84][..], &all].concat(),
    };
    [&[tag][..], &length, content].concat()
}

/// An entry of 2026-03-01.
pub(crate) fn entry(serial: &[u8], extensions: &[Vec<u8>]) -> Vec<u8> {
    let extensions = match extensions.is_empty() {
        true => Vec::new(),
        false => object(0x30, &extensions.concat()),
    };
    sequence(&[&object(2, serial), &utc_time("260301000000Z"), &extensions])
}

pub(crate) fn reason(code: u8) -> Vec<u8> {
    extension("2.5.29.21", false, &object(0x0A, &[code]))
}

pub(crate) fn number(number: u8) -> Vec<u8> {
    extension("2.5.29.20", false, &integer(number))
}

/// The authority after a change of key and name: `keys().other`, key identifier `csca-2`.
pub(crate) fn new_authority(country: &str) -> CertificateSpec {
    let new_name = name(&[(6, 0x13, country), (3, 0x0C, "CSCA Utopia 2")]);
    CertificateSpec {
        issuer: new_name.clone(),
        subject: new_name,
        spki: keys().other.spki.clone(),
        issuer_key: keys().other.clone(),
        extensions: vec![
            ski(b"csca-2"),
            key_usage(true, 0x06),
            basic_constraints(true),
        ],
        ..CertificateSpec::csca()
    }
}

/// A list of the new authority.
pub(crate) fn new_list(country: &str) -> ListSpec {
    ListSpec {
        issuer: new_authority(country).subject,
        extensions: vec![aki(b"csca-2"), number(8)],
        key: keys().other.clone(),
        ..ListSpec::new()
    }
}

/// A list with a signature of zeros, for what does not look at it.
pub(crate) fn unsigned(entries: &[Vec<u8>]) -> Vec<u8> {
    let algorithm = algorithm(ECDSA_SHA256);
    let issuer = csca_name("UT");
    let time = utc_time("260515000000Z");
    let entries = long(0x30, &entries.concat());
    let tbs = [integer(1), algorithm.clone(), issuer, time, entries].concat();
    let rest = [algorithm, bits(&[0; 8])].concat();
    long(0x30, &[long(0x30, &tbs), rest].concat())
}
