//! Which document profile a document is judged by, what the report says of it, and that no profile
//! makes an outcome better than it is.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::Reading;
use std::collections::BTreeSet;
use vidimus_chip::personalise::{CardSpec, Personalised, apply_fault};
use vidimus_lds::DataGroup;
use vidimus_lds::evidence::{Evidence, FileState};
use vidimus_lds::profile::{ChoiceReason, Profile, ProfileChoice};
use vidimus_report::{
    CheckId, DataAnswer, Decision, Lang, Outcome, Policy, Report, TextStyle, Verdict, judge,
};
use vidimus_trust::{Source as TrustSource, TrustStore, TrustStoreBuilder};

/// A profile that waives all that a profile can, for any document.
const GENEROUS: &str = "name = \"generous\"\ndata.waived = [\"dg2\", \"dg3\", \"dg4\", \"dg5\", \
    \"dg6\", \"dg7\", \"dg8\", \"dg9\", \"dg10\", \"dg11\", \"dg12\", \"dg13\", \"dg14\", \"dg15\", \"dg16\"]";

fn named(name: &str) -> Policy {
    let profile = Profile::named(name).cloned();
    let profile = profile.unwrap_or_else(|| Profile::from_toml(GENEROUS).unwrap());
    Policy::field().with_profile(ProfileChoice::named(profile))
}

/// The citizen card of a child under six, who has no portrait.
fn child() -> CardSpec {
    let mut spec = common::preset("vn-td1");
    spec.groups.remove(&DataGroup::DG2);
    let tags = spec
        .groups
        .keys()
        .map(|group| u8::try_from(group.tag().0).unwrap());
    spec.com.as_mut().unwrap().tags = Some(tags.collect());
    spec
}

fn read(spec: &CardSpec, policy: &Policy) -> Report {
    common::report(spec, &Reading::reader(), policy)
}

#[test]
fn the_report_names_the_profile_and_why() {
    let card = read(&common::preset("vn-td1"), &Policy::field());
    assert_eq!(card.profile.profile.name(), "vn-cccd");
    assert_eq!(card.profile.reason, ChoiceReason::Mrz);
    let json = card.to_json(false);
    assert_eq!(
        json["profile"],
        serde_json::json!({ "name": "vn-cccd", "reason": "mrz" })
    );
    assert_eq!(json["document"]["profile"], "vn-cccd");
    let text = |lang| {
        card.text(
            lang,
            TextStyle {
                width: 400,
                ..TextStyle::default()
            },
        )
    };
    assert!(
        text(Lang::En).contains("taken for: Vietnamese citizen card (vn-cccd), known by the MRZ")
    );
    assert!(
        text(Lang::Vi)
            .contains("xử lý như: Thẻ căn cước công dân Việt Nam (vn-cccd), nhận biết qua MRZ")
    );

    let passport = read(&common::spec(), &Policy::field());
    assert_eq!(passport.to_json(false)["profile"]["reason"], "default");
    assert!(
        !passport
            .text(Lang::En, TextStyle::default())
            .contains("taken for")
    );
}

#[test]
fn a_portrait_that_nobody_signed_is_waived_where_the_profile_says_so() {
    let card = read(&child(), &Policy::field());
    assert_eq!(card.conclusions.data, DataAnswer::Authentic);
    assert_eq!(card.profile.waived, BTreeSet::from([DataGroup::DG2]));
    assert_eq!(
        card.to_json(false)["profile"]["waived"],
        serde_json::json!(["DG2"])
    );
    let text = card.text(
        Lang::En,
        TextStyle {
            width: 400,
            ..TextStyle::default()
        },
    );
    assert!(
        text.contains("may lack DG2; the signed list of this one does not name it"),
        "{text}"
    );
    // the answer names what it covers, and DG2 is not among it
    assert!(text.contains("data: DG1 as signed by VNM"), "{text}");
    // by another profile the same document stays unproven
    for other in ["icao", "eu-id-card"] {
        let report = read(&child(), &named(other));
        assert_eq!(report.conclusions.data, DataAnswer::Unproven, "{other}");
        assert_eq!(report.decision, Decision::Refer);
        assert!(report.profile.waived.is_empty());
    }
}

