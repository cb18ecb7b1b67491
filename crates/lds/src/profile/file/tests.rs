use super::*;
use proptest::prelude::*;
use vidimus_iso7816::Fault;

fn refused(text: &str) -> String {
    parse(text).expect_err("refused").to_string()
}

/// Files and what is said of them.
const MISTAKES: &[(&str, &str)] = &[
    ("", "a profile needs `name`"),
    (
        "name = 1",
        "`name` must be a text in quotes, not a whole number",
    ),
    (
        "name = \"Staff card\"",
        "`name` cannot be `Staff card`; it is a letter and up to 31 lower-case letters, digits and hyphens",
    ),
    (
        "name = \"a\"\naccess = 1",
        "`access` must be a table, not a whole number",
    ),
    (
        "name = \"a\"\naccess.protocols = []",
        "`access.protocols` has 0 entries; it has 1 to 64",
    ),
    (
        "name = \"a\"\naccess.protocols = [\"bac\", \"bac\"]",
        "`access.protocols` names `bac` twice",
    ),
    (
        "name = \"a\"\naccess.protocols = [\"none\"]",
        "`access.protocols` cannot be `none`; it is one of `pace`, `bac`, `bap`",
    ),
    (
        "name = \"a\"\nselect.identifiers = [\"A000\"]",
        "`select.identifiers` cannot be `A000`; it is 5 to 16 bytes in hexadecimal",
    ),
    (
        "name = \"a\"\ncard_access.constant = \"3100\"",
        "`card_access.constant` cannot be `3100`; it is an EF.CardAccess with a PACEInfo",
    ),
    (
        "name = \"a\"\nmatch.card_access = [\"+1\"]",
        "`match.card_access` cannot be `+1`; it is 1 to 256 bytes in hexadecimal",
    ),
    (
        "name = \"a\"\ndata.waived = [\"dg1\"]",
        "`data.waived` cannot be `dg1`; it is one of `dg2` to `dg16`",
    ),
    (
        "name = \"a\"\ntitle.en = \"two\\nlines\"",
        "`title.en` cannot be `two\\u{a}lines`; it is one line of 1 to 80 characters that can be printed",
    ),
    (
        "name = \"a\"\nname = \"b\"",
        "line 2, column 1: duplicate key",
    ),
];

#[test]
fn every_mistake_is_named() {
    for (text, message) in MISTAKES {
        assert_eq!(refused(text), *message);
    }
    let unknown = refused("name = \"a\"\n[match.mrz]\nissuer = [\"VNM\"]");
    assert!(
        unknown.starts_with(
            "there is no profile key `match.mrz.issuer`; there are `access.passwords`"
        )
    );
    let long = format!("name = \"a\" #{}", "x".repeat(MAX_BYTES));
    assert!(refused(&long).contains("at most 32768 bytes"));
    assert_eq!(
        parse("").map_err(|error| error.code()),
        Err("usage.profile")
    );
}

#[test]
fn what_is_not_named_is_as_in_icao() {
    let own = parse("name = \"own\"").expect("a profile");
    assert_eq!(own.title("vi"), "own");
    let named = Profile {
        name: "icao".to_owned(),
        title_en: base().title_en,
        title_vi: base().title_vi,
        ..own
    };
    assert_eq!(named, base());
    assert!(KEYS.is_sorted());
    let taken = Profile::from_toml("name = \"vn-cccd\"").expect_err("taken");
    assert_eq!(
        taken.to_string(),
        "`vn-cccd` is a built-in profile; give another name"
    );
}

/// Every key stands in a built-in file or here, so that none is forgotten when one is added.
#[test]
fn every_key_is_read() {
    let whole = include_str!("../../../profiles/vn-cccd.toml");
    let other = include_str!("../../../profiles/eu-id-card.toml");
    for key in KEYS {
        let last = key.rsplit('.').next().unwrap_or(key);
        assert!(whole.contains(last) || other.contains(last), "{key}");
    }
    let first = parse(whole).expect("a profile");
    assert_ne!(first.card_access_fallback(), None);
    assert_ne!(
        (first.mrz_rules(), first.qr_content(), first.dg13_decoder()),
        (None, None, None)
    );
    assert_eq!(first.waived().len(), 1);
}

/// docs/profiles.md: its example is a profile, and its table has every key.
#[test]
fn the_page_says_what_there_is() {
    let page = include_str!("../../../../../docs/profiles.md");
    let (_, example) = page.split_once("```toml\n").expect("an example");
    let (example, _) = example.split_once("```").expect("its end");
    let profile = Profile::from_toml(example).expect("a profile");
    assert_eq!(profile.name(), "staff-card");
    assert_eq!(profile.passwords(), [PasswordSource::Can]);
    for key in KEYS {
        assert!(page.contains(&format!("`{key}`")), "{key}");
    }
}

proptest! {
    #[test]
    fn any_text_is_a_profile_or_a_named_mistake(text in ".{0,200}") {
        let _ = parse(&text);
    }

    #[test]
    fn a_changed_file_never_waives_dg1(at in 0usize..2000, byte in 0u8..128) {
        let mut text = include_str!("../../../profiles/vn-cccd.toml").to_owned().into_bytes();
        if let Some(place) = text.get_mut(at) {
            *place = byte;
        }
        if let Ok(profile) = parse(&String::from_utf8_lossy(&text)) {
            prop_assert!(!profile.waived().contains(&crate::DataGroup::DG1));
            prop_assert!(!profile.applications().is_empty() && !profile.protocols().is_empty());
            prop_assert!(profile.applications().iter().all(|one| (5..=16).contains(&one.len())));
        }
    }

    #[test]
    fn any_list_of_issuers_is_kept(issuers in proptest::collection::btree_set("[A-Z]{1,3}", 0..20)) {
        let quoted: Vec<_> = issuers.iter().map(|one| format!("\"{one}\"")).collect();
        let text = format!("name = \"a\"\nmatch.mrz.issuers = [{}]", quoted.join(", "));
        let profile = parse(&text).expect("a profile");
        prop_assert_eq!(profile.matching.mrz.issuers, issuers.into_iter().collect::<Vec<_>>());
    }
}
