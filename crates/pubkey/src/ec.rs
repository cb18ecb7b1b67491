//! Elliptic curves over prime fields, their parameters chosen at run time (SEC 1, BSI TR-03111).
//!
//! Nearly every EC key of a travel document carries explicit curve parameters, and the brainpool
//! curves up to 512 bits are everywhere, so there is one implementation for all curves of one
//! table ([`NamedCurve`]) and no curve beside the table: explicit parameters are looked up in it,
//! generator, order and cofactor included ([`Curve::from_explicit`]), and are never computed on.
//!
//! Every curve here has prime order (cofactor 1) and is computed on a model with `a = -3`: the
//! NIST curves and the brainpool `t1` curves are such already, a brainpool `r1` curve is
//! isomorphic to its `t1` twin (RFC 5639 §2.2). Points enter and leave in the curve's own
//! coordinates.
//!
//! Two paths, on purpose apart:
//! - [`EcPublicKey::verify_prehash`] sees public values only and takes variable time (Jacobian
//!   coordinates, signed digits, tables of odd multiples);
//! - [`EcSecretKey`] and `crate::agreement` hold secret scalars: a fixed number of steps,
//!   masked look-ups, complete additions wherever an operand could be special (`window`, `comb`).
//!   `tools/constant-time` counts that the work is the same for every secret.
//!
//! The limb arithmetic below both is our own (`field`), on 64-bit words of every platform: with
//! the run-time Montgomery form of `crypto-bigint` in its place a whole verification takes 1.8
//! times as long on 256 bits and 1.5 times as long on 384 to 521 bits (`cargo bench --bench
//! ecdsa`). `crypto-bigint` does the modular inversion of public values.

pub(crate) mod agreement;
mod comb;
mod complete;
mod curve;
mod explicit;
mod field;
#[cfg(feature = "signing")]
mod hmac;
mod inverse;
mod jacobian;
mod key;
mod mapping;
mod mask;
mod model;
mod multiple;
mod named;
mod odd;
mod parameters;
#[cfg(feature = "signing")]
mod rfc6979;
mod scalar;
mod secret;
#[cfg(feature = "signing")]
mod sign;
pub mod signature;
mod special;
mod sqrt;
mod table;
#[cfg(test)]
mod tests;
mod window;
mod wnaf;

pub use curve::Curve;
pub use key::EcPublicKey;
pub use named::NamedCurve;
pub use secret::EcSecretKey;
