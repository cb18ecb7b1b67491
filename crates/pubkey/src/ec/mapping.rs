//! The mapped generator of PACE on a curve (Doc 9303-11 §4.4.3.3 and appendix B), in constant
//! time: what goes in is derived from the secret nonce.

use super::complete::{Projective, multiply};
use super::field::{Element, Field, Words};
use super::inverse::Invert;
use super::jacobian::Affine;
use super::model::Group;
use super::scalar::from_be_bytes;
use zeroize::Zeroizing;

/// `nonce * G + own * other`.
pub(super) fn generic<const L: usize>(
    group: &Group<L>,
    own: &[u8],
    other: &[u8],
    nonce: &[u8],
) -> Option<Zeroizing<Vec<u8>>>
where
    Words<L>: Invert,
{
    let (f, b) = (&group.field, &group.b);
    let own = group.scalar(own)?;
    let other = group.decode_affine(other).ok()?;
    let nonce = group.order.leave(&reduce(&group.order, nonce));
    let first = multiply(&nonce, &group.generator, group.order_bits, b, f);
    let second = multiply(&own, &other, group.order_bits, b, f);
    let sum: Projective<L> = first.add(&second, b, f);
    let point = sum.to_affine(f);
    (!point.y.is_zero()).then(|| group.encode(&point))
}

/// A big-endian number of any length as a residue.
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

/// The point of a number.
pub(super) fn encode<const L: usize>(group: &Group<L>, number: &[u8]) -> Option<Zeroizing<Vec<u8>>>
where
    Words<L>: Invert,
{
    let f = &group.field;
    let t = reduce(f, number);
    let point = map(group, &t);
    let model = Affine {
        x: f.mul(&point.x, &group.to_model.x),
        y: f.mul(&point.y, &group.to_model.y),
    };
    group.is_on_curve(&model).then(|| group.encode(&model))
}

fn map<const L: usize>(group: &Group<L>, t: &Element<L>) -> Affine<L>
where
    Words<L>: Invert,
{
    let (f, a, b) = (&group.field, &group.own_a, &group.own_b);
    let alpha = f.negate(&f.square(t));
    let x2 = f.add(&f.one(), &f.invert(&f.add(&alpha, &f.square(&alpha))));
    let x2 = f.mul(&f.negate(&f.mul(b, &f.invert(a))), &x2);
    let x3 = f.mul(&alpha, &x2);
    let h2 = f.add(&f.mul(&f.add(&f.square(&x2), a), &x2), b);
    let u = f.mul(&f.mul(&f.square(t), t), &h2);
    let root = f.pow(&h2, &f.root_exponent());
    let is_square = f.mul(&f.square(&root), &h2) == f.one();
    if is_square {
        Affine {
            x: x2,
            y: f.mul(&root, &h2),
        }
    } else {
        Affine {
            x: x3,
            y: f.mul(&root, &u),
        }
    }
}
