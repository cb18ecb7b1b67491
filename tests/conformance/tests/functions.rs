//! Rows about one function that no test beside that function holds.
#![allow(clippy::expect_used, clippy::panic, missing_docs, reason = "tests")]

use vidimus::iso7816::Fault;
use vidimus::lds::security_info::SecurityInfos;
use vidimus::mrz::{CheckDigit, Format, Mrz};

/// OWN-MRZ-24: the specimen's number goes on in the optional data, its digit over all twelve.
#[test]
fn a_belgian_number_of_twelve_characters() {
    let text = "IDBEL600001476<9355<<<<<<<<<<<\n\
                1301014F2311207UTO130101987390\n\
                SPECIMEN<<SPECIMEN<<<<<<<<<<<<";
    let mrz = Mrz::parse(text).expect("a zone of three lines");
    assert_eq!(mrz.format(), Format::Td1);
    assert_eq!(mrz.document_number().as_str(), "600001476935");
    assert_eq!(mrz.check_digits().document_number, CheckDigit::Passed);
    assert!(
        mrz.access_key_information()
            .as_str()
            .starts_with("6000014769355130101")
    );
}

/// OWN-MRZ-18: the specimens of Doc 9303-7 have no digit over the whole, and none is missed.
#[test]
fn visas_have_no_composite_digit() {
    let visas = [
        (
            Format::MrvA,
            "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n\
             L8988901C4XXX4009078F96121096ZE184226B<<<<<<",
        ),
        (
            Format::MrvB,
            "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\n\
             L8988901C4XXX4009078F9612109<<<<<<<<",
        ),
    ];
    for (format, text) in visas {
        let mrz = Mrz::parse(text).expect("a visa");
        assert_eq!(mrz.format(), format);
        assert_eq!(mrz.check_digits().composite, CheckDigit::NotPresent);
        assert!(mrz.check_digits().all_passed());
        assert_eq!(mrz.content_problems().count(), 0);
    }
}

/// OWN-TLV-12: an object identifier of 10 000 arcs is refused by its limit.
#[test]
fn an_identifier_of_ten_thousand_arcs() {
    let object = |tag: u8, value: &[u8]| {
        let length = u16::try_from(value.len()).expect("two bytes").to_be_bytes();
        [&[tag, 0x82], &length[..], value].concat()
    };
    let info = [object(0x06, &[0x01; 10_000]), vec![0x02, 0x01, 0x02]].concat();
    let infos = object(0x31, &object(0x30, &info));
    let error = SecurityInfos::parse(&infos).expect_err("above the limit");
    assert_eq!(error.code(), "malformed.oid");
}
