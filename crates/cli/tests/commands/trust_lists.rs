//! `vidimus trust` with signed lists, revocation lists, directory exports and pins, all made of
//! the state of the sandbox's document.

use crate::common::{Case, Run, Sandbox, check};
use serde_json::Value;
use vidimus::chip::personalise::Preset;
use vidimus::chip::pki::{
    CertificateSpec, CrlEntry, CrlSpec, DeviationSpec, Ldif, NameSpec, SignedListKind,
    SignedListSpec, TestKey, deviation_list, master_list,
};
use vidimus::pubkey::HashAlgorithm;

/// The state's authority, as it signed the sandbox's document.
fn authority() -> CertificateSpec {
    Preset::named("bac").unwrap().spec().unwrap().csca
}

/// The authority of another state, which is in the list.
fn foreign() -> CertificateSpec {
    let (subject, key) = (NameSpec::new("XO", "Elsewhere", "CSCA"), TestKey::CscaP384);
    let algorithm = authority().algorithm;
    CertificateSpec::authority(subject, "XOX", key, algorithm).unwrap()
}

/// A list of both, signed below the authority.
fn list() -> SignedListSpec {
    let certificates = [authority().to_der().unwrap(), foreign().to_der().unwrap()];
    let content = master_list(&certificates);
    SignedListSpec::below(&authority(), SignedListKind::Master, content).unwrap()
}

fn crl(serial: u8) -> Vec<u8> {
    let list = CrlSpec::of(&authority(), "20260101", "20280101").unwrap();
    let entry = CrlEntry::new(&[serial], "20260601000000").because(1);
    list.revoking(entry).to_der().unwrap()
}

fn deviations() -> Vec<u8> {
    let entry = DeviationSpec {
        document_type: Some("P".into()),
        deviations: vec![(vec![4, 1], None)],
        ..DeviationSpec::default()
    };
    let content = deviation_list(&[entry]);
    let list = SignedListSpec::below(&authority(), SignedListKind::Deviation, content);
    list.unwrap().to_der().unwrap()
}

fn directory() -> String {
    let mut text = Ldif::new();
    let signer = CertificateSpec::signer(
        &foreign(),
        NameSpec::new("XO", "Elsewhere", "DS"),
        "XOX",
        TestKey::DsP256,
        &["P"],
    );
    let signer = signer.unwrap().to_der().unwrap();
    text.record("cn=DS,o=dsc,c=XO", &[("userCertificate;binary", &signer)]);
    let list = list().to_der().unwrap();
    text.record("cn=ML,o=ml,c=UT", &[("pkdMasterListContent", &list)]);
    text.record(
        "o=crl,c=UT",
        &[("certificateRevocationList;binary", &crl(9))],
    );
    text.to_string()
}

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("list.ml", list().to_der().unwrap());
    let wrong = SignedListSpec {
        bad_signature: true,
        ..list()
    };
    sandbox.write("wrong.ml", wrong.to_der().unwrap());
    // row OWN-CSCA-02: a document signer's certificate has no purpose of signing lists
    let mut profile = list();
    let key_usage = |der: Vec<u8>| der.windows(3).any(|part| part == EXTENDED_KEY_USAGE);
    let extensions = &mut profile.signer.extensions;
    extensions.retain(|extension| !key_usage(extension.to_der()));
    sandbox.write("profile.ml", profile.to_der().unwrap());
    sandbox.write("bare.ml", master_list(&[foreign().to_der().unwrap()]));
    sandbox.write("state.crl", crl(9));
    sandbox.write("revoked.crl", crl(2));
    sandbox.write("deviations.dl", deviations());
    sandbox.write("directory.ldif", directory());
    let cut: Vec<u8> = crl(9).into_iter().take(100).collect();
    sandbox.write("cut.crl", cut);
    sandbox
}

/// 2.5.29.37
const EXTENDED_KEY_USAGE: [u8; 3] = [0x55, 0x1D, 0x25];

