//! Groups and shared values against the system's OpenSSL.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::OpenSsl;
use vidimus_pubkey::CurveForm;
use vidimus_pubkey::agreement::{AgreementKey, Domain, SecretScalar, SpkiForm};
use vidimus_pubkey::dh::Group;

/// How OpenSSL is told to use a group.
fn option(group: &Group) -> String {
    let place = Group::all().iter().position(|known| known == group);
    match place.unwrap() {
        rfc5114 @ 0..3 => format!("-algorithm DHX -pkeyopt dh_rfc5114:{}", rfc5114 + 1),
        _ => format!("-algorithm DH -pkeyopt group:modp_{}", group.bits()),
    }
}

/// The last `INTEGER` of `asn1parse`-able PKCS#8: the secret exponent.
fn exponent(pkcs8: &[u8]) -> Vec<u8> {
    // PrivateKeyInfo ends in OCTET STRING { INTEGER x }
    let at = (0..pkcs8.len()).find(|&at| inner_integer(&pkcs8[at..]).is_some());
    inner_integer(&pkcs8[at.unwrap()..]).unwrap().to_vec()
}

fn inner_integer(octets: &[u8]) -> Option<&[u8]> {
    let (content, end) = value(octets, 0x04)?;
    let (integer, inner_end) = value(content, 0x02)?;
    (end == octets.len() && inner_end == content.len()).then_some(integer)
}

/// The value of an object with this tag, and where it ends.
fn value(bytes: &[u8], tag: u8) -> Option<(&[u8], usize)> {
    let (length, start) = match bytes {
        [first, 0x82, high, low, ..] if *first == tag => {
            (usize::from(*high) << 8 | usize::from(*low), 4)
        }
        [first, 0x81, length, ..] if *first == tag => (usize::from(*length), 3),
        [first, length @ ..=0x7F, ..] if *first == tag => (usize::from(*length), 2),
        _ => return None,
    };
    Some((bytes.get(start..start + length)?, start + length))
}

fn make(openssl: &OpenSsl, group: &Group, name: &str) -> (SecretScalar, Vec<u8>) {
    let option = option(group);
    openssl.run(&format!("genpkey {option} -out {name}.pem"));
    openssl.run(&format!("pkey -in {name}.pem -outform DER -out {name}.der"));
    openssl.run(&format!(
        "pkey -in {name}.pem -pubout -outform DER -out {name}.pub"
    ));
    openssl.run(&format!("pkey -in {name}.pem -pubout -out {name}.pub.pem"));
    let domain = Domain::Dh(Group::all().iter().find(|known| *known == group).unwrap());
    let secret = SecretScalar::from_bytes(domain, &exponent(&openssl.read(&format!("{name}.der"))));
    (secret.unwrap(), openssl.read(&format!("{name}.pub")))
}

/// OpenSSL's key read here, ours read there, and one shared value.
#[test]
fn keys_and_shared_values_are_openssls() {
    let openssl = OpenSsl::new();
    for group in Group::all().iter().filter(|group| group.bits() <= 4096) {
        let (secret, theirs) = make(&openssl, group, "a");
        let read = AgreementKey::from_spki(&theirs).unwrap();
        assert_eq!(read.form, CurveForm::Explicit, "{group:?}");
        assert_eq!(read.key, secret.public_key(), "{group:?}");

        let (peer, peers) = make(&openssl, group, "b");
        let shared = secret.agree(&peer.public_key()).unwrap();
        openssl.run("pkeyutl -derive -inkey b.pem -peerkey a.pub.pem -out theirs");
        assert_eq!(*shared, openssl.read("theirs"), "{group:?}");

        let form = match group.q().len() < group.value_len() - 1 {
            true => SpkiForm::Explicit,
            false => SpkiForm::Named,
        };
        let ours = peer.public_key().to_spki(form);
        assert_eq!(
            AgreementKey::from_spki(&ours).unwrap().key,
            AgreementKey::from_spki(&peers).unwrap().key
        );
        openssl.write("ours.der", &ours);
        openssl.run("pkey -pubin -inform DER -in ours.der -out ours.pem");
        openssl.run("pkeyutl -derive -inkey a.pem -peerkey ours.pem -out theirs");
        assert_eq!(*shared, openssl.read("theirs"), "{group:?}");
    }
}

/// All primes and orders of the table are prime for OpenSSL, too.
#[test]
fn primes_are_prime() {
    let openssl = OpenSsl::new();
    for group in Group::all().iter().filter(|group| group.bits() <= 3072) {
        for number in [group.p(), group.q()] {
            let hex = hexadecimal(number);
            let text = openssl.output(&format!("prime -hex -checks 2 {hex}"));
            assert!(text.contains("is prime"), "{group:?}: {text}");
        }
    }
}

/// The parameters OpenSSL has under the same names are ours.
#[test]
fn large_groups_are_openssls() {
    let openssl = OpenSsl::new();
    for group in Group::all().iter().filter(|group| group.bits() > 4096) {
        let option = option(group);
        openssl.run(&format!("genpkey -genparam {option} -out parameters"));
        let text = openssl.output("asn1parse -in parameters");
        let numbers: Vec<&str> = text
            .lines()
            .filter_map(|line| line.split("INTEGER           :").nth(1))
            .collect();
        assert_eq!(
            numbers,
            [hexadecimal(group.p()).as_str(), "02"],
            "{group:?}"
        );
    }
}

fn hexadecimal(number: &[u8]) -> String {
    number.iter().map(|byte| format!("{byte:02X}")).collect()
}
