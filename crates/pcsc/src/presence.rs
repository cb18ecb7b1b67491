//! Which cards came and went, worked out from what was seen of the readers. Nothing is asked
//! here: what was seen goes in, what waits to be read comes out.
//!
//! PC/SC part 5 §3.2.5 (`SCARD_READERSTATE`, `dwEventState`): the upper half of a reader's state
//! counts insertions and removals. Where a system does not count (macOS), the count stands
//! still, and what is seen of the card alone decides.

use std::collections::BTreeMap;

/// A reader as it was seen at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// the reader's name
    pub reader: String,
    /// whether a card lies on it
    pub card: bool,
    /// how often a card came or went, as the service counts
    pub changes: u16,
}

/// A card that lies on a reader, told from the cards before and after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// the reader's name
    pub reader: String,
    /// its count when the card was seen
    pub changes: u16,
}

/// What is known of the cards on all readers.
#[derive(Debug, Default)]
pub struct Presence {
    readers: BTreeMap<String, Seen>,
    /// numbers the cards in the order in which they were seen
    arrivals: u64,
}

#[derive(Debug)]
struct Seen {
    changes: u16,
    card: Card,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Card {
    None,
    /// not read yet; came as this number
    Waits(u64),
    /// read, or given up: nothing more is wanted of it
    Served,
}

/// More changes than this between two looks did not happen: the count began anew.
const PLAUSIBLE: u16 = 32;

impl Presence {
    /// Nothing seen yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in how the readers are now, and returns a name for each card that left without
    /// having been served: it lay there, or came and went between two looks.
    pub fn see(&mut self, slots: &[Slot]) -> Vec<String> {
        let mut left = self.readers_gone(slots);
        for slot in slots {
            for _ in 0..self.see_one(slot) {
                left.push(slot.reader.clone());
            }
        }
        left
    }

    /// The card that has waited longest.
    #[must_use]
    pub fn waiting(&self) -> Option<Visit> {
        let waits = |(reader, seen): (&String, &Seen)| match seen.card {
            Card::Waits(arrival) => Some((arrival, reader.clone(), seen.changes)),
            _ => None,
        };
        let (_, reader, changes) = self.readers.iter().filter_map(waits).min()?;
        Some(Visit { reader, changes })
    }

    /// Whether that very card still lies there unserved, as far as has been seen.
    #[must_use]
    pub fn still(&self, visit: &Visit) -> bool {
        self.readers.get(&visit.reader).is_some_and(|seen| {
            seen.changes == visit.changes && matches!(seen.card, Card::Waits(_))
        })
    }

    /// Notes that nothing more is wanted of that card.
    pub fn serve(&mut self, visit: &Visit) {
        if self.still(visit)
            && let Some(seen) = self.readers.get_mut(&visit.reader)
        {
            seen.card = Card::Served;
        }
    }

    /// Forgets everything: the service went away, and its counts with it. Returns the readers
    /// whose cards waited.
    pub fn forget(&mut self) -> Vec<String> {
        self.readers_gone(&[])
    }

    fn readers_gone(&mut self, slots: &[Slot]) -> Vec<String> {
        let mut left = Vec::new();
        self.readers.retain(|reader, seen| {
            let stays = slots.iter().any(|slot| slot.reader == *reader);
            if !stays && matches!(seen.card, Card::Waits(_)) {
                left.push(reader.clone());
            }
            stays
        });
        left
    }

    /// How many cards left this reader unserved since it was last seen.
    fn see_one(&mut self, slot: &Slot) -> u16 {
        let fresh = if slot.card {
            self.arrivals += 1;
            Card::Waits(self.arrivals)
        } else {
            Card::None
        };
        let seen = Seen {
            changes: slot.changes,
            card: fresh,
        };
        let Some(before) = self.readers.get_mut(&slot.reader) else {
            self.readers.insert(slot.reader.clone(), seen);
            return 0;
        };
        let changes = slot.changes.wrapping_sub(before.changes);
        let was_there = before.card != Card::None;
        if changes == 0 && was_there == slot.card {
            return 0;
        }
        let unserved = u16::from(matches!(before.card, Card::Waits(_)));
        *before = seen;
        unserved + passed(changes, was_there, slot.card)
    }
}

/// How many cards both came and went in so many changes.
const fn passed(changes: u16, was_there: bool, is_there: bool) -> u16 {
    if changes > PLAUSIBLE {
        return 0;
    }
    // a card that was there goes first; every second change after that is one that comes
    let came = if was_there {
        changes / 2
    } else {
        changes.div_ceil(2)
    };
    came.saturating_sub(is_there as u16)
}

#[cfg(test)]
mod tests;
