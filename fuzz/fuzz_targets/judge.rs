//! Any bytes as the files of a document, split at the byte `FF`, what is no file as text on its page: a
//! report comes out, without escape codes, and nothing is accepted without an anchor.
#![no_main]

use vidimus_lds::evidence::{Evidence, FileState};
use vidimus_lds::{File, Personal};
use vidimus_report::{Decision, EvaluationTime, Lang, Policy, TextStyle, Tool, judge};
use vidimus_trust::TrustStore;

/// The QR code of a citizen card parts its fields so.
fn text_is_fields(bytes: &[u8]) -> bool {
    bytes.contains(&b'|')
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let mut evidence = Evidence::default();
    for file in data
        .split(|byte| *byte == 0xFF)
        .filter(|file| !file.is_empty())
    {
        if let Some(name) = File::identify(file) {
            evidence.files.insert(name, FileState::Read(file.to_vec()));
        } else if let Ok(text) = core::str::from_utf8(file) {
            let text = Some(Personal::new(text.to_owned()));
            if text_is_fields(file) {
                evidence.printed.qr = text;
            } else {
                evidence.printed.mrz = text;
            }
        }
    }
    let at = EvaluationTime::given(1_893_456_000);
    let store = TrustStore::empty();
    let report = judge(&evidence, &store, &Policy::field(), at, &Tool::default());
    assert_ne!(report.decision, Decision::Accept);
    let style = TextStyle {
        reveal: true,
        verbose: true,
        ..TextStyle::default()
    };
    let page = report.text(Lang::En, style);
    assert!(!page.contains('\u{1b}'));
    let _ = report.to_json(true);
});
