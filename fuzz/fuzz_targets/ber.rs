//! Any bytes as BER: the survey, the reader, the way to DER, the tree.
#![no_main]

use vidimus_lds::ber::{Reader, survey, to_der};
use vidimus_lds::tree::{Node, tree};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = survey(data);
    let mut reader = Reader::new(data);
    while let Ok(Some(object)) = reader.next() {
        let _ = object.octets();
        if let Ok(der) = to_der(&object, object.tag) {
            let again = Reader::new(&der).next().unwrap().unwrap();
            assert!(!again.indefinite && !again.non_minimal);
        }
    }
    for (_, node) in tree(data).nodes.iter().flat_map(Node::walk) {
        let _ = node.shown().to_string();
    }
});
