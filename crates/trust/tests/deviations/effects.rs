//! What comes of it in Passive Authentication: never anything better.

use crate::common::der::{integer, object, sequence};
use crate::common::pki::{CertificateSpec, SignerSpec, World, csca_name, purpose};
use crate::lists::*;
use std::collections::BTreeMap;
use vidimus_lds::evidence::FileState;
use vidimus_lds::{DataGroup, File};
use vidimus_trust::{Finding, Outcome, PaInput, PaResult, TrustStore, passive_authentication};

type Files = BTreeMap<File, FileState>;

fn judge<'a>(files: &'a Files, world: &World, store: &TrustStore) -> PaResult<'a> {
    let mut input = PaInput::new(files, world.at);
    input.issuing_state = Some(world.issuing_state);
    input.document_code = Some(world.document_code);
    passive_authentication(&input, store)
}

fn with(world: &World, lists: &[Vec<u8>]) -> TrustStore {
    store(&world.csca, lists)
}

fn about(world: &World, arcs: &str, parameter: Option<Vec<u8>>) -> TrustStore {
    let entry = defects_of(&world.ds, &[defect(arcs, parameter)]);
    with(world, &[signed_defects(&[entry])])
}

fn is(finding: &Finding, outcome: Outcome, code: &str) {
    assert_eq!((finding.outcome, finding.code), (outcome, Some(code)));
}

#[test]
fn a_revoked_signer() {
    let world = World::new();
    let files = world.files();
    for status in [0, 2, 3, 4] {
        let store = about(&world, "1.1", Some(enumerated(status)));
        let result = judge(&files, &world, &store);
        is(&result.revocation, Outcome::Failed, "defect_list_revoked");
        assert!(result.anchor.is_passed());
        assert!(
            result.authentic_listing().is_none(),
            "nothing is authentic any more"
        );
        assert!(result.authentic_data_group(DataGroup::DG1).is_none());
    }
    for status in [1, 5, 32] {
        let store = about(&world, "1.1", Some(enumerated(status)));
        let result = judge(&files, &world, &store);
        is(&result.revocation, Outcome::Undetermined, "known_deviation");
        is(&result.anchor, Outcome::Undetermined, "known_deviation");
        assert!(result.authentic_listing().is_none());
    }
}

#[test]
fn a_malformed_signer() {
    let mut world = World::new();
    world
        .ds
        .extensions
        .push(crate::common::der::extension("2.5.29.17", true, &[0x30, 5]));
    world
        .ds
        .extensions
        .push(crate::common::der::extension("1.2.3", true, &[5, 0]));
    let files = world.files();
    let before = judge(&files, &world, &with(&world, &[]));
    assert_eq!(before.signer_profile.outcome, Outcome::Failed);
    let replacement = object(4, &CertificateSpec::ds().encode());
    for (arcs, parameter) in [("1.2", replacement), ("4.4", enumerated(0))] {
        let result = judge(&files, &world, &about(&world, arcs, Some(parameter)));
        for finding in [
            &result.signature,
            &result.signer_profile,
            &result.chain_signature,
        ] {
            is(finding, Outcome::Undetermined, "known_deviation");
        }
        assert!(result.authentic_listing().is_none());
    }
}

/// No list makes a signer of lists, or an authority, a signer of documents.
#[test]
fn a_signer_of_another_role_is_not_excused() {
    let mut world = World::new();
    world.ds.extensions.push(purpose("2.23.136.1.1.3"));
    let files = world.files();
    for store in [
        about(&world, "1.2", None),
        with(
            &world,
            &[signed_deviations(&[deviation(
                &[by_type("P")],
                &[description("1.2", None, "")],
            )])],
        ),
    ] {
        let result = judge(&files, &world, &store);
        is(
            &result.signer_profile,
            Outcome::Failed,
            "extended_key_usage",
        );
        assert!(!result.deviations.is_empty());
    }
}

#[test]
fn a_wrong_signature_that_is_known() {
    let mut world = World::new();
    world.sod.signers[0].flip_signature = true;
    let files = world.files();
    assert_eq!(
        judge(&files, &world, &with(&world, &[])).signature.outcome,
        Outcome::Failed
    );
    let icao = deviation(&[by_signer(&world.ds)], &[description("2.3", None, "")]);
    for store in [
        about(&world, "2.2", None),
        with(&world, &[signed_deviations(&[icao])]),
    ] {
        let result = judge(&files, &world, &store);
        is(&result.signature, Outcome::Undetermined, "known_deviation");
        let detail = result.signature.detail.as_ref().unwrap().to_string();
        assert!(detail.contains("list.ml"), "{detail}");
    }
}

#[test]
fn a_wrong_country_that_is_known() {
    let mut world = World::new();
    world.issuing_state = "D<<";
    let files = world.files();
    assert_eq!(
        judge(&files, &world, &with(&world, &[])).country.outcome,
        Outcome::Failed
    );
    let result = judge(&files, &world, &about(&world, "2.5", Some(printable("DE"))));
    is(&result.country, Outcome::Undetermined, "known_deviation");
    // a country that does not fit this document explains nothing
    let result = judge(&files, &world, &about(&world, "2.5", Some(printable("FR"))));
    is(&result.country, Outcome::Failed, "country_mismatch");
}

#[test]
fn a_wrong_validity_that_is_known() {
    let mut world = World::new();
    world.at = 2_100_000_000; // 2036: signer expired, authority not
    let files = world.files();
    for (status, excused) in [(0, false), (1, true), (2, true)] {
        let result = judge(
            &files,
            &world,
            &about(&world, "1.6", Some(enumerated(status))),
        );
        let outcome = [Outcome::Failed, Outcome::Undetermined][usize::from(excused)];
        assert_eq!(result.validity.outcome, outcome, "{status}");
    }
}

