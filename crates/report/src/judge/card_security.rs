//! `pa.card_security`: the signature over EF.CardSecurity, which holds the key of PACE-CAM
//! (Doc 9303-11 §9.2.11).
//!
//! The file counts for two things: its key is what `pace.cam` proves possession of, and its copy of
//! the infos about PACE shows a downgrade. Both use it only while [`Judged::authentic`] holds it, a
//! type that nothing but `vidimus-trust` can make.

use super::Findings;
use super::pa::check;
use super::structure::quirk;
use crate::{Check, CheckId};
use vidimus_lds::File;
use vidimus_lds::card_security::CardSecurity;
use vidimus_trust::Outcome::{Failed, NotRequested};
use vidimus_trust::{Authentic, CardSecurityResult, PaInput, TrustStore, card_security};

const ID: CheckId = CheckId::PaCardSecurity;

/// EF.CardSecurity under judgement.
#[derive(Default)]
pub(crate) struct Judged<'a> {
    /// the file, where it was read and is authentic
    pub(crate) authentic: Option<Authentic<CardSecurity<'a>>>,
    /// whether it is not what the issuing state signed: time alone forges nothing
    pub(crate) forged: bool,
}

/// Judges the file where it was tried.
pub(super) fn judge<'a>(
    input: &PaInput<'a>,
    store: &TrustStore,
    findings: &mut Findings,
) -> Judged<'a> {
    if !input.files.contains_key(&File::CardSecurity) {
        findings.checks.insert(Check::new(ID, NotRequested));
        return Judged::default();
    }
    let result = card_security(input, store);
    findings.checks.insert(check(ID, &result.summary()));
    let quirks = result.quirks.iter().map(|id| quirk(id, ""));
    findings.quirks.extend(quirks);
    for notice in &result.notices {
        if !findings.notices.iter().any(|known| known == notice) {
            findings.notices.push((*notice).to_owned());
        }
    }
    let authentic = result.authentic();
    Judged {
        authentic: authentic.and_then(|file| file.parse(CardSecurity::parse).ok()),
        forged: is_forged(&result),
    }
}

/// The failures that make EF.SOD forged, too (DESIGN §2).
fn is_forged(result: &CardSecurityResult<'_>) -> bool {
    [
        &result.signature,
        &result.signer_profile,
        &result.chain_signature,
        &result.revocation,
        &result.country,
    ]
    .into_iter()
    .any(|finding| finding.outcome == Failed)
}
