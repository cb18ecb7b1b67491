//! The rules of Doc 9303 one by one, on made-up persons of Utopia.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    clippy::type_complexity,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

use vidimus_mrz::{
    CheckDigit, CheckDigitField, Fields, Format, Mrz, MrzError, MrzMakeError, ProblemKind, Sex,
};

fn fields() -> Fields<'static> {
    Fields {
        document_code: "P",
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

fn fields_for(format: Format) -> Fields<'static> {
    Fields {
        document_code: match format {
            Format::Td1 | Format::Td2 => "I",
            Format::Td3 => "P",
            _ => "V",
        },
        ..fields()
    }
}

fn make(format: Format) -> Mrz {
    Mrz::make(format, &fields_for(format)).unwrap()
}

fn with(mrz: &Mrz, line: usize, column: usize, text: &str) -> String {
    let mut lines: Vec<String> = mrz.lines().map(str::to_owned).collect();
    lines[line - 1].replace_range(column - 1..column - 1 + text.len(), text);
    lines.join("\n")
}

fn kinds(text: &str) -> Vec<ProblemKind> {
    let mrz = Mrz::parse(text).unwrap();
    mrz.content_problems().map(|problem| problem.kind).collect()
}

#[test]
fn what_is_made_is_valid_and_read_back() {
    for format in Format::ALL {
        let made = make(format);
        assert_eq!(made.content_problems().count(), 0, "{format}");
        let text: Vec<&str> = made.lines().collect();
        let read = Mrz::parse(&text.join("\r\n")).unwrap();
        assert_eq!(read.joined(), made.joined());
        assert_eq!(read.format(), format);
        assert!(read.notes().space_dropped);
        assert_eq!(read.document_number().as_str(), "X00000001");
        assert_eq!(read.secondary_identifier().to_string(), "ADA GRACE");
        assert_eq!(
            (read.issuer(), read.nationality(), read.sex() == Sex::Female),
            ("UTO", "UTO", true)
        );
    }
}

/// Doc 9303-5 note j: the number goes on in the optional data, its digit over 6-14 and 16-28.
#[test]
fn long_numbers() {
    for format in [Format::Td1, Format::Td2] {
        let long = Fields {
            document_number: "X00000001ABC",
            optional_data: "7",
            ..fields_for(format)
        };
        let made = Mrz::make(format, &long).unwrap();
        let digit = vidimus_mrz::check_digit("X00000001ABC");
        assert!(made.joined().contains("X00000001<"));
        assert!(made.joined().contains(&format!("ABC{digit}<7")));
        assert_eq!(made.document_number().as_str(), "X00000001ABC");
        assert_eq!(made.optional_data(), "7");
        assert_eq!(made.content_problems().count(), 0);
        let key = made.access_key_information();
        assert_eq!(key.as_str(), format!("X00000001ABC{digit}80010143912313"));
    }
    let long = Fields {
        document_number: "X000000010",
        ..fields()
    };
    assert!(matches!(
        Mrz::make(Format::Td3, &long),
        Err(MrzMakeError::TooLong {
            room: 9,
            found: 10,
            ..
        })
    ));
}

#[test]
fn longest_number_of_td1() {
    let number = "ABCDEFGHI12345678901234";
    let long = Fields {
        document_number: number,
        ..fields_for(Format::Td1)
    };
    let made = Mrz::make(Format::Td1, &long).unwrap();
    assert_eq!(made.document_number().as_str(), number);
    assert_eq!(made.content_problems().count(), 0);
    assert_eq!(made.access_key_information().as_str().len(), 38);
}

#[test]
fn short_numbers_are_filled_up_in_the_access_key() {
    let short = Fields {
        document_number: "X1",
        ..fields()
    };
    let made = Mrz::make(Format::Td3, &short).unwrap();
    let digit = vidimus_mrz::check_digit("X1<<<<<<<");
    let key = made.access_key_information();
    assert_eq!(key.as_str(), format!("X1<<<<<<<{digit}80010143912313"));
    assert_eq!(made.document_number().as_str(), "X1");
}

/// The composite digit of TD1 covers line 1 6-30 and line 2 1-7, 9-15, 19-29.
#[test]
fn composite_covers_exactly_its_places() {
    let made = make(Format::Td1);
    for line in 1..=2usize {
        for column in 1..=30usize {
            let covered = match line {
                1 => column >= 6,
                _ => matches!(column, 1..=7 | 9..=15 | 19..=29),
            };
            if (line, column) == (2, 30) {
                continue;
            }
            let old = made.lines().nth(line - 1).unwrap().as_bytes()[column - 1];
            let new = if old == b'5' { "6" } else { "5" };
            let changed = Mrz::parse(&with(&made, line, column, new)).unwrap();
            let failed = matches!(changed.check_digits().composite, CheckDigit::Failed { .. });
            assert_eq!(failed, covered, "line {line} column {column}");
        }
    }
}

