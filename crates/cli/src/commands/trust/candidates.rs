//! The anchors that may have signed a document signer, and why each does or does not.

use super::document;
use serde_json::{Value, json};
use std::fmt::Write as _;
use vidimus::lds::text::escape_for_terminal;
use vidimus::report::rfc3339;
use vidimus::trust::{Candidate, NameMatch, Outcome as Verdict};

/// A word for how the names fit.
const fn name(fits: NameMatch) -> &'static str {
    match fits {
        NameMatch::Exact => "same",
        NameMatch::Equivalent => "equivalent",
        NameMatch::OtherOrder => "other_order",
        NameMatch::Different => "different",
    }
}

/// One candidate as JSON.
pub fn json(candidate: &Candidate) -> Value {
    let summary = candidate.anchor.certificate().summary();
    let by = candidate.anchor.provenance();
    json!({
        "subject": summary.subject, "sha256": summary.sha256, "country": summary.country,
        "key": summary.key,
        "not_before": rfc3339(summary.not_before), "not_after": rfc3339(summary.not_after),
        "vouched": candidate.vouched,
        "vouched_by": by.map(|source| document::voucher(&source.vouched_by)),
        "name": name(candidate.name),
        "key_identifier": candidate.key_identifier,
        "signature": {
            "outcome": candidate.signature.outcome.as_str(), "code": candidate.signature.code,
        },
        "unfit": candidate.unfit,
    })
}

/// One candidate for people: a line, and under it why it is or is not the one.
pub fn text(candidate: &Candidate) -> String {
    let summary = candidate.anchor.certificate().summary();
    let verifies = candidate.signature.outcome == Verdict::Passed;
    let word = match (verifies, candidate.unfit.is_none(), candidate.vouched) {
        (true, true, true) => "yes",
        (true, true, false) => "yes, but nobody vouches for it",
        (true, false, _) => "it verifies, but may not sign certificates",
        (false, _, _) => "no",
    };
    let mut text = format!(
        "         {}  until {}  {}\n",
        escape_for_terminal(&summary.subject),
        document::day(summary.not_after),
        summary.key.as_deref().unwrap_or("key not supported"),
    );
    let _ = writeln!(text, "           sha256 {}", summary.sha256);
    let _ = writeln!(text, "           {word}: {}", reasons(candidate).join(", "));
    text
}

/// Name, key identifier, signature, and what forbids the key to sign: all of it, so that a wrong
/// guess of the reader's shows.
fn reasons(candidate: &Candidate) -> Vec<String> {
    let mut reasons = vec![match candidate.name {
        NameMatch::Exact | NameMatch::Equivalent => "its name is the issuer's".to_owned(),
        NameMatch::OtherOrder => "its name is the issuer's in another order".to_owned(),
        NameMatch::Different => "its name is another".to_owned(),
    }];
    reasons.push(
        match candidate.key_identifier {
            Some(true) => "the key identifier fits",
            Some(false) => "the key identifier differs",
            None => "no key identifier to compare",
        }
        .to_owned(),
    );
    let code = candidate.signature.code.map(|code| format!(" ({code})"));
    let signature = candidate.signature.outcome.as_str();
    reasons.push(format!("signature {signature}{}", code.unwrap_or_default()));
    reasons.extend(candidate.unfit.map(|code| format!("unfit ({code})")));
    reasons
}
