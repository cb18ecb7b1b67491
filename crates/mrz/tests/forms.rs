//! Made-up zones of every form: each reads back, and each change of one character is seen by a check
//! digit or listed as a blind spot.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs,
    reason = "tests"
)]

use proptest::prelude::*;
use vidimus_mrz::{
    Fields, Format, Mrz, NationalForm, NationalZone, Zone, ZoneForm, blind_spots, check_digit,
    count_the_same,
};

const ALPHABET: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";

/// What a document says, before it is in any form.
#[derive(Clone, Debug)]
struct Holder {
    issuer: &'static str,
    nationality: &'static str,
    number: String,
    birth: String,
    expiry: String,
    sex: &'static str,
    surname: String,
    given: String,
    optional: String,
    second: String,
}

fn date() -> impl Strategy<Value = String> {
    let day = (0u32..100, 1u32..13, 1u32..29);
    day.prop_map(|(year, month, day)| format!("{year:02}{month:02}{day:02}"))
}

/// Of a date of birth the day may be unknown, or month and day (Doc 9303-3 §4.8).
fn birth() -> impl Strategy<Value = String> {
    (date(), 0usize..3).prop_map(|(date, unknown)| {
        let known = 6 - 2 * unknown;
        format!("{}{}", &date[..known], "<".repeat(6 - known))
    })
}

fn holder() -> impl Strategy<Value = Holder> {
    let states = prop::sample::select(vec!["UTO", "D", "FRA", "VNM", "CHE"]);
    let documents = (
        states.clone(),
        states,
        "[A-Z0-9]{1,9}",
        birth(),
        date(),
        prop::sample::select(vec!["F", "M", "<"]),
    );
    let people = (
        "[A-Z]{1,8}( [A-Z]{1,4})?",
        "([A-Z]{1,6}( [A-Z]{1,4})?)?",
        "([A-Z0-9]{1,7})?",
        "([A-Z0-9]{1,11})?",
    );
    (documents, people).prop_map(
        |(
            (issuer, nationality, number, birth, expiry, sex),
            (surname, given, optional, second),
        )| {
            Holder {
                issuer,
                nationality,
                number,
                birth,
                expiry,
                sex,
                surname,
                given,
                optional,
                second,
            }
        },
    )
}

fn code(format: Format) -> &'static str {
    match format {
        Format::Td1 | Format::Td2 => "I",
        Format::Td3 => "P",
        Format::MrvA | Format::MrvB => "V",
    }
}

fn make(holder: &Holder, format: Format) -> Mrz {
    let fields = Fields {
        document_code: code(format),
        issuer: holder.issuer,
        document_number: &holder.number,
        nationality: holder.nationality,
        birth_date: &holder.birth,
        sex: holder.sex,
        expiry_date: &holder.expiry,
        primary_identifier: &holder.surname,
        secondary_identifier: &holder.given,
        optional_data: &holder.optional,
        optional_data_second: if format == Format::Td1 {
            &holder.second
        } else {
            ""
        },
    };
    Mrz::make(format, &fields).expect("the fields fit every form")
}

/// The same with a number of more than nine characters, which goes on in the optional data.
fn longer(holder: &Holder) -> Holder {
    Holder {
        number: format!("{:0>9}{}", holder.number, &holder.birth[..2]),
        optional: String::new(),
        ..holder.clone()
    }
}

fn filled(text: &str, width: usize) -> String {
    format!("{:<<width$}", text.replace(' ', "<"))
}

/// With the check digit over the whole behind it.
fn with_digit(text: &str) -> String {
    format!("{text}{}", check_digit(text))
}

