//! The page for a browser: nothing in it runs, nothing personal is in it unless revealed, and no
//! text of a document can change how it is built. What a browser does with it is tested with one,
//! beside the command.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{AT, Reading};
use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;
use vidimus_chip::personalise::apply_fault;
use vidimus_lds::Personal;
use vidimus_lds::evidence::{Evidence, Failure, QuirkUse, Source};
use vidimus_lds::image::{Picture, Samples};
use vidimus_report::html::{Exchange, PageOptions, Portrait, PortraitOption, Timing};
use vidimus_report::{
    Check, CheckId, Decision, EvaluationTime, Lang, Outcome, Policy, Report, Verdict, judge,
};
use vidimus_testkit::html::Page;
use vidimus_trust::TrustStore;

fn report(preset: &str, reading: &Reading) -> Report {
    common::report(&common::preset(preset), reading, &Policy::field()).created_at(AT)
}

/// A document with a fault, read live.
fn faulty(fault: &str, parameters: &str) -> Report {
    let mut spec = common::spec();
    apply_fault(&mut spec, fault, parameters).unwrap();
    common::report(&spec, &Reading::reader(), &Policy::field()).created_at(AT)
}

fn nothing() -> Report {
    let at = EvaluationTime::given(AT);
    let evidence = Evidence::default();
    let store = TrustStore::empty();
    judge(&evidence, &store, &Policy::field(), at, &common::tool()).created_at(AT)
}

fn broken_off() -> Report {
    let mut report = report("bac", &Reading::reader());
    report.failure = Some(Failure {
        code: "transport.card_removed".into(),
        step: Some("read.dg2".into()),
    });
    report
}

fn portrait() -> Portrait {
    let picture = Picture {
        width: 2,
        height: 1,
        samples: Samples::Rgb(vec![255, 0, 0, 0, 0, 255]),
    };
    Portrait::new(&picture).unwrap()
}

fn exchanges(step: &str) -> Vec<Exchange<'_>> {
    let exchange = |number: u64| Exchange {
        step: if number < 2 {
            step.into()
        } else {
            "read.dg1".into()
        },
        start: number * 1500,
        duration: 1000,
        sent: 13,
        received: 240,
    };
    (0..4).map(exchange).collect()
}

/// Every kind of page there is.
fn pages() -> Vec<(String, String)> {
    let reports = [
        ("good", report("bac", &Reading::reader())),
        ("files", report("bac-rich", &Reading::files())),
        ("recording", report("bac-td1", &Reading::transcript())),
        ("vn", report("vn-td1", &Reading::reader())),
        ("altered", faulty("dg-bitflip", "dg=2;byte=last")),
        ("expired", faulty("persona", "expiry=yesterday")),
        ("no-portrait", faulty("file-missing", "dg=2")),
        ("nothing", nothing()),
        ("broken-off", broken_off()),
    ];
    let (portrait, exchanges) = (portrait(), exchanges("bac.get_challenge"));
    let mut pages = Vec::new();
    for (name, report) in &reports {
        for lang in Lang::ALL {
            for reveal in [false, true] {
                let options = PageOptions {
                    lang,
                    reveal,
                    timing: Timing::Live(&exchanges),
                    portrait: PortraitOption::Decoded(&portrait),
                };
                let name = format!("{name} {} {reveal}", lang.as_str());
                pages.push((name, report.html(&options)));
            }
        }
    }
    pages
}

#[test]
fn nothing_in_a_page_runs_or_fetches_anything() {
    for (name, html) in pages() {
        let page = Page::parse(&html);
        page.assert_harmless();
        let reveal = name.ends_with("true");
        assert_eq!(page.count("img"), usize::from(reveal), "{name}");
        assert_eq!(page.count("style"), 1, "{name}");
        for wrong in [
            "http:",
            "https:",
            "javascript:",
            "url(",
            "@import",
            "<script",
        ] {
            assert!(!html.contains(wrong), "{name}: {wrong}");
        }
    }
}

