//! The trust engine: who signed a travel document, and may we believe it.
//!
//! [`passive_authentication`] judges an EF.SOD and its data groups against a [`TrustStore`] and
//! returns one [`Finding`] a check; [`card_security`] does so for EF.CardSecurity, [`seal::verify`] for
//! a visible digital seal. It has no clock and opens no file: time and bytes are passed in. A failed
//! check is not an error; errors ([`TrustError`], [`CertificateError`]) only come from filling the
//! store.
//!
//! Clauses: ICAO Doc 9303-11 §5.1 (Passive Authentication), Doc 9303-12 §7 (profiles), §9 (master
//! lists) and appendix D (validation), RFC 5280, RFC 5652, BSI TR-03135-1 §5.6.4 (outcomes).
//!
//! What is never weakened: only an anchor of the store verifies a signer, under its own key and
//! curve; a certificate inside a SOD or a list is no anchor by being there; a missing or
//! unvouched anchor leaves a check undetermined, never passed, never failed; [`Authentic<T>`] is
//! made here and nowhere else. Where the [`Rules`] of a policy take more than that (an anchor by its
//! SHA-256, a pinned signer, an expired authority), the finding or a notice says so.
//!
//! ```
//! use std::collections::BTreeMap;
//! use vidimus_trust::{Outcome, PaInput, TrustStore, passive_authentication};
//!
//! let files = BTreeMap::new(); // nothing was read
//! let result = passive_authentication(&PaInput::new(&files, 1_700_000_000), &TrustStore::empty());
//! assert_eq!(result.parse.outcome, Outcome::Aborted);
//! assert!(result.authentic_listing().is_none());
//! ```

mod authentic;
mod authority;
pub mod certificate;
mod cms_signature;
pub mod codes;
pub mod country;
pub mod crl;
mod detail;
pub mod deviation;
mod error;
pub mod extensions;
pub mod ldif;
pub mod master_list;
pub mod name;
mod notes;
mod outcome;
mod pa;
mod path;
mod profile;
pub mod rules;
pub mod seal;
mod signature;
mod signed_list;
mod signer;
mod store;
mod strength;
mod text;
mod time;

pub use authentic::Authentic;
pub use certificate::{Certificate, CertificateSummary};
pub use crl::{Crl, CrlError, CrlIndex};
pub use detail::{Detail, Role};
pub use deviation::Deviations;
pub use error::{CertificateError, NoSigner, PinTarget, TrustError};
pub use extensions::{ExtendedKeyUsage, Extensions};
pub use name::{Name, NameMatch};
pub use outcome::{Finding, Outcome, Tolerance};
pub use pa::{
    CardSecurityResult, PaInput, PaResult, card_security, judge_certificate,
    passive_authentication, signer_certificate,
};
pub use path::Candidate;
pub use rules::Rules;
pub use store::{
    Anchor, Import, Kept, PinnedSigner, Provenance, Refused, Source, SourceKind, TrustStore,
    TrustStoreBuilder, Voucher, is_revocation_list, pem_certificates, pem_contents,
};
