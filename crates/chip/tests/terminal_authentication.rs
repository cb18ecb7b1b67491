//! Terminal Authentication at command level, the access crate's machines as the terminal.

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
use inspection::{Inspection, found, issue, shown};
use std::process::Command;
use vidimus_access::terminal_authentication::Presentation;
use vidimus_chip::keys::TerminalTrust;
use vidimus_chip::personalise::{Preset, TerminalFiles};
use vidimus_chip::{Chip, SeededRandom};
use vidimus_iso7816::{CommandApdu, Fault as _};
use vidimus_lds::File;
use vidimus_lds::cvc::{CvCertificate, CvDate};

/// A session after Chip Authentication, and what its terminal has.
fn agreed(faults: &[&str]) -> (Inspection, TerminalFiles) {
    let issued = issue("eac", faults);
    let dg14 = issued.document.files[&dg(14)].clone();
    let files = issued.document.terminal.clone().unwrap();
    let mut session = Inspection::open(issued);
    session.agree(&dg14).unwrap();
    (session, files)
}

/// DG3 and DG4 open or not.
fn opened(session: &mut Inspection) -> (bool, bool) {
    let open = |status| match status {
        0x9000 => true,
        0x6982 => false,
        other => panic!("{other:04X}"),
    };
    (open(session.read(3)), open(session.read(4)))
}

#[test]
fn the_chain_opens_what_it_may() {
    for (fault, rights) in [
        (None, (true, true)),
        (Some("ta-rights:deny=dg3"), (false, true)),
        (Some("ta-rights:deny=dg4"), (true, false)),
        (Some("ta-rights:deny=dg3+dg4"), (false, false)),
    ] {
        let (mut session, files) = agreed(fault.as_slice());
        assert_eq!(opened(&mut session), (false, false));
        session.authenticate(&files).unwrap();
        assert_eq!(opened(&mut session), rights, "{fault:?}");
        assert_eq!(session.read(1), 0x9000);
    }
}

#[test]
fn every_algorithm_of_the_tables() {
    for algorithm in [
        "rsa-v15-sha1",
        "rsa-v15-sha256",
        "rsa-v15-sha512",
        "rsa-pss-sha1",
        "rsa-pss-sha256",
        "rsa-pss-sha512",
        "ecdsa-sha1",
        "ecdsa-sha224",
        "ecdsa-sha256",
        "ecdsa-sha384",
        "ecdsa-sha512",
    ] {
        let (mut session, files) = agreed(&[&format!("ta-algo:alg={algorithm}")]);
        session.authenticate(&files).unwrap();
        assert_eq!(opened(&mut session), (true, true), "{algorithm}");
    }
    for fault in [
        "ca-algo:kex=dh;bits=2048;ta=rsa-1024",
        "ca-algo:kex=ecdh;curve=224;ta=ecdsa-256",
    ] {
        let (mut session, files) = agreed(&[fault]);
        session.authenticate(&files).unwrap();
        assert_eq!(opened(&mut session), (true, true), "{fault}");
    }
}

/// The chip follows link certificates, and then knows two trust points.
#[test]
fn links_move_the_trust_points() {
    for (fault, given, known) in [
        ("ta-chain:links=1", 3, &["UTCVCA00002", "UTCVCA00001"][..]),
        ("ta-chain:links=2", 4, &["UTCVCA00003", "UTCVCA00002"]),
        ("ta-chain:links=1;needed=0", 2, &["UTCVCA00002"]),
    ] {
        let (mut session, files) = agreed(&[fault]);
        let chain = found(&files, &session.chip.certificate_references());
        assert_eq!(chain.len(), given, "{fault}");
        let challenge = session.run(Presentation::new(chain).unwrap()).unwrap();
        session.prove(&files, &challenge).unwrap();
        assert_eq!(opened(&mut session), (true, true));
        let names = session.chip.certificate_references();
        assert_eq!(
            names,
            known.iter().map(|name| name.as_bytes()).collect::<Vec<_>>()
        );
        // EF.CVCA says the same
        let answer = session.send(&common::read_sfi(0x1C, 0, 36)).unwrap();
        let file = vidimus_lds::cvca::EfCvca::parse(answer.data()).unwrap();
        assert_eq!(file.authorities.len(), known.len());
        assert_eq!(file.authorities[0].as_bytes(), known[0].as_bytes());
    }
}

