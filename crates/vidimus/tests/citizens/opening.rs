//! Zone, card access number, QR code.

use crate::card::{by_can, by_qr, by_zone, chosen, judged, plan, read, spec};
use vidimus::lds::DataGroup;
use vidimus::lds::evidence::{PasswordKind, Protocol, StepState};
use vidimus::lds::vn_dg13::VietnameseDetails;
use vidimus::report::{CheckId, Outcome, Verdict};
use vidimus::session::ReadPlan;
use vidimus_chip::persona::{Citizen, QrFields};
use vidimus_chip::personalise::CardSpec;

const LETTERS: [char; 3] = ['a', 'b', 'c'];

/// The card without PACE.
fn bac_alone(letter: char) -> CardSpec {
    let mut spec = spec(&format!("vn-cccd-{letter}"));
    (spec.pace, spec.card_access) = (None, None);
    spec.sign_pace_nowhere();
    spec
}

trait WithoutPace {
    fn sign_pace_nowhere(&mut self);
}

impl WithoutPace for CardSpec {
    /// DG14 says nothing of PACE either.
    fn sign_pace_nowhere(&mut self) {
        self.proofs.infos.clear();
        self.write_proofs().unwrap();
    }
}

#[test]
fn every_citizen_is_read_by_zone_by_number_and_by_code() {
    for letter in LETTERS {
        let citizen = Citizen::named(letter).unwrap();
        let made = spec(&format!("vn-cccd-{letter}")).personalise().unwrap();
        let keys = [
            by_zone(&made),
            by_can(citizen.can()),
            by_qr(&citizen.qr(QrFields::Seven)),
            by_qr(&citizen.qr(QrFields::Eleven)),
        ];
        for (keys, kind) in keys.iter().zip([
            PasswordKind::Mrz,
            PasswordKind::Can,
            PasswordKind::Can,
            PasswordKind::Can,
        ]) {
            for plan in [ReadPlan::default(), plan("vn-cccd")] {
                let read = read(&made, keys, &plan);
                assert_eq!(read.code(), "-");
                let evidence = &read.outcome.evidence;
                assert_eq!(evidence.access.protocol, Protocol::Pace);
                assert_eq!(evidence.access.password, Some(kind));
                assert_eq!(chosen(&read), ("vn-cccd", "card_access"));
                let dg13 = evidence.data_group(DataGroup::DG13).unwrap();
                let details = VietnameseDetails::read(dg13);
                assert!(details.is_whole());
            }
        }
        let report = judged(&made, &read(&made, &keys[2], &plan("vn-cccd")));
        assert_eq!(report.verdict, Verdict::Authentic, "{letter}");
        let outcome = |id| report.checks.outcome(id);
        assert_eq!(outcome(CheckId::AccessPace), Outcome::Passed);
        assert_eq!(outcome(CheckId::AccessDowngrade), Outcome::Passed);
        assert_eq!(outcome(CheckId::LdsCardAccessDg14), Outcome::Passed);
        assert_eq!(outcome(CheckId::CaKeyAgreement), Outcome::Passed);
        assert_eq!(outcome(CheckId::AaResponse), Outcome::Passed);
        assert_eq!(outcome(CheckId::DocExpiry), Outcome::Passed);
    }
}

