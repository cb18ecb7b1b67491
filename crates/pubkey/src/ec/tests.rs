//! The two paths held against each other and against the laws of a group, on every width.

use super::curve::Curve;
use super::field::{Element, Field, Words};
use super::inverse::Invert;
use super::jacobian::{Affine, Jacobian};
use super::model::Group;
use super::named::NamedCurve;
use super::parameters::{Parameters, brainpool, nist};
use super::scalar::{bits, from_be_bytes, from_digest};
use super::table::{Table, sum_of_multiples};
use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};

/// A number made from random bytes, below the modulus.
fn reduced<const L: usize>(seed: &[u8; 72], modulus: &Words<L>) -> Words<L> {
    from_digest(seed, modulus)
}

fn affine<const L: usize>(point: &Jacobian<L>, field: &Field<L>) -> Option<Affine<L>>
where
    Words<L>: Invert,
{
    let inverse = field.invert_vartime(&point.z);
    let square = field.square(&inverse);
    (!point.is_infinity()).then(|| Affine {
        x: field.mul(&point.x, &square),
        y: field.mul(&point.y, &field.mul(&square, &inverse)),
    })
}

/// A secret multiple of any point, made affine; `None` for infinity.
fn times<const L: usize>(
    group: &Group<L>,
    scalar: &Words<L>,
    point: &Affine<L>,
) -> Option<Affine<L>>
where
    Words<L>: Invert,
{
    group
        .to_affine(group.multiply(scalar, point))
        .map(|point| *point)
}

/// The same of the generator, by the comb.
fn times_generator<const L: usize>(group: &Group<L>, scalar: &Words<L>) -> Option<Affine<L>>
where
    Words<L>: Invert,
{
    group
        .to_affine(group.multiply_generator(scalar))
        .map(|point| *point)
}

/// `a G + b (c G)` three ways: the table of one row, the table in parts, the constant-time path
/// with the scalar `a + b c`.
fn paths_agree<const L: usize>(parameters: &Parameters, seeds: [&[u8; 72]; 3])
where
    Words<L>: Invert,
{
    let group = Group::<L>::new(parameters);
    let order = &group.order;
    let [a, b, c] = seeds.map(|seed| reduced(seed, order.modulus()));
    let point = times_generator(&group, &c).unwrap();
    let product = order.mul_number(&order.enter(&b), &c);
    let sum = order.leave(&order.add(&order.enter(&a), &order.enter(&product)));
    let expected = times_generator(&group, &sum);
    assert!(times(&group, &sum, &group.generator) == expected);
    for parts in [false, true] {
        let table = Table::new(&point, group.layout(5, parts), &group.field);
        let terms = ((&a, group.generator_table(parts)), (&b, &table));
        let found = sum_of_multiples(terms.0, terms.1, &group.field);
        assert!(affine(&found, &group.field) == expected);
    }
}

/// Doubling, adding and adding an affine point are one operation, with infinity as its zero.
fn laws_hold<const L: usize>(parameters: &Parameters, seed: &[u8; 72])
where
    Words<L>: Invert,
{
    let group = Group::<L>::new(parameters);
    let f = &group.field;
    let same = |p: &Jacobian<L>, q: &Jacobian<L>| affine(p, f) == affine(q, f);
    let scalar = reduced(seed, group.order.modulus());
    let one = times(&group, &scalar, &group.generator).unwrap();
    let (p, g) = (
        Jacobian::from_affine(&one, f),
        Jacobian::from_affine(&group.generator, f),
    );
    let minus = Jacobian::from_affine(&one.negated(f), f);
    assert!(same(&p.add(&g, f), &g.add(&p, f)));
    assert!(same(&p.add(&g, f), &g.add_affine(&one, f)));
    assert!(same(&p.add(&p, f), &p.double(f)) && same(&p.add_affine(&one, f), &p.double(f)));
    assert!(same(&p.double(f).add(&g, f), &p.add(&p.add(&g, f), f)));
    assert!(p.add(&minus, f).is_infinity() && p.add_affine(&one.negated(f), f).is_infinity());
    let zero = Jacobian::INFINITY;
    assert!(zero.double(f).is_infinity() && zero.add(&zero, f).is_infinity());
    assert!(same(&zero.add(&p, f), &p) && same(&p.add(&zero, f), &p));
    assert!(same(&zero.add_affine(&one, f), &p));
}

/// The order times the generator is infinity, once less its negative, and one the generator; the
/// curve's own generator is the model's.
fn the_order_is_the_order<const L: usize>(parameters: &Parameters)
where
    Words<L>: Invert,
{
    let group = Group::<L>::new(parameters);
    assert!(times_generator(&group, group.order.modulus()).is_none());
    assert!(times_generator(&group, &[0; L]).is_none());
    let sec1 = [&[4], parameters.x, parameters.y].concat();
    assert!(group.decode_affine(&sec1) == Ok(group.generator));
    small_multiples_are_sums(&group);
}

