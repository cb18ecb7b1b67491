//! The files of a document with Terminal Authentication: its info in DG14, EF.CVCA, DG3 and DG4
//! (Doc 9303-10 §4.7.3, §4.7.4; cases of TR-03105-3.2, units LDS_E to LDS_H).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    missing_docs,
    reason = "tests"
)]

use vidimus_chip::Fault;
use vidimus_chip::personalise::{Personalised, Preset};
use vidimus_iso7816::tlv::{Reader, Tag};
use vidimus_iso7816::{FileId, Sfi};
use vidimus_lds::cvca::EfCvca;
use vidimus_lds::security_info::SecurityInfos;
use vidimus_lds::{DataGroup, File};

fn document(file: Option<(u16, Option<u8>)>) -> Personalised {
    let mut spec = Preset::named("eac").unwrap().spec().unwrap();
    spec.proofs.terminal.as_mut().unwrap().file = file;
    spec.write_proofs().unwrap();
    spec.personalise().unwrap()
}

fn group(number: u8) -> File {
    File::Dg(DataGroup::new(number).unwrap())
}

/// LDS_E_2, LDS_E_5: without and with the file it points at.
#[test]
fn terminal_authentication_info_has_both_forms() {
    let forms = [None, Some((0x011C, None)), Some((0x011C, Some(0x1C)))];
    for form in forms {
        let document = document(form);
        let dg14 = &document.files[&group(14)];
        let infos = SecurityInfos::parse_file(dg14, group(14)).unwrap();
        let all: Vec<_> = infos.terminal_authentication().collect();
        let [Ok(info)] = all.as_slice() else {
            panic!("{all:?}")
        };
        assert_eq!(info.version, 1);
        assert_eq!(info.ef_cvca, form.map(|(id, _)| FileId::new(id)));
        let sfi = form.and_then(|(_, sfi)| sfi);
        assert_eq!(info.ef_cvca_sfi, sfi.and_then(Sfi::new));
    }
}

/// LDS_F_1.
#[test]
fn the_trust_points_are_one_or_two_and_zeros() {
    let document = document(None);
    let mut files = vec![document.files[&File::Cvca].clone()];
    // as the chip writes it after a link certificate, in the test of links
    files.push([&[0x42, 11][..], b"UTCVCA00002", &[0x42, 11], b"UTCVCA00001"].concat());
    files[1].resize(36, 0);
    for (file, count) in files.iter().zip(1..) {
        assert_eq!(file.len(), 36);
        let parsed = EfCvca::parse(file).unwrap();
        assert_eq!(parsed.authorities.len(), count);
        let objects: usize = parsed
            .authorities
            .iter()
            .map(|car| car.as_bytes().len() + 2)
            .sum();
        assert!(file[objects..].iter().all(|byte| *byte == 0));
    }
    assert!(Fault::parse("cvca:car=three").is_ok());
}

/// The next object of a level, its value.
fn next<'a>(reader: &mut Reader<'a>, tag: u32) -> &'a [u8] {
    reader.expect(Tag(tag)).unwrap().value
}

/// LDS_G and LDS_H: the templates one by one, and the record's own name at its start. The
/// reader is strict about lengths in DER.
#[test]
fn biometric_groups_are_in_order() {
    let document = document(None);
    let groups = [(3, 0x63, 9, 7, b"FIR\0"), (4, 0x76, 1, 9, b"IIR\0")];
    for (number, tag, subtype, format, name) in groups {
        let mut file = Reader::new(&document.files[&group(number)]);
        let mut outer = Reader::new(next(&mut file, tag));
        assert!(file.is_empty());
        let mut templates = Reader::new(next(&mut outer, 0x7F61));
        assert!(outer.is_empty());
        assert_eq!(next(&mut templates, 0x02), [1]);
        let mut instance = Reader::new(next(&mut templates, 0x7F60));
        assert!(templates.is_empty(), "one instance");
        let mut header = Reader::new(next(&mut instance, 0xA1));
        assert_eq!(next(&mut header, 0x80), [1, 1]);
        assert_eq!(next(&mut header, 0x81).len(), 1);
        assert_eq!(
            next(&mut header, 0x82),
            [subtype],
            "right pointer finger, right eye"
        );
        assert_eq!(next(&mut header, 0x87), [1, 1], "format owner");
        assert_eq!(next(&mut header, 0x88), [0, format], "format type");
        assert!(header.is_empty());
        assert!(next(&mut instance, 0x5F2E).starts_with(name));
        assert!(instance.is_empty());
    }
}