#[test]
fn certificates_that_are_refused() {
    for fault in [
        "ta-chain:dv=bad-signature",
        "ta-chain:is=bad-signature",
        "ta-chip:date=after-expiry",
        "sw-on-step:step=ta.pso_verify_certificate;sw=6A80",
        "sw-on-step:step=ta.mse_set_dst;sw=6A88",
    ] {
        let (mut session, files) = agreed(&[fault]);
        let refused = session.authenticate(&files).unwrap_err();
        assert_eq!(refused.code(), "ta.chain_refused", "{fault}");
        assert_eq!(opened(&mut session), (false, false));
    }
}

#[test]
fn the_proof_that_is_refused() {
    for (fault, code) in [
        ("ta-chip:id-ic=other", "ta.signature_refused"),
        ("challenge-length:step=ta;bytes=7", "ta.challenge_length"),
        (
            "sw-on-step:step=ta.external_authenticate;sw=6300",
            "ta.signature_refused",
        ),
    ] {
        let (mut session, files) = agreed(&[fault]);
        let refused = session.authenticate(&files).unwrap_err();
        assert_eq!(refused.code(), code, "{fault}");
        assert_eq!(opened(&mut session), (false, false));
    }
}

/// More than was asked for does not even come out of the secured channel.
#[test]
fn a_challenge_that_is_too_long() {
    let (mut session, files) = agreed(&["challenge-length:step=ta;bytes=9"]);
    for certificate in &files.chain {
        let shown = shown(certificate);
        let name = [
            &[0x83, u8::try_from(shown.authority.len()).unwrap()][..],
            &shown.authority,
        ];
        let set = CommandApdu::new(0, 0x22, 0x81, 0xB6).with_data(name.concat());
        assert_eq!(session.status(&set), 0x9000);
        let verify = CommandApdu::new(0, 0x2A, 0x00, 0xBE).with_data(shown.content);
        assert_eq!(session.status(&verify), 0x9000);
    }
    let name = [&[0x83, 12][..], b"UTISUTO00001"].concat();
    let set = CommandApdu::new(0, 0x22, 0x81, 0xA4).with_data(name);
    assert_eq!(session.status(&set), 0x9000);
    let challenge = CommandApdu::new(0, 0x84, 0, 0).with_le(256);
    assert_eq!(session.send(&challenge).unwrap().data().len(), 9);
}

/// K_10, K_14: only the challenge drawn last counts, and it counts once.
#[test]
fn a_challenge_is_good_for_the_next_command() {
    let (mut session, files) = agreed(&[]);
    let first = session.present(&files).unwrap();
    let again = CommandApdu::new(0, 0x84, 0, 0).with_le(8);
    assert_eq!(session.status(&again), 0x9000);
    assert!(session.prove(&files, &first).is_err());
    assert!(session.prove(&files, &first).is_err());
    assert_eq!(opened(&mut session), (false, false));
}

/// §7.1.3: one run in a session, and the rights end with the keys they are bound to.
#[test]
fn rights_are_bound_to_the_session() {
    let (mut session, files) = agreed(&[]);
    session.authenticate(&files).unwrap();
    assert!(session.present(&files).is_err());
    assert_eq!(opened(&mut session), (true, true));
    let dg14 = issue("eac", &[]).document.files[&dg(14)].clone();
    session.agree(&dg14).unwrap();
    assert_eq!(opened(&mut session), (false, false));
    session.authenticate(&files).unwrap();
    assert_eq!(opened(&mut session), (true, true));
    let information = issue("eac", &[]).document.mrz_information;
    let mut session = session.reopen(&information);
    assert_eq!(opened(&mut session), (false, false));
}

/// J_12, J_22, J_35, K_2, K_4, K_15: what comes out of its order.
#[test]
fn commands_out_of_their_order() {
    let command = |p1, p2, data: &[u8]| CommandApdu::new(0, 0x22, p1, p2).with_data(data);
    let issued = issue("eac", &[]);
    let files = issued.document.terminal.clone().unwrap();
    let mut before = Inspection::open(issued);
    // no Chip Authentication yet
    assert_eq!(
        before.status(&command(0x81, 0xB6, &[0x83, 1, 0x41])),
        0x6982
    );
    let (mut session, _) = agreed(&[]);
    let verifier = shown(&files.chain[0]);
    let pso = |content: &[u8]| CommandApdu::new(0, 0x2A, 0x00, 0xBE).with_data(content);
    assert_eq!(session.status(&pso(&verifier.content)), 0x6A88);
    assert_eq!(
        session.status(&command(0x81, 0xA4, &[0x83, 1, 0x41])),
        0x6A88
    );
    let proof = CommandApdu::new(0, 0x82, 0, 0).with_data([0; 64]);
    assert_eq!(session.status(&proof), 0x6985);
    assert_eq!(
        session.status(&command(0x81, 0xB6, &[0x83, 1, 0x41])),
        0x6A88
    );
    assert_eq!(
        session.status(&command(0x81, 0xB6, &[0x84, 1, 0x41])),
        0x6A80
    );
    // the terminal's certificate under the CVCA's key
    let name = [&[0x83, 11][..], b"UTCVCA00001"].concat();
    assert_eq!(session.status(&command(0x81, 0xB6, &name)), 0x9000);
    let terminal = shown(&files.chain[1]);
    assert_eq!(session.status(&pso(&terminal.content)), 0x6A80);
    // parts of a certificate
    for end in [0, 1, 40, verifier.content.len() - 1] {
        assert_eq!(session.status(&pso(&verifier.content[..end])), 0x6A80);
    }
    assert_eq!(session.chip.current_date(), CvDate::new(2024, 1, 15));
    assert_eq!(opened(&mut session), (false, false));
}

