//! A curve of the table.

use super::model::{Group, Model};
use super::named::NamedCurve;
use super::parameters::{Parameters, brainpool, nist};
use super::{explicit, field::Words, inverse::Invert};
use crate::KeyError;
use std::sync::OnceLock;

/// An elliptic curve of the table, with its arithmetic made ready at its first use.
///
/// There is one value for each curve, so curves are compared by [`Curve::id`] and passed as
/// `&'static`.
pub struct Curve {
    id: NamedCurve,
    parameters: &'static Parameters,
    order_bits: usize,
    model: Box<dyn Model>,
}

impl Curve {
    /// The curve of this name.
    #[must_use]
    pub fn named(id: NamedCurve) -> &'static Self {
        use brainpool as bp;
        macro_rules! curve {
            ($limbs:literal, $parameters:expr) => {{
                static CURVE: OnceLock<Curve> = OnceLock::new();
                CURVE.get_or_init(|| Self::new::<$limbs>(id, &$parameters))
            }};
        }
        match id {
            NamedCurve::P192 => curve!(3, nist::P192),
            NamedCurve::P224 => curve!(4, nist::P224),
            NamedCurve::P256 => curve!(4, nist::P256),
            NamedCurve::P384 => curve!(6, nist::P384),
            NamedCurve::P521 => curve!(9, nist::P521),
            NamedCurve::BrainpoolP160r1 => curve!(3, bp::P160R1),
            NamedCurve::BrainpoolP160t1 => curve!(3, bp::P160T1),
            NamedCurve::BrainpoolP192r1 => curve!(3, bp::P192R1),
            NamedCurve::BrainpoolP192t1 => curve!(3, bp::P192T1),
            NamedCurve::BrainpoolP224r1 => curve!(4, bp::P224R1),
            NamedCurve::BrainpoolP224t1 => curve!(4, bp::P224T1),
            NamedCurve::BrainpoolP256r1 => curve!(4, bp::P256R1),
            NamedCurve::BrainpoolP256t1 => curve!(4, bp::P256T1),
            NamedCurve::BrainpoolP320r1 => curve!(5, bp::P320R1),
            NamedCurve::BrainpoolP320t1 => curve!(5, bp::P320T1),
            NamedCurve::BrainpoolP384r1 => curve!(6, bp::P384R1),
            NamedCurve::BrainpoolP384t1 => curve!(6, bp::P384T1),
            NamedCurve::BrainpoolP512r1 => curve!(8, bp::P512R1),
            NamedCurve::BrainpoolP512t1 => curve!(8, bp::P512T1),
        }
    }

    fn new<const L: usize>(id: NamedCurve, parameters: &'static Parameters) -> Self
    where
        Words<L>: Invert,
    {
        let group = Group::<L>::new(parameters);
        Self {
            id,
            parameters,
            order_bits: group.order_bits,
            model: Box::new(group),
        }
    }

    /// The curve of these identifier content octets.
    #[must_use]
    pub fn from_oid(oid: &[u8]) -> Option<&'static Self> {
        NamedCurve::ALL
            .into_iter()
            .find(|id| id.oid() == oid)
            .map(Self::named)
    }

    /// The curve of the table that these explicit parameters are in every value: an `ECParameters`
    /// structure in DER (X9.62, BSI TR-03111 §5.1.1).
    ///
    /// Field, `a`, `b`, generator and order must be the curve's, and the cofactor 1 where it is
    /// given. The seed says nothing about the curve and is ignored.
    ///
    /// # Errors
    ///
    /// [`KeyError::CurveNotKnown`] where any value differs from every curve of the table, so that
    /// nothing is ever computed on parameters somebody chose (the class of CVE-2020-0601);
    /// [`KeyError::Malformed`] where the bytes are no `ECParameters`.
    pub fn from_explicit(ec_parameters: &[u8]) -> Result<&'static Self, KeyError> {
        explicit::lookup(ec_parameters).map(Self::named)
    }

    /// Which curve it is.
    #[must_use]
    pub const fn id(&self) -> NamedCurve {
        self.id
    }

    /// The name people know, such as `P-256` or `brainpoolP256r1`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.id.name()
    }

    /// Bytes of a coordinate.
    #[must_use]
    pub const fn field_bytes(&self) -> usize {
        self.parameters.p.len()
    }

    /// Bytes of the order, which are those of a secret scalar and of r and s each.
    #[must_use]
    pub const fn order_bytes(&self) -> usize {
        self.order_bits.div_ceil(8)
    }

    /// Bits of the order, by which the strength of a key is named.
    #[must_use]
    pub const fn order_bits(&self) -> usize {
        self.order_bits
    }

    /// The order of the generator, big-endian.
    #[must_use]
    pub const fn order(&self) -> &'static [u8] {
        self.parameters.n
    }

    /// The generator as an uncompressed point.
    #[must_use]
    pub fn generator(&self) -> Vec<u8> {
        [&[4], self.parameters.x, self.parameters.y].concat()
    }

    /// Explicit parameters in DER, version 1, with the generator uncompressed and the cofactor:
    /// the form that documents carry.
    #[must_use]
    pub fn to_explicit(&self) -> Vec<u8> {
        explicit::encode(self.parameters)
    }

    pub(super) fn model(&'static self) -> &'static dyn Model {
        &*self.model
    }
}

/// The parameters of a curve.
pub(super) fn parameters_of(id: NamedCurve) -> &'static Parameters {
    Curve::named(id).parameters
}

impl core::fmt::Debug for Curve {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Curve({})", self.name())
    }
}

impl PartialEq for Curve {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Curve {}
