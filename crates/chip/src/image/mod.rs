//! What is on a chip: files, access rules, habits.

mod folder;
mod keys;

pub use folder::{ImageError, Loaded};

use crate::access::AccessRules;
use crate::keys::ChipKeys;
use std::collections::BTreeMap;
use vidimus_iso7816::StatusWord;
use vidimus_iso7816::tlv::{Reader, Tag, Writer};
use vidimus_lds::File;
use vidimus_lds::evidence::Application;

/// Extended length information (Doc 9303-10 §3.11.1).
const BUFFERS: Tag = Tag(0x7F66);
/// The ATR of the software chip: the historical bytes of a contactless card without any.
pub const DEFAULT_ATR: [u8; 5] = [0x3B, 0x80, 0x80, 0x01, 0x01];

/// Answer to reset of a chip with extended length: the same with card capabilities (compact-TLV
/// object 73) in the historical bytes, whose third byte states extended Lc and Le.
pub const EXTENDED_ATR: [u8; 10] = [0x3B, 0x85, 0x80, 0x01, 0x80, 0x73, 0xC8, 0x21, 0x40, 0x5E];

/// Everything a [`Chip`](crate::Chip) is made of.
///
/// `Debug` names the files and their sizes, never their content.
#[derive(Clone)]
pub struct CardImage {
    /// The application that the files belong to.
    pub application: Application,
    /// The files, of the master file and of the application, byte for byte.
    pub files: BTreeMap<File, Vec<u8>>,
    /// What the chip asks for before it gives them.
    pub access: AccessRules,
    /// What it proves itself with, and whom it trusts.
    pub keys: ChipKeys,
    /// Files that answer a status word, to SELECT and to READ BINARY.
    pub denied: BTreeMap<File, StatusWord>,
    /// How it behaves where the standards leave a choice.
    pub habits: Habits,
    /// Answer to reset.
    pub atr: Vec<u8>,
}

/// How a chip behaves where the standards leave a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Habits {
    /// What a READ BINARY says that asks for more than is left.
    pub end_of_file: EndOfFile,
    /// Buffer sizes, where extended length is spoken; `None`: short APDUs only.
    pub extended: Option<Buffers>,
    /// Whether a protected file may be selected (not read) before access is granted: both
    /// `9000` and `6982` are allowed (Doc 9303-11 §4.3.2).
    pub select_before_access: bool,
}

/// What a READ BINARY says that asks for more bytes than are left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EndOfFile {
    /// `9000` with what is left.
    #[default]
    Success,
    /// `6282` with what is left.
    Warning,
}

/// Sizes of the chip's APDU buffers in bytes, as EF.ATR/INFO announces them (DO 7F66).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Buffers {
    /// longest command APDU
    pub command: u32,
    /// longest response APDU
    pub response: u32,
}

impl Default for Habits {
    fn default() -> Self {
        Self {
            end_of_file: EndOfFile::Success,
            extended: None,
            select_before_access: false,
        }
    }
}

impl CardImage {
    /// A chip of these files and rules, with the default habits and ATR. An EF.ATR/INFO among
    /// the files that announces buffers switches extended length on.
    #[must_use]
    pub fn new(files: BTreeMap<File, Vec<u8>>, access: AccessRules) -> Self {
        let extended = files
            .get(&File::AtrInfo)
            .and_then(|bytes| announced_buffers(bytes));
        Self {
            application: Application::Emrtd,
            files,
            access,
            keys: ChipKeys::default(),
            denied: BTreeMap::new(),
            habits: Habits {
                extended,
                ..Habits::default()
            },
            atr: match extended {
                Some(_) => EXTENDED_ATR.to_vec(),
                None => DEFAULT_ATR.to_vec(),
            },
        }
    }

    /// Speaks extended length and says so: writes an EF.ATR/INFO with these sizes (DO 7F66, two
    /// integers; Doc 9303-10 §3.11.1).
    pub fn announce_extended(&mut self, buffers: Buffers) {
        let mut sizes = Writer::new();
        for size in [buffers.command, buffers.response] {
            sizes.object(Tag(0x02), &unsigned_integer(size));
        }
        self.state_buffers(BUFFERS, &sizes.into_bytes());
    }

    /// Writes an EF.ATR/INFO whose object for the buffer sizes is this one; the chip speaks
    /// extended length where it is right, and its ATR says that it does in any case.
    pub(crate) fn state_buffers(&mut self, tag: Tag, value: &[u8]) {
        let mut file = Writer::new();
        // card service and card capabilities: BER-TLV in EF.ATR/INFO, extended Lc and Le
        file.object(Tag(0x43), &[0xF9]);
        file.object(Tag(0x47), &[0x94, 0x01, 0x40]);
        file.object(tag, value);
        let file = file.into_bytes();
        self.habits.extended = announced_buffers(&file);
        self.files.insert(File::AtrInfo, file);
        self.atr = EXTENDED_ATR.to_vec();
    }
}

impl core::fmt::Debug for CardImage {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let sizes = self
            .files
            .iter()
            .map(|(file, bytes)| (file.name(), bytes.len()));
        f.debug_map().entries(sizes).finish()
    }
}

/// The sizes inside DO 7F66; `None` when the file does not hold two integers there.
fn announced_buffers(atr_info: &[u8]) -> Option<Buffers> {
    let mut objects = Reader::new(atr_info);
    while let Some(object) = objects.next().ok()? {
        if object.tag == BUFFERS {
            let mut sizes = object.children().ok()?;
            let command = size(sizes.expect(Tag(0x02)).ok()?.value)?;
            let response = size(sizes.expect(Tag(0x02)).ok()?.value)?;
            return Some(Buffers { command, response });
        }
    }
    None
}

/// An unsigned integer of at most four significant bytes.
fn size(value: &[u8]) -> Option<u32> {
    value.iter().try_fold(0u32, |acc, byte| {
        Some(acc.checked_mul(256)? | u32::from(*byte))
    })
}

/// Content octets of an INTEGER that is not negative.
fn unsigned_integer(value: u32) -> Vec<u8> {
    let bytes = u64::from(value).to_be_bytes();
    let zeros = bytes.iter().take(7).take_while(|byte| **byte == 0).count();
    // one zero byte stays in front of a set top bit
    let top_bit = bytes.get(zeros).is_some_and(|byte| byte & 0x80 != 0);
    bytes
        .iter()
        .skip(zeros - usize::from(top_bit))
        .copied()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn announced_sizes_read_back() {
        for (command, response) in [(20_000, 20_000), (1920, 0x8000), (256, 65_538)] {
            let mut image = CardImage::new(BTreeMap::new(), AccessRules::plain());
            let buffers = Buffers { command, response };
            image.announce_extended(buffers);
            assert_eq!(
                announced_buffers(&image.files[&File::AtrInfo]),
                Some(buffers)
            );
        }
    }

    #[test]
    fn a_file_with_one_size_only_announces_nothing() {
        let files = [(File::AtrInfo, vec![0x7F, 0x66, 4, 2, 2, 7, 0x80])];
        let image = CardImage::new(files.into(), AccessRules::plain());
        assert_eq!(image.habits.extended, None);
    }
}
