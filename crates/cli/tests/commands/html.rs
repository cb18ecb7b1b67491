//! `--html`: the page that `verify` and `replay` write; `read` is tested on a real PC/SC stack.

use crate::common::{Case, Document, Run, Sandbox, assert_no_canary, check, edited, record};
use vidimus::session::transcript::Persona;
use vidimus_testkit::html::Page;

const VERIFY: &str = "verify doc --trust trust --at 2027-01-01 --html page.html";

fn run(sandbox: &Sandbox, line: &str, code: i32) -> Run {
    let arguments: Vec<&str> = line.split_whitespace().collect();
    let run = Run::new(sandbox, &arguments);
    assert_eq!(run.code, code, "{line}: {}", run.stderr);
    run
}

/// The page at this name, which is harmless.
fn page(sandbox: &Sandbox, name: &str) -> (String, Page) {
    let html = String::from_utf8(sandbox.read(name)).unwrap();
    let page = Page::parse(&html);
    page.assert_harmless();
    (html, page)
}

#[test]
fn a_page_beside_the_report() {
    let sandbox = Sandbox::new();
    let with = run(&sandbox, VERIFY, 0);
    let without = run(&sandbox, "verify doc --trust trust --at 2027-01-01", 0);
    assert_eq!(with.stdout, without.stdout);
    let (html, page) = page(&sandbox, "page.html");
    assert_no_canary("page", &html);
    let exact = "AUTHENTIC: data genuine; whether this is the original chip was not shown";
    assert!(page.text.contains(exact), "{}", page.text);
    assert!(page.text.contains("nothing was exchanged with a chip"));
    assert!(!html.contains("data:image"));
}

#[test]
fn personal_data_only_when_revealed() {
    let sandbox = Sandbox::new();
    let revealed = format!("{VERIFY} --reveal --lang vi");
    let told = run(&sandbox, &revealed, 0);
    assert!(
        told.stderr.contains("bí mật như chính giấy tờ"),
        "{}",
        told.stderr
    );
    let (html, page) = page(&sandbox, "page.html");
    assert!(html.contains("CANARYSURNAME") && html.contains("QX7CANARY"));
    assert_eq!(page.count("img"), 1);
    assert!(html.contains("<html lang=\"vi\">") && page.text.contains("Chấp nhận"));
}

#[cfg(unix)]
#[test]
fn the_page_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new();
    run(&sandbox, VERIFY, 0);
    let metadata = std::fs::metadata(sandbox.path().join("page.html")).unwrap();
    assert_eq!(metadata.permissions().mode() & 0o777, 0o600);
}

#[test]
fn what_cannot_be_written() {
    let sandbox = Sandbox::new();
    sandbox.copy("doc", "doc2");
    sandbox.write("there.html", "mine");
    let cases = [
        Case::new("html-exists", 2, "verify doc --html there.html"),
        Case::new("html-folder", 2, "verify doc --html trust"),
        Case::new("html-no-folder", 2, "verify doc --html nowhere/page.html"),
        Case::new("html-many", 2, "verify doc doc2 --html page.html"),
        Case::new(
            "html-two-sessions",
            2,
            "replay good.session.jsonl good.session.jsonl --html page.html",
        ),
        Case::new("html-nothing", 2, "verify nothing --html page.html"),
    ];
    check(&sandbox, &cases);
    assert_eq!(sandbox.read("there.html"), b"mine");
}

/// Times come from the recording, and the steps have their names.
#[test]
fn a_recording_has_a_plot() {
    let sandbox = Sandbox::new();
    let line = "replay good.session.jsonl --trust trust --at 2027-01-01 --html page.html";
    run(&sandbox, line, 0);
    let (html, page) = page(&sandbox, "page.html");
    assert_no_canary("page", &html);
    assert!(
        page.text.contains("bac.external_authenticate"),
        "{}",
        page.text
    );
    assert!(page.count("rect") > 5);
}

/// A read that broke off has its page, which says so first.
#[test]
fn a_broken_read_has_a_page() {
    let sandbox = Sandbox::new();
    let document = Document::new("bac", &[]);
    let bytes = record(&document, Persona::Synthetic);
    // the card goes away in the middle of DG2
    let cut = edited(&bytes, |lines| {
        let place = lines.iter().rposition(|line| line.contains("read.dg2"));
        let place = place.unwrap();
        let mut line: serde_json::Value = serde_json::from_str(&lines[place]).unwrap();
        line["r"] = "".into();
        lines[place] = line.to_string();
        lines.truncate(place + 1);
        lines.push("{\"event\":\"transport.card_removed\"}".into());
    });
    sandbox.write("cut.session.jsonl", cut);
    let line = "replay cut.session.jsonl --trust trust --at 2027-01-01 --html page.html";
    let told = run(&sandbox, line, 5);
    assert!(
        told.stderr.contains("transport.card_removed"),
        "{}",
        told.stderr
    );
    let (html, page) = page(&sandbox, "page.html");
    assert_no_canary("page", &html);
    let early = page
        .text
        .find("the read ended early [transport.card_removed]");
    assert!(early.unwrap() < page.text.find("UNDETERMINED").unwrap());
}
