//! Cards that never expire, and birth dates whose century another field tells: the forms are
//! those of TR-03135-1 §5.7.1 and of the Vietnamese citizen card.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::Reading;
use vidimus_chip::persona::Persona;
use vidimus_report::{CheckId, CurrencyAnswer, Lang, Outcome, Policy, Report, TextStyle};

/// The report on a ready-made document whose holder was changed.
fn report(preset: &str, persona: &str, change: impl FnOnce(&mut Persona)) -> Report {
    let mut spec = common::preset(preset);
    let mut persona = Persona::named(persona).unwrap();
    change(&mut persona);
    spec.set_persona(persona).unwrap();
    common::report(&spec, &Reading::reader(), &Policy::field())
}

fn vietnamese(change: impl FnOnce(&mut Persona)) -> Report {
    report("vn-td1", "vietnam-td1", change)
}

fn expiry(report: &Report) -> (Outcome, Option<&str>) {
    let check = report.checks.get(CheckId::DocExpiry).unwrap();
    (check.outcome, check.code.as_deref())
}

fn text(report: &Report, lang: Lang) -> String {
    let style = TextStyle {
        reveal: true,
        width: 160,
        ..TextStyle::default()
    };
    report.text(lang, style)
}

#[test]
fn a_vietnamese_card_for_life_is_in_force() {
    let report = vietnamese(|persona| persona.expiry_date = "991231".into());
    assert_eq!(expiry(&report), (Outcome::Passed, Some("no_expiry")));
    assert_eq!(report.conclusions.currency, CurrencyAnswer::InDate);
    assert_eq!(report.document.expired, Some(false));
    assert!(text(&report, Lang::En).contains("never expires"));
    assert!(text(&report, Lang::Vi).contains("không thời hạn"));
    for hidden in ["1999", "2099"] {
        assert!(!text(&report, Lang::En).contains(hidden), "{hidden}");
    }
    // as it stands: there is no day to show
    let shown = &report.to_json(true)["document"]["expiry_date"];
    assert!(shown.to_string().contains("991231"), "{shown}");
}

#[test]
fn a_long_vietnamese_card_is_in_force() {
    // issued before the fortieth birthday, valid until the sixtieth
    let report = vietnamese(|persona| persona.expiry_date = "500115".into());
    assert_eq!(expiry(&report), (Outcome::Passed, None));
    assert!(text(&report, Lang::En).contains("2050-01-15"));
}

/// Elsewhere the same six characters are a day, and long past.
#[test]
fn the_form_of_one_state_is_not_that_of_another() {
    let last_day = |persona: &mut Persona| persona.expiry_date = "991231".into();
    for (preset, persona) in [("bac-td1", "utopia-td1"), ("bac", "utopia-td3")] {
        let report = report(preset, persona, last_day);
        assert_eq!(expiry(&report), (Outcome::Failed, Some("expired")));
        assert_eq!(report.conclusions.currency, CurrencyAnswer::Expired);
    }
}

/// The fourth digit of the number tells the century: a holder of 109 years is not one of nine.
#[test]
fn the_number_tells_the_century_of_birth() {
    let report = vietnamese(|persona| {
        persona.document_number = "020000012".into();
        persona.optional_data =
            format!("001020000012<<{}", vidimus_mrz::check_digit("001020000012"));
        persona.birth_date = "200115".into();
        persona.sex = "M".into();
    });
    let birth = report.document.birth_date.as_ref().unwrap();
    assert_eq!(birth.reveal(), "1920-01-15");
}
