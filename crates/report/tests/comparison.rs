//! The faces of a document held against each other: `printed.*` and `cross.*`.
//!
//! Truth from outside: the synthetic citizens of the shared data, whose zones, QR codes and DG13
//! were made by other programs, and the table of BSI TR-03135-1 §5.7.2.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod citizens;
mod common;

use citizens::{Documents, dg11, dg12, hex, samples};
use proptest::prelude::*;
use vidimus_mrz::{Fields, Format, Mrz};
use vidimus_report::Outcome::{Failed, NotRequested, NotSupported, Passed, Undetermined};
use vidimus_report::{Check, CheckId, Face, Lang, PrintedAnswer, Report};

const CITIZEN: &str = "IDVNM0900000177000090000017<<7\n9012318M3012316VNM<<<<<<<<<<<6\nNGUYEN<<VAN<MAU<<<<<<<<<<<<<<<";
const QR: &str = "000090000017|000000017|Nguyễn Văn Mẫu|31121990|Nam|Số 1 Đường Thử, Phường Mẫu, Quận Mẫu, Hà Nội|01072021";

fn check(report: &Report, id: CheckId) -> &Check {
    report.checks.get(id).unwrap()
}

/// Field and first place in this face, for each difference.
fn places(check: &Check, face: Face) -> Vec<(&'static str, Option<u8>, u16)> {
    let of_face = |at: &[(Face, vidimus_report::Place)]| {
        at.iter()
            .find(|(other, _)| *other == face)
            .map(|(_, place)| *place)
            .unwrap()
    };
    let places = check.differences.iter().map(|difference| {
        let place = of_face(&difference.at);
        (difference.field, place.line, place.column)
    });
    places.collect()
}

fn replaced(text: &str, place: usize, new: char) -> String {
    text.chars()
        .enumerate()
        .map(|(index, old)| if index == place { new } else { old })
        .collect()
}

#[test]
fn the_synthetic_citizens_agree_with_themselves() {
    let Some(samples) = samples() else { return };
    for citizen in &samples.citizens {
        for qr in [citizen.qr.clone(), format!("{}||||", citizen.qr)] {
            let documents = Documents {
                printed_mrz: Some(citizen.mrz.clone()),
                qr: Some(qr),
                ..Documents::with_dg1(&citizen.mrz)
            };
            let report = documents.judge();
            for id in [CheckId::PrintedMrz, CheckId::PrintedQr] {
                assert_eq!(
                    check(&report, id).outcome,
                    Passed,
                    "{:?}",
                    check(&report, id)
                );
            }
            assert_eq!(report.conclusions.printed, PrintedAnswer::Matches);
            // province 000 is nobody's
            let number = check(&report, CheckId::CrossNumberStructure);
            assert_eq!(number.outcome, Undetermined);
            assert_eq!(number.code.as_deref(), Some("number_province_unknown"));
            assert!(report.notices.is_empty());
        }
    }
}

#[test]
fn dg13_of_either_layout() {
    let Some(samples) = samples() else { return };
    let with = |dg13: &str| Documents {
        dg13: Some(hex(dg13)),
        qr: Some(QR.into()),
        ..Documents::with_dg1(CITIZEN)
    };
    let report = with(&samples.dg13_a).judge();
    let cross = check(&report, CheckId::CrossDg1Dg13);
    assert_eq!(cross.outcome, Passed, "{cross:?}");
    assert_eq!(check(&report, CheckId::PrintedQr).outcome, Passed);
    // layout B belongs to a card that never expires
    let report = with(&samples.dg13_b).judge();
    let cross = check(&report, CheckId::CrossDg1Dg13);
    assert_eq!(cross.outcome, Failed);
    assert_eq!(places(cross, Face::Dg13), [("expiry_date", None, 1)]);
    assert_eq!(check(&report, CheckId::PrintedQr).outcome, Passed);
    let forever = CITIZEN.replace("3012316VNM<<<<<<<<<<<6", "9912315VNM<<<<<<<<<<<0");
    let documents = Documents {
        dg13: Some(hex(&samples.dg13_b)),
        ..Documents::with_dg1(&forever)
    };
    let report = documents.judge();
    assert_eq!(check(&report, CheckId::CrossDg1Dg13).outcome, Passed);
}