#[test]
fn each_digit_wrong_once() {
    let places: [(Format, &[(usize, usize, CheckDigitField)]); 3] = [
        (
            Format::Td1,
            &[
                (1, 15, CheckDigitField::DocumentNumber),
                (2, 7, CheckDigitField::BirthDate),
                (2, 15, CheckDigitField::ExpiryDate),
                (2, 30, CheckDigitField::Composite),
            ],
        ),
        (
            Format::Td2,
            &[
                (2, 10, CheckDigitField::DocumentNumber),
                (2, 20, CheckDigitField::BirthDate),
                (2, 28, CheckDigitField::ExpiryDate),
                (2, 36, CheckDigitField::Composite),
            ],
        ),
        (
            Format::Td3,
            &[
                (2, 10, CheckDigitField::DocumentNumber),
                (2, 20, CheckDigitField::BirthDate),
                (2, 28, CheckDigitField::ExpiryDate),
                (2, 43, CheckDigitField::OptionalData),
                (2, 44, CheckDigitField::Composite),
            ],
        ),
    ];
    for (format, digits) in places {
        let made = make(format);
        for &(line, column, field) in digits {
            let old = made.lines().nth(line - 1).unwrap().as_bytes()[column - 1];
            let new = if old == b'9' || old == b'<' {
                b'1'
            } else {
                old + 1
            };
            let changed =
                Mrz::parse(&with(&made, line, column, &char::from(new).to_string())).unwrap();
            let failed: Vec<_> = changed.check_digits().failures().collect();
            assert_eq!(failed[0].0, field, "{format}");
            let CheckDigit::Failed {
                line: l,
                column: c,
                found,
                ..
            } = failed[0].1
            else {
                panic!()
            };
            assert_eq!(
                (usize::from(l), usize::from(c), found),
                (line, column, char::from(new))
            );
            assert!(
                failed
                    .iter()
                    .all(|(name, _)| *name == field || *name == CheckDigitField::Composite)
            );
        }
    }
}

#[test]
fn empty_optional_data_may_have_zero_or_filler() {
    let made = make(Format::Td3);
    let zero = with(&made, 2, 43, "0");
    assert!(Mrz::parse(&zero).unwrap().check_digits().all_passed());
    assert!(made.check_digits().all_passed());
}

#[test]
fn content_problems_are_located() {
    let made = make(Format::Td3);
    assert_eq!(kinds(&with(&made, 1, 1, "Z<")), [ProblemKind::DocumentCode]);
    assert_eq!(
        kinds(&with(&made, 1, 3, "U1O")),
        [ProblemKind::IssuingState]
    );
    assert_eq!(
        kinds(&with(&made, 2, 11, "1TO")),
        [ProblemKind::Nationality]
    );
    assert_eq!(kinds(&with(&made, 2, 21, "Q")), [ProblemKind::Sex]);
    assert_eq!(
        kinds(&with(&made, 1, 6, &"<".repeat(39))),
        [ProblemKind::NameVoid]
    );
    assert_eq!(kinds(&with(&made, 1, 6, ">")), [ProblemKind::Character]);
    let birth = Mrz::parse(&with(&made, 2, 14, "741332")).unwrap();
    let first = birth.content_problems().next().unwrap();
    assert_eq!(
        (first.line, first.column, first.code()),
        (2, 14, "birth_date")
    );
    let x = Mrz::parse(&with(&made, 2, 21, "X")).unwrap();
    assert!(x.sex_is_x() && x.sex() == Sex::Unspecified);
    assert_eq!(x.content_problems().count(), 0);
}

#[test]
fn german_codes() {
    let german = Fields {
        issuer: "D",
        nationality: "D",
        ..fields()
    };
    let made = Mrz::make(Format::Td3, &german).unwrap();
    assert!(made.joined().starts_with("P<D<<SPECIMEN"));
    assert_eq!((made.issuer(), made.nationality()), ("D", "D"));
    assert_eq!(made.content_problems().count(), 0);
}

#[test]
fn names_that_are_too_long_end_in_a_letter() {
    let long = Fields {
        primary_identifier: "SPECIMEN OF A VERY LONG",
        secondary_identifier: "ADA GRACE AUGUSTA VICTORIA",
        ..fields()
    };
    let made = Mrz::make(Format::Td3, &long).unwrap();
    assert!(made.name_may_be_truncated());
    let line = made.lines().next().unwrap();
    assert_eq!(line, "P<UTOSPECIMEN<OF<A<VERY<LONG<<ADA<GRACE<AUGU");
    let cut_at_filler = Fields {
        secondary_identifier: "ADALYNNE GRACE",
        primary_identifier: "SPECIMEN OF SOMETHING LONGERX",
        ..fields()
    };
    let made = Mrz::make(Format::Td3, &cut_at_filler).unwrap();
    assert!(made.name_may_be_truncated());
    assert!(!make(Format::Td3).name_may_be_truncated());
    let endless = "A".repeat(60);
    let long = Fields {
        primary_identifier: &endless,
        ..fields()
    };
    let made = Mrz::make(Format::Td3, &long).unwrap();
    assert!(made.lines().next().unwrap().ends_with("A<<A"));
    let alone = Fields {
        secondary_identifier: "",
        ..long
    };
    assert_eq!(
        Mrz::make(Format::Td3, &alone)
            .unwrap()
            .primary_identifier()
            .as_mrz()
            .len(),
        39
    );
}