#[test]
fn only_the_authentic_list_lets_a_portrait_be_missing() {
    // nobody stands for the signature
    let made = child().personalise().unwrap();
    let evidence = common::evidence(&made, &Reading::reader());
    let at = vidimus_report::EvaluationTime::given(common::AT);
    let nobody = TrustStore::empty();
    let report = judge(&evidence, &nobody, &Policy::field(), at, &common::tool());
    assert_eq!(report.conclusions.data, DataAnswer::Unproven);
    assert!(report.profile.waived.is_empty());
    // the list was changed after it was signed
    for (fault, params) in [
        ("sod-field", "field=signature;value=bitflip"),
        ("sod-dg-hash", "dg=1;value=bitflip"),
    ] {
        let mut spec = child();
        apply_fault(&mut spec, fault, params).unwrap();
        let report = read(&spec, &Policy::field());
        assert_ne!(report.verdict, Verdict::Authentic, "{fault}");
    }
    // it is listed and was kept back
    let made = common::preset("vn-td1").personalise().unwrap();
    let mut evidence = common::evidence(&made, &Reading::reader());
    for state in [FileState::Absent, FileState::Denied { status: 0x6982 }] {
        let dg2 = vidimus_lds::File::Dg(DataGroup::DG2);
        evidence.files.insert(dg2, state);
        let report = judge(
            &evidence,
            &common::store(&made),
            &Policy::field(),
            at,
            &common::tool(),
        );
        assert_eq!(report.conclusions.data, DataAnswer::Unproven);
        assert!(report.profile.waived.is_empty());
    }
}

#[test]
fn a_document_of_another_kind_is_told_and_nothing_is_waived() {
    let mut spec = common::spec();
    spec.groups.remove(&DataGroup::DG2);
    let report = read(&spec, &named("vn-cccd"));
    assert!(report.profile.contradicted && report.profile.waived.is_empty());
    assert_eq!(report.conclusions.data, DataAnswer::Unproven);
    assert!(
        report
            .notices
            .iter()
            .any(|notice| notice == "profile.contradicted")
    );
    assert_eq!(report.profile.reason, ChoiceReason::Asked);
}

/// Every check but those that compare one text with another: whether there is anything to compare is
/// for the profile to say.
fn outcomes(report: &Report) -> Vec<(CheckId, Outcome)> {
    let checks = report.checks.iter();
    checks
        .filter(|check| !check.id.as_str().starts_with("cross."))
        .map(|check| (check.id, check.outcome))
        .collect()
}

/// Every document that lists DG2, good or bad, under every profile: the same checks, and no answer,
/// verdict or decision better than without a profile.
#[test]
fn no_profile_raises_an_outcome() {
    let faults = [
        ("", ""),
        ("dg-bitflip", "dg=2;byte=last"),
        ("dg-bitflip", "dg=1;byte=last"),
        ("file-missing", "dg=2"),
        ("file-empty", "file=dg2;form=0-bytes"),
        ("sod-field", "field=signature;value=bitflip"),
        ("sod-dg-hash", "dg=2;value=bitflip"),
        ("pki", "ds=expired"),
        ("persona", "expiry=yesterday"),
    ];
    for preset in ["bac", "vn-td1", "bac-rich"] {
        for (fault, params) in faults {
            let mut spec = common::preset(preset);
            if !fault.is_empty() {
                apply_fault(&mut spec, fault, params).unwrap();
            }
            let plain = read(&spec, &named("icao"));
            for profile in ["vn-cccd", "eu-id-card", "iso18013", "generous"] {
                let report = read(&spec, &named(profile));
                let what = format!("{preset} {fault} {params} {profile}");
                assert_eq!(outcomes(&report), outcomes(&plain), "{what}");
                assert_eq!(report.conclusions.data, plain.conclusions.data, "{what}");
                assert_eq!(report.conclusions.chip, plain.conclusions.chip, "{what}");
                assert_eq!(report.verdict, plain.verdict, "{what}");
                let (with, without) = (report.decision, plain.decision);
                assert!(with == without || with != Decision::Accept, "{what}");
                assert!(report.profile.waived.is_empty(), "{what}");
            }
        }
    }
}

