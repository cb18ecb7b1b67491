//! The values of a group, as its standard prints them.

/// A prime, a generator and the generator's order, big-endian.
pub(super) struct Parameters {
    pub(super) name: &'static str,
    pub(super) p: &'static [u8],
    pub(super) g: &'static [u8],
    pub(super) order: Order,
}

/// The order `q` of the generator.
pub(super) enum Order {
    /// printed in the standard
    Prime(&'static [u8]),
    /// `(p - 1) / 2`, for `p` is a safe prime
    SafePrime,
}