#[test]
fn a_code_alone_opens_a_card_that_has_no_pace() {
    for letter in LETTERS {
        let citizen = Citizen::named(letter).unwrap();
        let made = bac_alone(letter).personalise().unwrap();
        let keys = by_qr(&citizen.qr(QrFields::Eleven));
        let read = read(&made, &keys, &plan("vn-cccd"));
        assert_eq!(read.code(), "-", "{letter}");
        let access = &read.outcome.evidence.access;
        assert_eq!(access.protocol, Protocol::Bac);
        assert_eq!(access.password, Some(PasswordKind::Mrz));
        let key = access.mrz_key.as_ref().unwrap();
        assert_eq!(key.reveal(), &made.mrz_information);
        assert_eq!(chosen(&read), ("vn-cccd", "mrz"));
        let report = judged(&made, &read);
        assert_eq!(
            report.checks.outcome(CheckId::AccessKeyMatchesDg1),
            Outcome::Passed
        );
        assert_eq!(
            report.checks.outcome(CheckId::AccessDowngrade),
            Outcome::Passed
        );
        // a card access number alone does not do it
        let number = crate::card::read(&made, &by_can(citizen.can()), &plan("vn-cccd"));
        assert_eq!(number.code(), "access.pace_not_offered");
        assert_eq!(number.challenges(), 0);
    }
}

/// A card that runs until the second of the possible birthdays.
#[test]
fn each_possible_day_of_expiry_is_tried_once() {
    let citizen = Citizen::named('b').unwrap();
    let keys = by_qr(&citizen.qr(QrFields::Seven));
    let count = keys.also.len();
    assert!(count > 1);
    let mut spec = bac_alone('b');
    let mut persona = citizen.persona();
    persona.expiry_date = "410228".to_owned();
    spec.set_persona(persona).unwrap();
    let made = spec.personalise().unwrap();
    let second = read(&made, &keys, &plan("vn-cccd"));
    assert_eq!((second.code(), second.challenges()), ("-", 2));
    assert_eq!(second.outcome.evidence.access.bac, StepState::Passed);
    // the recording holds every key that was tried
    let header = String::from_utf8(second.recording).unwrap();
    let header: serde_json::Value = serde_json::from_str(header.lines().next().unwrap()).unwrap();
    assert_eq!(header["access"]["kind"], "can");
    assert_eq!(header["also"].as_array().unwrap().len(), count);
}

#[test]
fn another_persons_code_opens_nothing() {
    let keys = by_qr(&Citizen::named('b').unwrap().qr(QrFields::Seven));
    let with_pace = spec("vn-cccd-a").personalise().unwrap();
    let refused = read(&with_pace, &keys, &plan("vn-cccd"));
    assert!(matches!(
        refused.outcome.evidence.access.pace,
        StepState::Failed { .. }
    ));
    assert_ne!(refused.code(), "-");
    // PACE is offered: BAC is not tried after it
    assert_eq!(refused.challenges(), 0);
    let without = bac_alone('a').personalise().unwrap();
    let refused = read(&without, &keys, &plan("vn-cccd"));
    assert_eq!(refused.challenges(), keys.also.len());
    assert!(matches!(
        refused.outcome.evidence.access.bac,
        StepState::Failed { .. }
    ));
    assert_eq!(refused.code(), "access.wrong_key");
    assert!(
        refused
            .outcome
            .evidence
            .data_group(DataGroup::DG1)
            .is_none()
    );
}

#[test]
fn an_identity_card_of_the_union_opens_by_its_number_and_never_by_bac() {
    let made = spec("eu-id-card").personalise().unwrap();
    let card = read(&made, &by_can("271828"), &plan("eu-id-card"));
    assert_eq!(card.code(), "-");
    assert_eq!(chosen(&card), ("eu-id-card", "mrz"));
    assert_eq!(judged(&made, &card).verdict, Verdict::Authentic);
    // a chip that offers no PACE is not opened, whatever key there is
    let other = spec("bac-td1").personalise().unwrap();
    let refused = read(&other, &by_zone(&other), &plan("eu-id-card"));
    assert_eq!(
        (refused.code(), refused.challenges()),
        ("access.pace_not_offered", 0)
    );
    let asked = ReadPlan {
        access: vidimus::session::AccessMode::Bac,
        ..plan("eu-id-card")
    };
    let refused = read(&other, &by_zone(&other), &asked);
    assert_eq!(refused.code(), "usage.protocol_not_in_profile");
    assert_eq!(refused.challenges(), 0);
}