/// The hash in the policy is that of the style sheet, by the parser's reading of it.
#[test]
fn the_policy_lets_in_the_style_sheet_and_nothing_else() {
    use vidimus_pubkey::HashAlgorithm;
    let html = nothing().html(&PageOptions::default());
    let (_, rest) = html.split_once("<style>").unwrap();
    let (sheet, _) = rest.split_once("</style>").unwrap();
    let (_, rest) = html.split_once("style-src 'sha256-").unwrap();
    let (stated, _) = rest.split_once('\'').unwrap();
    let mut decoder = vidimus_pubkey::pem::Base64::default();
    let mut bytes = Vec::new();
    decoder.decode(stated.as_bytes(), &mut bytes).unwrap();
    assert_eq!(bytes, HashAlgorithm::Sha256.hash(sheet.as_bytes()).as_ref());
}

/// Landmarks, one first heading, headings in order, names that exist, headed tables.
#[test]
fn pages_can_be_heard() {
    for (name, html) in pages() {
        let page = Page::parse(&html);
        for landmark in ["header", "main", "footer", "h1", "title"] {
            assert_eq!(page.count(landmark), 1, "{name}: {landmark}");
        }
        let all = || page.elements.iter();
        let values = |wanted: &'static str| {
            all().flat_map(move |(_, _, attributes)| {
                let found = attributes.iter().filter(move |(key, _)| key == wanted);
                found.map(|(_, value)| value.clone())
            })
        };
        let ids: Vec<String> = values("id").collect();
        let mut once = ids.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), ids.len(), "{name}: {ids:?}");
        for labelled in values("aria-labelledby") {
            assert!(
                ids.contains(&labelled),
                "{name}: nothing is called {labelled}"
            );
        }
        let headings = all().filter_map(|(_, element, _)| element.strip_prefix('h')?.parse().ok());
        let levels: Vec<u8> = headings.collect();
        assert_eq!(levels[0], 1, "{name}");
        for pair in levels.windows(2) {
            assert!(pair[1] <= pair[0] + 1, "{name}: {levels:?}");
        }
        assert_eq!(page.count("table"), page.count("thead"), "{name}");
        let language = if name.contains(" vi ") { "vi" } else { "en" };
        let (_, _, attributes) = &page.elements[0];
        assert_eq!(attributes, &[("lang".to_owned(), language.to_owned())]);
    }
}

/// The headline and the answers are those of the text, word by word.
#[test]
fn pages_say_what_the_text_says() {
    let reports = [
        report("bac", &Reading::reader()),
        report("bac", &Reading::files()),
        faulty("dg-bitflip", "dg=2;byte=last"),
        faulty("persona", "expiry=yesterday"),
        nothing(),
        broken_off(),
    ];
    for report in reports {
        for lang in Lang::ALL {
            let style = vidimus_report::TextStyle {
                width: 10_000,
                ..Default::default()
            };
            let text = report.text(lang, style);
            let options = PageOptions {
                lang,
                ..Default::default()
            };
            let page = Page::parse(&report.html(&options)).text;
            // sentence and decision, a blank line, the answers
            let parts: Vec<&str> = text.split("\n\n").take(2).collect();
            let lines: Vec<&str> = parts.iter().flat_map(|part| part.lines()).collect();
            assert!(lines.len() >= 7, "{text}");
            for line in lines {
                let words = line.trim().trim_start_matches(['✓', '✗', '!', '–', ' ']);
                assert!(page.contains(words), "{words:?} is not in\n{page}");
            }
        }
    }
}

/// "Data genuine" alone never stands for "genuine".
#[test]
fn a_chip_that_was_not_shown_is_said_so() {
    let report = report("bac", &Reading::reader());
    assert_eq!(report.verdict, Verdict::Authentic);
    let page = Page::parse(&report.html(&PageOptions::default()));
    let exact = "AUTHENTIC: data genuine; whether this is the original chip was not shown";
    assert!(page.text.contains(exact), "{}", page.text);
}

