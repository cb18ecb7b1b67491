//! Which key and cipher of DG14 Chip Authentication is done with.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;
mod dg14;

use common::{field, hex, shared, shared_json};
use dg14::{Info, dg14, integer, object, spki};
use proptest::prelude::*;
use vidimus_access::{ChipAuthenticationPlan, ChipAuthenticationUnusable, Cipher};
use vidimus_iso7816::Fault as _;
use vidimus_lds::security_info::SecurityInfos;
use vidimus_lds::{DataGroup, File};
use vidimus_pubkey::agreement::{AgreementKey, Domain, SecretScalar};
use vidimus_pubkey::{CurveForm, KeyError, oid};

type Chosen = Result<Option<ChipAuthenticationPlan>, ChipAuthenticationUnusable>;

fn choose(file: &[u8], infer: bool) -> Chosen {
    let infos = SecurityInfos::parse_file(file, File::Dg(DataGroup::DG14)).unwrap();
    ChipAuthenticationPlan::choose(&infos, infer)
}

fn chosen(infos: &[Info]) -> ChipAuthenticationPlan {
    choose(&dg14(infos), false).unwrap().unwrap()
}

/// The reason, and its code.
fn refused(infos: &[Info]) -> &'static str {
    choose(&dg14(infos), false).unwrap_err().code()
}

fn domain(id: u8) -> Domain {
    Domain::standardized(id).unwrap()
}

fn key(id: u8, secret: u8) -> AgreementKey {
    let secret = SecretScalar::from_bytes(domain(id), &[secret]).unwrap();
    secret.public_key()
}

fn info(id: u8, cipher: Cipher) -> Info {
    Info::variant(domain(id), cipher)
}

const P256: u8 = 12;
const BRAINPOOL: u8 = 13;
const MODP: u8 = 2;

#[test]
fn nothing_offered_is_nothing_chosen() {
    assert_eq!(choose(&dg14(&[]), true), Ok(None));
    let terminal = Info {
        oid: hex("04007F0007020202"),
        required: dg14::number(1),
        key_id: None,
    };
    assert_eq!(choose(&dg14(&[terminal]), true), Ok(None));
}

/// One, two, three keys with their numbers: the number goes along.
#[test]
fn keys_by_their_numbers() {
    let pairs = [(1, 5), (2, 6), (3, 7)];
    for count in 1..=3 {
        let mut infos = Vec::new();
        for (number, secret) in pairs.into_iter().take(count) {
            infos.push(Info::key(&key(P256, secret)).key_id(number));
            infos.push(info(P256, Cipher::Aes128).key_id(number));
        }
        let plan = chosen(&infos);
        assert_eq!(plan.key_id, Some(vec![1]), "the first of equals");
        assert_eq!(plan.key, key(P256, 5));
        infos.reverse();
        let plan = chosen(&infos);
        let (number, secret) = pairs[count - 1];
        assert_eq!(plan.key_id, Some(vec![u8::try_from(number).unwrap()]));
        assert_eq!(plan.key, key(P256, secret));
    }
}

#[test]
fn large_numbers_keep_their_bytes() {
    for (number, bytes) in [(128, vec![128]), (256, vec![1, 0]), (0, vec![0])] {
        let plan = chosen(&[
            info(P256, Cipher::Aes128).key_id(number),
            Info::key(&key(P256, 9)).key_id(number),
        ]);
        assert_eq!(plan.key_id, Some(bytes));
    }
}

/// A single key belongs to the info when only one of them has a number.
#[test]
fn a_number_on_one_side_only() {
    let (info, key) = (info(P256, Cipher::Aes128), Info::key(&key(P256, 9)));
    for infos in [
        [info.clone().key_id(4), key.clone()],
        [info.clone(), key.clone().key_id(4)],
    ] {
        assert_eq!(chosen(&infos).key_id, Some(vec![4]));
    }
    assert_eq!(chosen(&[info.clone(), key.clone()]).key_id, None);
    assert_eq!(refused(&[info.key_id(1), key.key_id(2)]), "ca.key_missing");
}

/// Without numbers the kind of key decides; two of a kind leave it open.
#[test]
fn several_keys_without_numbers() {
    let (curve, modulus) = (Info::key(&key(P256, 9)), Info::key(&key(MODP, 9)));
    let both = [modulus, curve.clone()];
    let with = |variant: Info| [vec![variant], both.to_vec()].concat();
    assert_eq!(chosen(&with(info(P256, Cipher::Aes128))).key, key(P256, 9));
    assert_eq!(chosen(&with(info(MODP, Cipher::Aes128))).key, key(MODP, 9));
    let two = [info(P256, Cipher::Aes128), curve, Info::key(&key(P256, 8))];
    assert_eq!(refused(&two), "ca.key_missing");
    assert_eq!(refused(&[info(P256, Cipher::Aes128)]), "ca.key_missing");
}