/// Each character of the code, changed: never passed, and where a field of the chip has it, the
/// field and the very character are named.
#[test]
fn every_changed_character_of_the_qr_code_is_found() {
    let Some(samples) = samples() else { return };
    let documents = |qr: String| Documents {
        qr: Some(qr),
        dg13: Some(hex(&samples.dg13_a)),
        ..Documents::with_dg1(CITIZEN)
    };
    let mut located = 0;
    for (place, old) in QR.chars().enumerate() {
        for new in ['7', 'x', 'ế', '|'] {
            if old == new || (old == 'Ế' && new == 'ế') {
                continue;
            }
            let report = documents(replaced(QR, place, new)).judge();
            let check = check(&report, CheckId::PrintedQr);
            assert_ne!(check.outcome, Passed, "{place} {old} {new}");
            let same_kind = old.is_ascii_digit() && new == '7';
            let letter = old.is_alphabetic() && new == 'x';
            let sex = (48..=50).contains(&place);
            if (same_kind || letter) && !sex {
                let found = places(check, Face::Qr);
                let column = u16::try_from(place + 1).unwrap();
                assert_eq!(check.outcome, Failed, "{place} {old} {new}: {check:?}");
                assert!(
                    found.iter().all(|(_, _, at)| *at == column),
                    "{place}: {found:?}"
                );
                assert_eq!(report.conclusions.printed, PrintedAnswer::Differs);
                located += 1;
            }
        }
    }
    assert!(located > 75, "{located}");
}

/// Each character of each text in DG13, changed: where DG1 or the code has the field, it is named.
#[test]
fn every_changed_character_of_dg13_is_found() {
    let Some(samples) = samples() else { return };
    let whole = hex(&samples.dg13_a);
    let expected = [
        ("000090000017", "personal_number", true),
        ("Nguyễn Văn Mẫu", "name", true),
        ("31/12/1990", "birth_date", true),
        ("01/07/2021", "issue_date", false),
        ("31/12/2030", "expiry_date", true),
        ("Số 1 Đường Thử, Phường Mẫu", "residence", false),
        ("000000017\u{30}\u{15}", "old_number", false),
    ];
    for (text, field, in_dg1) in expected {
        let needle = text.trim_end_matches("\u{30}\u{15}").as_bytes();
        let all: Vec<usize> = (0..whole.len())
            .filter(|at| {
                whole[*at..].starts_with(needle) && whole[*at..].starts_with(text.as_bytes())
            })
            .collect();
        let start = all[0];
        for place in 0..needle.len() {
            let old = whole[start + place];
            let new = match old {
                b'7' => b'8',
                b'0'..=b'9' => b'7',
                b'a'..=b'z' | b'A'..=b'Z' => b'x',
                _ => continue,
            };
            let mut dg13 = whole.clone();
            dg13[start + place] = new;
            let documents = Documents {
                qr: Some(QR.into()),
                dg13: Some(dg13),
                ..Documents::with_dg1(CITIZEN)
            };
            let report = documents.judge();
            let id = if in_dg1 {
                CheckId::CrossDg1Dg13
            } else {
                CheckId::PrintedQr
            };
            let before = std::str::from_utf8(&needle[..place]).unwrap();
            let column = u16::try_from(before.chars().count() + 1).unwrap();
            let century = matches!(field, "birth_date" | "expiry_date") && matches!(place, 6 | 7);
            let found = places(check(&report, id), Face::Dg13);
            if century && field == "expiry_date" {
                // a zone has no century, and the code no expiry
                continue;
            }
            if century {
                let found = places(check(&report, CheckId::PrintedQr), Face::Dg13);
                assert_eq!(found, [(field, None, column)]);
                continue;
            }
            assert_eq!(check(&report, id).outcome, Failed, "{field} {place}");
            assert_eq!(found, [(field, None, column)]);
        }
    }
}

