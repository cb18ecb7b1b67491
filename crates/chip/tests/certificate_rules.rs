//! Which certificates the chip takes: roles, dates, references, and what they leave behind
//! (Doc 9303-11 §7.1.4.3; cases of TR-03105-3.2, unit ISO7816_J).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    missing_docs,
    reason = "tests"
)]

#[path = "common/certificates.rs"]
mod certificates;
mod common;
#[path = "common/inspection.rs"]
mod inspection;

use certificates::{TAKEN, certificate, content, digits, key, present, session, show};
use common::dg;
use proptest::prelude::*;
use vidimus_chip::personalise::Preset;
use vidimus_chip::pki::CvSpec;
use vidimus_lds::cvc::{CvCertificate, CvDate, Role};
use vidimus_lds::evidence::EffectiveRights;

/// J_43 to J_54: who may sign for whom.
#[test]
fn roles_sign_only_what_they_may() {
    let roles = [
        Role::Cvca,
        Role::DomesticVerifier,
        Role::ForeignVerifier,
        Role::Terminal,
    ];
    for issuer in roles {
        for subject in roles {
            let mut session = session();
            let above = certificate("UTROOT00001", "UTMID00001", issuer);
            if issuer != Role::Terminal {
                assert_eq!(present(&mut session, &above), TAKEN, "{issuer:?}");
            }
            let below = certificate("UTMID00001", "UTEND00001", subject);
            let fits = match issuer {
                Role::Cvca => subject != Role::Terminal,
                Role::Terminal => false,
                _ => subject == Role::Terminal,
            };
            let outcome = present(&mut session, &below);
            assert_eq!(outcome == TAKEN, fits, "{issuer:?} signs {subject:?}");
        }
    }
    // J_43: no verifier between
    let mut session = session();
    let direct = certificate("UTROOT00001", "UTEND00001", Role::Terminal);
    assert_eq!(present(&mut session, &direct), (0x9000, 0x6A80));
}

/// J_3, J_9, J_10, J_19 to J_21, J_24, J_30, J_31: what is wrong is refused and moves nothing.
#[test]
fn a_refused_certificate_leaves_the_date() {
    let good = certificate("UTROOT00001", "UTMID00001", Role::DomesticVerifier);
    let mut changed = Vec::new();
    for date in [
        [2, 5, 1, 3, 0, 1],
        [2, 5, 0, 2, 3, 0],
        [0x1F, 0, 0, 1, 0, 1],
    ] {
        changed.extend([
            CvSpec {
                effective: date,
                ..good.clone()
            },
            CvSpec {
                expiration: date,
                ..good.clone()
            },
        ]);
    }
    changed.extend([
        CvSpec {
            effective: good.expiration,
            expiration: good.effective,
            ..good.clone()
        },
        CvSpec {
            bad_signature: true,
            ..good.clone()
        },
        CvSpec {
            signer: key("somebody"),
            ..good.clone()
        },
        CvSpec {
            expiration: digits((2024, 5, 31)),
            effective: digits((2024, 5, 1)),
            ..good.clone()
        },
        CvSpec {
            authority: "UTROOT00002".to_owned(),
            ..good
        },
    ]);
    for spec in changed {
        let mut session = session();
        let bytes = spec.to_bytes().unwrap();
        let body = content(&bytes);
        let (set, verified) = show(&mut session, "UTROOT00001", body);
        assert_eq!(set, 0x9000);
        assert_ne!(verified, 0x9000, "{spec:?}");
        assert_eq!(session.chip.current_date(), CvDate::new(2024, 6, 1));
        // nothing was imported
        assert_eq!(
            present(
                &mut session,
                &certificate("UTMID00001", "UTEND00001", Role::Terminal)
            )
            .0,
            0x6A88
        );
    }
}

