//! Terminal Authentication: command by command, with a chip that checks.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod chain;
mod common;

use chain::{Holder, authority, certificate, domain_of};
use common::hex;
use proptest::prelude::*;
use vidimus_access::terminal_authentication::{
    Authentication, ChipIdentifier, Presentation, Presented, TerminalChain, message,
};
use vidimus_access::{AccessError, MrzKey};
use vidimus_iso7816::{
    CommandApdu, Fault as _, FaultClass, Machine, Poll, ResponseApdu, StatusWord,
};
use vidimus_lds::cvc::{CertificateReference, CvCertificate};
use vidimus_pubkey::agreement::{AgreementKey, Domain, SecretScalar};
use vidimus_pubkey::ec::NamedCurve;
use vidimus_pubkey::{HashAlgorithm, Verifier as _};

const CHALLENGE: [u8; 8] = [1, 2, 3, 4, 5, 6, 7, 8];

fn ok(data: &[u8]) -> ResponseApdu {
    ResponseApdu::new(data, StatusWord::SUCCESS)
}

fn status(text: &str) -> ResponseApdu {
    ResponseApdu::parse(&hex(text)).unwrap()
}

/// Commands with their steps.
type Sent = Vec<(&'static str, CommandApdu)>;

/// Runs a machine against answers: the commands with their steps, and the end.
fn run<M: Machine>(
    mut machine: M,
    mut chip: impl FnMut(&CommandApdu) -> ResponseApdu,
) -> (Sent, Result<M::Output, M::Error>) {
    let mut sent = Vec::new();
    let mut response = None;
    loop {
        match machine.poll(response.as_ref()) {
            Ok(Poll::Transmit(command)) => {
                response = Some(chip(&command));
                sent.push((machine.step(), command));
            }
            Ok(Poll::Done(output)) => return (sent, Ok(output)),
            Err(error) => return (sent, Err(error)),
        }
    }
}

fn presented(names: &[(&str, &str)]) -> Vec<Presented> {
    let each = names.iter().map(|(authority, holder)| Presented {
        authority: authority.as_bytes().to_vec(),
        holder: holder.as_bytes().to_vec(),
        content: [hex("7F4E025F29").as_slice(), &hex("5F370155")].concat(),
    });
    each.collect()
}

const TWO: [(&str, &str); 2] = [("UTCVCA00001", "UTDV00001"), ("UTDV00001", "UTIS00001")];

/// The chip of the tests: takes everything, challenges at the end.
fn willing(command: &CommandApdu) -> ResponseApdu {
    ok(if command.ins() == 0x84 {
        &CHALLENGE
    } else {
        &[]
    })
}

#[test]
fn the_commands_of_a_presentation() {
    let machine = Presentation::new(presented(&TWO)).unwrap();
    let (sent, end) = run(machine, willing);
    assert_eq!(end, Ok(CHALLENGE));
    let expected = [
        ("ta.mse_set_dst", "002281B60D830B55544356434130303030 31"),
        ("ta.pso_verify_certificate", "002A00BE097F4E025F295F370155"),
        ("ta.mse_set_dst", "002281B60B8309555444563030303031"),
        ("ta.pso_verify_certificate", "002A00BE097F4E025F295F370155"),
        ("ta.mse_set_at", "002281A40B8309555449533030303031"),
        ("ta.get_challenge", "0084000008"),
    ];
    assert_eq!(sent.len(), expected.len());
    for ((step, command), (name, bytes)) in sent.iter().zip(expected) {
        let bytes = hex(&bytes.replace(' ', ""));
        assert_eq!((*step, command.to_bytes().unwrap()), (name, bytes));
    }
}

#[test]
fn a_chain_needs_a_certificate() {
    let error = Presentation::new(Vec::new()).unwrap_err();
    assert_eq!(error.code(), "ta.no_chain");
    assert_eq!(error.class(), FaultClass::AccessDenied);
}

/// Whatever the chip refuses before the challenge is the chain, with the certificate's position.
#[test]
fn refused_certificates() {
    let expected = [
        ("ta.mse_set_dst", 1),
        ("ta.pso_verify_certificate", 1),
        ("ta.mse_set_dst", 2),
        ("ta.pso_verify_certificate", 2),
        ("ta.mse_set_at", 2),
    ];
    for (at, (step, certificate)) in expected.into_iter().enumerate() {
        for word in ["6A88", "6A80", "6300", "6982", "6F00", "6987"] {
            let mut left = at;
            let machine = Presentation::new(presented(&TWO)).unwrap();
            let (sent, end) = run(machine, |_| match left {
                0 => status(word),
                _ => {
                    left -= 1;
                    ok(&[])
                }
            });
            assert_eq!(sent.len(), at + 1);
            let error = end.unwrap_err();
            assert_eq!(
                (error.code(), error.step()),
                ("ta.chain_refused", Some(step))
            );
            assert_eq!(error.class(), FaultClass::AccessDenied);
            assert!(error.hint().is_some());
            let status = StatusWord::new(u16::from_str_radix(word, 16).unwrap());
            let wanted = AccessError::ChainRefused {
                certificate,
                step,
                status,
            };
            assert_eq!(error, wanted);
        }
    }
}

/// Seven bytes, nine bytes, none; and a chip that gives none out.
#[test]
fn challenges_of_other_lengths() {
    let answers = [
        ok(&[0; 7]),
        ok(&[0; 9]),
        ok(&[]),
        status("6D00"),
        ResponseApdu::new(CHALLENGE, StatusWord::new(0x6282)),
    ];
    for answer in answers {
        let machine = Presentation::new(presented(&TWO[..1])).unwrap();
        let (_, end) = run(machine, |command| match command.ins() {
            0x84 => answer.clone(),
            _ => ok(&[]),
        });
        let error = end.unwrap_err();
        assert_eq!(error.code(), "ta.challenge_length");
        assert_eq!(error.step(), Some("ta.get_challenge"));
        assert_eq!(error.class(), FaultClass::CardMisbehaved);
    }
}

#[test]
fn the_signature_goes_out_as_it_is() {
    let signature = vec![0xAB; 64];
    let (sent, end) = run(Authentication::new(signature.clone()), |_| ok(&[]));
    assert_eq!(end, Ok(()));
    let expected = [hex("0082000040"), signature].concat();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].0, "ta.external_authenticate");
    assert_eq!(sent[0].1.to_bytes().unwrap(), expected);
    for word in ["6300", "63C1", "6982", "6F00"] {
        let (_, end) = run(Authentication::new(vec![1]), |_| status(word));
        let error = end.unwrap_err();
        assert_eq!(error.code(), "ta.signature_refused");
        assert_eq!(error.step(), Some("ta.external_authenticate"));
        assert_eq!(error.class(), FaultClass::AccessDenied);
    }
}

