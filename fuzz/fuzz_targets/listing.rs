#![no_main]
//! Any bytes as named values and as a tree, by every reader: within limits, and nothing lost.

use libfuzzer_sys::fuzz_target;
use vidimus_lds::biometric::Modality;
use vidimus_lds::evidence::Application;
use vidimus_lds::{File, driving_licence, listing, tree};

fuzz_target!(|bytes: &[u8]| {
    for file in File::all() {
        let _ = listing::of_file(file, bytes);
        let _ = listing::of_licence_file(file, bytes);
        let found = tree::tree_in(Application::DrivingLicence, bytes, Some(file));
        assert!(found.nodes.len() <= tree::MAX_NODES);
    }
    for modality in [Modality::Face, Modality::Finger, Modality::Iris] {
        let _ = listing::of_record(modality, bytes);
        let record = tree::tree_of_record(bytes, modality);
        for (_, node) in record.nodes.iter().flat_map(tree::Node::walk) {
            assert!(node.offset + node.header_len + node.length <= bytes.len());
            let _ = node.shown().to_string();
        }
    }
    let _ = (listing::of_seal(bytes), tree::tree_of_seal(bytes));
    let _ = (tree::tree_of_picture(bytes), driving_licence::identify(bytes));
});
