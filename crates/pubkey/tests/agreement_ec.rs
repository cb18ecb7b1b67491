//! Key agreement on curves: the worked examples of Doc 9303-11, the Wycheproof vectors, the
//! system's OpenSSL, and the laws that both sides of a protocol rely on.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{OpenSsl, field, openssl_name, shared_json};
use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};
use serde_json::Value;
use vidimus_pubkey::KeyError;
use vidimus_pubkey::agreement::{
    AgreementKey, Domain, MappedGenerator, SecretScalar, is_static_key_of,
};
use vidimus_pubkey::ec::{Curve, EcPublicKey, NamedCurve};

/// The ids of curves, and the only one that Integrated Mapping leaves out.
const IDS: core::ops::RangeInclusive<u8> = 8..=18;
const P224: u8 = 10;

fn domain(id: u8) -> Domain {
    Domain::standardized(id).unwrap()
}

fn curve_of(domain: Domain) -> &'static Curve {
    match domain {
        Domain::Ec(curve) => curve,
        _ => panic!("{domain} is no curve"),
    }
}

fn example(name: &str) -> Option<Value> {
    let all = shared_json("worked-examples/doc9303-11.json")?;
    Some(all[name].clone())
}

/// The key pair of an example.
fn pair(example: &Value, secret: &str) -> SecretScalar {
    SecretScalar::from_bytes(domain(13), &field(example, secret)).unwrap()
}

fn public(example: &Value, name: &str) -> AgreementKey {
    AgreementKey::decode(domain(13), &field(example, name)).unwrap()
}

/// Both ephemeral keys on the mapped generator, and what they share.
fn check_agreement(example: &Value, generator: &MappedGenerator, names: [&str; 4]) {
    let [secret_ifd, public_ifd, secret_ic, public_ic] = names;
    for (secret, own, other) in [
        (secret_ifd, public_ifd, public_ic),
        (secret_ic, public_ic, public_ifd),
    ] {
        let secret = pair(example, secret);
        let key = secret.public_key_on(generator).unwrap();
        assert_eq!(key.encode(), field(example, own));
        let shared = secret.agree(&public(example, other)).unwrap();
        assert_eq!(*shared, field(example, "K_shared_x"));
    }
}

#[test]
fn generic_mapping_of_appendix_g1() {
    let Some(example) = example("PACE_ECDH_GM_AES128_brainpoolP256r1_9303-11_AppG1") else {
        return;
    };
    for (secret, own, other) in [
        ("SK_map_IFD", "PK_map_IFD", "PK_map_IC"),
        ("SK_map_IC", "PK_map_IC", "PK_map_IFD"),
    ] {
        let secret = pair(&example, secret);
        assert_eq!(secret.public_key().encode(), field(&example, own));
        let other = public(&example, other);
        assert_eq!(*secret.agree(&other).unwrap(), field(&example, "H")[1..33]);
        let generator = MappedGenerator::generic(&secret, &other, &field(&example, "s")).unwrap();
        assert_eq!(*generator.encode(), field(&example, "G_mapped"));
        let names = ["SK_DH_IFD", "PK_DH_IFD", "SK_DH_IC", "PK_DH_IC"];
        check_agreement(&example, &generator, names);
        // the nonce of zero leaves the common point alone
        let common = MappedGenerator::generic(&secret, &other, &[0; 16]).unwrap();
        assert_eq!(*common.encode(), field(&example, "H"));
    }
}

#[test]
fn integrated_mapping_of_appendix_h1() {
    let Some(example) = example("PACE_ECDH_IM_AES128_brainpoolP256r1_9303-11_AppH1") else {
        return;
    };
    // as the pseudo-random function gives it, and reduced already
    for number in ["R", "R_p"] {
        let generator = MappedGenerator::integrated(domain(13), &field(&example, number));
        let generator = generator.unwrap();
        assert_eq!(*generator.encode(), field(&example, "G_mapped"));
        let names = ["SK_IFD", "PK_IFD", "SK_IC", "PK_IC"];
        check_agreement(&example, &generator, names);
    }
}

#[test]
fn standardized_ids_are_the_table_of_9303_11() {
    let names: Vec<_> = IDS.map(|id| domain(id).name()).collect();
    let expected = "P-192 brainpoolP192r1 P-224 brainpoolP224r1 P-256 brainpoolP256r1 \
        brainpoolP320r1 P-384 brainpoolP384r1 brainpoolP512r1 P-521";
    assert_eq!(names.join(" "), expected);
    for reserved in (3..8).chain(19..=255) {
        assert!(Domain::standardized(reserved).is_none(), "{reserved}");
    }
    let p521 = domain(18);
    assert_eq!((p521.bits(), p521.public_len()), (521, 133));
    assert_eq!((p521.secret_len(), p521.shared_len()), (66, 66));
}

