//! The chip's side of secure messaging, for tests: made of the block ciphers alone.

use aes::{Aes128, Aes192, Aes256};
use cipher::{Array, BlockCipherEncrypt, BlockModeDecrypt, BlockModeEncrypt, InnerIvInit, KeyInit};
use cmac::{Cmac, Mac};
use des::TdesEde2;
use vidimus_access::{Cipher, RetailMac, SecureChannel};
use vidimus_iso7816::tlv::{Reader, Tag, Writer};
use vidimus_iso7816::{CommandApdu, ResponseApdu, StatusWord};

const KEY: [u8; 32] = [0x3D; 32];

/// A channel with the sealer's keys and this counter.
pub(crate) fn channel(cipher: Cipher, counter: u8) -> SecureChannel {
    let key = &KEY[..cipher.key_len()];
    SecureChannel::new(cipher, key, key, &block(cipher, counter)).unwrap()
}

fn block(cipher: Cipher, counter: u8) -> Vec<u8> {
    let mut block = vec![0; cipher.block_len()];
    *block.last_mut().unwrap() = counter;
    block
}

/// One object of a response.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Object {
    /// DO 87 with the data
    Data,
    /// DO 85 in its place
    Wrong,
    /// DO 99
    Status,
    /// DO 80
    Other,
    /// DO 8E over what comes before
    Mac,
    /// the same with another length
    MacOf(usize),
}

/// Seals responses and opens commands under one counter value.
pub(crate) struct Sealer {
    cipher: Cipher,
    key: Vec<u8>,
    counter: Vec<u8>,
}

impl Sealer {
    pub(crate) fn new(cipher: Cipher, counter: u8) -> Self {
        Self::with_key(cipher, &KEY[..cipher.key_len()], &block(cipher, counter))
    }

    pub(crate) fn with_key(cipher: Cipher, key: &[u8], counter: &[u8]) -> Self {
        Self {
            cipher,
            key: key.to_vec(),
            counter: counter.to_vec(),
        }
    }

    /// The same under the next counter value.
    pub(crate) fn next(mut self) -> Self {
        for byte in self.counter.iter_mut().rev() {
            *byte = byte.wrapping_add(1);
            if *byte != 0 {
                break;
            }
        }
        self
    }

    /// A response as a chip makes it: `[87|85] 99 8E`.
    pub(crate) fn seal(&self, data: &[u8], odd: bool, status: u16) -> ResponseApdu {
        let kind = if odd { Object::Wrong } else { Object::Data };
        let objects = [kind, Object::Status, Object::Mac];
        let skip = usize::from(data.is_empty());
        self.build(data, &objects[skip..], status)
    }

    /// A response of these objects, in this order.
    pub(crate) fn build(&self, data: &[u8], objects: &[Object], status: u16) -> ResponseApdu {
        let mut out = Vec::new();
        let push = |tag: u32, value: &[u8], out: &mut Vec<u8>| {
            let mut writer = Writer::new();
            writer.object(Tag(tag), value);
            out.extend(writer.into_bytes());
        };
        for object in objects {
            match object {
                Object::Data => {
                    let mut value = vec![0x01];
                    value.extend(self.encrypt(&pad(data, self.cipher.block_len())));
                    push(0x87, &value, &mut out);
                }
                Object::Wrong => {
                    let value = self.encrypt(&pad(data, self.cipher.block_len()));
                    push(0x85, &value, &mut out);
                }
                Object::Status => push(0x99, &status.to_be_bytes(), &mut out),
                Object::Other => push(0x80, &[7], &mut out),
                Object::Mac => push(0x8E, &self.mac(&out), &mut out),
                Object::MacOf(len) => {
                    let mut mac = self.mac(&out);
                    mac.resize(*len, 0);
                    push(0x8E, &mac, &mut out);
                }
            }
        }
        ResponseApdu::new(out, StatusWord::new(status))
    }

    /// A response whose DO 87 holds these bytes, padded by the caller or not at all.
    pub(crate) fn seal_raw(&self, indicator: u8, padded: &[u8]) -> ResponseApdu {
        let mut value = vec![indicator];
        value.extend(self.encrypt(padded));
        let mut writer = Writer::new();
        writer.object(Tag(0x87), &value);
        writer.object(Tag(0x99), &[0x90, 0x00]);
        let mut out = writer.into_bytes();
        let mac = self.mac(&out);
        let mut last = Writer::new();
        last.object(Tag(0x8E), &mac);
        out.extend(last.into_bytes());
        ResponseApdu::new(out, StatusWord::SUCCESS)
    }

