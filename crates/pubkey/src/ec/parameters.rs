//! The values of the curves, as their standards print them.

pub(super) mod brainpool;
pub(super) mod nist;

use crate::constant::bytes;

/// The domain parameters of a curve `y^2 = x^3 + ax + b` over the integers modulo `p`
/// (SEC 1 §3.1.1), big-endian, as many bytes as `p` has; the cofactor is 1.
pub(super) struct Parameters {
    pub(super) p: &'static [u8],
    pub(super) a: &'static [u8],
    pub(super) b: &'static [u8],
    /// the generator's coordinates
    pub(super) x: &'static [u8],
    pub(super) y: &'static [u8],
    /// the generator's order
    pub(super) n: &'static [u8],
    /// the isomorphic curve with `a = -3`, where this curve has another `a`
    pub(super) twin: Option<&'static Self>,
}
