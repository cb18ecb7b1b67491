//! How the chip was opened: `access.*`, `sm.integrity`, `lds.cardaccess_dg14`.

use super::case::{Case, Listed};
use super::security_infos::{Dg14, Infos};
use super::{Findings, case::Dg1State};
use crate::{Check, CheckId};
use vidimus_lds::evidence::{Protocol, StepState};
use vidimus_mrz::Mrz;
use vidimus_trust::Outcome::{
    self, Aborted, Failed, NotRequested, NotSupported, Passed, Undetermined,
};

pub(super) fn judge(case: &Case<'_>, findings: &mut Findings) {
    let seen = Seen::of(case);
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
    offered_outside: bool,
}

impl<'a> Seen<'a> {
    fn of(case: &Case<'a>) -> Self {
        let card_access = Infos::card_access(case);
        let offered = case.evidence.access.pace_offered;
        let offered_outside = offered.unwrap_or_else(|| card_access.offers_pace());
        Self {
            card_access,
            dg14: Dg14::of(case),
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
    ran(CheckId::AccessBac, &access.bac).unwrap_or_else(|| {
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

fn pace(case: &Case<'_>, seen: &Seen<'_>) -> Check {
    let id = CheckId::AccessPace;
    ran(id, &case.evidence.access.pace).unwrap_or_else(|| {
        if !case.has_chip() {
            Check::new(id, NotRequested)
        } else if seen.may_be_offered() {
            Check::new(id, NotRequested).code("pace_not_implemented")
        } else {
            Check::new(id, NotSupported)
        }
    })
}

/// PACE offered and not used, or hidden (DESIGN §2, never weakened).
fn downgrade(case: &Case<'_>, seen: &Seen<'_>) -> Check {
    let access = &case.evidence.access;
    let check = |outcome: Outcome| Check::new(CheckId::AccessDowngrade, outcome);
    let not_opened = access.protocol == Protocol::None
        && (case.evidence.failure.is_some() || ran(CheckId::AccessBac, &access.bac).is_some());
    if !case.has_chip() || not_opened {
        return check(NotRequested);
    }
    if access.protocol == Protocol::Pace {
        return check(Passed);
    }
    if seen.offered_outside {
        check(Undetermined).code("pace_not_implemented")
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

const fn withheld_code(dg14: &Dg14<'_>) -> &'static str {
    match dg14.listed {
        Listed::NotRead => "not_read",
        Listed::Unknown => "sod_not_authentic",
        _ => "listed_file_unreadable",
    }
}

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

/// The unsigned offer against its signed copy (Doc 9303-11 §4.2).
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
    match dg14.listed {
        Listed::Unknown | Listed::NotAuthentic => check(Undetermined).code("sod_not_authentic"),
        _ if !seen.card_access.is_readable() => check(Failed).code("downgrade_hidden_cardaccess"),
        _ if seen.card_access.about_pace() == dg14.infos.about_pace() => check(Passed),
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
        Dg1State::Unusable(code) => check(Undetermined).code(*code),
        Dg1State::Parsed(dg1) if is_key_of(key.reveal(), &dg1.mrz) => check(Passed),
        Dg1State::Parsed(_) => check(Failed).code("key_differs"),
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
