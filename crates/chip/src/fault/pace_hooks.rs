//! What faults make of PACE.

use super::behaviour::{Behaviour, PinLeft};
use super::hooks::Faults;
use crate::pace::{PaceFlaw, Parameters};

impl Faults {
    /// Every departure from the protocol.
    pub(crate) fn pace(&self) -> Vec<PaceFlaw> {
        self.all(|behaviour| match behaviour {
            Behaviour::Pace(flaw) => Some(*flaw),
            _ => None,
        })
    }

    /// How MSE:Set AT takes DO 84, where that is not as it should be.
    pub(crate) fn parameters(&self) -> Option<Parameters> {
        self.find(|behaviour| match behaviour {
            Behaviour::NeedsParameters { status } => Some(Parameters::Needed(*status)),
            Behaviour::RefusesParameters { status } => Some(Parameters::Refused(*status)),
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