#[test]
fn a_changed_character_of_the_printed_zone_of_the_citizen_card() {
    let judge = |printed: &str| {
        let documents = Documents {
            printed_mrz: Some(printed.to_owned()),
            ..Documents::with_dg1(CITIZEN)
        };
        documents.judge()
    };
    for (line, column, field) in [
        (0, 13, "document_number"),
        (0, 15, "personal_number"),
        (0, 26, "personal_number"),
        (1, 2, "birth_date"),
        (1, 7, "sex"),
        (1, 9, "expiry_date"),
        (2, 0, "primary_identifier"),
        (2, 9, "secondary_identifier"),
    ] {
        let place = line * 31 + column;
        let new = match CITIZEN.as_bytes()[place] {
            b'7' => '8',
            b'0'..=b'9' => '7',
            _ => 'F',
        };
        let report = judge(&replaced(CITIZEN, place, new));
        let check = check(&report, CheckId::PrintedMrz);
        let at = (
            field,
            Some(u8::try_from(line + 1).unwrap()),
            u16::try_from(column + 1).unwrap(),
        );
        assert_eq!(
            (check.outcome, places(check, Face::PrintedMrz)),
            (Failed, vec![at])
        );
        let detail = check.detail.as_deref().unwrap();
        assert!(detail.contains(field) && detail.contains(&format!("column {}", column + 1)));
        assert_eq!(report.conclusions.printed, PrintedAnswer::Differs);
    }
    // the second check digit is no field of the standard
    let report = judge(&replaced(CITIZEN, 29, '9'));
    let check = check(&report, CheckId::PrintedMrz);
    assert_eq!(check.outcome, Undetermined);
    assert_eq!(
        places(check, Face::PrintedMrz),
        [("optional_data", Some(1), 30)]
    );
    // in DG1 it is a notice
    let report = Documents::with_dg1(&replaced(CITIZEN, 29, '9')).judge();
    assert_eq!(report.notices, ["mrz.second_check_digit"]);
}

fn zone(format: Format) -> Mrz {
    let fields = Fields {
        document_code: match format {
            Format::Td3 => "P",
            Format::MrvA | Format::MrvB => "V",
            _ => "I",
        },
        issuer: "UTO",
        document_number: "X00000001",
        nationality: "UTO",
        birth_date: "800101",
        sex: "F",
        expiry_date: "391231",
        primary_identifier: "SPECIMEN",
        secondary_identifier: "ADA GRACE",
        optional_data: "AB12",
        ..Fields::default()
    };
    Mrz::make(format, &fields).unwrap()
}

const FORMATS: [Format; 5] = [
    Format::Td1,
    Format::Td2,
    Format::Td3,
    Format::MrvA,
    Format::MrvB,
];

/// TR-03135-1 table 5.46 over every character of every format.
#[test]
fn every_changed_character_of_every_zone_is_found() {
    for format in FORMATS {
        let chip = zone(format);
        let text = chip.lines().collect::<Vec<_>>().join("\n");
        for (place, old) in text.char_indices().filter(|(_, old)| *old != '\n') {
            let new = match old {
                'A' => 'B',
                '0'..='8' => '9',
                '9' => '0',
                _ => 'A',
            };
            let documents = Documents {
                printed_mrz: Some(replaced(&text, place, new)),
                ..Documents::with_dg1(&text)
            };
            let report = documents.judge();
            let check = check(&report, CheckId::PrintedMrz);
            let width = format.width() + 1;
            let at = (
                Some(u8::try_from(place / width + 1).unwrap()),
                u16::try_from(place % width + 1).unwrap(),
            );
            let found = places(check, Face::PrintedMrz);
            assert_eq!(found.len(), 1, "{format} {place} {check:?}");
            assert_eq!((found[0].1, found[0].2), at, "{format} {place}");
            let optional =
                found[0].0.starts_with("optional_data") && !found[0].0.ends_with("digit");
            let expected = if optional { Undetermined } else { Failed };
            assert_eq!(check.outcome, expected, "{format} {place} {check:?}");
        }
    }
}

