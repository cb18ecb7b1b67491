//! Transliteration against the published tables and the worked examples of Doc 9303-3.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

use proptest::prelude::*;
use std::collections::BTreeSet;
use vidimus_mrz::transliteration::{
    Language, NameComparison, Script, answers, from_mrz, is_added, names_match, to_mrz, variants,
};
use vidimus_testkit::shared;

/// The rows of the published table: letter, and the cell with its answers as printed.
fn published() -> Option<Vec<(char, String)>> {
    let text = std::fs::read_to_string(shared("../facts/translit.csv")?).unwrap();
    let rows = text.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.splitn(5, ',').collect();
        let code = u32::from_str_radix(cells[1], 16).unwrap();
        let cell = cells[4].rsplit(',').next().unwrap();
        let cell = if cells[4].starts_with('"') {
            cells[4]
        } else {
            cell
        };
        (
            char::from_u32(code).unwrap(),
            cell.trim_matches('"').to_owned(),
        )
    });
    Some(rows.collect())
}

/// Every word of capitals in a cell is an answer, notes aside.
fn words(letter: char, cell: &str) -> BTreeSet<String> {
    let cell = match letter {
        '\u{0131}' => "I",
        '\u{0646}' => "N",
        '\u{0629}' => "XTA XAH",
        '\u{06CC}' => "XYA Y XAY",
        _ => cell,
    };
    let capitals = |word: &&str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_uppercase());
    let mut found: BTreeSet<String> = cell
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(capitals)
        .map(str::to_owned)
        .collect();
    if cell == "(Not encoded)" {
        found.insert(String::new());
    }
    found
}

#[test]
fn every_row_of_the_published_tables() {
    let Some(rows) = published() else { return };
    assert_eq!(rows.len(), 223);
    for (letter, cell) in rows {
        assert!(!is_added(letter), "{letter}");
        if letter == '\u{0651}' {
            assert!(cell.starts_with("[DOUBLE]") && answers(letter).is_none());
            continue;
        }
        let allowed: BTreeSet<String> = answers(letter)
            .unwrap()
            .iter()
            .map(|a| (*a).to_owned())
            .collect();
        assert_eq!(allowed, words(letter, &cell), "{letter} {cell}");
        for answer in allowed {
            let zone = format!("B{answer}B<<ADA<<<<");
            let printed = format!("B{letter}B<<ADA");
            let same = names_match(&zone, false, &printed);
            assert_eq!(same, NameComparison::Same, "{letter} as {answer}");
            let small = printed.to_lowercase();
            assert_eq!(
                names_match(&zone, false, &small),
                NameComparison::Same,
                "{small}"
            );
        }
    }
}

#[test]
fn alternatives_all_match() {
    for (printed, zones) in [
        ("MUÑOZ", &["MUNOZ", "MUNXXOZ"][..]),
        ("MÜLLER", &["MUELLER", "MUXXLLER", "MULLER"]),
        ("BÄR", &["BAER", "BAR"]),
        (
            "Göß-Åse",
            &["GOESS<AASE", "GOSS<ASE", "GOESS<ASE", "GOSS<AASE"],
        ),
        ("O’Neil", &["ONEIL"]),
        ("Ђорђе", &["DORDE"]),
        ("Георгиев", &["GEORGIEV", "HEORHYEV"]),
    ] {
        for zone in zones {
            assert_eq!(
                names_match(zone, false, printed),
                NameComparison::Same,
                "{zone}"
            );
        }
        let listed = variants(printed, Language::Other, 64).unwrap();
        assert!(listed.complete);
        assert_eq!(listed.texts[0], to_mrz(printed, Language::Other).unwrap());
        for zone in zones {
            assert!(listed.texts.contains(&(*zone).to_owned()), "{zone}");
        }
    }
    for (printed, zone) in [
        ("MÜLLER", "MIELLER"),
        ("BÄR", "BER"),
        ("ADA", "ADAM"),
        ("ADAM", "ADA"),
    ] {
        assert!(matches!(
            names_match(zone, false, printed),
            NameComparison::Differs { .. }
        ));
    }
}