/// Where the read broke off, no page says "accept", whatever was decided on what was read.
#[test]
fn a_broken_read_is_said_first_and_never_accepted() {
    let report = broken_off();
    assert_eq!(report.decision, Decision::Accept);
    let html = report.html(&PageOptions::default());
    let page = Page::parse(&html);
    let early = page
        .text
        .find("the read ended early [transport.card_removed]");
    assert!(early.unwrap() < page.text.find("AUTHENTIC").unwrap());
    assert!(!html.contains("banner good") && html.contains("banner look"));
    assert!(page.text.contains("Not finished") && !page.text.contains(" Accept "));
}

#[test]
fn personal_data_are_there_only_when_revealed() {
    let portrait = portrait();
    for preset in ["bac", "bac-td1", "vn-td1", "bac-rich"] {
        let report = report(preset, &Reading::reader());
        let document = &report.document;
        let values = [
            &document.number,
            &document.holder,
            &document.birth_date,
            &document.expiry_date,
        ];
        for reveal in [false, true] {
            let options = PageOptions {
                reveal,
                portrait: PortraitOption::Decoded(&portrait),
                ..Default::default()
            };
            let html = report.html(&options);
            for value in values.iter().filter_map(|value| value.as_ref()) {
                let value = value.reveal();
                assert_eq!(html.contains(value.as_str()), reveal, "{preset}: {value}");
            }
            assert_eq!(html.contains("data:image"), reveal);
        }
    }
}

/// Row OWN-TXT-02, and an altered portrait that looks as good as any.
#[test]
fn names_are_escaped_and_an_altered_portrait_is_told() {
    let mut report = faulty("dg-bitflip", "dg=2;byte=last");
    report.document.holder = Some(Personal::new("<script>alert(1)</script> & SON".into()));
    let portrait = portrait();
    let options = PageOptions {
        reveal: true,
        portrait: PortraitOption::Decoded(&portrait),
        ..Default::default()
    };
    let html = report.html(&options);
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; SON"));
    let page = Page::parse(&html);
    page.assert_harmless();
    assert!(page.text.contains("<script>alert(1)</script> & SON"));
    assert!(page.text.contains("portrait NOT as signed: it was altered"));
}

/// The same report with this text wherever a report holds text.
fn filled(text: &str) -> String {
    static BASE: LazyLock<Report> = LazyLock::new(|| report("bac-rich", &Reading::reader()));
    let mut report = BASE.clone();
    let personal = || Some(Personal::new(text.to_owned()));
    report.tool.name = text.into();
    report.tool.version = text.into();
    report.tool.commit = Some(text.into());
    report.source = Source::Reader { name: text.into() };
    report.failure = Some(Failure {
        code: text.into(),
        step: Some(text.into()),
    });
    report.document.issuer = Some(text.into());
    report.document.number = personal();
    report.document.holder = personal();
    report.document.birth_date = personal();
    report.document.expiry_date = personal();
    assert!(!report.document.details.is_empty());
    for detail in &mut report.document.details {
        detail.value = Personal::new(text.to_owned());
        detail.item = Some(text.into());
        detail.raw = personal();
    }
    assert!(!report.agreement.is_empty());
    for row in &mut report.agreement {
        for (_, value) in &mut row.faces {
            *value = Personal::new(text.to_owned());
        }
    }
    report.trust.files = [text.to_owned()].into();
    for certificate in [&mut report.trust.signer, &mut report.trust.csca] {
        let certificate = certificate.as_mut().unwrap();
        certificate.subject = text.into();
        certificate.issuer = text.into();
        certificate.serial = text.into();
        certificate.sha256 = text.into();
        certificate.country = Some(text.into());
        certificate.key = Some(text.into());
    }
    report.trust.provenance.as_mut().unwrap().file = text.into();
    report.quirks = vec![QuirkUse {
        id: text.into(),
        effect: text.into(),
    }];
    report.notices = vec![text.into()];
    for id in CheckId::all() {
        let check = Check::new(id, Outcome::Failed).code(text.to_owned());
        report.checks.insert(check.detail(text));
    }
    report.reasons = CheckId::all().collect();
    let quoted = toml::Value::String(text.to_owned());
    report.policy = Policy::from_toml(&format!("name = {quoted}")).unwrap_or_default();
    let (portrait, exchanges) = (portrait(), exchanges(text));
    report.html(&PageOptions {
        reveal: true,
        timing: Timing::Recorded(&exchanges),
        portrait: PortraitOption::Decoded(&portrait),
        ..Default::default()
    })
}

