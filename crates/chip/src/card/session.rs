//! What a chip forgets when the power goes.
//!
//! Secure messaging that ends takes nearly as much along: all but the selected directory. Rights
//! are bound to the keys under which they were shown (Doc 9303-11 §7.1.3, §9.8.3).

use super::terminal::Terminal;
use crate::access::Reached;
use crate::channel::Channel;
use crate::channel::Tamper;
use crate::crypto::Cipher;
use crate::keys::CaKey;
use crate::pace::Run;
use std::collections::VecDeque;
use std::sync::Arc;
use vidimus_iso7816::ResponseApdu;
use vidimus_lds::File;

/// The directory that is selected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Directory {
    #[default]
    MasterFile,
    Application,
}

impl Directory {
    /// Whether a file lies in it.
    pub(super) const fn holds(self, file: File) -> bool {
        match self {
            Self::MasterFile => file.is_in_master_file(),
            Self::Application => !file.is_in_master_file(),
        }
    }
}

/// Most protected responses kept for a replay.
const KEPT: usize = 64;

/// The volatile state of a chip.
#[derive(Default)]
pub(super) struct Session {
    pub(super) directory: Directory,
    /// the elementary file that is selected
    pub(super) current: Option<File>,
    /// RND.IC, good for the next command only
    pub(super) challenge: Option<[u8; 8]>,
    /// PACE between two of its commands
    pub(super) pace: Option<Run>,
    /// keys and counter, while secure messaging is on
    pub(super) channel: Option<Channel>,
    /// keys that take over once the answer of this command is on its way
    pub(super) next_channel: Option<Channel>,
    /// keys that were given up and still seal this many answers, where a fault wants it
    pub(super) old_channel: Option<(Channel, u32)>,
    /// key and cipher that MSE:Set AT chose for Chip Authentication
    pub(super) agreement: Option<(Arc<CaKey>, Cipher)>,
    /// Terminal Authentication
    pub(super) terminal: Terminal,
    /// `ID_IC` of a session opened by PACE: Comp of the chip's ephemeral key; `None` after BAC
    pub(super) identifier: Option<Vec<u8>>,
    /// Comp of the terminal's newest ephemeral key from Chip Authentication or PACE-CAM, to
    /// which Terminal Authentication binds the rights
    pub(super) terminal_key: Option<Vec<u8>>,
    /// protected responses sent
    pub(super) responses: u32,
    /// protected reads answered
    pub(super) reads: u32,
    /// the last protected responses
    pub(super) sent: VecDeque<Vec<u8>>,
    /// a response that waits for GET RESPONSE
    pub(super) waiting: Option<Vec<u8>>,
}

impl Session {
    /// Ends secure messaging: keys are wiped, rights are gone. The application stays selected
    /// (§9.8.3, note, leaves that to the chip); the file does not.
    pub(super) fn abort(&mut self) {
        *self = Self {
            directory: self.directory,
            ..Self::default()
        };
    }

    /// Starts secure messaging.
    pub(super) fn secure(&mut self, channel: Channel) {
        self.abort();
        self.channel = Some(channel);
    }

    /// Seals an answer, under the keys that were given up where a fault still wants them.
    pub(super) fn seal(
        &mut self,
        channel: &mut Channel,
        answer: ResponseApdu,
        ins: u8,
        tamper: &mut dyn Tamper,
    ) -> Vec<u8> {
        match &mut self.old_channel {
            Some((old, left @ 1..)) => {
                *left -= 1;
                // the command was counted under the new keys alone
                old.skip();
                old.seal(answer, ins, tamper)
            }
            _ => channel.seal(answer, ins, tamper),
        }
    }

    /// Goes on with the new keys, where there are any.
    pub(super) fn take_over(&mut self, current: Channel, keeps_old: u32) {
        self.channel = Some(match self.next_channel.take() {
            Some(next) => {
                self.old_channel = Some((current, keeps_old));
                next
            }
            None => current,
        });
    }

    /// What a command may rely on that came through secure messaging, or did not.
    pub(super) const fn reached(&self, secured: bool) -> Reached {
        Reached {
            secured,
            by_pace: self.identifier.is_some(),
        }
    }

    /// Keeps a protected response.
    pub(super) fn keep(&mut self, response: &[u8]) {
        if self.sent.len() == KEPT {
            self.sent.pop_front();
        }
        self.sent.push_back(response.to_vec());
    }

    /// The protected response `back` before the last one kept.
    pub(super) fn earlier(&self, back: usize) -> Option<&Vec<u8>> {
        let at = self.sent.len().checked_sub(back)?;
        self.sent.get(at)
    }
}
