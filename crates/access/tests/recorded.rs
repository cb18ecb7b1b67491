//! Recorded exchanges and published vectors: each command byte for byte, each answer accepted.
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

use common::{field, hex, shared_json};
use serde_json::Value;
use vidimus_access::kdf::{Purpose, derive};
use vidimus_access::{Bac, Cipher, MrzKey, RetailMac, SecureChannel};
use vidimus_iso7816::{CommandApdu, Fault as _, Machine as _, Poll, ResponseApdu};

/// The recorded session of a test.
fn session(test: &str) -> Option<Value> {
    let sessions = shared_json("apdu/sessions.json")?;
    let sessions = sessions
        .as_array()
        .unwrap_or_else(|| sessions["items"].as_array().unwrap());
    let found = sessions.iter().find(|session| session["test"] == test);
    Some(found.unwrap_or_else(|| panic!("no session {test}")).clone())
}

/// The recorded inputs of a line, in their order.
fn inputs(session: &Value, line: u64) -> Vec<Vec<u8>> {
    let inputs = session["inputs"].as_array().unwrap().iter();
    inputs
        .filter(|input| input["line"] == line)
        .map(|input| field(input, "hex"))
        .collect()
}

fn channel(cipher: Cipher, session: &Value, keys: u64, counter: &[u8]) -> SecureChannel {
    let keys = inputs(session, keys);
    SecureChannel::new(cipher, &keys[0], &keys[1], counter).unwrap()
}

/// Sends one command over the channel, which must come out as recorded, and opens the answer.
fn exchange(
    mut channel: SecureChannel,
    plain: &CommandApdu,
    recorded: &Value,
) -> (SecureChannel, ResponseApdu) {
    let protected = channel.wrap(plain).unwrap();
    assert_eq!(protected.to_bytes().unwrap(), field(recorded, "c"));
    let response = ResponseApdu::parse(&field(recorded, "r")).unwrap();
    let (channel, response) = channel.unwrap(plain, &response).unwrap();
    assert!(response.status().is_success());
    (channel, response)
}

#[test]
fn basic_access_control() {
    let Some(session) = session("TestDoBAC") else {
        return;
    };
    let key = MrzKey::from_mrz(b"L898902C<369080619406236").unwrap();
    let rnd_ifd = inputs(&session, 362)[0].clone().try_into().unwrap();
    let k_ifd = inputs(&session, 364)[0].clone().try_into().unwrap();
    let mut machine = Bac::new(&key, rnd_ifd, k_ifd);
    let mut response = None;
    for recorded in session["apdus"].as_array().unwrap() {
        let Poll::Transmit(command) = machine.poll(response.as_ref()).unwrap() else {
            panic!("too early")
        };
        assert_eq!(command.to_bytes().unwrap(), field(recorded, "c"));
        response = Some(ResponseApdu::parse(&field(recorded, "r")).unwrap());
    }
    let Poll::Done(opened) = machine.poll(response.as_ref()).unwrap() else {
        panic!("not done")
    };
    let counter = &inputs(&session, 415)[0];
    assert_eq!(&opened.counter(), counter);
    // the keys are the recorded ones when both channels protect alike
    let command = CommandApdu::new(0, 0xA4, 2, 0x0C).with_data([0x01, 0x1E]);
    let mut recorded = channel(Cipher::TripleDes, &session, 410, counter);
    let mut opened = opened;
    assert_eq!(opened.wrap(&command), recorded.wrap(&command));
}

#[test]
fn secure_messaging_with_3des() {
    let Some(session) = session("TestNfcSessionSecureMessagingTDES") else {
        return;
    };
    let counter = &inputs(&session, 61)[0];
    let mut channel = channel(Cipher::TripleDes, &session, 55, counter);
    let commands = [
        CommandApdu::new(0, 0xA4, 2, 0x0C).with_data([0x01, 0x1E]),
        CommandApdu::new(0, 0xB0, 0, 0).with_le(4),
        CommandApdu::new(0, 0xB0, 0, 4).with_le(0x12),
    ];
    let mut file = Vec::new();
    for (command, recorded) in commands.iter().zip(session["apdus"].as_array().unwrap()) {
        let (next, response) = exchange(channel, command, recorded);
        channel = next;
        file.extend_from_slice(response.data());
    }
    assert_eq!(file, inputs(&session, 38)[0]);
    assert_eq!(channel.counter(), inputs(&session, 76)[0]);
}