/// One to seventy times the generator by both constant-time paths, and the order less that many:
/// beside sums of points in variable time. The additions that could meet a special case are those
/// of multiples as small as a digit.
fn small_multiples_are_sums<const L: usize>(group: &Group<L>)
where
    Words<L>: Invert,
{
    let f = &group.field;
    let mut sum = Jacobian::INFINITY;
    let (mut scalar, mut opposite) = ([0; L], *group.order.modulus());
    for _ in 0..70 {
        scalar[0] += 1;
        opposite = group
            .order
            .sub(
                &Element(opposite),
                &Element({
                    let mut one = [0; L];
                    one[0] = 1;
                    one
                }),
            )
            .0;
        sum = sum.add_affine(&group.generator, f);
        let expected = affine(&sum, f).unwrap();
        for (k, expected) in [(&scalar, expected), (&opposite, expected.negated(f))] {
            assert!(times(group, k, &group.generator) == Some(expected));
            assert!(times_generator(group, k) == Some(expected));
        }
    }
}

/// Where a curve is computed on its twin: `a' = a u^4 = -3`, `b' = b u^6`.
fn the_twin_is_isomorphic<const L: usize>(parameters: &Parameters)
where
    Words<L>: Invert,
{
    let group = Group::<L>::new(parameters);
    let f = &group.field;
    let element = |bytes| f.enter(&from_be_bytes(bytes).unwrap());
    let (u2, u3) = (group.to_model.x, group.to_model.y);
    let three = f.add(&f.double(&f.one()), &f.one());
    assert!(f.mul(&f.square(&u2), &u2) == f.square(&u3));
    assert!(f.mul(&element(parameters.a), &f.square(&u2)) == f.negate(&three));
    assert!(f.mul(&element(parameters.b), &f.square(&u3)) == group.b);
}

#[test]
fn every_curve_has_the_order_and_the_twin_it_says() {
    macro_rules! check {
        ($($limbs:literal $module:ident $curve:ident),*) => {$(
            the_order_is_the_order::<$limbs>(&$module::$curve);
            the_twin_is_isomorphic::<$limbs>(&$module::$curve);
        )*};
    }
    check!(3 nist P192, 4 nist P224, 4 nist P256, 6 nist P384, 9 nist P521);
    check!(3 brainpool P160R1, 3 brainpool P192R1, 4 brainpool P224R1, 4 brainpool P256R1);
    check!(5 brainpool P320R1, 6 brainpool P384R1, 8 brainpool P512R1);
    check!(3 brainpool P160T1, 3 brainpool P192T1, 4 brainpool P224T1, 4 brainpool P256T1);
    check!(5 brainpool P320T1, 6 brainpool P384T1, 8 brainpool P512T1);
}

macro_rules! field_beside_bigint {
    ($limbs:literal, $uint:ident, $parameters:expr, $x:expr, $y:expr) => {
        let field = Field::<$limbs>::new(from_be_bytes($parameters.p).unwrap());
        let (x, y) = (reduced(&$x, field.modulus()), reduced(&$y, field.modulus()));
        let big = |words: &Words<$limbs>| crypto_bigint::$uint::from_words(*words);
        let modulus = crypto_bigint::NonZero::new(big(field.modulus())).unwrap();
        let (mx, my) = (field.enter(&x), field.enter(&y));
        let left = |element| big(&field.leave(&element));
        prop_assert_eq!(
            left(field.mul(&mx, &my)),
            big(&x).mul_mod(&big(&y), &modulus)
        );
        prop_assert_eq!(left(field.square(&mx)), big(&x).mul_mod(&big(&x), &modulus));
        prop_assert_eq!(
            left(field.add(&mx, &my)),
            big(&x).add_mod(&big(&y), &modulus)
        );
        prop_assert_eq!(
            left(field.sub(&mx, &my)),
            big(&x).sub_mod(&big(&y), &modulus)
        );
        prop_assert!(field.invert(&mx) == field.invert_vartime(&mx));
        // the words themselves as elements, so that the limits reach the product
        let (ex, ey) = (Element(x), Element(y));
        let product = big(&field.leave(&ex)).mul_mod(&big(&field.leave(&ey)), &modulus);
        prop_assert_eq!(left(field.mul(&ex, &ey)), product);
    };
}

