//! Visible digital seals: published ones, made ones, broken ones.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{Dice, mutate, shared_bytes};
use proptest::prelude::*;
use vidimus_lds::seal::{
    DocumentType, Item, MAX_FEATURES, MAX_LEN, ReferenceForm, Seal, SealFault, Value, Vds, VdsNc,
};

/// The published seals by their names.
fn published() -> Option<Vec<(String, Vec<u8>)>> {
    let bytes = shared_bytes("vds/seals.json")?;
    let seals: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let entry = |seal: &serde_json::Value| {
        let digits = seal["hex"].as_str().unwrap().as_bytes();
        let pair =
            |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
        (
            seal["name"].as_str().unwrap().to_owned(),
            digits.chunks(2).map(pair).collect(),
        )
    };
    Some(seals.as_array().unwrap().iter().map(entry).collect())
}

fn vds<'a>(seal: &'a Seal<'a>) -> &'a Vds<'a> {
    match seal {
        Seal::Vds(vds) => vds,
        Seal::VdsNc(_) => panic!("a VDS"),
    }
}

const RESIDORCE: &str =
    "ATD<<RESIDORCE<<ROLAND<<<<<<<<<<<<<<\n6525845096USA7008038M2201018<<<<<<06";

/// Name; country, signer and reference; dates; document; text values.
type Expected = (
    &'static str,
    [&'static str; 3],
    [&'static str; 2],
    DocumentType,
    &'static [(Item, &'static str)],
);

/// What the makers of the seals say is in them.
const DECODED: &[Expected] = &[
    (
        "residentPermit",
        ["UTO", "UTTS", "5B"],
        ["2020-01-01", "2023-07-26"],
        DocumentType::ResidencePermit,
        &[(Item::Mrz, RESIDORCE), (Item::PassportNumber, "UFO001979")],
    ),
    (
        "addressStickerId",
        ["UTO", "DETS", "32"],
        ["2023-07-26", "2023-07-26"],
        DocumentType::AddressStickerIdentityCard,
        &[
            (Item::DocumentNumber, "T2000AK47"),
            (Item::MunicipalityKey, "05314000"),
            (Item::Address, "53175HEINEMANNSTR11"),
        ],
    ),
    (
        "socialInsurance",
        ["UTO", "DETS", "00027"],
        ["2020-01-01", "2023-07-28"],
        DocumentType::SocialInsuranceCard,
        &[
            (Item::SocialInsuranceNumber, "65170839J003"),
            (Item::Surname, "Perschweiß"),
            (Item::GivenNames, "Oscar"),
            (Item::BirthName, "Jâcobénidicturius"),
        ],
    ),
    (
        "arrivalAttestationV02",
        ["UTO", "DETS", "0004F"],
        ["2020-01-01", "2023-07-28"],
        DocumentType::ArrivalAttestation,
        &[
            (
                Item::Mrz,
                "MED<<MANNSENS<<MANNY<<<<<<<<<<<<<<<<\n6525845096USA7008038M2201018<<<<<<06",
            ),
            (Item::RegisterNumber, "ABC123456DEF"),
        ],
    ),
    (
        "arrivalAttestation",
        ["D", "DETS", "00027"],
        ["2020-01-01", "2020-01-13"],
        DocumentType::ArrivalAttestation,
        &[
            (
                Item::Mrz,
                "MED<<MUSTERMANN<<ERIK<<<<<<<<<<<<<<<\nM0000000<4ALB0308212M1604128<<<<<<<2",
            ),
            (Item::RegisterNumber, "160113000085"),
        ],
    ),
    (
        "visa_224bitSig",
        ["UTO", "DETS", "32"],
        ["2020-01-01", "2023-08-19"],
        DocumentType::Visa,
        &[
            (
                Item::Mrz,
                "VCD<<DENT<<ARTHUR<PHILIP<<<<<<<<<<<<\n1234567XY7GBR5203116M2005250<<<<<<<<",
            ),
            (Item::PassportNumber, "47110815P"),
        ],
    ),
    (
        "supplementSheet",
        ["UTO", "UTTS", "5B"],
        ["2020-01-01", "2023-08-21"],
        DocumentType::SupplementarySheet,
        &[(Item::Mrz, RESIDORCE), (Item::SheetNumber, "PA0000005")],
    ),
    (
        "addressStickerPassport",
        ["UTO", "UTTS", "5B"],
        ["2020-01-01", "2023-08-21"],
        DocumentType::AddressStickerPassport,
        &[
            (Item::DocumentNumber, "PA5500K11"),
            (Item::MunicipalityKey, "03359010"),
            (Item::PostalCode, "21614"),
        ],
    ),
    (
        "emergenyTravelDoc",
        ["UTO", "UTTS", "5B"],
        ["2020-01-01", "2023-08-21"],
        DocumentType::EmergencyTravelDocument,
        &[(
            Item::Mrz,
            "I<GBRSUPAMANN<<MARY<<<<<<<<<<<<<<<<<\n6525845096USA7008038M2201018<<<<<<06",
        )],
    ),
    (
        "permanentResidencePermit",
        ["D", "UTTS", "5B"],
        ["2026-11-01", "2026-11-01"],
        DocumentType::Unknown,
        &[],
    ),
    (
        "ankunftsnwPapier",
        ["D", "DEME", "00008"],
        ["2016-02-01", "2016-05-23"],
        DocumentType::ArrivalAttestation,
        &[
            (
                Item::Mrz,
                "MED<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<\nM<91374613SYR6408125F1607314<<<<<<<8",
            ),
            (Item::RegisterNumber, "123456789012"),
        ],
    ),
    (
        "ankunftsnwPapier2",
        ["D", "DEME", "00008"],
        ["2016-02-01", "2016-05-23"],
        DocumentType::ArrivalAttestation,
        &[(Item::RegisterNumber, "123456789012")],
    ),
    (
        "meldebescheinigung",
        ["D", "DEZV", "00112233445566778899AABBCCDDEEFF00112233"],
        ["2025-05-14", "2025-05-14"],
        DocumentType::AdministrativeDocument,
        &[],
    ),
];

