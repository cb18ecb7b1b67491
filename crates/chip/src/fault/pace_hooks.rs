//! What faults make of PACE.

use super::behaviour::{Behaviour, PinLeft};
use super::hooks::Faults;
use crate::pace::PaceFlaw;
use vidimus_iso7816::StatusWord;

impl Faults {
    /// Every departure from the protocol.
    pub(crate) fn pace(&self) -> Vec<PaceFlaw> {
        self.all(|behaviour| match behaviour {
            Behaviour::Pace(flaw) => Some(*flaw),
            _ => None,
        })
    }

    /// The status word of MSE:Set AT without DO 84.
    pub(crate) fn needs_parameters(&self) -> Option<StatusWord> {
        self.find(|behaviour| match behaviour {
            Behaviour::NeedsParameters { status } => Some(*status),
            _ => None,
        })
    }

    /// Whether the chip leaves PACE with other keys than it agreed on.
    pub(crate) fn wrong_session_keys(&self) -> bool {
        self.any(|behaviour| matches!(behaviour, Behaviour::WrongSessionKeys))
    }

    /// The tries that the PIN has left.
    pub(crate) fn pin_left(&self) -> Option<PinLeft> {
        self.find(|behaviour| match behaviour {
            Behaviour::PinState { left } => Some(*left),
            _ => None,
        })
    }
}