/// Some of the words made zero, some all ones.
fn extreme(seed: &[u8; 72], limits: &[u8; 9]) -> [u8; 72] {
    let mut bytes = *seed;
    for (word, limit) in bytes.chunks_exact_mut(8).zip(limits) {
        match limit % 4 {
            0 => word.fill(0),
            1 => word.fill(0xFF),
            _ => {}
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn both_paths_agree(a in any::<[u8; 72]>(), b in any::<[u8; 72]>(), c in any::<[u8; 72]>()) {
        paths_agree::<3>(&brainpool::P160R1, [&a, &b, &c]);
        paths_agree::<4>(&nist::P224, [&a, &b, &c]);
        paths_agree::<4>(&brainpool::P256R1, [&a, &b, &c]);
        paths_agree::<5>(&brainpool::P320T1, [&a, &b, &c]);
        paths_agree::<6>(&nist::P384, [&a, &b, &c]);
        paths_agree::<8>(&brainpool::P512R1, [&a, &b, &c]);
        paths_agree::<9>(&nist::P521, [&a, &b, &c]);
    }

    #[test]
    fn points_form_a_group(seed in any::<[u8; 72]>()) {
        laws_hold::<3>(&nist::P192, &seed);
        laws_hold::<4>(&nist::P256, &seed);
        laws_hold::<5>(&brainpool::P320R1, &seed);
        laws_hold::<6>(&brainpool::P384R1, &seed);
        laws_hold::<8>(&brainpool::P512T1, &seed);
        laws_hold::<9>(&nist::P521, &seed);
    }

    /// Each field beside `crypto-bigint`'s, with words at their limits as often as not.
    #[test]
    fn the_fields_compute_as_crypto_bigint_does(
        a in any::<[u8; 72]>(), b in any::<[u8; 72]>(), limits in any::<[u8; 9]>(),
    ) {
        let [x, y] = [&a, &b].map(|seed| extreme(seed, &limits));
        field_beside_bigint!(4, U256, nist::P256, x, y);
        field_beside_bigint!(4, U256, brainpool::P256R1, x, y);
        field_beside_bigint!(6, U384, nist::P384, x, y);
        field_beside_bigint!(8, U512, brainpool::P512R1, x, y);
        field_beside_bigint!(9, U576, nist::P521, x, y);
    }

    /// A square has a root, and what is no square has none, also where p is 1 modulo 4 (P-224).
    #[test]
    fn roots_are_roots(seed in any::<[u8; 72]>()) {
        roots::<4>(&nist::P224, &seed);
        roots::<4>(&nist::P256, &seed);
        roots::<8>(&brainpool::P512R1, &seed);
    }
}

fn roots<const L: usize>(parameters: &Parameters, seed: &[u8; 72]) {
    let field = Field::<L>::new(from_be_bytes(parameters.p).unwrap());
    let value = field.enter(&reduced(seed, field.modulus()));
    let square = field.square(&value);
    let root = field.sqrt_vartime(&square).unwrap();
    assert!(root == value || root == field.negate(&value));
    // exactly one of v and of v times a non-square is a square
    let mut other = field.double(&field.one());
    while field.sqrt_vartime(&other).is_some() {
        other = field.add(&other, &field.one());
    }
    let found = [value, field.mul(&value, &other)].map(|v| field.sqrt_vartime(&v).is_some());
    assert!(value.is_zero() || found[0] != found[1]);
}

#[test]
fn the_root_of_zero_is_zero() {
    let field = Field::<4>::new(from_be_bytes(nist::P224.p).unwrap());
    let zero = field.sub(&field.one(), &field.one());
    assert!(field.sqrt_vartime(&zero) == Some(zero));
}

#[test]
fn bits_are_taken_across_words() {
    let words = [0x8000_0000_0000_0001, 0xF];
    assert_eq!(bits(&words, 0, 1), 1);
    assert_eq!(bits(&words, 63, 4), 0xF);
    assert_eq!(bits(&words, 64, 7), 0xF);
    assert_eq!(bits(&words, 126, 7), 0);
}

#[test]
fn of_a_long_hash_value_the_leftmost_bits_count() {
    // 160 bits of order, and 521 bits, which end inside a byte
    let order = from_be_bytes::<3>(brainpool::P160R1.n).unwrap();
    let short = from_digest(&[0x11; 20], &order);
    assert_eq!(from_digest(&[0x11; 64], &order), short);
    let order = from_be_bytes::<9>(nist::P521.n).unwrap();
    let all = from_be_bytes::<9>(&[0x11; 64]).unwrap();
    assert_eq!(from_digest(&[0x11; 64], &order), all);
    // 528 bits of which 521 count: seven are shifted out
    let long = from_digest(&[0x11; 66], &order);
    assert_eq!(bits(&long, 512, 9), 0x11 << 1);
    assert_eq!(from_digest(&[], &order), [0; 9]);
}

#[test]
fn a_curve_is_found_by_its_identifier_and_no_other() {
    for id in NamedCurve::ALL {
        let curve = Curve::from_oid(id.oid()).unwrap();
        assert_eq!((curve.id(), curve.name()), (id, id.name()));
        assert_eq!(curve.generator().len(), 1 + 2 * curve.field_bytes());
        assert_eq!(curve.order().len(), curve.order_bytes());
        assert!(Curve::from_oid(&id.oid()[1..]).is_none());
        assert_eq!(format!("{curve:?}"), format!("Curve({id})"));
    }
    // secp256k1, 1.3.132.0.10
    assert!(Curve::from_oid(&[0x2B, 0x81, 0x04, 0x00, 0x0A]).is_none());
}