/// Letters of Vietnamese, composed and decomposed.
#[test]
fn vietnamese() {
    for (letters, base) in [
        ("ẠẢẤẦẨẪẬẮẰẲẴẶ", 'A'),
        ("ẸẺẼẾỀỂỄỆ", 'E'),
        ("ỈỊ", 'I'),
        ("ỌỎỐỒỔỖỘỚỜỞỠỢƠ", 'O'),
        ("ỤỦỨỪỬỮỰƯ", 'U'),
        ("ỲỴỶỸ", 'Y'),
        ("Đ", 'D'),
    ] {
        for letter in letters.chars().chain(letters.to_lowercase().chars()) {
            let text = to_mrz(&letter.to_string(), Language::Other);
            assert_eq!(text, Ok(base.to_string()), "{letter}");
        }
    }
    let decomposed = "Nguye\u{302}\u{303}n Va\u{306}n Ma\u{302}\u{303}u \u{110}o\u{302}\u{303}";
    assert_eq!(
        to_mrz(decomposed, Language::Other).as_deref(),
        Ok("NGUYEN<VAN<MAU<DO")
    );
    assert_eq!(
        names_match("NGUYEN<<VAN<MAU<DO<", false, decomposed),
        NameComparison::Same
    );
    assert_eq!(to_mrz("U\u{308}", Language::Other).as_deref(), Ok("UE"));
}

/// Doc 9303-3 section 6.C note 3 and appendix B.
#[test]
fn arabic_examples() {
    for (printed, zone) in [
        ("عبّاس", "EBBAS"),
        ("فضّة", "FXDZXDZXAH"),
        (
            "ابو بكر محمد بن زكريا الرازي",
            "ABW<BKR<MXHMD<BN<ZKRYA<ALRAZY",
        ),
        ("جميلة نعيمة", "JMYLXAH<NEYMXAH"),
        ("هاري الشماع", "HARY<ALXSHMAE"),
    ] {
        assert_eq!(
            to_mrz(printed, Language::Other).as_deref(),
            Ok(zone),
            "{printed}"
        );
        assert_eq!(
            names_match(zone, false, printed),
            NameComparison::Same,
            "{printed}"
        );
    }
    assert_eq!(names_match("EBAS", false, "عبّاس"), NameComparison::Same);
    assert_eq!(from_mrz("JMYLXAH<NEYMXAH", Script::Arabic), "جميلة نعيمة");
}

#[test]
fn languages() {
    for (printed, language, zone) in [
        ("Щербак", Language::Bulgarian, "SHTERBAK"),
        ("Щербак", Language::Other, "SHCHERBAK"),
        ("Юлія Яїна", Language::Ukrainian, "YULIIA<YAINA"),
        ("Жика Чоша", Language::Serbian, "ZIKA<COSA"),
        ("Ќире", Language::Macedonian, "KJIRE"),
        ("К\u{301}ире", Language::Macedonian, "KJIRE"),
        ("Гомель Ё", Language::Belarusian, "HOMEL<IO"),
    ] {
        assert_eq!(to_mrz(printed, language).as_deref(), Ok(zone), "{printed}");
        assert_eq!(
            names_match(zone, false, printed),
            NameComparison::Same,
            "{printed}"
        );
    }
    assert_eq!(from_mrz("IVAN<PETROV", Script::Cyrillic), "ИВАН ПЕТРОВ");
    assert_eq!(from_mrz("MUELLER<<ANA", Script::Latin), "MUELLER ANA");
    assert_eq!(to_mrz("漢", Language::Other).unwrap_err().column, 1);
    assert_eq!(to_mrz("Ada 2", Language::Other).unwrap_err().column, 5);
}

