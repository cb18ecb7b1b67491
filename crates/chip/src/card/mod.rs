//! The chip: one command APDU in, one response APDU out.
//!
//! A command goes through [`dispatch`]: length and class, secure messaging, then by instruction to
//! one of the other modules, and back the same way. Which module answers what:
//!
//! | INS | P1-P2 | command | module |
//! |---|---|---|---|
//! | `A4` | `04 0C`, `00 0C`, `02 0C`, or P2 `00` | SELECT | [`select`] |
//! | `B0`, `B1` | SFI, offset or file | READ BINARY | [`read`] |
//! | `84`, `82` | `0000` | BAC; protected, Terminal Authentication | [`authenticate`], [`terminal`] |
//! | `22`, `86` | `C1A4`; `0000` in a chain | PACE | [`pace`] |
//! | `22`, `86` | `41A6`, `41A4`; `0000` | Chip Authentication | [`agreement`] |
//! | `22`, `2A` | `81B6`, `81A4`; `00BE` | Terminal Authentication | [`terminal`] |
//! | `88` | `0000` | Active Authentication | [`active`] |
//! | `C0` | `0000` | GET RESPONSE | [`long_answer`] |
//!
//! What survives a loss of power is in [`Chip`] itself (tries of the PIN, trust points, date, the
//! files); all else is in its [`Session`] and goes with it.

mod active;
mod agreement;
mod authenticate;
mod departures;
mod dispatch;
mod environment;
mod long_answer;
mod pace;
mod read;
mod select;
mod session;
mod terminal;

use crate::fault::{Effect, Fault, FaultError, Faults};
use crate::image::CardImage;
use crate::pace::PinState;
use crate::random::Random;
use crate::terminal::TrustPoints;
use session::Session;
use std::collections::BTreeMap;
use std::time::Duration;
pub(crate) use terminal::cvca as cvca_file;
use vidimus_lds::File;
use vidimus_pubkey::agreement::Domain;

/// The application identifier of the eMRTD application (Doc 9303-10 §3.11.2).
pub const EMRTD_AID: [u8; 7] = [0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01];

/// The application identifier of driving licences (ISO/IEC 18013-2 annex C).
pub(crate) const DRIVING_LICENCE_AID: [u8; 7] = [0xA0, 0x00, 0x00, 0x02, 0x48, 0x02, 0x00];

/// A software eMRTD, or driving licence.
///
/// After power-on the master file is selected, nothing is granted, and EF.CardAccess,
/// EF.DIR and EF.ATR/INFO may be read where the chip has them. The chip keeps no clock and
/// draws its random numbers from the [`Random`] it was given.
pub struct Chip {
    image: CardImage,
    random: Box<dyn Random>,
    session: Session,
    faults: Faults,
    /// tries left for the PIN, which no loss of power changes
    pin: PinState,
    /// whom the chip trusts and its date, which no loss of power changes
    trust: Option<TrustPoints>,
    /// the challenge of the Active Authentication before, for a fault
    last_challenge: Option<Vec<u8>>,
    /// how often each file was read from its start, over all sessions
    starts: BTreeMap<File, u32>,
    delay: Duration,
}

impl Chip {
    /// A chip of this make-up, powered on.
    #[must_use]
    pub fn new(image: CardImage, random: impl Random + 'static) -> Self {
        let rules = image.access.pace.as_ref();
        Self {
            pin: rules.map_or_else(PinState::default, |rules| PinState::new(rules.pin_tries)),
            trust: image.keys.terminal.as_ref().map(TrustPoints::new),
            last_challenge: None,
            image,
            random: Box::new(random),
            session: Session::default(),
            faults: Faults::default(),
            starts: BTreeMap::new(),
            delay: Duration::ZERO,
        }
    }

    /// The same chip with these faults. Faults of files change the files at once; a chip may
    /// have several faults.
    ///
    /// # Errors
    /// [`FaultError::SeveralRuns`] for a fault that stands for several runs,
    /// [`FaultError::NoSuchFile`] for one about a file that the chip has not got.
    pub fn with_faults(mut self, faults: &[Fault]) -> Result<Self, FaultError> {
        for fault in faults {
            for effect in fault.effects()? {
                match effect {
                    Effect::File(change) => change.apply(fault.name(), &mut self.image)?,
                    Effect::Behaviour(behaviour) => self.faults.add(behaviour),
                }
            }
        }
        self.trust = self.image.keys.terminal.as_ref().map(TrustPoints::new);
        if let Some(left) = self.faults.pin_left() {
            self.set_pin(left);
        }
        Ok(self)
    }

    /// Takes power away and gives it back: keys, rights and selection are gone. The tries of the
    /// PIN stay as they are, and so do trust points and date.
    pub fn reset(&mut self) {
        self.session = Session::default();
    }

    /// The answer to reset.
    #[must_use]
    pub fn atr(&self) -> &[u8] {
        &self.image.atr
    }

    /// How long the chip wants to have waited before its last response, as a chip does that
    /// slows guesses down. Whoever carries the response decides whether to wait.
    #[must_use]
    pub const fn delay(&self) -> Duration {
        self.delay
    }

    /// Whether the chip takes extended length.
    #[must_use]
    pub const fn speaks_extended(&self) -> bool {
        self.image.habits.extended.is_some()
    }

    /// Whether a command may be longer than a short one carries: with extended length, or where
    /// keys of a MODP group are agreed on or a terminal shows certificates (Doc 9303-11 §9.3.1).
    #[must_use]
    pub fn takes_long_keys(&self) -> bool {
        let pace = self.image.access.pace.as_ref();
        let by_pace = pace.is_some_and(|rules| {
            rules
                .protocols
                .iter()
                .any(|protocol| protocol.parameter_id <= 2)
        });
        let mut static_keys = self.image.keys.chip_authentication.iter();
        let by_static = static_keys.any(|key| matches!(key.domain(), Domain::Dh(_)));
        let certificates = self.image.keys.terminal.is_some();
        self.speaks_extended() || by_pace || by_static || certificates
    }

    /// Whether secure messaging is on.
    #[must_use]
    pub const fn is_secured(&self) -> bool {
        self.session.channel.is_some()
    }
}

impl core::fmt::Debug for Chip {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Chip")
            .field("files", &self.image)
            .field("secured", &self.is_secured())
            .field("faults", &self.faults.len())
            .finish_non_exhaustive()
    }
}
