//! `pa.chain.validity`: the signer's certificate, its private key and its authority, each at its
//! time (Doc 9303-12 D.1.1, TR-03135-1 §5.6.4.3.4).
//!
//! | what | when | otherwise |
//! |---|---|---|
//! | private key usage period of the signer | when the document was signed, else issued; nothing where neither is known | failed |
//! | certificate of the signer | the time that the policy chooses | failed; undetermined where it is not known |
//! | certificate of the authority | the time of evaluation | failed, or a notice where it expired and the policy accepts that |
//!
//! The gravest counts. An expired signer fails even where no anchor is known; a valid one needs its
//! anchor, or its pin, to pass. Times that come from the document count only when its signature
//! is right, and never as later than the time of evaluation: a document of tomorrow proves nothing about
//! today.

use super::PaInput;
use super::anchor::Behind;
use crate::detail::Role;
use crate::notes::Notes;
use crate::rules::{ExpiredCsca, ValidityTime};
use crate::{Certificate, Detail, Finding, codes};

/// Last second of a day, from its first.
const REST_OF_DAY: i64 = 86_399;

/// When the document came to be, as far as its own right signature says so; seconds since 1970.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Origin {
    /// signed attribute signingTime
    pub(super) signed: Option<i64>,
    /// first second of the day of issue
    pub(super) issued: Option<i64>,
}

/// First and last second of a moment: one second, or a day.
type Moment = (i64, i64);

/// Judges the validity of a signer and of what stands behind it.
pub(super) fn judge(
    signer: &Certificate,
    behind: Behind<'_>,
    origin: Origin,
    input: &PaInput<'_>,
    notes: &mut Notes,
) -> Finding {
    if input.clock_implausible {
        return Finding::undetermined(codes::CLOCK_IMPLAUSIBLE);
    }
    let own = usage_period(signer, origin).unwrap_or_else(|| own(signer, origin, input, notes));
    own.graver(match behind {
        Behind::Authority(csca) => authority(csca, signer, input, notes),
        Behind::Pin => Finding::PASSED,
        Behind::Nobody => Finding::undetermined(codes::ANCHOR_NOT_FOUND),
    })
}

/// The document was signed outside the period in which the signer's key may be used.
fn usage_period(signer: &Certificate, origin: Origin) -> Option<Finding> {
    let period = signer.extensions().private_key_usage_period()?;
    let signed = origin.signed.map(|time| (time, time));
    let (first, last) = signed.or_else(|| origin.issued.map(day))?;
    period.is_outside(first, last).then(|| {
        Finding::failed(codes::PRIVATE_KEY_USAGE_PERIOD).with(Detail::UsagePeriod {
            not_before: period.not_before,
            not_after: period.not_after,
            signed: first,
        })
    })
}

/// Something was signed on a day, given by its first second, on which the signer's certificate was
/// not valid: seals say nothing closer of their time.
pub(super) fn signed_outside(signer: &Certificate, first: i64) -> Option<Finding> {
    let validity = signer.validity();
    outside(signer, Role::Signer, day(first))?;
    let detail = Detail::UsagePeriod {
        not_before: Some(validity.not_before),
        not_after: Some(validity.not_after),
        signed: first,
    };
    Some(Finding::failed(codes::PRIVATE_KEY_USAGE_PERIOD).with(detail))
}

const fn day(first: i64) -> Moment {
    (first, first.saturating_add(REST_OF_DAY))
}

/// The signer's certificate at the time that the policy chooses.
fn own(signer: &Certificate, origin: Origin, input: &PaInput<'_>, notes: &mut Notes) -> Finding {
    let now = outside(signer, Role::Signer, (input.at, input.at));
    let (moment, missing, notice) = match input.rules.validity {
        ValidityTime::Evaluation => return now.unwrap_or(Finding::PASSED),
        ValidityTime::SigningTime => (
            origin.signed.map(|time| (time, time)),
            codes::SIGNING_TIME_MISSING,
            codes::NOTICE_VALID_WHEN_SIGNED,
        ),
        ValidityTime::IssueDate => (
            origin.issued.map(day),
            codes::ISSUE_DATE_UNKNOWN,
            codes::NOTICE_VALID_WHEN_ISSUED,
        ),
    };
    let Some((first, last)) = moment else {
        return Finding::undetermined(missing);
    };
    let moment = (first.min(input.at), last.min(input.at));
    let then = outside(signer, Role::Signer, moment);
    if then.is_none() && now.is_some() {
        notes.notice(notice);
    }
    then.unwrap_or(Finding::PASSED)
}

/// The authority's certificate at the time of evaluation. Where expired ones are accepted, one
/// that had expired before the signer's certificate began is not: it was no longer there to issue it.
fn authority(
    csca: &Certificate,
    signer: &Certificate,
    input: &PaInput<'_>,
    notes: &mut Notes,
) -> Finding {
    let Some(finding) = outside(csca, Role::Csca, (input.at, input.at)) else {
        return Finding::PASSED;
    };
    let issued_in_time = signer.validity().not_before <= csca.validity().not_after;
    let accepted = input.rules.expired_csca == ExpiredCsca::Accepted
        && finding.code == Some(codes::CSCA_EXPIRED)
        && issued_in_time;
    if !accepted {
        return finding;
    }
    notes.notice(codes::NOTICE_CSCA_EXPIRED_ACCEPTED);
    Finding::PASSED
}

/// Failed, when no second of the moment lies in the certificate's validity.
fn outside(certificate: &Certificate, role: Role, (first, last): Moment) -> Option<Finding> {
    let validity = certificate.validity();
    let code = if last < validity.not_before {
        match role {
            Role::Signer => codes::SIGNER_NOT_YET_VALID,
            Role::Csca => codes::CSCA_NOT_YET_VALID,
        }
    } else if first > validity.not_after {
        match role {
            Role::Signer => codes::SIGNER_EXPIRED,
            Role::Csca => codes::CSCA_EXPIRED,
        }
    } else {
        return None;
    };
    Some(Finding::failed(code).with(Detail::Validity {
        role,
        not_before: validity.not_before,
        not_after: validity.not_after,
        at: first,
    }))
}
