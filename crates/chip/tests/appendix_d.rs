//! Doc 9303-11 appendix D from the chip's side: the answers byte for byte.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::print_stderr,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::hex;
use serde_json::Value;
use vidimus_chip::{AccessRules, BacKey, CardImage, Chip, ScriptedRandom};
use vidimus_lds::File;
use vidimus_testkit::shared;

fn worked_example() -> Option<Value> {
    let text = std::fs::read(shared("worked-examples/doc9303-11.json")?).unwrap();
    let all: Value = serde_json::from_slice(&text).unwrap();
    Some(all["BAC_9303-11_AppD"].clone())
}

fn field(value: &Value, name: &str) -> Vec<u8> {
    hex(value[name].as_str().unwrap())
}

#[test]
fn the_chip_of_the_worked_example_answers_byte_for_byte() {
    let Some(example) = worked_example() else {
        return;
    };
    let key = BacKey::from_mrz_information(example["mrz_information"].as_str().unwrap().as_bytes());
    let files = [(File::Com, field(&example, "EF_COM"))].into();
    let random = ScriptedRandom::new([field(&example, "RND_IC"), field(&example, "K_IC")]);
    let mut chip = Chip::new(CardImage::new(files, AccessRules::bac(key)), random);
    assert_eq!(chip.process(&common::SELECT_APPLICATION), [0x90, 0x00]);
    let exchanges =
        ["apdus", "secure_messaging"].map(|part| example[part].as_array().unwrap().clone());
    let exchanges = exchanges.concat();
    assert_eq!(exchanges.len(), 5);
    for exchange in exchanges {
        assert_eq!(
            chip.process(&field(&exchange, "c")),
            field(&exchange, "r"),
            "{exchange}"
        );
    }
}
