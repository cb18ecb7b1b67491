//! EF.CardSecurity: authentic by the same rules as EF.SOD, and by no others.

use crate::case::{finding_named, outcome, store_of};
use crate::common::der::*;
use crate::common::pki::*;
use crate::common::shared_file;
use std::collections::BTreeMap;
use vidimus_lds::File;
use vidimus_lds::card_security::CardSecurity;
use vidimus_lds::evidence::FileState;
use vidimus_trust::{
    CardSecurityResult, Outcome, PaInput, Rules, Source, Tolerance, TrustStore, card_security,
    passive_authentication,
};

const SECURITY_OBJECT: &str = "0.4.0.127.0.7.3.2.1";

/// One PACEInfo with Chip Authentication Mapping.
fn infos() -> Vec<u8> {
    let pace = sequence(&[&oid("0.4.0.127.0.7.2.2.4.6.2"), &integer(2), &integer(13)]);
    object(0x31, &pace)
}

fn world() -> World {
    let mut world = World::new();
    world.sod.content_type = oid(SECURITY_OBJECT);
    world
}

fn files(bytes: Vec<u8>) -> BTreeMap<File, FileState> {
    BTreeMap::from([(File::CardSecurity, FileState::Read(bytes))])
}

fn judge<'a>(
    world: &World,
    files: &'a BTreeMap<File, FileState>,
    store: &TrustStore,
    tolerance: Tolerance,
) -> CardSecurityResult<'a> {
    let input = PaInput {
        issuing_state: Some(world.issuing_state),
        rules: Rules::of(tolerance),
        ..PaInput::new(files, world.at)
    };
    card_security(&input, store)
}

/// `check=outcome[:code]` for what differs from all passed, in both tolerances.
fn both(case: &str, change: impl Fn(&mut World), expected: &str) {
    let mut world = world();
    change(&mut world);
    let store = store_of(&world);
    let files = files(world.card_security(&infos()));
    for tolerance in [Tolerance::Field, Tolerance::Strict] {
        expect(case, &judge(&world, &files, &store, tolerance), expected);
    }
}

fn expect(case: &str, result: &CardSecurityResult<'_>, expected: &str) {
    let mut gravest = Outcome::Passed;
    for check in [
        "parse",
        "signature",
        "signer_profile",
        "anchor",
        "chain_signature",
        "validity",
        "country",
    ] {
        let found = finding_named(result, check);
        let wanted = expected
            .split_whitespace()
            .find_map(|item| item.strip_prefix(check)?.strip_prefix('='))
            .unwrap_or("passed");
        let (wanted, code) = wanted
            .split_once(':')
            .map_or((wanted, None), |(wanted, code)| (wanted, Some(code)));
        assert_eq!(found.outcome, outcome(wanted), "{case} {check}: {found:?}");
        if code.is_some() {
            assert_eq!(found.code, code, "{case} {check}");
        }
        gravest = match (gravest, found.outcome) {
            (Outcome::Failed, _) | (_, Outcome::Failed) => Outcome::Failed,
            (Outcome::Passed, other) => other,
            (gravest, _) => gravest,
        };
    }
    assert_eq!(
        result.authentic().is_some(),
        gravest == Outcome::Passed,
        "{case}"
    );
    assert_eq!(
        result.summary().is_passed(),
        gravest == Outcome::Passed,
        "{case}"
    );
    if gravest == Outcome::Failed {
        assert_eq!(result.summary().outcome, gravest, "{case}");
    }
}

#[test]
fn untouched() {
    both("base", |_| (), "");
    let world = world();
    let mut bytes = world.card_security(&infos());
    let whole = bytes.len();
    bytes.extend([0; 9]);
    let files = files(bytes);
    let result = judge(&world, &files, &store_of(&world), Tolerance::Strict);
    // what is authentic is the object, not the padding
    let authentic = result.authentic().unwrap();
    assert_eq!(authentic.get().len(), whole);
    let parsed = authentic.parse(CardSecurity::parse).unwrap();
    let pace = parsed.infos().pace().next().unwrap().unwrap();
    assert_eq!(pace.parameter_id, Some(13));
    assert!(result.csca.is_some() && result.signer.is_some());
    assert!(result.algorithm.unwrap().contains("SHA-256"));
}

#[test]
fn signature() {
    // T51-LDS_H_93: the hash of the content is wrong, the signature over the attributes good
    both(
        "H_93",
        |w| w.sod.signers[0].flip_digest = true,
        "signature=failed:message_digest_mismatch",
    );
    both(
        "no digest",
        |w| w.sod.signers[0].drop_digest = true,
        "signature=failed:message_digest_mismatch",
    );
    both(
        "flipped",
        |w| w.sod.signers[0].flip_signature = true,
        "signature=failed:signature_wrong",
    );
    both(
        "two signers, one wrong",
        |w| {
            let mut bad = SignerSpec::new();
            bad.flip_signature = true;
            w.sod.signers.push(bad);
        },
        "signature=failed",
    );
}

