//! Each of the 92 vectors under `document/` in the collection: read to the values that are known
//! of it, or refused for the reason that is known.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::shared_bytes;
use vidimus_lds::card_security::CardSecurity;
use vidimus_lds::com::EfCom;
use vidimus_lds::content::{CharacterSet, FullDate, Moment, PersonName, Text};
use vidimus_lds::dg11::Dg11;
use vidimus_lds::dg15::Dg15;
use vidimus_lds::dg16::Dg16;
use vidimus_lds::ef_dir::EfDir;
use vidimus_lds::picture::{ImageFormat, PictureHeader};
use vidimus_lds::security_info::{SecurityInfo, SecurityInfoKind, SecurityInfos};
use vidimus_lds::structure::Deviation;
use vidimus_lds::{DataGroup, File, LdsError};

/// One vector.
struct Vector {
    file: String,
    line: u64,
    bytes: Vec<u8>,
}

fn vectors() -> Option<Vec<Vector>> {
    let bytes = shared_bytes("lds/gmrtd_file_vectors.json")?;
    let all: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let from = |item: &serde_json::Value| {
        let file = item["file"].as_str().unwrap().strip_prefix("document/")?;
        let hex = item["hex"].as_str().unwrap().as_bytes();
        Some(Vector {
            file: file.strip_suffix("_test.go").unwrap().to_owned(),
            line: item["line"].as_u64().unwrap(),
            bytes: hex
                .chunks(2)
                .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
                .collect(),
        })
    };
    Some(
        all["items"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(from)
            .collect(),
    )
}

/// The same words for every decoder: `ok`, or the code of the first fault and its offset.
fn said<T>(result: Result<T, LdsError>) -> String {
    match result {
        Ok(_) => "ok".to_owned(),
        Err(error) => format!("{} at {}", error.check_code(), error.offset()),
    }
}

/// Reads the vectors of one file and compares what is said of each, by line and position.
fn assert_all(file: &str, read: impl Fn(&Vector) -> String, expected: &[(u64, &str)]) {
    let Some(vectors) = vectors() else { return };
    let mine: Vec<_> = vectors
        .iter()
        .filter(|vector| vector.file == file)
        .collect();
    let found: Vec<_> = mine
        .iter()
        .map(|vector| (vector.line, read(vector)))
        .collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|(line, what)| (*line, (*what).to_owned()))
        .collect();
    assert_eq!(found, expected, "{file}");
}

#[test]
fn there_are_ninety_two() {
    if let Some(vectors) = vectors() {
        assert_eq!(vectors.len(), 92);
    }
}

#[test]
fn ef_com() {
    let read = |vector: &Vector| {
        let decoded = EfCom::read(&vector.bytes);
        let (version, groups) = (
            decoded.value.lds_version.clone(),
            decoded.value.groups().count(),
        );
        format!("{version:?} {groups} {}", said(decoded.whole()))
    };
    assert_all(
        "com",
        read,
        &[
            (22, "Some(\"0106\") 2 ok"),
            (56, "Some(\"01060\") 2 malformed.content at 5"),
            (60, "Some(\"0106\") 2 malformed.content at 12"),
            (64, "Some(\"0107\") 6 malformed.content at 26"),
        ],
    );
}

#[test]
fn ef_dir_inside_a_security_info() {
    let Some(vectors) = vectors() else { return };
    let of_line = |line| {
        let here = |vector: &&Vector| vector.file == "security_infos" && vector.line == line;
        let vector = vectors.iter().find(here).unwrap();
        let infos = SecurityInfos::parse(&vector.bytes).unwrap();
        let copy = EfDir::of_information(&infos.infos[0])?;
        Some(copy.whole().unwrap().applications.len())
    };
    assert_eq!(
        (of_line(85), of_line(92), of_line(25)),
        (Some(4), None, None)
    );
}