/// The point of a Wycheproof test where its key is one of the curve: bare, or in a
/// `SubjectPublicKeyInfo`.
fn key_of(test: &Value, encoding: &str, domain: Domain) -> Result<AgreementKey, KeyError> {
    let bytes = field(test, "public");
    if encoding == "ecpoint" {
        return AgreementKey::decode(domain, &bytes);
    }
    let key = AgreementKey::from_spki(&bytes)?.key;
    if key.domain() == domain {
        Ok(key)
    } else {
        Err(KeyError::DomainMismatch)
    }
}

fn check_vector(file: &str, test: &Value, encoding: &str, domain: Domain) -> bool {
    let case = format!("{file} {} {}", test["tcId"], test["comment"]);
    let secret = SecretScalar::from_bytes(domain, &field(test, "private"));
    let key = key_of(test, encoding, domain);
    let agreed = match (secret, &key) {
        (Ok(secret), Ok(key)) => Some(secret.agree(key).unwrap()),
        _ => None,
    };
    let flags = test["flags"].to_string();
    match test["result"].as_str().unwrap() {
        "valid" => {
            let agreed = agreed.as_ref().unwrap_or_else(|| panic!("{case} {key:?}"));
            assert_eq!(**agreed, field(test, "shared"), "{case}");
        }
        // the curve is known, so a missing cofactor leaves nothing open: it is 1
        "invalid" if flags.contains("NoCofactor") => {}
        "invalid" => assert!(agreed.is_none(), "{case} {flags}"),
        _ if flags.contains("Compressed") => assert!(agreed.is_none(), "{case}"),
        // acceptable: needless freedom of encoding, or parameters beside the point
        _ => {
            if let Some(agreed) = &agreed {
                assert_eq!(**agreed, field(test, "shared"), "{case}");
            }
            let changed = ["WrongOrder", "ModifiedGenerator", "ModifiedCofactor"];
            let changed = changed.iter().any(|flag| flags.contains(flag));
            assert!(!(changed && agreed.is_some()), "{case} {flags}");
        }
    }
    agreed.is_some()
}

#[test]
fn wycheproof() {
    let (mut count, mut accepted) = (0, 0);
    for (id, file) in [
        (11, "brainpoolP224r1"),
        (13, "brainpoolP256r1"),
        (14, "brainpoolP320r1"),
        (16, "brainpoolP384r1"),
        (17, "brainpoolP512r1"),
        (12, "secp256r1_ecpoint"),
        (15, "secp384r1_ecpoint"),
        (18, "secp521r1_ecpoint"),
    ] {
        let Some(document) = shared_json(&format!("wycheproof/ecdh_{file}_test.json")) else {
            return;
        };
        for group in document["testGroups"].as_array().unwrap() {
            let encoding = group["encoding"].as_str().unwrap();
            for test in group["tests"].as_array().unwrap() {
                count += 1;
                accepted += usize::from(check_vector(file, test, encoding, domain(id)));
            }
        }
    }
    assert_eq!(count, 5898);
    assert!(accepted > 4300, "{accepted}");
}

/// What OpenSSL's `openssl ec` writes as `priv:`, as bytes.
fn secret_of(openssl: &OpenSsl, domain: Domain) -> SecretScalar {
    openssl.run("ec -in key.pem -no_public -outform DER -out secret.der");
    // SEQUENCE { version 1, OCTET STRING scalar, … }
    let der = openssl.read("secret.der");
    let start = der.windows(3).position(|bytes| bytes == [2, 1, 1]).unwrap() + 5;
    let scalar = &der[start..start + usize::from(der[start - 1])];
    SecretScalar::from_bytes(domain, scalar).unwrap()
}

#[test]
fn openssl_agrees_on_every_curve() {
    for id in NamedCurve::ALL {
        let (domain, openssl) = (Domain::Ec(Curve::named(id)), OpenSsl::new());
        let name = openssl_name(id);
        for key in ["key", "peer"] {
            openssl.run(&format!(
                "ecparam -name {name} -genkey -noout -out {key}.pem"
            ));
            openssl.run(&format!("ec -in {key}.pem -pubout -out {key}.pub"));
            openssl.run(&format!(
                "ec -in {key}.pem -pubout -outform DER -out {key}.der"
            ));
        }
        openssl.run("pkeyutl -derive -inkey key.pem -peerkey peer.pub -out shared");
        let point = |file: &str| {
            let der = openssl.read(file);
            der[der.len() - domain.public_len()..].to_vec()
        };
        let secret = secret_of(&openssl, domain);
        assert_eq!(secret.public_key().encode(), point("key.der"), "{id}");
        let peer = AgreementKey::decode(domain, &point("peer.der")).unwrap();
        assert_eq!(
            *secret.agree(&peer).unwrap(),
            openssl.read("shared"),
            "{id}"
        );
        assert_eq!(
            peer.compressed(),
            point("peer.der")[1..=domain.shared_len()]
        );
    }
}