/// AES before 3DES, longer keys first, larger domains, curves before moduli.
#[test]
fn the_stated_order() {
    let keys = [
        Info::key(&key(P256, 9)).key_id(1),
        Info::key(&key(17, 9)).key_id(2),
        Info::key(&key(MODP, 9)).key_id(3),
    ];
    let order = [
        info(MODP, Cipher::Aes256).key_id(3),
        info(17, Cipher::Aes256).key_id(2),
        info(P256, Cipher::Aes256).key_id(1),
        info(17, Cipher::Aes192).key_id(2),
        info(17, Cipher::Aes128).key_id(2),
        info(17, Cipher::TripleDes).key_id(2),
        info(P256, Cipher::TripleDes).key_id(1),
    ];
    for first in 0..order.len() {
        let mut infos = order[first..].to_vec();
        infos.reverse();
        infos.extend(keys.clone());
        let plan = chosen(&infos);
        assert_eq!(plan.protocol, order[first].oid, "position {first}");
        let number = u8::try_from(order[first].key_id.unwrap()).unwrap();
        assert_eq!(plan.key_id, Some(vec![number]));
    }
}

#[test]
fn other_versions_are_passed_over() {
    let key = Info::key(&key(P256, 9));
    let second = info(P256, Cipher::Aes256).version(2);
    let first = info(P256, Cipher::Aes128);
    let plan = chosen(&[second, first, key.clone()]);
    assert_eq!(plan.cipher, Cipher::Aes128);
    for version in [0, 2, 3, 16] {
        let other = info(P256, Cipher::Aes128).version(version);
        let error = choose(&dg14(&[other, key.clone()]), true).unwrap_err();
        assert_eq!(error.code(), "ca.info_unusable");
        let found = u64::from(version);
        assert_eq!(error, ChipAuthenticationUnusable::Version { found });
    }
}

/// A broken info is not an absent one: nothing is inferred in its place.
#[test]
fn a_broken_info_is_not_absent() {
    let key = Info::key(&key(P256, 9));
    let mut no_number = info(P256, Cipher::Aes128);
    no_number.required = object(0x0C, b"1");
    let mut unknown = info(P256, Cipher::Aes128);
    *unknown.oid.last_mut().unwrap() = 9;
    for broken in [no_number, unknown] {
        let error = choose(&dg14(&[broken, key.clone()]), true).unwrap_err();
        assert_eq!(error.code(), "ca.info_unusable");
    }
    // the version left out: the info ends after its identifier
    let set = [
        object(0x30, &object(6, &info(P256, Cipher::Aes128).oid)),
        encoded_key(),
    ]
    .concat();
    let file = object(0x6E, &object(0x31, &set));
    assert_eq!(choose(&file, true).unwrap_err().code(), "ca.info_unusable");
}

/// The key info of the tests alone, without the file around it.
fn encoded_key() -> Vec<u8> {
    let content = [object(6, &hex("04007F000702020102")), spki(&key(P256, 9))].concat();
    object(0x30, &content)
}

#[test]
fn an_absent_info_is_inferred_when_allowed() {
    for (id, arc) in [(P256, 2), (BRAINPOOL, 2), (MODP, 1)] {
        let file = dg14(&[Info::key(&key(id, 9)).key_id(3)]);
        let plan = choose(&file, true).unwrap().unwrap();
        assert_eq!(plan.protocol, [4, 0, 0x7F, 0, 7, 2, 2, 3, arc, 1]);
        assert_eq!((plan.cipher, plan.inferred), (Cipher::TripleDes, true));
        assert_eq!(plan.key_id, Some(vec![3]));
        let error = choose(&file, false).unwrap_err();
        assert_eq!(error.code(), "ca.info_missing");
    }
}

#[test]
fn a_key_on_an_unknown_curve_leaves_the_other() {
    let mut strange = spki(&key(P256, 9));
    // another generator: the same prime, coefficients and order
    let generator = hex("046B17D1F2");
    let at = strange
        .windows(5)
        .position(|seen| seen == generator)
        .unwrap();
    strange[at + 9] ^= 1;
    let strange = Info::raw_key(2, strange);
    let good = Info::key(&key(BRAINPOOL, 9)).key_id(2);
    let variants = [
        info(P256, Cipher::Aes256).key_id(1),
        info(P256, Cipher::Aes128).key_id(2),
    ];
    let infos = [variants.to_vec(), vec![strange.clone().key_id(1), good]].concat();
    let plan = chosen(&infos);
    assert_eq!((plan.cipher, plan.key_id), (Cipher::Aes128, Some(vec![2])));
    assert_eq!(
        refused(&[info(P256, Cipher::Aes256), strange]),
        "curve_not_known"
    );
}

