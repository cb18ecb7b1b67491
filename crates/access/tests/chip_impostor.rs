//! Chip Authentication with a chip that has the files of a document and not its secret key: no
//! answer of its opens under the new keys.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod dg14;

use aes::cipher::KeyInit as _;
use cmac::Mac as _;
use cmac::digest::InnerInit as _;
use dg14::{Info, dg14, integer, object};
use vidimus_access::kdf::{Purpose, derive};
use vidimus_access::{
    AccessError, ChipAuthentication, ChipAuthenticationOutput, ChipAuthenticationPlan, Cipher,
    RetailMac, SecureChannel,
};
use vidimus_iso7816::{CommandApdu, Fault as _, Machine as _, Poll, ResponseApdu, StatusWord};
use vidimus_lds::security_info::SecurityInfos;
use vidimus_lds::{DataGroup, File};
use vidimus_pubkey::agreement::{AgreementKey, Domain, SecretScalar};

const CIPHERS: [Cipher; 4] = [
    Cipher::TripleDes,
    Cipher::Aes128,
    Cipher::Aes192,
    Cipher::Aes256,
];

fn domain(id: u8) -> Domain {
    Domain::standardized(id).unwrap()
}

fn secret(domain: Domain, byte: u8) -> SecretScalar {
    SecretScalar::from_bytes(domain, &[byte; 19]).unwrap()
}

fn choose(file: &[u8]) -> Result<Option<ChipAuthenticationPlan>, String> {
    let infos = SecurityInfos::parse_file(file, File::Dg(DataGroup::DG14)).unwrap();
    let chosen = ChipAuthenticationPlan::choose(&infos, true);
    chosen.map_err(|unusable| unusable.code().to_owned())
}

/// The terminal after the protocol, every command answered with success; and its secret.
fn agreed(domain: Domain, cipher: Cipher) -> (ChipAuthenticationPlan, ChipAuthenticationOutput) {
    let key = secret(domain, 0x55).public_key();
    let file = dg14(&[Info::variant(domain, cipher), Info::key(&key)]);
    let plan = choose(&file).unwrap().unwrap();
    let mut machine = ChipAuthentication::new(&plan, &secret(domain, 0x23)).unwrap();
    let mut response = None;
    loop {
        match machine.poll(response.as_ref()).unwrap() {
            Poll::Transmit(_) => response = Some(ResponseApdu::new([], StatusWord::SUCCESS)),
            Poll::Done(output) => return (plan, output),
        }
    }
}

fn select() -> CommandApdu {
    CommandApdu::new(0, 0xA4, 2, 0x0C).with_data([0x01, 0x0E])
}

/// `99 02 9000, 8E` as a chip protects it that takes these bytes for the shared secret (Doc
/// 9303-11 §9.8.6). The counter is 2 in the first answer.
fn sealed_under(cipher: Cipher, shared: &[u8], counter: u8) -> Vec<u8> {
    let key = derive(cipher, shared, Purpose::Authentication);
    let status = [0x99, 2, 0x90, 0x00];
    let checksum = match cipher {
        Cipher::TripleDes => {
            let message = [&[0; 7][..], &[counter], &status].concat();
            let key: [u8; 16] = key.as_bytes().try_into().unwrap();
            RetailMac::new(&key).mac(&message).to_vec()
        }
        _ => {
            let padding = [&[0x80][..], &[0; 11]].concat();
            cmac(
                key.as_bytes(),
                &[&[0; 15][..], &[counter], &status, &padding].concat(),
            )
        }
    };
    [&status[..], &[0x8E, 8], &checksum].concat()
}

fn cmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    macro_rules! under {
        ($cipher:ty) => {{
            let schedule = <$cipher>::new_from_slice(key).unwrap();
            let mac = cmac::Cmac::<$cipher>::inner_init(schedule).chain_update(message);
            mac.finalize().into_bytes()[..8].to_vec()
        }};
    }
    match key.len() {
        16 => under!(aes::Aes128),
        24 => under!(aes::Aes192),
        _ => under!(aes::Aes256),
    }
}

fn opens(channel: SecureChannel, data: Vec<u8>) -> bool {
    let mut channel = channel;
    let command = select();
    channel.wrap(&command).unwrap();
    let answer = ResponseApdu::new(data, StatusWord::SUCCESS);
    channel.unwrap(&command, &answer).is_ok()
}

