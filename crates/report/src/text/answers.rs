//! The headline and the four answers.
//!
//! The sentence is picked by verdict, then by what was shown of the chip: "data genuine; whether this
//! is the original chip was not shown" is another sentence than "genuine" (DESIGN §2, never
//! weakened). Its mark is that of the decision, so a document may be authentic and yet marked for a
//! look. Whether the person is the holder is never checked here, and every page says so.

use super::page::{Mark, Page};
use super::protocols;
use crate::{
    CheckId, ChipAnswer, ChipFreshness, CurrencyAnswer, DataAnswer, DataGroupStatus, Lang, Msg,
    Outcome, PrintedAnswer, Report, Standing, Verdict,
};
use vidimus_lds::evidence::Source;

pub(super) fn headline(report: &Report, page: &mut Page) {
    let text = page.say(sentence(report));
    page.headline(Mark::decided(report.decision), &text);
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

pub(super) fn answers(report: &Report, reveal: bool, page: &mut Page) {
    page.blank();
    for line in lines(report, reveal, page.lang()) {
        page.marked(2, line.mark, &format!("{}: {}", line.label, line.text));
        for (mark, note) in &line.notes {
            page.marked(4, *mark, note);
        }
    }
}

/// One answer in words: `mark label: sentence`, and what belongs to it.
pub(crate) struct Line {
    /// how good the news is
    pub(crate) mark: Mark,
    /// what is answered
    pub(crate) label: String,
    /// the answer
    pub(crate) text: String,
    /// what narrows it
    pub(crate) notes: Vec<(Mark, String)>,
}

impl Line {
    fn new(mark: Mark, label: Msg<'_>, message: Msg<'_>, lang: Lang) -> Self {
        Self {
            mark,
            label: label.text(lang),
            text: message.text(lang),
            notes: Vec::new(),
        }
    }
}

/// The four answers, and that the person was not checked, in this order.
pub(crate) fn lines(report: &Report, reveal: bool, lang: Lang) -> [Line; 5] {
    [
        data(report, lang),
        chip(report, lang),
        date(report, reveal, lang),
        printed(report, lang),
        Line::new(Mark::Look, Msg::LabelPerson, Msg::PersonNotChecked, lang),
    ]
}

/// The one sentence. "Data genuine" never stands without what was shown of the chip.
pub(crate) fn sentence(report: &Report) -> Msg<'static> {
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

fn data(report: &Report, lang: Lang) -> Line {
    let altered = groups(report, |status| status == DataGroupStatus::Altered);
    let (mark, message) = match report.conclusions.data {
        DataAnswer::Authentic => return data_authentic(report, lang),
        DataAnswer::Altered if altered.is_empty() => (Mark::Bad, Msg::DataSignatureWrong),
        DataAnswer::Altered => (Mark::Bad, Msg::DataAltered { groups: &altered }),
        DataAnswer::Unproven => (Mark::Look, Msg::DataUnproven),
    };
    Line::new(mark, Msg::LabelData, message, lang)
}

fn data_authentic(report: &Report, lang: Lang) -> Line {
    let covers = groups(report, |status| status == DataGroupStatus::Authentic);
    let message = Msg::DataAuthentic {
        covers: &covers,
        signer: report.document.issuer.as_deref().unwrap_or_default(),
    };
    let mut line = Line::new(Mark::Good, Msg::LabelData, message, lang);
    if report.trust.standing == Standing::Pinned {
        line.notes.push((Mark::Look, Msg::PinnedSigner.text(lang)));
    }
    let left_out = not_covered(report);
    if !left_out.is_empty() {
        let text = Msg::DataNotCovered { groups: &left_out }.text(lang);
        line.notes.push((Mark::Plain, text));
    }
    line
}

fn chip(report: &Report, lang: Lang) -> Line {
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
    let mut line = Line::new(mark, Msg::LabelChip, message, lang);
    if report.conclusions.chip == ChipAnswer::Genuine {
        let how = protocols::proved_by(report);
        let proved = Msg::ChipProvedBy { how: &how }.text(lang);
        line.notes.push((Mark::Plain, proved));
    }
    line
}

fn date(report: &Report, reveal: bool, lang: Lang) -> Line {
    let expiry = report.document.expiry_date.as_ref().filter(|_| reveal);
    let until = expiry.map(|date| date.reveal().as_str());
    let (mark, message) = match report.conclusions.currency {
        CurrencyAnswer::InDate if never_expires(report) => (Mark::Good, Msg::DateNoExpiry),
        CurrencyAnswer::InDate => (Mark::Good, Msg::DateInDate { until }),
        CurrencyAnswer::Expired => (Mark::Look, Msg::DateExpired { until }),
        CurrencyAnswer::Revoked => (Mark::Bad, Msg::DateRevoked),
        CurrencyAnswer::Unknown => (Mark::Look, Msg::DateUnknown),
    };
    Line::new(mark, Msg::LabelDate, message, lang)
}

/// Whether the document says that it never expires.
fn never_expires(report: &Report) -> bool {
    let expiry = report.checks.get(CheckId::DocExpiry);
    expiry.is_some_and(|check| check.code.as_deref() == Some(crate::judge::NO_EXPIRY))
}

fn printed(report: &Report, lang: Lang) -> Line {
    let (mark, message) = match report.conclusions.printed {
        PrintedAnswer::Matches => (Mark::Good, Msg::PrintedMatches),
        PrintedAnswer::Differs => (Mark::Bad, Msg::PrintedDiffers),
        PrintedAnswer::NotCompared => (Mark::Plain, Msg::PrintedNotCompared),
    };
    Line::new(mark, Msg::LabelPrinted, message, lang)
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