/// The zone of a national form, of the same holder.
fn national(holder: &Holder, form: NationalForm) -> String {
    let birth = holder.birth.replace('<', "0");
    match form {
        NationalForm::FrenchIdentityCard => {
            let number = with_digit(&format!("{}075{:0>5}", &birth[..4], &birth[..5]));
            let first = format!("IDFRA{}075<<<", filled(&holder.surname, 25));
            let given = filled(&holder.given, 14);
            let birth = with_digit(&holder.birth);
            let both = with_digit(&format!("{first}{number}{given}{birth}{}", holder.sex));
            [&both[..36], &both[36..]].join("\n")
        }
        NationalForm::FrenchDrivingLicence => {
            let number = with_digit(&format!("D1FRA{}", filled(&holder.number, 9)));
            let name = filled(holder.surname.get(..8).unwrap_or(&holder.surname), 8);
            with_digit(&format!("{number}{}{name}", holder.expiry))
        }
        NationalForm::SwissDrivingLicence => {
            let names = filled(&format!("{}  {}", holder.surname, holder.given), 30);
            let number = filled(&holder.number, 12);
            let middle = format!("FACHE{number}<<{birth}<<<<<");
            format!("AAA001D<<\n{middle}\n{names}")
        }
        _ => with_digit(&format!(
            "D<{}{}",
            filled(holder.issuer, 3),
            filled(&holder.second, 24)
        )),
    }
}

/// Zones of all nine forms.
fn zones(holder: &Holder) -> Vec<(ZoneForm, String)> {
    let lines = |mrz: &Mrz| mrz.lines().collect::<Vec<_>>().join("\n");
    let plain = Format::ALL.map(|format| (format, lines(&make(holder, format))));
    let longer = [Format::Td1, Format::Td2].map(|format| (format, longer(holder)));
    let longer = longer.map(|(format, holder)| (format, lines(&make(&holder, format))));
    let icao = plain.into_iter().chain(longer);
    let icao = icao.map(|(format, text)| (ZoneForm::from(format), text));
    let national = NationalForm::ALL.map(|form| (form.into(), national(holder, form)));
    icao.chain(national).collect()
}

/// The name as it stands in the zone.
fn zone_name(name: &str) -> String {
    name.replace(' ', "<")
}

fn assert_reads_back(mrz: &Mrz, holder: &Holder, format: Format) {
    assert_eq!(mrz.format(), format);
    assert_eq!(mrz.content_problems().count(), 0, "{format}");
    assert_eq!(mrz.document_code().trim_end_matches('<'), code(format));
    assert_eq!(
        (mrz.issuer(), mrz.nationality()),
        (holder.issuer, holder.nationality)
    );
    assert_eq!(mrz.document_number().as_str(), holder.number);
    assert_eq!(mrz.birth_date().as_str(), holder.birth);
    assert_eq!(mrz.expiry_date().as_str(), holder.expiry);
    assert_eq!(
        mrz.sex().letter().map_or("<".to_owned(), String::from),
        holder.sex
    );
    let names = (mrz.primary_identifier(), mrz.secondary_identifier());
    assert_eq!(names.0.as_mrz(), zone_name(&holder.surname));
    assert_eq!(names.1.as_mrz(), zone_name(&holder.given));
    assert_eq!(mrz.optional_data(), holder.optional);
    let second = mrz.optional_data_second().unwrap_or_default();
    let expected = if format == Format::Td1 {
        holder.second.as_str()
    } else {
        ""
    };
    assert_eq!(second, expected);
}

fn assert_national_reads_back(zone: &NationalZone, holder: &Holder) {
    let number = zone.document_number();
    let number = number.as_ref().map(|number| number.as_str());
    let surname = zone.primary_identifier();
    let surname = surname.as_ref().map(|name| name.as_mrz());
    let given = zone.secondary_identifier();
    let given = given.as_ref().map_or("", |name| name.as_mrz());
    let whole = zone_name(&holder.surname);
    match zone.form() {
        NationalForm::FrenchIdentityCard => {
            assert_eq!(zone.birth_date().unwrap().as_str(), holder.birth);
            assert_eq!(
                (surname, given),
                (Some(&whole[..]), &zone_name(&holder.given)[..])
            );
            assert_eq!((zone.issuer(), zone.office()), ("FRA", Some("075")));
        }
        NationalForm::FrenchDrivingLicence => {
            assert_eq!(number, Some(&holder.number[..]));
            assert_eq!(zone.expiry_date().unwrap().as_str(), holder.expiry);
            let cut = whole.get(..8).unwrap_or(&whole).trim_end_matches('<');
            assert_eq!(surname, Some(cut));
        }
        NationalForm::SwissDrivingLicence => {
            assert_eq!((zone.issuer(), zone.language()), ("CHE", Some('D')));
            assert_eq!(number, Some(&holder.number[..]));
            assert_eq!(
                (surname, given),
                (Some(&whole[..]), &zone_name(&holder.given)[..])
            );
        }
        _ => assert_eq!((zone.issuer(), number), (holder.issuer, None)),
    }
}

