//! How the chip was opened: `access.*`, `sm.integrity`, `lds.cardaccess_dg14`.
//!
//! EF.CardAccess is not signed. Whoever stands between chip and terminal can hide it, or cut the
//! strong variants out of it, so that BAC or a weaker PACE is used. DG14 and EF.CardSecurity hold
//! signed copies (Doc 9303-11 §9.2.11), and §4.2 demands that they are compared. `access.downgrade`
//! says whether the chip was opened by less than it offers:
//!
//! | opened by | seen | outcome |
//! |---|---|---|
//! | BAC or nothing | PACE failed before, or EF.CardAccess offers it | failed |
//! | | authentic DG14 offers it, EF.CardAccess does not | failed: `downgrade_hidden_cardaccess` |
//! | | DG14 is listed and did not come, or offers it and is not authentic | undetermined |
//! | PACE | a signed copy names other variants | failed: `cardaccess_differs` |
//! | | DG14 is listed and did not come, or differs and is not authentic | undetermined |
//! | any | none of these | passed |
//! | nothing opened | | not requested |
//!
//! Under `field` a failure refers the document to a person, under `strict` it rejects.

use super::case::{Case, Listed};
use super::security_infos::{Dg14, Infos};
use super::{Findings, case::Dg1State};
use crate::{Check, CheckId};
use vidimus_lds::DataGroup;
use vidimus_lds::driving_licence::LicenceDg12;
use vidimus_lds::evidence::{Application, PasswordKind, Protocol, StepState};
use vidimus_lds::text::escape_for_terminal;
use vidimus_mrz::Mrz;
use vidimus_trust::Outcome::{
    self, Aborted, Failed, NotRequested, NotSupported, Passed, Undetermined,
};

/// Standardized domain parameters that TR-03110-3 §A.2.1.1 no longer advises.
const WEAK_PARAMETERS: [u8; 3] = [0, 8, 9];

pub(super) fn judge(case: &Case<'_>, findings: &mut Findings) {
    let seen = Seen::of(case);
    let used = case.evidence.access.pace_info.as_ref();
    if used.is_some_and(|used| WEAK_PARAMETERS.contains(&used.parameter_id)) {
        findings.notices.push("pace.weak_parameters".to_owned());
    }
    let checks = &mut findings.checks;
    checks.insert(bac(case, &seen));
    checks.insert(pace(case, &seen));
    checks.insert(downgrade(case, &seen));
    checks.insert(secure_messaging(case));
    checks.insert(card_access(case, &seen));
    checks.insert(key_matches_dg1(case));
}

/// What was seen of PACE.
struct Seen<'a> {
    card_access: Infos<'a>,
    dg14: Dg14<'a>,
    /// EF.CardSecurity, where it is authentic
    card_security: Option<Infos<'a>>,
    offered_outside: bool,
}

impl<'a> Seen<'a> {
    fn of(case: &'a Case<'a>) -> Self {
        let card_access = Infos::card_access(case);
        let offered = case.evidence.access.pace_offered;
        let offered_outside = offered.unwrap_or_else(|| card_access.offers_pace());
        Self {
            card_access,
            dg14: Dg14::of(case),
            card_security: Infos::card_security(case),
            offered_outside,
        }
    }

    /// Whether anything at all speaks for PACE; a listed DG14 that is not at hand might.
    fn may_be_offered(&self) -> bool {
        self.offered_outside || self.dg14.infos.offers_pace() || self.dg14.withheld
    }
}

/// A step that ran; `None` for one that did not.
fn ran(id: CheckId, state: &StepState) -> Option<Check> {
    match state {
        StepState::Passed => Some(Check::new(id, Passed)),
        StepState::Failed { code } => Some(Check::new(id, Failed).code(code.clone())),
        StepState::Aborted { code } => Some(Check::new(id, Aborted).code(code.clone())),
        StepState::NotRequested | StepState::NotSupported => None,
    }
}

