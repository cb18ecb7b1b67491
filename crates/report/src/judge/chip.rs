//! Proofs that the chip is the original: `ca.key_agreement`, `aa.response`, `pace.cam`.
//!
//! Whether a proof is offered is read from the authentic list alone (DESIGN §2). What was
//! observed is judged here and nowhere else: signatures are verified, the keys that were used
//! are found again in the files, and what anybody could have made without the chip proves
//! nothing. A proof that passes makes the chip genuine only together with the check of its key;
//! that is put together in [`crate::answers`].
//!
//! | what became of a proof | live | recording, saved evidence | files |
//! |---|---|---|---|
//! | not offered, by the authentic list | not supported | not supported | not supported |
//! | whether it is offered is not known | undetermined | undetermined | undetermined |
//! | offered, not made | undetermined: `proof_not_made` | `not_transferable` | `no_chip` |
//! | key agreement that worked | passed | undetermined: `not_transferable` | |
//! | signature that fits | passed | passed, as replayed | |
//! | the chip refused or answered wrongly | failed | failed | |
//! | the way to the chip broke | aborted | aborted | |
//!
//! A transcript of a key agreement can be computed by anybody from public keys alone (Doc 9303-11
//! §6.2, App. C). A signature over a challenge cannot: its worth is that of the challenge.

mod active;
mod agreement;
mod mapping;

use super::Findings;
use super::case::{Case, Listed};
use super::security_infos::Dg14;
use crate::{Check, CheckId};
use vidimus_trust::Outcome::{Aborted, Failed, NotSupported, Undetermined};

pub(super) fn judge(case: &Case<'_>, findings: &mut Findings) {
    let dg14 = Dg14::of(case);
    let agreement = agreement::judge(case, &dg14, findings);
    findings.checks.insert(agreement);
    let active = active::judge(case, &dg14, findings);
    findings.checks.insert(active);
    let mapping = mapping::judge(case, &dg14);
    findings.checks.insert(mapping);
}

/// An offered proof that was not made in this session.
fn not_made(case: &Case<'_>, id: CheckId) -> Check {
    if case.is_live() {
        Check::new(id, Undetermined).code("proof_not_made")
    } else if case.has_chip() {
        Check::new(id, Undetermined).code("not_transferable")
    } else {
        Check::new(id, Undetermined).code("no_chip")
    }
}

/// A proof that the chip, or the way to it, broke off. Only the way to the chip aborts; a key
/// that nobody can compute with leaves the question open.
fn broken_off(id: CheckId, code: &str) -> Check {
    let outcome = if code.starts_with("transport.") || code.starts_with("aa.") {
        Aborted
    } else {
        Undetermined
    };
    Check::new(id, outcome).code(code.to_owned())
}

/// A proof that the chip failed: it refused, or what it gave cannot be a proof.
fn refused(id: CheckId, code: &str) -> Check {
    Check::new(id, Failed).code(code.to_owned())
}

/// A question that stays open.
fn open(id: CheckId, code: &'static str) -> Check {
    Check::new(id, Undetermined).code(code)
}

/// Why it stays open whether the proof is offered, or with which key.
fn open_code(listed: Listed) -> &'static str {
    listed.absence().unwrap_or("key_not_authentic")
}

/// What authentic data show that the document does not offer.
fn not_supported(id: CheckId) -> Check {
    Check::new(id, NotSupported)
}