/// INTERNAL AUTHENTICATE with a full response of 224 bytes.
#[test]
fn active_authentication_under_3des() {
    let Some(session) = session("TestDoActiveAuth") else {
        return;
    };
    let channel = channel(Cipher::TripleDes, &session, 49, &inputs(&session, 54)[0]);
    let nonce = inputs(&session, 71)[0].clone();
    let command = CommandApdu::new(0, 0x88, 0, 0)
        .with_data(nonce)
        .with_le(256);
    let (channel, response) = exchange(channel, &command, &session["apdus"][0]);
    assert_eq!(response.data(), inputs(&session, 113)[0]);
    assert_eq!(channel.counter(), inputs(&session, 139)[0]);
}

/// Chip Authentication: MSE:Set AT and GENERAL AUTHENTICATE under the old AES-128 keys, SELECT
/// under the new ones.
#[test]
fn chip_authentication_under_aes_128() {
    let Some(session) = session("TestChipAuthAT") else {
        return;
    };
    let apdus = &session["apdus"];
    let old = channel(Cipher::Aes128, &session, 251, &inputs(&session, 256)[0]);
    let algorithm = hex("800A04007F00070202030202");
    let set_at = CommandApdu::new(0, 0x22, 0x41, 0xA4).with_data(algorithm);
    let (old, _) = exchange(old, &set_at, &apdus[0]);
    let mut public = hex("7C438041");
    public.extend_from_slice(&inputs(&session, 296)[0]);
    let general = CommandApdu::new(0, 0x86, 0, 0)
        .with_data(public)
        .with_le(256);
    let (_, response) = exchange(old, &general, &apdus[1]);
    assert_eq!(response.data(), hex("7C00"));
    let new = channel(Cipher::Aes128, &session, 317, &[0; 16]);
    let select = CommandApdu::new(0, 0xA4, 2, 0x0C).with_data([0x01, 0x0E]);
    let (new, _) = exchange(new, &select, &apdus[2]);
    assert_eq!(new.counter(), inputs(&session, 322)[0]);
}

/// The same with MSE:Set KAT: from AES-256 to 3DES.
#[test]
fn chip_authentication_under_aes_256() {
    let Some(session) = session("TestChipAuthFR") else {
        return;
    };
    let apdus = &session["apdus"];
    let old = channel(Cipher::Aes256, &session, 597, &inputs(&session, 602)[0]);
    let mut public = hex("9141");
    public.extend_from_slice(&inputs(&session, 642)[0]);
    let set_kat = CommandApdu::new(0, 0x22, 0x41, 0xA6).with_data(public);
    exchange(old, &set_kat, &apdus[0]);
    let new = channel(Cipher::TripleDes, &session, 663, &[0; 8]);
    let select = CommandApdu::new(0, 0xA4, 2, 0x0C).with_data([0x01, 0x0E]);
    let (new, _) = exchange(new, &select, &apdus[1]);
    assert_eq!(new.counter(), inputs(&session, 668)[0]);
}

/// Vectors of one file by line.
struct Vectors(Value);

impl Vectors {
    fn load() -> Option<Self> {
        shared_json("lds/gmrtd_file_vectors.json").map(Self)
    }

    fn at(&self, file: &str, line: u64) -> Vec<u8> {
        let items = self.0["items"].as_array().unwrap().iter();
        let mut found = items.filter(|item| item["line"] == line && item["file"] == file);
        field(
            found.next().unwrap_or_else(|| panic!("{file}:{line}")),
            "hex",
        )
    }
}

#[test]
fn key_derivation_vectors() {
    let Some(vectors) = Vectors::load() else {
        return;
    };
    let file = "cryptoutils/kdf_test.go";
    let cases = [
        (19, 23, Cipher::TripleDes, Purpose::Encryption),
        (26, 30, Cipher::TripleDes, Purpose::Authentication),
        (33, 37, Cipher::Aes128, Purpose::Encryption),
        (40, 44, Cipher::Aes128, Purpose::Authentication),
        (47, 51, Cipher::Aes128, Purpose::Password),
    ];
    for (secret, key, cipher, purpose) in cases {
        let derived = derive(cipher, &vectors.at(file, secret), purpose);
        assert_eq!(derived.as_bytes(), vectors.at(file, key), "line {secret}");
    }
    // the lines for AES-192 and AES-256 do not say what for: exactly one purpose fits
    for (secret, key, cipher) in [(54, 58, Cipher::Aes192), (61, 65, Cipher::Aes256)] {
        let purposes = [
            Purpose::Encryption,
            Purpose::Authentication,
            Purpose::Password,
        ];
        let fits = |purpose: &Purpose| {
            derive(cipher, &vectors.at(file, secret), *purpose).as_bytes() == vectors.at(file, key)
        };
        assert_eq!(
            purposes.iter().filter(|purpose| fits(purpose)).count(),
            1,
            "line {secret}"
        );
    }
}

