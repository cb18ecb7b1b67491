//! What the rules of a policy decide: times, algorithms, named anchors, pinned signers.

use crate::common::der::*;
use crate::common::openssl::Key;
use crate::common::pki::*;
use crate::document::period;
use crate::policy_case::*;
use vidimus_pubkey::HashAlgorithm;
use vidimus_trust::rules::{AlgorithmRules, ExpiredCsca, ValidityTime};
use vidimus_trust::{Rules, Source, Tolerance};

const DAY: i64 = 86_400;
/// 2035-06-01: the signer of the table expired half a year before, the authority did not.
const AFTER_SIGNER: i64 = 2_064_268_800;
/// 2030-01-01, inside the signer's validity.
const IN_TIME: i64 = 1_893_456_000;
/// 2025-12-31, shortly before the time of evaluation.
const BEFORE: &str = "251231120000Z";

/// Evaluated when the signer's certificate is no longer valid.
fn expired(world: &mut World) {
    world.at = AFTER_SIGNER;
}

fn signed(time: &'static str) -> impl Fn(&mut World) {
    move |world| world.sod.signers[0].signing_time = Some(time)
}

fn by(validity: ValidityTime) -> impl Fn(&mut Rules) {
    move |rules| rules.validity = validity
}

#[test]
fn an_expired_signer_under_each_policy() {
    let failed = "validity=failed:signer_expired";
    let was_signed = |time: &'static str| {
        move |world: &mut World| {
            expired(world);
            signed(time)(world);
        }
    };
    row("now", was_signed(BEFORE)).gives(failed, &[]);
    row("signed in time", was_signed(BEFORE))
        .under(by(ValidityTime::SigningTime))
        .gives("", &["valid_when_signed"]);
    row("signed before", was_signed("241231235959Z"))
        .under(by(ValidityTime::SigningTime))
        .gives("validity=failed:signer_not_yet_valid", &[]);
    row("signed after", was_signed("350102000000Z"))
        .under(by(ValidityTime::SigningTime))
        .gives(failed, &[]);
    row("no signing time", expired)
        .under(by(ValidityTime::SigningTime))
        .gives("validity=U:signing_time_missing", &[]);
    row("issue date unknown", was_signed(BEFORE))
        .under(by(ValidityTime::IssueDate))
        .gives("validity=U:issue_date_unknown", &[]);
    let issued = |date: i64| {
        move |world: &mut World| {
            expired(world);
            world.issue_date = Some(date);
        }
    };
    row("issued in time", issued(IN_TIME))
        .under(by(ValidityTime::IssueDate))
        .gives("", &["valid_when_issued"]);
    row("issue date does not count", issued(IN_TIME)).gives(failed, &[]);
    row("issued after", issued(AFTER_SIGNER - DAY))
        .under(by(ValidityTime::IssueDate))
        .gives(failed, &[]);
}

#[test]
fn a_time_in_the_document_counts_only_when_it_can_be_true() {
    // the signature is wrong, so nobody signed that time
    row("forged signature", |world| {
        signed(BEFORE)(world);
        world.sod.signers[0].flip_signature = true;
    })
    .under(by(ValidityTime::SigningTime))
    .gives(
        "signature=failed:signature_wrong validity=U:signing_time_missing",
        &[],
    );
    // a document of tomorrow makes no signer valid that is not valid today
    let not_yet = 1_720_000_000;
    row("signed in the future", |world| {
        world.at = not_yet;
        signed(BEFORE)(world);
    })
    .under(by(ValidityTime::SigningTime))
    .gives("validity=failed:signer_not_yet_valid", &[]);
    row("issued in the future", |world| {
        world.at = not_yet;
        world.issue_date = Some(IN_TIME);
    })
    .under(by(ValidityTime::IssueDate))
    .gives("validity=failed:signer_not_yet_valid", &[]);
    // the day of issue is a day: the signer's first second lies in it
    row("issued on the first day", |world| {
        world.ds.validity = period("250101120000Z", "350101000000Z");
        world.issue_date = Some(1_735_689_600);
    })
    .under(by(ValidityTime::IssueDate))
    .gives("", &[]);
}

