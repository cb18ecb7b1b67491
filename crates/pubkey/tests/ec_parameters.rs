//! The table of curves against the system's OpenSSL, and what explicit parameters are taken for.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{OpenSsl, openssl_name};
use proptest::prelude::{ProptestConfig, any, prop_assert, proptest};
use vidimus_pubkey::KeyError;
use vidimus_pubkey::ec::{Curve, EcPublicKey, EcSecretKey, NamedCurve};

/// Explicit parameters as OpenSSL writes them.
fn from_openssl(openssl: &OpenSsl, id: NamedCurve, options: &str) -> Vec<u8> {
    let name = openssl_name(id);
    openssl.run(&format!(
        "ecparam -name {name} -param_enc explicit {options} -outform DER -out parameters.der"
    ));
    openssl.read("parameters.der")
}

fn is_not_known(der: &[u8]) -> bool {
    Curve::from_explicit(der) == Err(KeyError::CurveNotKnown { oid: None })
}

/// The position of these bytes, which occur once.
fn position(haystack: &[u8], needle: &[u8]) -> usize {
    let mut found = haystack
        .windows(needle.len())
        .enumerate()
        .filter(|(_, bytes)| *bytes == needle);
    let (position, _) = found.next().unwrap();
    assert!(found.next().is_none(), "found twice");
    position
}

#[test]
fn the_table_is_that_of_openssl() {
    let openssl = OpenSsl::new();
    for id in NamedCurve::ALL {
        let curve = Curve::named(id);
        let plain = from_openssl(&openssl, id, "-no_seed -conv_form uncompressed");
        assert_eq!(curve.to_explicit(), plain, "{id}");
        assert_eq!(Curve::from_explicit(&plain).unwrap().id(), id);
        // with its seed, where it has one, and with the generator compressed
        for options in ["-conv_form uncompressed", "-conv_form compressed"] {
            let other = from_openssl(&openssl, id, options);
            assert_eq!(
                Curve::from_explicit(&other).unwrap().id(),
                id,
                "{id} {options}"
            );
        }
        // the name that OpenSSL writes is the identifier that we know
        openssl.run(&format!(
            "ecparam -name {} -outform DER -out name.der",
            openssl_name(id)
        ));
        assert_eq!(&openssl.read("name.der")[2..], id.oid());
    }
}

#[test]
fn a_missing_cofactor_is_taken_and_another_one_is_not() {
    for id in NamedCurve::ALL {
        let mut der = Curve::named(id).to_explicit();
        let end = der.len() - 1;
        assert_eq!(der[end - 2..], [2, 1, 1]);
        for cofactor in [0, 2, 4, 127] {
            der[end] = cofactor;
            assert!(is_not_known(&der), "{id} {cofactor}");
        }
        // negative
        der[end] = 0xFF;
        assert!(
            matches!(Curve::from_explicit(&der), Err(KeyError::Malformed { .. })),
            "{id}"
        );
        let shorter = without_last(&der, 3);
        assert_eq!(Curve::from_explicit(&shorter).unwrap().id(), id);
    }
}

/// The structure without its last bytes, the outer length corrected.
fn without_last(der: &[u8], count: usize) -> Vec<u8> {
    let mut out = der[..der.len() - count].to_vec();
    match out[1] {
        0x82 => {
            let length = u16::try_from(out.len() - 4).unwrap();
            out[2..4].copy_from_slice(&length.to_be_bytes());
        }
        0x81 => out[2] = u8::try_from(out.len() - 3).unwrap(),
        _ => out[1] = u8::try_from(out.len() - 2).unwrap(),
    }
    out
}

/// The class of CVE-2020-0601: the curve is right, the generator is another point of it, so that
/// the attacker knows the secret key of any public one.
#[test]
fn another_generator_is_another_curve() {
    for id in NamedCurve::ALL {
        let curve = Curve::named(id);
        let der = curve.to_explicit();
        let generator = curve.generator();
        let at = position(&der, &generator);
        let mut scalar = vec![0; curve.order_bytes()];
        for factor in [2, 3, 0xFF] {
            *scalar.last_mut().unwrap() = factor;
            let key = EcSecretKey::from_bytes(curve, &scalar).unwrap();
            let mut forged = der.clone();
            forged[at..at + generator.len()].copy_from_slice(&key.public_key().to_sec1());
            assert!(is_not_known(&forged), "{id} {factor}");
        }
        // the negative generator: its x is the same
        let mut minus = curve.order().to_vec();
        let last = minus.len() - 1;
        minus[last] -= 1;
        let key = EcSecretKey::from_bytes(curve, &minus).unwrap();
        let mut forged = der.clone();
        forged[at..at + generator.len()].copy_from_slice(&key.public_key().to_sec1());
        assert!(is_not_known(&forged), "{id} minus one");
        let odd = generator[generator.len() - 1] & 1;
        let x_only = [&[3 - odd], &generator[1..=curve.field_bytes()]].concat();
        let mut hybrid = der.clone();
        hybrid[at] = 6;
        assert!(is_not_known(&hybrid), "{id} hybrid form");
        assert_eq!(x_only.len(), 1 + curve.field_bytes());
    }
}

