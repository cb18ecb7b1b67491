//! Chains of certificates: published ones, and ones of any make-up.
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
use common::shared;
use proptest::prelude::*;
use vidimus_access::AccessError;
use vidimus_access::terminal_authentication::{
    OwnCheck, SignatureCheck, TerminalChain, Validity, signature_algorithm,
};
use vidimus_lds::cvc::{CertificateReference, CvCertificate, CvDate, TaAlgorithm};
use vidimus_pubkey::ec::{Curve, NamedCurve};
use vidimus_pubkey::{FileSigner, PublicKey, Signer as _};

fn read(path: &str) -> Option<Vec<u8>> {
    shared(path).map(|path| std::fs::read(path).unwrap())
}

fn name(text: &str) -> CertificateReference<'_> {
    CertificateReference::new(text.as_bytes()).unwrap()
}

fn parse(files: &[Vec<u8>]) -> Vec<CvCertificate<'_>> {
    files
        .iter()
        .map(|file| CvCertificate::parse(file).unwrap())
        .collect()
}

fn signatures(chain: &TerminalChain<'_>) -> Vec<SignatureCheck> {
    let checks = chain.own_check(None).into_iter();
    checks.map(|check| check.signature).collect()
}

/// The chain of a published identity card specimen on brainpoolP512r1: both signatures verify,
/// and the last certificate is the one of the published private key.
#[test]
fn published_chain_of_the_identity_card() {
    let files: Option<Vec<_>> = ["at", "cvca", "dvca"]
        .iter()
        .map(|file| read(&format!("lds/npa-example/ecdh/{file}.cvcert")))
        .collect();
    let Some(files) = files else { return };
    let certificates = parse(&files);
    let key = read("lds/npa-example/ecdh/at_key.pkcs8").unwrap();
    let algorithm = signature_algorithm(TaAlgorithm::from_oid(&chain::ecdsa_oid(5)).unwrap());
    let signer = FileSigner::from_pkcs8_der(&key, algorithm).unwrap();
    let public = PublicKey::from_spki(&signer.public_key_spki()).unwrap();

    let chain = TerminalChain::find(&[name("DECVCAAT00001")], &certificates, Some(&public));
    let chain = chain.unwrap();
    assert_eq!(chain.holders(), ["DETESTDVDE019", "DETESTATDE019"]);
    assert_eq!(signatures(&chain), [SignatureCheck::Right; 2]);
    assert_eq!(chain.algorithm(), Some(algorithm));
    assert!(chain.is_for(&public));
    // an authentication terminal may not read fingerprints
    assert_eq!((chain.rights().dg3, chain.rights().dg4), (false, false));
    let day = CvDate::new(2010, 9, 29);
    assert!(
        chain
            .own_check(day)
            .iter()
            .all(|check| check.validity == Validity::NotYet)
    );

    // the chip takes body and signature as they stand in the file
    let presented = chain.presented();
    assert_eq!(presented[0].authority, b"DECVCAAT00001");
    assert!(files[2].ends_with(&presented[0].content));
    assert_eq!(presented[1].content[..2], [0x7F, 0x4E]);
}

/// An inspection system's chain on brainpoolP224r1, with a link certificate to a second key, and
/// two generations of verifier and terminal under the same names.
#[test]
fn published_chain_with_a_link_certificate() {
    let names = [
        "CVCA_orig",
        "IS_new",
        "DVD_new",
        "CVCA_new",
        "IS_orig",
        "DVD_orig",
    ];
    let files: Option<Vec<_>> = names
        .iter()
        .map(|file| read(&format!("cvc/jmrtd/cert{file}.cvcert")))
        .collect();
    let Some(files) = files else { return };
    let all = parse(&files);
    let [old, new] = ["NLCVCAA00001", "NLCVCAA00002"];

    // from the old key straight down: the generation that verifies
    let chain = TerminalChain::find(&[name(old)], &all, None).unwrap();
    assert_eq!(chain.holders(), ["NLDVAAANL001", "NLIS7202000NL001"]);
    assert_eq!(signatures(&chain), [SignatureCheck::Right; 2]);
    assert_eq!(chain.certificates(), [all[5].clone(), all[4].clone()]);
    assert_eq!((chain.rights().dg3, chain.rights().dg4), (true, false));

    // from the new key: the link is not needed, and gives the curve and the key
    let chain = TerminalChain::find(&[name(new)], &all, None).unwrap();
    assert_eq!(chain.certificates(), [all[2].clone(), all[1].clone()]);
    assert_eq!(signatures(&chain), [SignatureCheck::Right; 2]);

    // from the old key to the new generation: over the link
    let newer = &all[..4];
    let chain = TerminalChain::find(&[name(old)], newer, None).unwrap();
    assert_eq!(chain.holders(), [new, "NLDVAAANL001", "NLIS7202000NL001"]);
    assert_eq!(signatures(&chain), [SignatureCheck::Right; 3]);

    // without the root nothing is known about its signature
    let chain = TerminalChain::find(&[name(old)], &all[1..4], None).unwrap();
    let expected = [
        SignatureCheck::Unknown,
        SignatureCheck::Right,
        SignatureCheck::Right,
    ];
    assert_eq!(signatures(&chain), expected);
}

