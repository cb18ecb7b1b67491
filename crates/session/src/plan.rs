//! What to read, and how.
//!
//! A plan is data: it is written into the header of a recording, so that a replay asks for the
//! same, and everything a policy or a command line can wish for has its place here. A new field
//! also goes into `transcript::plan_line`, with a default that means "as before".
//!
//! ```
//! use std::collections::BTreeSet;
//! use vidimus_lds::DataGroup;
//! use vidimus_session::{AccessMode, FileSelection, ProofSelection, ReadPlan};
//!
//! // a gate in a hurry: DG1 alone, by PACE or not at all, and no proof of the chip
//! let plan = ReadPlan {
//!     access: AccessMode::Pace,
//!     files: FileSelection::Named(BTreeSet::from([DataGroup::DG1])),
//!     proofs: ProofSelection::NONE,
//!     ..ReadPlan::default()
//! };
//! // what is not named stays on the safe side
//! assert!(!plan.bac_after_pace_failure && !plan.spend_last_try);
//! assert_eq!(plan.max_file_size, ReadPlan::MAX_FILE_SIZE);
//! ```

use std::collections::BTreeSet;
use vidimus_lds::DataGroup;
use vidimus_lds::application::KnownApplication;
use vidimus_lds::evidence::Application;
use vidimus_lds::profile::{CardAccessStep, KnownQuirk, OpeningProtocol, Profile};

/// How to open the chip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum AccessMode {
    /// Whatever the chip offers, the strongest first.
    #[default]
    Auto,
    /// Password Authenticated Connection Establishment only.
    Pace,
    /// Basic Access Control only.
    Bac,
    /// In the clear only.
    None,
}

/// How long APDUs may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ApduMode {
    /// Extended where chip and reader both state that they take it, else short.
    #[default]
    Auto,
    /// Short only: 256 bytes a response.
    Short,
    /// Extended, also where the chip does not state its buffer sizes.
    Extended,
}

/// Which data groups to read. EF.SOD is always read, and DG14 whenever EF.SOD lists it: without
/// it a downgrade could not be seen.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum FileSelection {
    /// All that EF.SOD lists, except DG3 and DG4 (which need more rights); DG1 and DG2 in any
    /// case, for every document has them.
    #[default]
    Listed,
    /// These.
    Named(BTreeSet<DataGroup>),
    /// All sixteen, listed or not.
    All,
}

/// Which proofs that the chip is the original are asked for, where it offers them. PACE with chip
/// authentication mapping is part of opening and is not chosen here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProofSelection {
    /// Active Authentication, when DG15 was read
    pub active_authentication: bool,
    /// Chip Authentication, when DG14 was read and offers it; Terminal Authentication needs it
    pub chip_authentication: bool,
}

impl ProofSelection {
    /// All that the chip offers.
    pub const ALL: Self = Self {
        active_authentication: true,
        chip_authentication: true,
    };
    /// None.
    pub const NONE: Self = Self {
        active_authentication: false,
        chip_authentication: false,
    };
}

impl Default for ProofSelection {
    fn default() -> Self {
        Self::ALL
    }
}

/// How EF.CardAccess is found, and what stands in for one that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardAccessPlan {
    /// the rungs, in the order of Doc 9303-11 §4.2 whatever their order here
    pub ladder: BTreeSet<CardAccessStep>,
    /// whether `6A82` to the first rungs is no answer yet: the application may have been selected by
    /// somebody before, and the file is not there
    pub insist: bool,
    /// what the file of such documents holds, for a chip that refuses it; never used for a file that
    /// is absent, malformed or was read, nor under `tolerance_strict`
    pub constant: Option<Vec<u8>>,
}