/// Every text that differs in one character: line and column from 1, what stood there, what is read.
fn changes(text: &str) -> Vec<((u8, u8), char, char, String)> {
    let mut place = (1, 0);
    let mut found = Vec::new();
    for (index, from) in text.char_indices() {
        place = if from == '\n' {
            (place.0 + 1, 0)
        } else {
            (place.0, place.1 + 1)
        };
        for to in ALPHABET.chars().filter(|to| from != '\n' && *to != from) {
            let mut changed = text.to_owned();
            changed.replace_range(index..=index, to.encode_utf8(&mut [0; 4]));
            found.push((place, from, to, changed));
        }
    }
    found
}

/// Whether the changed text is no longer a zone in which everything fits.
fn is_seen(changed: &str) -> bool {
    Zone::parse(changed).is_ok_and(|zone| !zone.check_digits().all_passed())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn zones_of_every_form_read_back(holder in holder()) {
        for (form, text) in zones(&holder) {
            for text in [text.clone(), text.replace('\n', ""), text.replace('\n', "\r\n").to_lowercase()] {
                let zone = Zone::parse(&text).unwrap();
                prop_assert_eq!(zone.form(), form);
                prop_assert!(zone.check_digits().all_passed(), "{}", form);
                prop_assert!(zone.content_problems().is_empty(), "{}: {:?}", form, zone.content_problems());
                match &zone {
                    Zone::Icao(mrz) if mrz.document_number().as_str().len() > 9 => {
                        assert_reads_back(mrz, &longer(&holder), mrz.format());
                    }
                    Zone::Icao(mrz) => assert_reads_back(mrz, &holder, mrz.format()),
                    Zone::National(zone) => assert_national_reads_back(zone, &holder),
                    other => prop_assert!(false, "{other:?}"),
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    /// Also where the change makes another form of it.
    #[test]
    fn every_change_is_seen_or_listed(holder in holder()) {
        for (form, text) in zones(&holder) {
            let blind = blind_spots(form);
            for ((line, column), from, to, changed) in changes(&text) {
                let listed = blind.is_blind(line, column, from, to);
                prop_assert!(
                    is_seen(&changed) || listed,
                    "{} line {} column {}: {} to {}", form, line, column, from, to
                );
            }
        }
    }

    /// The list is no longer than it must be: what it names goes by unseen, but for the place of a
    /// check digit, where a character of the same value is no digit.
    #[test]
    fn what_is_listed_is_unseen(holder in holder()) {
        for (form, text) in zones(&holder) {
            let columns = blind_spots(form).columns();
            for ((line, column), from, to, changed) in changes(&text) {
                let uncovered = columns.iter().any(|run| {
                    run.line == line && (run.first..=run.last).contains(&column)
                });
                let zone = Zone::parse(&changed);
                let same_form = zone.as_ref().is_ok_and(|zone| zone.form() == form);
                if uncovered && same_form {
                    prop_assert!(
                        !is_seen(&changed),
                        "{} line {} column {}: {} to {}", form, line, column, from, to
                    );
                }
                if !uncovered && !count_the_same(from, to) && same_form {
                    prop_assert!(is_seen(&changed));
                }
            }
        }
    }
}
