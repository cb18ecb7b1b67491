//! Which profile a document is read and judged by, and why.
//!
//! A pure function of what was observed. What contradicts a profile outweighs what speaks for it:
//! two states may have the same EF.CardAccess, and a zone tells them apart. Of the profiles that
//! remain, the strongest reason wins.

use super::Profile;
use crate::DataGroup;
use crate::File;
use crate::dg1::Dg1;
use crate::evidence::{Application, Evidence};
use vidimus_mrz::Mrz;

/// What the caller wants.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum ProfileChoice {
    /// The built-in profile that fits what was observed.
    #[default]
    Auto,
    /// This one, whatever was observed.
    Named(Box<Profile>),
}

/// What a choice can rest on.
#[derive(Clone, Debug, Default)]
pub struct Observed<'a> {
    /// the application that was read
    pub application: Application,
    /// the bytes of EF.CardAccess, if it was read whole
    pub card_access: Option<&'a [u8]>,
    /// the zone in DG1, or the one that opens the chip
    pub mrz: Option<Mrz>,
    /// the text of a QR code on the document
    pub qr: Option<&'a str>,
}

/// Why a profile was chosen; the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ChoiceReason {
    /// the caller named it
    Asked,
    /// EF.CardAccess is one that only such documents have
    CardAccess,
    /// the application that was found
    ApplicationId,
    /// the machine-readable zone
    Mrz,
    /// the QR code on the document
    Qr,
    /// nothing else fits
    Default,
}

/// A profile and the reason for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen<'a> {
    /// the profile
    pub profile: &'a Profile,
    /// why this one
    pub reason: ChoiceReason,
}

/// Chooses the profile of a document.
///
/// ```
/// use vidimus_lds::profile::{ChoiceReason, Observed, ProfileChoice, choose};
///
/// let zone = "IDVNM0900000177000090000017<<7\n9012318M3012316VNM<<<<<<<<<<<6\n\
///             NGUYEN<<VAN<MAU<<<<<<<<<<<<<<<";
/// let observed = Observed { mrz: vidimus_mrz::Mrz::parse(zone).ok(), ..Observed::default() };
/// let chosen = choose(&ProfileChoice::Auto, &observed);
/// assert_eq!((chosen.profile.name(), chosen.reason), ("vn-cccd", ChoiceReason::Mrz));
/// ```
#[must_use]
pub fn choose<'a>(choice: &'a ProfileChoice, observed: &Observed<'_>) -> Chosen<'a> {
    if let ProfileChoice::Named(profile) = choice {
        return Chosen {
            profile,
            reason: ChoiceReason::Asked,
        };
    }
    let fitting = Profile::built_in().iter().filter_map(|profile| {
        let reason = profile.fits(observed)?;
        Some(Chosen { profile, reason })
    });
    // of equals the first
    fitting
        .min_by_key(|chosen| chosen.reason)
        .unwrap_or_else(|| Chosen {
            profile: Profile::icao(),
            reason: ChoiceReason::Default,
        })
}

impl Profile {
    /// The strongest reason for this profile; `None` where something contradicts it, or nothing
    /// speaks for it.
    #[must_use]
    pub fn fits(&self, observed: &Observed<'_>) -> Option<ChoiceReason> {
        if self.is_contradicted(observed) {
            return None;
        }
        let zone = !self.matching.mrz.is_empty() && observed.mrz.is_some();
        let qr = observed.qr.zip(self.qr_content);
        [
            (
                self.matching.knows_card_access(observed),
                ChoiceReason::CardAccess,
            ),
            (
                self.application != Application::Emrtd,
                ChoiceReason::ApplicationId,
            ),
            (zone, ChoiceReason::Mrz),
            (
                qr.is_some_and(|(text, content)| content.recognises(text)),
                ChoiceReason::Qr,
            ),
        ]
        .into_iter()
        .find_map(|(speaks_for_it, reason)| speaks_for_it.then_some(reason))
    }

    /// Whether what was observed cannot be of such a document.
    #[must_use]
    pub fn is_contradicted(&self, observed: &Observed<'_>) -> bool {
        let zone = &self.matching.mrz;
        self.application != observed.application
            || self.matching.lacks_pace(observed)
            || observed.mrz.as_ref().is_some_and(|mrz| !zone.holds(mrz))
    }
}

impl<'a> Observed<'a> {
    /// What evidence says. Of the zone, DG1 alone counts: what stands on the document was printed
    /// by anybody.
    #[must_use]
    pub fn of(evidence: &'a Evidence) -> Self {
        let dg1 = evidence.data_group(DataGroup::DG1);
        let emrtd = evidence.application == Application::Emrtd;
        Self {
            application: evidence.application,
            card_access: evidence.file(File::CardAccess),
            mrz: dg1
                .filter(|_| emrtd)
                .and_then(|bytes| Dg1::parse(bytes).ok())
                .map(|dg1| dg1.mrz),
            qr: evidence.printed.qr.as_ref().map(|qr| qr.reveal().as_str()),
        }
    }
}

impl ProfileChoice {
    /// This profile, whatever is observed.
    #[must_use]
    pub fn named(profile: Profile) -> Self {
        Self::Named(Box::new(profile))
    }
}

impl ChoiceReason {
    /// The stable word in reports.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::CardAccess => "card_access",
            Self::ApplicationId => "application",
            Self::Mrz => "mrz",
            Self::Qr => "qr",
            Self::Default => "default",
        }
    }
}