#[test]
fn more_files_may_wait_for_the_terminal() {
    let (mut session, files) = agreed(&["file-denied:dg=11+12;rights=eac"]);
    assert_eq!((session.read(11), session.read(12)), (0x6982, 0x6982));
    session.authenticate(&files).unwrap();
    assert_eq!((session.read(11), session.read(12)), (0x9000, 0x9000));
}

#[test]
fn forms_of_ef_cvca() {
    let file = |fault: &str| issue("eac", &[fault]).document.files[&File::Cvca].clone();
    let parse = |bytes: &[u8]| {
        let parsed = vidimus_lds::cvca::EfCvca::parse(bytes);
        parsed.map(|parsed| parsed.authorities.len()).ok()
    };
    assert_eq!(parse(&file("cvca:car=wrong")), Some(1));
    assert_eq!(parse(&file("cvca:car=three")), Some(3));
    for broken in ["cvca:car=absent", "cvca:car=zeros", "cvca:tag=00"] {
        assert_eq!(parse(&file(broken)), None, "{broken}");
    }
}

/// OpenSSL verifies what the terminal's own key file signs, and reads it.
#[test]
fn the_key_file_is_a_key_file() {
    let files = issue("eac", &[]).document.terminal.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key.pem");
    std::fs::write(&path, &files.key).unwrap();
    let shown = Command::new("openssl")
        .args(["ec", "-noout", "-text", "-in"])
        .arg(&path)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(text.contains("NIST CURVE: P-256"), "{text}");
}

/// Chains of other people's making: the chip trusts the root and takes the rest in order.
#[test]
fn chains_that_others_signed() {
    let sets: [&[&str]; 2] = [
        &[
            "lds/npa-example/ecdh/cvca.cvcert",
            "lds/npa-example/ecdh/dvca.cvcert",
            "lds/npa-example/ecdh/at.cvcert",
        ],
        &[
            "cvc/jmrtd/certCVCA_orig.cvcert",
            "cvc/jmrtd/certDVD_orig.cvcert",
            "cvc/jmrtd/certIS_orig.cvcert",
        ],
    ];
    for set in sets {
        let files: Option<Vec<_>> = set
            .iter()
            .map(|name| Some(std::fs::read(vidimus_testkit::shared(name)?).unwrap()))
            .collect();
        let Some(files) = files else {
            return;
        };
        let chain = files[1..].iter().map(|bytes| shown(bytes)).collect();
        let mut session = trusting(files[0].clone());
        session.run(Presentation::new(chain).unwrap()).unwrap();
        let spoiled = spoil(&files[1]);
        let mut session = trusting(files[0].clone());
        let refused = Presentation::new(vec![shown(&spoiled)]).unwrap();
        assert!(session.run(refused).is_err());
    }
}

fn spoil(certificate: &[u8]) -> Vec<u8> {
    let mut bytes = certificate.to_vec();
    *bytes.last_mut().unwrap() ^= 1;
    bytes
}

/// A session after Chip Authentication with a chip that trusts this certificate.
fn trusting(root: Vec<u8>) -> Inspection {
    let document = Preset::named("eac").unwrap().spec().unwrap();
    let document = document.personalise().unwrap();
    let mut image = document.image();
    let date = CvCertificate::parse(&root).unwrap().effective;
    image.keys.terminal = Some(TerminalTrust {
        trust_points: vec![root],
        date,
        ..image.keys.terminal.clone().unwrap()
    });
    let dg14 = document.files[&dg(14)].clone();
    let chip = Chip::new(image, SeededRandom::new("trusting"));
    let mut session = Inspection::open(vidimus_chip::Issued { chip, document });
    session.agree(&dg14).unwrap();
    session
}
