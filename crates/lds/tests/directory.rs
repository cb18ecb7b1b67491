//! EF.DIR, EF.ATR/INFO, and the files of the LDS2 applications.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

use vidimus_iso7816::tlv::Tag;
use vidimus_lds::application::KnownApplication;
use vidimus_lds::atr_info::AtrInfo;
use vidimus_lds::ef_dir::EfDir;
use vidimus_lds::lds2::Lds2File;
use vidimus_lds::tree::{Node, tree, tree_of_lds2};
use vidimus_lds::{File, LdsError};

/// Doc 9303-10 table 31.
const DIRECTORY: &[u8] =
    b"\x61\x09\x4F\x07\xA0\0\0\x02\x47\x10\x01\x61\x09\x4F\x07\xA0\0\0\x02\x47\x20\x01\
    \x61\x09\x4F\x07\xA0\0\0\x02\x47\x20\x02\x61\x09\x4F\x07\xA0\0\0\x02\x47\x20\x03";

fn codes(faults: &[LdsError]) -> Vec<(usize, &'static str)> {
    let code = |fault: &LdsError| (fault.offset(), fault.check_code());
    faults.iter().map(code).collect()
}

#[test]
fn the_directory_of_table_31() {
    let padded = [DIRECTORY, &[0; 20]].concat();
    let directory = EfDir::read(&padded).whole().unwrap();
    let known: Vec<_> = directory
        .applications
        .iter()
        .map(|found| found.known)
        .collect();
    assert_eq!(
        known,
        [
            Some(KnownApplication::Emrtd),
            Some(KnownApplication::TravelRecords),
            Some(KnownApplication::VisaRecords),
            Some(KnownApplication::AdditionalBiometrics),
        ]
    );
    assert_eq!(directory.applications[2].offset, 22);
    assert_eq!(directory.lds2().count(), 3);
    let tree = tree(&padded);
    assert_eq!(
        (tree.file, tree.nodes.len(), tree.padding),
        (Some(File::Dir), 4, 20)
    );
    assert!(
        tree.nodes
            .iter()
            .all(|node| node.name == Some("application template"))
    );
}

#[test]
fn applications_of_others_are_kept() {
    let bytes =
        b"\x61\x10\x4F\x05\xD2\x76\0\0\x01\x50\x04Eigi\x53\x01\x07\x4F\x03\xA0\0\0\x99\x01\x05";
    let decoded = EfDir::read(bytes);
    assert_eq!(decoded.faults, []);
    let [own, bare] = &decoded.value.applications[..] else {
        panic!("two applications");
    };
    assert_eq!(
        (own.known, own.identifier),
        (None, Some(&[0xD2, 0x76, 0, 0, 1][..]))
    );
    assert_eq!(own.label.as_ref().unwrap().as_str(), "Eigi");
    assert_eq!(own.other[0].tag, Tag(0x53));
    assert_eq!(bare.identifier, Some(&[0xA0, 0, 0][..]));
    assert_eq!(decoded.value.unknown[0].tag, Tag(0x99));
}

#[test]
fn faults_of_directories() {
    // an identifier under another tag, then a good one
    let bytes = [b"\x61\x09\x01\x07\x01\x02\x03\x04\x05\x06\x07", DIRECTORY].concat();
    let decoded = EfDir::read(&bytes);
    assert_eq!(codes(&decoded.faults), [(0, "malformed.content")]);
    assert_eq!(decoded.value.applications.len(), 5);
    assert_eq!(decoded.value.applications[0].identifier, None);
    // cut short: the first two are still there
    let decoded = EfDir::read(&DIRECTORY[..30]);
    assert_eq!(codes(&decoded.faults), [(22, "malformed.truncated")]);
    assert_eq!(decoded.value.applications.len(), 2);
    // no identifier, a long one, two of them
    let bytes =
        b"\x61\x02\x4F\x00\x61\x13\x4F\x1112345678901234567\x61\x06\x4F\x01\x01\x4F\x01\x02";
    let decoded = EfDir::read(bytes);
    let at: Vec<_> = codes(&decoded.faults).iter().map(|(at, _)| *at).collect();
    assert_eq!(at, [4, 8, 30]);
}

#[test]
fn what_a_chip_says_it_can() {
    let bytes = b"\x43\x01\xB8\x47\x03\x86\x41\xE0\x46\x04abcd\x7F\x66\x08\x02\x02\x05\xDC\x02\x02\x10\0\0\0";
    let all = AtrInfo::read(bytes).whole().unwrap();
    let capabilities = all.info.capabilities.unwrap();
    assert!(capabilities.selects_by_full_name() && capabilities.has_short_identifiers());
    assert!(capabilities.has_record_numbers() && capabilities.has_command_chaining());
    assert!(capabilities.has_extended_length() && capabilities.announces_buffers());
    let services = all.info.services.unwrap();
    assert!(services.selects_by_full_name() && services.has_ef_dir());
    assert!(services.has_ef_atr_info() && services.has_master_file());
    assert_eq!(all.info.buffers, Some((1500, 4096)));
    assert_eq!(all.other.len(), 1);
    assert_eq!(*all.other[0].value.reveal(), b"abcd");
    // objects of no use are kept, and a fault does not hide what came before
    let decoded = AtrInfo::read(b"\x47\x01\x80\x43\x00\x7F\x66\x03\x02\x01\x05\x46\x01a");
    assert!(
        decoded
            .value
            .info
            .capabilities
            .unwrap()
            .selects_by_full_name()
    );
    assert_eq!(codes(&decoded.faults), [(11, "malformed.tag")]);
    let other: Vec<_> = decoded
        .value
        .other
        .iter()
        .map(|field| field.tag.0)
        .collect();
    assert_eq!(other, [0x43, 0x7F66, 0x46]);
}

#[test]
fn files_of_lds2() {
    let of = |application| Lds2File::of(application).collect::<Vec<_>>();
    assert_eq!(of(KnownApplication::Emrtd), []);
    assert_eq!(of(KnownApplication::TravelRecords).len(), 3);
    let biometrics = of(KnownApplication::AdditionalBiometrics);
    assert_eq!(biometrics.len(), 65);
    let last = biometrics[64];
    assert_eq!((last.id().value(), last.sfi()), (0x0240, None));
    assert_eq!(last.to_string(), "EF.Biometrics64");
    assert!(!last.has_records() && Lds2File::VisaRecords.has_records());
    assert_eq!(Lds2File::Certificates.id().value(), 0x011A);
}

#[test]
fn a_travel_record_as_a_tree() {
    let record = b"\x5F\x44\x03USA\x73\x11\x5F\x44\x03USA\x5F\x45\x0820120814\x5F\x37\x02\x01\x02\x5F\x38\x01\x01";
    let tree = tree_of_lds2(record, Lds2File::EntryRecords);
    assert_eq!((tree.file, tree.stopped), (None, None));
    let names = tree
        .nodes
        .iter()
        .flat_map(Node::walk)
        .map(|(_, node)| node.name.unwrap());
    assert_eq!(
        names.collect::<Vec<_>>(),
        [
            "state",
            "travel record",
            "state",
            "travel date",
            "signature",
            "number of the signer's certificate record"
        ]
    );
    assert!(tree.nodes[1].children[1].personal);
    let certificate = tree_of_lds2(b"\x5F\x3A\x03US\x01\x72\x02\x30\0", Lds2File::Certificates);
    assert_eq!(certificate.nodes[1].name, Some("certificate"));
    assert!(!certificate.nodes[0].personal);
}
