//! A chip that speaks PACE, written from the standard apart from the crate under test: key
//! derivation, tokens, nonces and the pseudo-random function are its own; the arithmetic in the
//! groups is `vidimus-pubkey`'s.

mod crypto;

pub(crate) use crypto::{inside, kdf, object};

use crypto::{block_len, cbc, encrypt_block, mac, pseudo_random};
use vidimus_access::PaceParameters;
use vidimus_iso7816::{CommandApdu, ResponseApdu, StatusWord};
use vidimus_lds::security_info::{Agreement, Mapping};
use vidimus_pubkey::agreement::{AgreementKey, MappedGenerator, SecretScalar};

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

    /// The same with another secret key of the mapping.
    pub(crate) fn with_mapping_secret(mut self, secret: &[u8]) -> Self {
        self.mapping_secret = secret.to_vec();
        self
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
        let (_, authentication) = self.session_keys();
        token(self.parameters, &authentication, value)
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

/// The token over a public value under this KS.MAC.
pub(crate) fn token(parameters: PaceParameters, authentication: &[u8], value: &[u8]) -> Vec<u8> {
    let tag = match parameters.agreement() {
        Agreement::Dh => 0x84,
        Agreement::Ecdh => 0x86,
    };
    let mut content = object(&[0x06], parameters.protocol_oid());
    content.extend(object(&[tag], value));
    let message = object(&[0x7F, 0x49], &content);
    mac(parameters.cipher(), authentication, &message)
}

/// `9000` with these data.
pub(crate) fn success(data: Vec<u8>) -> ResponseApdu {
    ResponseApdu::new(data, StatusWord::SUCCESS)
}

/// Objects inside `7C`, with `9000`.
pub(crate) fn dynamic(objects: &[u8]) -> ResponseApdu {
    success(object(&[0x7C], objects))
}
