//! The headline and the four answers.
//!
//! The sentence is picked by verdict, then by what was shown of the chip: "data genuine; whether this
//! is the original chip was not shown" is another sentence than "genuine" (DESIGN §2, never
//! weakened). Its mark is that of the decision, so a document may be authentic and yet marked for a
//! look. Whether the person is the holder is never checked here, and every page says so.

use super::page::{Mark, Page};
use super::protocols;
use crate::{
    CheckId, ChipAnswer, ChipFreshness, CurrencyAnswer, DataAnswer, DataGroupStatus, Decision, Msg,
    Outcome, PrintedAnswer, Report, Standing, Verdict,
};
use vidimus_lds::evidence::Source;

pub(super) fn headline(report: &Report, page: &mut Page) {
    let mark = match report.decision {
        Decision::Accept => Mark::Good,
        Decision::Refer => Mark::Look,
        Decision::Reject => Mark::Bad,
    };
    let text = page.say(sentence(report));
    page.headline(mark, &text);
    let policy = report.policy.name();
    let decided = page.say(Msg::Decided {
        decision: report.decision,
        policy,
    });
    page.plain(2, &decided);
    if let Some(failure) = &report.failure {
        let incomplete = page.say(Msg::ReadIncomplete {
            code: &failure.code,
        });
        page.marked(2, Mark::Look, &incomplete);
    }
}

/// The one sentence. "Data genuine" never stands without what was shown of the chip.
fn sentence(report: &Report) -> Msg<'static> {
    let answers = &report.conclusions;
    match report.verdict {
        Verdict::Authentic => match (answers.chip, answers.chip_freshness) {
            (ChipAnswer::Genuine, ChipFreshness::Live) => Msg::AuthenticChipLive,
            (ChipAnswer::Genuine, ChipFreshness::CallerChallenge) => Msg::AuthenticChipCaller,
            (ChipAnswer::Genuine, ChipFreshness::Replayed) => Msg::AuthenticChipReplayed,
            _ => Msg::AuthenticChipNotShown,
        },
        Verdict::NotAuthentic => forged(report),
        Verdict::Undetermined => match (answers.data, answers.chip) {
            (DataAnswer::Authentic, ChipAnswer::Unproven) => Msg::OpenChip,
            (DataAnswer::Authentic, _) => Msg::OpenOther,
            _ => Msg::OpenData,
        },
    }
}

/// Why it is not authentic, the plainest reason first: a wrong signature, altered data, a chip that
/// failed, a signer that may not sign; what is left is so by policy alone.
fn forged(report: &Report) -> Msg<'static> {
    let failed = |id| report.checks.failed(id);
    if failed(CheckId::PaSodSignature) {
        Msg::ForgedSignature
    } else if report.conclusions.data == DataAnswer::Altered {
        Msg::ForgedDataAltered
    } else if report.conclusions.chip == ChipAnswer::Failed {
        Msg::ForgedChip
    } else if crate::verdict::FORGED.into_iter().any(failed) {
        Msg::ForgedSigner
    } else {
        Msg::ForgedByPolicy
    }
}

pub(super) fn answers(report: &Report, reveal: bool, page: &mut Page) {
    page.blank();
    data(report, page);
    chip(report, page);
    date(report, reveal, page);
    printed(report, page);
    line(page, Mark::Look, Msg::LabelPerson, Msg::PersonNotChecked);
}

/// `mark label: sentence`.
fn line(page: &mut Page, mark: Mark, label: Msg<'_>, message: Msg<'_>) {
    let label = page.say(label);
    let text = page.say(message);
    page.marked(2, mark, &format!("{label}: {text}"));
}