#[test]
fn ef_dir() {
    let read = |vector: &Vector| {
        let decoded = EfDir::read(&vector.bytes);
        let known = decoded
            .value
            .applications
            .iter()
            .filter(|found| found.known.is_some());
        format!("{} {}", known.count(), said(decoded.clone().whole()))
    };
    let expected = [(35, "0 malformed.content at 0"), (50, "4 ok")];
    assert_all("ef_dir", read, &expected);
}

/// The full name, the other names, and what was found.
fn dg11(vector: &Vector) -> String {
    match vector.line {
        302 | 303 => return picture(&vector.bytes),
        316 => return FullDate::read(&vector.bytes).unwrap().to_string(),
        _ => {}
    }
    let decoded = Dg11::read(&vector.bytes);
    let shown = |name: &vidimus_lds::Personal<PersonName<'_>>| {
        let name = name.reveal();
        [Some(name.primary()), name.secondary()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ")
    };
    let value = &decoded.value;
    let names: Vec<_> = value
        .full_name
        .iter()
        .chain(&value.other_names)
        .map(shown)
        .collect();
    let notes: Vec<_> = decoded.notes.iter().map(|note| note.to_string()).collect();
    format!(
        "{} | {} | {}",
        names.join("; "),
        notes.join("; "),
        said(decoded.clone().whole())
    )
}

#[test]
fn additional_personal_details() {
    assert_all(
        "dg11",
        dg11,
        &[
            (97, "SMITH, JOHN J |  | ok"),
            (159, "SMITH, JOHN; JOHN SMITH |  | ok"),
            (164, "SMITH, JOHN; JOHN SMITH |  | ok"),
            (
                169,
                "SMITH, JOHN | object 5F0F outside its list at byte 6 | ok",
            ),
            (
                176,
                "SMITH, SMITH JOHN | fillers in a name where none belong at byte 14 | ok",
            ),
            (
                223,
                "AAAA | fillers in a name where none belong at byte 15 | malformed.content at 10",
            ),
            (
                230,
                "AAAA | fillers in a name where none belong at byte 14 | malformed.content at 10",
            ),
            (
                237,
                "AAAA | fillers in a name where none belong at byte 14 | malformed.content at 10",
            ),
            (
                244,
                "AAAA | fillers in a name where none belong at byte 14 | malformed.content at 10",
            ),
            (302, "JPEG without header"),
            (303, "JPEG without header"),
            (316, "2017-09-05"),
        ],
    );
}

#[test]
fn the_text_of_the_example_in_the_standard() {
    let Some(vectors) = vectors() else { return };
    let example = vectors
        .iter()
        .find(|vector| vector.file == "dg11" && vector.line == 97)
        .unwrap();
    let dg11 = Dg11::read(&example.bytes).whole().unwrap();
    assert_eq!(dg11.tag_list.unwrap().len(), 5);
    let parts = |text: &Option<vidimus_lds::Personal<Text<'_>>>| {
        let text = text.clone().unwrap().into_revealed();
        text.parts().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(parts(&dg11.place_of_birth), ["ANYTOWN", "MN"]);
    assert_eq!(
        parts(&dg11.permanent_address),
        ["123 MAPLE RD", "ANYTOWN", "MN"]
    );
    assert_eq!(parts(&dg11.telephone), ["16125551212"]);
    assert_eq!(parts(&dg11.profession), ["TRAVEL", "AGENT"]);
}

fn picture(bytes: &[u8]) -> String {
    assert_eq!(ImageFormat::detect(bytes), ImageFormat::Jpeg);
    // its first table says that it is longer than it is, so that no frame header is found
    assert_eq!(PictureHeader::read(bytes), None);
    "JPEG without header".to_owned()
}

/// The vectors of DG12 are values of objects.
fn dg12(vector: &Vector) -> String {
    let text = Text::decode(&vector.bytes, CharacterSet::Utf8);
    match vector.line {
        277..=285 => picture(&vector.bytes),
        298 => FullDate::read(&vector.bytes).unwrap().to_string(),
        312 => Moment::read(&vector.bytes).unwrap().to_string(),
        170..=201 | 256 | 351 => {
            let name = PersonName::read(text);
            let irregular = if name.is_irregular() {
                " (irregular)"
            } else {
                ""
            };
            format!(
                "{}, {}{irregular}",
                name.primary(),
                name.secondary().unwrap()
            )
        }
        _ => text.as_str().to_owned(),
    }
}