/// Seals that are refused: where, and why.
const REFUSED: &[(&str, usize, SealFault)] = &[
    // a value of 128 bytes under a length of one byte, which version 4 does not have
    ("utoVisa", 69, SealFault::Length { found: 0x80 }),
    ("administrativeDocumentV9Basic", 115, SealFault::NoSignature),
    (
        "administrativeDocumentV9WithDates",
        135,
        SealFault::NoSignature,
    ),
    (
        "administrativeDocumentV9WithStatus",
        140,
        SealFault::NoSignature,
    ),
];

#[test]
fn every_published_seal_is_decoded_or_refused_for_a_reason() {
    let Some(published) = published() else { return };
    assert_eq!(published.len(), DECODED.len() + REFUSED.len());
    for (name, bytes) in &published {
        if let Some((_, offset, fault)) = REFUSED.iter().find(|row| row.0 == name) {
            let error = Seal::parse(bytes).unwrap_err();
            assert_eq!((error.offset, error.fault), (*offset, *fault), "{name}");
            continue;
        }
        let row = DECODED.iter().find(|row| row.0 == name).expect(name);
        let seal = Seal::parse(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        let vds = vds(&seal);
        let header = &vds.header;
        let identifier = header.signer_identifier();
        let who = [
            &header.issuing_country,
            &identifier,
            &header.certificate_reference,
        ];
        assert_eq!(who, row.1, "{name}");
        assert_eq!(
            [header.issued, header.signed].map(|date| date.to_string()),
            row.2,
            "{name}"
        );
        assert_eq!(vds.document, row.3, "{name}");
        for (item, text) in row.4 {
            let found = vds.text(*item).map(|text| text.into_revealed().to_owned());
            assert_eq!(found.as_deref(), Some(*text), "{name} {item:?}");
        }
        assert_eq!(seal.signed_bytes(), &bytes[..seal.signed_bytes().len()]);
        assert!(bytes.ends_with(seal.signature()));
        assert!([56, 64].contains(&seal.signature().len()), "{name}");
    }
}

#[test]
fn what_deviates_is_read_and_named() {
    let Some(published) = published() else { return };
    let of = |wanted: &str| {
        let (_, bytes) = published.iter().find(|(name, _)| name == wanted).unwrap();
        Seal::parse(bytes).unwrap()
    };
    let form = |name: &str| vds(&of(name)).header.reference_form;
    // a reference of five characters under version 4
    assert_eq!(form("ankunftsnwPapier2"), ReferenceForm::Five);
    assert_eq!(form("ankunftsnwPapier"), ReferenceForm::Counted);
    assert_eq!(form("meldebescheinigung"), ReferenceForm::Counted);
    let unknown = of("permanentResidencePermit");
    let tags: Vec<_> = vds(&unknown)
        .features
        .iter()
        .map(|f| (f.tag, f.item))
        .collect();
    assert_eq!(tags, [(1, None), (2, None)]);
    let register = of("meldebescheinigung");
    let profile = &vds(&register).features[0];
    assert_eq!(profile.item, Some(Item::ProfileNumber));
    assert_eq!(profile.shown().reveal(), "9A4223406D374EF99E2CF95E31A23846");
    assert_eq!(vds(&register).features[1].shown().reveal(), "Mustermann");
    let visa = of("visa_224bitSig");
    let stay = &vds(&visa).features[1];
    assert_eq!(
        stay.value,
        Value::Duration {
            days: 160,
            months: 0,
            years: 0
        }
    );
    let numbers: Vec<_> = visa
        .document_numbers()
        .iter()
        .map(|n| *n.reveal())
        .collect();
    assert_eq!(numbers, ["47110815P"]);
}

#[test]
fn parts_cover_a_seal_and_hide_the_person() {
    let Some(published) = published() else { return };
    for (name, bytes) in &published {
        let Ok(seal) = Seal::parse(bytes) else {
            continue;
        };
        let mut end = 0;
        for part in seal.parts() {
            assert_eq!(part.offset, end, "{name}: {}", part.name);
            assert_eq!(part.personal, part.tag.is_some());
            end += part.len;
        }
        assert_eq!(end, bytes.len(), "{name}");
        let debug = format!("{seal:?}");
        assert!(
            !debug.contains("MANN") && !debug.contains("220, 2, 217"),
            "{debug}"
        );
    }
}

fn vds_nc_text() -> Option<String> {
    let bytes = shared_bytes("vds/vdsnc.json")?;
    let seals: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    Some(seals[0]["json"].to_string())
}

fn vds_nc(text: &str) -> VdsNc {
    match Seal::parse(text.as_bytes()).unwrap() {
        Seal::VdsNc(seal) => seal,
        Seal::Vds(_) => panic!("a VDS-NC"),
    }
}

#[test]
fn the_published_vds_nc() {
    let Some(text) = vds_nc_text() else { return };
    let seal = vds_nc(&text);
    assert_eq!(
        (seal.document_type.as_str(), seal.version),
        ("icao.vacc", 1)
    );
    assert_eq!(
        (seal.issuer.as_str(), seal.algorithm.as_str()),
        ("UTO", "ES256")
    );
    assert_eq!(seal.name().unwrap().reveal(), &"Smith Bill");
    assert_eq!(
        seal.birth_date().unwrap().reveal().to_string(),
        "1990-01-02"
    );
    assert_eq!(seal.document_number().unwrap().reveal(), &"A1234567Z");
    assert_eq!(seal.member("ve.0.vd.1.seq").unwrap().reveal(), &"2");
    assert_eq!(seal.certificate.len(), 381);
    let parsed = Seal::parse(text.as_bytes()).unwrap();
    assert_eq!(parsed.signature().len(), 64);
    // every text of the seal is ASCII without exotic numbers, so any writer of sorted, compact JSON
    // makes the canonical form
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(parsed.signed_bytes(), value["data"].to_string().as_bytes());
    for part in parsed.parts().iter().filter(|part| part.personal) {
        assert!(text[part.offset..part.offset + part.len].contains(part.value.reveal().as_str()));
    }
    assert!(!format!("{parsed:?}").contains("Smith"));
}

/// The smallest VDS-NC, with this in the place of the message.
fn small_vds_nc(message: &str) -> String {
    format!(
        "{{\"data\":{{\"hdr\":{{\"t\":\"icao.test\",\"v\":1,\"is\":\"UTO\"}},\"msg\":{message}}},\
         \"sig\":{{\"alg\":\"ES256\",\"cer\":\"MAA\",\"sigvl\":\"AAAA\"}}}}"
    )
}

#[test]
fn spelling_of_json_does_not_matter_its_content_does() {
    let one = small_vds_nc("{\"b\":\"\u{e9}\",\"a\":1}");
    let other = small_vds_nc(" { \"a\" : 1.0e0 ,\n\"b\":\"\\u00e9\" } ");
    let signed = |text: &str| {
        Seal::parse(text.as_bytes())
            .unwrap()
            .signed_bytes()
            .to_vec()
    };
    assert_eq!(signed(&one), signed(&other));
    assert_ne!(signed(&one), signed(&small_vds_nc("{\"b\":\"e\",\"a\":1}")));
}

#[test]
fn json_that_could_be_read_in_two_ways_is_refused() {
    for (message, fault) in [
        ("{\"a\":1,\"a\":2}", SealFault::DuplicateMember),
        ("{\"a\":1,\"\\u0061\":2}", SealFault::DuplicateMember),
        (
            "\"\\ud800\"",
            SealFault::Json {
                expected: "other half of a surrogate",
            },
        ),
        (
            "1e999",
            SealFault::Json {
                expected: "number of double precision",
            },
        ),
        (
            "01",
            SealFault::Json {
                expected: "number without leading zero",
            },
        ),
        ("[1,]", SealFault::Json { expected: "value" }),
        ("{\"a\" 1}", SealFault::Json { expected: "colon" }),
        (
            "\"\u{1}\"",
            SealFault::Json {
                expected: "character",
            },
        ),
        ("nul", SealFault::Json { expected: "value" }),
    ] {
        let text = small_vds_nc(message);
        let error = Seal::parse(text.as_bytes()).unwrap_err();
        assert_eq!(error.fault, fault, "{message}");
        assert_eq!(error.code(), "seal.json");
    }
    let deep = small_vds_nc(&format!("{}{}", "[".repeat(40), "]".repeat(40)));
    assert!(Seal::parse(deep.as_bytes()).is_err());
    let wide = small_vds_nc(&format!("[{}0]", "0,".repeat(2000)));
    assert!(Seal::parse(wide.as_bytes()).is_err());
    for member in [
        "data", "hdr", "msg", "t", "v", "is", "sig", "alg", "cer", "sigvl",
    ] {
        let text = small_vds_nc("{}").replace(&format!("\"{member}\""), "\"x\"");
        let error = Seal::parse(text.as_bytes()).unwrap_err();
        assert_eq!(error.fault, SealFault::Missing { member }, "{member}");
    }
    let trailing = format!("{} x", small_vds_nc("{}"));
    assert!(Seal::parse(trailing.as_bytes()).is_err());
}

/// Country, signer and dates of a seal of version 4.
const HEADER: &str = "DC03D9C5D9CAC8A73A990F71346ECF47FB06";

fn unhex(digits: &str) -> Vec<u8> {
    let pair = |at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
    (0..digits.len()).step_by(2).map(pair).collect()
}

fn made(features: &str, signature: &str) -> Vec<u8> {
    unhex(&format!("{HEADER}{features}{signature}"))
}

#[test]
fn lengths_of_version_4_are_those_of_der() {
    let long = format!("6481C8{}", "AB".repeat(200));
    let longer = format!("65820130{}", "AB".repeat(304));
    let bytes = made(&format!("{long}{longer}6600"), "FF02AABB");
    let seal = Seal::parse(&bytes).unwrap();
    let lens: Vec<_> = vds(&seal)
        .features
        .iter()
        .map(|f| f.raw.reveal().len())
        .collect();
    assert_eq!(lens, [200, 304, 0]);
    for (features, found) in [
        ("6480", 0x80),
        ("648105AAAAAAAAAA", 0x81),
        ("64820080", 0x82),
        ("6485AA", 0x85),
        ("64FF", 0xFF),
    ] {
        let bytes = made(&format!("{features}{}", "AA".repeat(200)), "FF02AABB");
        let error = Seal::parse(&bytes).unwrap_err();
        assert_eq!(
            (error.offset, error.fault),
            (19, SealFault::Length { found }),
            "{features}"
        );
    }
    // never more than is there
    let bytes = made("6484FFFFFFFF", "");
    assert_eq!(Seal::parse(&bytes).unwrap_err().code(), "seal.truncated");
}

#[test]
fn lengths_of_version_3_are_one_byte() {
    let header = "DC026ABC6D32C8A519FC0F71341145F4FD0C";
    let bytes = unhex(&format!("{header}6480{}FF02AABB", "AB".repeat(128)));
    let seal = Seal::parse(&bytes).unwrap();
    assert_eq!(vds(&seal).features[0].raw.reveal().len(), 128);
    assert_eq!(vds(&seal).header.version, 3);
}

#[test]
fn what_is_no_seal_says_where_and_why() {
    let flood: String = (0..=MAX_FEATURES)
        .map(|tag| format!("{tag:02X}00"))
        .collect();
    let unknown_header = HEADER.replace("FB06", "FB08");
    let cases: Vec<(Vec<u8>, usize, &str)> = vec![
        (vec![], 0, "seal.not_recognised"),
        (b"P<UTO".to_vec(), 0, "seal.not_recognised"),
        (vec![0xDC; MAX_LEN + 1], MAX_LEN, "seal.too_large"),
        (unhex("DC04D9C5"), 1, "seal.version"),
        (unhex(&HEADER[..34]), 16, "seal.truncated"),
        (unhex(&HEADER.replace("D9C5", "FFFF")), 2, "seal.content"), // country
        (unhex(&HEADER.replace("D9CA", "3FEF")), 4, "seal.content"), // digits as signer's country
        (made("6401AA6401BB", "FF02AABB"), 21, "seal.content"),      // a tag twice
        (
            unhex(&format!("{unknown_header}{flood}")),
            18 + 128,
            "seal.content",
        ),
        (made("0200", "FF02AABB"), 20, "seal.content"), // no zone in it
        (made("6401AA", ""), 21, "seal.no_signature"),
        (made("", "FF00"), 20, "seal.content"),
        (made("", "FF03AABBCC"), 20, "seal.content"),
        (made("", "FF04AABB"), 20, "seal.truncated"),
        (made("", "FF02AABB00"), 22, "seal.content"),
    ];
    for (bytes, offset, code) in cases {
        let error = Seal::parse(&bytes).unwrap_err();
        assert_eq!(
            (error.offset, error.code()),
            (offset, code),
            "{bytes:02X?} {error}"
        );
    }
}

/// No change of a published seal panics, and none leaves a part outside.
#[test]
fn mutated_seals_are_answered() {
    let Some(published) = published() else { return };
    let mut inputs: Vec<Vec<u8>> = published.into_iter().map(|(_, bytes)| bytes).collect();
    inputs.extend(vds_nc_text().map(String::into_bytes));
    let mut dice = Dice::new(9303);
    for input in &inputs {
        for _ in 0..300 {
            let bytes = mutate(input, &mut dice);
            if let Ok(seal) = Seal::parse(&bytes) {
                for part in seal.parts() {
                    assert!(part.offset + part.len <= bytes.len());
                }
            }
        }
        for end in 0..input.len() {
            assert!(
                Seal::parse(&input[..end]).is_err(),
                "a seal is whole or none"
            );
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_are_answered(rest in proptest::collection::vec(any::<u8>(), 0..300), version in 0u8..5) {
        let bytes = [&[0xDC, version][..], &rest].concat();
        if let Err(error) = Seal::parse(&bytes) {
            prop_assert!(error.offset <= bytes.len());
        }
    }

    #[test]
    fn any_features_come_back(values in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..400), 0..20)) {
        let mut bytes = unhex(&HEADER.replace("FB06", "FB08"));
        for (tag, value) in (0u8..).zip(&values) {
            bytes.push(tag);
            match value.len() {
                len @ 0..=0x7F => bytes.push(len as u8),
                len @ 0x80..=0xFF => bytes.extend([0x81, len as u8]),
                len => bytes.extend([0x82, (len >> 8) as u8, len as u8]),
            }
            bytes.extend(value);
        }
        let signed = bytes.len();
        bytes.extend([0xFF, 4, 1, 2, 3, 4]);
        prop_assume!(bytes.len() <= MAX_LEN);
        let seal = Seal::parse(&bytes).unwrap();
        prop_assert_eq!(seal.signed_bytes().len(), signed);
        let found: Vec<Vec<u8>> = vds(&seal).features.iter().map(|f| f.raw.reveal().to_vec()).collect();
        prop_assert_eq!(found, values);
    }

    #[test]
    fn any_text_as_json(text in "\\PC*") {
        let _ = Seal::parse(format!("{{{text}").as_bytes());
        let _ = Seal::parse(small_vds_nc(&text).as_bytes());
    }
}

/// A header that ends in its dates: the fields behind them are looked for beyond the end.
#[test]
fn an_error_is_never_behind_the_end() {
    let header = b"\xDC\x03\xD9\xC5\x6D\x32\xC8\xA7\x2C\xB1\x6E\xCF\xDC\x02\x47";
    for end in 0..=header.len() {
        let error = Seal::parse(&header[..end]).unwrap_err();
        assert!(error.offset <= end, "cut at {end}: {error}");
    }
    let SealFault::Truncated { missing } = Seal::parse(header).unwrap_err().fault else {
        panic!("cut short");
    };
    assert_eq!(missing, 3, "a byte of a date, and the document");
}
