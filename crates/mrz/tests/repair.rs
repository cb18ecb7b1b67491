//! Repairs that check digits prove, those they do not, and what they cannot see.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

use proptest::prelude::*;
use serde_json::Value;
use vidimus_mrz::{
    Change, Fields, Format, Mrz, NationalForm, Outcome, Zone, ZoneForm, blind_spots,
    count_the_same, repair,
};
use vidimus_testkit::shared;

const TD3: &str =
    "P<UTOSPECIMEN<<ADA<GRACE<<<<<<<<<<<<<<<<<<<<\nX000000012UTO8001014F3912313<<<<<<<<<<<<<<00";
const CARD: &str = "IDVNM0900000177000090000017<<7\n9012318M3012316VNM<<<<<<<<<<<6\nNGUYEN<<VAN<MAU<<<<<<<<<<<<<<<";
const FRENCH: &str = "IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<\n9409923102854CORINNE<<<<<<<6512068F4";

/// The text with characters put at lines and columns.
fn with(text: &str, puts: &[(usize, usize, char)]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (line, column, character) in puts {
        lines[line - 1].replace_range(column - 1..*column, &character.to_string());
    }
    lines.join("\n")
}

fn places(changes: &[Change]) -> Vec<(u8, u8, char)> {
    changes
        .iter()
        .map(|change| (change.line, change.column, change.to))
        .collect()
}