fn sha256(bytes: &[u8]) -> String {
    let digest = HashAlgorithm::Sha256.hash(bytes);
    digest
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Runs and returns the document.
fn json(sandbox: &Sandbox, line: &str) -> (i32, Value) {
    let arguments: Vec<&str> = line.split(' ').chain(["--json"]).collect();
    let run = Run::new(sandbox, &arguments);
    (run.code, run.json())
}

#[test]
fn refusals() {
    let sandbox = sandbox();
    let cases = [
        // row OWN-CSCA-01
        Case::new("trust-add-untrusted", 1, "trust add list.ml --trust store"),
        Case::new(
            "trust-add-wrong-signature",
            1,
            "trust add wrong.ml --trust store",
        ),
        Case::new(
            "trust-add-wrong-signer",
            1,
            "trust add profile.ml --trust store",
        ),
        Case::new("trust-add-bare", 1, "trust add bare.ml --trust store"),
        Case::new(
            "trust-add-wrong-pin",
            1,
            "trust add list.ml --trust store --pin 0000000000000000000000000000000000000000000000000000000000000000",
        ),
        Case::new(
            "trust-add-short-pin",
            2,
            "trust add list.ml --trust store --pin 0011",
        ),
        Case::new(
            "trust-add-signer-authority",
            1,
            "trust add trust/csca.cer --signer --trust store",
        ),
        Case::new(
            "trust-add-signer-list",
            1,
            "trust add list.ml --signer --trust store",
        ),
        Case::new(
            "trust-add-two-acts",
            2,
            "trust add list.ml --signer --unvouched --trust store",
        ),
        Case::new("trust-add-cut-crl", 6, "trust add cut.crl --trust store"),
        Case::new(
            "trust-add-deviations-untrusted",
            1,
            "trust add deviations.dl --trust store",
        ),
        Case::new(
            "trust-remove-unknown",
            2,
            "trust remove nothing --trust store",
        ),
        Case::new("trust-remove-nothing", 2, "trust remove --trust store"),
        Case::new("trust-list-by-what", 2, "trust list --by colour"),
        Case::new(
            "trust-list-before-when",
            2,
            "trust list --expires-before soon",
        ),
    ];
    check(&sandbox, &cases);
    assert!(!sandbox.path().join("store").exists(), "nothing is kept");
}

/// A list counts by the anchor that was there before it came: also when both come in one go,
/// in whatever order.
#[test]
fn a_list_comes_in_by_its_signers_anchor() {
    let sandbox = sandbox();
    let line = "trust add list.ml state.crl deviations.dl trust/csca.cer --trust store";
    let run = Run::new(&sandbox, &line.split(' ').collect::<Vec<_>>());
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    let (code, document) = json(&sandbox, "trust list --trust store");
    assert_eq!(code, 0);
    assert_eq!(document["anchors"]["count"], 2);
    assert_eq!(document["revocation_lists"], 1);
    assert_eq!(document["deviation_lists"], 1);
    let (_, of_country) = json(&sandbox, "trust list --trust store --country xo");
    let certificates = of_country["certificates"].as_array().unwrap();
    assert_eq!(certificates.len(), 1);
    let source = &certificates[0]["sources"][0];
    assert_eq!(source["vouched_by"]["by"], "list");
    let csca = authority().to_der().unwrap();
    assert_eq!(source["vouched_by"]["sha256"], sha256(&csca));
    assert_eq!(source["signed"], "2028-06-01T12:00:00Z");
    // row OWN-CSCA-05: one anchor, both sources
    let (_, own) = json(&sandbox, "trust list --trust store --country UT");
    let sources = own["certificates"][0]["sources"].as_array().unwrap();
    let mut kinds: Vec<_> = sources
        .iter()
        .map(|source| source["kind"].as_str().unwrap())
        .collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["certificates", "master_list"]);
}

/// A pin is of the file, of the list's signer or of the signer's authority.
#[test]
fn pins() {
    let sandbox = sandbox();
    let of_file = sha256(&sandbox.read("list.ml"));
    let of_signer = sha256(&list().signer.to_der().unwrap());
    let of_authority = sha256(&authority().to_der().unwrap());
    for (store, pin) in [
        ("a", of_file),
        ("b", of_signer),
        ("c", of_authority.to_uppercase()),
    ] {
        let (code, document) = json(
            &sandbox,
            &format!("trust add list.ml --trust {store} --pin {pin}"),
        );
        assert_eq!(code, 0, "{document:#}");
        assert_eq!(document["sources"][0]["vouched_by"]["by"], "pin");
        let run = Run::new(
            &sandbox,
            &["verify", "doc", "--trust", store, "--at", "2027-01-01"],
        );
        assert_eq!(run.code, 0, "{}", run.stdout);
    }
}