/// What others would try.
const HOSTILE: [&str; 18] = [
    "<script>alert(1)</script>",
    "</style><script>x</script>",
    "</title><h1>Accept</h1>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='x",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&lt;b&gt;",
    "&#60;b&#62;",
    "&",
    "\0\u{1}\u{7f}\u{9b}31m\u{1b}]8;;https://example.invalid\u{7}",
    "\u{202e}gpj.exe\u{2066}",
    "<svg onload=alert(1)>",
    "</td></tr></table><form action=//x>",
    "\u{fffe}\u{fdd0}\u{10ffff}",
    "a\r\nb\u{2028}c\u{85}",
];

#[test]
fn known_attacks_stay_text() {
    let usual = Page::parse(&filled("x")).structure();
    for text in HOSTILE {
        let page = Page::parse(&filled(text));
        page.assert_harmless();
        assert_eq!(page.structure(), usual, "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_text_changes_how_a_page_is_built(
        parts in prop::collection::vec(
            prop_oneof![
                prop::sample::select(HOSTILE.to_vec()).prop_map(str::to_owned),
                "[<>&\"'/=!\\-a-z ]{0,12}",
                prop::collection::vec(any::<char>(), 0..8)
                    .prop_map(|characters| characters.into_iter().collect::<String>()),
            ],
            1..6,
        ),
    ) {
        static USUAL: LazyLock<String> = LazyLock::new(|| Page::parse(&filled("x")).structure());
        let page = Page::parse(&filled(&format!("x{}", parts.concat())));
        page.assert_harmless();
        prop_assert_eq!(page.structure(), USUAL.as_str());
    }
}

/// Whole pages, without style sheet and picture; `VIDIMUS_BLESS=1` writes them anew.
#[test]
fn golden_pages() {
    let (portrait, exchanges) = (portrait(), exchanges("bac.get_challenge"));
    let revealed = PageOptions {
        lang: Lang::Vi,
        reveal: true,
        timing: Timing::Live(&exchanges),
        portrait: PortraitOption::Decoded(&portrait),
    };
    let altered = faulty("dg-bitflip", "dg=2;byte=last");
    let files = report("bac", &Reading::files());
    let english = PageOptions::default();
    for (name, report, options) in [
        ("files", &files, &english),
        ("altered-vi", &altered, &revealed),
    ] {
        let page = normalised(&report.html(options));
        let file = format!("tests/golden/{name}.html");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        if std::env::var_os("VIDIMUS_BLESS").is_some() {
            std::fs::write(&path, &page).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        let why = "VIDIMUS_BLESS=1 writes it anew if this is right";
        assert!(kept == page, "{}: {why}\n{page}", path.display());
    }
}

fn normalised(html: &str) -> String {
    let cut = |html: String, start: &str, end: &str| match html.split_once(start) {
        None => html,
        Some((before, rest)) => {
            let (_, after) = rest.split_once(end).unwrap();
            format!("{before}{start}…{end}{after}")
        }
    };
    let html = cut(html.to_owned(), "<style>", "</style>");
    let html = cut(html, "sha256-", "=");
    cut(html, "base64,", "\"")
}
