//! EF.COM, EF.ATR/INFO, EF.CardAccess, evidence: small ones.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

use vidimus_iso7816::Fault;
use vidimus_iso7816::tlv::Tag;
use vidimus_lds::atr_info::AtrInfo;
use vidimus_lds::com::EfCom;
use vidimus_lds::security_info::SecurityInfos;
use vidimus_lds::{DataGroup, File, Personal, evidence::*};

#[test]
fn ef_com_and_what_may_be_missing() {
    let whole = b"\x60\x14\x5F\x01\x040107\x5F\x36\x06040000\x5C\x02\x61\x75\0\0";
    let com = EfCom::parse(whole).unwrap();
    assert_eq!(com.lds_version.as_deref(), Some("0107"));
    assert_eq!(
        com.groups().collect::<Vec<_>>(),
        [DataGroup::DG1, DataGroup::DG2]
    );
    // T51-LDS_A_05, 07, 09
    let empty = EfCom::parse(&[0x60, 0]).unwrap();
    assert_eq!(
        (empty.lds_version, empty.unicode_version, empty.data_groups),
        (None, None, None)
    );
    // a tag that is no data group stays in the list
    let odd = EfCom::parse(&[0x60, 4, 0x5C, 2, 0x61, 0x99]).unwrap();
    assert_eq!(
        odd.data_groups.as_deref(),
        Some(&[Tag(0x61), Tag(0x99)][..])
    );
    assert_eq!(odd.groups().count(), 1);
    // A_01 to A_03, and an object twice
    let code = |bytes: &[u8]| EfCom::parse(bytes).unwrap_err().check_code();
    assert_eq!(code(&[0x61, 4, 0x5C, 2, 0x61, 0x75]), "wrong_tag");
    assert_eq!(code(&[0x60, 3, 0x5C, 2, 0x61, 0x75]), "malformed.length");
    assert_eq!(code(&[0x60, 5, 0x5C, 2, 0x61, 0x75]), "truncated");
    assert_eq!(
        code(&[0x60, 6, 0x5C, 1, 0x61, 0x5C, 1, 0x75]),
        "malformed.content"
    );
}

#[test]
fn buffer_sizes() {
    let sizes = |bytes: &[u8]| AtrInfo::parse(bytes).map(|info| info.buffers);
    assert_eq!(sizes(&[]).unwrap(), None);
    assert_eq!(sizes(&[0x43, 1, 0xB8, 0, 0, 0]).unwrap(), None);
    let info = [
        0x47, 1, 0, 0x7F, 0x66, 8, 2, 2, 0x05, 0xDC, 2, 2, 0x10, 0x00, 0, 0,
    ];
    assert_eq!(sizes(&info).unwrap(), Some((1500, 4096)));
    let signed = [0x7F, 0x66, 0x0A, 2, 3, 0, 0xFF, 0xFF, 2, 3, 1, 0, 0];
    assert_eq!(sizes(&signed).unwrap(), Some((65_535, 65_536)));
    // T51-LDS_K_03, K_04: one integer only, and another tag
    assert_eq!(
        sizes(&[0x7F, 0x66, 3, 2, 1, 5]).unwrap_err().code(),
        "malformed.tag"
    );
    assert_eq!(
        sizes(&[0x7F, 0x66, 6, 3, 1, 5, 2, 1, 5])
            .unwrap_err()
            .code(),
        "malformed.tag"
    );
    assert_eq!(
        sizes(&[0x7F, 0x66, 9, 2, 1, 5, 2, 1, 5, 2, 1, 5])
            .unwrap_err()
            .code(),
        "malformed.length"
    );
}

#[test]
fn pace_is_told_from_its_parameters() {
    let info = |oid: &[u8]| {
        let oid = [&[6, u8::try_from(oid.len()).unwrap()], oid].concat();
        let fields = [&oid[..], &[2, 1, 2]].concat();
        let info = [&[0x30, u8::try_from(fields.len()).unwrap()], &fields[..]].concat();
        [&[0x31, u8::try_from(info.len()).unwrap()], &info[..]].concat()
    };
    let pace = [4, 0, 0x7F, 0, 7, 2, 2, 4, 2, 2];
    assert!(SecurityInfos::parse(&info(&pace)).unwrap().has_pace());
    assert!(!SecurityInfos::parse(&info(&pace[..9])).unwrap().has_pace());
    // OWN-TLV-12: identifiers above the limits
    let mut long_arc = vec![0xFF; 39];
    long_arc.push(1);
    let error = SecurityInfos::parse(&info(&long_arc)).unwrap_err();
    assert_eq!(error.code(), "malformed.oid");
}

#[test]
fn evidence_hides_what_it_holds() {
    let mut evidence = Evidence::default();
    evidence.files.insert(
        File::Dg(DataGroup::DG1),
        FileState::Read(b"CANARY".to_vec()),
    );
    evidence.access.mrz_key = Some(Personal::from("CANARY"));
    assert!(!format!("{evidence:?}").contains("CANARY"));
    assert!(!format!("{evidence:?}").contains("67, 65"));
    assert_eq!(evidence.data_group(DataGroup::DG1), Some(&b"CANARY"[..]));
    assert_eq!(evidence.file(File::Sod), None);
}
