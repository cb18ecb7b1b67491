//! Doc 9303-11 appendix D: every intermediate value of the worked example.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::string_slice,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{field, shared_json};
use serde_json::Value;
use vidimus_access::kdf::{Purpose, derive};
use vidimus_access::{Bac, Cipher, MrzKey, RetailMac, SecureChannel};
use vidimus_iso7816::{CommandApdu, Machine, Poll, ResponseApdu};

fn example() -> Option<Value> {
    let mut all = shared_json("worked-examples/doc9303-11.json")?;
    Some(all["BAC_9303-11_AppD"].take())
}

fn key(example: &Value) -> MrzKey {
    MrzKey::from_mrz(example["mrz_information"].as_str().unwrap().as_bytes()).unwrap()
}

fn array<const N: usize>(example: &Value, name: &str) -> [u8; N] {
    field(example, name).try_into().unwrap()
}

#[test]
fn keys_follow_from_the_seed() {
    let Some(example) = example() else { return };
    let seed = field(&example, "K_seed");
    let enc = derive(Cipher::TripleDes, &seed, Purpose::Encryption);
    let mac = derive(Cipher::TripleDes, &seed, Purpose::Authentication);
    assert_eq!(enc.as_bytes(), field(&example, "K_enc"));
    assert_eq!(mac.as_bytes(), field(&example, "K_mac"));
    let seed = field(&example, "KS_seed");
    let enc = derive(Cipher::TripleDes, &seed, Purpose::Encryption);
    let mac = derive(Cipher::TripleDes, &seed, Purpose::Authentication);
    assert_eq!(enc.as_bytes(), field(&example, "KS_enc"));
    assert_eq!(mac.as_bytes(), field(&example, "KS_mac"));
}

#[test]
fn the_seed_is_the_xor_of_both_key_halves() {
    let Some(example) = example() else { return };
    let (ifd, ic) = (field(&example, "K_IFD"), field(&example, "K_IC"));
    let seed: Vec<u8> = ifd.iter().zip(&ic).map(|(a, b)| a ^ b).collect();
    assert_eq!(seed, field(&example, "KS_seed"));
}

#[test]
fn the_mac_of_the_terminals_cryptogram() {
    let Some(example) = example() else { return };
    let mac = RetailMac::new(&array(&example, "K_mac"));
    assert_eq!(
        mac.mac(&field(&example, "E_IFD")).to_vec(),
        field(&example, "M_IFD")
    );
}

#[test]
fn the_key_from_fields_is_the_key_from_the_mrz() {
    let Some(example) = example() else { return };
    let fields = MrzKey::from_fields("L898902C", "690806", "940623").unwrap();
    assert_eq!(fields.information(), key(&example).information());
}

/// Runs BAC against the example's answers and compares each command.
fn run_bac(example: &Value) -> SecureChannel {
    let mut bac = Bac::new(
        &key(example),
        array(example, "RND_IFD"),
        array(example, "K_IFD"),
    );
    let mut response = None;
    for exchange in example["apdus"].as_array().unwrap() {
        let Poll::Transmit(command) = bac.poll(response.as_ref()).unwrap() else {
            panic!("finished too early")
        };
        assert_eq!(command.to_bytes().unwrap(), field(exchange, "c"));
        response = Some(ResponseApdu::parse(&field(exchange, "r")).unwrap());
    }
    match bac.poll(response.as_ref()).unwrap() {
        Poll::Done(channel) => channel,
        Poll::Transmit(_) => panic!("a third command"),
    }
}

#[test]
fn bac_and_secure_messaging_byte_for_byte() {
    let Some(example) = example() else { return };
    let mut channel = run_bac(&example);
    assert_eq!(channel.cipher(), Cipher::TripleDes);
    assert_eq!(channel.counter(), field(&example, "SSC"));
    let mut read = Vec::new();
    for exchange in example["secure_messaging"].as_array().unwrap() {
        let plain = CommandApdu::parse(&field(exchange, "plain")).unwrap();
        let protected = channel.wrap(&plain).unwrap();
        assert_eq!(protected.to_bytes().unwrap(), field(exchange, "c"));
        let response = ResponseApdu::parse(&field(exchange, "r")).unwrap();
        let (next, response) = channel.unwrap(&plain, &response).unwrap();
        assert!(response.status().is_success());
        read.extend_from_slice(response.data());
        channel = next;
    }
    assert_eq!(read, field(&example, "EF_COM"));
    assert_eq!(channel.counter(), field(&example, "SSC_end"));
}
