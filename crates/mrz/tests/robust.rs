//! Any input is answered, and what is read is printable.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

use proptest::prelude::*;
use vidimus_mrz::{Fields, Format, Mrz, Zone, repair};

fn touch(mrz: &Mrz) {
    assert!(mrz.joined().bytes().all(|byte| byte.is_ascii_graphic()));
    assert_eq!(mrz.joined().len(), mrz.format().len());
    let _ = (
        mrz.check_digits(),
        mrz.access_key_information(),
        mrz.optional_data(),
        mrz.optional_data_second(),
    );
    let _ = (
        mrz.primary_identifier().to_string(),
        mrz.document_kind(),
        mrz.name_may_be_truncated(),
    );
    assert!(mrz.content_problems().count() < 120);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(mrz) = Mrz::parse_bytes(&bytes) {
            touch(&mrz);
        }
    }

    /// Zones of every form, cut short, lengthened and with bytes put in.
    #[test]
    fn mutated_zones(
        which in 0usize..5, cut in 0usize..100, at in 0usize..100, put in any::<char>(), again in any::<bool>(),
    ) {
        let zones = [
            "IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<\n9409923102854CORINNE<<<<<<<6512068F4",
            "D1FRA13AA000026181231MARTIN<<9",
            "AAA001D<<\nFACHE305142128097<<800126<<<<<\nSPECIMEN<<ADA<<<<<<<<<<<<<<<<<",
            "IDVNM0900000177000090000017<<7\n9012318M3012316VNM<<<<<<<<<<<6\nNGUYEN<<VAN<MAU<<<<<<<<<<<<<<<",
            "P<UTOSPECIMEN<<ADA<GRACE<<<<<<<<<<<<<<<<<<<<\nX000000012UTO8001014F3912313<<<<<<<<<<<<<<00",
        ];
        let mut text: String = zones[which].chars().take(if again { cut } else { 100 }).collect();
        let place = at.min(text.len());
        if again { text.insert(place, put) } else if place < text.len() {
            text.replace_range(place..=place, &put.to_string());
        }
        if let Ok(zone) = Zone::parse(&text) {
            prop_assert!(zone.joined().bytes().all(|byte| byte.is_ascii_graphic()));
            prop_assert_eq!(zone.joined().len(), zone.form().len());
            prop_assert!(zone.content_problems().len() < 120);
            prop_assert_eq!(zone.lines().concat(), zone.joined());
            if let Zone::National(national) = &zone {
                let _ = (national.document_number(), national.secondary_identifier(), national.name_field());
                let _ = (national.office(), national.language(), national.issuing_state());
            }
            prop_assert!(repair(&text).is_ok());
        }
    }

    #[test]
    fn any_characters_of_a_fitting_length(text in "[A-Z0-9<]{44}\n[A-Z0-9<a-z?é]{44}") {
        touch(&Mrz::parse(&text).unwrap());
    }

    #[test]
    fn any_td1(text in "[A-Z0-9<]{90}") {
        let mrz = Mrz::parse(&text).unwrap();
        touch(&mrz);
        prop_assert_eq!(mrz.joined(), text);
    }

    #[test]
    fn what_is_made_reads_back(
        number in "[A-Z0-9]{1,16}", surname in "[A-Z]{1,30}( [A-Z]{1,10})?", given in "[A-Z]{0,20}", optional in "[A-Z0-9]{0,4}",
    ) {
        let fields = Fields {
            document_code: "I", issuer: "UTO", document_number: &number, nationality: "UTO",
            birth_date: "8001<<", sex: "", expiry_date: "391231", primary_identifier: &surname,
            secondary_identifier: &given, optional_data: &optional, optional_data_second: "A1",
        };
        let made = Mrz::make(Format::Td1, &fields).unwrap();
        let read = Mrz::parse(made.joined()).unwrap();
        prop_assert_eq!(read.content_problems().count(), 0);
        let whole = read.document_number();
        prop_assert_eq!(whole.as_str(), number);
        prop_assert_eq!(read.optional_data(), optional);
    }
}
