//! Everything a family of checks looks at.
//!
//! [`Listed`] is the hinge. "Not in the list" means that the document does not offer something, but
//! only while the list is authentic; otherwise the same absence means nothing at all. Every check
//! that could be silenced by leaving a file out goes through [`Case::listed`], so that hiding
//! DG14 or DG15 from a terminal opens a question and answers none (DESIGN §2).

use super::licence::Licence;
use crate::{EvaluationTime, Policy};
use std::collections::BTreeSet;
use vidimus_lds::dg1::Dg1;
use vidimus_lds::evidence::{Application, Evidence, FileState, Source};
use vidimus_lds::profile::{Chosen, Dg13Decoder, MrzRules, Profile, QrContent};
use vidimus_lds::{DataGroup, File};
use vidimus_trust::{Outcome, PaResult};

/// One document under judgement.
pub(crate) struct Case<'a> {
    pub(crate) evidence: &'a Evidence,
    pub(crate) policy: &'a Policy,
    pub(crate) at: EvaluationTime,
    pub(crate) clock_implausible: bool,
    pub(crate) dg1: &'a Dg1State,
    pub(crate) pa: &'a PaResult<'a>,
    /// the signed list of data groups may be believed
    pub(crate) authentic: bool,
    pub(crate) card_security: super::card_security::Judged<'a>,
    /// the document profile, and why this one
    pub(crate) profile: Chosen<'a>,
    /// something about the document contradicts that profile: only one that was asked for can be so
    pub(crate) profile_contradicted: bool,
}

/// DG1 as read, whether or not it is authentic.
pub(crate) enum Dg1State {
    Parsed(Box<Dg1>),
    /// that of a driving licence
    Licence(Box<Licence>),
    /// why there is none
    Unusable(&'static str),
}

/// How a data group stands towards the signed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Listed {
    /// EF.SOD is not authentic: nothing is known for certain
    Unknown,
    /// authentic EF.SOD does not list it
    No,
    /// listed, read, and unaltered
    Authentic,
    /// listed and read, but not shown to be what was signed
    NotAuthentic,
    /// listed; it did not come
    Unreadable,
    /// listed; not among the data groups read
    NotRead,
}

impl Listed {
    /// Why the content is not at hand; `None` where it was read, or where the document has none.
    pub(crate) const fn absence(self) -> Option<&'static str> {
        match self {
            Self::Unknown => Some("sod_not_authentic"),
            Self::Unreadable => Some("listed_file_unreadable"),
            Self::NotRead => Some("not_read"),
            Self::No | Self::Authentic | Self::NotAuthentic => None,
        }
    }
}

impl Dg1State {
    /// Decodes DG1. A part of it is no DG1: the zone could be cut where it matters.
    pub(crate) fn of(evidence: &Evidence) -> Self {
        let licence = evidence.application == Application::DrivingLicence;
        match evidence.files.get(&File::Dg(DataGroup::DG1)) {
            Some(FileState::Read(bytes)) if licence => Licence::parse(bytes),
            Some(FileState::Read(bytes)) => match Dg1::parse(bytes) {
                Ok(dg1) => Self::Parsed(Box::new(dg1)),
                Err(error) => Self::Unusable(error.check_code()),
            },
            Some(FileState::Truncated { .. }) => Self::Unusable("truncated"),
            _ => Self::Unusable("dg1_not_read"),
        }
    }

    /// Whether it says what the document is, of either kind.
    const fn is_known(&self) -> bool {
        !matches!(self, Self::Unusable(_))
    }

    pub(crate) const fn parsed(&self) -> Option<&Dg1> {
        match self {
            Self::Parsed(dg1) => Some(dg1),
            Self::Licence(_) | Self::Unusable(_) => None,
        }
    }

    /// DG1 of a driving licence.
    pub(crate) const fn licence(&self) -> Option<&Licence> {
        match self {
            Self::Licence(licence) => Some(licence),
            Self::Parsed(_) | Self::Unusable(_) => None,
        }
    }

    /// The issuing state as it stands, of either kind of document.
    pub(crate) fn issuer(&self) -> Option<&str> {
        match self {
            Self::Parsed(dg1) => Some(dg1.mrz.issuer()),
            Self::Licence(licence) => Some(&licence.issuer),
            Self::Unusable(_) => None,
        }
    }
}

