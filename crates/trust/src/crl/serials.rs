//! Entries by serial number.
//!
//! A hash table laid out flat: `starts[bucket]..starts[bucket + 1]` are the places in `offsets`
//! of the entries of that bucket. Filled in two passes, so nothing is moved twice; the hash is
//! keyed anew for each list, so nobody can choose serial numbers that all share a bucket.
//!
//! ```text
//! starts   [0, 3, 3, 7, …]          one more than there are buckets, a u32 each
//! offsets  [41, 3, 97 | 12, 60, …]  a u32 an entry: where it begins in revokedCertificates
//! ```
//!
//! Some five bytes an entry. A candidate's serial number is compared in the list itself, so two
//! serial numbers with one hash are never taken for each other.

use core::hash::BuildHasher;
use std::hash::RandomState;

/// Entries a bucket on average.
const LOAD: usize = 4;

/// Offsets of the entries, by serial number.
#[derive(Clone, Default)]
pub(super) struct SerialTable {
    keyed: RandomState,
    starts: Box<[u32]>,
    offsets: Box<[u32]>,
}

/// Collects entries in their order.
pub(super) struct Builder {
    keyed: RandomState,
    /// hash and offset of each entry
    entries: Vec<(u32, u32)>,
}

impl SerialTable {
    /// An empty table to be filled, with a hash key of its own.
    pub(super) fn builder() -> Builder {
        Builder {
            keyed: RandomState::new(),
            entries: Vec::new(),
        }
    }

    /// How many entries the list has.
    pub(super) const fn len(&self) -> usize {
        self.offsets.len()
    }

    /// Offsets of the entries that may have this serial number.
    pub(super) fn candidates(&self, serial: &[u8]) -> impl Iterator<Item = usize> {
        self.bucket(serial)
            .unwrap_or_default()
            .iter()
            .map(|offset| *offset as usize)
    }

    /// The offsets in the bucket of this serial number; `None` where the list has no entry.
    fn bucket(&self, serial: &[u8]) -> Option<&[u32]> {
        let buckets = self.starts.len().checked_sub(1)?;
        let bucket = bucket_of(hash(&self.keyed, serial), buckets);
        let first = *self.starts.get(bucket)?;
        let last = *self.starts.get(bucket + 1)?;
        self.offsets.get(first as usize..last as usize)
    }
}

impl Builder {
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Adds the entry at `offset`; lists are shorter than 4 GiB.
    pub(super) fn push(&mut self, serial: &[u8], offset: usize) {
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        self.entries.push((hash(&self.keyed, serial), offset));
    }

    /// Counts the entries of each bucket, sums the counts up, and places the offsets.
    pub(super) fn build(self) -> SerialTable {
        let buckets = (self.entries.len() / LOAD).next_power_of_two();
        let mut starts = vec![0u32; buckets + 1];
        for (hash, _) in &self.entries {
            if let Some(count) = starts.get_mut(bucket_of(*hash, buckets) + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        SerialTable {
            keyed: self.keyed,
            offsets: placed(&self.entries, &starts, buckets),
            starts: starts.into_boxed_slice(),
        }
    }
}

/// The offsets in the order of their buckets.
fn placed(entries: &[(u32, u32)], starts: &[u32], buckets: usize) -> Box<[u32]> {
    let mut next = starts.to_vec();
    let mut offsets = vec![0; entries.len()];
    for (hash, offset) in entries {
        let Some(place) = next.get_mut(bucket_of(*hash, buckets)) else {
            continue;
        };
        if let Some(slot) = offsets.get_mut(*place as usize) {
            *slot = *offset;
        }
        *place += 1;
    }
    offsets.into_boxed_slice()
}

/// `buckets` is a power of two.
const fn bucket_of(hash: u32, buckets: usize) -> usize {
    hash as usize & (buckets - 1)
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "any 32 bits of the hash will do"
)]
fn hash(keyed: &RandomState, serial: &[u8]) -> u32 {
    keyed.hash_one(significant(serial)) as u32
}

/// Without leading zero octets.
fn significant(serial: &[u8]) -> &[u8] {
    let zeros = serial.iter().take_while(|octet| **octet == 0).count();
    serial.get(zeros..).unwrap_or_default()
}

/// Whether two serial numbers are one, leading zero octets aside.
pub(super) fn is_same(one: &[u8], other: &[u8]) -> bool {
    significant(one) == significant(other)
}