    /// The data and Ne of a protected command, after its MAC was checked.
    pub(crate) fn open(&self, command: &CommandApdu) -> (Vec<u8>, Option<u32>) {
        let (mut data, mut ne) = (Vec::new(), None);
        let mut reader = Reader::new(command.data());
        while let Some(object) = reader.next().unwrap() {
            match object.tag {
                Tag(0x85) => data = unpad(self.decrypt(object.value)),
                Tag(0x87) => {
                    assert_eq!(object.value[0], 1);
                    data = unpad(self.decrypt(&object.value[1..]));
                }
                Tag(0x97) => {
                    let value = object
                        .value
                        .iter()
                        .fold(0, |acc, byte| acc << 8 | u32::from(*byte));
                    let largest = 1 << (8 * object.value.len());
                    ne = Some(if value == 0 { largest } else { value });
                }
                Tag(0x8E) => {
                    let mut message = pad(&command.header(), self.cipher.block_len());
                    let objects = &command.data()[..object.offset];
                    if !objects.is_empty() {
                        message.extend(pad(objects, self.cipher.block_len()));
                    }
                    assert_eq!(object.value, self.mac_padded(&message));
                    assert!(reader.is_empty());
                }
                other => panic!("object {other}"),
            }
        }
        (data, ne)
    }

    fn mac(&self, objects: &[u8]) -> Vec<u8> {
        self.mac_padded(&pad(objects, self.cipher.block_len()))
    }

    /// MAC of the counter and a message that is padded already.
    fn mac_padded(&self, message: &[u8]) -> Vec<u8> {
        let mut bytes = self.counter.clone();
        bytes.extend_from_slice(message);
        match self.cipher {
            Cipher::TripleDes => {
                while bytes.pop() == Some(0) {}
                RetailMac::new(self.key.as_slice().try_into().unwrap())
                    .mac(&bytes)
                    .to_vec()
            }
            Cipher::Aes128 => cmac::<Cmac<Aes128>>(&self.key, &bytes),
            Cipher::Aes192 => cmac::<Cmac<Aes192>>(&self.key, &bytes),
            Cipher::Aes256 => cmac::<Cmac<Aes256>>(&self.key, &bytes),
        }
    }

    fn encrypt(&self, data: &[u8]) -> Vec<u8> {
        self.crypt(data, true)
    }

    fn decrypt(&self, data: &[u8]) -> Vec<u8> {
        self.crypt(data, false)
    }

    fn crypt(&self, data: &[u8], encrypt: bool) -> Vec<u8> {
        macro_rules! cbc {
            ($cipher:ty, $iv:expr) => {{
                let cipher = <$cipher>::new_from_slice(&self.key).unwrap();
                let iv = $iv(&cipher);
                let mut out = data.to_vec();
                let blocks = Array::slice_as_chunks_mut(&mut out).0;
                if encrypt {
                    cbc::Encryptor::inner_iv_init(&cipher, &iv).encrypt_blocks(blocks);
                } else {
                    cbc::Decryptor::inner_iv_init(&cipher, &iv).decrypt_blocks(blocks);
                }
                out
            }};
        }
        macro_rules! aes_iv {
            () => {
                |cipher: &_| {
                    let mut iv = Array::try_from(self.counter.as_slice()).unwrap();
                    BlockCipherEncrypt::encrypt_block(cipher, &mut iv);
                    iv
                }
            };
        }
        match self.cipher {
            Cipher::TripleDes => cbc!(TdesEde2, |_: &TdesEde2| Array::default()),
            Cipher::Aes128 => cbc!(Aes128, aes_iv!()),
            Cipher::Aes192 => cbc!(Aes192, aes_iv!()),
            Cipher::Aes256 => cbc!(Aes256, aes_iv!()),
        }
    }
}

fn cmac<M: Mac + KeyInit>(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut mac = <M as KeyInit>::new_from_slice(key).unwrap();
    mac.update(message);
    mac.finalize().into_bytes()[..8].to_vec()
}

fn pad(data: &[u8], block: usize) -> Vec<u8> {
    let mut padded = data.to_vec();
    padded.push(0x80);
    padded.resize(padded.len().next_multiple_of(block), 0);
    padded
}

fn unpad(mut data: Vec<u8>) -> Vec<u8> {
    while data.pop() == Some(0) {}
    data
}
