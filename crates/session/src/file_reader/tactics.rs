//! How this chip wants to be read.

use crate::ReadPlan;
use crate::command::{MAX_EVEN_OFFSET, SelectReply};
use crate::quirks::Quirk;
use vidimus_access::SecureChannel;
use vidimus_lds::profile::KnownQuirk;

/// Data bytes of a short response.
const SHORT_RESPONSE: usize = 256;
/// What is asked for in the clear: the amount that is known to work nearly everywhere.
const PLAIN_CHUNK: usize = 231;
/// Bytes left free in an extended response for status, MAC, padding and headers.
const EXTENDED_MARGIN: usize = 64;
/// Chunks to step down to, in bytes.
const STEPS: [usize; 7] = [223, 160, 128, 96, 64, 32, 16];
/// Headers are read first with this many bytes where a chip takes no more.
const HEADER_PROBE: usize = 4;

/// What a chip needs to be read with; at first what Doc 9303 says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tactics {
    /// files are selected before they are read
    pub(super) no_sfi: bool,
    /// INS B1 from offset 0 on
    pub(super) odd_only: bool,
    /// the header is read on its own
    pub(super) no_overrun: bool,
    /// what SELECT asks for
    pub(super) select: SelectReply,
    /// the largest chunk that works, in short APDUs
    largest: usize,
    /// bytes of an extended response, where extended length is used
    extended: Option<usize>,
    /// whether extended length was given up because reads gave nothing
    extended_zero: bool,
}

impl Tactics {
    /// Doc 9303 to the letter, in short APDUs.
    pub(crate) const fn standard() -> Self {
        Self {
            no_sfi: false,
            odd_only: false,
            no_overrun: false,
            select: SelectReply::Nothing,
            largest: usize::MAX,
            extended: None,
            extended_zero: false,
        }
    }

    /// What chips of this kind are known to need, so that it need not be found out.
    pub(crate) fn knowing(plan: &ReadPlan) -> Self {
        let mut tactics = Self::standard();
        let known = plan.known_quirks.iter().filter(|_| !plan.tolerance_strict);
        for quirk in known {
            match quirk {
                KnownQuirk::NoSfi => tactics.no_sfi = true,
                KnownQuirk::NoOverrun => tactics.no_overrun = true,
                KnownQuirk::SelectP2Zero => tactics.select = SelectReply::ControlInformation,
                _ => {}
            }
        }
        tactics
    }

    /// Extended APDUs with responses of up to this many bytes.
    pub(crate) const fn use_extended(&mut self, response: usize) {
        if response > SHORT_RESPONSE + EXTENDED_MARGIN {
            self.extended = Some(response);
        }
    }

    /// Whether extended length is in use.
    pub(crate) const fn is_extended(&self) -> bool {
        self.extended.is_some()
    }

    /// Whether files are found by their identifier only.
    pub(crate) const fn needs_select(&self) -> bool {
        self.no_sfi || self.odd_only
    }

    /// Whether the byte at this offset is read with INS B1.
    pub(super) const fn is_odd(&self, offset: usize) -> bool {
        self.odd_only || offset > MAX_EVEN_OFFSET
    }

    /// How many bytes one READ BINARY at this offset asks for at most.
    pub(super) fn chunk(&self, channel: Option<&SecureChannel>, offset: usize) -> usize {
        let odd = self.is_odd(offset);
        if let Some(response) = self.extended {
            return response - EXTENDED_MARGIN;
        }
        let chunk = match channel {
            Some(channel) => channel.largest_read(SHORT_RESPONSE, odd),
            None if odd => PLAIN_CHUNK - 3,
            None => PLAIN_CHUNK,
        };
        chunk.min(self.largest)
    }

    /// How many bytes the first READ BINARY of a file asks for.
    pub(super) fn first_chunk(&self, chunk: usize) -> usize {
        if self.no_overrun {
            chunk.min(HEADER_PROBE)
        } else {
            chunk
        }
    }

    /// Asks for less than `refused` from now on; `false` when there is nothing less.
    pub(super) fn step_down(&mut self, refused: usize) -> bool {
        if self.extended.take().is_some() {
            return true;
        }
        match STEPS.iter().find(|step| **step < refused) {
            Some(step) => {
                self.largest = *step;
                true
            }
            None => false,
        }
    }

    /// Gives up extended length because reads give nothing; `false` when it is not in use.
    pub(super) const fn give_up_extended(&mut self) -> bool {
        self.extended_zero = self.extended.is_some();
        self.extended = None;
        self.extended_zero
    }

    /// What is in these tactics that was not in those.
    pub(super) fn new_quirks(&self, old: &Self) -> impl Iterator<Item = Quirk> + use<> {
        let smaller = self.largest < old.largest
            || (old.extended.is_some() && self.extended.is_none() && !self.extended_zero);
        [
            (self.no_sfi && !old.no_sfi, Quirk::NoSfi),
            (self.odd_only && !old.odd_only, Quirk::OddIns),
            (self.no_overrun && !old.no_overrun, Quirk::NoOverrun),
            (self.select != old.select, Quirk::SelectP2Zero),
            (
                self.extended_zero && !old.extended_zero,
                Quirk::ExtendedZero,
            ),
            (smaller, Quirk::SmallLe),
        ]
        .into_iter()
        .filter_map(|(is_new, quirk)| is_new.then_some(quirk))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stepping_down_ends() {
        let mut tactics = Tactics::standard();
        tactics.use_extended(20_000);
        assert_eq!(tactics.chunk(None, 0), 19_936);
        assert!(tactics.step_down(19_936));
        let mut sizes = Vec::new();
        loop {
            let chunk = tactics.chunk(None, 0);
            sizes.push(chunk);
            if !tactics.step_down(chunk) {
                break;
            }
        }
        assert_eq!(sizes, [231, 223, 160, 128, 96, 64, 32, 16]);
    }

    #[test]
    fn what_is_new_is_named_and_nothing_else() {
        let old = Tactics::standard();
        let mut new = old;
        assert_eq!(new.new_quirks(&old).count(), 0);
        new.no_sfi = true;
        new.step_down(231);
        let quirks: Vec<_> = new.new_quirks(&old).collect();
        assert_eq!(quirks, [Quirk::NoSfi, Quirk::SmallLe]);
    }

    #[test]
    fn offsets_beyond_fifteen_bits_are_odd() {
        let tactics = Tactics::standard();
        assert!(!tactics.is_odd(32_767));
        assert!(tactics.is_odd(32_768));
        assert_eq!(tactics.chunk(None, 32_768), 228);
    }
}
