//! Explicit curve parameters: read, looked up in the table, written.
//!
//! ```text
//! ECParameters ::= SEQUENCE {
//!     version   INTEGER (1..3),
//!     fieldID   SEQUENCE { prime-field OBJECT IDENTIFIER, p INTEGER },
//!     curve     SEQUENCE { a OCTET STRING, b OCTET STRING, seed BIT STRING OPTIONAL },
//!     base      OCTET STRING,
//!     order     INTEGER,
//!     cofactor  INTEGER OPTIONAL,
//!     hash      SEQUENCE OPTIONAL }
//! ```
//!
//! X9.62 (2005) annex C, as RFC 3279 §2.3.5 and BSI TR-03111 §5.1.1 repeat it. Deviations, none
//! of which changes the curve: leading zeros of `a` and `b` count for nothing, a missing cofactor
//! is taken for 1, seed and hash are not looked at.

use super::curve::parameters_of;
use super::named::NamedCurve;
use super::parameters::Parameters;
use crate::KeyError;
use crate::der::{
    self, BIT_STRING, DerError, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING, Reader, SEQUENCE,
    without_leading_zeros,
};

/// Content octets of prime-field, 1.2.840.10045.1.1.
const PRIME_FIELD: &[u8] = &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x01, 0x01];

/// Parameters as given: integers without leading zeros, the generator as it is encoded.
struct Given<'a> {
    p: &'a [u8],
    a: &'a [u8],
    b: &'a [u8],
    base: &'a [u8],
    order: &'a [u8],
    cofactor: Option<&'a [u8]>,
}

/// The curve that these parameters are.
pub(super) fn lookup(ec_parameters: &[u8]) -> Result<NamedCurve, KeyError> {
    let given = parse(ec_parameters)?.ok_or(KeyError::CurveNotKnown { oid: None })?;
    NamedCurve::ALL
        .into_iter()
        .find(|id| given.is(parameters_of(*id)))
        .ok_or(KeyError::CurveNotKnown { oid: None })
}

/// `None` for a curve over another kind of field.
fn parse(ec_parameters: &[u8]) -> Result<Option<Given<'_>>, DerError> {
    let mut outer = der::single(ec_parameters, SEQUENCE)?.children();
    let version = outer.expect(INTEGER)?;
    if !matches!(version.value, [1..=3]) {
        return Err(version.error());
    }
    let Some(p) = parse_field(&mut outer)? else {
        return Ok(None);
    };
    let mut curve = outer.expect(SEQUENCE)?.children();
    let a = without_leading_zeros(curve.expect(OCTET_STRING)?.value);
    let b = without_leading_zeros(curve.expect(OCTET_STRING)?.value);
    curve.optional(BIT_STRING)?;
    curve.finish()?;
    let base = outer.expect(OCTET_STRING)?.value;
    let order = outer.expect(INTEGER)?.unsigned()?;
    let cofactor = outer.optional(INTEGER)?.map(|h| h.unsigned()).transpose()?;
    outer.optional(SEQUENCE)?;
    outer.finish()?;
    Ok(Some(Given {
        p,
        a,
        b,
        base,
        order,
        cofactor,
    }))
}

/// The prime of the field.
fn parse_field<'a>(outer: &mut Reader<'a>) -> Result<Option<&'a [u8]>, DerError> {
    let mut field = outer.expect(SEQUENCE)?.children();
    if field.expect(OBJECT_IDENTIFIER)?.value != PRIME_FIELD {
        return Ok(None);
    }
    let p = field.expect(INTEGER)?.unsigned()?;
    field.finish()?;
    Ok(Some(p))
}

impl Given<'_> {
    fn is(&self, known: &Parameters) -> bool {
        self.p == known.p
            && self.a == without_leading_zeros(known.a)
            && self.b == without_leading_zeros(known.b)
            && self.order == without_leading_zeros(known.n)
            && self.cofactor.is_none_or(|cofactor| cofactor == [1])
            && self.has_base(known)
    }

    /// Whether the generator is the curve's, uncompressed or compressed.
    fn has_base(&self, known: &Parameters) -> bool {
        let is_odd = known.y.last().is_some_and(|byte| byte & 1 == 1);
        match self.base.split_first() {
            Some((4, xy)) => xy.split_at_checked(known.x.len()) == Some((known.x, known.y)),
            Some((2, x)) => x == known.x && !is_odd,
            Some((3, x)) => x == known.x && is_odd,
            _ => false,
        }
    }
}

/// The structure of a curve of the table.
pub(super) fn encode(curve: &Parameters) -> Vec<u8> {
    let integer = der::encode_unsigned;
    let octets = |bytes| der::encode(OCTET_STRING, &[bytes]);
    let field_type = der::encode(OBJECT_IDENTIFIER, &[PRIME_FIELD]);
    let field = der::encode(SEQUENCE, &[&field_type, &integer(curve.p)]);
    let coefficients = der::encode(SEQUENCE, &[&octets(curve.a), &octets(curve.b)]);
    let base = der::encode(OCTET_STRING, &[&[4], curve.x, curve.y]);
    let parts = [
        integer(&[1]),
        field,
        coefficients,
        base,
        integer(curve.n),
        integer(&[1]),
    ];
    der::encode(SEQUENCE, &parts.each_ref().map(Vec::as_slice))
}
