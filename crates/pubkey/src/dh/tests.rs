//! The table and the arithmetic, from inside; keys of others and the worked examples are in the
//! crate's `tests`.

use super::*;
use crate::KeyError;
use crypto_bigint::BoxedUint;
use proptest::prelude::*;

fn number(bytes: &[u8]) -> BoxedUint {
    BoxedUint::from_be_slice_vartime(bytes)
}

/// A small number, as long as the prime.
fn small(group: &Group, value: u8) -> Vec<u8> {
    let mut bytes = vec![0; group.value_len()];
    *bytes.last_mut().unwrap() = value;
    bytes
}

/// The prime less one.
fn below_p(group: &Group) -> Vec<u8> {
    let below = number(group.p()).wrapping_sub(BoxedUint::one());
    below.to_be_bytes().to_vec()
}

/// The prime and one.
fn above_p(group: &Group) -> Vec<u8> {
    let above = number(group.p()).wrapping_add(BoxedUint::one());
    above.to_be_bytes().to_vec()
}

/// A value of the subgroup: the generator to this power.
fn value(group: &'static Group, exponent: u8) -> Value {
    Exponent::new(group, &[exponent]).unwrap().public_value()
}

/// Groups whose powers do not take long where nothing is optimised.
fn quick() -> impl Iterator<Item = &'static Group> {
    GROUPS.iter().take(4)
}

#[test]
fn the_order_divides_the_prime_less_one_and_is_the_generators() {
    for group in &GROUPS {
        let (p, q) = (number(group.p()), number(group.q()));
        let q = crypto_bigint::NonZero::new(q).unwrap();
        assert!(bool::from(p.rem_vartime(&q).is_one()), "{group:?}");
        let g = group.numbers().residue(group.g());
        assert!(!g.is_one());
        // a prime order: no smaller power can be 1
        if group.bits() <= 4096 {
            assert!(g.power(group.q()).is_one(), "{group:?}");
        }
        let padded = &mut small(group, 0);
        let start = padded.len() - group.g().len();
        padded[start..].copy_from_slice(group.g());
        assert!(Value::decode(group, padded).is_ok(), "{group:?}");
    }
}

#[test]
fn names_tell_bits_of_prime_and_order() {
    let names: Vec<_> = GROUPS.iter().map(Group::name).collect();
    assert_eq!(
        names[..4],
        [
            "MODP-1024/160",
            "MODP-2048/224",
            "MODP-2048/256",
            "MODP-1536"
        ]
    );
    for group in &GROUPS {
        assert_eq!(number(group.p()).bits_vartime() as usize, group.bits());
        assert!(group.name().contains(&group.bits().to_string()));
    }
    let sizes: Vec<_> = GROUPS.iter().map(Group::exponent_len).collect();
    assert_eq!(sizes, [20, 28, 32, 192, 256, 384, 512, 768, 1024]);
    assert_eq!(Group::standardized(2).unwrap().name(), "MODP-2048/256");
    assert!(Group::standardized(3).is_none() && Group::standardized(255).is_none());
}

#[test]
fn values_outside_rfc_2631_are_refused() {
    for group in quick() {
        let outside = [
            small(group, 0),
            small(group, 1),
            below_p(group),
            group.p().to_vec(),
            above_p(group),
            vec![0xFF; group.value_len()],
        ];
        for bytes in &outside {
            assert_eq!(
                Value::decode(group, bytes),
                Err(KeyError::ValueInvalid),
                "{group:?}"
            );
        }
        let good = value(group, 7).bytes().to_vec();
        assert!(Value::decode(group, &good).is_ok());
        for bytes in [&good[1..], &[&[0], &good[..]].concat(), &[]] {
            let error = Value::decode(group, bytes);
            assert_eq!(error, Err(KeyError::Malformed { offset: 0 }));
        }
    }
}

/// Every element of order 2 times the subgroup is outside it: `p - y` for `y` inside.
#[test]
fn values_of_another_subgroup_are_refused() {
    for group in quick() {
        let p = number(group.p());
        let y = number(value(group, 9).bytes());
        let mirrored = p.wrapping_sub(&y).to_be_bytes();
        assert_eq!(
            Value::decode(group, &mirrored),
            Err(KeyError::ValueInvalid),
            "{group:?}"
        );
    }
}

#[test]
fn exponents_from_1_to_the_order_less_one() {
    for group in quick() {
        let q = group.q().to_vec();
        let mut below = q.clone();
        *below.last_mut().unwrap() -= 1;
        assert!(Exponent::new(group, &below).is_ok());
        assert!(Exponent::new(group, &[1]).is_ok());
        assert!(Exponent::new(group, &[0, 0, 5]).is_ok());
        let too_long = vec![1; group.value_len() + 1];
        for bytes in [&[][..], &[0], &[0; 20], &q, &vec![0xFF; q.len()], &too_long] {
            let error = Exponent::new(group, bytes).unwrap_err();
            assert_eq!(error, KeyError::ScalarOutOfRange, "{group:?}");
        }
    }
}