/// RSA, and a verifier and a terminal of the same names as the ones on a curve.
#[test]
fn published_chains_without_their_root() {
    let parts = [
        "dv_cert_19",
        "at_cert_19a",
        "dv_cert_19_ecdh",
        "at_cert_19a_ecdh",
    ];
    let files: Option<Vec<_>> = parts
        .iter()
        .map(|file| read(&format!("cvc/openpace/{file}.cvcert")))
        .collect();
    let Some(files) = files else { return };
    let all = parse(&files);
    let rsa = TerminalChain::find(&[name("DETESTCVCA00003")], &all, None).unwrap();
    assert_eq!(rsa.certificates(), &all[..2]);
    assert_eq!(
        signatures(&rsa),
        [SignatureCheck::Unknown, SignatureCheck::Right]
    );
    // whoever names no root gets no curve: names must do
    let curve = TerminalChain::find(&[name("DECVCAAT00001")], &all[2..], None).unwrap();
    assert_eq!(signatures(&curve), [SignatureCheck::Unknown; 2]);
}

#[test]
fn no_chain() {
    let holders = Holder::three();
    let files = [
        certificate(&holders[0], &holders[1], [25, 30], None),
        certificate(&holders[1], &holders[2], [25, 30], None),
    ];
    let all = parse(&files);
    let find = |names: &[&str], certificates: &[CvCertificate<'static>]| {
        let names: Vec<_> = names.iter().map(|text| name(text)).collect();
        TerminalChain::find(&names, certificates, None).unwrap_err()
    };
    assert_eq!(find(&[], &[]), AccessError::NoChain);
    assert_eq!(find(&["UTCVCA00001"], &[]), AccessError::NoChain);
    let none = TerminalChain::find(&[name("UTOTHER00001")], &all, None);
    assert_eq!(none.unwrap_err(), AccessError::NoChain);
    // a verifier alone, a terminal alone
    for one in &all {
        let none = TerminalChain::find(&[name("UTCVCA00001")], core::slice::from_ref(one), None);
        assert_eq!(none.unwrap_err(), AccessError::NoChain);
    }
}

/// Three references, the first one valid; a reference nobody knows before the valid one.
#[test]
fn the_first_authority_with_a_chain() {
    let holders = Holder::three();
    let files = [
        authority(&holders[0], [20, 40]),
        certificate(&holders[1], &holders[2], [25, 30], None),
        certificate(&holders[0], &holders[1], [25, 30], None),
    ];
    let all = parse(&files);
    for names in [
        ["UTCVCA00001", "A", "B"],
        ["A", "UTCVCA00001", "B"],
        ["A", "B", "UTCVCA00001"],
    ] {
        let names = names.map(name);
        let chain = TerminalChain::find(&names, &all, None).unwrap();
        assert_eq!(chain.holders(), ["UTDV00001", "UTIS00001"]);
        assert_eq!(signatures(&chain), [SignatureCheck::Right; 2]);
    }
}

/// One link, two links, and a link that is not needed.
#[test]
fn links_where_they_are_needed() {
    let [first, verifier, terminal] = Holder::three();
    let second = Holder::new("UTCVCA00002", 0xC3, NamedCurve::BrainpoolP256r1);
    let third = Holder::new("UTCVCA00003", 0xC3, NamedCurve::P256);
    let verifier = verifier.on(NamedCurve::P256);
    let terminal = terminal.on(NamedCurve::P256);
    let files = [
        certificate(&third, &verifier, [25, 30], None),
        certificate(&second, &third, [24, 30], Some(&domain_of(&third))),
        certificate(&first, &second, [23, 30], Some(&domain_of(&second))),
        certificate(&verifier, &terminal, [25, 30], None),
        authority(&first, [20, 40]),
    ];
    let all = parse(&files);
    let end = ["UTDV00001", "UTIS00001"];
    for (start, links) in [
        ("UTCVCA00001", vec!["UTCVCA00002", "UTCVCA00003"]),
        ("UTCVCA00002", vec!["UTCVCA00003"]),
        ("UTCVCA00003", vec![]),
    ] {
        let chain = TerminalChain::find(&[name(start)], &all, None).unwrap();
        assert_eq!(chain.holders(), [links, end.to_vec()].concat());
        let right = vec![SignatureCheck::Right; chain.certificates().len()];
        assert_eq!(signatures(&chain), right, "{start}");
    }
}

