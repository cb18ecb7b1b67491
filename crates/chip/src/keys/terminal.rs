//! Whom a chip trusts in Terminal Authentication (Doc 9303-11 §7.1.4.3).
//!
//! As it is set when the chip is personalised: one or two keys of the national CVCA and the day
//! (§7.1.4.3.1). What a chip makes of it while it is used is in `crate::terminal`.

use core::fmt;
use std::collections::BTreeSet;
use vidimus_lds::DataGroup;
use vidimus_lds::cvc::CvDate;

/// The trust points and what else the chip needs to check a terminal.
///
/// `Debug` hides the document number.
#[derive(Clone)]
pub struct TerminalTrust {
    /// CVCA certificates, whole (tag `7F21`), in any order; two at most stay enabled
    pub trust_points: Vec<Vec<u8>>,
    /// the chip's current date, which certificates move forward
    pub date: CvDate,
    /// `ID_IC` of a session opened by BAC: the document number with its check digit
    pub document_number: Vec<u8>,
    /// data groups besides DG3 and DG4 that wait for Terminal Authentication
    pub guarded: BTreeSet<DataGroup>,
}

impl fmt::Debug for TerminalTrust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TerminalTrust")
            .field("trust_points", &self.trust_points.len())
            .field("date", &self.date)
            .field("guarded", &self.guarded)
            .finish_non_exhaustive()
    }
}