/// Keys that are no keys: nothing would be sent.
#[test]
fn invalid_keys() {
    let mut off_curve = spki(&key(P256, 9));
    *off_curve.last_mut().unwrap() ^= 1;
    assert_eq!(
        refused(&[info(P256, Cipher::Aes128), Info::raw_key(2, off_curve)]),
        "ca.key_invalid"
    );

    let Domain::Dh(group) = domain(MODP) else {
        panic!("a group")
    };
    let value_is = |value: &[u8], generator: &[u8]| {
        let parameters = [integer(group.p()), generator.to_vec()].concat();
        let algorithm = [object(6, oid::DH_KEY_AGREEMENT), object(0x30, &parameters)].concat();
        let bits = object(3, &[&[0], integer(value).as_slice()].concat());
        let spki = object(0x30, &[object(0x30, &algorithm), bits].concat());
        refused(&[info(MODP, Cipher::Aes128), Info::raw_key(1, spki)])
    };
    let generator = integer(group.g());
    for out_of_range in [group.p(), &[], &[1], &[2]] {
        assert_eq!(value_is(out_of_range, &generator), "ca.key_invalid");
    }
    assert_eq!(value_is(&key(MODP, 9).encode(), &[]), "ca.key_invalid");

    // the key says curve, its protocol says modulus
    let curve = spki(&key(P256, 9));
    for (variant, arc) in [(P256, 1), (MODP, 1), (MODP, 2)] {
        let infos = [
            info(variant, Cipher::Aes128),
            Info::raw_key(arc, curve.clone()),
        ];
        assert_eq!(refused(&infos), "ca.key_invalid", "{variant} {arc}");
    }
    // under an identifier that is none of a key
    let nameless = Info::raw_key(3, curve);
    assert_eq!(
        refused(&[info(P256, Cipher::Aes128), nameless]),
        "ca.key_missing"
    );
}

#[test]
fn the_form_of_the_curve_is_told() {
    let key = key(P256, 9);
    let name = object(6, &hex("2A8648CE3D030107"));
    let algorithm = object(0x30, &[object(6, oid::EC_PUBLIC_KEY), name].concat());
    let bits = object(3, &[&[0], key.encode().as_slice()].concat());
    let named = Info::raw_key(2, object(0x30, &[algorithm, bits].concat()));
    for (info_of_key, form) in [
        (named, CurveForm::Named),
        (Info::key(&key), CurveForm::Explicit),
    ] {
        let plan = chosen(&[info(P256, Cipher::Aes128), info_of_key.clone()]);
        assert_eq!((plan.form, &plan.key), (form, &key));
        assert_eq!(plan.spki, info_of_key.required);
    }
}

/// DG14 of real makes and of the standard.
#[test]
fn published_files() {
    let expected = [
        (
            "lds/bsi2008/Datagroup14.bin",
            Ok(("brainpoolP224r1", Cipher::TripleDes)),
        ),
        (
            "lds/bsi-tr03105-5-refset/DG14.bin",
            Ok(("brainpoolP224r1", Cipher::TripleDes)),
        ),
        // a modulus of 1024 bits of its own making
        ("lds/spec_sample_encoded_dg14.bin", Err("curve_not_known")),
    ];
    for (path, expected) in expected {
        let Some(path) = shared(path) else { return };
        let file = std::fs::read(path).unwrap();
        let found = choose(&file, false);
        let found = found.as_ref().map(|plan| {
            let plan = plan.as_ref().unwrap();
            (plan.key.domain().name(), plan.cipher)
        });
        assert_eq!(found.map_err(|error| error.code()), expected);
    }
    let Some(vectors) = shared_json("lds/gmrtd_file_vectors.json") else {
        return;
    };
    let items = vectors["items"].as_array().unwrap().iter();
    let files = items.filter(|item| item["file"] == "document/dg14_test.go");
    let expected = [
        (62, ("brainpoolP384r1", Cipher::Aes256)),
        (84, ("brainpoolP256r1", Cipher::Aes128)),
        (104, ("brainpoolP256r1", Cipher::TripleDes)),
    ];
    let by_line: Vec<_> = files.collect();
    for (line, wanted) in expected {
        let item = by_line.iter().find(|item| item["line"] == line).unwrap();
        let plan = choose(&field(item, "hex"), true).unwrap().unwrap();
        assert_eq!(
            (plan.key.domain().name(), plan.cipher),
            wanted,
            "line {line}"
        );
    }
}

#[test]
fn errors_say_whose_fault() {
    let strange = ChipAuthenticationUnusable::Key(KeyError::CurveNotKnown { oid: None });
    assert_eq!(
        strange.class(),
        vidimus_iso7816::FaultClass::CardIncompatible
    );
    let broken = ChipAuthenticationUnusable::KeyKind;
    assert_eq!(broken.class(), vidimus_iso7816::FaultClass::Malformed);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Any byte changed anywhere: a plan or a reason, never a panic, and never another key.
    #[test]
    fn any_change(at in any::<prop::sample::Index>(), to in any::<u8>()) {
        let good = key(P256, 9);
        let mut file = dg14(&[info(P256, Cipher::Aes128).key_id(1), Info::key(&good).key_id(1)]);
        let at = at.index(file.len());
        file[at] = to;
        if let Ok(infos) = SecurityInfos::parse_file(&file, File::Dg(DataGroup::DG14))
            && let Ok(Some(plan)) = ChipAuthenticationPlan::choose(&infos, true)
        {
            let negated = plan.key.encode()[..33] == good.encode()[..33];
            prop_assert!(plan.key == good || negated);
        }
    }
}
