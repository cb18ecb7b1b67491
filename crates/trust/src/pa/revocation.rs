//! `pa.chain.revocation`: whether the signer is on a revocation list of its country.

use super::PaInput;
use crate::store::Anchor;
use crate::{Certificate, Finding, TrustStore, codes};

/// Judges the signer and the anchor that its path leads to; there is none where no path was
/// found.
pub(super) const fn judge(
    _signer: &Certificate,
    _anchor: Option<&Anchor>,
    input: &PaInput<'_>,
    _store: &TrustStore,
) -> Finding {
    Finding::undetermined(if input.clock_implausible {
        codes::CLOCK_IMPLAUSIBLE
    } else {
        codes::NOT_CHECKED
    })
}
