use super::BlockCmac;
use crate::common;
use ::cipher::{BlockCipherEncrypt, BlockSizeUser, KeyInit, consts::U16};
use ::cmac::digest::InnerInit as _;
use ::cmac::{Cmac, Mac as _};
use aes::{Aes128, Aes192, Aes256};

/// Our MAC, and the whole one of the crate `cmac`; `None` for a key that AES does not have.
fn macs(key: &[u8], message: &[u8]) -> Option<([u8; 8], Vec<u8>)> {
    fn both<C>(key: &[u8], message: &[u8]) -> ([u8; 8], Vec<u8>)
    where
        C: BlockCipherEncrypt + BlockSizeUser<BlockSize = U16> + KeyInit,
    {
        let schedule = || C::new_from_slice(key).unwrap();
        let oracle = Cmac::<C>::inner_init(schedule()).chain_update(message);
        let ours = BlockCmac::new(schedule()).mac(message, &[]);
        (ours, oracle.finalize().into_bytes().to_vec())
    }
    match key.len() {
        16 => Some(both::<Aes128>(key, message)),
        24 => Some(both::<Aes192>(key, message)),
        32 => Some(both::<Aes256>(key, message)),
        _ => None,
    }
}

/// Every Wycheproof vector whose message is whole blocks, which is all that this CMAC takes.
#[test]
fn wycheproof() {
    let Some(vectors) = common::shared_json("wycheproof/aes_cmac_test.json") else {
        return;
    };
    let (mut valid, mut invalid) = (0, 0);
    for group in vectors["testGroups"].as_array().unwrap() {
        let whole_tag = group["tagSize"] == 128;
        for test in group["tests"].as_array().unwrap() {
            let message = common::field(test, "msg");
            let tag = common::field(test, "tag");
            let key = common::field(test, "key");
            if !whole_tag || message.is_empty() || !message.len().is_multiple_of(16) {
                continue;
            }
            let Some((mac, whole)) = macs(&key, &message) else {
                assert_eq!(test["result"], "invalid", "{}", test["tcId"]);
                continue;
            };
            assert_eq!(mac, whole[..8], "{}", test["tcId"]);
            if test["result"] == "valid" {
                valid += 1;
                assert_eq!(mac, tag[..8], "{}", test["tcId"]);
            } else {
                invalid += 1;
                assert_ne!(whole, tag, "{}", test["tcId"]);
            }
        }
    }
    assert!(
        valid >= 6 && invalid > 30,
        "{valid} valid, {invalid} invalid"
    );
}

/// Every Wycheproof vector, of any length: the MAC that pads by itself.
#[test]
fn wycheproof_messages_of_any_length() {
    let Some(vectors) = common::shared_json("wycheproof/aes_cmac_test.json") else {
        return;
    };
    let mut valid = 0;
    for group in vectors["testGroups"].as_array().unwrap() {
        for test in group["tests"].as_array().unwrap() {
            let [key, message, tag] = ["key", "msg", "tag"].map(|name| common::field(test, name));
            let mac =
                match key.len() {
                    16 => BlockCmac::new(Aes128::new_from_slice(&key).unwrap())
                        .mac_of_message(&message),
                    24 => BlockCmac::new(Aes192::new_from_slice(&key).unwrap())
                        .mac_of_message(&message),
                    32 => BlockCmac::new(Aes256::new_from_slice(&key).unwrap())
                        .mac_of_message(&message),
                    _ => continue,
                };
            if test["result"] == "valid" {
                assert_eq!(mac, tag[..8], "{}", test["tcId"]);
                valid += 1;
            }
        }
    }
    assert!(valid > 50, "{valid} valid");
}

/// The crate `cmac` as oracle, over lengths around the block and the buffer.
#[test]
fn the_reference_implementation_says_the_same() {
    let key: Vec<u8> = (0..32).collect();
    let bytes: Vec<u8> = (0..2000u32)
        .map(|at| u8::try_from(at * 31 % 251).unwrap())
        .collect();
    for len in (0..100).chain(470..560).chain([1000, 1500, 1984]) {
        let (blocks, message) = bytes[..16 + len].split_at(16);
        let mut padded = blocks.to_vec();
        padded.extend_from_slice(message);
        if !message.is_empty() {
            padded.push(0x80);
            padded.resize(padded.len().next_multiple_of(16), 0);
        }
        let cmac = BlockCmac::new(Aes256::new_from_slice(&key).unwrap());
        let (ours, whole) = macs(&key, &padded).unwrap();
        assert_eq!(cmac.mac(blocks, message), whole[..8], "{len}");
        assert_eq!(ours, whole[..8], "{len}");
    }
}
