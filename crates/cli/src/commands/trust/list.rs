//! `vidimus trust list`.

mod lists;

use super::document;
use super::select::{Shown, order};
use crate::args::{TrustListArgs, TrustOrder};
use crate::commands::Outcome;
use crate::context::Context;
use crate::output::with;
use serde_json::{Value, json};
use std::fmt::Write as _;
use vidimus::lds::text::escape_for_terminal;
use vidimus::report::{ExitCode, rfc3339};
use vidimus::trust::{Anchor, PinnedSigner, Provenance, TrustStore};

/// Shows every anchor, with its sources; pinned signers, revocation and deviation lists.
pub fn run(args: &TrustListArgs, context: &Context) -> Outcome {
    let store = context.trust_store()?;
    let anchors = store.anchors_of_all_groups();
    let signers = store.pinned_signers_of_all_groups();
    let shown = shown(&anchors, &signers, args);
    context
        .output
        .result(|| json(&store, &shown, args), || text(&store, &shown, args));
    Ok(ExitCode::Accept)
}

/// The certificates that are wanted, in their order.
fn shown<'a>(
    anchors: &'a [Anchor],
    signers: &'a [PinnedSigner],
    args: &TrustListArgs,
) -> Vec<Shown<'a>> {
    let anchors = anchors.iter().map(|anchor| Shown {
        summary: anchor.certificate().summary(),
        sources: anchor.sources().collect(),
        vouched: anchor.is_vouched(),
        pinned: false,
        seen: (anchor.first_seen(), anchor.last_seen()),
    });
    let signers = signers.iter().map(|signer| Shown {
        summary: signer.certificate().summary(),
        sources: signer.sources().collect(),
        vouched: true,
        pinned: true,
        seen: seen(signer.sources()),
    });
    let all = anchors.chain(signers);
    let mut shown: Vec<Shown<'_>> = all.filter(|shown| shown.is_wanted(args)).collect();
    let by = args.by.unwrap_or(TrustOrder::Country);
    shown.sort_by(|one, other| order(by, one, other));
    shown
}

fn seen<'a>(sources: impl Iterator<Item = &'a Provenance>) -> (Option<i64>, Option<i64>) {
    let times: Vec<i64> = sources.filter_map(Provenance::seen).collect();
    (times.iter().min().copied(), times.iter().max().copied())
}

fn json(store: &TrustStore, shown: &[Shown<'_>], args: &TrustListArgs) -> Value {
    let certificates = shown.iter().map(certificate).collect();
    let document = with(document::trust(&[], store), "certificates", certificates);
    lists::json(store, args)
        .into_iter()
        .fold(document, |document, (name, lists)| {
            with(document, name, lists)
        })
}

fn certificate(shown: &Shown<'_>) -> Value {
    let summary = &shown.summary;
    let sources: Vec<Value> = shown
        .sources
        .iter()
        .map(|source| document::provenance(source))
        .collect();
    let document = json!({
        "role": if shown.pinned { "pinned_signer" } else { "anchor" },
        "country": summary.country, "subject": summary.subject, "issuer": summary.issuer,
        "serial": summary.serial, "key": summary.key,
        "signature_algorithm": summary.signature_algorithm,
        "not_before": rfc3339(summary.not_before), "not_after": rfc3339(summary.not_after),
        "sha256": summary.sha256, "vouched": shown.vouched, "sources": sources,
        "first_seen": shown.seen.0.map(rfc3339), "last_seen": shown.seen.1.map(rfc3339),
    });
    match shown.trust_groups() {
        groups if groups.is_empty() => document,
        groups => with(document, "groups", json!(groups)),
    }
}

fn text(store: &TrustStore, shown: &[Shown<'_>], args: &TrustListArgs) -> String {
    if document::count(store) == 0 && store.pinned_signers_of_all_groups().is_empty() {
        return "no anchors: add the issuer's CSCA with `vidimus trust add FILE`\n".to_owned()
            + &lists::text(store, args);
    }
    let mut text = String::new();
    let mut heading = None;
    for certificate in shown {
        if let Some(by) = args.by {
            let group = certificate.group(by);
            if heading.as_ref() != Some(&group) {
                let same = |other: &&Shown<'_>| other.group(by) == group;
                let count = shown.iter().filter(same).count();
                let _ = writeln!(text, "{group}: {count}");
                heading = Some(group);
            }
        }
        certificate_text(&mut text, certificate);
    }
    text += &lists::text(store, args);
    text + &total(store, shown, args)
}

fn certificate_text(text: &mut String, shown: &Shown<'_>) {
    let summary = &shown.summary;
    let mark = match (shown.pinned, shown.vouched) {
        (true, _) => "  (pinned signer)",
        (false, true) => "",
        (false, false) => "  (unvouched)",
    };
    let mut mark = mark.to_owned();
    for group in shown.trust_groups() {
        let _ = write!(mark, "  (group {group})");
    }
    let _ = writeln!(
        text,
        "{:3} until {}  {:28} {}{mark}",
        shown.country(),
        document::day(summary.not_after),
        shown.key(),
        escape_for_terminal(&summary.subject),
    );
    let _ = writeln!(text, "      sha256 {}", summary.sha256);
    for source in &shown.sources {
        let _ = writeln!(text, "      from {}", source_text(source));
    }
    if let (Some(first), Some(last)) = shown.seen
        && document::day(first) != document::day(last)
    {
        let (first, last) = (document::day(first), document::day(last));
        let _ = writeln!(text, "      seen from {first} to {last}");
    }
}

/// `file.ml (master_list, signed 2026-01-01; vouched for by CN=…)`
pub(super) fn source_text(source: &Provenance) -> String {
    let mut text = format!("{} ({}", source.file, source.kind.as_str());
    if let Some(signed) = source.signing_time {
        let _ = write!(text, ", signed {}", document::day(signed));
    }
    if let Some(group) = &source.group {
        let _ = write!(text, "; for group {group}");
    }
    match source.vouched_by.anchor() {
        Some((subject, _)) => {
            let word = source.by();
            let _ = write!(text, "; by {word}: {}", escape_for_terminal(subject));
        }
        None => {
            let _ = write!(text, "; by {}", source.by());
        }
    }
    text + ")"
}

fn total(store: &TrustStore, shown: &[Shown<'_>], args: &TrustListArgs) -> String {
    let countries = document::by_country(store).len();
    let total = format!("{}, countries: {countries}\n", document::count(store));
    let some = args.country.is_some() || args.algorithm.is_some() || args.expires_before.is_some();
    if some {
        format!("shown: {}; anchors in the store: {total}", shown.len())
    } else {
        format!("anchors: {total}")
    }
}
