//! Test certificates and their keys (ICAO Doc 9303-12 §7.1, RFC 5280).
//!
//! [`CertificateSpec`] describes one certificate element by element, so that a rule can be broken
//! at any of them ([`Changes`]); [`Scheme`] names the keys and algorithms of a country signing CA
//! and its document signer. Beside them stand what states publish: revocation lists
//! ([`CrlSpec`]), link certificates ([`CertificateSpec::link_to`]), and signed lists of
//! certificates, deviations and defects ([`SignedListSpec`]), also as text of a directory
//! ([`Ldif`]), and what they print: visible digital seals ([`SealSpec`], [`VdsNcSpec`]). All keys are the published ones under `assets/keys`: nothing made
//! here may ever be trusted outside a test.
//!
//! Writing is deterministic: the same description gives the same bytes.

mod algorithm;
mod certificate;
mod change;
mod crl;
mod curve;
mod cvc;
pub(crate) mod der;
mod ec_file;
mod extension;
mod key;
mod ldif;
mod lists;
mod name;
pub(crate) mod oid;
mod raw_rsa;
mod scheme;
mod seal;
mod signature;
mod signed_list;
mod succession;

pub use algorithm::AlgorithmSpec;
pub(crate) use algorithm::{dsa_spki, hash_identifier, hash_named};
pub use certificate::{CertificateSpec, Validity};
pub use change::{Change, Changes};
pub use crl::{CrlEntry, CrlSpec};
pub(crate) use curve::{CurveFlaw, explicit_p256, named_brainpool};
pub(crate) use cvc::signature_algorithm;
pub use cvc::{CvKey, CvSpec};
pub(crate) use ec_file::{ec_pkcs8, named_parameters, pem, secret_number};
pub use extension::Extension;
pub(crate) use extension::key_identifier;
pub use key::TestKey;
pub use ldif::Ldif;
pub use lists::{
    DefectSpec, DeviationSpec, SignerName, defect_list, deviation_list, master_list,
    master_list_with_broken,
};
pub use name::{NameSpec, StringType};
pub(crate) use raw_rsa::{pem_bytes, rsa_spki};
pub use scheme::Scheme;
pub use seal::{SealKind, SealSpec, VdsNcSpec, c40};
pub use signature::SignatureForm;
pub use signed_list::{SignedListKind, SignedListSpec};

use thiserror::Error;
use vidimus_pubkey::SignError;

/// Why a certificate or security object cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PkiError {
    /// The key does not sign.
    #[error("test key {key} does not sign: {cause}")]
    Sign {
        /// name of the key
        key: &'static str,
        /// why not
        cause: SignError,
    },
}