/// A chip read in the clear supports no BAC, unless it shows elsewhere that it has access
/// control: then BAC was just not tried.
fn bac(case: &Case<'_>, seen: &Seen<'_>) -> Check {
    let access = &case.evidence.access;
    let named = |check: Check| match access.password {
        Some(PasswordKind::Licence) => check.fact("protocol", "BAP"),
        _ => check,
    };
    let ran = ran(CheckId::AccessBac, &access.bac).map(named);
    ran.unwrap_or_else(|| {
        let read_in_the_clear =
            access.protocol == Protocol::None && case.evidence.failure.is_none();
        let unsupported = access.bac == StepState::NotSupported || read_in_the_clear;
        let outcome =
            if case.has_chip() && unsupported && !(read_in_the_clear && seen.may_be_offered()) {
                NotSupported
            } else {
                NotRequested
            };
        Check::new(CheckId::AccessBac, outcome)
    })
}

/// PACE that was not used on a chip that has it, or may have it, was not asked for; whether that
/// is well is said by `access.downgrade`.
fn pace(case: &Case<'_>, seen: &Seen<'_>) -> Check {
    let id = CheckId::AccessPace;
    let access = &case.evidence.access;
    let check = ran(id, &access.pace).unwrap_or_else(|| {
        let outcome = if case.has_chip() && !seen.may_be_offered() {
            NotSupported
        } else {
            NotRequested
        };
        Check::new(id, outcome)
    });
    match &access.pace_info {
        Some(used) => check
            .fact("mapping", used.mapping.name())
            .fact("agreement", used.agreement.name())
            .fact(
                "domain_parameters",
                escape_for_terminal(&used.domain).as_ref(),
            )
            .fact("parameter_id", used.parameter_id),
        None => check,
    }
}

/// PACE offered and not used, hidden, or weaker than signed (DESIGN §2, never weakened).
fn downgrade(case: &Case<'_>, seen: &Seen<'_>) -> Check {
    let access = &case.evidence.access;
    let check = |outcome: Outcome| Check::new(CheckId::AccessDowngrade, outcome);
    let not_opened = access.protocol == Protocol::None
        && (case.evidence.failure.is_some() || ran(CheckId::AccessBac, &access.bac).is_some());
    if !case.has_chip() || not_opened {
        return check(NotRequested);
    }
    if access.protocol == Protocol::Pace {
        return weaker_pace(seen, check);
    }
    if access.bac_after_pace_failure {
        check(Failed).code("downgrade_after_pace_failure")
    } else if seen.offered_outside {
        check(Failed).code("downgrade_pace_not_used")
    } else if seen.dg14.surely_offers_pace() {
        check(Failed).code("downgrade_hidden_cardaccess")
    } else if seen.dg14.withheld {
        check(Undetermined).code(withheld_code(&seen.dg14))
    } else if seen.dg14.infos.offers_pace() {
        check(Undetermined).code("sod_not_authentic")
    } else {
        check(Passed)
    }
}

/// PACE was used; a signed copy that names other variants shows that the choice was steered. A
/// DG14 without any PACEInfo steers nothing: `lds.cardaccess_dg14` tells of it.
fn weaker_pace(seen: &Seen<'_>, check: impl Fn(Outcome) -> Check) -> Check {
    let outside = seen.card_access.about_pace();
    let differs = |signed: &Infos<'_>| signed.about_pace() != outside;
    let dg14 = &seen.dg14;
    if seen.card_security.as_ref().is_some_and(differs)
        || (dg14.surely_offers_pace() && differs(&dg14.infos))
    {
        check(Failed).code("cardaccess_differs")
    } else if dg14.withheld {
        check(Undetermined).code(withheld_code(dg14))
    } else if dg14.infos.offers_pace() && differs(&dg14.infos) {
        check(Undetermined).code("sod_not_authentic")
    } else {
        check(Passed)
    }
}

