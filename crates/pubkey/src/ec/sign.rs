//! The ECDSA signature equation with secret numbers (SEC 1 §4.1.3), in constant time.
//!
//! ```text
//! r = x(k·G) modulo n,  s = (e + r·d) / k modulo n
//! ```
//!
//! `k` is as secret as `d`: one known `k` gives `d`, so it is wiped with everything made of it.

use super::field::{Element, Words, subtract_once};
use super::inverse::Invert;
use super::model::Group;
use super::scalar::{from_digest, is_zero};
use zeroize::Zeroizing;

/// r and s of this key, hash value and secret number; `None` where one is zero.
pub(super) fn sign<const L: usize>(
    group: &Group<L>,
    key: &Words<L>,
    digest: &[u8],
    nonce: &[u8],
) -> Option<(Words<L>, Words<L>)>
where
    Words<L>: Invert,
{
    let order = &group.order;
    let nonce = group.scalar(nonce)?;
    let point = group.to_affine(group.multiply_generator(&nonce))?;
    // by Hasse's theorem x is below twice the order
    let r = subtract_once(&group.x_of(&point), false, order.modulus());
    let key = Zeroizing::new(order.enter(key));
    let product = Zeroizing::new(Element(order.mul_number(&key, &r)));
    let number = Element(from_digest(digest, order.modulus()));
    let sum = Zeroizing::new(order.add(&number, &product));
    let inverse = Zeroizing::new(order.invert(&order.enter(&nonce)));
    let s = order.mul_number(&inverse, &sum.0);
    (!is_zero(&r) && !is_zero(&s)).then_some((r, s))
}