#[test]
fn fillers_in_a_printed_date_of_birth_are_no_difference() {
    for format in FORMATS {
        let text = zone(format).lines().collect::<Vec<_>>().join("\n");
        for printed in ["8001<<", "80<<01", "<<<<<1"] {
            let documents = Documents {
                printed_mrz: Some(text.replace("800101", printed)),
                ..Documents::with_dg1(&text)
            };
            let report = documents.judge();
            assert_eq!(
                check(&report, CheckId::PrintedMrz).outcome,
                Passed,
                "{format} {printed}"
            );
        }
        let documents = Documents {
            printed_mrz: Some(text.replace("391231", "3912<<")),
            ..Documents::with_dg1(&text)
        };
        let report = documents.judge();
        assert_eq!(
            check(&report, CheckId::PrintedMrz).outcome,
            Failed,
            "{format}"
        );
    }
}

/// A date of birth of which nothing is printed was not compared.
#[test]
fn fillers_alone_are_no_date_of_birth() {
    for format in FORMATS {
        let text = zone(format).lines().collect::<Vec<_>>().join("\n");
        let unknown = text.replace("800101", "<<<<<<");
        for (chip, printed, expected) in [
            (&text, &unknown, Undetermined),
            (&unknown, &text, Undetermined),
            (&unknown, &unknown, Passed),
        ] {
            let documents = Documents {
                printed_mrz: Some(printed.clone()),
                ..Documents::with_dg1(chip)
            };
            let report = documents.judge();
            let check = check(&report, CheckId::PrintedMrz);
            assert_eq!(check.outcome, expected, "{format} {check:?}");
            if expected == Undetermined {
                assert_eq!(check.code.as_deref(), Some("nothing_comparable"));
            }
        }
    }
}

/// A zone has two digits of the year: a code of another century passes no more than one of
/// another year, unless the citizen number or DG13 says the century.
#[test]
fn a_code_of_another_century_never_passes() {
    for year in ["1890", "2090", "9990"] {
        let documents = Documents {
            qr: Some(QR.replace("31121990", &format!("3112{year}"))),
            ..Documents::with_dg1(CITIZEN)
        };
        let report = documents.judge();
        let check = check(&report, CheckId::PrintedQr);
        assert_eq!(check.outcome, Undetermined, "{year} {check:?}");
        assert_eq!(check.code.as_deref(), Some("not_comparable"));
        assert_ne!(report.conclusions.printed, PrintedAnswer::Matches);
    }
}

/// What is no face, or half of one, matches nothing.
#[test]
fn what_cannot_be_read_never_matches() {
    let half = CITIZEN.lines().next().unwrap();
    for printed in [
        "",
        " ",
        "x",
        half,
        CITIZEN.get(..60).unwrap(),
        &"<".repeat(90),
        &"A".repeat(5000),
    ] {
        let documents = Documents {
            printed_mrz: Some(printed.to_owned()),
            ..Documents::with_dg1(CITIZEN)
        };
        let report = documents.judge();
        assert_ne!(
            check(&report, CheckId::PrintedMrz).outcome,
            Passed,
            "{printed:?}"
        );
        assert_ne!(report.conclusions.printed, PrintedAnswer::Matches);
    }
    for qr in [
        "",
        "||||||",
        "https://example.invalid",
        "000090000017",
        &QR.chars().take(40).collect::<String>(),
        &QR.replace("Nguyễn Văn Mẫu", ""),
        &QR.replace("31121990", ""),
        &QR.replace("|Nam|", "||"),
        &"|".repeat(9000),
    ] {
        let documents = Documents {
            qr: Some(qr.to_owned()),
            ..Documents::with_dg1(CITIZEN)
        };
        let report = documents.judge();
        let check = check(&report, CheckId::PrintedQr);
        assert_eq!(check.outcome, Undetermined, "{qr}");
        assert!(check.code.is_some());
        assert_eq!(report.conclusions.printed, PrintedAnswer::NotCompared);
    }
}

#[test]
fn without_dg1_nothing_matches() {
    let documents = Documents {
        printed_mrz: Some(CITIZEN.to_owned()),
        qr: Some(QR.to_owned()),
        dg13: samples().map(|samples| hex(&samples.dg13_a)),
        ..Documents::default()
    };
    let report = documents.judge();
    for id in [
        CheckId::PrintedMrz,
        CheckId::PrintedQr,
        CheckId::CrossDg1Dg13,
    ] {
        assert_ne!(check(&report, id).outcome, Passed, "{id}");
    }
    // two zones of nothing are not one document's
    let empty = format!("IDVNM{}", "<".repeat(85));
    let documents = Documents {
        printed_mrz: Some(empty.clone()),
        ..Documents::with_dg1(&empty)
    };
    let report = documents.judge();
    assert_eq!(check(&report, CheckId::PrintedMrz).outcome, Undetermined);
}

