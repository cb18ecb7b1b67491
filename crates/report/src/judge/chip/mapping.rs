//! `pace.cam`: PACE with Chip Authentication Mapping (Doc 9303-11 §4.4.3.3.3, §4.4.3.5.2), and
//! `pa.card_security`, the signature over the key it uses.
//!
//! The chip showed `CA_IC = SK_Map / SK_IC`; with the static key that EF.CardSecurity names, this
//! must give the mapping key it used: `PK_Map = CA_IC · PK_IC`.

use super::super::case::{Case, Listed};
use super::super::security_infos::{Dg14, Infos};
use super::{broken_off, not_made, not_supported, open, open_code, refused};
use crate::{Check, CheckId};
use vidimus_lds::card_security::CardSecurity;
use vidimus_lds::evidence::{PaceCam, StepState};
use vidimus_lds::security_info::ChipAuthenticationPublicKeyInfo;
use vidimus_lds::{File, security_info::SecurityInfos};
use vidimus_pubkey::agreement::{AgreementKey, Domain, is_static_key_of};
use vidimus_trust::Outcome::Passed;

const ID: CheckId = CheckId::PaceCam;

/// Chip Authentication Mapping is a kind of PACE, so it is offered where PACE is: in
/// EF.CardAccess and its signed copy.
pub(super) fn judge(case: &Case<'_>, dg14: &Dg14<'_>) -> Check {
    let Some(run) = &case.evidence.chip.pace_cam else {
        return without_run(case, dg14);
    };
    let check = match &run.state {
        StepState::Passed => shown(case, dg14, run),
        StepState::Failed { code } => refused(ID, code),
        StepState::Aborted { code } => broken_off(ID, code),
        StepState::NotRequested | StepState::NotSupported => return without_run(case, dg14),
    };
    let domain = Domain::standardized(run.parameter_id);
    let check = check.fact("parameter_id", run.parameter_id);
    match domain {
        Some(domain) => check.fact("domain_parameters", domain.name()),
        None => check,
    }
}

fn without_run(case: &Case<'_>, dg14: &Dg14<'_>) -> Check {
    if Infos::card_access(case).offers_cam() || dg14.infos.offers_cam() {
        not_made(case, ID)
    } else if dg14.withheld {
        open(ID, open_code(dg14.listed))
    } else {
        not_supported(ID)
    }
}

/// A wrong proof fails wherever it comes from; a right one passes only with the chip there.
fn shown(case: &Case<'_>, dg14: &Dg14<'_>, run: &PaceCam) -> Check {
    if case.card_security.forged {
        return refused(ID, "key_not_authentic");
    }
    let Some(file) = case.evidence.file(File::CardSecurity) else {
        return open(ID, "card_security_not_read");
    };
    let Ok(card_security) = CardSecurity::parse(file) else {
        return open(ID, "malformed.content");
    };
    match fits(run, &card_security.infos()) {
        Err(code) => open(ID, code),
        Ok(false) => refused(ID, "cam_mismatch"),
        Ok(true) if !case.is_live() => open(ID, "not_transferable"),
        Ok(true) if !run.same_connection => open(ID, "other_connection"),
        // the signed copy of the offer does not know of it
        Ok(true) if dg14.listed == Listed::Authentic && !dg14.infos.offers_cam() => {
            open(ID, "cardaccess_differs")
        }
        Ok(true) => Check::new(ID, Passed),
    }
}

/// Whether the chip knows the secret key of the static key that is meant.
fn fits(run: &PaceCam, infos: &SecurityInfos<'_>) -> Result<bool, &'static str> {
    let invalid = |_| "ca.key_invalid";
    let domain = Domain::standardized(run.parameter_id).ok_or("curve_not_known")?;
    let static_key = static_key(run.parameter_id, domain, infos)?;
    let mapping = AgreementKey::decode(domain, &run.mapping_key).map_err(invalid)?;
    let scalar = run.authentication_data.as_deref();
    let scalar = scalar.ok_or("malformed.content")?;
    Ok(is_static_key_of(&mapping, scalar, &static_key))
}

/// The key for these domain parameters: its number is theirs (§9.2.1), or there is one key
/// alone, without a number. It must lie on their curve.
fn static_key(
    parameter_id: u8,
    domain: Domain,
    infos: &SecurityInfos<'_>,
) -> Result<AgreementKey, &'static str> {
    let keys: Vec<ChipAuthenticationPublicKeyInfo<'_>> =
        infos.chip_authentication_keys().flatten().collect();
    let numbered = keys.iter().find(|info| {
        let number = info.key_id.and_then(|key_id| key_id.to_u64());
        number == Some(u64::from(parameter_id))
    });
    let info = match (numbered, keys.as_slice()) {
        (Some(info), _) => info,
        (None, [only]) if only.key_id.is_none() => only,
        _ => return Err("ca.key_not_found"),
    };
    let key = AgreementKey::from_spki(info.spki).map_err(|error| match error.code() {
        "curve_not_known" => "curve_not_known",
        _ => "ca.key_invalid",
    })?;
    if key.key.domain() == domain {
        Ok(key.key)
    } else {
        Err("ca.key_not_found")
    }
}
