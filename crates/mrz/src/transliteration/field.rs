//! The name field of a zone as names are compared with it: one byte for each separator.

/// Longest name field that is looked at; that of TD3 has 39 characters.
const MAX_FIELD: usize = 60;

/// Stands for the first `<<`, which parts the primary from the secondary identifier.
const IDENTIFIERS: u8 = b'|';

/// A name field: letters, `<` between words, one [`IDENTIFIERS`].
pub(super) struct FieldText {
    bytes: Vec<u8>,
    /// where each byte stands in the field, from 1
    columns: Vec<u8>,
}

impl FieldText {
    pub(super) fn new(name_field: &str) -> Self {
        let start = name_field.len() - name_field.trim_start_matches(['<', ' ']).len();
        let text = name_field.trim_matches(['<', ' ']).bytes().take(MAX_FIELD);
        let mut field = Self {
            bytes: Vec::with_capacity(MAX_FIELD),
            columns: Vec::with_capacity(MAX_FIELD),
        };
        for (byte, column) in text.zip(start + 1..) {
            field.push(byte, u8::try_from(column).unwrap_or(u8::MAX));
        }
        if name_field.trim_matches(['<', ' ']).len() > MAX_FIELD {
            // nothing is written with this, so that a longer field never agrees
            field.push(0, u8::MAX);
        }
        field
    }

    fn push(&mut self, byte: u8, column: u8) {
        let parted = self.bytes.contains(&IDENTIFIERS);
        match (byte, self.bytes.last_mut()) {
            (b'<', Some(last)) if *last == b'<' && !parted => *last = IDENTIFIERS,
            (b'<', Some(&mut (b'<' | IDENTIFIERS))) => {}
            _ => {
                self.bytes.push(byte);
                self.columns.push(column);
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The column of a place; that of the end is the one after the last.
    pub(super) fn column(&self, place: usize) -> u8 {
        let end = self.columns.last().map_or(1, |last| last.saturating_add(1));
        self.columns.get(place).copied().unwrap_or(end)
    }

    /// How many characters of the answer stand at this place.
    pub(super) fn fits(&self, place: usize, answer: &str) -> usize {
        let there = self.bytes.get(place..).unwrap_or_default();
        let pairs = there.iter().zip(answer.as_bytes());
        pairs.take_while(|(found, wanted)| found == wanted).count()
    }

    /// Whether a part of the name ends at this place, not empty.
    pub(super) fn may_cut(&self, place: usize) -> bool {
        let separator = |byte: Option<&u8>| matches!(byte, None | Some(b'<' | &IDENTIFIERS));
        let before = place
            .checked_sub(1)
            .and_then(|before| self.bytes.get(before));
        separator(self.bytes.get(place)) && !separator(before)
    }

    /// Whether a separator fits that the printed name has: where it parts the identifiers
    /// somewhere, each of the two kinds only fits its own.
    pub(super) fn is_separator(&self, place: usize, identifiers: bool, parted: bool) -> bool {
        match self.bytes.get(place) {
            Some(b'<') => !identifiers,
            Some(&IDENTIFIERS) => identifiers || !parted,
            _ => false,
        }
    }
}