/// What nobody vouches for verifies nothing, and says so.
#[test]
fn unvouched() {
    let sandbox = sandbox();
    let (code, document) = json(&sandbox, "trust add list.ml --unvouched --trust store");
    assert_eq!(code, 0, "{document:#}");
    assert_eq!(document["sources"][0]["vouched"], false);
    let line = "verify doc --trust store --at 2027-01-01";
    let (code, report) = json(&sandbox, line);
    assert_eq!(code, 3);
    assert_eq!(report["verdict"], "undetermined");
    assert!(report.to_string().contains("anchor_unvouched"));
    let cases = [
        Case::new("trust-list-unvouched", 0, "trust list --trust store"),
        Case::new(
            "trust-check-unvouched",
            3,
            "trust check ds.cer --trust store --at 2027-01-01",
        ),
    ];
    check(&sandbox, &cases);
}

/// A clock earlier than a list that was signed cannot be right, so it vouches for no time; one
/// that the caller gives may be any.
#[test]
fn a_clock_before_the_newest_list() {
    let sandbox = sandbox();
    let later = SignedListSpec {
        signing_time: "20480101000000".to_owned(),
        ..list()
    };
    sandbox.write("later.ml", later.to_der().unwrap());
    let add = "trust add trust/csca.cer later.ml --trust store";
    assert_eq!(json(&sandbox, add).0, 0);
    let validity = |document: &Value| {
        let checks = document["checked"]["checks"].as_array().unwrap();
        let check = checks.iter().find(|one| one["id"] == "pa.chain.validity");
        check.unwrap()["code"].clone()
    };
    let (code, now) = json(&sandbox, "trust check ds.cer --trust store");
    assert_eq!((code, validity(&now)), (3, "clock_implausible".into()));
    let given = "trust check ds.cer --trust store --at 2027-01-01";
    let (code, given) = json(&sandbox, given);
    assert_eq!((code, validity(&given)), (0, Value::Null));
}

#[test]
fn pinned_signers() {
    let sandbox = sandbox();
    let (code, document) = json(&sandbox, "trust add ds.cer --signer --trust store");
    assert_eq!(code, 0, "{document:#}");
    assert_eq!(
        (&document["pinned_signers"], &document["anchors"]["count"]),
        (&1.into(), &0.into())
    );
    sandbox.write(
        "gate.toml",
        "name = \"gate\"\nallow_pinned_signers = true\n",
    );
    let line = "verify doc --trust store --at 2027-01-01";
    assert_eq!(
        json(&sandbox, line).0,
        3,
        "the default policy does not take it"
    );
    let (code, report) = json(&sandbox, &format!("{line} --policy gate.toml"));
    assert_eq!(code, 0, "{report:#}");
    assert!(report.to_string().contains("pinned_signer"));
    let cases = [Case::new(
        "trust-list-signer",
        0,
        "trust list --trust store",
    )];
    check(&sandbox, &cases);
}

/// A key of one state that signed for another verifies, and proves nothing: no document of either
/// state passes by it.
#[test]
fn a_signer_of_another_country() {
    let sandbox = sandbox();
    let name = NameSpec::new("XO", "Elsewhere", "DS");
    let signer = CertificateSpec::signer(&authority(), name, "XOX", TestKey::DsP256, &["P"]);
    sandbox.write("foreign.cer", signer.unwrap().to_der().unwrap());
    let line = "trust check foreign.cer --trust trust --at 2027-01-01";
    let (code, document) = json(&sandbox, line);
    let country = serde_json::json!({
        "id": "pa.chain.country", "outcome": "failed", "code": "country_mismatch",
    });
    let checks = document["checked"]["checks"].as_array().unwrap();
    assert!(checks.contains(&country), "{document:#}");
    assert_eq!(code, 1);
}

