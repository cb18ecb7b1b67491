//! Key agreement on a curve: what `crate::agreement` is made of.
//!
//! | here | on the curve |
//! |---|---|
//! | [`Scalar`] | a secret number below the order |
//! | [`Value`] | a public point |
//! | [`Generator`] | a secret point |
//!
//! Who holds one of them knows nothing of words and models: `Model` takes and gives bytes, so that
//! one type serves all widths.
//!
//! Points are kept as the bytes that are sent, `04`, x, y; to read them again costs a hundredth
//! of what is then done with them.

use super::curve::Curve;
use super::model::Base;
use crate::KeyError;
use zeroize::Zeroizing;

/// A secret scalar from 1 to the order less one, as long as the order.
pub(crate) struct Scalar {
    curve: &'static Curve,
    bytes: Zeroizing<Vec<u8>>,
}

/// A point of the curve other than infinity.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Value {
    curve: &'static Curve,
    bytes: Vec<u8>,
}

/// A secret point of the curve other than infinity.
pub(crate) struct Generator {
    curve: &'static Curve,
    bytes: Zeroizing<Vec<u8>>,
}

impl Scalar {
    /// A number from 1 to the order less one, leading zeros allowed.
    pub(crate) fn new(curve: &'static Curve, bytes: &[u8]) -> Result<Self, KeyError> {
        let bytes = curve.model().scalar_octets(bytes);
        let bytes = bytes.ok_or(KeyError::ScalarOutOfRange)?;
        Ok(Self { curve, bytes })
    }

    pub(crate) const fn curve(&self) -> &'static Curve {
        self.curve
    }

    /// The scalar times the curve's generator.
    pub(crate) fn public_value(&self) -> Value {
        let product = self.curve.model().product(&self.bytes, Base::Generator);
        Value::from_secret(self.curve, &product.unwrap_or_default())
    }

    /// The scalar times a mapped generator.
    pub(crate) fn public_value_on(&self, generator: &Generator) -> Result<Value, KeyError> {
        let product = self.product(generator.curve, &generator.bytes)?;
        Ok(Value::from_secret(self.curve, &product))
    }

    /// The scalar times a point.
    pub(crate) fn times(&self, value: &Value) -> Result<Value, KeyError> {
        let product = self.product(value.curve, &value.bytes)?;
        Ok(Value::from_secret(self.curve, &product))
    }

    /// The x-coordinate of the scalar times a point.
    pub(crate) fn agree(&self, other: &Value) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let product = self.product(other.curve, &other.bytes)?;
        Ok(Zeroizing::new(x_of(self.curve, &product).to_vec()))
    }

    /// The scalar times an encoded point.
    fn product(&self, curve: &'static Curve, point: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        same(self.curve, curve)?;
        let product = curve.model().product(&self.bytes, Base::Point(point));
        product.ok_or(KeyError::Degenerate)
    }

    /// The scalar divided by another, modulo the order.
    #[cfg(feature = "signing")]
    pub(crate) fn quotient(&self, divisor: &Self) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        same(self.curve, divisor.curve)?;
        let quotient = self.curve.model().quotient(&self.bytes, &divisor.bytes);
        quotient.ok_or(KeyError::ScalarOutOfRange)
    }
}

impl Value {
    /// `04`, x, y: the compressed form, which the curves of certificates may have, is none of
    /// these protocols (Doc 9303-11 §4.4.3.2).
    pub(crate) fn decode(curve: &'static Curve, bytes: &[u8]) -> Result<Self, KeyError> {
        match bytes.first() {
            Some(4) => curve.model().decode(bytes)?,
            _ => return Err(KeyError::Malformed { offset: 0 }),
        };
        Ok(Self {
            curve,
            bytes: bytes.to_vec(),
        })
    }

    /// What was computed from a secret and is made public.
    fn from_secret(curve: &'static Curve, bytes: &[u8]) -> Self {
        Self {
            curve,
            bytes: bytes.to_vec(),
        }
    }

    pub(crate) const fn curve(&self) -> &'static Curve {
        self.curve
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn x(&self) -> &[u8] {
        x_of(self.curve, &self.bytes)
    }
}

impl Generator {
    /// `nonce · G + own · other`.
    pub(crate) fn generic(own: &Scalar, other: &Value, nonce: &[u8]) -> Result<Self, KeyError> {
        same(own.curve, other.curve)?;
        let model = own.curve.model();
        let bytes = model.generic_mapping(&own.bytes, &other.bytes, nonce);
        let bytes = bytes.ok_or(KeyError::Degenerate)?;
        Ok(Self {
            curve: own.curve,
            bytes,
        })
    }

    /// The point that a pseudo-random number is encoded as.
    pub(crate) fn integrated(
        curve: &'static Curve,
        pseudo_random: &[u8],
    ) -> Result<Self, KeyError> {
        let model = curve.model();
        if !model.has_point_encoding() {
            let domain = curve.name();
            return Err(KeyError::NotMappable { domain });
        }
        let bytes = model.point_encoding(pseudo_random);
        let bytes = bytes.ok_or(KeyError::Degenerate)?;
        Ok(Self { curve, bytes })
    }

    pub(crate) const fn curve(&self) -> &'static Curve {
        self.curve
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Values of two curves never meet.
fn same(curve: &Curve, other: &Curve) -> Result<(), KeyError> {
    if curve == other {
        Ok(())
    } else {
        Err(KeyError::DomainMismatch)
    }
}

/// The x-coordinate of an encoded point.
fn x_of<'a>(curve: &Curve, point: &'a [u8]) -> &'a [u8] {
    point.get(1..=curve.field_bytes()).unwrap_or_default()
}
