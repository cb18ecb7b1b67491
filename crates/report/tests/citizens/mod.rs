//! Documents of the synthetic citizens, as files without a signature: comparing needs none.
#![allow(dead_code, unreachable_pub, reason = "each test file uses a part")]

use std::collections::BTreeMap;
use vidimus_lds::evidence::{Evidence, FileState, Printed};
use vidimus_lds::{DataGroup, File, Personal};
use vidimus_report::{EvaluationTime, Policy, Report, judge};
use vidimus_trust::TrustStore;

/// One of them: lines of the zone, and the text of the QR code.
pub struct Citizen {
    pub mrz: String,
    pub qr: String,
}

pub struct Samples {
    pub citizens: Vec<Citizen>,
    pub dg13_a: String,
    pub dg13_b: String,
}

/// The samples; `None`, said aloud, where the shared data are not there.
pub fn samples() -> Option<Samples> {
    let path = vidimus_testkit::shared("cccd/samples.json")?;
    let list: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let list = list.as_array().unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let citizens = list.iter().filter(|entry| entry.get("mrz").is_some());
    let citizens: Vec<Citizen> = citizens
        .map(|entry| Citizen {
            mrz: entry["mrz"]
                .as_array()
                .unwrap()
                .iter()
                .map(text)
                .collect::<Vec<_>>()
                .join("\n"),
            qr: text(&entry["qr"]),
        })
        .collect();
    assert_eq!(citizens.len(), 3);
    let details = list
        .iter()
        .find(|entry| entry.get("dg13_layout_a").is_some());
    let details = details.unwrap();
    Some(Samples {
        citizens,
        dg13_a: text(&details["dg13_layout_a"]),
        dg13_b: text(&details["dg13_layout_b"]),
    })
}

/// What lies on the table.
#[derive(Clone, Default)]
pub struct Documents {
    pub dg1: Option<Vec<u8>>,
    pub dg11: Option<Vec<u8>>,
    pub dg12: Option<Vec<u8>>,
    pub dg13: Option<Vec<u8>>,
    pub printed_mrz: Option<String>,
    pub qr: Option<String>,
}

impl Documents {
    pub fn with_dg1(zone: &str) -> Self {
        let zone = zone.replace('\n', "");
        Self {
            dg1: Some(object(0x61, &object(0x5F1F, zone.as_bytes()))),
            ..Self::default()
        }
    }

    pub fn evidence(self) -> Evidence {
        let groups = [
            (1, self.dg1),
            (11, self.dg11),
            (12, self.dg12),
            (13, self.dg13),
        ];
        let files: BTreeMap<File, FileState> = groups
            .into_iter()
            .filter_map(|(number, bytes)| {
                let file = File::Dg(DataGroup::new(number).unwrap());
                Some((file, FileState::Read(bytes?)))
            })
            .collect();
        Evidence {
            files,
            printed: Printed {
                mrz: self.printed_mrz.map(Personal::new),
                qr: self.qr.map(Personal::new),
                seal: None,
            },
            ..Evidence::default()
        }
    }

    pub fn judge(self) -> Report {
        judge(
            &self.evidence(),
            &TrustStore::empty(),
            &Policy::field(),
            EvaluationTime::given(super::common::AT),
            &super::common::tool(),
        )
    }
}

/// DG11 of these objects.
pub fn dg11(fields: &[(u16, &[u8])]) -> Vec<u8> {
    let tags: Vec<u8> = fields
        .iter()
        .flat_map(|(tag, _)| tag.to_be_bytes())
        .collect();
    let mut content = object(0x5C, &tags);
    for (tag, value) in fields {
        content.extend(object(*tag, value));
    }
    object(0x6B, &content)
}

/// DG12 with a date of issue.
pub fn dg12(day: &[u8]) -> Vec<u8> {
    let mut content = object(0x5C, &[0x5F, 0x26]);
    content.extend(object(0x5F26, day));
    object(0x6C, &content)
}

/// An object of up to 65535 bytes.
pub fn object(tag: u16, value: &[u8]) -> Vec<u8> {
    let tag = tag.to_be_bytes();
    let mut bytes: Vec<u8> = tag.iter().copied().skip_while(|byte| *byte == 0).collect();
    match u8::try_from(value.len()) {
        Ok(length @ 0..=127) => bytes.push(length),
        Ok(length) => bytes.extend([0x81, length]),
        Err(_) => {
            bytes.push(0x82);
            bytes.extend(u16::try_from(value.len()).unwrap().to_be_bytes());
        }
    }
    bytes.extend(value);
    bytes
}

pub fn hex(digits: &str) -> Vec<u8> {
    let pairs = digits.as_bytes().chunks(2);
    pairs
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}