#[test]
fn an_expired_authority_under_each_policy() {
    let accepted = |rules: &mut Rules| rules.expired_csca = ExpiredCsca::Accepted;
    let csca = |from: &'static str, to: &'static str| {
        move |world: &mut World| world.csca.validity = period(from, to)
    };
    let expired = csca("240101000000Z", "260101000000Z");
    row("fails", expired).gives("validity=failed:csca_expired", &[]);
    row("accepted", expired)
        .under(accepted)
        .gives("", &["csca_expired_accepted"]);
    // it had expired before it can have issued the signer
    row("expired before", csca("200101000000Z", "241231000000Z"))
        .under(accepted)
        .gives("validity=failed:csca_expired", &[]);
    row("not yet valid", csca("270101000000Z", "390101000000Z"))
        .under(accepted)
        .gives("validity=failed:csca_not_yet_valid", &[]);
    row("both expired", |world| {
        expired(world);
        world.at = AFTER_SIGNER;
    })
    .under(accepted)
    .gives("validity=failed:signer_expired", &["csca_expired_accepted"]);
}

#[test]
fn the_private_key_is_used_in_its_period() {
    let outside = "validity=failed:private_key_usage_period";
    let with_period = |from: &'static str, to: &'static str| {
        move |world: &mut World| world.ds.extensions.push(usage_period(from, to))
    };
    let first_quarter = with_period("20250101000000Z", "20250401000000Z");
    let both = |time: &'static str| {
        move |world: &mut World| {
            first_quarter(world);
            signed(time)(world);
        }
    };
    row("signed inside", both("250201000000Z")).gives("", &[]);
    row("at the last second", both("250401000000Z")).gives("", &[]);
    row("signed after", both("250401000001Z")).gives(outside, &[]);
    row("signed before", both("241231235959Z")).gives(outside, &[]);
    row("nothing to compare", first_quarter).gives("", &[]);
    let issued = |date: i64| {
        move |world: &mut World| {
            first_quarter(world);
            world.issue_date = Some(date);
        }
    };
    row("issued inside", issued(1_738_368_000)).gives("", &[]);
    row("issued after", issued(AT - DAY)).gives(outside, &[]);
    row("signed inside, issued after", |world| {
        both("250201000000Z")(world);
        world.issue_date = Some(AT - DAY);
    })
    .gives("", &[]);
    row("no period accepts it", both("250401000001Z"))
        .under(by(ValidityTime::SigningTime))
        .gives(outside, &[]);
    // the bounds may be left out, and a time that is none sets no bound
    row("without bounds", |world| {
        let empty = extension("2.5.29.16", false, &object(0x30, &[]));
        world.ds.extensions.push(empty);
        signed(BEFORE)(world);
    })
    .gives("", &[]);
}

const SHA1: &str = "1.3.14.3.2.26";

fn sha1_hashes(world: &mut World) {
    world.sod.hash = HashAlgorithm::Sha1;
    world.sod.hash_algorithm = algorithm(SHA1);
}

fn sha1_signature(world: &mut World) {
    world.sod.signers[0] = SignerSpec {
        digest_algorithm: algorithm(SHA1),
        hash: HashAlgorithm::Sha1,
        signature_algorithm: algorithm("1.2.840.10045.4.1"),
        digest: "sha1",
        ..SignerSpec::new()
    };
}

fn sha1_signer(world: &mut World) {
    let ecdsa = algorithm("1.2.840.10045.4.1");
    (world.ds.inner_algorithm, world.ds.outer_algorithm) = (ecdsa.clone(), ecdsa);
    world.ds.digest = "sha1";
}

