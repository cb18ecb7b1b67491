//! The mapped generator of PACE on a curve (Doc 9303-11 §4.4.3.3 and appendix B), in constant
//! time: what goes in is derived from the secret nonce.

use super::field::{Element, Field, Words};
use super::inverse::Invert;
use super::jacobian::Affine;
use super::mask::{mask_if_equal, select};
use super::model::Group;
use super::scalar::from_be_bytes;
use zeroize::Zeroizing;

/// `nonce * G + own * other`; `None` where the other point is none of the curve, the scalar is out
/// of range, or the sum is at infinity.
pub(super) fn generic<const L: usize>(
    group: &Group<L>,
    own: &[u8],
    other: &[u8],
    nonce: &[u8],
) -> Option<Zeroizing<Vec<u8>>>
where
    Words<L>: Invert,
{
    let own = group.scalar(own)?;
    let other = group.decode_affine(other).ok()?;
    let nonce = Zeroizing::new(group.order.leave(&reduce(&group.order, nonce)));
    let first = Zeroizing::new(group.multiply_generator(&nonce));
    let second = Zeroizing::new(group.multiply(&own, &other));
    let point = group.to_affine(first.add(&second, &group.b, &group.field))?;
    Some(group.encode(&point))
}

/// A big-endian number of any length as a residue, digit by digit to the base `2^(64 L)`: the time
/// depends on the length alone.
fn reduce<const L: usize>(field: &Field<L>, number: &[u8]) -> Element<L> {
    let radix = field.enter(field.one().words());
    let mut sum = Element::ZERO;
    for chunk in number.rchunks(8 * L).rev() {
        let words = Zeroizing::new(from_be_bytes(chunk).unwrap_or([0; L]));
        sum = field.add(&field.mul(&sum, &radix), &field.enter(&words));
    }
    sum
}

/// Whether the prime is 3 modulo 4.
pub(super) fn has_encoding<const L: usize>(group: &Group<L>) -> bool {
    group
        .field
        .modulus()
        .first()
        .is_some_and(|low| low & 3 == 3)
}

/// The encoded point of a number, in the curve's own coordinates; for a prime that is 3 modulo 4.
pub(super) fn encode<const L: usize>(group: &Group<L>, number: &[u8]) -> Option<Zeroizing<Vec<u8>>>
where
    Words<L>: Invert,
{
    let f = &group.field;
    let t = Zeroizing::new(reduce(f, number));
    let point = Zeroizing::new(point_of(group, &t));
    let model = Zeroizing::new(Affine {
        x: f.mul(&point.x, &group.to_model.x),
        y: f.mul(&point.y, &group.to_model.y),
    });
    // no point is encoded where t^4 = t^2, as good as never
    group.is_on_curve(&model).then(|| group.encode(&model))
}

/// The steps of appendix B.2, with its names and its hints: one inversion, one root. The curve's
/// own `a` and `b` are needed, for the sign of a root is not the same on its twin. Of both
/// candidates the right one is taken under a mask.
fn point_of<const L: usize>(group: &Group<L>, t: &Element<L>) -> Affine<L> {
    let (f, a, b) = (&group.field, &group.own_a, &group.own_b);
    let t2 = f.square(t);
    let alpha = f.negate(&t2);
    let sum = f.add(&alpha, &f.square(&alpha));
    // X2 = -b (1 + alpha + alpha^2) / (a (alpha + alpha^2))
    let numerator = f.mul(&f.negate(b), &f.add(&f.one(), &sum));
    let x2 = f.mul(&numerator, &f.invert(&f.mul(a, &sum)));
    let x3 = f.mul(&alpha, &x2);
    let h2 = f.add(&f.mul(&f.add(&f.square(&x2), a), &x2), b);
    let u = f.mul(&f.mul(&t2, t), &h2);
    let root = f.pow(&h2, &f.root_exponent());
    // A^2 h2 = 1 where h2 is a square
    let is_square = mask_if_one(&f.mul(&f.square(&root), &h2), f);
    let choose = |yes: &Element<L>, no: &Element<L>| Element(select(is_square, &yes.0, &no.0));
    Affine {
        x: choose(&x2, &x3),
        y: f.mul(&root, &choose(&h2, &u)),
    }
}

/// All ones where the element is one. Elements are below the modulus, so equal words are needed.
fn mask_if_one<const L: usize>(element: &Element<L>, f: &Field<L>) -> u64 {
    let difference = f.sub(element, &f.one());
    let bits = difference.0.iter().fold(0, |bits, word| bits | word);
    mask_if_equal(bits, 0)
}
