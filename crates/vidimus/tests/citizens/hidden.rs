//! EF.CardAccess that cannot be read, and the constant that stands in for it.

use crate::card::{Read, by_can, by_qr, by_zone, chosen, judged, plan, read, spec};
use vidimus::lds::File;
use vidimus::lds::evidence::{FileState, Protocol, StepState};
use vidimus::report::{CheckId, Decision, Outcome};
use vidimus::session::ReadPlan;
use vidimus_chip::persona::{Citizen, QrFields};
use vidimus_chip::personalise::Personalised;

const QUIRK: &str = "pace.card_access_constant";

fn hidden() -> Personalised {
    spec("vn-cccd-hidden").personalise().unwrap()
}

fn uses_constant(read: &Read) -> bool {
    let noted = read.outcome.evidence.access.card_access_constant.is_some();
    assert_eq!(noted, read.quirks().contains(&QUIRK));
    noted
}

#[test]
fn a_file_that_is_refused_is_known_from_the_profile() {
    let made = hidden();
    let citizen = Citizen::named('a').unwrap();
    for keys in [
        by_zone(&made),
        by_can(citizen.can()),
        by_qr(&citizen.qr(QrFields::Seven)),
    ] {
        let read = read(&made, &keys, &plan("vn-cccd"));
        assert_eq!(read.code(), "-");
        let evidence = &read.outcome.evidence;
        assert_eq!(evidence.access.protocol, Protocol::Pace);
        assert_eq!(evidence.access.pace_offered, None);
        assert!(uses_constant(&read));
        assert!(matches!(
            evidence.files[&File::CardAccess],
            FileState::Denied { .. }
        ));
        assert_eq!(chosen(&read), ("vn-cccd", "mrz"));
        // what was used is what DG14 signs for; the report names the quirk
        let report = judged(&made, &read);
        assert_eq!(
            report.checks.outcome(CheckId::AccessDowngrade),
            Outcome::Passed
        );
        assert_eq!(
            report.checks.outcome(CheckId::LdsCardAccessDg14),
            Outcome::Passed
        );
        assert!(report.quirks.iter().any(|quirk| quirk.id == QUIRK));
        assert_eq!(report.decision, Decision::Accept);
    }
}

#[test]
fn nothing_is_known_of_other_documents_nor_under_strict() {
    let made = hidden();
    let strict = ReadPlan {
        tolerance_strict: true,
        ..plan("vn-cccd")
    };
    for plan in [ReadPlan::default(), strict] {
        let zone = read(&made, &by_zone(&made), &plan);
        assert_eq!(zone.outcome.evidence.access.protocol, Protocol::Bac);
        assert!(!uses_constant(&zone));
        // DG14 tells that PACE was there: it was hidden
        let report = judged(&made, &zone);
        let downgrade = report.checks.get(CheckId::AccessDowngrade).unwrap();
        assert_eq!(
            downgrade.code.as_deref(),
            Some("downgrade_hidden_cardaccess")
        );
        assert_ne!(report.decision, Decision::Accept);
        let number = read(&made, &by_can("000017"), &plan);
        assert_eq!(number.code(), "access.pace_not_offered");
    }
}

/// A signed copy that names more than the constant: the choice may have been steered.
#[test]
fn a_constant_that_is_not_what_was_signed_is_a_downgrade() {
    let mut spec = spec("vn-cccd-hidden");
    let stronger = "cam-aes256-13".parse().unwrap();
    let denied = spec.denied.clone();
    let mut protocols = spec.pace.as_ref().unwrap().protocols.clone();
    protocols.push(stronger);
    spec.set_pace(protocols).unwrap();
    spec.denied = denied;
    let made = spec.personalise().unwrap();
    let read = read(&made, &by_can("000017"), &plan("vn-cccd"));
    assert_eq!(read.code(), "-");
    assert!(uses_constant(&read));
    let report = judged(&made, &read);
    let downgrade = report.checks.get(CheckId::AccessDowngrade).unwrap();
    assert_eq!(downgrade.outcome, Outcome::Failed);
    assert_eq!(report.decision, Decision::Refer);
}

#[test]
fn a_chip_without_that_pace_is_opened_by_bac() {
    let mut spec = spec("vn-cccd-bac");
    let refused = vidimus::iso7816::StatusWord::SECURITY_STATUS_NOT_SATISFIED;
    spec.card_access = Some(vec![0x31, 0]);
    spec.denied.insert(File::CardAccess, refused);
    let made = spec.personalise().unwrap();
    let code = by_qr(&Citizen::named('a').unwrap().qr(QrFields::Seven));
    for keys in [by_zone(&made), code] {
        let read = read(&made, &keys, &plan("vn-cccd"));
        assert_eq!(read.code(), "-");
        assert_eq!(read.outcome.evidence.access.protocol, Protocol::Bac);
        assert!(!uses_constant(&read));
        let report = judged(&made, &read);
        assert_eq!(
            report.checks.outcome(CheckId::AccessDowngrade),
            Outcome::Passed
        );
    }
    let number = read(&made, &by_can("000017"), &plan("vn-cccd"));
    assert_eq!(number.code(), "pace.mse_refused");
}

/// The chip performs PACE, and the number is wrong: BAC would be a downgrade.
#[test]
fn a_wrong_number_does_not_lead_to_bac() {
    let made = hidden();
    let mut keys = by_zone(&made);
    let right = keys.key.replace(by_can("999999").key.unwrap()).unwrap();
    keys.also.push(right);
    let read = read(&made, &keys, &plan("vn-cccd"));
    assert_ne!(read.code(), "-");
    assert_eq!(read.challenges(), 0);
    assert!(matches!(
        read.outcome.evidence.access.pace,
        StepState::Failed { .. }
    ));
}

/// Absent, and malformed, are no refusals.
#[test]
fn a_file_that_is_absent_or_broken_is_not_replaced() {
    let mut absent = spec("vn-cccd-hidden");
    (absent.card_access, absent.denied) = (None, std::collections::BTreeMap::new());
    let made = absent.personalise().unwrap();
    let opened = read(&made, &by_zone(&made), &plan("vn-cccd"));
    assert_eq!(opened.outcome.evidence.access.protocol, Protocol::Bac);
    assert!(!uses_constant(&opened));
    let mut broken = spec("vn-cccd-a");
    broken.card_access.as_mut().unwrap()[2] = 0x31;
    let made = broken.personalise().unwrap();
    let refused = read(&made, &by_zone(&made), &plan("vn-cccd"));
    assert!(!uses_constant(&refused));
}