/// The plan of one read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadPlan {
    /// how to open the chip
    pub access: AccessMode,
    /// how long APDUs may be
    pub apdu: ApduMode,
    /// whether tolerances for what chips do in the field are off (DESIGN §7); EF.COM is then read
    /// as well, because a laboratory compares it with EF.SOD
    pub tolerance_strict: bool,
    /// which data groups to read
    pub files: FileSelection,
    /// whether to read EF.COM; `tolerance_strict` reads it as well
    pub read_com: bool,
    /// largest file that is read, in bytes of the whole object; one that declares more is left
    /// unread and written down as too large, before anything is allocated for it
    pub max_file_size: u32,
    /// whether BAC may open a chip that offers PACE and fails at it; else the read stops there,
    /// because whoever can disturb PACE could choose the weaker protocol that way
    pub bac_after_pace_failure: bool,
    /// which proofs to ask the chip for
    pub proofs: ProofSelection,
    /// a challenge of the caller's for Active Authentication, RND.IFD (Doc 9303-11 §6.1.2.1); else
    /// it is drawn at random. How fresh such an answer is only the caller knows: the report says
    /// `caller_challenge`
    pub aa_challenge: Option<[u8; 8]>,
    /// whether a try of a PIN may be spent that could block it: the chip tells the tries left
    /// (`63Cx`) before the PIN is used, and at one the read stops by default
    pub spend_last_try: bool,
    /// identifiers of the application, in the order tried
    pub applications: Vec<Vec<u8>>,
    /// the application that an identifier of nobody else's stands for
    pub application: Application,
    /// how EF.CardAccess is found
    pub card_access: CardAccessPlan,
    /// the protocols that may open the chip at all; which of them does is for [`access`](Self::access)
    /// and the chip to say
    pub protocols: BTreeSet<OpeningProtocol>,
    /// what such chips are known to do otherwise: reading starts prepared for it; under
    /// `tolerance_strict` it is found out as ever
    pub known_quirks: BTreeSet<KnownQuirk>,
}

impl Default for CardAccessPlan {
    /// Every rung, and nothing that is not on the chip.
    fn default() -> Self {
        Self {
            ladder: BTreeSet::from([
                CardAccessStep::ShortIdentifier,
                CardAccessStep::FileIdentifier,
                CardAccessStep::MasterFile,
                CardAccessStep::MasterFile3F00,
            ]),
            insist: false,
            constant: None,
        }
    }
}

impl ReadPlan {
    /// Largest file by default: 1 MiB, ten times the largest seen.
    pub const MAX_FILE_SIZE: u32 = 1 << 20;

    /// The same plan for documents of this profile.
    ///
    /// ```
    /// use vidimus_lds::profile::Profile;
    /// use vidimus_session::ReadPlan;
    ///
    /// assert_eq!(ReadPlan::default().with_profile(Profile::icao()), ReadPlan::default());
    /// let card = Profile::named("vn-cccd").ok_or("not built in")?;
    /// assert!(ReadPlan::default().with_profile(card).card_access.insist);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_profile(mut self, profile: &Profile) -> Self {
        self.applications = profile.applications().to_vec();
        self.application = profile.application();
        self.card_access = CardAccessPlan {
            ladder: profile.card_access_ladder().iter().copied().collect(),
            insist: profile.card_access_insist(),
            constant: profile.card_access_fallback().map(<[u8]>::to_vec),
        };
        self.protocols = profile.protocols().iter().copied().collect();
        self.known_quirks.clone_from(profile.known_quirks());
        self
    }

    /// The same plan for documents of this profile as well: their application is asked for where
    /// the card has none of those before.
    ///
    /// ```
    /// use vidimus_lds::profile::Profile;
    /// use vidimus_session::ReadPlan;
    ///
    /// let licence = Profile::named("iso18013").ok_or("not built in")?;
    /// let plan = ReadPlan::default().or_profile(licence);
    /// assert_eq!(plan.applications.len(), 1 + licence.applications().len());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn or_profile(mut self, profile: &Profile) -> Self {
        for identifier in profile.applications() {
            if !self.applications.contains(identifier) {
                self.applications.push(identifier.clone());
            }
        }
        self.protocols.extend(profile.protocols());
        self
    }

    /// The application of an identifier.
    pub(crate) fn application_of(&self, identifier: &[u8]) -> Application {
        match KnownApplication::from_identifier(identifier) {
            Some(KnownApplication::Emrtd) => Application::Emrtd,
            Some(KnownApplication::DrivingLicence | KnownApplication::DrivingLicenceEdl) => {
                Application::DrivingLicence
            }
            _ => self.application,
        }
    }
}

impl Default for ReadPlan {
    fn default() -> Self {
        Self {
            access: AccessMode::Auto,
            apdu: ApduMode::Auto,
            tolerance_strict: false,
            files: FileSelection::Listed,
            read_com: false,
            max_file_size: Self::MAX_FILE_SIZE,
            bac_after_pace_failure: false,
            proofs: ProofSelection::ALL,
            aa_challenge: None,
            spend_last_try: false,
            applications: vec![KnownApplication::Emrtd.identifier().to_vec()],
            application: Application::Emrtd,
            card_access: CardAccessPlan::default(),
            protocols: BTreeSet::from([OpeningProtocol::Pace, OpeningProtocol::Bac]),
            known_quirks: BTreeSet::new(),
        }
    }
}