#[test]
fn polled_out_of_order() {
    let mut machine = Presentation::new(presented(&TWO)).unwrap();
    assert_eq!(
        machine.poll(Some(&ok(&[]))).unwrap_err(),
        AccessError::OutOfOrder
    );
    let mut machine = Presentation::new(presented(&TWO)).unwrap();
    machine.poll(None).unwrap();
    assert_eq!(machine.poll(None).unwrap_err(), AccessError::OutOfOrder);
    let mut machine = Authentication::new(vec![1]);
    assert_eq!(
        machine.poll(Some(&ok(&[]))).unwrap_err(),
        AccessError::OutOfOrder
    );
}

/// Number and check digit of the worked example of Doc 9303-11 appendix D.2, and a long number.
#[test]
fn the_chip_after_bac_is_its_document_number() {
    for (information, number) in [
        ("L898902C<369080619406236", "L898902C<3"),
        ("D23145890734934071279507122", "D231458907349"),
    ] {
        let key = MrzKey::from_mrz(information.as_bytes()).unwrap();
        let chip = ChipIdentifier::after_bac(&key);
        assert_eq!(chip.as_bytes(), number.as_bytes());
        let shown = format!("{chip:?}");
        assert!(!shown.contains(number), "{shown}");
    }
}

/// Compressed keys: the x coordinate, or SHA-1 of the public value.
#[test]
fn the_parts_of_the_message() {
    let key = |id| {
        let domain = Domain::standardized(id).unwrap();
        SecretScalar::from_bytes(domain, &[0x77; 18])
            .unwrap()
            .public_key()
    };
    let compressed = |key: &AgreementKey| match key.domain() {
        Domain::Ec(curve) => key.encode()[1..=curve.field_bytes()].to_vec(),
        Domain::Dh(_) => HashAlgorithm::Sha1.hash(&key.to_wire()).as_ref().to_vec(),
    };
    for (of_chip, of_terminal) in [(12, 13), (13, 2), (0, 18), (1, 0)] {
        let (chip, terminal) = (key(of_chip), key(of_terminal));
        let signed = message(&ChipIdentifier::after_pace(&chip), &CHALLENGE, &terminal);
        let expected = [compressed(&chip), CHALLENGE.to_vec(), compressed(&terminal)].concat();
        assert_eq!(signed, expected);
    }
}