fn data(report: &Report, page: &mut Page) {
    match report.conclusions.data {
        DataAnswer::Authentic => {
            let covers = groups(report, |status| status == DataGroupStatus::Authentic);
            let signer = report.document.issuer.as_deref().unwrap_or_default();
            line(
                page,
                Mark::Good,
                Msg::LabelData,
                Msg::DataAuthentic {
                    covers: &covers,
                    signer,
                },
            );
            if report.trust.standing == Standing::Pinned {
                let pinned = page.say(Msg::PinnedSigner);
                page.marked(4, Mark::Look, &pinned);
            }
            let left_out = not_covered(report);
            if !left_out.is_empty() {
                let text = page.say(Msg::DataNotCovered { groups: &left_out });
                page.marked(4, Mark::Plain, &text);
            }
        }
        DataAnswer::Altered => {
            let altered = groups(report, |status| status == DataGroupStatus::Altered);
            let message = if altered.is_empty() {
                Msg::DataSignatureWrong
            } else {
                Msg::DataAltered { groups: &altered }
            };
            line(page, Mark::Bad, Msg::LabelData, message);
        }
        DataAnswer::Unproven => line(page, Mark::Look, Msg::LabelData, Msg::DataUnproven),
    }
}

fn chip(report: &Report, page: &mut Page) {
    let (mark, message) = match report.conclusions.chip {
        ChipAnswer::Genuine => match report.conclusions.chip_freshness {
            ChipFreshness::Live => (Mark::Good, Msg::ChipLive),
            ChipFreshness::CallerChallenge => (Mark::Good, Msg::ChipCaller),
            _ => (Mark::Look, Msg::ChipReplayed),
        },
        ChipAnswer::Failed => (Mark::Bad, Msg::ChipFailed),
        ChipAnswer::Unsupported => (Mark::Plain, Msg::ChipUnsupported),
        ChipAnswer::Unproven => (
            Mark::Look,
            match report.source {
                Source::Files => Msg::ChipNoChip,
                Source::Transcript { .. } | Source::Saved { .. } => Msg::ChipRecording,
                _ => Msg::ChipUnproven,
            },
        ),
    };
    line(page, mark, Msg::LabelChip, message);
    if report.conclusions.chip == ChipAnswer::Genuine {
        let how = protocols::proved_by(report);
        let proved = page.say(Msg::ChipProvedBy { how: &how });
        page.marked(4, Mark::Plain, &proved);
    }
}

fn date(report: &Report, reveal: bool, page: &mut Page) {
    let expiry = report.document.expiry_date.as_ref().filter(|_| reveal);
    let until = expiry.map(|date| date.reveal().as_str());
    let (mark, message) = match report.conclusions.currency {
        CurrencyAnswer::InDate if never_expires(report) => (Mark::Good, Msg::DateNoExpiry),
        CurrencyAnswer::InDate => (Mark::Good, Msg::DateInDate { until }),
        CurrencyAnswer::Expired => (Mark::Look, Msg::DateExpired { until }),
        CurrencyAnswer::Revoked => (Mark::Bad, Msg::DateRevoked),
        CurrencyAnswer::Unknown => (Mark::Look, Msg::DateUnknown),
    };
    line(page, mark, Msg::LabelDate, message);
}

/// Whether the document says that it never expires.
fn never_expires(report: &Report) -> bool {
    let expiry = report.checks.get(CheckId::DocExpiry);
    expiry.is_some_and(|check| check.code.as_deref() == Some(crate::judge::NO_EXPIRY))
}

fn printed(report: &Report, page: &mut Page) {
    let (mark, message) = match report.conclusions.printed {
        PrintedAnswer::Matches => (Mark::Good, Msg::PrintedMatches),
        PrintedAnswer::Differs => (Mark::Bad, Msg::PrintedDiffers),
        PrintedAnswer::NotCompared => (Mark::Plain, Msg::PrintedNotCompared),
    };
    line(page, mark, Msg::LabelPrinted, message);
}

/// Names of the data groups with such a status.
fn groups(report: &Report, wanted: impl Fn(DataGroupStatus) -> bool) -> String {
    let rows = report.data_groups.iter().filter(|row| wanted(row.status));
    rows.map(|row| row.group.name())
        .collect::<Vec<_>>()
        .join(", ")
}

/// Listed data groups that the answer does not cover.
fn not_covered(report: &Report) -> String {
    let passed = |row: &&crate::DataGroupRow| {
        report.checks.outcome(CheckId::PaHash(row.group)) != Outcome::Passed
            && row.listed_in_sod == Some(true)
    };
    let rows = report.data_groups.iter().filter(passed);
    rows.map(|row| row.group.name())
        .collect::<Vec<_>>()
        .join(", ")
}
