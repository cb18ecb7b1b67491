//! Printed zone against the chip's, field by field.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::too_many_lines,
    missing_docs,
    reason = "tests"
)]

use vidimus_mrz::{CheckDigitField, Differing, Field, Fields, Format, Mrz};

fn fields() -> Fields<'static> {
    Fields {
        document_code: "I",
        issuer: "UTO",
        document_number: "X00000001",
        nationality: "UTO",
        birth_date: "800101",
        sex: "F",
        expiry_date: "391231",
        primary_identifier: "SPECIMEN",
        secondary_identifier: "ADA GRACE",
        ..Fields::default()
    }
}

fn make(fields: &Fields<'_>) -> Mrz {
    Mrz::make(Format::Td1, fields).unwrap()
}

fn names(one: &Mrz, other: &Mrz) -> Vec<&'static str> {
    one.differences(other)
        .iter()
        .map(|found| found.what.name())
        .collect()
}

/// Each field once (TR-03135-1 5.7.2); its check digits are not told beside it.
#[test]
fn each_field() {
    let chip = make(&fields());
    let cases = [
        (
            Fields {
                document_code: "ID",
                ..fields()
            },
            Field::DocumentCode,
            1,
            2,
        ),
        (
            Fields {
                issuer: "D",
                ..fields()
            },
            Field::Issuer,
            1,
            3,
        ),
        (
            Fields {
                document_number: "X00000002",
                ..fields()
            },
            Field::DocumentNumber,
            1,
            14,
        ),
        (
            Fields {
                document_number: "X00000001AB",
                ..fields()
            },
            Field::DocumentNumber,
            1,
            16,
        ),
        (
            Fields {
                nationality: "UTX",
                ..fields()
            },
            Field::Nationality,
            2,
            18,
        ),
        (
            Fields {
                birth_date: "800201",
                ..fields()
            },
            Field::BirthDate,
            2,
            4,
        ),
        (
            Fields {
                sex: "M",
                ..fields()
            },
            Field::Sex,
            2,
            8,
        ),
        (
            Fields {
                expiry_date: "381231",
                ..fields()
            },
            Field::ExpiryDate,
            2,
            10,
        ),
        (
            Fields {
                optional_data: "A",
                ..fields()
            },
            Field::OptionalData,
            1,
            16,
        ),
        (
            Fields {
                optional_data_second: "A",
                ..fields()
            },
            Field::OptionalDataSecond,
            2,
            19,
        ),
        (
            Fields {
                primary_identifier: "SPECIMAN",
                ..fields()
            },
            Field::PrimaryIdentifier,
            3,
            7,
        ),
        (
            Fields {
                secondary_identifier: "ADA GRETA",
                ..fields()
            },
            Field::SecondaryIdentifier,
            3,
            17,
        ),
    ];
    for (printed, field, line, column) in cases {
        let found = chip.differences(&make(&printed));
        assert_eq!(found.len(), 1, "{field}");
        assert_eq!(found[0].what, Differing::Field(field));
        assert_eq!((found[0].line, found[0].column), (line, column), "{field}");
    }
    assert!(chip.differences(&chip).is_empty());
}

#[test]
fn what_does_not_count() {
    let chip = make(&fields());
    let unknown_day = make(&Fields {
        birth_date: "8001<<",
        ..fields()
    });
    assert!(chip.differences(&unknown_day).is_empty());
    let both = make(&Fields {
        birth_date: "8002<<",
        sex: "M",
        ..fields()
    });
    assert_eq!(names(&chip, &both), ["birth_date", "sex"]);
    let line =
        "P<UTOSPECIMEN<<ADA<GRACE<<<<<<<<<<<<<<<<<<<<\nX000000012UTO8001014F3912313<<<<<<<<<<<<<<";
    let zero = Mrz::parse(&format!("{line}00")).unwrap();
    let filler = Mrz::parse(&format!("{line}<0")).unwrap();
    assert!(zero.differences(&filler).is_empty());
    assert_eq!(names(&zero, &chip), ["format"]);
}

#[test]
fn a_digit_alone() {
    let chip = make(&fields());
    let text = chip.joined();
    let digit = text.as_bytes()[36];
    let other = if digit == b'9' {
        '0'
    } else {
        char::from(digit + 1)
    };
    let mut changed = text.to_owned();
    changed.replace_range(36..37, &other.to_string());
    let found = chip.differences(&Mrz::parse(&changed).unwrap());
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].what,
        Differing::CheckDigit(CheckDigitField::BirthDate)
    );
    assert_eq!(
        found[0].to_string(),
        "birth_date_check_digit (line 2, column 7)"
    );
}
