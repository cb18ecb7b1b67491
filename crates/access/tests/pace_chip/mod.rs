//! A chip that speaks PACE, written from the standard apart from the crate under test: key
//! derivation, tokens, nonces and the pseudo-random function are its own; the arithmetic in the
//! groups is `vidimus-pubkey`'s.

use aes::cipher::{BlockCipherEncrypt, KeyInit};
use cmac::Mac as _;
use sha1::{Digest as _, Sha1};
use sha2::Sha256;
use vidimus_access::{Cipher, PaceParameters, RetailMac};
use vidimus_iso7816::{CommandApdu, ResponseApdu, StatusWord};
use vidimus_lds::security_info::{Agreement, Mapping};
use vidimus_pubkey::agreement::{AgreementKey, MappedGenerator, SecretScalar};

/// An object in DER.
pub(crate) fn object(tag: &[u8], value: &[u8]) -> Vec<u8> {
    let len = value.len();
    let mut out = tag.to_vec();
    match len {
        0..=127 => out.push(len as u8),
        128..=255 => out.extend_from_slice(&[0x81, len as u8]),
        _ => out.extend_from_slice(&[0x82, (len >> 8) as u8, len as u8]),
    }
    out.extend_from_slice(value);
    out
}

/// The value of the only object inside `7C`.
pub(crate) fn inside(data: &[u8]) -> (u8, Vec<u8>) {
    let value = |bytes: &[u8]| {
        let (start, len) = match bytes[1] {
            0x81 => (3, usize::from(bytes[2])),
            0x82 => (4, usize::from(bytes[2]) << 8 | usize::from(bytes[3])),
            len => (2, usize::from(len)),
        };
        assert_eq!(bytes.len(), start + len);
        bytes[start..].to_vec()
    };
    assert_eq!(data[0], 0x7C);
    let inner = value(data);
    if inner.is_empty() {
        return (0, Vec::new());
    }
    (inner[0], value(&inner))
}

fn block_len(cipher: Cipher) -> usize {
    if cipher == Cipher::TripleDes { 8 } else { 16 }
}

fn encrypt_block(cipher: Cipher, key: &[u8], block: &mut [u8]) {
    match cipher {
        Cipher::TripleDes => des::TdesEde2::new_from_slice(key)
            .unwrap()
            .encrypt_block(block.try_into().unwrap()),
        Cipher::Aes128 => aes::Aes128::new_from_slice(key)
            .unwrap()
            .encrypt_block(block.try_into().unwrap()),
        Cipher::Aes192 => aes::Aes192::new_from_slice(key)
            .unwrap()
            .encrypt_block(block.try_into().unwrap()),
        Cipher::Aes256 => aes::Aes256::new_from_slice(key)
            .unwrap()
            .encrypt_block(block.try_into().unwrap()),
    }
}

/// CBC by hand.
fn cbc(cipher: Cipher, key: &[u8], iv: &[u8], data: &[u8]) -> Vec<u8> {
    let mut chain = iv.to_vec();
    let mut out = Vec::new();
    for block in data.chunks(block_len(cipher)) {
        chain
            .iter_mut()
            .zip(block)
            .for_each(|(to, from)| *to ^= from);
        encrypt_block(cipher, key, &mut chain);
        out.extend_from_slice(&chain);
    }
    out
}

/// KDF(K, c).
pub(crate) fn kdf(cipher: Cipher, secret: &[u8], counter: u8) -> Vec<u8> {
    let mut input = secret.to_vec();
    input.extend_from_slice(&[0, 0, 0, counter]);
    let (hash, len) = match cipher {
        Cipher::TripleDes | Cipher::Aes128 => (Sha1::digest(&input).to_vec(), 16),
        Cipher::Aes192 => (Sha256::digest(&input).to_vec(), 24),
        Cipher::Aes256 => (Sha256::digest(&input).to_vec(), 32),
    };
    hash[..len].to_vec()
}

fn mac(cipher: Cipher, key: &[u8], message: &[u8]) -> Vec<u8> {
    macro_rules! cmac_of {
        ($aes:ty) => {{
            use cmac::digest::InnerInit as _;
            let schedule = <$aes>::new_from_slice(key).unwrap();
            let mac = cmac::Cmac::<$aes>::inner_init(schedule).chain_update(message);
            mac.finalize().into_bytes()[..8].to_vec()
        }};
    }
    match cipher {
        Cipher::TripleDes => RetailMac::new(key.try_into().unwrap())
            .mac(message)
            .to_vec(),
        Cipher::Aes128 => cmac_of!(aes::Aes128),
        Cipher::Aes192 => cmac_of!(aes::Aes192),
        Cipher::Aes256 => cmac_of!(aes::Aes256),
    }
}