/// Whatever bit is turned over: another curve or no structure at all, but for the version, of
/// which 1 to 3 are allowed.
#[test]
fn one_changed_bit_is_another_curve() {
    for id in [
        NamedCurve::P256,
        NamedCurve::P521,
        NamedCurve::BrainpoolP512r1,
    ] {
        let der = Curve::named(id).to_explicit();
        let version = position(&der[..8], &[2, 1, 1]) + 2;
        for index in 0..der.len() {
            for bit in 0..8 {
                let mut changed = der.clone();
                changed[index] ^= 1 << bit;
                let taken = Curve::from_explicit(&changed).is_ok();
                let allowed = index == version && matches!(changed[index], 1..=3);
                assert_eq!(taken, allowed, "{id} byte {index} bit {bit}");
            }
        }
    }
}

#[test]
fn a_curve_over_a_binary_field_or_of_another_name_is_not_known() {
    let openssl = OpenSsl::new();
    for name in ["sect283r1", "secp256k1", "prime239v1"] {
        let run = format!("ecparam -name {name} -param_enc explicit -outform DER -out other.der");
        openssl.run(&run);
        assert!(is_not_known(&openssl.read("other.der")), "{name}");
    }
}

#[test]
fn cut_parameters_are_malformed() {
    let der = Curve::named(NamedCurve::BrainpoolP224r1).to_explicit();
    for length in 0..der.len() {
        let error = Curve::from_explicit(&der[..length]).unwrap_err();
        assert!(matches!(error, KeyError::Malformed { .. }), "{length}");
    }
    let longer = [&der[..], &[0]].concat();
    assert_eq!(
        Curve::from_explicit(&longer),
        Err(KeyError::Malformed { offset: der.len() })
    );
}

#[test]
fn points_in_every_form() {
    for id in NamedCurve::ALL {
        let curve = Curve::named(id);
        let scalar = vec![0x29; curve.order_bytes() - 1];
        let point = EcSecretKey::from_bytes(curve, &scalar)
            .unwrap()
            .public_key()
            .to_sec1();
        let decode = |bytes: &[u8]| EcPublicKey::from_sec1(curve, bytes);
        let (x, y) = point[1..].split_at(curve.field_bytes());
        let odd = y[y.len() - 1] & 1;
        assert_eq!(
            decode(&[&[2 + odd], x].concat()).unwrap().to_sec1(),
            point,
            "{id}"
        );
        let negative = decode(&[&[3 - odd], x].concat()).unwrap();
        assert_ne!(negative.to_sec1(), point);
        assert_eq!(negative.to_sec1()[..=x.len()], point[..=x.len()]);
        // infinity; off the curve; a coordinate of p and above
        let mut off = point.clone();
        *off.last_mut().unwrap() ^= 1;
        let above = [&[4], &vec![0xFF; x.len()][..], y].concat();
        for bytes in [&[0][..], &off, &above] {
            assert_eq!(decode(bytes).unwrap_err(), KeyError::PointInvalid, "{id}");
        }
        // hybrid form, unknown forms, missing and surplus bytes
        let mut hybrid = point.clone();
        hybrid[0] = 6 + odd;
        for bytes in [
            &[][..],
            &[0, 0],
            &[4],
            &hybrid,
            &point[..point.len() - 1],
            &point[1..],
        ] {
            assert_eq!(
                decode(bytes).unwrap_err(),
                KeyError::Malformed { offset: 0 },
                "{id}"
            );
        }
    }
}

#[test]
fn secret_values_have_a_range() {
    for id in NamedCurve::ALL {
        let curve = Curve::named(id);
        let make = |bytes: &[u8]| EcSecretKey::from_bytes(curve, bytes);
        let mut order = curve.order().to_vec();
        for bytes in [&[][..], &[0], &[0; 80], &order, &[0xFF; 80]] {
            assert_eq!(make(bytes).unwrap_err(), KeyError::ScalarOutOfRange, "{id}");
        }
        let last = order.len() - 1;
        order[last] -= 1;
        let key = make(&order).unwrap();
        assert_eq!(format!("{key:?}"), format!("EcSecretKey({id})"));
        // leading zeros are no part of the number; one times the generator is the generator
        let padded = [&[0; 9][..], &[1]].concat();
        assert_eq!(
            make(&padded).unwrap().public_key().to_sec1(),
            curve.generator()
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes_are_parameters_or_an_error(bytes in any::<Vec<u8>>()) {
        prop_assert!(Curve::from_explicit(&bytes).is_err());
        let curve = Curve::named(NamedCurve::P256);
        let _ = EcPublicKey::from_sec1(curve, &bytes);
    }
}
