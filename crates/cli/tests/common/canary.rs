//! Words that must not be seen: the holder's data, the key and what is made of it.

use super::document::holder;
use std::sync::OnceLock;
use vidimus::pubkey::HashAlgorithm;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// In lower case; hexadecimal digits without spaces.
fn canaries() -> &'static Vec<String> {
    static CANARIES: OnceLock<Vec<String>> = OnceLock::new();
    CANARIES.get_or_init(|| {
        let mrz = holder().mrz().unwrap();
        let information = mrz.access_key_information();
        let seed = HashAlgorithm::Sha1.hash(information.as_str().as_bytes());
        let seed = &seed.as_ref()[..16];
        // Doc 9303-11 §9.7.1: encryption and MAC keys, parity not adjusted
        let key = |counter: u8| HashAlgorithm::Sha1.hash(&[seed, &[0, 0, 0, counter]].concat());
        let mut words = vec![
            "canary".to_owned(),
            "670713".to_owned(),
            "1967-07-13".to_owned(),
            "19670713".to_owned(),
            "380519".to_owned(),
            "2038-05-19".to_owned(),
            hex(b"CANARY"),
            hex(b"670713"),
            hex(seed),
            hex(&key(1).as_ref()[..8]),
            hex(&key(2).as_ref()[..8]),
        ];
        // hashes of small data groups tell who it is: DG1 can be guessed
        words.push(hex(&HashAlgorithm::Sha256.hash(&dg1()).as_ref()[..8]));
        words
    })
}

fn dg1() -> Vec<u8> {
    let document = super::Document::new("bac", &[]);
    let (_, bytes) = document
        .made
        .files
        .iter()
        .find(|(file, _)| file.name() == "DG1")
        .unwrap();
    bytes.clone()
}

/// Asserts that none of the words is in the text.
pub(crate) fn assert_no_canary(what: &str, text: &str) {
    let lower = text.to_lowercase();
    let dense: String = lower.split_whitespace().collect();
    for word in canaries() {
        let found = lower.contains(word) || dense.contains(word);
        assert!(!found, "{what}: {word} is shown:\n{text}");
    }
}
