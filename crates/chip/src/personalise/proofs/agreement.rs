//! Chip Authentication of a document: keys, and what DG14 says of them (Doc 9303-11 §9.2.5,
//! §9.2.6).

use crate::Cipher;
use crate::keys::CaKey;
use crate::personalise::PersonaliseError;
use crate::pki::der::{integer, integer_bytes, object, oid, sequence};
use crate::pki::{TestKey, pem_bytes, secret_number};
use vidimus_pubkey::agreement::{Domain, SpkiForm};
use vidimus_pubkey::ec::{Curve, NamedCurve};

/// id-PK, 0.4.0.127.0.7.2.2.1.
const PUBLIC_KEY: [u8; 8] = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x01];
/// id-CA, 0.4.0.127.0.7.2.2.3.
const PROTOCOL: [u8; 8] = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x03];

/// Where the private key comes from. Everybody has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaSecret {
    /// a number made of a text
    Seed(String),
    /// one of the published files, on the curve of the domain
    File(TestKey),
}

/// What ChipAuthenticationPublicKeyInfo is called by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyOid {
    /// id-PK-DH or id-PK-ECDH
    Standard,
    /// these content octets
    Other(Vec<u8>),
    /// nothing: the sequence starts with the key
    Absent,
}

/// A key for Chip Authentication to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaSpec {
    /// curve or group
    pub domain: Domain,
    /// the private key in DG14
    pub secret: CaSecret,
    /// the private key that the chip really has, where it is another
    pub own_secret: Option<CaSecret>,
    /// the protocols it is for
    pub ciphers: Vec<Cipher>,
    /// the identifier that the chip knows it by
    pub key_id: Option<u64>,
    /// the identifier in ChipAuthenticationInfo
    pub info_key_id: Option<u64>,
    /// the identifier in ChipAuthenticationPublicKeyInfo
    pub public_key_id: Option<u64>,
    /// how the public key says what it is over
    pub form: SpkiForm,
    /// the public key in DG14, where it is not the real one
    pub spki: Option<Vec<u8>>,
    /// what the public key's information is called by
    pub key_oid: KeyOid,
    /// whether there is a ChipAuthenticationInfo
    pub info: bool,
    /// its version, or none
    pub version: Option<u32>,
}

impl CaSpec {
    /// A key that this text makes, without identifier, with explicit parameters.
    #[must_use]
    pub fn new(domain: Domain, ciphers: Vec<Cipher>) -> Self {
        Self {
            domain,
            secret: CaSecret::Seed(format!("chip authentication {}", domain.name())),
            own_secret: None,
            ciphers,
            key_id: None,
            info_key_id: None,
            public_key_id: None,
            form: SpkiForm::Explicit,
            spki: None,
            key_oid: KeyOid::Standard,
            info: true,
            version: Some(1),
        }
    }

    /// A published key on P-256 under the curve's name, for AES-128.
    pub(crate) fn of_file(key: TestKey) -> Self {
        let curve = Domain::Ec(Curve::named(NamedCurve::P256));
        Self {
            secret: CaSecret::File(key),
            form: SpkiForm::Named,
            ..Self::new(curve, vec![Cipher::Aes128])
        }
    }

    /// The same under an identifier, which makes it another key too.
    #[must_use]
    pub fn with_id(mut self, id: u64) -> Self {
        self.key_id = Some(id);
        self.info_key_id = Some(id);
        self.public_key_id = Some(id);
        self.secret = CaSecret::Seed(format!("chip authentication {} {id}", self.domain.name()));
        self
    }

    /// The key as the chip holds it.
    pub(super) fn key(&self) -> Result<CaKey, PersonaliseError> {
        self.key_of(self.own_secret.as_ref().unwrap_or(&self.secret))
    }

    fn key_of(&self, secret: &CaSecret) -> Result<CaKey, PersonaliseError> {
        let ciphers = self.ciphers.clone();
        let key = match secret {
            CaSecret::Seed(seed) => CaKey::from_seed(self.key_id, self.domain, seed, ciphers),
            CaSecret::File(file) => {
                let pkcs8 = pem_bytes(file.pem()).unwrap_or_default();
                let number = secret_number(&pkcs8).unwrap_or_default();
                CaKey::new(self.key_id, self.domain, &number, ciphers)
            }
        };
        key.map_err(PersonaliseError::AgreementKey)
    }

    /// The public key as DG14 is to have it.
    pub(crate) fn spki(&self) -> Result<Vec<u8>, PersonaliseError> {
        if let Some(other) = &self.spki {
            return Ok(other.clone());
        }
        let public = self.key_of(&self.secret)?.public_key();
        let public = public.map_err(PersonaliseError::AgreementKey)?;
        Ok(public.to_spki(self.form))
    }

    /// ChipAuthenticationPublicKeyInfo, and a ChipAuthenticationInfo for each cipher.
    pub(super) fn security_infos(&self) -> Result<Vec<Vec<u8>>, PersonaliseError> {
        let kind = if matches!(self.domain, Domain::Ec(_)) {
            2
        } else {
            1
        };
        let name = match &self.key_oid {
            KeyOid::Standard => oid(&[&PUBLIC_KEY[..], &[kind]].concat()),
            KeyOid::Other(content) => oid(content),
            KeyOid::Absent => Vec::new(),
        };
        let id = |id: Option<u64>| id.map_or(Vec::new(), |id| integer_bytes(&id.to_be_bytes()));
        let mut infos = vec![sequence(&[name, self.spki()?, id(self.public_key_id)])];
        for cipher in self.ciphers.iter().filter(|_| self.info) {
            let protocol = [&PROTOCOL[..], &[kind, number(*cipher)]].concat();
            let version = self.version.map_or(Vec::new(), integer);
            infos.push(sequence(&[oid(&protocol), version, id(self.info_key_id)]));
        }
        Ok(infos)
    }
}

/// The last arc of the protocol.
const fn number(cipher: Cipher) -> u8 {
    match cipher {
        Cipher::TripleDes => 1,
        Cipher::Aes128 => 2,
        Cipher::Aes192 => 3,
        Cipher::Aes256 => 4,
    }
}

/// `SubjectPublicKeyInfo` of an algorithm identifier and a key.
pub(crate) fn spki_of(identifier: &[u8], key: &[u8]) -> Vec<u8> {
    object(0x30, &[identifier, &crate::pki::der::bits(key)].concat())
}