#[test]
fn a_wrong_signer_identifier() {
    let mut world = World::new();
    let wrong = sequence(&[&csca_name("UT"), &integer(99)]);
    world.sod.signers[0].sid = Some(wrong.clone());
    let files = world.files();
    let right = sequence(&[&world.ds.issuer, &world.ds.serial]);
    let known = defect("2.4", Some(right.clone()));
    // by the name that the document gives, or by that of the certificate
    for name in [wrong, right] {
        let entry = sequence(&[&name, &object(0x31, &known)]);
        let result = judge(&files, &world, &with(&world, &[signed_defects(&[entry])]));
        is(&result.signature, Outcome::Undetermined, "known_deviation");
        assert_eq!(result.deviations.len(), 1);
        assert!(result.deviations[0].replacement);
        assert!(result.authentic_listing().is_none());
    }
}

#[test]
fn an_unknown_general_defect() {
    let world = World::new();
    let files = world.files();
    let result = judge(&files, &world, &about(&world, "4.99", None));
    is(&result.anchor, Outcome::Undetermined, "known_deviation");
    assert!(result.authentic_listing().is_none());
    let result = judge(&files, &world, &about(&world, "4.3", None));
    assert!(
        result.authentic_listing().is_some(),
        "shown, and nothing more"
    );
    assert_eq!(result.deviations.len(), 1);
}

/// A second signer who is nobody is not excused by what is known of the first.
#[test]
fn an_excuse_for_one_signer_is_none_for_the_other() {
    let mut world = World::new();
    let mut second = CertificateSpec::ds();
    second.serial = integer(8);
    world.sod.extra_certificates.push(second.encode());
    let mut signer = SignerSpec::new();
    signer.sid = Some(sequence(&[&second.issuer, &second.serial]));
    signer.flip_signature = true;
    world.sod.signers.push(signer);
    let files = world.files();
    let result = judge(&files, &world, &about(&world, "2.2", None));
    assert_eq!(result.signature.outcome, Outcome::Failed);
    // both are known
    let entries = [&world.ds, &second].map(|spec| defects_of(spec, &[defect("2.2", None)]));
    let result = judge(&files, &world, &with(&world, &[signed_defects(&entries)]));
    is(&result.signature, Outcome::Undetermined, "known_deviation");
    // an accusation of one of them counts
    let entry = defects_of(&second, &[defect("1.1", Some(enumerated(3)))]);
    let result = judge(&files, &world, &with(&world, &[signed_defects(&[entry])]));
    assert_eq!(result.revocation.outcome, Outcome::Failed);
}

/// Documents good and bad in one way each.
fn worlds() -> Vec<World> {
    let changed = |change: fn(&mut World)| {
        let mut world = World::new();
        change(&mut world);
        world
    };
    vec![
        World::new(),
        changed(|world| world.sod.signers[0].flip_signature = true),
        changed(|world| world.sod.signers[0].flip_digest = true),
        changed(|world| world.ds.flip_signature = true),
        changed(|world| world.sod.with_ds = false),
        changed(|world| world.at = 2_200_000_000),
        changed(|world| world.issuing_state = "D<<"),
        changed(|world| world.document_code = "V<"),
        changed(|world| world.ds.extensions.remove(1).clear()),
        changed(|world| world.sod.hashes = vec![(1, vec![0; 32]), (2, vec![0; 32])]),
    ]
}

/// All types of both lists, at once: whatever they say, no finding passes that did not.
#[test]
fn no_list_makes_anything_pass() {
    let parameters = [
        None,
        Some(enumerated(0)),
        Some(enumerated(1)),
        Some(integer(1)),
    ];
    let mut types = Vec::new();
    for first in 1..=5 {
        for second in 1..=6 {
            types.push(format!("{first}.{second}"));
        }
    }
    for world in worlds() {
        let files = world.files();
        let before = judge(&files, &world, &with(&world, &[]));
        let known: Vec<Vec<u8>> = types
            .iter()
            .flat_map(|arcs| parameters.iter().map(|it| defect(arcs, it.clone())))
            .collect();
        let said: Vec<Vec<u8>> = types
            .iter()
            .flat_map(|arcs| {
                parameters
                    .iter()
                    .map(|it| description(arcs, it.clone(), ""))
            })
            .collect();
        let defects = |known: &[Vec<u8>]| {
            let identifier = sequence(&[&world.ds.issuer, &world.ds.serial]);
            let mut set = vec![0x31, 0x82];
            let content = known.concat();
            set.extend((content.len() as u16).to_be_bytes());
            set.extend(content);
            signed_defects(&[sequence(&[&identifier, &set])])
        };
        let lists = [
            defects(&known),
            signed_deviations(&[deviation(&[by_type("P")], &said)]),
        ];
        let after = judge(&files, &world, &with(&world, &lists));
        for (before, after) in findings(&before).into_iter().zip(findings(&after)) {
            assert!(
                before.is_passed() || !after.is_passed(),
                "{before:?} became {after:?}"
            );
        }
        assert!(after.authentic_listing().is_none() || before.authentic_listing().is_some());
    }
}

fn findings<'r>(result: &'r PaResult<'_>) -> Vec<&'r Finding> {
    let mut findings = vec![
        &result.parse,
        &result.signature,
        &result.signer_profile,
        &result.anchor,
        &result.chain_signature,
        &result.validity,
        &result.revocation,
        &result.country,
        &result.doctype,
    ];
    findings.extend(result.hashes.values());
    findings
}