#[test]
fn path() {
    both(
        "expired",
        |w| w.ds.validity = validity("200101000000Z", "210101000000Z"),
        "validity=failed:signer_expired",
    );
    both(
        "no signer of documents",
        |w| w.ds.extensions.push(purpose("2.23.136.1.1.3")),
        "signer_profile=failed:extended_key_usage",
    );
    both(
        "another state",
        |w| w.issuing_state = "D<<",
        "country=failed:country_mismatch",
    );
    both(
        "signed by another key of that name",
        |w| w.ds.issuer_key = keys().other.clone(),
        "chain_signature=failed",
    );
    // OWN-PACE-16: no authority in the store
    let world = world();
    let files = files(world.card_security(&infos()));
    let result = judge(&world, &files, &TrustStore::empty(), Tolerance::Field);
    expect(
        "OWN-PACE-16",
        &result,
        "anchor=undetermined:anchor_not_found chain_signature=undetermined validity=undetermined",
    );
    assert_eq!(result.summary().outcome, Outcome::Undetermined);
}

#[test]
fn content_of_another_kind() {
    let open = "signature=undetermined:card_security_not_parsed signer_profile=undetermined \
                anchor=undetermined chain_signature=undetermined validity=undetermined \
                country=undetermined";
    let world = world();
    let store = store_of(&world);
    let refused = |case: &str, bytes: Vec<u8>, code: &str| {
        let files = files(bytes);
        let result = judge(&world, &files, &store, Tolerance::Field);
        expect(case, &result, &format!("parse=failed:{code} {open}"));
    };
    // the SOD of the same signer is no EF.CardSecurity, nor is the other way round
    let mut as_sod = World::new();
    as_sod.sod.content_type = oid(LDS_OBJECT);
    refused(
        "a SOD's content type",
        as_sod.card_security(&infos()),
        "malformed.content",
    );
    refused(
        "no set",
        world.card_security(&sequence(&[])),
        "malformed.tag",
    );
    let trailing = [infos(), vec![5, 0]].concat();
    refused(
        "more than the set",
        world.card_security(&trailing),
        "malformed.length",
    );
    refused("another file", vec![0x31, 0], "wrong_tag");
    let mut cut = world.card_security(&infos());
    cut.truncate(99);
    refused("cut", cut, "truncated");

    let sod = object(0x77, &world.card_security(&infos()));
    let files = BTreeMap::from([(File::Sod, FileState::Read(sod))]);
    let result = passive_authentication(&PaInput::new(&files, AT), &store);
    assert_eq!(result.parse.outcome, Outcome::Failed);
}

#[test]
fn file_that_was_not_read() {
    let store = TrustStore::empty();
    let part = world().card_security(&infos());
    for (state, wanted) in [
        (None, Outcome::Aborted),
        (Some(FileState::Absent), Outcome::Aborted),
        (Some(FileState::Partial { bytes: part }), Outcome::Failed),
        (
            Some(FileState::TooLarge { declared: 1 << 30 }),
            Outcome::Aborted,
        ),
    ] {
        let files: BTreeMap<File, FileState> = state
            .map(|state| (File::CardSecurity, state))
            .into_iter()
            .collect();
        let result = card_security(&PaInput::new(&files, AT), &store);
        assert_eq!(result.parse.outcome, wanted);
        assert_eq!(result.signature.code, Some("card_security_not_parsed"));
        assert!(result.authentic().is_none());
    }
}

/// A card of Germany, with the authority's certificate beside it.
#[test]
fn a_real_card_security() {
    let Some(bytes) = shared_file("lds/gmrtd_file_vectors.json") else {
        return;
    };
    let vectors: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let vector = |line: u64| -> Vec<u8> {
        let mut items = vectors["items"].as_array().unwrap().iter();
        let item = items
            .find(|item| item["file"] == "document/card_security_test.go" && item["line"] == line);
        let hex = item.unwrap()["hex"].as_str().unwrap();
        let digit = |byte: &u8| u8::try_from(char::from(*byte).to_digit(16).unwrap()).unwrap();
        let pairs = hex.as_bytes().chunks(2);
        pairs
            .map(|pair| digit(&pair[0]) * 16 + digit(&pair[1]))
            .collect()
    };
    let mut builder = TrustStore::builder();
    builder
        .add(&vector(65), &Source::new("csca-germany.cer"))
        .unwrap();
    let store = builder.build();
    let files = files(vector(64));
    let at = 1_700_000_000;
    let input = PaInput {
        issuing_state: Some("D<<"),
        rules: Rules::of(Tolerance::Field),
        ..PaInput::new(&files, at)
    };
    let result = card_security(&input, &store);
    expect("German", &result, "");
    // one bit in a key, and it is nobody's word
    let mut changed = vector(64);
    let key = changed
        .windows(4)
        .position(|at| at == [0x61, 0x4C, 0xD8, 0x8B])
        .unwrap();
    changed[key] ^= 1;
    let files = self::files(changed);
    let result = card_security(
        &PaInput {
            files: &files,
            ..input
        },
        &store,
    );
    expect(
        "changed",
        &result,
        "signature=failed:message_digest_mismatch",
    );
}
