//! The pages of `--html` in a real browser: nothing sticks out of a telephone's screen, every
//! text can be read in both schemes, the style sheet is let in, and paper gets all of it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{Run, Sandbox};
use serde_json::Value;
use std::process::Command;
use vidimus_testkit::browser::Browser;

/// What stands around the page in the test: it may run scripts, the page inside may not. The page
/// is in a frame, so it gets its width and its scheme from here and is not changed for the test.
const WRAPPER: &str = r##"<!DOCTYPE html><meta charset="utf-8">
<body style="margin:0;color-scheme:SCHEME">
<script>
const numbers = text => text.match(/[\d.]+/g).map(Number);
const luminance = rgb => {
  const [r, g, b] = rgb.slice(0, 3).map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const measure = () => {
  const frame = document.getElementById("page");
  const inside = frame.contentDocument, view = frame.contentWindow;
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const rgb = numbers(view.getComputedStyle(at).backgroundColor);
      if (rgb.length < 4 || rgb[3] > 0) return rgb;
    }
    return [255, 255, 255];
  };
  const found = { width: inside.documentElement.scrollWidth, out: [], faint: [], texts: 0 };
  for (const element of inside.body.querySelectorAll("*")) {
    const box = element.getBoundingClientRect();
    if (box.width && (box.right > WIDTH + 0.5 || box.left < -0.5))
      found.out.push(element.tagName + "." + element.className.toString());
    const own = [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (!own) continue;
    found.texts += 1;
    const style = view.getComputedStyle(element);
    const [a, b] = [luminance(numbers(style.color)), luminance(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) found.faint.push(element.textContent + " " + ratio.toFixed(2));
  }
  found.ground = luminance(ground(inside.body));
  found.pictures = [...inside.images].map(image => image.naturalWidth);
  document.getElementById("found").textContent = JSON.stringify(found);
};
</script>
<pre id="found"></pre>
<iframe id="page" onload="measure()" width="WIDTH" height="800" style="border:0;color-scheme:SCHEME" srcdoc="PAGE"></iframe>"##;

const CASES: [(&str, &str, i32); 4] = [
    ("good", "verify doc --trust trust --at 2027-01-01", 0),
    (
        "altered",
        "verify flipped --trust trust --at 2027-01-01 --reveal",
        1,
    ),
    (
        "refer",
        "replay good.session.jsonl --at 2027-01-01 --lang vi",
        3,
    ),
    (
        "revealed",
        "replay good.session.jsonl --trust trust --at 2027-01-01 --reveal --lang vi",
        0,
    ),
];

/// The pages of all cases, by name.
fn pages() -> (Sandbox, Vec<(&'static str, String)>) {
    let sandbox = Sandbox::new();
    sandbox.copy("doc", "flipped");
    sandbox.edit("flipped/DG1.bin", |bytes| bytes[20] ^= 1);
    let mut pages = Vec::new();
    for (name, line, code) in CASES {
        let file = format!("{name}.html");
        let mut arguments: Vec<&str> = line.split_whitespace().collect();
        arguments.extend(["--html", &file]);
        let run = Run::new(&sandbox, &arguments);
        assert_eq!(run.code, code, "{name}: {}", run.stderr);
        pages.push((name, String::from_utf8(sandbox.read(&file)).unwrap()));
    }
    (sandbox, pages)
}

/// What the wrapper measured of a page.
fn measured(browser: &Browser, sandbox: &Sandbox, html: &str, width: u32, scheme: &str) -> Value {
    let page = html.replace('&', "&amp;").replace('"', "&quot;");
    let wrapper = WRAPPER
        .replace("WIDTH", &width.to_string())
        .replace("SCHEME", scheme)
        .replace("PAGE", &page);
    sandbox.write("wrapper.html", wrapper);
    let dom = browser.dom(&sandbox.path().join("wrapper.html"));
    let (_, rest) = dom.split_once("<pre id=\"found\">").unwrap();
    let (found, _) = rest.split_once("</pre>").unwrap();
    let found = found.replace("&lt;", "<").replace("&gt;", ">");
    serde_json::from_str(&found.replace("&amp;", "&")).unwrap()
}

#[test]
fn pages_fit_and_can_be_read() {
    let Some(browser) = Browser::find() else {
        return;
    };
    let (sandbox, pages) = pages();
    for (name, html) in &pages {
        for (width, scheme) in [(360, "light"), (360, "dark"), (1200, "light")] {
            let found = measured(&browser, &sandbox, html, width, scheme);
            let what = format!("{name} {width} {scheme}: {found}");
            assert!(found["texts"].as_u64().unwrap() > 80, "{what}");
            assert!(found["width"].as_u64().unwrap() <= width.into(), "{what}");
            assert_eq!(found["out"], Value::Array(vec![]), "{what}");
            assert_eq!(found["faint"], Value::Array(vec![]), "{what}");
            // the style sheet was let in, and followed the scheme
            let ground = found["ground"].as_f64().unwrap();
            assert_eq!(ground < 0.1, scheme == "dark", "{what}");
            assert!((0.0..0.99).contains(&ground), "{what}");
            let portraits = usize::from(*name == "altered" || *name == "revealed");
            let pictures = found["pictures"].as_array().unwrap();
            assert_eq!(pictures.len(), portraits, "{what}");
            assert!(
                pictures.iter().all(|width| width.as_u64() > Some(0)),
                "{what}"
            );
        }
    }
}

/// The measuring notices what it is there for.
#[test]
fn a_page_that_sticks_out_or_is_faint_is_noticed() {
    let Some(browser) = Browser::find() else {
        return;
    };
    let sandbox = Sandbox::new();
    let wide = "<body style='margin:0;color:#999;background:#fff'><p style='width:500px'>x</p>";
    let found = measured(&browser, &sandbox, wide, 360, "light");
    assert_eq!(found["out"], serde_json::json!(["P."]), "{found}");
    assert_eq!(found["faint"].as_array().unwrap().len(), 1, "{found}");
}

#[test]
fn pages_can_be_printed() {
    let Some(browser) = Browser::find() else {
        return;
    };
    let (sandbox, pages) = pages();
    let sentences = [
        "AUTHENTIC: data genuine; whether this is the original chip was not shown",
        "NOT AUTHENTIC: data on this chip differ from what was signed",
        "CHƯA XÁC ĐỊNH: chưa chứng minh được dữ liệu là thật, cũng chưa thấy là giả",
        "XÁC THỰC: dữ liệu thật; chưa chứng minh được đây có phải chip gốc hay không",
    ];
    for ((name, _), sentence) in pages.iter().zip(sentences) {
        let pdf = sandbox.path().join(format!("{name}.pdf"));
        browser.print(&sandbox.path().join(format!("{name}.html")), &pdf);
        let bytes = std::fs::read(&pdf).unwrap();
        assert!(bytes.starts_with(b"%PDF-"), "{name}");
        let Some(pdftotext) = vidimus_testkit::program("pdftotext") else {
            vidimus_testkit::skip("pdftotext absent", "what stands on paper is not read");
            continue;
        };
        let output = Command::new(pdftotext).arg(&pdf).arg("-").output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let pages = text.matches('\u{c}').count();
        assert!((1..=8).contains(&pages), "{name}: {pages} pages");
        let words: Vec<&str> = text.split_whitespace().collect();
        let words = words.join(" ");
        assert!(words.contains(sentence), "{name}: {words}");
    }
}