#[test]
fn only_uncompressed_points_of_the_curve_are_keys() {
    for id in IDS {
        let domain = domain(id);
        let generator = curve_of(domain).generator();
        let decode = |bytes: &[u8]| AgreementKey::decode(domain, bytes).err();
        let malformed = Some(KeyError::Malformed { offset: 0 });
        assert_eq!(decode(&generator), None);
        assert_eq!(decode(&[0]), malformed, "infinity");
        assert_eq!(decode(&[]), malformed);
        assert_eq!(decode(&generator[..generator.len() - 1]), malformed);
        assert_eq!(decode(&[&generator[..], &[0]].concat()), malformed);
        for first in [2, 3, 6, 7] {
            let mut other = generator.clone();
            other[0] = first;
            assert_eq!(decode(&other), malformed);
            assert_eq!(decode(&other[..=domain.shared_len()]), malformed);
        }
        let mut beside = generator;
        *beside.last_mut().unwrap() ^= 1;
        assert_eq!(decode(&beside), Some(KeyError::PointInvalid));
        let beyond = [&[4][..], &vec![0xFF; 2 * domain.shared_len()]].concat();
        assert_eq!(decode(&beyond), Some(KeyError::PointInvalid));
    }
}

#[test]
fn scalars_are_sampled_below_the_order() {
    for id in IDS {
        let domain = domain(id);
        let order = curve_of(domain).order();
        let sample = |byte: u8| {
            let mut draws = 0;
            let sampled = SecretScalar::sample(domain, |bytes| {
                draws += 1;
                assert_eq!(bytes.len(), domain.secret_len());
                bytes.fill(byte);
                Ok::<(), ()>(())
            });
            (sampled.unwrap().map(|_| ()), draws)
        };
        assert_eq!(sample(0), (Err(KeyError::ScalarOutOfRange), 128));
        assert_eq!(sample(0xFF), (Err(KeyError::ScalarOutOfRange), 128));
        assert_eq!(sample(0x01), (Ok(()), 1));
        assert!(SecretScalar::sample(domain, |_| Err(7)).is_err_and(|code| code == 7));
        assert!(SecretScalar::from_bytes(domain, order).is_err());
        let mut last = order.to_vec();
        *last.last_mut().unwrap() -= 1;
        assert!(SecretScalar::from_bytes(domain, &last).is_ok());
        let padded = [&[0, 0][..], &last].concat();
        assert!(SecretScalar::from_bytes(domain, &padded).is_ok());
    }
}

/// With the other side's key the opposite of `s * G`, the generic mapping is neutral.
#[test]
fn a_neutral_generator_is_refused() {
    for id in IDS {
        let domain = domain(id);
        let order = curve_of(domain).order();
        let mut opposite = order.to_vec();
        *opposite.last_mut().unwrap() -= 5;
        let scalar = |bytes: &[u8]| SecretScalar::from_bytes(domain, bytes).unwrap();
        let own = scalar(&[1]);
        let other = scalar(&opposite).public_key();
        let map = |nonce: &[u8]| MappedGenerator::generic(&own, &other, nonce).map(|_| ());
        assert_eq!(map(&[5]), Err(KeyError::Degenerate));
        assert_eq!(map(&[4]), Ok(()));
        // the nonce counts modulo the order, however long it is
        let mut long = vec![0; 64];
        let mut wrapped = order.to_vec();
        *wrapped.last_mut().unwrap() += 5;
        long.extend(wrapped);
        assert_eq!(map(&long), Err(KeyError::Degenerate));
    }
}

#[test]
fn integrated_mapping_leaves_out_p224_and_what_encodes_nothing() {
    for id in IDS {
        let mapped = MappedGenerator::integrated(domain(id), &[7; 40]);
        if id == P224 {
            let error = mapped.map(|_| ()).unwrap_err();
            assert_eq!(error, KeyError::NotMappable { domain: "P-224" });
            assert_eq!(error.code(), "algorithm_unsupported");
        } else {
            let point = mapped.unwrap().encode();
            assert!(EcPublicKey::from_sec1(curve_of(domain(id)), &point).is_ok());
        }
    }
}

