//! DG14 of any make-up.
#![allow(dead_code, reason = "each test uses a part")]

use vidimus_access::Cipher;
use vidimus_iso7816::tlv::{Tag, Writer};
use vidimus_pubkey::agreement::{AgreementKey, Domain};

/// One SecurityInfo: identifier content, required data, optional number.
#[derive(Clone)]
pub(crate) struct Info {
    pub(crate) oid: Vec<u8>,
    pub(crate) required: Vec<u8>,
    pub(crate) key_id: Option<u32>,
}

const ID: [u8; 7] = [4, 0, 0x7F, 0, 7, 2, 2];

pub(crate) fn object(tag: u32, value: &[u8]) -> Vec<u8> {
    let mut out = Writer::new();
    out.object(Tag(tag), value);
    out.into_bytes()
}

pub(crate) fn integer(value: &[u8]) -> Vec<u8> {
    object(2, &[&[0], value].concat())
}

pub(crate) fn number(value: u32) -> Vec<u8> {
    let bytes = value.to_be_bytes();
    let mut short: &[u8] = &bytes;
    while short.len() > 1 && short[0] == 0 && short[1] < 0x80 {
        short = &short[1..];
    }
    object(2, short)
}

fn arc(domain: Domain) -> u8 {
    match domain {
        Domain::Dh(_) => 1,
        Domain::Ec(_) => 2,
    }
}

impl Info {
    /// ChipAuthenticationInfo of version 1.
    pub(crate) fn variant(domain: Domain, cipher: Cipher) -> Self {
        let last = match cipher {
            Cipher::TripleDes => 1,
            Cipher::Aes128 => 2,
            Cipher::Aes192 => 3,
            Cipher::Aes256 => 4,
        };
        Self {
            oid: [ID.as_slice(), &[3, arc(domain), last]].concat(),
            required: number(1),
            key_id: None,
        }
    }

    /// ChipAuthenticationPublicKeyInfo with all parameters written out.
    pub(crate) fn key(key: &AgreementKey) -> Self {
        Self::raw_key(arc(key.domain()), spki(key))
    }

    pub(crate) fn raw_key(arc: u8, spki: Vec<u8>) -> Self {
        Self {
            oid: [ID.as_slice(), &[1, arc]].concat(),
            required: spki,
            key_id: None,
        }
    }

    pub(crate) fn key_id(self, key_id: u32) -> Self {
        let key_id = Some(key_id);
        Self { key_id, ..self }
    }

    pub(crate) fn version(self, version: u32) -> Self {
        let required = number(version);
        Self { required, ..self }
    }

    fn encode(&self) -> Vec<u8> {
        let key_id = self.key_id.map(number).unwrap_or_default();
        let content = [object(6, &self.oid), self.required.clone(), key_id].concat();
        object(0x30, &content)
    }
}

pub(crate) fn spki(key: &AgreementKey) -> Vec<u8> {
    let (algorithm, bits) = match key.domain() {
        Domain::Ec(curve) => {
            let oid = object(6, vidimus_pubkey::oid::EC_PUBLIC_KEY);
            ([oid, curve.to_explicit()].concat(), key.encode())
        }
        Domain::Dh(group) => {
            let oid = object(6, vidimus_pubkey::oid::DH_KEY_AGREEMENT);
            let parameters = [integer(group.p()), integer(group.g())].concat();
            let value = integer(&key.encode());
            ([oid, object(0x30, &parameters)].concat(), value)
        }
    };
    let key = object(3, &[&[0], bits.as_slice()].concat());
    object(0x30, &[object(0x30, &algorithm), key].concat())
}

pub(crate) fn dg14(infos: &[Info]) -> Vec<u8> {
    let all: Vec<u8> = infos.iter().flat_map(Info::encode).collect();
    object(0x6E, &object(0x31, &all))
}
