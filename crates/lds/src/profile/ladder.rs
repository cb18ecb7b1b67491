//! What a profile lists by words: ways to EF.CardAccess, passwords, protocols, known quirks.

/// A way to EF.CardAccess before the chip is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CardAccessStep {
    /// READ BINARY with short identifier 1C.
    ShortIdentifier,
    /// SELECT of the file 011C, then READ BINARY.
    FileIdentifier,
    /// SELECT of the master file without data, then those before it again.
    MasterFile,
    /// SELECT of the master file by its identifier 3F00, then those before it again.
    MasterFile3F00,
}

/// What a password is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum PasswordSource {
    /// The machine-readable zone; on a driving licence its one line.
    Mrz,
    /// The card access number.
    Can,
    /// The holder's PIN.
    Pin,
    /// The PIN unblocking key.
    Puk,
    /// The QR code, from which the others are worked out.
    Qr,
}

/// A protocol that opens a chip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum OpeningProtocol {
    /// Password Authenticated Connection Establishment (Doc 9303-11 §4.4).
    Pace,
    /// Basic Access Control (Doc 9303-11 §4.3).
    Bac,
    /// Basic Access Protection (ISO/IEC 18013-3).
    Bap,
}

/// What chips of a kind are known to do otherwise than Doc 9303-10 says when files are read. A reader
/// that knows it beforehand need not find it out, which costs a command or two a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum KnownQuirk {
    /// Short file identifiers are refused: files are selected.
    NoSfi,
    /// Reads past the end are refused: the header is read on its own.
    NoOverrun,
    /// SELECT with P2 `0C` is refused: control information is asked for.
    SelectP2Zero,
}

impl KnownQuirk {
    /// Each under its name in the registry of quirks.
    pub(super) const WORDS: [(&'static str, Self); 3] = [
        ("read.no_sfi", Self::NoSfi),
        ("read.no_overrun", Self::NoOverrun),
        ("select.p2_zero", Self::SelectP2Zero),
    ];

    /// The name in profile files, recordings and reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        word(&Self::WORDS, self)
    }

    /// The quirk of a name.
    #[must_use]
    pub fn from_word(found: &str) -> Option<Self> {
        from_word(&Self::WORDS, found)
    }
}

impl CardAccessStep {
    /// Every rung with its word, as Doc 9303-11 §4.2 and chips in the field make them necessary.
    pub(super) const WORDS: [(&'static str, Self); 4] = [
        ("short-identifier", Self::ShortIdentifier),
        ("file-identifier", Self::FileIdentifier),
        ("master-file", Self::MasterFile),
        ("master-file-3f00", Self::MasterFile3F00),
    ];

    /// The word in profile files and recordings.
    #[must_use]
    pub fn word(self) -> &'static str {
        word(&Self::WORDS, self)
    }

    /// The rung of a word.
    #[must_use]
    pub fn from_word(found: &str) -> Option<Self> {
        from_word(&Self::WORDS, found)
    }
}

impl PasswordSource {
    pub(super) const WORDS: [(&'static str, Self); 5] = [
        ("mrz", Self::Mrz),
        ("can", Self::Can),
        ("pin", Self::Pin),
        ("puk", Self::Puk),
        ("qr", Self::Qr),
    ];

    /// The word in profile files.
    #[must_use]
    pub fn word(self) -> &'static str {
        word(&Self::WORDS, self)
    }
}

impl OpeningProtocol {
    pub(super) const WORDS: [(&'static str, Self); 3] =
        [("pace", Self::Pace), ("bac", Self::Bac), ("bap", Self::Bap)];

    /// The word in profile files and recordings.
    #[must_use]
    pub fn word(self) -> &'static str {
        word(&Self::WORDS, self)
    }

    /// The protocol of a word.
    #[must_use]
    pub fn from_word(found: &str) -> Option<Self> {
        from_word(&Self::WORDS, found)
    }
}

fn word<T: PartialEq + Copy>(words: &[(&'static str, T)], meaning: T) -> &'static str {
    let found = words.iter().find(|(_, known)| *known == meaning);
    found.map_or("", |(word, _)| word)
}

fn from_word<T: Copy>(words: &[(&'static str, T)], found: &str) -> Option<T> {
    let known = words.iter().find(|(word, _)| *word == found);
    known.map(|(_, meaning)| *meaning)
}