/// R(s, t) as figure 2 draws it.
fn pseudo_random(cipher: Cipher, s: &[u8], t: &[u8], prime_bits: usize) -> Vec<u8> {
    let (l, c0, c1) = match cipher {
        Cipher::TripleDes | Cipher::Aes128 => (
            128,
            "a668892a7c41e3ca739f40b057d85904",
            "a4e136ac725f738b01c1f60217c188ad",
        ),
        _ => (
            256,
            "d463d65234124ef7897054986dca0a174e28df758cbaa03f240616414d5a1676",
            "54bd7255f0aaf831bec3423fcf39d69b6cbf066677d0faae5aadd99df8e53517",
        ),
    };
    let (c0, c1) = (super::common::hex(c0), super::common::hex(c1));
    let iv = vec![0; block_len(cipher)];
    let key_len = t.len();
    let mut key = cbc(cipher, t, &iv, s);
    let mut out = Vec::new();
    while out.len() * 8 < prime_bits + 64 {
        key.truncate(key_len);
        out.extend(cbc(cipher, &key, &iv, &c1));
        key = cbc(cipher, &key, &iv, &c0);
    }
    assert_eq!(out.len() * 8 % l, 0);
    out
}

/// The chip between two commands.
pub(crate) struct Chip {
    pub(crate) parameters: PaceParameters,
    /// f(π) of its password
    pub(crate) password: Vec<u8>,
    pub(crate) nonce: Vec<u8>,
    /// its static key is the generator: SK.IC = 1, so CA.IC = SK.Map.IC
    mapping_secret: Vec<u8>,
    ephemeral_secret: Vec<u8>,
    generator: Option<MappedGenerator>,
    terminal_key: Vec<u8>,
    keys: Option<(Vec<u8>, Vec<u8>)>,
    step: usize,
}

impl Chip {
    pub(crate) fn new(parameters: PaceParameters, password: &[u8]) -> Self {
        let len = parameters.domain().secret_len();
        // below every order: the first byte is small
        let secret = |salt: u8| {
            let mut bytes: Vec<u8> = (0..len)
                .map(|at| (at as u8).wrapping_mul(37) ^ salt)
                .collect();
            bytes[0] = 0;
            bytes
        };
        let nonce_len: u8 = if parameters.cipher().key_len() > 16 {
            32
        } else {
            16
        };
        Self {
            parameters,
            password: password.to_vec(),
            nonce: (0..nonce_len).map(|at| 0xC3 ^ at).collect(),
            mapping_secret: secret(0x5A),
            ephemeral_secret: secret(0x91),
            generator: None,
            terminal_key: Vec::new(),
            keys: None,
            step: 0,
        }
    }

    /// KS.Enc and KS.MAC.
    pub(crate) fn session_keys(&self) -> (Vec<u8>, Vec<u8>) {
        self.keys.clone().unwrap()
    }

    fn scalar(&self, bytes: &[u8]) -> SecretScalar {
        SecretScalar::from_bytes(self.parameters.domain(), bytes).unwrap()
    }

    /// An unsigned integer without leading zeros, or a point as it is.
    fn encode(&self, key: &AgreementKey) -> Vec<u8> {
        let skip = self.parameters.agreement() == Agreement::Dh;
        let bytes = key.encode().into_iter();
        bytes.skip_while(|byte| skip && *byte == 0).collect()
    }

    fn decode(&self, bytes: &[u8]) -> AgreementKey {
        let domain = self.parameters.domain();
        let mut padded = vec![0; domain.public_len() - bytes.len()];
        padded.extend_from_slice(bytes);
        AgreementKey::decode(domain, &padded).unwrap()
    }

    /// Answers a command; a wrong token is refused with `6300`.
    pub(crate) fn answer(&mut self, command: &CommandApdu) -> ResponseApdu {
        self.step += 1;
        let chained = if (2..5).contains(&self.step) {
            0x10
        } else {
            0x00
        };
        assert_eq!(command.cla(), chained);
        if self.step == 1 {
            assert_eq!(command.header(), [0, 0x22, 0xC1, 0xA4]);
            let oid = object(&[0x80], self.parameters.protocol_oid());
            assert!(command.data().starts_with(&oid));
            return success(Vec::new());
        }
        assert_eq!(command.header()[1..], [0x86, 0, 0]);
        let (tag, value) = inside(command.data());
        match self.step {
            2 => self.encrypted_nonce(),
            3 => self.map(tag, &value),
            4 => self.agree(tag, value),
            _ => self.authenticate(tag, &value),
        }
    }

