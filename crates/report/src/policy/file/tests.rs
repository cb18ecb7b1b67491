//! Every key, every mistake.

use super::*;

fn read(text: &str) -> Result<Policy, PolicyError> {
    Policy::from_toml(text)
}

fn message(text: &str) -> String {
    read(text).unwrap_err().to_string()
}

/// A value other than the default for every key.
const OTHER: [(&str, &str, &str); 15] = [
    ("access.bac_after_pace_failure", "true", "true"),
    ("algorithms.min_ec_bits", "256", "256"),
    ("algorithms.min_rsa_bits", "3072", "3072"),
    ("algorithms.sha1", "\"refuse\"", "refuse"),
    ("allow_pinned_signers", "true", "true"),
    (
        "checks.required",
        "[\"pa.hash.dg11\", \"pa.chain.revocation\", \"pa.hash.dg11\"]",
        "pa.hash.dg11,pa.chain.revocation",
    ),
    ("chip", "\"required\"", "required"),
    ("data.required", "[\"dg11\", \"dg1\"]", "dg1,dg11"),
    ("revocation.max_age_days", "30", "30"),
    ("revocation.unknown", "\"refer\"", "refer"),
    ("tolerance", "\"strict\"", "strict"),
    ("trust.allow_pinned_signers", "true", "true"),
    (
        "trust.anchors",
        "[\"00FF00FF00FF00FF00FF00FF00FF00FF:00FF00FF00FF00FF00FF00FF00FF00FF\"]",
        "00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff",
    ),
    ("validity.expired_csca", "\"accept\"", "accept"),
    ("validity.time", "\"issue_date\"", "issue_date"),
];

#[test]
fn an_empty_file_is_field() {
    let policy = read("").unwrap();
    assert_eq!(policy.canonical(), Policy::field().canonical());
    assert_eq!(policy.sha256(), Policy::field().sha256());
    assert_eq!(policy.name(), "custom");
    assert_eq!(policy.rules(), &vidimus_trust::Rules::default());
    assert!(policy.departures().is_empty());
    assert!(Policy::strict().departures().is_empty());
}

#[test]
fn the_canonical_form_is_fixed() {
    assert_eq!(
        Policy::strict().canonical(),
        "access.bac_after_pace_failure=false\nalgorithms.min_ec_bits=160\nalgorithms.min_rsa_bits=1024\n\
         algorithms.sha1=accept\nchecks.required=\nchip=required_if_offered\ndata.required=dg1,dg2\n\
         revocation.max_age_days=next_update\nrevocation.unknown=accept\ntolerance=strict\n\
         trust.allow_pinned_signers=false\ntrust.anchors=\nvalidity.expired_csca=fail\nvalidity.time=evaluation\n"
    );
    assert_eq!(Policy::strict().sha256().len(), 64);
    assert_ne!(Policy::strict().sha256(), Policy::field().sha256());
}

#[test]
fn every_key_is_read_and_hashed() {
    let named: Vec<_> = OTHER.iter().map(|(key, ..)| *key).collect();
    let all: Vec<_> = KEYS.into_iter().filter(|key| *key != "name").collect();
    assert_eq!(named, all);
    for (key, value, canonical) in OTHER {
        let policy = read(&format!("{key} = {value}")).unwrap();
        let field = Policy::field().settings();
        let mut changed = policy.settings();
        changed.retain(|key, value| field.get(key) != Some(value));
        let name = if is_pinned_signers(key) {
            "trust.allow_pinned_signers"
        } else {
            key
        };
        assert_eq!(changed, [(name, canonical.to_owned())].into(), "{key}");
        assert_ne!(policy.sha256(), Policy::field().sha256(), "{key}");
    }
    assert_eq!(read("name = \"gate\"").unwrap().name(), "gate");
}

#[test]
fn tables_and_dotted_keys_are_one() {
    let table = read("[revocation]\nmax_age_days = 30\nunknown = \"refer\"\n[trust]").unwrap();
    let dotted = read("revocation.unknown = \"refer\"\nrevocation.max_age_days = 30").unwrap();
    assert_eq!(table.sha256(), dotted.sha256());
    assert_eq!(table.rules().revocation.max_age_days, Some(30));
}

#[test]
fn mistakes_in_keys_are_named() {
    assert!(message("chips = 1").contains("no policy key `chips`"));
    assert!(message("chips = 1").contains("`validity.expired_csca`"));
    assert!(message("data.require = []").contains("`data.require`"));
    assert!(message("access.bac = true").contains("`access.bac`"));
    assert!(message("[revocation]\nage = 1").contains("`revocation.age`"));
    assert!(message("access = 1").contains("`access` must be a table"));
    assert!(message("data = 1").contains("`data` must be a table"));
    assert!(message("validity.time.x = 1").contains("`validity.time` must be a text"));
    let twice = message("allow_pinned_signers = true\ntrust.allow_pinned_signers = false");
    assert!(twice.contains("one key"), "{twice}");
    assert!(message("name = \"a\"\nchip =").starts_with("line 2, column "));
    assert!(message(&" ".repeat(MAX_BYTES + 1)).contains("at most"));
}

#[test]
fn mistakes_in_values_are_named() {
    assert!(message("chip = 1").contains("`chip` must be a text in quotes, not integer"));
    assert!(message("chip = \"never\"").contains("`never`"));
    assert!(message("data.required = [\"dg17\"]").contains("`dg17`"));
    assert!(message("data.required = \"dg1\"").contains("a list"));
    assert!(message("data.required = [\"dg2\"]").contains("dg1"));
    assert!(message("data.required = [1]").contains("a text in quotes, not integer"));
    assert!(message("access.bac_after_pace_failure = 1").contains("true or false"));
    assert!(message("tolerance = \"loose\"").contains("`field`, `strict`"));
    assert!(message("checks.required = [\"pa.chain\"]").contains("`pa.chain`"));
    assert!(message("checks.required = \"pa.sod.parse\"").contains("a list"));
    assert!(message("validity.time = \"now\"").contains("`signing_time`"));
    assert!(message("algorithms.sha1 = false").contains("a text in quotes"));
    assert!(message("algorithms.min_rsa_bits = 512").contains("from 1024 to 8192"));
    assert!(message("algorithms.min_rsa_bits = -1").contains("cannot be -1"));
    assert!(message("algorithms.min_ec_bits = 4294967552").contains("from 160 to 521"));
    assert!(message("revocation.max_age_days = 0").contains("from 1 to 3650"));
    assert!(message("revocation.max_age_days = \"30\"").contains("a whole number, not string"));
    for wrong in ["", "00", &"g".repeat(64), &"0".repeat(63), &"0".repeat(65)] {
        let text = message(&format!("trust.anchors = [\"{wrong}\"]"));
        assert!(text.contains("64 hexadecimal digits"), "{wrong}");
    }
}
