//! The faults a chip has, and the questions it asks them while it runs.

use super::behaviour::{BacPart, Behaviour, ReadMoment, Step};
use crate::pace::PacePassword;
use std::time::Duration;
use vidimus_iso7816::StatusWord;
use vidimus_lds::File;

/// The active faults of a chip.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    active: Vec<Active>,
    /// how often BAC failed because of a wrong key
    failures: u32,
}

#[derive(Debug)]
struct Active {
    behaviour: Behaviour,
    used: u32,
}

impl Faults {
    pub(crate) fn add(&mut self, behaviour: Behaviour) {
        self.active.push(Active { behaviour, used: 0 });
    }

    pub(crate) const fn len(&self) -> usize {
        self.active.len()
    }

    /// The first that answers the question.
    pub(super) fn find<T>(&self, question: impl Fn(&Behaviour) -> Option<T>) -> Option<T> {
        self.active
            .iter()
            .find_map(|active| question(&active.behaviour))
    }

    /// Every answer to the question.
    pub(super) fn all<T>(&self, question: impl Fn(&Behaviour) -> Option<T>) -> Vec<T> {
        self.active
            .iter()
            .filter_map(|active| question(&active.behaviour))
            .collect()
    }

    pub(super) fn any(&self, question: impl Fn(&Behaviour) -> bool) -> bool {
        self.active.iter().any(|active| question(&active.behaviour))
    }

    /// The first that answers and was not used as often as it says; counts the use.
    pub(super) fn spend<T>(
        &mut self,
        question: impl Fn(&Behaviour) -> Option<(T, u32)>,
    ) -> Option<T> {
        self.active.iter_mut().find_map(|active| {
            let (answer, times) = question(&active.behaviour)?;
            if active.used >= times {
                return None;
            }
            active.used = active.used.saturating_add(1);
            Some(answer)
        })
    }

    /// The status word that a command of this step answers without being carried out.
    pub(crate) fn status_on(&self, step: Step) -> Option<StatusWord> {
        self.find(|behaviour| match behaviour {
            Behaviour::StatusOnStep {
                step: named,
                status,
            } if named.covers(step) => Some(*status),
            _ => None,
        })
    }

    /// The status word of a read by short identifier.
    pub(crate) fn sfi_refused(&self) -> Option<StatusWord> {
        self.find(|behaviour| match behaviour {
            Behaviour::SfiRefused { status } => Some(*status),
            _ => None,
        })
    }

    /// Whether SELECT of a file is refused for this P2.
    pub(crate) fn p2_refused(&self, p2: u8) -> bool {
        self.any(|behaviour| matches!(behaviour, Behaviour::SelectP2 { accept } if *accept != p2))
    }

    /// Whether READ BINARY B0 is refused in the application.
    pub(crate) fn even_read_refused(&self) -> bool {
        self.any(|behaviour| matches!(behaviour, Behaviour::OddReadOnly))
    }

    /// How many bytes GET CHALLENGE answers.
    pub(crate) fn challenge_bytes(&self) -> Option<usize> {
        self.find(|behaviour| match behaviour {
            Behaviour::ChallengeLength { bytes } => Some(*bytes),
            _ => None,
        })
    }

    /// Status word and delay of an access that fails as if this password were another.
    pub(crate) fn wrong_key(&mut self, used: PacePassword) -> Option<(StatusWord, Duration)> {
        let (status, delay, growing) = self.find(|behaviour| match behaviour {
            Behaviour::WrongKey {
                password,
                status,
                delay,
                growing,
            } if *password == used => Some((*status, *delay, *growing)),
            _ => None,
        })?;
        self.failures = self.failures.saturating_add(1);
        let factor = if growing { self.failures } else { 1 };
        Some((status, delay.saturating_mul(factor)))
    }

    /// Which part of the BAC answer is wrong, and whether the MAC fits again.
    pub(crate) fn bac_part(&self) -> Option<(BacPart, bool)> {
        self.find(|behaviour| match behaviour {
            Behaviour::BacResponse { part, remac } => Some((*part, *remac)),
            _ => None,
        })
    }

    /// The bare status word of a read in a session: `first` of the session, or `within` a file.
    pub(crate) fn plain_status(&mut self, first: bool, within: bool) -> Option<StatusWord> {
        self.spend(|behaviour| match behaviour {
            Behaviour::PlainStatus {
                status,
                at: ReadMoment::First,
                times,
            } if first => Some((*status, *times)),
            Behaviour::PlainStatus {
                status,
                at: ReadMoment::Within,
                times,
            } if within => Some((*status, *times)),
            _ => None,
        })
    }

    /// Whether a read of this file answers in the clear in a session.
    pub(crate) fn plain_data(&self, file: File) -> bool {
        self.any(
            |behaviour| matches!(behaviour, Behaviour::PlainData { file: named } if *named == file),
        )
    }

    /// How far back the response lies that is sent again.
    pub(crate) fn replay(&self) -> Option<usize> {
        self.find(|behaviour| match behaviour {
            Behaviour::Replay { back } => Some(*back),
            _ => None,
        })
    }

    /// Whether this protected answer waits for GET RESPONSE; once.
    pub(crate) fn bytes_wait(&mut self) -> bool {
        self.spend(|behaviour| matches!(behaviour, Behaviour::BytesWaiting).then_some(((), 1)))
            .is_some()
    }
}
