//! `pa.card_security`: the signature over EF.CardSecurity, which holds the key of PACE-CAM
//! (Doc 9303-11 §9.2.11).

use super::Findings;
use super::pa::check;
use super::structure::quirk;
use crate::{Check, CheckId};
use vidimus_lds::File;
use vidimus_lds::card_security::CardSecurity;
use vidimus_trust::{Authentic, Outcome::NotRequested, PaInput, TrustStore, card_security};

const ID: CheckId = CheckId::PaCardSecurity;

/// Judges the file where it was tried; gives it out where it is authentic.
pub(super) fn judge<'a>(
    input: &PaInput<'a>,
    store: &TrustStore,
    findings: &mut Findings,
) -> Option<Authentic<CardSecurity<'a>>> {
    if !input.files.contains_key(&File::CardSecurity) {
        findings.checks.insert(Check::new(ID, NotRequested));
        return None;
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
    result.authentic()?.parse(CardSecurity::parse).ok()
}
