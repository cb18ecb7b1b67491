//! One curve at work: its field, its order, its generator, on the model with `a = -3`.
//!
//! ```text
//! bytes of the curve  ── · to_model ──▶  (x, y) of the model  ── arithmetic
//! bytes of the curve  ◀── · from_model ──  (x, y) of the model  ◀──
//! ```
//!
//! The isomorphism multiplies x by `u^2` and y by `u^3`; both factors are found as the ratios of
//! the two generators' coordinates, for RFC 5639 maps one to the other. On a curve that is its own
//! model they are one. The order is the same on both.
//!
//! [`Model`] and [`Point`] hide the number of words, 3 to 9, behind trait objects: one call for
//! each operation, which costs nothing beside it.

use super::comb::Comb;
use super::complete::Projective;
use super::field::{Element, Field, Words};
use super::inverse::Invert;
use super::jacobian::Affine;
use super::multiple::PublicPoint;
use super::odd::OddScalar;
use super::parameters::Parameters;
use super::scalar::{bit_length, from_be_bytes, is_below, is_zero, to_be_bytes};
use super::table::{Layout, Table};
use super::window;
use crate::KeyError;
use std::sync::{Arc, OnceLock};
use zeroize::Zeroizing;

/// A curve whatever its number of words: what [`super::Curve`] asks of its arithmetic.
pub(super) trait Model: Send + Sync {
    /// A point from its encoding (SEC 1 §2.3.4), checked to be on the curve.
    fn decode(&'static self, bytes: &[u8]) -> Result<Arc<dyn Point>, KeyError>;

    /// A big-endian integer from 1 to the order less one, in as many bytes as the order has.
    fn scalar_octets(&self, bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>>;

    /// The secret scalar times a point, as an encoded point, in constant time; `None` where the
    /// point is none of the curve or the product is at infinity.
    fn product(&self, scalar: &[u8], base: Base<'_>) -> Option<Zeroizing<Vec<u8>>>;

    /// `nonce * G + own * other`, as an encoded point, in constant time; `None` for infinity.
    fn generic_mapping(&self, own: &[u8], other: &[u8], nonce: &[u8])
    -> Option<Zeroizing<Vec<u8>>>;

    /// Whether the curve has the point encoding of Integrated Mapping.
    fn has_point_encoding(&self) -> bool;

    /// The encoded point that a number, taken modulo the field's prime, is mapped to (Doc 9303-11
    /// appendix B), in constant time; `None` where there is none.
    fn point_encoding(&self, number: &[u8]) -> Option<Zeroizing<Vec<u8>>>;

    /// One scalar divided by another modulo the order, in constant time.
    #[cfg(feature = "signing")]
    fn quotient(&self, scalar: &[u8], divisor: &[u8]) -> Option<Zeroizing<Vec<u8>>>;

    /// The secret scalar times the generator, in constant time.
    fn public_point(&'static self, scalar: &[u8]) -> Option<Arc<dyn Point>>;

    /// r and s (SEC 1 §4.1.3) with this secret key and secret number, in constant time; `None`
    /// where either comes out zero and another secret number must be taken.
    #[cfg(feature = "signing")]
    fn sign(&self, scalar: &[u8], digest: &[u8], nonce: &[u8]) -> Option<(Vec<u8>, Vec<u8>)>;

    /// A hash value as an integer modulo the order (RFC 6979 §2.3.4, bits2octets).
    #[cfg(feature = "signing")]
    fn digest_octets(&self, digest: &[u8]) -> Vec<u8>;
}

/// What a scalar is multiplied with.
#[derive(Clone, Copy)]
pub(super) enum Base<'a> {
    /// the curve's generator
    Generator,
    /// an uncompressed point
    Point(&'a [u8]),
}

/// A public point whatever its number of words.
pub(super) trait Point: Send + Sync {
    /// Whether r and s are this point's signature over the hash value (SEC 1 §4.1.4).
    fn verify(&self, digest: &[u8], r: &[u8], s: &[u8]) -> bool;

    /// The uncompressed encoding (SEC 1 §2.3.3).
    fn encode(&self) -> Vec<u8>;

    /// The x-coordinate of the secret scalar times this point, in constant time.
    fn shared_secret(&self, scalar: &[u8]) -> Option<Zeroizing<Vec<u8>>>;
}

/// The arithmetic of one curve in `L` words.
pub(super) struct Group<const L: usize> {
    pub(super) field: Field<L>,
    pub(super) order: Field<L>,
    pub(super) order_bits: usize,
    /// bytes of a coordinate
    pub(super) field_bytes: usize,
    pub(super) b: Element<L>,
    /// `a` and `b` of the curve itself, not of its model
    pub(super) own_a: Element<L>,
    pub(super) own_b: Element<L>,
    pub(super) generator: Affine<L>,
    /// the curve's coordinates times this are the model's
    pub(super) to_model: Affine<L>,
    /// the model's coordinates times this are the curve's
    pub(super) from_model: Affine<L>,
    table: OnceLock<Table<L>>,
    table_in_parts: OnceLock<Table<L>>,
    comb: OnceLock<Comb<L>>,
}

impl<const L: usize> Group<L>
where
    Words<L>: Invert,
{
    /// The model of these parameters. A curve whose `a` is not -3 has a twin that is.
    pub(super) fn new(parameters: &Parameters) -> Self {
        let words = |bytes| from_be_bytes(bytes).unwrap_or([0; L]);
        let field = Field::new(words(parameters.p));
        let element = |bytes| field.enter(&words(bytes));
        let model = parameters.twin.unwrap_or(parameters);
        let generator = Affine {
            x: element(model.x),
            y: element(model.y),
        };
        let own = Affine {
            x: element(parameters.x),
            y: element(parameters.y),
        };
        let ratio = |a: &Affine<L>, b: &Affine<L>| Affine {
            x: field.mul(&a.x, &field.invert_vartime(&b.x)),
            y: field.mul(&a.y, &field.invert_vartime(&b.y)),
        };
        Self {
            own_a: element(parameters.a),
            own_b: element(parameters.b),
            to_model: ratio(&generator, &own),
            from_model: ratio(&own, &generator),
            order: Field::new(words(parameters.n)),
            order_bits: bit_length(&words(parameters.n)),
            field_bytes: parameters.p.len(),
            b: element(model.b),
            generator,
            field,
            table: OnceLock::new(),
            table_in_parts: OnceLock::new(),
            comb: OnceLock::new(),
        }
    }

    /// The layout of a table; a table in parts goes with one in parts only.
    pub(super) const fn layout(&self, width: usize, parts: bool) -> Layout {
        Layout {
            width,
            bits: self.order_bits,
            parts,
        }
    }

    /// A secret scalar, zero allowed, times the generator, in constant time.
    pub(super) fn multiply_generator(&self, scalar: &Words<L>) -> Projective<L> {
        let scalar = OddScalar::new(scalar, self.order.modulus());
        let new = || Comb::new(&self.generator, self.order_bits, &self.field);
        let comb = self.comb.get_or_init(new);
        comb.multiply(&scalar, &self.b, &self.field)
    }

    /// The generator's table, made at its first use.
    pub(super) fn generator_table(&self, parts: bool) -> &Table<L> {
        let cell = if parts {
            &self.table_in_parts
        } else {
            &self.table
        };
        let layout = self.layout(7, parts);
        cell.get_or_init(|| Table::new(&self.generator, layout, &self.field))
    }
}

impl<const L: usize> Group<L> {
    const fn order_bytes(&self) -> usize {
        self.order_bits.div_ceil(8)
    }

    /// A scalar from 1 to the order less one.
    pub(super) fn scalar(&self, bytes: &[u8]) -> Option<Zeroizing<Words<L>>> {
        let words = Zeroizing::new(from_be_bytes(bytes)?);
        (is_below(&words, self.order.modulus()) & !is_zero(&words)).then_some(words)
    }

    /// A coordinate of the curve, below the field's prime.
    fn coordinate(&self, bytes: &[u8]) -> Option<Element<L>> {
        let words = from_be_bytes(bytes)?;
        is_below(&words, self.field.modulus()).then(|| self.field.enter(&words))
    }

    /// `x^3 - 3x + b`.
    fn right_side(&self, x: &Element<L>) -> Element<L> {
        let f = &self.field;
        let three = f.add(&f.double(&f.one()), &f.one());
        let cube = f.mul(&f.sub(&f.square(x), &three), x);
        f.add(&cube, &self.b)
    }

    /// The model's point of these coordinates of the curve, if it is one.
    fn point_of(&self, x: &[u8], y: &[u8]) -> Option<Affine<L>> {
        let f = &self.field;
        let x = f.mul(&self.coordinate(x)?, &self.to_model.x);
        let y = f.mul(&self.coordinate(y)?, &self.to_model.y);
        let point = Affine { x, y };
        self.is_on_curve(&point).then_some(point)
    }

    /// Whether a pair of coordinates of the model is a point of it.
    pub(super) fn is_on_curve(&self, point: &Affine<L>) -> bool {
        self.field.square(&point.y) == self.right_side(&point.x)
    }

    /// The model's point of this coordinate and the parity of the other.
    fn decompress(&self, x: &[u8], is_odd: bool) -> Option<Affine<L>> {
        let f = &self.field;
        let x = f.mul(&self.coordinate(x)?, &self.to_model.x);
        let y = f.sqrt_vartime(&self.right_side(&x))?;
        let point = Affine { x, y };
        let (_, y_bytes) = self.coordinates(&point);
        let found_odd = y_bytes.last().is_some_and(|byte| byte & 1 == 1);
        Some(if found_odd == is_odd {
            point
        } else {
            point.negated(f)
        })
    }

    pub(super) fn decode_affine(&self, bytes: &[u8]) -> Result<Affine<L>, KeyError> {
        let malformed = KeyError::Malformed { offset: 0 };
        let point = match bytes.split_first() {
            Some((4, xy)) if xy.len() == 2 * self.field_bytes => {
                let (x, y) = xy.split_at(self.field_bytes);
                self.point_of(x, y)
            }
            Some((2 | 3, x)) if x.len() == self.field_bytes => {
                self.decompress(x, bytes.first() == Some(&3))
            }
            Some((0, [])) => None,
            _ => return Err(malformed),
        };
        point.ok_or(KeyError::PointInvalid)
    }

    /// The curve's x-coordinate of a point of the model, as a number.
    pub(super) fn x_of(&self, point: &Affine<L>) -> Words<L> {
        self.field
            .leave(&self.field.mul(&point.x, &self.from_model.x))
    }

    /// The curve's coordinates of a point of the model.
    pub(super) fn coordinates(&self, point: &Affine<L>) -> (Vec<u8>, Vec<u8>) {
        let y = self
            .field
            .leave(&self.field.mul(&point.y, &self.from_model.y));
        let bytes = |words| to_be_bytes(words, self.field_bytes);
        (bytes(&self.x_of(point)), bytes(&y))
    }

    /// The uncompressed encoding (SEC 1 §2.3.3) of a point that may be secret.
    pub(super) fn encode(&self, point: &Affine<L>) -> Zeroizing<Vec<u8>> {
        let (x, y) = self.coordinates(point);
        let (x, y) = (Zeroizing::new(x), Zeroizing::new(y));
        Zeroizing::new([&[4][..], &x, &y].concat())
    }

    /// A secret scalar times a point, in constant time.
    pub(super) fn multiply(&self, scalar: &Words<L>, point: &Affine<L>) -> Projective<L> {
        let scalar = OddScalar::new(scalar, self.order.modulus());
        window::multiply(&scalar, point, self.order_bits, &self.b, &self.field)
    }

    /// The affine point, in constant time; `None` for infinity.
    pub(super) fn to_affine(&self, point: Projective<L>) -> Option<Zeroizing<Affine<L>>> {
        let affine = Zeroizing::new(Zeroizing::new(point).to_affine(&self.field));
        // y is zero at infinity, and nowhere on a curve of odd order
        (!affine.y.is_zero()).then_some(affine)
    }
}

impl<const L: usize> Model for Group<L>
where
    Words<L>: Invert,
{
    fn decode(&'static self, bytes: &[u8]) -> Result<Arc<dyn Point>, KeyError> {
        Ok(Arc::new(PublicPoint::new(self, self.decode_affine(bytes)?)))
    }

    fn scalar_octets(&self, bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let scalar = self.scalar(bytes)?;
        Some(Zeroizing::new(to_be_bytes(&scalar, self.order_bytes())))
    }

    fn product(&self, scalar: &[u8], base: Base<'_>) -> Option<Zeroizing<Vec<u8>>> {
        let scalar = self.scalar(scalar)?;
        let product = match base {
            Base::Generator => self.multiply_generator(&scalar),
            Base::Point(bytes) => {
                let point = Zeroizing::new(self.decode_affine(bytes).ok()?);
                self.multiply(&scalar, &point)
            }
        };
        Some(self.encode(&*self.to_affine(product)?))
    }

    fn generic_mapping(
        &self,
        own: &[u8],
        other: &[u8],
        nonce: &[u8],
    ) -> Option<Zeroizing<Vec<u8>>> {
        super::mapping::generic(self, own, other, nonce)
    }

    fn has_point_encoding(&self) -> bool {
        super::mapping::has_encoding(self)
    }

    fn point_encoding(&self, number: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        super::mapping::encode(self, number)
    }

    #[cfg(feature = "signing")]
    fn quotient(&self, scalar: &[u8], divisor: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let order = &self.order;
        let (scalar, divisor) = (self.scalar(scalar)?, self.scalar(divisor)?);
        let inverse = Zeroizing::new(order.invert(&order.enter(&divisor)));
        let quotient = Zeroizing::new(order.mul_number(&inverse, &scalar));
        Some(Zeroizing::new(to_be_bytes(&quotient, self.order_bytes())))
    }

    fn public_point(&'static self, scalar: &[u8]) -> Option<Arc<dyn Point>> {
        let point = self.multiply_generator(&*self.scalar(scalar)?);
        Some(Arc::new(PublicPoint::new(self, *self.to_affine(point)?)))
    }

    #[cfg(feature = "signing")]
    fn sign(&self, scalar: &[u8], digest: &[u8], nonce: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
        let (r, s) = super::sign::sign(self, &*self.scalar(scalar)?, digest, nonce)?;
        let bytes = |words| to_be_bytes(words, self.order_bytes());
        Some((bytes(&r), bytes(&s)))
    }

    #[cfg(feature = "signing")]
    fn digest_octets(&self, digest: &[u8]) -> Vec<u8> {
        let number = super::scalar::from_digest(digest, self.order.modulus());
        to_be_bytes(&number, self.order_bytes())
    }
}