/// Plain, reflected, empty, and under keys that everybody can derive from public values.
#[test]
fn no_answer_without_the_secret_opens() {
    for id in [0, 12, 13] {
        for cipher in CIPHERS {
            let domain = domain(id);
            let run = || agreed(domain, cipher);
            let (plan, output) = run();
            // with the secret it does
            let shared = secret(domain, 0x55).agree(&output.ephemeral).unwrap();
            assert!(opens(run().1.channel, sealed_under(cipher, &shared, 2)));
            assert!(!opens(run().1.channel, sealed_under(cipher, &shared, 1)));
            let public = [
                plan.key.encode(),
                output.ephemeral.encode(),
                plan.key.compressed(),
                output.ephemeral.compressed(),
                vec![0; domain.shared_len()],
                vec![1],
                Vec::new(),
            ];
            for shared in public {
                for counter in 0..4 {
                    let (_, output) = run();
                    let answer = sealed_under(cipher, &shared, counter);
                    assert!(!opens(output.channel, answer), "{id} {cipher:?}");
                }
            }
            let (_, mut output) = run();
            let echo = output.channel.wrap(&select()).unwrap().data().to_vec();
            for answer in [echo, Vec::new(), vec![0x99, 2, 0x90, 0], vec![0x5A; 8]] {
                let (_, output) = run();
                assert!(!opens(output.channel, answer), "{id} {cipher:?}");
            }
        }
    }
}

/// The old channel's keys, as if nothing had been agreed on.
#[test]
fn the_old_keys_open_nothing_any_more() {
    let domain = domain(12);
    for cipher in CIPHERS {
        for counter in 0..8 {
            let (_, output) = agreed(domain, cipher);
            let answer = sealed_under(cipher, b"the session before", counter);
            assert!(!opens(output.channel, answer));
        }
    }
}

/// A static key that is the terminal's own ephemeral key: nobody else's, so nothing is proven.
#[test]
fn the_terminals_own_key_is_no_key_of_a_chip() {
    for id in [0, 12] {
        let domain = domain(id);
        let own = secret(domain, 0x23);
        for cipher in [Cipher::TripleDes, Cipher::Aes128] {
            let key = own.public_key();
            let file = dg14(&[Info::variant(domain, cipher), Info::key(&key)]);
            let plan = choose(&file).unwrap().unwrap();
            let refused = ChipAuthentication::new(&plan, &own).unwrap_err();
            assert_eq!(refused, AccessError::ChipAuthenticationKey);
            assert!(!refused.code().is_empty());
        }
    }
}

/// Points that are none, of another curve or of its twist, and infinity.
#[test]
fn points_from_which_a_secret_could_be_guessed() {
    let domain = domain(12);
    let good = secret(domain, 0x55).public_key();
    let encoded = good.encode();
    let other = secret(self::domain(13), 0x55).public_key().encode();
    // x = 5 is of the twist of P-256: 5^3 - 15 + b is no square
    let twist = [&[4][..], &[0; 31], &[5], &[0; 31], &[1]].concat();
    let mut minus = encoded;
    minus[64] ^= 1;
    let points = [other, twist, minus, vec![0], [&[4][..], &[0; 64]].concat()];
    for point in points {
        assert!(AgreementKey::decode(domain, &point).is_err());
        let oid = object(6, vidimus_pubkey::oid::EC_PUBLIC_KEY);
        let Domain::Ec(curve) = domain else { panic!() };
        let algorithm = object(0x30, &[oid, curve.to_explicit()].concat());
        let bits = object(3, &[&[0], point.as_slice()].concat());
        let spki = object(0x30, &[algorithm, bits].concat());
        let infos = [
            Info::variant(domain, Cipher::Aes128),
            Info::raw_key(2, spki),
        ];
        assert_eq!(choose(&dg14(&infos)), Err("ca.key_invalid".to_owned()));
    }
}

/// Values of small order: 1 and p - 1, and a generator of what the subgroup leaves out.
#[test]
fn values_of_small_order() {
    for id in [0, 1, 2] {
        let domain = domain(id);
        let Domain::Dh(group) = domain else { panic!() };
        let mut last = group.p().to_vec();
        *last.last_mut().unwrap() -= 1;
        for value in [vec![1], vec![2], vec![3], vec![5], last, group.p().to_vec()] {
            let oid = object(6, vidimus_pubkey::oid::DH_KEY_AGREEMENT);
            let parameters = object(0x30, &[integer(group.p()), integer(group.g())].concat());
            let algorithm = object(0x30, &[oid, parameters].concat());
            let bits = object(3, &[&[0], integer(&value).as_slice()].concat());
            let spki = object(0x30, &[algorithm, bits].concat());
            let infos = [
                Info::variant(domain, Cipher::Aes128),
                Info::raw_key(1, spki),
            ];
            let refused = choose(&dg14(&infos));
            assert_eq!(
                refused,
                Err("ca.key_invalid".to_owned()),
                "{id} {value:02X?}"
            );
        }
    }
}
