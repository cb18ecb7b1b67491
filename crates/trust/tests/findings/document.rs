//! Time, country and type of document.

use crate::case::*;
use crate::common::der::*;
use crate::common::pki::*;
use vidimus_trust::{PaInput, Tolerance, TrustStore, passive_authentication};

#[test]
fn validity() {
    let at = |time: i64| move |w: &mut World| w.at = time;
    both(
        "T35-5.6.4.3.4",
        at(2_060_000_000),
        "validity=failed:signer_expired",
    );
    both(
        "OWN-PA-42",
        at(1_720_000_000),
        "validity=failed:signer_not_yet_valid",
    );
    both(
        "OWN-PA-08",
        |w| w.csca.validity = period("240101000000Z", "260101000000Z"),
        "validity=failed:csca_expired",
    );
    // HRN-TC-PA-sha256-*-self
    let world = World::new();
    run(
        "fresh-self",
        &world,
        &TrustStore::empty(),
        Tolerance::Field,
        "anchor=U chain_signature=U validity=U",
    );
    let mut expired = World::new();
    expired.at = 2_060_000_000;
    run(
        "exp-self",
        &expired,
        &TrustStore::empty(),
        Tolerance::Field,
        "anchor=U chain_signature=U validity=failed",
    );

    let files = world.files();
    let input = PaInput {
        clock_implausible: true,
        issuing_state: Some("UTO"),
        ..PaInput::new(&files, AT)
    };
    let result = passive_authentication(&input, &store_of(&world));
    assert_eq!(result.validity.code, Some("clock_implausible"), "OWN-NW-17");
    assert_eq!(result.revocation.code, Some("clock_implausible"));
    assert!(result.authentic_listing().is_none());
}

pub(crate) fn period(from: &str, to: &str) -> Vec<u8> {
    crate::common::pki::validity(from, to)
}

#[test]
fn countries() {
    both(
        "OWN-PA-03",
        |w| w.issuing_state = "D<<",
        "country=failed:country_mismatch",
    );
    both(
        "unknown",
        |w| w.issuing_state = "XPO",
        "country=U:country_unknown",
    );
    let of = |w: &mut World, state: &'static str, country: &str| {
        w.issuing_state = state;
        (w.csca.issuer, w.csca.subject) = (csca_name(country), csca_name(country));
        (w.ds.issuer, w.ds.subject) = (csca_name(country), ds_name(country));
    };
    for (state, country) in [
        ("GBD", "GB"),
        ("D<<", "DE"),
        ("EUE", "EU"),
        ("UNO", "UN"),
        ("RKS", "KS"),
    ] {
        both("OWN-PA-52", |w| of(w, state, country), "");
    }
    both(
        "OWN-PA-43",
        |w| w.ds.subject = ds_name("DE"),
        "country=failed:country_mismatch",
    );
    let mut world = World::new();
    let no_country = name(&[(10, 0x0C, "Utopia Ministry")]);
    (world.csca.issuer, world.csca.subject) = (no_country.clone(), no_country.clone());
    world.ds.issuer = no_country;
    let store = store_of(&world);
    run(
        "H_53",
        &world,
        &store,
        Tolerance::Field,
        "country=U:country_missing",
    );
    run(
        "H_53",
        &world,
        &store,
        Tolerance::Strict,
        "country=U signer_profile=failed:country_missing",
    );
}

#[test]
fn document_types_of_the_signer() {
    both(
        "OWN-PA-09",
        |w| replace_extension(w, 2, document_types(&["V"])),
        "doctype=failed:document_type_mismatch",
    );
    both("PD", |w| w.document_code = "PD", "");
    both(
        "exact",
        |w| {
            w.document_code = "ID";
            replace_extension(w, 2, document_types(&["P", "ID"]));
        },
        "",
    );
    both(
        "other second letter",
        |w| {
            w.document_code = "IR";
            replace_extension(w, 2, document_types(&["ID"]));
        },
        "doctype=failed",
    );
    both(
        "not limited",
        |w| {
            w.ds.extensions.remove(2);
        },
        "doctype=not_supported",
    );
}
