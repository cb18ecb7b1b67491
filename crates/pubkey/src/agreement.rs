//! Key agreement over a curve or in a group of integers, for PACE and Chip Authentication.
//!
//! One set of types for both kinds: a [`SecretScalar`], the public [`AgreementKey`] that belongs
//! to it, and PACE's [`MappedGenerator`]. Values of two domains never meet: every operation that
//! takes two of them compares their [`Domain`] first.
//!
//! Clauses: ICAO Doc 9303-11 §4.4 (PACE) and §6.2 (Chip Authentication), §9.4.4 and §9.5 (domain
//! parameters and encodings); BSI TR-03111 §4.3.1 (ECDH), RFC 2631 §2.1 (DH).
//!
//! What is secret - scalars, the nonce, the mapped generator, the shared value - takes the same
//! steps whatever its value is; how far that goes is said in `SECURITY.md`. Public keys take the
//! same way, for they come out of it.

mod domain;
mod key;
mod mapping;
mod secret;
mod spki;
#[cfg(feature = "signing")]
mod spki_writer;
mod static_key;
#[cfg(test)]
mod tests;

pub use domain::Domain;
pub use key::AgreementKey;
pub use mapping::MappedGenerator;
pub use secret::SecretScalar;
pub use spki::SpkiAgreementKey;
#[cfg(feature = "signing")]
pub use spki_writer::SpkiForm;
pub use static_key::is_static_key_of;
