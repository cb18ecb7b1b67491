//! Chip Authentication at command level, the access crate's machine as the terminal.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    missing_docs,
    reason = "tests"
)]

mod common;
#[path = "common/inspection.rs"]
mod inspection;

use common::dg;
use inspection::{Inspection, issue, plan};
use vidimus_access::SmError;
use vidimus_iso7816::CommandApdu;

/// Agrees, then reads DG1 under the new keys.
fn agrees(preset: &str, faults: &[&str]) {
    let issued = issue(preset, faults);
    let dg14 = issued.document.files[&dg(14)].clone();
    let mut session = Inspection::open(issued);
    session.agree(&dg14).unwrap();
    assert_eq!(session.read(1), 0x9000, "{preset} {faults:?}");
    assert_eq!(session.read(2), 0x9000, "{preset} {faults:?}");
}

#[test]
fn every_cipher_over_curves_and_groups() {
    agrees("bac-ca", &[]);
    agrees("bac-ca-dh", &[]);
    for cipher in ["3des", "aes128", "aes192", "aes256"] {
        for kex in [
            "kex=ecdh",
            "kex=ecdh;curve=224",
            "kex=ecdh;curve=brainpoolP512r1",
        ] {
            agrees("bac-ca", &[&format!("ca-algo:{kex};cipher={cipher}")]);
        }
    }
    for (bits, cipher) in [("1024", "aes128"), ("2048", "aes256"), ("2048-224", "3des")] {
        agrees(
            "bac-ca",
            &[&format!("ca-algo:kex=dh;bits={bits};cipher={cipher}")],
        );
    }
}

#[test]
fn keys_are_found_by_their_number() {
    for fault in [
        "dg14-infos:keys=1",
        "dg14-infos:keys=2",
        "dg14-infos:keys=3",
        "dg14-infos:keys=2;unsupported=1",
        "dg14-infos:ciphers=3des+aes128",
        "dg14-infos:info=absent",
        "dg14-key:curve-form=named",
        "dg14-key:curve-form=explicit",
    ] {
        agrees("bac-ca", &[fault]);
    }
}

#[test]
fn a_number_that_the_chip_does_not_know() {
    let issued = issue("bac-ca", &["dg14-infos:keyid=9;chip=1;sw=6A88"]);
    let dg14 = issued.document.files[&dg(14)].clone();
    let mut session = Inspection::open(issued);
    let refused = session.agree(&dg14).unwrap_err();
    assert!(refused.to_string().contains("6A88"), "{refused}");
    // the old keys go on (§6.2.2)
    assert_eq!(session.read(1), 0x9000);
}

#[test]
fn a_step_answers_a_status_word() {
    for sw in ["6A80", "6A88", "6984", "6300"] {
        let issued = issue("bac-ca", &[&format!("sw-on-step:step=ca.mse;sw={sw}")]);
        let dg14 = issued.document.files[&dg(14)].clone();
        let mut session = Inspection::open(issued);
        assert!(session.agree(&dg14).is_err());
        assert_eq!(session.read(1), 0x9000);
    }
}

/// A chip without the private key, or one that does not change keys: its first answer fails.
#[test]
fn a_copy_does_not_get_past_the_first_answer() {
    for fault in [
        "dg14-key:private=other",
        "sm-wrong-keys:after=ca;keys=old",
        "sm-wrong-keys:after=ca;keys=old;times=1",
    ] {
        let issued = issue("bac-ca", &[fault]);
        let dg14 = issued.document.files[&dg(14)].clone();
        let mut session = Inspection::open(issued);
        session.agree(&dg14).unwrap();
        let read = session.send(&common::read_sfi(1, 0, 8));
        assert!(read.is_err(), "{fault}: {read:?}");
        if fault.contains("old") {
            assert!(matches!(read, Err(SmError::MacMismatch)), "{read:?}");
        }
    }
}

/// The attacker's DG14 is on the chip and works; the one that was signed is another.
#[test]
fn a_key_slipped_in_works_and_is_not_the_signed_one() {
    let issued = issue("bac-ca", &["dg-replace:dg=14;key=attacker"]);
    let honest = issue("bac-ca", &[]).document.files[&dg(14)].clone();
    let forged = issued.document.files[&dg(14)].clone();
    assert_ne!(forged, honest);
    let mut session = Inspection::open(issued);
    session.agree(&forged).unwrap();
    assert_eq!(session.read(1), 0x9000);
}

#[test]
fn bad_keys_are_refused_and_the_session_stays() {
    let mut session = Inspection::open(issue("bac-ca", &[]));
    let point = vec![0x04; 65];
    let template = [&[0x7C, 67, 0x80, 65][..], &point].concat();
    let set =
        CommandApdu::new(0, 0x22, 0x41, 0xA4).with_data(common::hex("800A04007F00070202030202"));
    assert_eq!(session.status(&set), 0x9000);
    let agree = CommandApdu::new(0, 0x86, 0, 0)
        .with_data(template)
        .with_le(256);
    assert_eq!(session.status(&agree), 0x6A80);
    // MSE:Set AT counts once
    assert_eq!(session.status(&agree), 0x6985);
    // 3DES by MSE:Set KAT, which this key is not for
    let kat = CommandApdu::new(0, 0x22, 0x41, 0xA6).with_data([&[0x91, 65][..], &point].concat());
    assert_eq!(session.status(&kat), 0x6A80);
    for unknown in [
        "800A04007F00070202030205",
        "800A04007F00070202030102",
        "8001048401",
    ] {
        let set = CommandApdu::new(0, 0x22, 0x41, 0xA4).with_data(common::hex(unknown));
        assert_eq!(session.status(&set), 0x6A80, "{unknown}");
    }
    assert_eq!(session.read(1), 0x9000);
}

/// Without BAC the chip does not agree on anything.
#[test]
fn nothing_is_agreed_in_the_clear() {
    let mut chip = issue("bac-ca", &[]).chip;
    common::status(&mut chip, &common::SELECT_APPLICATION);
    let set = common::hex("002241A40C800A04007F00070202030202");
    assert_eq!(common::status(&mut chip, &set), 0x6982);
}

#[test]
fn groups_come_with_all_their_numbers() {
    let files = issue("bac-ca-dh", &[]).document.files;
    assert_eq!(plan(&files[&dg(14)]).key.domain().bits(), 2048);
}