#[test]
fn places_and_truncation() {
    let NameComparison::Differs { at } =
        names_match("SPECIMEN<<ADA<GRACE<<<", false, "Specimen Ada Gracia")
    else {
        panic!("differs");
    };
    assert_eq!((at.field_column, at.printed_column), (19, 18));
    let NameComparison::Undecided { at } = names_match("SPECIMEN<<ADA", false, "Specimen 漢")
    else {
        panic!("undecided");
    };
    assert_eq!((at.field_column, at.printed_column), (11, 10));
    let long = "Specimen of a very long, Ada Grace Augusta Victoria";
    for zone in [
        "SPECIMEN<OF<A<VERY<LONG<<ADA<GRACE<AUGU",
        "SPECIMEN<OF<A<VERY<LONG<<ADA<G<AUGUST<V",
        "SPECIMEN<OF<A<VERY<LONG<<ADA<GRACE<A<VI",
    ] {
        assert_eq!(
            names_match(zone, true, long),
            NameComparison::SameTruncated,
            "{zone}"
        );
        assert!(matches!(
            names_match(zone, false, long),
            NameComparison::Differs { .. }
        ));
    }
    let other = "SPECIMEN<OF<A<VERY<LONG<<ADA<GRACE<ALGU";
    assert!(matches!(
        names_match(other, true, long),
        NameComparison::Differs { .. }
    ));
    // identifiers that are told apart on both sides must agree
    assert!(matches!(
        names_match("VAN<DER<<ADA", false, "VAN<<DER<ADA"),
        NameComparison::Differs { .. }
    ));
    assert_eq!(
        names_match("VAN<DER<<ADA", false, "Van der Ada"),
        NameComparison::Same
    );
}

#[test]
fn variants_are_bounded() {
    let many = "ÜÄÖÑÅ".repeat(100);
    let listed = variants(&many, Language::Other, 50).unwrap();
    assert_eq!((listed.texts.len(), listed.complete), (50, false));
    let long = "ÜÄÖÑÅ".repeat(100_000);
    assert_ne!(names_match(&long, true, &long), NameComparison::Same);
    // what is beyond the limits may be anything
    let after = format!("ADA{}EVA", " ".repeat(600));
    assert_ne!(names_match("ADA", false, &after), NameComparison::Same);
    assert_eq!(to_mrz(&after, Language::Other).unwrap_err().column, 513);
    let field = "A".repeat(61);
    assert_ne!(
        names_match(&field, false, &"A".repeat(60)),
        NameComparison::Same
    );
    // a letter is doubled once
    let thrice = "عب\u{651}\u{651}\u{651}اس";
    assert_eq!(to_mrz(thrice, Language::Other).as_deref(), Ok("EBBAS"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_variant_matches(text in "[A-Za-zÀ-ÖØ-öø-ķĹ-ž]{1,6}[ -][А-Яа-я]{1,4}( [ء-غف-ي]{1,4})?") {
        let listed = variants(&text, Language::Other, 40).unwrap();
        for zone in listed.texts {
            prop_assert_eq!(names_match(&zone, false, &text), NameComparison::Same, "{} {}", zone, text);
        }
    }

    #[test]
    fn arabic_comes_back(text in "[ءآأؤإئا-ةتثج-غف-ى]{1,8}( [ءآأؤإئا-تثج-غف-ى]{1,8})?") {
        let zone = to_mrz(&text, Language::Other).unwrap();
        prop_assert_eq!(to_mrz(&from_mrz(&zone, Script::Arabic), Language::Other).unwrap(), zone);
    }

    #[test]
    fn anything_is_answered(field in "[A-Z<]{0,70}", text in any::<String>()) {
        let _ = (names_match(&field, true, &text), variants(&text, Language::Ukrainian, 9));
        let _ = (from_mrz(&text, Script::Cyrillic), from_mrz(&field, Script::Arabic));
    }
}