/// A citizen's code on another document: it differs, or at best stays open.
#[test]
fn the_qr_code_of_somebody_else() {
    let text = zone(Format::Td3).lines().collect::<Vec<_>>().join("\n");
    let documents = Documents {
        qr: Some(QR.to_owned()),
        ..Documents::with_dg1(&text)
    };
    let report = documents.judge();
    assert_eq!(check(&report, CheckId::PrintedQr).outcome, Failed);
    let same = zone(Format::Td3);
    let twin = "000080000001||Specimen, Ada Grace|01011980|Nữ|X|01012021";
    let documents = Documents {
        qr: Some(twin.to_owned()),
        ..Documents::with_dg1(&same.lines().collect::<Vec<_>>().join("\n"))
    };
    let report = documents.judge();
    let check = check(&report, CheckId::PrintedQr);
    assert_eq!(check.code.as_deref(), Some("qr_of_other_document"));
    assert_eq!(check.outcome, Undetermined);
}

#[test]
fn names_cut_to_the_room_of_the_zone() {
    let long = "Nguyễn Thị Ví Dụ Đỗ Quyên Hoàng Oanh";
    let cut = CITIZEN.replace(
        "NGUYEN<<VAN<MAU<<<<<<<<<<<<<<<",
        "NGUYEN<<THI<VI<DU<DO<QUYEN<HOA",
    );
    let judge = |name: &str| {
        let documents = Documents {
            qr: Some(QR.replace("Nguyễn Văn Mẫu", name)),
            ..Documents::with_dg1(&cut)
        };
        check(&documents.judge(), CheckId::PrintedQr).outcome
    };
    assert_eq!(judge(long), Passed);
    assert_eq!(judge("Nguyễn Thị Ví Dụ Đỗ Quỳnh Hoàng Oanh"), Failed);
    assert_eq!(judge("Nguyễn Thị Ví Dụ"), Failed);
}

#[test]
fn dg11_against_dg1() {
    let text = zone(Format::Td3).lines().collect::<Vec<_>>().join("\n");
    let judge = |fields: &[(u16, &[u8])]| {
        let documents = Documents {
            dg11: Some(dg11(fields)),
            ..Documents::with_dg1(&text)
        };
        let report = documents.judge();
        let check = check(&report, CheckId::CrossDg1Dg11);
        (
            check.outcome,
            check.code.as_deref().map(str::to_owned),
            places(check, Face::Dg11),
        )
    };
    let name = |text: &'static str| (0x5F0E, text.as_bytes());
    let passed = (Passed, None, vec![]);
    let failed = |field: &'static str, column: u16| {
        let code = Some("data_groups_differ".to_owned());
        (Failed, code, vec![(field, None, column)])
    };
    let open = |code: &str| (Undetermined, Some(code.to_owned()), vec![]);
    assert_eq!(
        judge(&[name("Specimen<<Áda Grace"), (0x5F2B, b"19800101")]),
        passed
    );
    assert_eq!(
        judge(&[name("SPECIMEN<<ADA<GRACE"), (0x5F2B, &[0x19, 0x80, 1, 1])]),
        passed
    );
    assert_eq!(judge(&[name("SPECIMEN<<ADA<GRECE")]), failed("name", 17));
    assert_eq!(judge(&[(0x5F2B, b"19800102")]), failed("birth_date", 8));
    assert_eq!(judge(&[(0x5F2B, b"19810101")]), failed("birth_date", 4));
    assert_eq!(judge(&[(0x5F2B, b"19800000")]), passed);
    assert_eq!(
        judge(&[(0x5F10, b"AB12"), name("SPECIMEN<<ADA<GRACE")]),
        passed
    );
    assert_eq!(judge(&[(0x5F10, b"AB13")]), failed("personal_number", 4));
    // of another form: another number
    assert_eq!(judge(&[(0x5F10, b"1234567")]), open("nothing_comparable"));
    assert_eq!(judge(&[(0x5F12, b"+84 0000")]), open("nothing_comparable"));
    assert_eq!(judge(&[]), open("nothing_comparable"));
    assert_eq!(
        judge(&[name("标本<<爱达"), (0x5F2B, b"19800101")]),
        open("not_comparable")
    );
    assert_eq!(
        judge(&[(0x5F0E, b"SPECIMEN<<\xFF")]),
        open("partly_unreadable")
    );
    assert_eq!(
        judge(&[name("SPECIMEN<<ADA<GRACE"), (0x5F2B, b"19801301")]),
        open("partly_unreadable")
    );
}