#[test]
fn retail_mac_vectors() {
    let Some(vectors) = Vectors::load() else {
        return;
    };
    let file = "cryptoutils/iso9797_test.go";
    for line in [132, 137, 142, 147] {
        let key = vectors.at(file, line).try_into().unwrap();
        let mut data = vectors.at(file, line + 1);
        // the vectors are padded already; ours pads itself
        while data.pop() == Some(0) {}
        let mac = RetailMac::new(&key).mac(&data);
        assert_eq!(mac.to_vec(), vectors.at(file, line + 2), "line {line}");
    }
}

fn open(cipher: Cipher, vectors: &Vectors, line: u64) -> SecureChannel {
    let file = "iso7816/secure_messaging_test.go";
    let [enc, mac, ssc] = [0, 1, 2].map(|at| vectors.at(file, line + at));
    SecureChannel::new(cipher, &enc, &mac, &ssc).unwrap()
}

#[test]
fn protected_commands() {
    let Some(vectors) = Vectors::load() else {
        return;
    };
    let file = "iso7816/secure_messaging_test.go";
    let select = CommandApdu::new(0, 0xA4, 2, 0x0C).with_data([0x01, 0x1E]);
    let set_at = CommandApdu::new(0, 0x22, 0x41, 0xA4).with_data(vectors.at(file, 339));
    let cases = [
        (327, Cipher::TripleDes, select, 331, 332),
        (336, Cipher::Aes128, set_at, 340, 341),
    ];
    for (line, cipher, command, counter, expected) in cases {
        let mut channel = open(cipher, &vectors, line);
        let protected = channel.wrap(&command).unwrap();
        assert_eq!(protected.to_bytes().unwrap(), vectors.at(file, expected));
        assert_eq!(channel.counter(), vectors.at(file, counter));
    }
}

#[test]
fn protected_responses() {
    let Some(vectors) = Vectors::load() else {
        return;
    };
    let file = "iso7816/secure_messaging_test.go";
    let none = CommandApdu::new(0, 0xA4, 2, 0x0C);
    let response = ResponseApdu::parse(&vectors.at(file, 391)).unwrap();
    let (channel, plain) = open(Cipher::TripleDes, &vectors, 388)
        .unwrap(&none, &response)
        .unwrap();
    assert_eq!((plain.data(), plain.status().value()), (&[][..], 0x9000));
    assert_eq!(channel.counter(), vectors.at(file, 392));
    let read = CommandApdu::new(0, 0xB0, 0, 0).with_le(223);
    let response = ResponseApdu::parse(&vectors.at(file, 400)).unwrap();
    let (channel, plain) = open(Cipher::Aes128, &vectors, 397)
        .unwrap(&read, &response)
        .unwrap();
    assert_eq!(plain.data(), vectors.at(file, 402));
    assert_eq!(channel.counter(), vectors.at(file, 401));
}

#[test]
fn responses_that_must_not_open() {
    let Some(vectors) = Vectors::load() else {
        return;
    };
    let file = "iso7816/secure_messaging_test.go";
    let cases = [
        (476, 479, "sm.mac_mismatch"),
        (485, 488, "sm.status_mismatch"),
        (494, 497, "sm.status_missing"),
        (503, 506, "sm.wrong_object"),
    ];
    let command = CommandApdu::new(0, 0xA4, 2, 0x0C);
    for (line, response, expected) in cases {
        let response = ResponseApdu::parse(&vectors.at(file, response)).unwrap();
        let channel = open(Cipher::TripleDes, &vectors, line);
        let error = channel.unwrap(&command, &response).unwrap_err();
        assert_eq!(error.code(), expected, "line {line}");
    }
}
