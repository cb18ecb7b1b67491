//! Document profiles: what is known of a kind of document, as data.
//!
//! | a profile says | for |
//! |---|---|
//! | identifiers of the application, in the order tried | the reader |
//! | how EF.CardAccess is found, and what it holds where it cannot be read | the reader |
//! | which passwords open the chip, and by which protocols | the reader |
//! | how zone, QR code and DG13 are to be read | the report |
//! | what such chips do otherwise than the rule | the reader |
//! | which data groups such documents may lack | the report |
//! | the group of trust anchors that sign such documents | the report |
//! | how a document of this kind is known | [`choose`] |
//!
//! Four are built in ([`Profile::built_in`]); others are TOML files of the same form
//! ([`Profile::from_toml`]), whose keys `docs/profiles.md` explains. [`choose`] picks the one for a
//! document, and says why.
//!
//! A profile never raises an outcome. It may say that such documents can lack a data group, which
//! counts only where the authentic EF.SOD does not list it; and what it says of EF.CardAccess counts
//! only where the file could not be read.

mod built_in;
mod choice;
mod content;
mod error;
mod file;
mod ladder;
mod matching;

pub use choice::{ChoiceReason, Chosen, Observed, ProfileChoice, choose};
pub use content::{Dg13Decoder, MrzRules, QrContent};
pub use error::ProfileError;
pub use ladder::{CardAccessStep, KnownQuirk, OpeningProtocol, PasswordSource};

use crate::DataGroup;
use crate::evidence::Application;
use matching::Match;
use std::collections::BTreeSet;

/// What is known of a kind of document.
///
/// ```
/// use vidimus_lds::profile::{PasswordSource, Profile};
///
/// let card = Profile::named("vn-cccd").ok_or("not built in")?;
/// assert_eq!(card.title("en"), "Vietnamese citizen card");
/// assert!(card.passwords().contains(&PasswordSource::Qr));
/// // one of one's own; what is not named is as in `icao`
/// let own = Profile::from_toml("name = \"staff-card\"\naccess.protocols = [\"pace\"]")?;
/// assert_eq!(own.applications(), Profile::icao().applications());
/// // a misspelt key is an error
/// assert!(Profile::from_toml("name = \"staff-card\"\nacces.protocols = []").is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    name: String,
    title_en: String,
    title_vi: String,
    matching: Match,
    application: Application,
    applications: Vec<Vec<u8>>,
    card_access_ladder: Vec<CardAccessStep>,
    card_access_insist: bool,
    card_access_constant: Option<Vec<u8>>,
    passwords: Vec<PasswordSource>,
    protocols: Vec<OpeningProtocol>,
    dg13_decoder: Option<Dg13Decoder>,
    mrz_rules: Option<MrzRules>,
    qr_content: Option<QrContent>,
    waived: BTreeSet<DataGroup>,
    known_quirks: BTreeSet<KnownQuirk>,
    trust_group: Option<String>,
}

impl Profile {
    /// Reads a profile file; `docs/profiles.md` explains its keys. What is not named is as in `icao`.
    ///
    /// # Errors
    /// [`ProfileError`] names the key and what may stand there. An unknown key is an error, and so
    /// is the name of a built-in profile.
    pub fn from_toml(text: &str) -> Result<Self, ProfileError> {
        let profile = file::parse(text)?;
        if Self::named(&profile.name).is_some() {
            return Err(ProfileError::NameTaken { name: profile.name });
        }
        Ok(profile)
    }

    /// The built-in profiles: `icao`, `vn-cccd`, `eu-id-card`, `iso18013`.
    #[must_use]
    pub fn built_in() -> &'static [Self] {
        built_in::all()
    }

    /// The built-in profile of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::built_in().iter().find(|profile| profile.name == name)
    }

    /// `icao`, which is used where nothing else fits.
    #[must_use]
    pub fn icao() -> &'static Self {
        built_in::icao()
    }

    /// Its name: lower-case letters, digits and hyphens.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What such documents are called, in Vietnamese for `vi`, else in English.
    #[must_use]
    pub fn title(&self, language: &str) -> &str {
        match language {
            "vi" => &self.title_vi,
            _ => &self.title_en,
        }
    }

    /// The application its files belong to.
    #[must_use]
    pub const fn application(&self) -> Application {
        self.application
    }

    /// Identifiers of the application, in the order tried; never empty.
    #[must_use]
    pub fn applications(&self) -> &[Vec<u8>] {
        &self.applications
    }

    /// How EF.CardAccess is looked for, rung by rung.
    #[must_use]
    pub fn card_access_ladder(&self) -> &[CardAccessStep] {
        &self.card_access_ladder
    }

    /// Whether a chip that says that there is no EF.CardAccess is asked by the next rungs all the
    /// same: the application may have been selected before, where the file is not.
    #[must_use]
    pub const fn card_access_insist(&self) -> bool {
        self.card_access_insist
    }

    /// What EF.CardAccess holds, for a chip whose file cannot be read: a set of SecurityInfos with
    /// a PACEInfo. It never stands in for a file that is absent or was read.
    #[must_use]
    pub fn card_access_fallback(&self) -> Option<&[u8]> {
        self.card_access_constant.as_deref()
    }

    /// What opens the chip, in the order tried; never empty.
    #[must_use]
    pub fn passwords(&self) -> &[PasswordSource] {
        &self.passwords
    }

    /// The protocols that open the chip, in the order tried; never empty.
    #[must_use]
    pub fn protocols(&self) -> &[OpeningProtocol] {
        &self.protocols
    }

    /// How DG13 is read; `None` where nothing is known of it.
    #[must_use]
    pub const fn dg13_decoder(&self) -> Option<Dg13Decoder> {
        self.dg13_decoder
    }

    /// Rules for the zone beyond Doc 9303.
    #[must_use]
    pub const fn mrz_rules(&self) -> Option<MrzRules> {
        self.mrz_rules
    }

    /// What the QR code on such documents holds.
    #[must_use]
    pub const fn qr_content(&self) -> Option<QrContent> {
        self.qr_content
    }

    /// What such chips are known to do otherwise. Reading starts prepared for it; under
    /// `strict` it is found out as ever. Each is named in the report as one that was found out.
    #[must_use]
    pub const fn known_quirks(&self) -> &BTreeSet<KnownQuirk> {
        &self.known_quirks
    }

    /// Data groups that such documents may lack though others have them. It counts only where the
    /// authentic EF.SOD does not list them. Never DG1.
    #[must_use]
    pub const fn waived(&self) -> &BTreeSet<DataGroup> {
        &self.waived
    }

    /// The group of trust anchors that may sign such documents, besides those that may sign all.
    #[must_use]
    pub fn trust_group(&self) -> Option<&str> {
        self.trust_group.as_deref()
    }
}
