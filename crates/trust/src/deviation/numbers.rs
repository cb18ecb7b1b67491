//! Document numbers of one deviation, many of them: one string and an index.
//!
//! ```text
//! text  A CA00000AL L898902C3   sorted, without fillers, nothing in between
//! ends  1 10 19                 where each ends, a u32 each
//! ```
//!
//! Found by halving. Doc 9303-12 §10.2 sets no limit on how many there are.

/// Numbers in order, one after the other, and where each ends. A list of three hundred thousand
/// takes about four megabytes.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Numbers {
    /// the numbers, one after the other
    text: Box<[u8]>,
    /// where each ends in `text`; it begins where the one before ends
    ends: Box<[u32]>,
}

impl Numbers {
    /// Sorts and joins; `None` where they do not fit (four gigabytes).
    pub(super) fn of(mut numbers: Vec<&[u8]>) -> Option<Self> {
        for number in &mut numbers {
            *number = plain(number);
        }
        numbers.sort_unstable();
        numbers.dedup();
        let mut text = Vec::new();
        let mut ends = Vec::with_capacity(numbers.len());
        for number in numbers {
            text.extend_from_slice(number);
            ends.push(u32::try_from(text.len()).ok()?);
        }
        Some(Self {
            text: text.into(),
            ends: ends.into(),
        })
    }

    /// Whether this number, as in the machine-readable zone, is among them.
    pub(super) fn contains(&self, number: &str) -> bool {
        let wanted = plain(number.as_bytes());
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.get(middle).cmp(wanted) {
                core::cmp::Ordering::Less => low = middle + 1,
                core::cmp::Ordering::Greater => high = middle,
                core::cmp::Ordering::Equal => return !wanted.is_empty(),
            }
        }
        false
    }

    /// The number at this place; empty behind the last.
    fn get(&self, index: usize) -> &[u8] {
        let end = |index: usize| self.ends.get(index).map_or(0, |end| *end as usize);
        let start = index.checked_sub(1).map_or(0, end);
        self.text.get(start..end(index)).unwrap_or_default()
    }
}

/// Without the fillers of the machine-readable zone.
fn plain(number: &[u8]) -> &[u8] {
    let mut number = number;
    while let [rest @ .., b'<' | b' '] = number {
        number = rest;
    }
    number
}

/// Numbers belong to people: how many is all that is shown.
impl core::fmt::Debug for Numbers {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Numbers({})", self.ends.len())
    }
}

#[cfg(test)]
mod tests {
    use super::Numbers;

    #[test]
    fn found_with_or_without_fillers() {
        let numbers = Numbers::of(vec![b"L898902C3", b"CA00000AL<", b"A", b"A", b""]).unwrap();
        for there in ["L898902C3", "CA00000AL", "CA00000AL<<", "A<<<<<<<<"] {
            assert!(numbers.contains(there), "{there}");
        }
        for not in ["", "<<", "L898902C", "L898902C33", "CA00000AM", "l898902c3"] {
            assert!(!numbers.contains(not), "{not}");
        }
        assert_eq!(format!("{numbers:?}"), "Numbers(4)");
        assert!(!Numbers::of(Vec::new()).unwrap().contains("A"));
    }
}