/// The zone comes back from its misreading, with just these changes.
fn comes_back(text: &str, puts: &[(usize, usize, char)]) {
    let Outcome::Repaired { zone, changes } = repair(&with(text, puts)).unwrap().outcome else {
        panic!(
            "{puts:?} of {text}: {:?}",
            repair(&with(text, puts)).unwrap()
        );
    };
    assert_eq!(zone.lines().join("\n"), text);
    let expected: Vec<(u8, u8)> = puts
        .iter()
        .map(|(line, column, _)| (u8::try_from(*line).unwrap(), u8::try_from(*column).unwrap()))
        .collect();
    let found: Vec<(u8, u8)> = changes
        .iter()
        .map(|change| (change.line, change.column))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn digits_read_as_letters() {
    comes_back(TD3, &[(2, 16, 'O')]);
    comes_back(TD3, &[(2, 14, 'B'), (2, 16, 'O'), (2, 19, 'I')]);
    comes_back(TD3, &[(2, 28, '?')]);
    comes_back(CARD, &[(1, 8, 'O'), (1, 30, 'T')]);
    comes_back(CARD, &[(1, 6, 'O'), (1, 7, '?'), (1, 28, 'K')]);
    comes_back(FRENCH, &[(2, 3, 'O'), (2, 28, 'G')]);
}

#[test]
fn intact_zones_stay() {
    for text in [TD3, CARD, FRENCH] {
        let repair = repair(text).unwrap();
        assert_eq!(repair.outcome, Outcome::Intact, "{text}");
        assert!(repair.suggestions.is_empty());
    }
    let swiss = "AAA001D<<\nFACHE305142128097<<800126<<<<<\nSPECIMEN<<ADA<<<<<<<<<<<<<<<<<";
    assert_eq!(repair(swiss).unwrap().outcome, Outcome::NoCheckDigits);
    assert!(repair("no zone").is_err());
}

/// A date is put right, a name is not: no digit covers it.
#[test]
fn names_are_suggestions_only() {
    let read = with(TD3, &[(1, 10, '1'), (1, 17, '0'), (2, 15, 'O')]);
    let repair = repair(&read).unwrap();
    let Outcome::Repaired { zone, changes } = &repair.outcome else {
        panic!()
    };
    assert_eq!(places(changes), [(2, 15, '0')]);
    assert!(zone.joined().contains("SPEC1MEN"), "{}", zone.joined());
    assert_eq!(
        places(&repair.suggestions),
        [
            (1, 10, 'I'),
            (1, 10, 'L'),
            (1, 17, 'O'),
            (1, 17, 'Q'),
            (1, 17, 'D')
        ]
    );
}

#[test]
fn two_fixes_are_none() {
    // both unreadable characters of the number may be many pairs
    let read = with(TD3, &[(2, 2, '?'), (2, 3, '?')]);
    let Outcome::Unproven {
        candidates,
        complete,
    } = repair(&read).unwrap().outcome
    else {
        panic!()
    };
    assert!(candidates.len() > 1 && !complete);
    // a letter that the number could have: the fix is listed, not made
    let read = with(TD3, &[(2, 4, 'O')]);
    let Outcome::Unproven {
        candidates,
        complete: true,
    } = repair(&read).unwrap().outcome
    else {
        panic!()
    };
    assert!(candidates.iter().any(|fix| places(fix) == [(2, 4, '0')]));
    // a wrong digit that is no usual mistake
    let read = with(TD3, &[(2, 16, '3')]);
    let Outcome::Unrepairable { failing } = repair(&read).unwrap().outcome else {
        panic!()
    };
    assert!(!failing.is_empty());
}

/// Both copies of the number and the second digit decide where the digits of TD1 do not.
#[test]
fn a_citizen_card_proves_more() {
    let read = with(CARD, &[(1, 6, '?'), (1, 18, '?')]);
    let Outcome::Repaired { zone, .. } = repair(&read).unwrap().outcome else {
        panic!()
    };
    assert_eq!(zone.lines().join("\n"), CARD);
}

#[test]
fn what_no_digit_sees_is_told() {
    let with_six = Fields {
        document_code: "P",
        issuer: "UTO",
        document_number: "X6L",
        nationality: "UTO",
        birth_date: "800101",
        expiry_date: "391231",
        primary_identifier: "SPECIMEN",
        ..Fields::default()
    };
    let made = Mrz::make(Format::Td3, &with_six).unwrap();
    let repair = repair(made.joined()).unwrap();
    assert_eq!(repair.outcome, Outcome::Intact);
    assert_eq!(places(&repair.blind), [(2, 2, 'G'), (2, 3, '1')]);
    assert!(!format!("{repair:?}").contains('G'));
}

fn text_of(form: ZoneForm, zone: &Zone) -> String {
    assert_eq!(zone.form(), form);
    zone.lines().join("\n")
}

/// Every single change of a zone is seen by a check digit or listed as a blind spot.
fn every_change(zone: &Zone, expect_all: bool) {
    let form = zone.form();
    let text = text_of(form, zone);
    let blind = blind_spots(form);
    for (line, columns) in text.lines().enumerate() {
        for (column, from) in columns.chars().enumerate() {
            for to in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"
                .chars()
                .filter(|to| *to != from)
            {
                let (line, column) = (line + 1, column + 1);
                let changed = Zone::parse(&with(&text, &[(line, column, to)])).unwrap();
                if changed.form() != form {
                    continue;
                }
                let listed = blind.is_blind(
                    u8::try_from(line).unwrap(),
                    u8::try_from(column).unwrap(),
                    from,
                    to,
                );
                let seen = !changed.check_digits().all_passed();
                assert!(
                    seen || listed,
                    "{form} line {line} column {column}: {from} to {to}"
                );
                if expect_all && !count_the_same(from, to) {
                    assert_ne!(
                        seen, listed,
                        "{form} line {line} column {column}: {from} to {to}"
                    );
                }
            }
        }
    }
}

#[test]
fn every_change_of_the_specimens_is_seen_or_listed() {
    for text in [TD3, CARD, FRENCH, "D1FRA13AA000026181231MARTIN<<9"] {
        every_change(&Zone::parse(text).unwrap(), true);
    }
    assert_eq!(
        Zone::parse(FRENCH).unwrap().form(),
        NationalForm::FrenchIdentityCard.into()
    );
}

/// Collected zones of which everything fits, but for dates with a letter whose digit fits too.
fn intact_specimens() -> Vec<String> {
    let Some(path) = shared("mrz/specimens.json") else {
        return Vec::new();
    };
    let all: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let records = all["records"].as_array().unwrap().iter();
    let records = records.filter(|record| record["all_check_digits_ok"] == true);
    let texts = records.map(|record| {
        let lines = record["lines"].as_array().unwrap().iter();
        let lines: Vec<&str> = lines.map(|line| line.as_str().unwrap()).collect();
        lines.join("\n").to_uppercase()
    });
    let dated = |text: &String| {
        let problems = Zone::parse(text).unwrap().content_problems();
        problems
            .iter()
            .all(|problem| !problem.code().ends_with("_date"))
    };
    texts.filter(dated).collect()
}

/// Every usual mistake in a place that a digit covers: what is read, and what undoes it.
fn usual_mistakes(text: &str) -> Vec<(String, (u8, u8, char))> {
    let form = Zone::parse(text).unwrap().form();
    let blind = blind_spots(form);
    let mut found = Vec::new();
    for (line, characters) in text.lines().enumerate() {
        // the beginning of a national form is what tells it
        let told = if matches!(form, ZoneForm::National(_)) && line == 0 {
            5
        } else {
            0
        };
        for (column, from) in characters.chars().enumerate().skip(told) {
            let at = (
                u8::try_from(line + 1).unwrap(),
                u8::try_from(column + 1).unwrap(),
            );
            for (_, letters) in MISTAKES.iter().filter(|(digit, _)| *digit == from) {
                let seen = |to: &char| !blind.is_blind(at.0, at.1, from, *to);
                let read = letters
                    .chars()
                    .filter(seen)
                    .map(|to| with(text, &[(line + 1, column + 1, to)]));
                found.extend(read.map(|read| (read, (at.0, at.1, from))));
            }
        }
    }
    found
}

const MISTAKES: [(char, &str); 6] = [
    ('0', "OQD"),
    ('1', "IL"),
    ('2', "Z"),
    ('5', "S"),
    ('8', "B"),
    ('<', "C"),
];

/// Zones collected by others, with one usual mistake each: what is repaired is always the zone
/// as it was, and the zone is otherwise among the candidates.
#[test]
fn usual_mistakes_in_specimens() {
    let mut repaired = 0;
    let specimens = intact_specimens();
    for text in &specimens {
        let outcome = repair(text).unwrap().outcome;
        assert!(
            matches!(outcome, Outcome::Intact | Outcome::NoCheckDigits),
            "{text}"
        );
        for (read, undoes) in usual_mistakes(text) {
            repaired += usize::from(is_undone(text, &read, undoes));
        }
    }
    assert!(specimens.is_empty() || repaired > 500, "{repaired}");
}

fn is_undone(text: &str, read: &str, undoes: (u8, u8, char)) -> bool {
    match repair(read).unwrap().outcome {
        Outcome::Repaired { zone, .. } => {
            // the digit of empty optional data may be either
            let same = zone.lines().join("\n") == text || undoes == (2, 43, '<');
            assert!(same, "{read}");
            true
        }
        Outcome::Unproven {
            candidates,
            complete,
        } => {
            let listed = candidates.iter().any(|fix| places(fix) == [undoes]);
            assert!(listed || !complete, "{read}");
            false
        }
        other => panic!("{read} {other:?}"),
    }
}

fn formats() -> impl Strategy<Value = Format> {
    prop::sample::select(Format::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every zone that is made parses back, and no change escapes unlisted.
    #[test]
    fn made_zones(
        format in formats(), number in "[A-Z0-9]{1,9}", rest in "[A-Z0-9]{0,3}", surname in "[A-Z]{1,20}",
        given in "[A-Z]{0,10}( [A-Z]{1,20})?", optional in "[A-Z0-9]{0,3}", year in 0u8..100, sex in "[FM<]",
    ) {
        let long = number.len() == 9 && format.allows_long_number();
        let number = if long { format!("{number}{rest}") } else { number };
        // of the seven places of TD2 a long number takes up to five
        let optional: String = optional.chars().take(if long { 2 } else { 3 }).collect();
        let birth = format!("{year:02}0131");
        let given = given.trim();
        let fields = Fields {
            document_code: if matches!(format, Format::MrvA | Format::MrvB) { "V" } else if format == Format::Td3 { "P" } else { "I" },
            issuer: "UTO", document_number: &number, nationality: "D", birth_date: &birth, sex: &sex,
            expiry_date: "391231", primary_identifier: &surname, secondary_identifier: given,
            optional_data: &optional, optional_data_second: "",
        };
        let made = Mrz::make(format, &fields).unwrap();
        let read = Mrz::parse(&made.lines().collect::<Vec<_>>().join("\n")).unwrap();
        prop_assert_eq!(read.content_problems().count(), 0);
        prop_assert_eq!(read.format(), format);
        let whole = read.document_number();
        prop_assert_eq!(whole.as_str(), &number);
        let read_birth = read.birth_date();
        prop_assert_eq!(read_birth.as_str(), &birth);
        prop_assert_eq!(read.sex().letter(), sex.chars().next());
        prop_assert_eq!(read.optional_data(), &optional);
        prop_assert_eq!(read.primary_identifier().to_string(), &*surname);
        if !read.name_may_be_truncated() {
            prop_assert_eq!(read.secondary_identifier().to_string(), given);
        }
        every_change(&Zone::Icao(read), true);
    }

    /// What is repaired has digits that fit, and differs where the changes say.
    #[test]
    fn repairs_are_honest(text in "[A-Z0-9<]{44}\n[A-Z0-9<?]{44}", line in "P<UTO[A-Z]{1,9}<<[A-Z]{1,9}<[A-Z0-9<]{5}") {
        let padded: String = line.chars().chain("<".repeat(44).chars()).take(44).collect();
        for text in [text, format!("{padded}\n{}", TD3.lines().last().unwrap())] {
            let repair = repair(&text).unwrap();
            if let Outcome::Repaired { zone, changes } = repair.outcome {
                prop_assert!(zone.check_digits().all_passed() && !changes.is_empty());
                let puts: Vec<(usize, usize, char)> =
                    changes.iter().map(|c| (usize::from(c.line), usize::from(c.column), c.to)).collect();
                prop_assert_eq!(with(&text, &puts), zone.lines().join("\n"));
            }
        }
    }
}
