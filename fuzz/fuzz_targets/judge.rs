//! Any bytes as the files of a document, split at the byte `FF`: a report comes out, without escape
//! codes, and nothing is accepted without an anchor.
#![no_main]

use vidimus_lds::File;
use vidimus_lds::evidence::{Evidence, FileState};
use vidimus_report::{Decision, EvaluationTime, Lang, Policy, TextStyle, Tool, judge};
use vidimus_trust::TrustStore;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let mut evidence = Evidence::default();
    for file in data
        .split(|byte| *byte == 0xFF)
        .filter(|file| !file.is_empty())
    {
        if let Some(name) = File::identify(file) {
            evidence.files.insert(name, FileState::Read(file.to_vec()));
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