#[test]
fn values_of_additional_document_details() {
    let person = "SMITH, BRENDA P";
    assert_all(
        "dg12",
        dg12,
        &[
            (170, person),
            (178, person),
            (186, person),
            (194, person),
            (201, person),
            (241, "UNITED STATES DEPARTMENT OF STATE"),
            (256, person),
            (263, "SEE PAGE 51"),
            (270, "NOT APPLICABLE"),
            (277, "JPEG without header"),
            (278, "JPEG without header"),
            (284, "JPEG without header"),
            (285, "JPEG without header"),
            (298, "2017-09-05"),
            (312, "2017-11-15 01:36:12"),
            (351, "SMITH, BRENDA P (irregular)"),
        ],
    );
}

#[test]
fn persons_to_notify() {
    let read = |vector: &Vector| {
        let decoded = Dg16::read(&vector.bytes);
        let irregular = decoded
            .notes
            .iter()
            .any(|note| note.what == Deviation::NameForm);
        let persons: Vec<_> = decoded
            .value
            .persons
            .iter()
            .map(|person| {
                let name = person.name.as_ref().unwrap().reveal();
                let date = person.recorded.as_ref().unwrap().reveal();
                let telephone = person.telephone.as_ref().unwrap().reveal();
                let town = person.address.as_ref().unwrap().reveal().parts().nth(1);
                let town = town.unwrap().to_owned();
                let secondary = name.secondary().unwrap();
                format!(
                    "{} {secondary} {date} {} {town}",
                    name.primary(),
                    telephone.as_str()
                )
            })
            .collect();
        format!(
            "{} {irregular} {}",
            persons.join(", "),
            said(decoded.clone().whole())
        )
    };
    let smith = "SMITH CHARLES R 2002-01-01 19525551212 ANYTOWN";
    let brown = "BROWN MARY J 2002-03-15 14155551212 OCEAN BREEZE";
    let odd = brown.replace("MARY J", "MAR J");
    assert_all(
        "dg16",
        read,
        &[
            (73, &format!("{smith}, {brown} false ok")),
            (
                121,
                &format!("{smith}, {brown} false malformed.content at 5"),
            ),
            (137, &format!("{smith}, {odd} true ok")),
        ],
    );
}

/// What an information is, with the version of those that have one.
fn kind(info: &SecurityInfo<'_>) -> String {
    let version = || {
        let data = info.data.as_ref().ok()?;
        Some(format!(" {}", data.required.to_u64()?))
    };
    let versioned = |name: &str| format!("{name}{}", version().unwrap_or_default());
    match info.kind() {
        SecurityInfoKind::Pace => versioned("Pace"),
        SecurityInfoKind::ChipAuthentication => versioned("Chip"),
        SecurityInfoKind::ChipAuthenticationPublicKey => "PublicKey".to_owned(),
        SecurityInfoKind::TerminalAuthentication => "Terminal".to_owned(),
        SecurityInfoKind::ActiveAuthentication => versioned("Active"),
        _ => format!("Other {}", info.oid),
    }
}

/// Which informations there are, and what is wrong.
fn infos(bytes: &[u8], file: Option<File>) -> String {
    let parsed = match file {
        Some(file) => SecurityInfos::parse_file(bytes, file).map_err(|error| error.to_string()),
        None => SecurityInfos::parse(bytes).map_err(|error| error.to_string()),
    };
    let infos = match parsed {
        Ok(infos) => infos,
        Err(error) => return error,
    };
    let mut said: Vec<String> = infos.infos.iter().map(kind).collect();
    let faults = infos
        .pace()
        .filter_map(Result::err)
        .chain(infos.chip_authentication().filter_map(Result::err))
        .chain(infos.chip_authentication_keys().filter_map(Result::err))
        .chain(infos.terminal_authentication().filter_map(Result::err))
        .chain(infos.active_authentication().filter_map(Result::err))
        .chain(infos.strays.iter().cloned());
    said.extend(faults.map(|fault| fault.to_string()));
    let others = infos
        .infos
        .iter()
        .filter(|info| info.kind() == SecurityInfoKind::Other);
    said.extend(
        others
            .filter_map(|info| info.data.as_ref().err())
            .map(ToString::to_string),
    );
    said.join(", ")
}