/// From certificates to an accepted signature: a chip with the old CVCA key, a link certificate,
/// and a check of every signature by the key before.
#[test]
fn a_whole_run_against_a_chip_that_checks() {
    let [first, verifier, terminal] = Holder::three();
    let second = Holder::new("UTCVCA00002", 0xC3, NamedCurve::BrainpoolP256r1);
    let files = [
        certificate(&verifier, &terminal, [25, 30], None),
        certificate(&second, &verifier, [25, 30], None),
        certificate(&first, &second, [24, 30], Some(&domain_of(&second))),
        authority(&first, [20, 40]),
    ];
    let all: Vec<_> = files
        .iter()
        .map(|file| CvCertificate::parse(file).unwrap())
        .collect();
    let name = CertificateReference::new(b"UTCVCA00001").unwrap();
    let chain = TerminalChain::find(&[name], &all, Some(&terminal.public_key())).unwrap();
    let algorithm = chain.algorithm().unwrap();

    let keys = [&first, &second, &verifier];
    let mut selected = None;
    let chip = |command: &CommandApdu| {
        match (command.ins(), command.p1()) {
            (0x22, _) => selected = Some(command.data()[2..].to_vec()),
            (0x2A, _) => {
                let name = selected.take().unwrap();
                let issuer = keys.iter().find(|key| key.name.as_bytes() == name).unwrap();
                let (body, signature) = command.data().split_at(command.data().len() - 64 - 3);
                let key = issuer.public_key();
                let verified = key.verify(&algorithm, body, &signature[3..]);
                assert_eq!(verified.unwrap().quirk, None);
            }
            _ => return ok(&CHALLENGE),
        }
        ok(&[])
    };
    let (sent, end) = run(Presentation::new(chain.presented()).unwrap(), chip);
    assert_eq!(sent.len(), 8);
    assert_eq!(selected, Some(b"UTIS00001".to_vec()));

    let mrz = MrzKey::from_mrz(b"L898902C<369080619406236").unwrap();
    let domain = Domain::standardized(13).unwrap();
    let ephemeral = SecretScalar::from_bytes(domain, &[9]).unwrap().public_key();
    let signed = message(&ChipIdentifier::after_bac(&mrz), &end.unwrap(), &ephemeral);
    let (_, end) = run(Authentication::new(terminal.sign(&signed)), |command| {
        let key = terminal.public_key();
        let verified = key.verify(&algorithm, &signed, command.data());
        assert_eq!(verified.unwrap().quirk, None);
        ok(&[])
    });
    assert_eq!(end, Ok(()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Whatever the chip answers, the machine ends after two commands a certificate and two more
    /// at the latest.
    #[test]
    fn any_answers(
        count in 1usize..6,
        answers in proptest::collection::vec(
            (proptest::collection::vec(any::<u8>(), 0..12), prop_oneof![8 => Just(0x9000u16), 1 => any::<u16>()]),
            1..4,
        ),
    ) {
        let names: Vec<_> = core::iter::repeat_n(TWO[0], count).collect();
        let mut answers = answers.into_iter().cycle();
        let (sent, end) = run(Presentation::new(presented(&names)).unwrap(), |_| {
            let (data, status) = answers.next().unwrap();
            ResponseApdu::new(data, StatusWord::new(status))
        });
        prop_assert!(sent.len() <= 2 * count + 2);
        if let Err(error) = end {
            prop_assert!(error.code().starts_with("ta."));
        }
    }
}