#[test]
fn the_date_of_issue_stands_in_dg12_too() {
    let Some(samples) = samples() else { return };
    let judge = |day: &[u8]| {
        let documents = Documents {
            dg12: Some(dg12(day)),
            dg13: Some(hex(&samples.dg13_a)),
            qr: Some(QR.to_owned()),
            ..Documents::with_dg1(CITIZEN)
        };
        documents.judge()
    };
    let report = judge(b"20210701");
    assert_eq!(check(&report, CheckId::CrossDg1Dg13).outcome, Passed);
    let report = judge(b"20210702");
    let cross = check(&report, CheckId::CrossDg1Dg13);
    assert_eq!(places(cross, Face::Dg12), [("issue_date", None, 8)]);
    assert_eq!(places(cross, Face::Dg13), [("issue_date", None, 2)]);
    assert_eq!(
        places(check(&report, CheckId::PrintedQr), Face::Dg12),
        [("issue_date", None, 8)]
    );
}

#[test]
fn numbers_that_do_not_fit_their_holder() {
    // 001 is Hà Nội; 090 is male of 1990
    let with = |number: &str, sex: &str| {
        let zone = CITIZEN
            .replace("000090000017", number)
            .replace("090000017", number.get(3..).unwrap())
            .replace("9012318M", &format!("9012318{sex}"));
        let report = Documents::with_dg1(&zone).judge();
        let check = check(&report, CheckId::CrossNumberStructure);
        (
            check.outcome,
            check.code.as_deref().unwrap_or_default().to_owned(),
        )
    };
    assert_eq!(with("001090000017", "M"), (Passed, String::new()));
    assert_eq!(with("001190000017", "F"), (Passed, String::new()));
    assert_eq!(
        with("001090000017", "F"),
        (Failed, "number_sex_differs".into())
    );
    assert_eq!(
        with("001290000017", "M"),
        (Failed, "number_birth_year_differs".into())
    );
    assert_eq!(
        with("001091000017", "M"),
        (Failed, "number_birth_year_differs".into())
    );
    assert_eq!(
        with("999090000017", "M"),
        (Undetermined, "number_province_unknown".into())
    );
    let zone = CITIZEN.replacen("090000017", "090000018", 1);
    let report = Documents::with_dg1(&zone).judge();
    let number = check(&report, CheckId::CrossNumberStructure);
    assert_eq!(number.code.as_deref(), Some("number_copies_differ"));
    let zone = CITIZEN.replace("000090000017<<7", "<<<<<<<<<<<<<<7");
    let report = Documents::with_dg1(&zone).judge();
    let number = check(&report, CheckId::CrossNumberStructure);
    assert_eq!(number.outcome, Undetermined);
}

#[test]
fn other_documents_have_no_such_checks() {
    let text = zone(Format::Td1).lines().collect::<Vec<_>>().join("\n");
    let documents = Documents {
        dg13: samples().map(|samples| hex(&samples.dg13_a)),
        ..Documents::with_dg1(&text)
    };
    let report = documents.judge();
    assert_eq!(check(&report, CheckId::CrossDg1Dg13).outcome, NotSupported);
    assert_eq!(
        check(&report, CheckId::CrossNumberStructure).outcome,
        NotSupported
    );
    for id in [
        CheckId::PrintedMrz,
        CheckId::PrintedQr,
        CheckId::PrintedSeal,
    ] {
        assert_eq!(check(&report, id).outcome, NotRequested);
    }
    // no list was signed, so nothing shows that there is none
    assert_eq!(check(&report, CheckId::CrossDg1Dg11).outcome, NotRequested);
}

