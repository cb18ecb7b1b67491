//! Public-key code for electronic travel documents.
//!
//! Hash functions ([`HashAlgorithm`]), signature algorithms as certificates and CMS name them
//! ([`SignatureAlgorithm`]), public keys ([`PublicKey`]) and the [`Verifier`] trait; short
//! Weierstrass curves with run-time parameters ([`ec`]) and RSA ([`rsa`]). With the feature
//! `signing` also the `Signer` trait and a signer from a key file, for the software chip, the
//! fixture maker and nobody else.
//!
//! Clauses: ICAO Doc 9303-12 §4 (algorithms), RFC 8017 (RSA), BSI TR-03111 (elliptic curves),
//! RFC 5280 §4.1 (key and algorithm identifiers). Everything here is arithmetic on bytes that
//! are passed in: no clock, no randomness, no file.
//!
//! Verification may take variable time, for everything it sees is public. What is secret takes the
//! constant-time path of [`agreement`].

pub mod agreement;
mod algorithm;
mod constant;
mod der;
pub mod dh;
pub mod ec;
mod error;
mod hash;
pub mod iso9796;
mod key;
pub mod oid;
pub mod pem;
pub mod rsa;
#[cfg(feature = "signing")]
mod signer;
mod verifier;

pub use algorithm::{EcdsaEncoding, SignatureAlgorithm};
pub use ec::{EcPublicKey, EcSecretKey};
pub use error::{AlgorithmError, KeyError, VerifyError};
pub use hash::{Digest, HashAlgorithm};
pub use key::{CurveForm, PublicKey};
pub use rsa::{RsaPublicKey, RsaSizes};
#[cfg(feature = "signing")]
pub use signer::{FileSigner, SignError, Signer};
pub use verifier::{SignatureQuirk, Verified, Verifier};
