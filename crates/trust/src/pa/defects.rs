//! What the defect lists of the store know of a signer: they can lower a finding, never raise one.

use super::PaInput;
use super::chain::ChainFindings;
use crate::{Certificate, TrustStore};

/// The findings with those lowered that a known defect of this signer concerns.
pub(super) const fn lower(
    findings: ChainFindings,
    _signer: &Certificate,
    _input: &PaInput<'_>,
    _store: &TrustStore,
) -> ChainFindings {
    findings
}