#[test]
fn values_of_two_domains_do_not_meet() {
    let scalar = |id| SecretScalar::from_bytes(domain(id), &[9]).unwrap();
    let (own, foreign) = (scalar(12), scalar(13));
    let mismatch = Some(KeyError::DomainMismatch);
    let foreign_key = foreign.public_key();
    assert_eq!(own.agree(&foreign_key).err(), mismatch);
    let mapped = MappedGenerator::generic(&own, &foreign_key, &[1]);
    assert_eq!(mapped.err(), mismatch);
    let generator = MappedGenerator::integrated(domain(13), &[1; 40]).unwrap();
    assert_eq!(own.public_key_on(&generator).err(), mismatch);
    assert_eq!(own.quotient(&foreign).err(), mismatch);
    assert!(!is_static_key_of(&own.public_key(), &[1], &foreign_key));
    assert!(is_static_key_of(&own.public_key(), &[1], &own.public_key()));
}

#[test]
fn debug_forms_hide_what_is_secret() {
    let scalar = SecretScalar::from_bytes(domain(13), &[0xA5; 31]).unwrap();
    assert_eq!(
        format!("{scalar:?}"),
        "SecretScalar(brainpoolP256r1, hidden)"
    );
    let generator = MappedGenerator::integrated(domain(13), &[1; 40]).unwrap();
    assert_eq!(
        format!("{generator:?}"),
        "MappedGenerator(brainpoolP256r1, hidden)"
    );
    assert_eq!(
        format!("{:?}", scalar.public_key()),
        "AgreementKey(brainpoolP256r1)"
    );
}

/// A scalar of random bytes.
fn scalar(domain: Domain, seed: &[u8; 72]) -> SecretScalar {
    let mut round = 0u8;
    let sampled = SecretScalar::sample(domain, |bytes| {
        for (to, from) in bytes.iter_mut().zip(seed) {
            *to = from.wrapping_add(round);
        }
        round = round.wrapping_add(1);
        Ok::<(), ()>(())
    });
    sampled.unwrap().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Both sides come to one generator and to one secret on it.
    #[test]
    fn both_sides_agree(
        id in IDS, nonce in any::<[u8; 32]>(),
        a in any::<[u8; 72]>(), b in any::<[u8; 72]>(),
        c in any::<[u8; 72]>(), d in any::<[u8; 72]>(),
    ) {
        let [a, b, c, d] = [a, b, c, d].map(|seed| scalar(domain(id), &seed));
        let first = MappedGenerator::generic(&a, &b.public_key(), &nonce).unwrap();
        let second = MappedGenerator::generic(&b, &a.public_key(), &nonce).unwrap();
        prop_assert_eq!(&*first.encode(), &*second.encode());
        let keys = [&c, &d].map(|secret| secret.public_key_on(&first).unwrap());
        for key in &keys {
            prop_assert!(AgreementKey::decode(domain(id), &key.encode()).is_ok_and(|k| k == *key));
        }
        prop_assert_eq!(c.agree(&keys[1]).unwrap(), d.agree(&keys[0]).unwrap());
        prop_assert!(EcPublicKey::from_sec1(curve_of(domain(id)), &first.encode()).is_ok());
    }

    /// A number and its opposite encode to one point: only the square of it counts, or to two
    /// opposite ones.
    #[test]
    fn integrated_mapping_is_on_the_curve(id in IDS, number in any::<[u8; 80]>()) {
        if id != P224 {
            let generator = MappedGenerator::integrated(domain(id), &number).unwrap();
            prop_assert!(EcPublicKey::from_sec1(curve_of(domain(id)), &generator.encode()).is_ok());
        }
    }

    /// `PK_map = CA_IC * PK_IC`, and no other scalar or key.
    #[test]
    fn a_quotient_shows_the_static_key(
        id in IDS, map in any::<[u8; 72]>(), fixed in any::<[u8; 72]>(), bit in 0u8..8,
    ) {
        let [map, fixed] = [map, fixed].map(|seed| scalar(domain(id), &seed));
        let quotient = map.quotient(&fixed).unwrap();
        prop_assert_eq!(quotient.len(), domain(id).secret_len());
        prop_assert!(is_static_key_of(&map.public_key(), &quotient, &fixed.public_key()));
        let mut changed = quotient.to_vec();
        *changed.last_mut().unwrap() ^= 1 << bit;
        prop_assert!(!is_static_key_of(&map.public_key(), &changed, &fixed.public_key()));
        prop_assert!(!is_static_key_of(&map.public_key(), &[0], &fixed.public_key()));
        prop_assert!(!is_static_key_of(&map.public_key(), &[], &fixed.public_key()));
    }

    #[test]
    fn decoding_any_bytes_does_not_panic(id in IDS, bytes in any::<Vec<u8>>(), at in any::<usize>()) {
        let _ = AgreementKey::decode(domain(id), &bytes);
        let mut point = curve_of(domain(id)).generator();
        let at = at % point.len();
        point[at] = bytes.first().copied().unwrap_or(0);
        let _ = AgreementKey::decode(domain(id), &point);
    }
}