/// The root of the card, known for documents of this group.
fn grouped(made: &Personalised, group: &str) -> TrustStore {
    let mut builder = TrustStoreBuilder::new();
    for der in &made.store {
        let source = TrustSource::new("root.cer").group(group);
        builder.add_certificate(der, &source).unwrap();
    }
    builder.build()
}

fn anchor_of(evidence: &Evidence, store: &TrustStore, policy: &Policy) -> (Report, String) {
    let at = vidimus_report::EvaluationTime::given(common::AT);
    let report = judge(evidence, store, policy, at, &common::tool());
    let anchor = report
        .checks
        .iter()
        .find(|one| one.id == CheckId::PaChainAnchor);
    let anchor = anchor.unwrap();
    let code = anchor.code.as_deref().unwrap_or_default();
    let shown = format!("{}:{code}", anchor.outcome);
    (report, shown)
}

const OTHER: &str = "undetermined:anchor_of_other_group";

#[test]
fn the_root_of_the_card_vouches_for_cards_alone() {
    let wide = TextStyle {
        width: 400,
        ..TextStyle::default()
    };
    let card = common::preset("vn-td1").personalise().unwrap();
    let evidence = common::evidence(&card, &Reading::reader());
    let store = grouped(&card, "vn-cccd");
    let (report, anchor) = anchor_of(&evidence, &store, &Policy::field());
    assert_eq!(anchor, "passed:");
    let json = report.to_json(false);
    assert_eq!(
        json["trust"]["csca"]["provenance"]["group"], "vn-cccd",
        "{json}"
    );
    assert!(
        report
            .text(Lang::En, wide)
            .contains("trusted for documents of group vn-cccd only")
    );
    assert!(report.text(Lang::Vi, wide).contains("thuộc nhóm vn-cccd"));
    // judged as another kind of document, the same card has no anchor; and so in another group
    let (report, anchor) = anchor_of(&evidence, &store, &named("icao"));
    assert_eq!((&*anchor, report.decision), (OTHER, Decision::Refer));
    assert!(
        !report
            .text(Lang::En, wide)
            .contains("trusted for documents of group")
    );
    let (_, anchor) = anchor_of(&evidence, &grouped(&card, "other"), &Policy::field());
    assert_eq!(anchor, OTHER);
    // whose DG1 did not come is not known to be a card, whoever says so
    let mut without = evidence;
    let dg1 = vidimus_lds::File::Dg(DataGroup::DG1);
    without
        .files
        .insert(dg1, FileState::Denied { status: 0x6982 });
    assert_eq!(anchor_of(&without, &store, &named("vn-cccd")).1, OTHER);
}

/// A passport below the card's root, whatever it is asked to be read as and whatever EF.CardAccess
/// and QR code it shows.
#[test]
fn a_passport_gets_no_cards_anchors() {
    let card = common::preset("vn-td1").personalise().unwrap();
    let passport = common::spec().personalise().unwrap();
    let store = grouped(&passport, "vn-cccd");
    let mut evidence = common::evidence(&passport, &Reading::reader());
    for policy in [Policy::field(), named("vn-cccd"), named("icao")] {
        assert_eq!(anchor_of(&evidence, &store, &policy).1, OTHER);
    }
    let card_access = Profile::named("vn-cccd").unwrap().card_access_fallback();
    let card_access = FileState::Read(card_access.unwrap().to_vec());
    evidence
        .files
        .insert(vidimus_lds::File::CardAccess, card_access);
    evidence.printed.qr = Some(vidimus_lds::Personal::new(
        "000090000017||NGUYEN VAN MAU|31121990|Nam|HA NOI|01072021".to_owned(),
    ));
    for policy in [Policy::field(), named("vn-cccd")] {
        assert_eq!(anchor_of(&evidence, &store, &policy).1, OTHER);
    }
    // with the DG1 of a card it is a card, and then its DG1 is not what was signed
    let dg1 = vidimus_lds::File::Dg(DataGroup::DG1);
    let forged = card.files[&dg1].clone();
    evidence.files.insert(dg1, FileState::Read(forged));
    let (report, _) = anchor_of(&evidence, &store, &Policy::field());
    assert_eq!(report.profile.profile.name(), "vn-cccd");
    assert_eq!(report.decision, Decision::Reject);
}
