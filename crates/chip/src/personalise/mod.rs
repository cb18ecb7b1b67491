//! Making whole documents: data groups, security object, and the spoiling of either.
//!
//! [`CardSpec`] describes a document before it is signed; [`Preset`] names the ready ones;
//! [`apply_fault`] breaks one rule of it by name. [`CardSpec::personalise`] signs and gives the
//! files. Everything is deterministic: the same description gives the same bytes.

mod biometric;
mod card;
mod citizen;
mod face;
mod fault;
mod files;
mod licence;
mod pace;
mod preset;
mod preset_file;
mod proofs;
mod sod;
mod trust;

pub use biometric::{BiometricSpec, Coding, Content, InstanceSpec, Modality, PictureSpec};
pub use biometric::{RecordField, RecordSpec};
pub use card::{Access, CardSpec, HashEdit, Personalised};
pub use face::{FaceSpec, Portrait};
pub(crate) use fault::pace::fit as fit_pace;
pub use fault::{FAULTS, JUDGED_AT, apply_fault};
pub use files::ComSpec;
pub use pace::{CardSecuritySpec, PaceSpec, SPECIMEN_CAN, SPECIMEN_PIN, SPECIMEN_PUK};
pub use preset::Preset;
pub use preset_file::PresetFile;
pub use proofs::{AaKeySpec, AaSpec, CaSecret, CaSpec, CvcaForm, KeyOid, ProofSpec};
pub use proofs::{TerminalFiles, TerminalSpec};
pub use sod::{SignerIdentifier, SodEncoding, SodSpec};
pub use trust::{TrustAct, TrustFile, TrustItem, TrustSpec};

use crate::FaultError;
use crate::keys::AaKeyError;
use crate::pki::PkiError;
use thiserror::Error;
use vidimus_mrz::MrzMakeError;
use vidimus_pubkey::KeyError;

/// Why a document cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PersonaliseError {
    /// A certificate or signature cannot be made.
    #[error(transparent)]
    Pki(#[from] PkiError),
    /// The persona's data do not fit the zone.
    #[error(transparent)]
    Mrz(#[from] MrzMakeError),
    /// The fault is unknown, or not one of these parameters.
    #[error(transparent)]
    Fault(#[from] FaultError),
    /// A key does not serve for Active Authentication.
    #[error(transparent)]
    ActiveKey(AaKeyError),
    /// A key does not serve for key agreement.
    #[error(transparent)]
    AgreementKey(KeyError),
    /// No document is called this.
    #[error("no preset {name}: {reason}")]
    Preset {
        /// the name given
        name: String,
        /// why not
        reason: String,
    },
    /// A file cannot have exactly this size.
    #[error("{file} cannot be made {bytes} bytes long")]
    Size {
        /// name of the file
        file: &'static str,
        /// the size asked for
        bytes: usize,
    },
}