/// Details go into logs: fields and places, no values.
#[test]
fn details_hold_nothing_personal() {
    let documents = Documents {
        printed_mrz: Some(CITIZEN.replace("NGUYEN<<VAN", "NGUYEN<<BAN")),
        qr: Some(
            QR.replace("Nguyễn Văn", "Nguyễn Bân")
                .replace("1990", "1991"),
        ),
        ..Documents::with_dg1(CITIZEN)
    };
    let report = documents.judge();
    let text = report.to_json(false).to_string() + &report.text(Lang::Vi, Default::default());
    for personal in [
        "NGUYEN",
        "Nguyễn",
        "BAN",
        "Bân",
        "1991",
        "000090000017",
        "901231",
    ] {
        assert!(!text.contains(personal), "{personal}: {text}");
    }
}

proptest! {
    /// No text makes a page match, but the right one.
    #[test]
    fn no_other_text_matches(mrz in "\\PC{0,120}|[A-Z<0-9\n]{80,95}", qr in "\\PC{0,60}|([0-9a-zà-ỹ ]{0,12}\\|){0,12}") {
        let documents = Documents {
            printed_mrz: Some(mrz),
            qr: Some(qr),
            ..Documents::with_dg1(CITIZEN)
        };
        let report = documents.judge();
        prop_assert_ne!(check(&report, CheckId::PrintedMrz).outcome, Passed);
        prop_assert_ne!(check(&report, CheckId::PrintedQr).outcome, Passed);
    }

    /// DG13 and DG11 of any bytes are answered, and never agree by breaking off.
    #[test]
    fn changed_data_groups_are_answered(place in 0usize..400, bit in 0u8..8, cut in any::<bool>()) {
        let Some(samples) = samples() else { return Ok(()) };
        let mut dg13 = hex(&samples.dg13_a);
        let place = place % dg13.len();
        if cut { dg13.truncate(place) } else { dg13[place] ^= 1 << bit }
        let documents = Documents { dg13: Some(dg13), ..Documents::with_dg1(CITIZEN) };
        let report = documents.judge();
        if cut {
            prop_assert_ne!(check(&report, CheckId::CrossDg1Dg13).outcome, Passed);
        }
    }
}

/// What an altered file says shows nothing, neither agreement nor contradiction.
#[test]
fn only_unaltered_data_groups_are_compared() {
    use common::{AT, Reading, evidence, store, tool};
    use vidimus_lds::evidence::FileState;
    use vidimus_lds::{DataGroup, File};
    use vidimus_report::{EvaluationTime, Policy, judge};
    let made = common::preset("bac-rich").personalise().unwrap();
    let whole = evidence(&made, &Reading::reader());
    let at = EvaluationTime::given(AT);
    let judged = |evidence| judge(&evidence, &store(&made), &Policy::field(), at, &tool());
    let report = judged(whole.clone());
    assert_eq!(check(&report, CheckId::CrossDg1Dg11).outcome, Passed);
    assert!(!report.agreement.is_empty());
    for group in [DataGroup::DG1, DataGroup::DG11] {
        let mut altered = whole.clone();
        let Some(FileState::Read(bytes)) = altered.files.get_mut(&File::Dg(group)) else {
            panic!("{group:?}");
        };
        *bytes.last_mut().unwrap() ^= 1;
        let report = judged(altered);
        let cross = check(&report, CheckId::CrossDg1Dg11);
        let found = (cross.outcome, cross.code.as_deref());
        assert_eq!(found, (Undetermined, Some("hash_mismatch")), "{group:?}");
    }
    // only the authentic list shows that there is none
    let report = common::report(&common::spec(), &Reading::reader(), &Policy::field());
    assert_eq!(check(&report, CheckId::CrossDg1Dg11).outcome, NotSupported);
    let some = Reading::reader().only(&[1, 2]);
    let report = common::report(&common::preset("bac-rich"), &some, &Policy::field());
    assert_eq!(check(&report, CheckId::CrossDg1Dg11).outcome, NotRequested);
}