    fn encrypted_nonce(&self) -> ResponseApdu {
        let cipher = self.parameters.cipher();
        let key = kdf(cipher, &self.password, 3);
        let iv = vec![0; block_len(cipher)];
        dynamic(&object(&[0x80], &cbc(cipher, &key, &iv, &self.nonce)))
    }

    fn map(&mut self, tag: u8, value: &[u8]) -> ResponseApdu {
        assert_eq!(tag, 0x81);
        let domain = self.parameters.domain();
        if self.parameters.mapping() == Mapping::Integrated {
            let cipher = self.parameters.cipher();
            let random = pseudo_random(cipher, &self.nonce, value, domain.bits());
            self.generator = Some(MappedGenerator::integrated(domain, &random).unwrap());
            return dynamic(&object(&[0x82], &[]));
        }
        let secret = self.scalar(&self.mapping_secret);
        let terminal = self.decode(value);
        self.generator = Some(MappedGenerator::generic(&secret, &terminal, &self.nonce).unwrap());
        dynamic(&object(&[0x82], &self.encode(&secret.public_key())))
    }

    fn agree(&mut self, tag: u8, value: Vec<u8>) -> ResponseApdu {
        assert_eq!(tag, 0x83);
        let secret = self.scalar(&self.ephemeral_secret);
        let public = secret
            .public_key_on(self.generator.as_ref().unwrap())
            .unwrap();
        let shared = secret.agree(&self.decode(&value)).unwrap();
        let cipher = self.parameters.cipher();
        self.keys = Some((kdf(cipher, &shared, 1), kdf(cipher, &shared, 2)));
        self.terminal_key = value;
        dynamic(&object(&[0x84], &self.encode(&public)))
    }

    /// The token over a public value.
    pub(crate) fn token(&self, value: &[u8]) -> Vec<u8> {
        let tag = match self.parameters.agreement() {
            Agreement::Dh => 0x84,
            Agreement::Ecdh => 0x86,
        };
        let mut content = object(&[0x06], self.parameters.protocol_oid());
        content.extend(object(&[tag], value));
        let (_, authentication) = self.session_keys();
        let message = object(&[0x7F, 0x49], &content);
        mac(self.parameters.cipher(), &authentication, &message)
    }

    fn authenticate(&self, tag: u8, value: &[u8]) -> ResponseApdu {
        assert_eq!(tag, 0x85);
        let secret = self.scalar(&self.ephemeral_secret);
        let public = secret
            .public_key_on(self.generator.as_ref().unwrap())
            .unwrap();
        if value != self.token(&self.encode(&public)) {
            return ResponseApdu::new([], StatusWord::AUTHENTICATION_FAILED);
        }
        let mut objects = object(&[0x86], &self.token(&self.terminal_key));
        if self.parameters.mapping() == Mapping::ChipAuthentication {
            let data = self.mapping_secret.clone();
            objects.extend(object(&[0x8A], &self.encrypt_cam(&data, true)));
        }
        dynamic(&objects)
    }

    /// Chip authentication data, padded unless told otherwise.
    pub(crate) fn encrypt_cam(&self, data: &[u8], pad: bool) -> Vec<u8> {
        let (encryption, _) = self.session_keys();
        let mut data = data.to_vec();
        if pad {
            data.push(0x80);
        }
        data.resize(data.len().next_multiple_of(16), 0);
        let mut iv = [0xFF; 16];
        let cipher = self.parameters.cipher();
        encrypt_block(cipher, &encryption, &mut iv);
        cbc(cipher, &encryption, &iv, &data)
    }

    /// CA.IC.
    pub(crate) fn chip_authentication_data(&self) -> &[u8] {
        &self.mapping_secret
    }
}

/// `9000` with these data.
pub(crate) fn success(data: Vec<u8>) -> ResponseApdu {
    ResponseApdu::new(data, StatusWord::SUCCESS)
}

/// Objects inside `7C`, with `9000`.
pub(crate) fn dynamic(objects: &[u8]) -> ResponseApdu {
    success(object(&[0x7C], objects))
}
