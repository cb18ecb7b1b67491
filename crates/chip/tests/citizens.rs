//! The cards of the three made-up citizens against the project's shared examples.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

use serde_json::Value;
use vidimus_chip::persona::{Citizen, DetailsLayout, QrFields};
use vidimus_chip::personalise::Preset;
use vidimus_lds::profile::Profile;
use vidimus_lds::vn_dg13::VietnameseDetails;
use vidimus_lds::{DataGroup, File};

fn samples() -> Option<Vec<Value>> {
    let path = vidimus_testkit::shared("cccd/samples.json")?;
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn zones_keys_and_codes_are_those_of_the_examples() {
    let Some(samples) = samples() else { return };
    for (citizen, sample) in Citizen::all().iter().zip(&samples) {
        let mrz = citizen.persona().mrz().unwrap();
        let lines: Vec<&str> = mrz.lines().collect();
        assert_eq!(serde_json::json!(lines), sample["mrz"]);
        let key = mrz.access_key_information();
        assert_eq!(key.as_str(), sample["bac_mrz_info"]);
        assert_eq!(citizen.can(), sample["can"]);
        assert_eq!(citizen.qr(QrFields::Seven), sample["qr"]);
        let newer = citizen.qr(QrFields::Eleven);
        assert_eq!(newer.split('|').count(), 11);
        assert!(newer.starts_with(sample["qr"].as_str().unwrap()));
    }
}

#[test]
fn details_are_written_as_in_the_examples() {
    let Some(samples) = samples() else { return };
    let hex =
        |bytes: Vec<u8>| -> String { bytes.iter().map(|byte| format!("{byte:02x}")).collect() };
    let first = Citizen::named('a').unwrap().clone();
    assert_eq!(hex(first.dg13()), samples[3]["dg13_layout_a"]);
    let mut married = first;
    married.layout = DetailsLayout::B;
    married.expiry_text = "Không thời hạn";
    married.spouse = "Phạm Thị Vợ";
    married.old_number = "";
    assert_eq!(hex(married.dg13()), samples[3]["dg13_layout_b"]);
}

#[test]
fn the_chip_says_what_the_profile_says() {
    let profile = Profile::named("vn-cccd").unwrap();
    for (letter, citizen) in ['a', 'b', 'c'].into_iter().zip(Citizen::all()) {
        let preset = Preset::find(&format!("vn-cccd-{letter}")).unwrap();
        let made = preset.spec().unwrap().personalise().unwrap();
        assert_eq!(
            made.files.get(&File::CardAccess).map(Vec::as_slice),
            profile.card_access_fallback()
        );
        assert_eq!(made.pace.unwrap().can.as_deref(), Some(citizen.can()));
        let dg13 = &made.files[&File::Dg(DataGroup::DG13)];
        let details = VietnameseDetails::read(dg13);
        assert!(details.is_whole(), "{:?}", details.faults);
    }
}