impl Case<'_> {
    /// Whether a chip was asked, now or when the recording was made.
    pub(crate) const fn has_chip(&self) -> bool {
        !matches!(self.evidence.source, Source::Files)
    }

    /// Whether a chip was asked just now.
    pub(crate) const fn is_live(&self) -> bool {
        matches!(self.evidence.source, Source::Reader { .. })
    }

    /// Whether the profile has the rules of the Vietnamese citizen card for the zone.
    pub(crate) fn is_citizen_card(&self) -> bool {
        let rules = self.profile.profile.mrz_rules();
        rules == Some(MrzRules::VietnameseCitizen) && !self.profile_contradicted
    }

    /// Whether DG13 has the layout of that card.
    pub(crate) fn reads_vietnamese_dg13(&self) -> bool {
        let decoder = self.profile.profile.dg13_decoder();
        decoder == Some(Dg13Decoder::VietnameseDetails) && !self.profile_contradicted
    }

    /// Whether the document has the QR code of that card.
    pub(crate) fn knows_citizen_qr(&self) -> bool {
        let content = self.profile.profile.qr_content();
        content == Some(QrContent::VietnameseCitizen) && !self.profile_contradicted
    }

    /// The data group with the public key of Active Authentication.
    pub(crate) const fn active_key(&self) -> DataGroup {
        self.evidence.application.active_authentication_key()
    }

    /// Whether EF.SOD, authentic or not, lists this data group.
    pub(crate) fn is_listed(&self, group: DataGroup) -> bool {
        self.pa
            .listed
            .as_ref()
            .is_some_and(|listed| listed.contains(&group))
    }

    /// Data groups that this document lacks and may lack by its profile. Only a data group that the
    /// authentic EF.SOD does not list is lacking, and only a document that says what it is, and
    /// nothing else than the profile does, is of that profile.
    pub(crate) fn waived(&self) -> BTreeSet<DataGroup> {
        if !self.dg1.is_known() || self.profile_contradicted {
            return BTreeSet::new();
        }
        let waived = self.profile.profile.waived().iter().copied();
        waived
            .filter(|group| self.listed(*group) == Listed::No)
            .collect()
    }

    /// The data group that holds the portrait of a driving licence (ISO/IEC 18013-2 C.6.6), where
    /// the policy asks for a portrait and EF.SOD, authentic or not, lists it: what a policy means by
    /// DG2 of a travel document.
    pub(crate) fn portrait_of_licence(&self) -> Option<DataGroup> {
        let licence = self.evidence.application == Application::DrivingLicence;
        let wanted = self.policy.required().contains(&DataGroup::DG2);
        Some(DataGroup::DG6).filter(|group| licence && wanted && self.is_listed(*group))
    }

    /// Outcome of the hash of this data group; aborted for a listed DG14 or DG15 that the chip
    /// refuses, which it has no right to.
    pub(crate) fn hash(&self, group: DataGroup) -> Outcome {
        if is_withheld(self.evidence, group) && self.is_listed(group) {
            return Outcome::Aborted;
        }
        self.pa
            .hashes
            .get(&group)
            .map_or(Outcome::NotRequested, |finding| finding.outcome)
    }

    /// How this data group stands towards the signed list.
    pub(crate) fn listed(&self, group: DataGroup) -> Listed {
        match self.hash(group) {
            _ if !self.authentic => Listed::Unknown,
            _ if !self.is_listed(group) => Listed::No,
            Outcome::Passed => Listed::Authentic,
            Outcome::Aborted => Listed::Unreadable,
            Outcome::NotRequested | Outcome::NotSupported => Listed::NotRead,
            Outcome::Failed | Outcome::Undetermined => Listed::NotAuthentic,
        }
    }
}

/// The trust group whose anchors may sign this document besides those for all. Only a document that
/// says what it is, and nothing else than the profile does, is of that profile; so a passport gets
/// no card's anchors, whichever profile it was asked to be read by.
pub(super) fn trust_group<'p>(
    profile: &'p Profile,
    contradicted: bool,
    dg1: &Dg1State,
) -> Option<&'p str> {
    let fits = dg1.is_known() && !contradicted;
    profile.trust_group().filter(|_| fits)
}

/// Whether the chip refuses a data group that it has no right to refuse: DG14 and DG15 hold what
/// the chip's proof and the look for downgrades need, so refused is as good as withheld.
pub(super) fn is_withheld(evidence: &Evidence, group: DataGroup) -> bool {
    let key = evidence.application.active_authentication_key();
    let needed = group == DataGroup::DG14 || group == key;
    let state = evidence.files.get(&File::Dg(group));
    needed && matches!(state, Some(FileState::Denied { .. }))
}
