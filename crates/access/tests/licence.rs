//! Basic Access Protection of driving licences: seeds against SHA-1 of OpenSSL, the machine
//! against the worked example of BAC, whose messages it shares.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

use vidimus_access::{AccessError, AccessKeyError, Bac, LicenceKey, PasswordProtocol};
use vidimus_iso7816::{Fault, Machine, Poll, ResponseApdu, StatusWord};

fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<_> = text.chars().filter(|c| !c.is_whitespace()).collect();
    digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(&pair.iter().collect::<String>(), 16).unwrap())
        .collect()
}

fn transmit(machine: &mut Bac, response: Option<&ResponseApdu>) -> Vec<u8> {
    match machine.poll(response).unwrap() {
        Poll::Transmit(command) => command.to_bytes().unwrap(),
        Poll::Done(_) => panic!("done"),
    }
}

/// The reference string of this key is the MRZ information of Doc 9303-11 appendix D.2, so seed,
/// keys and messages must be those published in D.3: BAP differs from BAC in the string only.
#[test]
fn the_machine_is_that_of_the_worked_example() {
    let key = LicenceKey::from_reference(b"L898902C<369080619406236").unwrap();
    let rnd_ifd = hex("781723860C06C226").try_into().unwrap();
    let k_ifd = hex("0B795240CB7049B01C19B33E32804F0B").try_into().unwrap();
    let mut machine = Bac::for_licence(&key, rnd_ifd, k_ifd);
    assert_eq!(transmit(&mut machine, None), hex("0084000008"));
    let challenge = ResponseApdu::new(hex("4608F91988702212"), StatusWord::SUCCESS);
    let message = transmit(&mut machine, Some(&challenge));
    let published = hex(
        "0082000028 72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F2 \
         5F1448EEA8AD90A7 28",
    );
    assert_eq!(message, published);
    let answer =
        hex("46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F 2F2D235D074D7449");
    let answer = ResponseApdu::new(answer, StatusWord::SUCCESS);
    assert!(matches!(
        machine.poll(Some(&answer)).unwrap(),
        Poll::Done(_)
    ));
}

/// `printf 1UTO15094962111659VPMZ5L4E9G | openssl sha1` gives the seed; the keys of it
/// `(printf …; printf '\0\0\0\1') | openssl sha1`, checked here through the first command.
#[test]
fn a_line_gives_characters_2_to_29() {
    let key = LicenceKey::from_line("D1UTO15094962111659VPMZ5L4E9G3").unwrap();
    assert_eq!(key.reference(), b"1UTO15094962111659VPMZ5L4E9G");
    let by_string = LicenceKey::from_reference(b"1UTO15094962111659VPMZ5L4E9G").unwrap();
    let challenge = ResponseApdu::new([7; 8], StatusWord::SUCCESS);
    let messages = [key, by_string].map(|key| {
        let mut machine = Bac::for_licence(&key, [1; 8], [2; 16]);
        transmit(&mut machine, None);
        transmit(&mut machine, Some(&challenge))
    });
    assert_eq!(messages[0], messages[1]);
}

#[test]
fn what_is_no_key_is_refused_by_name() {
    let refused = |line: &str| LicenceKey::from_line(line).unwrap_err();
    for found in ['2', '3', '4', 'N', 'P', '<'] {
        let line = format!("D{found}UTO15094962111659VPMZ5L4E9G3");
        let error = refused(&line);
        assert_eq!(error, AccessKeyError::Configuration { found });
        assert_eq!(error.code(), "bap.configuration");
        assert!(!error.to_string().contains("VPMZ"));
    }
    assert_eq!(refused("D1UTO"), AccessKeyError::Line { found: 5 });
    let lower = refused("D1UTO15094962111659vpmz5L4E9G3");
    assert_eq!(lower, AccessKeyError::Character { position: 19 });
    let short = LicenceKey::from_reference(b"12345").unwrap_err();
    assert_eq!(short, AccessKeyError::Reference { found: 5 });
    assert!(LicenceKey::from_reference(&[b'A'; 129]).is_err());
    assert!(LicenceKey::from_reference(b"ABC\nDEF").is_err());
}

#[test]
fn a_refused_key_names_the_protocol() {
    let key = LicenceKey::from_reference(b"REFERENCE").unwrap();
    let mut machine = Bac::for_licence(&key, [1; 8], [2; 16]);
    transmit(&mut machine, None);
    let challenge = ResponseApdu::new([7; 8], StatusWord::SUCCESS);
    transmit(&mut machine, Some(&challenge));
    let refusal = ResponseApdu::new([], StatusWord::new(0x6300));
    let error = machine.poll(Some(&refusal)).unwrap_err();
    assert!(
        matches!(
            error,
            AccessError::WrongKey {
                protocol: PasswordProtocol::Bap,
                ..
            }
        ),
        "{error}"
    );
    assert!(error.to_string().contains("BAP"));
}