#[test]
fn sha1_that_the_policy_refuses() {
    let refused = |rules: &mut Rules| rules.algorithms.sha1 = false;
    let weak = &["weak_algorithm", "weak_algorithm_new"][..];
    row("hashes", sha1_hashes).gives("", weak);
    row("hashes", sha1_hashes)
        .under(refused)
        .gives("dg1=U:algorithm_refused dg2=U:algorithm_refused", weak);
    row("a wrong hash stays wrong", |world| {
        sha1_hashes(world);
        world.sod.hashes = vec![(1, vec![0; 20]), (2, vec![0; 20])];
    })
    .under(refused)
    .gives("dg1=failed:hash_mismatch dg2=failed:hash_mismatch", weak);
    row("signature", sha1_signature)
        .under(refused)
        .gives("signature=U:algorithm_refused", weak);
    row("a wrong signature stays wrong", |world| {
        sha1_signature(world);
        world.sod.signers[0].flip_signature = true;
    })
    .under(refused)
    .gives("signature=failed:signature_wrong", weak);
    row("only the digest of the content", |world| {
        world.sod.signers[0].digest_algorithm = algorithm(SHA1);
        world.sod.signers[0].hash = HashAlgorithm::Sha1;
    })
    .under(refused)
    .gives("signature=U:algorithm_refused", weak);
    row("signer's certificate", sha1_signer)
        .under(refused)
        .gives("chain_signature=U:algorithm_refused", weak);
    row("SHA-2 everywhere", |_| {})
        .under(refused)
        .gives("", &[]);
}

#[test]
fn keys_shorter_than_the_policy_takes() {
    let minimum = |bits: u32| {
        move |rules: &mut Rules| {
            rules.algorithms = AlgorithmRules {
                min_ec_bits: bits,
                min_rsa_bits: 3072,
                ..AlgorithmRules::ALL
            };
        }
    };
    row("just long enough", |_| {})
        .under(minimum(256))
        .gives("", &[]);
    let both = "signature=U:key_too_short chain_signature=U:key_too_short";
    row("both", |_| {}).under(minimum(257)).gives(both, &[]);
    let rsa = Key::generate("short-rsa", "rsa:2048");
    let with_rsa = |world: &mut World| {
        world.ds.spki.clone_from(&rsa.spki);
        world.sod.signers[0].key = rsa.clone();
        world.sod.signers[0].signature_algorithm =
            sequence(&[&oid("1.2.840.113549.1.1.11"), &[5, 0]]);
    };
    row("RSA", with_rsa).gives("", &[]);
    row("RSA", with_rsa)
        .under(minimum(256))
        .gives("signature=U:key_too_short", &[]);
    let small = Key::generate("short-ec", "ec:prime192v1:explicit");
    row("a short authority", |world| {
        world.csca.spki.clone_from(&small.spki);
        world.csca.issuer_key = small.clone();
        world.ds.issuer_key = small.clone();
    })
    .under(minimum(224))
    .gives("chain_signature=U:key_too_short", &["weak_key"]);
}

/// Name and key identifier of the real authority, another key.
fn look_alike() -> CertificateSpec {
    let mut look_alike = CertificateSpec::csca();
    look_alike.spki.clone_from(&keys().other.spki);
    look_alike.issuer_key = keys().other.clone();
    look_alike
}

fn nobody() -> Source {
    Source::new("unknown.cer").unvouched()
}

#[test]
fn an_anchor_that_nobody_vouches_for_and_its_name() {
    let csca = CertificateSpec::csca().frozen();
    let other = look_alike().frozen();
    let naming = |certificate: &CertificateSpec| {
        let sha256 = fingerprint(certificate);
        move |rules: &mut Rules| {
            rules.unvouched_anchors.insert(sha256);
        }
    };
    let case = |case, certificate| without_anchor(case, |_| {}).with(certificate, &nobody());
    let unvouched = "anchor=U:anchor_unvouched";
    case("not named", &csca).gives(unvouched, &[]);
    case("named", &csca)
        .under(naming(&csca))
        .gives("anchor=passed:anchor_named_by_policy", &[]);
    case("another is named", &csca)
        .under(naming(&other))
        .gives(unvouched, &[]);
    // the one that is named is in the store, but did not sign
    case("named and wrong", &other).under(naming(&other)).gives(
        "anchor=passed:anchor_named_by_policy chain_signature=failed:signature_wrong",
        &[],
    );
    case("the wrong one is named", &csca)
        .with(&other, &nobody())
        .under(naming(&other))
        .gives(unvouched, &[]);
    // an unusable or wrong anchor of nobody's does not spare the forger the real one
    without_anchor("forged", |world| {
        world.ds.issuer_key = keys().ds.clone();
    })
    .with(&csca, &Source::new("csca.cer"))
    .with(&look_alike(), &nobody())
    .gives("chain_signature=failed:signature_wrong", &[]);
}