#[test]
fn a_cut_never_ends_in_a_filler() {
    for length in 1..60 {
        let surname = "B".repeat(length);
        let long = Fields {
            primary_identifier: &surname,
            secondary_identifier: "ADA GRACE AUGUSTA VICTORIA LOVE",
            ..fields()
        };
        let made = Mrz::make(Format::Td3, &long).unwrap();
        assert_eq!(made.name_may_be_truncated(), length > 5, "{length}");
    }
}

#[test]
fn primary_identifier_alone() {
    let alone = Fields {
        secondary_identifier: "",
        ..fields()
    };
    let made = Mrz::make(Format::Td3, &alone).unwrap();
    assert!(made.secondary_identifier().is_empty());
    assert_eq!(made.content_problems().count(), 0);
}

#[test]
fn lower_case_and_blanks_are_noted() {
    let made = make(Format::Td3);
    let text: Vec<&str> = made.lines().collect();
    let lower = Mrz::parse(&text.join("\n").to_lowercase()).unwrap();
    assert!(lower.notes().lower_case);
    assert_eq!(lower.joined(), made.joined());
    let blanks = format!("\u{FEFF}\n \u{A0}{}\u{A0}\r\n\r\n\t{} \n", text[0], text[1]);
    let read = Mrz::parse(&blanks).unwrap();
    assert!(read.notes().space_dropped && !read.notes().lower_case);
    assert_eq!(read.joined(), made.joined());
}

#[test]
fn wrong_lengths_are_located() {
    let made = make(Format::Td3);
    let text: Vec<&str> = made.lines().collect();
    let short = format!("{}\n{}", text[0], text[1].get(..43).unwrap());
    assert_eq!(
        Mrz::parse(&short).unwrap_err(),
        MrzError::LineLength {
            line: 2,
            column: 44,
            expected: 44,
            found: 43
        }
    );
    let long = format!("{}<\n{}", text[0], text[1]);
    assert_eq!(
        Mrz::parse(&long).unwrap_err(),
        MrzError::LineLength {
            line: 1,
            column: 45,
            expected: 44,
            found: 45
        }
    );
    for text in ["", "\n \n", "no MRZ here", "a\nb\nc\nd"] {
        assert_eq!(Mrz::parse(text).unwrap_err().code(), "malformed.mrz_length");
    }
    assert!(Mrz::parse(&"A".repeat(100_000)).is_err());
    assert!(Mrz::parse(&"Ä".repeat(100_000)).is_err());
}

#[test]
fn the_french_card_of_1988_is_no_td2() {
    let text = format!(
        "IDFRA{}\n{}",
        "SPECIMEN<".repeat(4).get(..31).unwrap(),
        "0".repeat(36)
    );
    assert_eq!(Mrz::parse(&text).unwrap_err(), MrzError::FrenchIdentityCard);
}

/// Made-up Vietnamese card: nine digits of the number, the twelve of the person as optional data.
#[test]
fn vietnamese_card() {
    let card = Fields {
        document_code: "ID",
        issuer: "VNM",
        document_number: "000000012",
        nationality: "VNM",
        optional_data: "000199000012<<4",
        primary_identifier: "SPECIMEN",
        secondary_identifier: "THI ADA",
        ..fields()
    };
    let made = Mrz::make(Format::Td1, &card).unwrap();
    assert_eq!(made.document_number().as_str(), "000000012");
    assert_eq!(made.optional_data(), "000199000012<<4");
    assert_eq!(made.content_problems().count(), 0);
}

#[test]
fn make_refuses_with_the_field() {
    let cases = [
        (
            Fields {
                issuer: "UT0Ö",
                ..fields()
            },
            "issuer",
        ),
        (
            Fields {
                issuer: "",
                ..fields()
            },
            "issuer",
        ),
        (
            Fields {
                birth_date: "80010",
                ..fields()
            },
            "birth_date",
        ),
        (
            Fields {
                primary_identifier: "Ada",
                ..fields()
            },
            "primary_identifier",
        ),
        (
            Fields {
                optional_data: "123456789012345",
                ..fields()
            },
            "optional_data",
        ),
        (
            Fields {
                optional_data_second: "1",
                ..fields()
            },
            "optional_data_second",
        ),
        (
            Fields {
                sex: "FF",
                ..fields()
            },
            "sex",
        ),
    ];
    for (fields, name) in cases {
        assert_eq!(
            Mrz::make(Format::Td3, &fields).unwrap_err().field().name(),
            name
        );
    }
}

#[test]
fn nothing_personal_in_debug() {
    let made = make(Format::Td3);
    let shown = format!(
        "{made:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        made.document_number(),
        made.birth_date(),
        made.primary_identifier(),
        made.access_key_information(),
        made.access_key_fields(),
        fields(),
        made.sex(),
        made.check_digits(),
    );
    for secret in ["X00000001", "800101", "SPECIMEN", "391231", "Female"] {
        assert!(!shown.contains(secret), "{secret}");
    }
}