/// J_11 and §7.1.4.3.3: verifiers move the date, and terminals of a domestic verifier.
#[test]
fn only_trusted_certificates_move_the_date() {
    for (role, moved) in [
        (Role::DomesticVerifier, (2025, 3, 1)),
        (Role::ForeignVerifier, (2025, 1, 1)),
    ] {
        let mut session = session();
        let verifier = certificate("UTROOT00001", "UTMID00001", role);
        assert_eq!(present(&mut session, &verifier), TAKEN);
        assert_eq!(session.chip.current_date(), CvDate::new(2025, 1, 1));
        let mut terminal = certificate("UTMID00001", "UTEND00001", Role::Terminal);
        terminal.effective = digits((2025, 3, 1));
        assert_eq!(present(&mut session, &terminal), TAKEN);
        let expected = CvDate::new(moved.0, moved.1, moved.2);
        assert_eq!(session.chip.current_date(), expected, "{role:?}");
    }
}

/// The date outlives the power; the imported keys do not (J_22).
#[test]
fn what_outlives_the_power() {
    let mut session = session();
    let verifier = certificate("UTROOT00001", "UTMID00001", Role::DomesticVerifier);
    assert_eq!(present(&mut session, &verifier), TAKEN);
    let spec = Preset::named("eac").unwrap().spec().unwrap();
    let document = spec.personalise().unwrap();
    let mut session = session.reopen(&document.mrz_information);
    session.agree(&document.files[&dg(14)]).unwrap();
    assert_eq!(session.chip.current_date(), CvDate::new(2025, 1, 1));
    let terminal = certificate("UTMID00001", "UTEND00001", Role::Terminal);
    assert_eq!(present(&mut session, &terminal).0, 0x6A88);
    // and a certificate that ended before that day is now too old
    let mut old = certificate("UTROOT00001", "UTOLD00001", Role::DomesticVerifier);
    old.effective = digits((2024, 1, 1));
    old.expiration = digits((2024, 12, 31));
    assert_eq!(present(&mut session, &old), (0x9000, 0x6985));
}

/// L_1 to L_8: the session gets what every certificate allows.
#[test]
fn rights_are_those_of_all() {
    let bits = |bits: u8| EffectiveRights {
        dg3: bits & 1 != 0,
        dg4: bits & 2 != 0,
    };
    for (above, own) in [(3, 1), (3, 2), (1, 3), (2, 3), (1, 2), (0, 3)] {
        let mut session = session();
        let mut verifier = certificate("UTROOT00001", "UTMID00001", Role::DomesticVerifier);
        verifier.rights = bits(above);
        let mut terminal = certificate("UTMID00001", "UTEND00001", Role::Terminal);
        terminal.rights = bits(own);
        let root = certificate("UTROOT00001", "UTROOT00001", Role::Cvca);
        let files = vidimus_chip::personalise::TerminalFiles {
            trust_point: root.to_bytes().unwrap(),
            chain: vec![verifier.to_bytes().unwrap(), terminal.to_bytes().unwrap()],
            key: key("UTEND00001").to_pem(),
        };
        session.authenticate(&files).unwrap();
        let expected = bits(above & own);
        let opened = (session.read(3) == 0x9000, session.read(4) == 0x9000);
        assert_eq!(opened, (expected.dg3, expected.dg4), "{above} and {own}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the body and signature are made of, the chip answers and takes nothing.
    #[test]
    fn spoiled_certificates_are_never_taken(at in any::<usize>(), mask in 1u8..) {
        let spec = certificate("UTROOT00001", "UTMID00001", Role::DomesticVerifier);
        let bytes = spec.to_bytes().unwrap();
        prop_assert!(CvCertificate::parse(&bytes).is_ok());
        let mut content = content(&bytes).to_vec();
        let at = at % content.len();
        content[at] ^= mask;
        let mut session = session();
        let (set, verified) = show(&mut session, "UTROOT00001", &content);
        prop_assert_eq!(set, 0x9000);
        prop_assert_ne!(verified, 0x9000);
        let shorter = &content[..at];
        prop_assert_ne!(show(&mut session, "UTROOT00001", shorter).1, 0x9000);
    }
}
