//! Real files with bytes changed: every parser answers, none panics.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{Dice, mutate, shared_bytes};
use vidimus_lds::atr_info::AtrInfo;
use vidimus_lds::cms::SignedData;
use vidimus_lds::com::EfCom;
use vidimus_lds::dg13::Dg13;
use vidimus_lds::ef_dir::EfDir;
use vidimus_lds::sod::SecurityObject;
use vidimus_lds::vn_dg13::VietnameseDetails;
use vidimus_lds::{File, structure, tree};

/// Files of every kind, short pictures where a picture is in them.
const FILES: &[&str] = &[
    "lds/bsi-tr03105-5-refset/SOD.bin",
    "lds/bsi-tr03105-5-refset/DG1.bin",
    "lds/bsi-tr03105-5-refset/DG2.bin",
    "lds/bsi-tr03105-5-refset/DG14.bin",
    "lds/bsi2008/EF_COM.bin",
    "lds/bsi2008/EF_SOD.bin",
    "lds/npa-example/ecdh/ef_cardaccess",
    "lds/npa-example/ecdh/ef_cardsecurity",
    "lds/spec_sample_encoded_dg14.bin",
    "lds/tsemrtd/EF_DG11.bin",
    "lds/tsemrtd/EF_DG12.bin",
    "lds/tsemrtd/EF_DG7.bin",
    "face/dg2_silver_mandatory_fields.bin",
];

fn parse_everything(bytes: &[u8]) {
    for file in File::all() {
        for finding in structure::check(file, bytes) {
            // what is said of a fault is sayable
            assert!(!finding.to_string().is_empty());
            assert!(finding.code.starts_with("malformed."));
        }
    }
    let _ = SignedData::parse(bytes);
    let _ = SecurityObject::from_message(bytes);
    let _ = (EfDir::read(bytes), EfCom::read(bytes), AtrInfo::read(bytes));
    let _ = (Dg13::parse(bytes), VietnameseDetails::read(bytes));
    let shown = tree::tree(bytes);
    for (_, node) in shown.nodes.iter().flat_map(tree::Node::walk) {
        let _ = node.shown().to_string();
    }
}

#[test]
fn changed_bytes() {
    let mut dice = Dice::new(1);
    for file in FILES {
        let Some(bytes) = shared_bytes(file) else {
            return;
        };
        for _ in 0..300 {
            parse_everything(&mutate(&bytes, &mut dice));
        }
    }
}

#[test]
fn cut_at_every_byte() {
    for file in FILES {
        let Some(bytes) = shared_bytes(file) else {
            return;
        };
        for end in (0..bytes.len().min(400)).chain([bytes.len() - 1]) {
            let cut = &bytes[..end];
            if let Some(known) = File::identify(&bytes).filter(|file| file.tag().is_some()) {
                assert!(
                    structure::check(known, cut)
                        .iter()
                        .any(|found| found.is_failure())
                );
            }
            let _ = SignedData::parse(cut);
            let _ = tree::tree(cut);
        }
    }
}
