//! `ca.key_agreement`: Chip Authentication (Doc 9303-11 §6.2).

use super::super::Findings;
use super::super::case::{Case, Listed};
use super::super::security_infos::{Dg14, Infos};
use super::super::structure::quirk;
use super::{broken_off, not_made, not_supported, open, open_code, refused};
use crate::{Check, CheckId};
use vidimus_lds::evidence::{ChipAuthentication, StepState};
use vidimus_pubkey::agreement::{AgreementKey, Domain};
use vidimus_pubkey::{CurveForm, KeyError};
use vidimus_trust::{Outcome::Passed, Tolerance};

const ID: CheckId = CheckId::CaKeyAgreement;
/// No ChipAuthenticationInfo: the protocol was inferred from the key.
const INFER_INFO: &str = "ca.infer_info";

/// A run is judged by what was seen, whatever the list says: that the key is authentic is the
/// business of `pa.hash.dg14`.
pub(super) fn judge(case: &Case<'_>, dg14: &Dg14<'_>, findings: &mut Findings) -> Check {
    let Some(run) = &case.evidence.chip.chip_authentication else {
        return without_run(case, dg14);
    };
    let check = match &run.state {
        StepState::Passed => agreed(case, dg14, run, findings),
        StepState::Failed { code } => refused(ID, code),
        StepState::Aborted { code } => broken_off(ID, code),
        StepState::NotRequested | StepState::NotSupported => return without_run(case, dg14),
    };
    with_facts(check, run)
}

fn without_run(case: &Case<'_>, dg14: &Dg14<'_>) -> Check {
    match dg14.listed {
        Listed::No => not_supported(ID),
        Listed::Authentic if dg14.infos.offers_chip_authentication() => {
            match unusable(&dg14.infos) {
                Some(code) => open(ID, code),
                None => not_made(case, ID),
            }
        }
        // Extended Access Protection of older licences is a proof, and not one known here
        Listed::Authentic if dg14.infos.offers_extended_access_protection() => {
            open(ID, "algorithm_unsupported")
        }
        Listed::Authentic if dg14.infos.is_readable() => not_supported(ID),
        Listed::Authentic => open(ID, "malformed.content"),
        other => open(ID, open_code(other)),
    }
}

/// Why nobody could agree on keys with this chip: no key in DG14 can be computed with.
fn unusable(infos: &Infos<'_>) -> Option<&'static str> {
    let keys = infos.chip_authentication_keys();
    let problems: Option<Vec<KeyError>> = keys
        .iter()
        .map(|spki| AgreementKey::from_spki(spki).err())
        .collect();
    problems?.first().map(|error| match error.code() {
        code @ ("curve_not_known" | "algorithm_unsupported") => code,
        _ => "ca.key_invalid",
    })
}

/// The keys agreed: worth something only with the chip there, over one connection, and with a
/// key that DG14 holds. Everybody can make such a transcript without the chip (§6.2, App. C).
fn agreed(
    case: &Case<'_>,
    dg14: &Dg14<'_>,
    run: &ChipAuthentication,
    findings: &mut Findings,
) -> Check {
    if !case.is_live() {
        return open(ID, "not_transferable");
    }
    if !run.same_connection {
        return open(ID, "other_connection");
    }
    if !dg14.infos.holds_key(&run.public_key) {
        return open(ID, "key_not_authentic");
    }
    if run.inferred_info {
        if case.policy.tolerance() == Tolerance::Strict {
            return open(ID, INFER_INFO);
        }
        findings.quirks.push(quirk(INFER_INFO, ""));
    }
    if names_its_curve(&run.public_key) {
        findings.notices.push("ca.named_curve".to_owned());
    }
    Check::new(ID, Passed)
}

/// Whether a key of a curve gives it by name, where Doc 9303-11 wants the parameters.
fn names_its_curve(spki: &[u8]) -> bool {
    AgreementKey::from_spki(spki)
        .is_ok_and(|key| key.form == CurveForm::Named && matches!(key.key.domain(), Domain::Ec(_)))
}

fn with_facts(check: Check, run: &ChipAuthentication) -> Check {
    let clean = |text: &str| vidimus_lds::text::escape_for_terminal(text).into_owned();
    let check = check
        .fact("protocol", clean(&run.oid))
        .fact("cipher", run.cipher.name())
        .fact("domain_parameters", clean(&run.domain));
    match &run.key_id {
        Some(key_id) => check.fact("key_id", clean(key_id)),
        None => check,
    }
}