/// A revocation list that names the document's signer.
#[test]
fn revocation() {
    let sandbox = sandbox();
    let add = "trust add revoked.crl trust/csca.cer --trust store";
    assert_eq!(json(&sandbox, add).0, 0);
    let (_, alone) = json(&sandbox, "trust add revoked.crl --trust alone");
    assert_eq!(alone["sources"][0]["list_signature"], "undetermined");
    for (store, outcome) in [("store", "passed"), ("alone", "undetermined")] {
        let (_, document) = json(&sandbox, &format!("trust list --trust {store}"));
        assert_eq!(document["crls"][0]["signature"]["outcome"], outcome);
    }
    let (code, report) = json(&sandbox, "verify doc --trust store --at 2027-01-01");
    assert_eq!(code, 1, "{report:#}");
    let cases = [
        Case::new(
            "trust-check-revoked",
            1,
            "trust check ds.cer --trust store --at 2027-01-01",
        ),
        Case::new("trust-list-crl", 0, "trust list --trust store"),
        Case::new("trust-list-crl-alone", 0, "trust list --trust alone"),
    ];
    check(&sandbox, &cases);
}

/// Many links that lead back into the folder are many folders only at first sight.
#[cfg(unix)]
#[test]
fn links_to_folders_are_not_followed_round() {
    let sandbox = sandbox();
    sandbox.write("pile/csca.cer", sandbox.read("trust/csca.cer"));
    for number in 0..40 {
        let link = sandbox.path().join(format!("pile/link{number}"));
        std::os::unix::fs::symlink(sandbox.path().join("pile"), link).unwrap();
    }
    let (code, document) = json(&sandbox, "trust add pile --trust store");
    assert_eq!(code, 0, "{document:#}");
    assert_eq!(document["sources"].as_array().unwrap().len(), 1);
}

/// Folders in a folder are looked into, and a revocation list is judged under the authority that
/// comes with it, whichever name sorts first.
#[test]
fn a_folder_of_folders() {
    let sandbox = sandbox();
    sandbox.write("pile/0.crl", sandbox.read("revoked.crl"));
    sandbox.write("pile/a/b/csca.cer", sandbox.read("trust/csca.cer"));
    let (code, document) = json(&sandbox, "trust add pile --trust store");
    assert_eq!(code, 0, "{document:#}");
    let sources = document["sources"].as_array().unwrap();
    assert_eq!(sources.len(), 2, "{document:#}");
    assert_eq!(sources[1]["kind"], "crl");
    assert_eq!(sources[1]["list_signature"], "passed");
}

/// Row OWN-CSCA-04: a directory export with folded lines.
#[test]
fn directories() {
    let sandbox = sandbox();
    let add = |arguments: &str| json(&sandbox, &format!("trust add {arguments} --trust store"));
    assert_eq!(add("trust/csca.cer").0, 0);
    let (code, document) = add("directory.ldif");
    assert_eq!(code, 0, "{document:#}");
    let source = &document["sources"][0];
    assert_eq!(
        (&source["kind"], &source["certificates"]),
        (&"ldif".into(), &3.into()),
        "{source:#}"
    );
    assert_eq!(document["anchors"]["count"], 2);
    assert_eq!(document["revocation_lists"], 1);
    let text = Run::new(
        &sandbox,
        &["trust", "add", "directory.ldif", "--trust", "store"],
    )
    .stdout;
    assert!(
        text.contains("revocation list") || text.contains("crl"),
        "{text}"
    );
    // nothing in it vouches for anything else
    let (code, alone) = json(&sandbox, "trust add directory.ldif --trust other");
    assert_eq!(alone["anchors"]["count"], 0, "{code} {alone:#}");
}