/// A longer exponent counts modulo the order, and gives what the power itself gives.
#[test]
fn long_exponents_are_reduced() {
    let group = Group::standardized(0).unwrap();
    let long = vec![0xA7; 128];
    let power = group.numbers().residue(group.g()).power(&long);
    let exponent = Exponent::new(group, &long).unwrap();
    assert_eq!(exponent.public_value().bytes(), &**power.to_bytes());
    let mut multiple = vec![0; 10];
    multiple.extend_from_slice(group.q());
    assert!(Exponent::new(group, &multiple).is_err());
}

#[test]
fn keys_of_two_groups_never_meet() {
    let (own, other) = (&GROUPS[1], &GROUPS[2]);
    let exponent = Exponent::new(own, &[5]).unwrap();
    let mismatch = Some(KeyError::DomainMismatch);
    assert_eq!(exponent.agree(&value(other, 3)).err(), mismatch);
    let generator = Generator::generic(&exponent, &value(other, 3), &[1]);
    assert_eq!(generator.err(), mismatch);
    let generator = Generator::integrated(other, &[2]).unwrap();
    assert_eq!(exponent.public_value_on(&generator).err(), mismatch);
    let shown = format!("{exponent:?} {generator:?}");
    assert_eq!(shown.matches("hidden").count(), 2, "{shown}");
}

/// `g^s * h` is 1 for `h = g^-s`; `R^((p-1)/q)` is 0 or 1 for 0 and 1, and `p` more of each.
#[test]
fn degenerate_mappings_are_refused() {
    for group in quick() {
        let own = Exponent::new(group, &[1]).unwrap();
        let mut minus_two = group.q().to_vec();
        *minus_two.last_mut().unwrap() -= 2;
        let other = Exponent::new(group, &minus_two).unwrap().public_value();
        let degenerate = Generator::generic(&own, &other, &[0, 2]);
        assert_eq!(degenerate.err(), Some(KeyError::Degenerate));
        assert!(Generator::generic(&own, &other, &[3]).is_ok());
        for random in [small(group, 0), small(group, 1), group.p().to_vec()] {
            let degenerate = Generator::integrated(group, &random);
            assert_eq!(degenerate.err(), Some(KeyError::Degenerate));
        }
        let above = [&[0; 4], &above_p(group)[..]].concat();
        assert!(Generator::integrated(group, &above).is_err());
    }
}

#[test]
fn known_parameters_are_found_and_no_others() {
    for group in &GROUPS {
        let (p, g, q) = (group.p(), group.g(), group.q());
        assert_eq!(Group::from_parameters(p, g, None), Some(group));
        assert_eq!(Group::from_parameters(p, g, Some(q)), Some(group));
        assert_eq!(Group::from_parameters(p, g, Some(&q[1..])), None);
        assert_eq!(Group::from_parameters(p, &[3], None), None);
        assert_eq!(Group::from_parameters(&p[1..], g, None), None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// For small primes the squares can be counted.
    #[test]
    fn the_symbol_knows_squares(number in 0u16..1009) {
        let squares = (1u32..1009).any(|root| root * root % 1009 == u32::from(number));
        prop_assert_eq!(symbol::is_square(&number.to_be_bytes(), &1009u16.to_be_bytes()), squares);
        let squares = (1u32..1019).any(|root| root * root % 1019 == u32::from(number));
        prop_assert_eq!(symbol::is_square(&number.to_be_bytes(), &1019u16.to_be_bytes()), squares);
    }

    /// Both sides of a mapping come to the same generator and the same secret.
    #[test]
    fn both_sides_agree(
        secrets in any::<[[u8; 16]; 4]>(), nonce in any::<[u8; 16]>(), id in 0u8..3,
    ) {
        let group = Group::standardized(id).unwrap();
        let keys = secrets.map(|bytes| Exponent::new(group, &bytes));
        let [Ok(a), Ok(b), Ok(c), Ok(d)] = &keys else { return Ok(()) };
        let decoded = |value: &Value| Value::decode(group, value.bytes()).unwrap();
        let map = |own: &Exponent, other: &Exponent| {
            Generator::generic(own, &decoded(&other.public_value()), &nonce).unwrap()
        };
        let (first, second) = (map(a, b), map(b, a));
        prop_assert_eq!(first.bytes(), second.bytes());
        let (own, other) = (c.public_value_on(&first).unwrap(), d.public_value_on(&second).unwrap());
        prop_assert_eq!(c.agree(&decoded(&other)).unwrap(), d.agree(&decoded(&own)).unwrap());
    }
}
