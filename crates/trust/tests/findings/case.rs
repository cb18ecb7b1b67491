//! One case: what is changed in the document, what must come of it.

use crate::common::pki::World;
use vidimus_lds::DataGroup;
use vidimus_trust::{
    CardSecurityResult, Finding, Outcome, PaInput, PaResult, Rules, Source, Tolerance, TrustStore,
    passive_authentication,
};

/// What the untouched document gives.
pub(crate) const BASE: [(&str, Outcome); 11] = [
    ("parse", Outcome::Passed),
    ("signature", Outcome::Passed),
    ("signer_profile", Outcome::Passed),
    ("anchor", Outcome::Passed),
    ("chain_signature", Outcome::Passed),
    ("validity", Outcome::Passed),
    ("revocation", Outcome::Undetermined),
    ("country", Outcome::Passed),
    ("doctype", Outcome::Passed),
    ("dg1", Outcome::Passed),
    ("dg2", Outcome::Passed),
];

pub(crate) fn finding<'r>(result: &'r PaResult<'_>, check: &str) -> Option<&'r Finding> {
    Some(match check {
        "parse" => &result.parse,
        "signature" => &result.signature,
        "signer_profile" => &result.signer_profile,
        "anchor" => &result.anchor,
        "chain_signature" => &result.chain_signature,
        "validity" => &result.validity,
        "revocation" => &result.revocation,
        "country" => &result.country,
        "doctype" => &result.doctype,
        group => {
            let number = group.strip_prefix("dg").unwrap().parse().unwrap();
            return result.hashes.get(&DataGroup::new(number).unwrap());
        }
    })
}

/// The same of EF.CardSecurity.
pub(crate) fn finding_named<'r>(result: &'r CardSecurityResult<'_>, check: &str) -> &'r Finding {
    match check {
        "parse" => &result.parse,
        "signature" => &result.signature,
        "signer_profile" => &result.signer_profile,
        "anchor" => &result.anchor,
        "chain_signature" => &result.chain_signature,
        "validity" => &result.validity,
        "country" => &result.country,
        _ => panic!("{check}"),
    }
}

pub(crate) fn outcome(name: &str) -> Outcome {
    match name {
        "passed" => Outcome::Passed,
        "failed" => Outcome::Failed,
        "undetermined" => Outcome::Undetermined,
        "not_supported" => Outcome::NotSupported,
        "aborted" => Outcome::Aborted,
        "not_requested" => Outcome::NotRequested,
        _ => panic!("{name}"),
    }
}

/// `check=outcome` or `check=outcome:code`, separated by spaces; `all` stands for everything
/// that hangs on a SOD.
pub(crate) fn expect(case: &str, result: &PaResult<'_>, expected: &str) {
    let expected = expected
        .replace("SIGNER", "signature=U signer_profile=U CHAIN")
        .replace("CHAIN", "anchor=U chain_signature=U validity=U country=U doctype=U")
        .replace("ALL", "SIGNER_PARTS dg1=U dg2=U")
        .replace("SIGNER_PARTS", "signature=U signer_profile=U anchor=U chain_signature=U validity=U country=U doctype=U")
        .replace("=U", "=undetermined");
    let mut wanted: Vec<(String, Outcome, Option<String>)> = BASE
        .iter()
        .map(|(check, outcome)| ((*check).to_owned(), *outcome, None))
        .collect();
    for item in expected.split_whitespace() {
        let (check, rest) = item.split_once('=').unwrap();
        let (name, code) = rest
            .split_once(':')
            .map_or((rest, None), |(name, code)| (name, Some(code.to_owned())));
        wanted.retain(|(known, ..)| known != check);
        wanted.push((check.to_owned(), outcome(name), code));
    }
    for (check, outcome, code) in wanted {
        let found = finding(result, &check);
        let found = found.unwrap_or_else(|| panic!("{case}: no {check}"));
        assert_eq!(found.outcome, outcome, "{case} {check}: {found:?}");
        if code.is_some() {
            assert_eq!(
                found.code.map(str::to_owned),
                code,
                "{case} {check}: {found:?}"
            );
        }
    }
    let authentic = BASE
        .iter()
        .filter(|(check, _)| !matches!(*check, "revocation" | "doctype" | "dg1" | "dg2"));
    let all_passed = authentic
        .map(|(check, _)| finding(result, check).unwrap())
        .all(Finding::is_passed);
    assert_eq!(result.authentic_listing().is_some(), all_passed, "{case}");
    let dg1 = result.authentic_data_group(DataGroup::DG1).is_some();
    let dg1_passed = finding(result, "dg1").is_some_and(Finding::is_passed);
    assert_eq!(dg1, all_passed && dg1_passed, "{case}");
}

pub(crate) fn store_of(world: &World) -> TrustStore {
    let mut builder = TrustStore::builder();
    builder
        .add(&world.csca.encode(), &Source::new("csca.cer"))
        .unwrap();
    builder.build()
}

pub(crate) fn run(
    case: &str,
    world: &World,
    store: &TrustStore,
    tolerance: Tolerance,
    expected: &str,
) -> (Vec<&'static str>, Vec<&'static str>) {
    run_under(case, world, store, Rules::of(tolerance), expected)
}

/// One case under the rules of a policy.
pub(crate) fn run_under(
    case: &str,
    world: &World,
    store: &TrustStore,
    rules: &Rules,
    expected: &str,
) -> (Vec<&'static str>, Vec<&'static str>) {
    let files = world.files();
    let input = PaInput {
        issuing_state: Some(world.issuing_state),
        document_code: Some(world.document_code),
        issue_date: world.issue_date,
        rules,
        ..PaInput::new(&files, world.at)
    };
    let result = passive_authentication(&input, store);
    expect(&format!("{case} {:?}", rules.tolerance), &result, expected);
    (result.quirks, result.notices)
}

/// One case in both tolerances with one expectation.
pub(crate) fn both(case: &str, change: impl Fn(&mut World), expected: &str) {
    let mut world = World::new();
    change(&mut world);
    let store = store_of(&world);
    for tolerance in [Tolerance::Field, Tolerance::Strict] {
        let (quirks, _) = run(case, &world, &store, tolerance, expected);
        assert!(quirks.is_empty(), "{case}: {quirks:?}");
    }
}

/// One case that a quirk covers under `field`.
pub(crate) fn quirk(
    case: &str,
    change: impl Fn(&mut World),
    quirk: &str,
    field: &str,
    strict: &str,
) {
    let mut world = World::new();
    change(&mut world);
    let store = store_of(&world);
    let (quirks, _) = run(case, &world, &store, Tolerance::Field, field);
    assert_eq!(quirks, [quirk], "{case}");
    let (quirks, _) = run(case, &world, &store, Tolerance::Strict, strict);
    assert!(quirks.is_empty(), "{case}: {quirks:?}");
}

pub(crate) fn replace_extension(world: &mut World, index: usize, extension: Vec<u8>) {
    world.ds.extensions[index] = extension;
}

pub(crate) const MALFORMED: &str =
    "signature=U signer_profile=failed:signer_certificate_malformed CHAIN";
