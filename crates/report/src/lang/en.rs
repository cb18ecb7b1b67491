//! English.

use super::Msg;
use crate::{Decision, TimeSource};
use vidimus_lds::profile::ChoiceReason;
use vidimus_trust::Outcome;

pub(super) fn text(message: &Msg<'_>) -> String {
    headline(message)
        .or_else(|| answer(message))
        .or_else(|| label(message))
        .map_or_else(|| particular(message), str::to_owned)
}

const fn headline(message: &Msg<'_>) -> Option<&'static str> {
    Some(match message {
        Msg::AuthenticChipLive => {
            "AUTHENTIC: data genuine, and the chip proved just now that it is the original"
        }
        Msg::AuthenticChipCaller => {
            "AUTHENTIC: data genuine, and the chip proved on the caller's challenge that it is the original"
        }
        Msg::AuthenticChipReplayed => {
            "AUTHENTIC: data genuine; the recording holds an answer of the original chip, which is no proof of today"
        }
        Msg::AuthenticChipNotShown => {
            "AUTHENTIC: data genuine; whether this is the original chip was not shown"
        }
        Msg::ForgedDataAltered => "NOT AUTHENTIC: data on this chip differ from what was signed",
        Msg::ForgedSignature => "NOT AUTHENTIC: the signature over the data is not valid",
        Msg::ForgedChip => "NOT AUTHENTIC: this chip cannot do what the original can",
        Msg::ForgedSigner => "NOT AUTHENTIC: the signer is not one the issuing country stands for",
        Msg::ForgedByPolicy => {
            "NOT AUTHENTIC under this policy: a check failed that it does not forgive"
        }
        Msg::OpenData => "UNDETERMINED: the data were not shown to be genuine, nor to be forged",
        Msg::OpenChip => {
            "UNDETERMINED: data genuine; whether this is the original chip was not shown, though the document offers a proof"
        }
        Msg::OpenOther => "UNDETERMINED: data genuine, but another check leaves the verdict open",
        _ => return None,
    })
}

const fn answer(message: &Msg<'_>) -> Option<&'static str> {
    Some(match message {
        Msg::DataSignatureWrong => "altered: the signature does not fit",
        Msg::DataUnproven => "not shown to be genuine",
        Msg::ChipLive => {
            "the original: it used its own key just now; where the chip is cannot be shown"
        }
        Msg::ChipCaller => "the original: it answered the challenge that the caller chose",
        Msg::ChipReplayed => "the original answered when this was recorded; not asked today",
        Msg::ChipFailed => "not the original: it could not use the key of this document",
        Msg::ChipUnsupported => {
            "the document offers no proof: a copy of these data cannot be told apart"
        }
        Msg::ChipNoChip => "not shown: files alone cannot prove a chip",
        Msg::ChipRecording => "not shown: a recording cannot prove a chip",
        Msg::ChipUnproven => "not shown to be the original",
        Msg::DateRevoked => "the document signer was revoked",
        Msg::DateInDate { until: None } => "in date",
        Msg::DateNoExpiry => "in date: this document never expires",
        Msg::DateExpired { until: None } => "expired",
        Msg::DateUnknown => "unknown: the date of expiry or the time cannot be relied on",
        Msg::PrintedMatches => "printed data equal the chip",
        Msg::PrintedDiffers => "printed data differ from the chip",
        Msg::PrintedNotCompared => "not compared with the chip",
        Msg::PersonNotChecked => "not checked by software: compare the face yourself",
        _ => return None,
    })
}

const fn label(message: &Msg<'_>) -> Option<&'static str> {
    Some(match message {
        Msg::LabelData => "data",
        Msg::LabelChip => "chip",
        Msg::LabelDate => "date",
        Msg::LabelPrinted => "printed",
        Msg::LabelPerson => "person",
        Msg::HeadingWhy => "Why",
        Msg::HeadingOther => "Other checks that did not pass",
        Msg::HeadingQuirks => "Deviations tolerated",
        Msg::HeadingNotices => "Notices",
        Msg::HeadingDocument => "Document",
        Msg::HeadingAgreement => "Agreement",
        Msg::HeadingContent => "Other data groups",
        Msg::AgreementOpen => "cannot be compared",
        Msg::LabelError => "error",
        Msg::LabelTriesLeft => "tries left",
        Msg::Hint => "hint",
        Msg::NoAnchors => "trust store empty",
        Msg::RevocationChecked => "revocation checked",
        Msg::RevocationNotChecked => "revocation not checked",
        Msg::PinnedSigner => "signed by a pinned document signer, no CSCA",
        Msg::AnchorNamed => "nobody vouches for this CSCA, but the policy names it",
        Msg::DocumentUnproven => "these particulars are not proved",
        Msg::DocumentNumber { value: None } => "number hidden",
        Msg::Holder { value: None } => "name hidden",
        Msg::BirthDate { value: None } => "birth date hidden",
        Msg::Outcome(Outcome::Passed) => "passed",
        Msg::Outcome(Outcome::Failed) => "failed",
        Msg::Outcome(Outcome::NotSupported) => "not supported",
        Msg::Outcome(Outcome::Aborted) => "aborted",
        Msg::Outcome(Outcome::NotRequested) => "not requested",
        Msg::Outcome(_) => "undetermined",
        _ => return None,
    })
}

fn particular(message: &Msg<'_>) -> String {
    match *message {
        Msg::Decided { decision, policy } => {
            format!("decision: {} (policy {policy})", decided(decision))
        }
        Msg::DataAuthentic { covers, signer } => format!("{covers} as signed by {signer}"),
        Msg::DataNotCovered { groups } => format!("not read, so not covered: {groups}"),
        Msg::DataAltered { groups } => format!("altered: {groups} differ from what was signed"),
        Msg::DateInDate { until: Some(until) } => format!("in date until {until}"),
        Msg::DateExpired { until: Some(until) } => format!("expired on {until}"),
        Msg::DiffersAt { what, at } => format!("{what} differs: {at}"),
        Msg::DetailsHidden { count: 1, groups } => format!("1 value hidden ({groups})"),
        Msg::DetailsHidden { count, groups } => format!("{count} values hidden ({groups})"),
        Msg::GroupUnproven { group } => format!("what {group} says is not proved"),
        Msg::Damaged { bytes } => format!("characters replaced; the bytes are {bytes}"),
        Msg::CountPassed { count } => format!("{count} checks passed"),
        Msg::ReadIncomplete { code } => {
            format!("the read ended early [{code}]; what follows rests on part of the document")
        }
        Msg::JudgedAt { at, source } => format!("judged at {at} ({})", clock(source)),
        Msg::Anchors { count: 1, source } => format!("1 trust anchor from {source}"),
        Msg::Anchors { count, source } => format!("{count} trust anchors from {source}"),
        Msg::AnchorsAsOf { day } => format!("newest list of {day}"),
        Msg::DocumentKind { kind, issuer } => format!("{kind} of {issuer}"),
        Msg::DocumentNumber { value } => format!("number {}", value.unwrap_or_default()),
        Msg::Holder { value } => format!("name {}", value.unwrap_or_default()),
        Msg::BirthDate { value } => format!("born {}", value.unwrap_or_default()),
        Msg::ChipProvedBy { how } => format!("proved by {how}"),
        Msg::ProfileUsed {
            title,
            name,
            reason,
        } => format!("taken for: {title} ({name}), {}", why_profile(reason)),
        Msg::ProfileWaived { groups } => format!(
            "such documents may lack {groups}; the signed list of this one does not name it, so the answer does without"
        ),
        Msg::OpenedBy { how } => format!("chip opened by {how}"),
        Msg::TriesLeft { count: 1 } => "1 try left".to_owned(),
        Msg::TriesLeft { count } => format!("{count} tries left"),
        Msg::Kept { path } => format!("kept: {path} holds what was read"),
        Msg::CodeOfFault { code, step } => code_of_fault(code, step),
        Msg::MoreWith { code } => format!("more: vidimus explain {code}"),
        Msg::SignerNamed { country } => format!("signer certificate names {country}"),
        Msg::AnchorOfGroup { group } => format!("trusted for documents of group {group} only"),
        Msg::AnchorFrom { provenance } => format!("CSCA from {provenance}"),
        Msg::RevocationCheckedBy { day } => format!("revocation checked (list of {day})"),
        Msg::RevocationStale { days: 1 } => {
            "revocation not checked: revocation list is 1 day old".to_owned()
        }
        Msg::RevocationStale { days } => {
            format!("revocation not checked: revocation list is {days} days old")
        }
        Msg::VouchedBy { by, anchor } => vouched(by, anchor),
        Msg::SeenSince { day } => format!("known since {day}"),
        _ => String::new(),
    }
}

/// A code, where it happened, and where to read of it.
fn code_of_fault(code: &str, step: Option<&str>) -> String {
    let at = step.map(|step| format!(" at {step}")).unwrap_or_default();
    format!("code: {code}{at} · vidimus explain {code}")
}

/// By whose act an anchor is trusted.
fn vouched(by: &str, anchor: &str) -> String {
    match by {
        "user" => "added by the user".to_owned(),
        "pin" => "pinned by the user".to_owned(),
        "list" => format!("its list is signed under {anchor}"),
        "link" => format!("linked from {anchor}"),
        _ => "nobody vouches for it".to_owned(),
    }
}

const fn decided(decision: Decision) -> &'static str {
    match decision {
        Decision::Accept => "accept",
        Decision::Refer => "refer: a person must look",
        Decision::Reject => "reject",
    }
}

const fn clock(source: TimeSource) -> &'static str {
    match source {
        TimeSource::Clock => "this machine's clock",
        TimeSource::Given => "time given",
        TimeSource::Recorded => "unsigned time of the recording",
    }
}

/// Why a document is judged by a profile.
const fn why_profile(reason: ChoiceReason) -> &'static str {
    match reason {
        ChoiceReason::Asked => "as asked",
        ChoiceReason::CardAccess => "known by EF.CardAccess",
        ChoiceReason::ApplicationId => "known by its application",
        ChoiceReason::Mrz => "known by the MRZ",
        ChoiceReason::Qr => "known by the QR code",
        ChoiceReason::Default => "for nothing else fits",
    }
}
