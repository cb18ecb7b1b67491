//! Whose list counts: keys, names and countries.

use crate::common::der::integer;
use crate::common::pki::*;
use crate::judged::{LISTED, expect, revoked, shown, source, store};
use crate::lists::*;
use vidimus_trust::{Outcome, PaInput, Rules, Source, Tolerance, passive_authentication};

#[test]
fn any_key_of_the_country_signs_for_all_of_it() {
    let mut builder = store(&[]);
    builder
        .add(&new_authority("ut").encode(), &Source::new("new.cer"))
        .unwrap();
    let mut clears = builder.clone();
    clears.add_crl(&new_list("UT").encode(), &source()).unwrap();
    expect("OWN-PA-30", &clears, "passed");
    let listing = ListSpec {
        entries: vec![entry(&[7], &[])],
        ..new_list("UT")
    };
    builder.add_crl(&listing.encode(), &source()).unwrap();
    let detail = expect("name change", &builder, "failed:revoked");
    assert_eq!(detail, revoked(None, LISTED));
}

#[test]
fn a_key_roll_over_keeps_the_name() {
    let new = CertificateSpec {
        issuer: csca_name("UT"),
        subject: csca_name("UT"),
        ..new_authority("UT")
    };
    let mut list = ListSpec::with_signer();
    list.key = keys().other.clone();
    list.extensions = vec![number(8)];
    let mut builder = store(&[]);
    builder.add(&new.encode(), &Source::new("new.cer")).unwrap();
    builder.add_crl(&list.encode(), &source()).unwrap();
    expect("roll-over, no key identifier", &builder, "failed:revoked");
}

#[test]
fn another_countrys_list_is_not_used() {
    let foreign = ListSpec {
        entries: vec![entry(&[7], &[])],
        ..new_list("XO")
    };
    let claims = ListSpec {
        issuer: csca_name("UT"),
        ..foreign.clone()
    };
    for (list, expected) in [
        (foreign, "undetermined:not_checked"),
        (claims, "undetermined:crl_signer_not_found"),
    ] {
        let mut builder = store(&[]);
        builder
            .add(&new_authority("XO").encode(), &Source::new("xo.cer"))
            .unwrap();
        builder.add_crl(&list.encode(), &source()).unwrap();
        expect("OWN-PA-37", &builder, expected);
    }
}

#[test]
fn only_vouched_authorities_that_may_sign_lists_do() {
    let unvouched = Source::new("new.cer").unvouched();
    let mut no_crl_sign = new_authority("UT");
    no_crl_sign.extensions[1] = key_usage(true, 0x04);
    for (authority, how) in [
        (new_authority("UT"), unvouched),
        (no_crl_sign, Source::new("new.cer")),
    ] {
        let mut builder = store(&[]);
        builder.add(&authority.encode(), &how).unwrap();
        let list = ListSpec {
            entries: vec![entry(&[7], &[])],
            ..new_list("UT")
        };
        builder.add_crl(&list.encode(), &source()).unwrap();
        expect("signer", &builder, "undetermined:crl_signer_not_found");
    }
}

#[test]
fn a_signer_that_was_not_valid_convicts_but_does_not_clear() {
    let mut late = new_authority("UT");
    late.validity = validity("260520000000Z", "390101000000Z");
    for (entries, expected) in [
        (Vec::new(), "undetermined:crl_signer_not_valid"),
        (vec![entry(&[7], &[])], "failed:revoked"),
    ] {
        let mut builder = store(&[]);
        builder
            .add(&late.encode(), &Source::new("late.cer"))
            .unwrap();
        let list = ListSpec {
            entries,
            ..new_list("UT")
        };
        builder.add_crl(&list.encode(), &source()).unwrap();
        expect("not valid", &builder, expected);
    }
}