/// What is taken out takes with it what stood on it alone.
#[test]
fn removals() {
    let sandbox = sandbox();
    let (code, _) = json(&sandbox, "trust add trust/csca.cer list.ml --trust store");
    assert_eq!(code, 0);
    let (code, document) = json(&sandbox, "trust remove list.ml --trust store");
    assert_eq!(code, 0, "{document:#}");
    assert_eq!(document["removed"][0]["name"], "list.ml");
    assert_eq!(document["anchors"]["count"], 1);
    json(&sandbox, "trust add list.ml --trust store");
    let csca = sha256(&sandbox.read("trust/csca.cer"));
    let run = Run::new(&sandbox, &["trust", "remove", &csca, "--trust", "store"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stderr.contains("list.ml"),
        "left out and told: {}",
        run.stderr
    );
    let (_, document) = json(&sandbox, "trust list --trust store");
    assert_eq!(document["anchors"]["count"], 0, "{document:#}");
}

/// Why an anchor is not the one: roll-over keys of one name.
#[test]
fn candidates() {
    let sandbox = sandbox();
    let other = CertificateSpec::authority(
        authority().subject,
        "UTO",
        TestKey::CscaP384,
        authority().algorithm,
    );
    sandbox.write("trust/other.cer", other.unwrap().to_der().unwrap());
    let cases = [Case::new(
        "trust-check-candidates",
        0,
        "trust check ds.cer --trust trust --at 2027-01-01",
    )];
    check(&sandbox, &cases);
    let (_, document) = json(&sandbox, "trust check ds.cer --trust trust --at 2027-01-01");
    let candidates = document["checked"]["candidates"].as_array().unwrap();
    let outcomes: Vec<&str> = candidates
        .iter()
        .map(|candidate| candidate["signature"]["outcome"].as_str().unwrap())
        .collect();
    assert_eq!(outcomes, ["passed", "failed"]);
    assert_eq!(candidates[1]["key_identifier"], false);
}

#[test]
fn orders_and_filters() {
    let sandbox = sandbox();
    json(&sandbox, "trust add trust/csca.cer list.ml --trust store");
    let count = |options: &str| {
        let (_, document) = json(&sandbox, &format!("trust list --trust store {options}"));
        document["certificates"].as_array().unwrap().len()
    };
    assert_eq!(count("--by algorithm"), 2);
    assert_eq!(count("--algorithm p-384"), 1);
    assert_eq!(count("--algorithm brainpool"), 0);
    assert_eq!(count("--country DE"), 0);
    assert_eq!(count("--expires-before 2040-01-01"), 0);
    assert_eq!(count("--expires-before 2050-01-01"), 2);
    let cases = [
        Case::new(
            "trust-list-by-algorithm",
            0,
            "trust list --trust trust --by algorithm",
        ),
        Case::new(
            "trust-list-by-expiry",
            0,
            "trust list --trust trust --by expiry",
        ),
        Case::new(
            "trust-list-country",
            0,
            "trust list --trust trust --country DE",
        ),
    ];
    check(&sandbox, &cases);
}

/// What `inspect` says of lists; it trusts nobody.
#[test]
fn inspections() {
    let sandbox = sandbox();
    for (file, kind, signature) in [
        ("list.ml", "master_list", "passed"),
        ("wrong.ml", "master_list", "failed"),
        ("deviations.dl", "deviation_list", "passed"),
        ("state.crl", "crl", ""),
        ("directory.ldif", "ldif", ""),
    ] {
        let (code, document) = json(&sandbox, &format!("inspect {file}"));
        assert_eq!((code, &document["kind"]), (0, &kind.into()), "{document:#}");
        if !signature.is_empty() {
            assert_eq!(
                document["list_signature"], signature,
                "{file}: {document:#}"
            );
        }
    }
    let (_, crl) = json(&sandbox, "inspect revoked.crl");
    assert_eq!(crl["values"]["entries"], 1, "{crl:#}");
    let (_, directory) = json(&sandbox, "inspect directory.ldif");
    assert_eq!(directory["values"]["document_signers"], 1, "{directory:#}");
    assert_eq!(directory["values"]["master_lists"], 1);
    let cases = [
        Case::new("inspect-crl", 0, "inspect state.crl"),
        Case::new("inspect-ldif", 0, "inspect directory.ldif"),
        Case::new("inspect-cut-crl", 6, "inspect cut.crl"),
    ];
    check(&sandbox, &cases);
}