#[test]
fn a_pinned_signer_with_and_without_leave() {
    let allowed = |rules: &mut Rules| rules.allow_pinned_signers = true;
    let passed = "anchor=passed:pinned_signer chain_signature=passed:pinned_signer";
    let refused = "anchor=U:pinned_signer_not_allowed \
                   chain_signature=U:pinned_signer_not_allowed validity=U";
    pinned_row("OWN-NW-22", |_| {}).gives(refused, &[]);
    pinned_row("allowed", |_| {})
        .under(allowed)
        .gives(passed, &[]);
    pinned_row("strict", |_| {})
        .under(|rules| {
            allowed(rules);
            rules.tolerance = Tolerance::Strict;
        })
        .gives(passed, &[]);
    // everything else is as ever
    pinned_row("expired", |world| world.at = AFTER_SIGNER)
        .under(allowed)
        .gives(&format!("{passed} validity=failed:signer_expired"), &[]);
    pinned_row("profile", |world| {
        world.ds.extensions.push(purpose("2.23.136.1.1.3"));
    })
    .under(allowed)
    .gives(
        &format!("{passed} signer_profile=failed:extended_key_usage"),
        &[],
    );
    pinned_row("country", |world| world.issuing_state = "D<<")
        .under(allowed)
        .gives(&format!("{passed} country=failed:country_mismatch"), &[]);
    pinned_row("type", |world| world.document_code = "ID")
        .under(allowed)
        .gives(&format!("{passed} doctype=failed"), &[]);
    pinned_row("forged", |world| world.sod.signers[0].flip_signature = true)
        .under(allowed)
        .gives(&format!("{passed} signature=failed:signature_wrong"), &[]);
}

/// The document's very signer is pinned, and nothing else is in the store.
fn pinned_row(case: &'static str, change: impl FnOnce(&mut World)) -> Row {
    let row = without_anchor(case, |world| {
        change(world);
        world.ds = world.ds.clone().frozen();
    });
    let signer = row.world.ds.clone();
    row.with(&signer, &Source::new("ds.cer").signer())
}

#[test]
fn a_pin_stands_in_for_no_anchor_and_is_none() {
    let allowed = |rules: &mut Rules| rules.allow_pinned_signers = true;
    // with an anchor the path counts
    pinned_row("anchor", |_| {})
        .with(&CertificateSpec::csca(), &Source::new("csca.cer"))
        .gives("", &[]);
    // an anchor that shows the signature wrong is not outdone by a pin
    pinned_row("wrong signature", |_| {})
        .with(&look_alike(), &Source::new("csca.cer"))
        .under(allowed)
        .gives("chain_signature=failed:signature_wrong", &[]);
    // one that nobody vouches for does not count
    pinned_row("unvouched", |_| {})
        .with(&CertificateSpec::csca(), &nobody())
        .gives(
            "anchor=U:pinned_signer_not_allowed \
             chain_signature=U:pinned_signer_not_allowed validity=U",
            &[],
        );
    // the same key and name in another certificate is another signer
    without_anchor("another certificate", |_| {})
        .with(&CertificateSpec::ds(), &Source::new("ds.cer").signer())
        .under(allowed)
        .gives(
            "anchor=U:anchor_not_found chain_signature=U validity=U",
            &[],
        );
    // below a pinned signer nothing is signed
    without_anchor("below", |world| {
        world.ds.issuer = ds_name("UT");
        world.ds.issuer_key = keys().ds.clone();
        world.ds.extensions[0] = aki(b"ds-1");
    })
    .with(
        &{
            let mut above = CertificateSpec::ds();
            above.extensions.push(ski(b"ds-1"));
            above
        },
        &Source::new("ds.cer").signer(),
    )
    .under(allowed)
    .gives(
        "anchor=U:anchor_not_found chain_signature=U validity=U",
        &[],
    );
}