/// A wrong signature or date is seen and stops nothing: the chip decides.
#[test]
fn what_the_terminal_sees_itself() {
    let [root, verifier, terminal] = Holder::three();
    let mut files = [
        authority(&root, [20, 40]),
        certificate(&root, &verifier, [25, 30], None),
        certificate(&verifier, &terminal, [26, 27], None),
    ];
    *files[1].last_mut().unwrap() ^= 1;
    let all = parse(&files);
    let chain = TerminalChain::find(&[name("UTCVCA00001")], &all, None).unwrap();
    let checked = |year| chain.own_check(CvDate::new(year, 6, 1));
    let expected = |first, second| {
        let [wrong, right] = [SignatureCheck::Wrong, SignatureCheck::Right];
        [(wrong, first), (right, second)].map(|(signature, validity)| OwnCheck {
            signature,
            validity,
        })
    };
    assert_eq!(checked(2024), expected(Validity::NotYet, Validity::NotYet));
    assert_eq!(checked(2026), expected(Validity::Valid, Validity::Valid));
    assert_eq!(checked(2028), expected(Validity::Valid, Validity::Expired));
    assert_eq!(
        checked(2031),
        expected(Validity::Expired, Validity::Expired)
    );
    // the right one is preferred where there is one
    let right = certificate(&root, &verifier, [24, 30], None);
    let mut more = all.clone();
    more.push(CvCertificate::parse(&right).unwrap());
    let chain = TerminalChain::find(&[name("UTCVCA00001")], &more, None).unwrap();
    assert_eq!(signatures(&chain), [SignatureCheck::Right; 2]);
}

/// Rights are what all of them have; the authority's count when its certificate is given.
#[test]
fn rights_are_common_ones() {
    for bits in 0..64u8 {
        let [root, verifier, terminal] = Holder::three();
        let root = root.role(0xC0 | bits & 3);
        let verifier = verifier.role(0x80 | bits >> 2 & 3);
        let terminal = terminal.role(bits >> 4 & 3);
        let files = [
            certificate(&root, &verifier, [25, 30], None),
            certificate(&verifier, &terminal, [25, 30], None),
            authority(&root, [20, 40]),
        ];
        let all = parse(&files);
        let shown = |certificates: &[CvCertificate<'_>]| {
            let rights = TerminalChain::find(&[name("UTCVCA00001")], certificates, None)
                .unwrap()
                .rights();
            u8::from(rights.dg3) | u8::from(rights.dg4) << 1
        };
        assert_eq!(shown(&all), bits & bits >> 2 & bits >> 4 & 3);
        assert_eq!(shown(&all[..2]), bits >> 2 & bits >> 4 & 3);
    }
}

/// Of several terminals the one whose key signs; none when the key is nobody's.
#[test]
fn the_terminal_of_the_key() {
    let [root, verifier, terminal] = Holder::three();
    let other = Holder::new("UTIS00002", 0x03, NamedCurve::BrainpoolP256r1);
    let files = [
        certificate(&root, &verifier, [25, 30], None),
        certificate(&verifier, &other, [26, 30], None),
        certificate(&verifier, &terminal, [25, 30], None),
    ];
    let all = parse(&files);
    for holder in [&terminal, &other] {
        let key = holder.public_key();
        let chain = TerminalChain::find(&[name("UTCVCA00001")], &all, Some(&key)).unwrap();
        assert_eq!(chain.holders()[1], holder.name);
        assert!(chain.is_for(&key));
    }
    let none = TerminalChain::find(&[name("UTCVCA00001")], &all, Some(&root.public_key()));
    assert_eq!(none.unwrap_err(), AccessError::NoChain);
}

/// Certificates that certify each other lead nowhere, and the search ends.
#[test]
fn circles_end() {
    let files: Vec<_> = (0..60u32)
        .map(|at| {
            let [from, to] = [at % 6, at / 6 % 6]
                .map(|number| Holder::new(&format!("UTCVCA{number:05}"), 0xC3, NamedCurve::P256));
            certificate(&from, &to, [25, 30], None)
        })
        .collect();
    let all = parse(&files);
    let none = TerminalChain::find(&[name("UTCVCA00000")], &all, None);
    assert_eq!(none.unwrap_err(), AccessError::NoChain);
}

#[test]
fn every_algorithm_has_a_name() {
    for algorithm in TaAlgorithm::ALL {
        let found = signature_algorithm(algorithm);
        assert_eq!(found.is_rsa(), algorithm.is_rsa());
        assert_eq!(found.to_string().contains("plain"), !algorithm.is_rsa());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A byte changed anywhere in a certificate: the chain, if any, says wrong, and nothing
    /// panics.
    #[test]
    fn any_change(at in any::<prop::sample::Index>(), change in 1u8..) {
        let [root, verifier, terminal] = Holder::three();
        let mut files = [
            authority(&root, [20, 40]),
            certificate(&root, &verifier, [25, 30], None),
            certificate(&verifier, &terminal, [25, 30], None),
        ];
        let at = at.index(files[1].len());
        files[1][at] ^= change;
        let parsed: Result<Vec<_>, _> = files.iter().map(|file| CvCertificate::parse(file)).collect();
        if let Ok(all) = parsed
            && let Ok(chain) = TerminalChain::find(&[name("UTCVCA00001")], &all, None)
        {
            prop_assert_eq!(signatures(&chain)[0], SignatureCheck::Wrong);
        }
    }
}

#[test]
fn curve_names_are_those_of_the_table() {
    assert_eq!(
        Curve::named(NamedCurve::BrainpoolP256r1).name(),
        "brainpoolP256r1"
    );
}