/// Why DG14 could not be looked at: it is absent, or it came and does not decode.
fn withheld_code(dg14: &Dg14<'_>) -> &'static str {
    dg14.listed.absence().unwrap_or("listed_file_unreadable")
}

/// Secure messaging held from start to end. A chip that was read in the clear has none; one that
/// never opened was not asked.
fn secure_messaging(case: &Case<'_>) -> Check {
    let id = CheckId::SmIntegrity;
    let evidence = case.evidence;
    ran(id, &evidence.access.secure_messaging).unwrap_or_else(|| {
        let plain = evidence.access.protocol == Protocol::None && evidence.failure.is_none();
        Check::new(
            id,
            if case.has_chip() && plain {
                NotSupported
            } else {
                NotRequested
            },
        )
    })
}

/// The unsigned offer against its signed copies, DG14 and EF.CardSecurity (Doc 9303-11 §4.2).
/// Copies that agree pass whether or not their signature can be followed to an anchor: other
/// checks say that.
fn card_access(case: &Case<'_>, seen: &Seen<'_>) -> Check {
    let check = |outcome: Outcome| Check::new(CheckId::LdsCardAccessDg14, outcome);
    let dg14 = &seen.dg14;
    if dg14.withheld && case.has_chip() {
        return check(Undetermined).code(withheld_code(dg14));
    }
    if !dg14.infos.offers_pace() && !seen.offered_outside {
        return check(NotSupported);
    }
    if !case.has_chip() && !seen.card_access.is_readable() {
        return check(NotRequested);
    }
    let outside = seen.card_access.about_pace();
    let security_differs = |signed: &Infos<'_>| signed.about_pace() != outside;
    if seen.card_security.as_ref().is_some_and(security_differs) {
        return check(Failed).code("cardaccess_differs");
    }
    let agree = seen.card_access.is_readable() && outside == dg14.infos.about_pace();
    match dg14.listed {
        Listed::Unknown if agree => check(Passed),
        Listed::Unknown | Listed::NotAuthentic => check(Undetermined).code("sod_not_authentic"),
        _ if !seen.card_access.is_readable() => check(Failed).code("downgrade_hidden_cardaccess"),
        _ if agree => check(Passed),
        _ => check(Failed).code("cardaccess_differs"),
    }
}

/// DG1 against the key that opened the chip; check digits are another check's.
fn key_matches_dg1(case: &Case<'_>) -> Check {
    let check = |outcome: Outcome| Check::new(CheckId::AccessKeyMatchesDg1, outcome);
    let Some(key) = &case.evidence.access.mrz_key else {
        return check(NotRequested);
    };
    match case.dg1 {
        _ if case.evidence.application == Application::DrivingLicence => {
            key_matches_reference(case, key.reveal())
        }
        Dg1State::Licence(_) => check(NotRequested),
        Dg1State::Unusable(code) => check(Undetermined).code(*code),
        Dg1State::Parsed(dg1) if is_key_of(key.reveal(), &dg1.mrz) => check(Passed),
        Dg1State::Parsed(_) => check(Failed).code("key_differs"),
    }
}

/// The key of a licence against DG12, the non-match alert, which repeats its reference string
/// (ISO/IEC 18013-3 §10.3). A licence may do without.
fn key_matches_reference(case: &Case<'_>, key: &str) -> Check {
    let check = |outcome: Outcome| Check::new(CheckId::AccessKeyMatchesDg1, outcome);
    let Some(bytes) = case.evidence.data_group(DataGroup::DG12) else {
        return check(NotRequested);
    };
    match LicenceDg12::read(bytes).value.reference {
        Some(reference) if reference.reveal().as_str() == key => check(Passed),
        Some(_) => check(Failed).code("key_differs"),
        None => check(Undetermined).code("malformed.content"),
    }
}

/// Whether number, birth date and expiry date in the key are those of the zone.
///
/// Layout of the key: number of nine or more characters, digit, `YYMMDD`, digit, `YYMMDD`,
/// digit.
fn is_key_of(key: &str, mrz: &Mrz) -> bool {
    let fields = || {
        let (rest, _) = split_last(key, 1)?;
        let (rest, expiry) = split_last(rest, 6)?;
        let (rest, _) = split_last(rest, 1)?;
        let (rest, birth) = split_last(rest, 6)?;
        let (number, _) = split_last(rest, 1)?;
        Some((number.trim_end_matches('<'), birth, expiry))
    };
    fields().is_some_and(|(number, birth, expiry)| {
        number == mrz.document_number().as_str()
            && birth == mrz.birth_date().as_str()
            && expiry == mrz.expiry_date().as_str()
    })
}

/// The text without its last `count` bytes, and those.
fn split_last(text: &str, count: usize) -> Option<(&str, &str)> {
    text.len()
        .checked_sub(count)
        .and_then(|middle| text.split_at_checked(middle))
}