#[test]
fn card_access() {
    let whole = |vector: &Vector| match vector.bytes.first() {
        Some(0x31) => infos(&vector.bytes, Some(File::CardAccess)),
        // one information out of a set
        _ => "an information".to_owned(),
    };
    assert_all(
        "card_access",
        whole,
        &[
            (52, "Pace 2"),
            (55, "an information"),
            (76, "Pace 2, Pace 2"),
            (79, "an information"),
            (80, "an information"),
        ],
    );
}

#[test]
fn data_groups_of_keys() {
    let dg14 = |vector: &Vector| infos(&vector.bytes, Some(File::Dg(DataGroup::DG14)));
    assert_all(
        "dg14",
        dg14,
        &[
            (62, "PublicKey, Chip 1, Terminal, Pace 2, Pace 2"),
            (84, "Terminal, Chip 1, Pace 2, PublicKey"),
            (104, "PublicKey, Chip 1, Terminal"),
        ],
    );
    let dg15 = |vector: &Vector| said(Dg15::parse(&vector.bytes));
    // the second is the key without its file
    assert_all("dg15", dg15, &[(63, "ok"), (74, "wrong_tag at 0")]);
}

#[test]
fn card_security() {
    let read = |vector: &Vector| said(CardSecurity::parse(&vector.bytes));
    assert_all(
        "card_security",
        read,
        &[
            (32, "malformed.content at 65"),
            (36, "malformed.tag at 65"),
            (64, "ok"),
            (65, "malformed.tag at 4"),
            (66, "malformed.tag at 4"),
        ],
    );
}

#[test]
fn security_infos() {
    let read = |vector: &Vector| infos(&vector.bytes, None);
    let set = "tag 30, 31 expected at byte 0";
    let cut = "input ends inside an object: 1 bytes missing at byte 0";
    let passport = "Terminal, Pace 2, Pace 2, Chip 1, PublicKey";
    let both = "Pace 2, Pace 2";
    assert_all(
        "security_infos",
        read,
        &[
            (25, "Pace 2"),
            (26, "Pace 2"),
            (26, set),
            // a version that does not exist is told as it is; whoever runs PACE refuses it
            (32, "Pace 1"),
            (37, "Pace, length not allowed at byte 19"),
            (42, "Active 1"),
            (43, "Active 1"),
            (43, set),
            (49, "Active, length not allowed at byte 15"),
            (54, "Chip 1"),
            (55, "Chip 1"),
            (55, set),
            (61, "Chip 1"),
            (62, "Chip 1"),
            (62, set),
            (68, "Chip, length not allowed at byte 19"),
            (73, "Terminal"),
            (74, "Terminal"),
            (74, set),
            (80, "Terminal, length not allowed at byte 14"),
            (85, "Other 1.3.27.1.1.13"),
            (86, "Other 1.3.27.1.1.13"),
            (86, set),
            (86, "tag 61, 31 expected at byte 0"),
            (92, "Other 1.3.27.1.1.13, length not allowed at byte 11"),
            (97, "Other 2.23.136"),
            (98, "Other 2.23.136"),
            (98, set),
            (144, "PublicKey"),
            (162, "tag 04, 31 expected at byte 0"),
            (
                187,
                "Terminal, Chip 2, Pace 2, Pace 2, Chip, PublicKey, PublicKey",
            ),
            (212, cut),
            (227, passport),
            (234, both),
            (248, passport),
            (258, both),
            (283, passport),
            (284, cut),
            (286, both),
            (287, cut),
        ],
    );
}
