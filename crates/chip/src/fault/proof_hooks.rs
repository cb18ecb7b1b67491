//! What faults make of Active, Chip and Terminal Authentication.

use super::behaviour::Behaviour;
use super::hooks::Faults;
use crate::keys::AaDeparture;

impl Faults {
    /// What is wrong in the answer to INTERNAL AUTHENTICATE.
    pub(crate) fn active_departure(&self) -> Option<AaDeparture> {
        self.find(|behaviour| match behaviour {
            Behaviour::Active(departure) => Some(departure.clone()),
            _ => None,
        })
    }

    /// How many answers after Chip Authentication come under the old keys.
    pub(crate) fn keeps_old_keys(&self) -> u32 {
        let answers = self.find(|behaviour| match behaviour {
            Behaviour::KeepsOldKeys { answers } => Some(*answers),
            _ => None,
        });
        answers.unwrap_or(0)
    }

    /// How many bytes GET CHALLENGE of Terminal Authentication answers.
    pub(crate) fn terminal_challenge_bytes(&self) -> Option<usize> {
        self.find(|behaviour| match behaviour {
            Behaviour::TerminalChallengeLength { bytes } => Some(*bytes),
            _ => None,
        })
    }

    /// Whether Terminal Authentication goes with another document number.
    pub(crate) fn other_identifier(&self) -> bool {
        self.any(|behaviour| matches!(behaviour, Behaviour::OtherIdentifier))
    }
}
