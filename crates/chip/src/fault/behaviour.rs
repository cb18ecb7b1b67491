//! What a chip can do otherwise than it should.

use crate::keys::AaDeparture;
use crate::pace::{PaceFlaw, PacePassword};
use std::time::Duration;
use vidimus_iso7816::StatusWord;
use vidimus_lds::File;

/// A departure from the rules while the chip runs.
#[derive(Clone, Debug)]
pub(crate) enum Behaviour {
    /// a command of this step answers a status word and does nothing
    StatusOnStep { step: Step, status: StatusWord },
    /// READ BINARY by short identifier answers a status word
    SfiRefused { status: StatusWord },
    /// SELECT of a file takes this P2 only
    SelectP2 { accept: u8 },
    /// READ BINARY B0 does not exist in the application
    OddReadOnly,
    /// how the end of a file shows; of one file, or of all
    EndOfFile {
        rule: super::EndRule,
        file: Option<File>,
    },
    /// a larger Le answers `6700`
    LeLimit { max: u32 },
    /// READ BINARY answers more or fewer bytes than it should
    AnswerSize {
        protected: bool,
        change: SizeChange,
        times: u32,
    },
    /// READ BINARY with extended length answers nothing
    ExtendedEmpty,
    /// BAC or PACE never succeeds with a password, as with another key
    WrongKey {
        password: PacePassword,
        status: StatusWord,
        delay: Duration,
        growing: bool,
    },
    /// PACE goes another way
    Pace(PaceFlaw),
    /// MSE:Set AT of PACE without 84 answers a status word
    NeedsParameters { status: StatusWord },
    /// MSE:Set AT of PACE with 84 answers a status word
    RefusesParameters { status: StatusWord },
    /// how many PINs the chip still takes
    PinState { left: PinLeft },
    /// after PACE the chip uses other keys
    WrongSessionKeys,
    /// INTERNAL AUTHENTICATE answers otherwise
    Active(AaDeparture),
    /// after Chip Authentication so many answers come under the old keys
    KeepsOldKeys { answers: u32 },
    /// GET CHALLENGE of Terminal Authentication answers this many bytes
    TerminalChallengeLength { bytes: usize },
    /// Terminal Authentication goes with another document number
    OtherIdentifier,
    /// GET CHALLENGE answers this many bytes
    ChallengeLength { bytes: usize },
    /// the answer to EXTERNAL AUTHENTICATE is wrong in one part
    BacResponse { part: BacPart, remac: bool },
    /// in a session, a read answers a bare status word
    PlainStatus {
        status: StatusWord,
        at: ReadMoment,
        times: u32,
    },
    /// in a session, a read of this file answers in the clear
    PlainData { file: File },
    /// a protected response is sealed wrongly
    Seal {
        fault: SealFault,
        response: Option<u32>,
    },
    /// a protected response is an earlier one again
    Replay { back: usize },
    /// a protected read answers `6Cxx` once, with a smaller length
    ExactLength,
    /// a protected answer waits for GET RESPONSE behind a bare `61xx`
    BytesWaiting,
    /// reading this file answers a status word
    FileDenied { file: File, status: StatusWord },
    /// this file has other content when read a second time
    ContentChanges { file: File },
}

/// What a command is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    SelectApplication,
    SelectMasterFile,
    SelectFile(Option<File>),
    Read,
    GetChallenge,
    ExternalAuthenticate,
    /// MSE:Set AT of PACE
    PaceSetAt,
    /// one of the four GENERAL AUTHENTICATE of PACE
    PaceAuthenticate(u8),
    /// MSE:Set KAT or MSE:Set AT of Chip Authentication
    ChipSet,
    /// MSE:Set KAT
    ChipSetKat,
    /// MSE:Set AT of Chip Authentication
    ChipSetAt,
    /// GENERAL AUTHENTICATE of Chip Authentication
    ChipAgree,
    /// INTERNAL AUTHENTICATE
    Active,
    /// MSE:Set DST
    SetIssuer,
    /// PSO:Verify Certificate
    VerifyCertificate,
    /// MSE:Set AT of Terminal Authentication
    SetTerminal,
    /// GET CHALLENGE of Terminal Authentication
    TerminalChallenge,
    /// EXTERNAL AUTHENTICATE of Terminal Authentication
    ProveTerminal,
    /// one that no fault names
    Other,
}

impl Step {
    /// Whether a command of step `done` is meant by this one; `SelectFile(None)` means any.
    pub(crate) fn covers(self, done: Self) -> bool {
        match (self, done) {
            (Self::SelectFile(None), Self::SelectFile(_))
            | (Self::ChipSet, Self::ChipSetKat | Self::ChipSetAt) => true,
            _ => self == done,
        }
    }
}

/// The tries that the PIN has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PinLeft {
    /// this many; none is blocked
    Tries(u8),
    /// one, after a session by CAN
    Suspended,
}

/// Which part of the chip's BAC answer is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BacPart {
    /// last byte of the MAC inverted
    Mac,
    /// encrypted under another key
    Ciphertext,
    /// RND.IFD inside is another
    RndIfd,
    /// RND.IC inside is another
    RndIc,
    /// the terminal's own cryptogram
    Echo,
}

/// How an answer differs from what was asked.
#[derive(Clone, Copy, Debug)]
pub(crate) enum SizeChange {
    /// this many bytes more than Le
    Longer(usize),
    /// this many bytes fewer than there should be
    Shorter(usize),
    /// half of what there should be
    Half,
    /// this many bytes at most
    AtMost(usize),
}

/// Which read a fault waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReadMoment {
    /// the first one of a session
    First,
    /// one inside a file, at an offset above zero
    Within,
}

/// How a protected response is sealed wrongly.
#[derive(Clone, Debug)]
pub(crate) enum SealFault {
    /// the object is left out, before or after the MAC is made
    Drop { tag: u32, remac: bool },
    /// the object comes twice, MAC over both
    Duplicate { tag: u32 },
    /// one object more, under the MAC or after it
    Extra { tag: u32, maced: bool },
    /// the object has another tag, MAC over what is sent
    Swap { from: u32, to: u32 },
    /// the objects come in this order, MAC over what is sent
    Reorder { order: Vec<u32> },
    /// the object has this many bytes
    Resize { tag: u32, bytes: usize },
    /// one bit of a byte changed after the MAC was made
    Flip { tag: u32, byte: usize, mask: u8 },
    /// padding indicator of DO 87
    Indicator { value: u8 },
    /// zeros only instead of `80 00 …`
    NoPadding,
    /// DO 99 and the trailer say different things
    StatusMismatch {
        inside: StatusWord,
        trailer: StatusWord,
    },
}