#[test]
fn the_authority_is_looked_for_under_its_own_name() {
    let listing = |list: ListSpec| ListSpec {
        entries: vec![entry(&[1], &[])],
        ..list
    };
    let detail = expect(
        "own",
        &store(&[listing(ListSpec::new())]),
        "failed:csca_revoked",
    );
    assert_eq!(detail, revoked(None, LISTED));
    let mut builder = store(&[]);
    builder
        .add(&new_authority("UT").encode(), &Source::new("new.cer"))
        .unwrap();
    builder
        .add_crl(&listing(new_list("UT")).encode(), &source())
        .unwrap();
    expect("serial number 1 of another name", &builder, "passed");
}

#[test]
fn without_an_anchor_only_the_issuers_own_list_convicts() {
    let mut world = World::new();
    world.ds.issuer_key = keys().ds.clone();
    world.ds.extensions[0] = aki(b"csca-0");
    let files = world.files();
    let input = PaInput {
        issuing_state: Some("UTO"),
        ..PaInput::new(&files, AT)
    };
    for (list, expected) in [
        (ListSpec::new(), "undetermined:not_checked"),
        (ListSpec::with_signer(), "failed:revoked"),
    ] {
        let result = passive_authentication(&input, &store(&[list]).build());
        assert_eq!(result.anchor.outcome, Outcome::Undetermined);
        assert_eq!(shown(&result.revocation), expected);
    }
}

/// A key that was revoked may be in other hands, which sign links to keys of their own: such a
/// link vouches for nobody, and convicts nobody. What the user added himself stands.
#[test]
fn a_revoked_authority_leads_to_no_new_one() {
    let link = CertificateSpec {
        issuer: csca_name("UT"),
        issuer_key: keys().csca.clone(),
        serial: integer(2),
        ..new_authority("UT")
    }
    .frozen();
    let mut world = World::new();
    world.ds.issuer = link.subject.clone();
    world.ds.issuer_key = keys().other.clone();
    world.ds.extensions[0] = aki(b"csca-2");
    let files = world.files();
    let input = PaInput {
        issuing_state: Some("UTO"),
        ..PaInput::new(&files, AT)
    };
    let revoking = ListSpec {
        entries: vec![entry(&[1], &[])],
        ..ListSpec::new()
    };
    let unvouched = Source::new("link.cer").unvouched();
    let own = Source::new("own.cer");
    for (list, sources, expected) in [
        (ListSpec::new(), vec![&unvouched], "passed"),
        (
            revoking.clone(),
            vec![&unvouched],
            "undetermined:anchor_unvouched",
        ),
        (revoking.clone(), vec![&unvouched, &own], "passed"),
        (revoking, vec![&own], "passed"),
    ] {
        let mut builder = store(&[list]);
        for source in sources {
            builder.add(&link.encode(), source).unwrap();
        }
        let result = passive_authentication(&input, &builder.build());
        assert_eq!(shown(&result.anchor), expected);
        assert_eq!(result.authentic_listing().is_some(), expected == "passed");
    }
}

/// An authority of a trust group signs lists for its group alone.
#[test]
fn a_list_counts_where_its_authority_does() {
    let listing = ListSpec {
        entries: vec![entry(&[7], &[])],
        ..new_list("UT")
    };
    let authority = new_authority("UT").encode();
    for list_source in [source(), source().group("card")] {
        let mut builder = store(&[]);
        builder
            .add(&authority, &Source::new("new.cer").group("card"))
            .unwrap();
        builder.add_crl(&listing.encode(), &list_source).unwrap();
        let store = builder.build();
        let (world, rules) = (World::new(), Rules::of(Tolerance::Field));
        let files = world.files();
        for (group, revoked) in [(None, false), (Some("card"), true), (Some("visa"), false)] {
            let input = PaInput {
                rules,
                ..PaInput::new(&files, AT)
            };
            let result = passive_authentication(&input, &store.for_group(group));
            assert_eq!(
                result.revocation.outcome == Outcome::Failed,
                revoked,
                "{group:?}"
            );
        }
    }
}
