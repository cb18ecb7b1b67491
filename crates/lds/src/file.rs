//! The elementary files of an eMRTD (ICAO Doc 9303-10 §3.11, §4.7 table 38; TR-03110-3 A.1.2).

use crate::cvca::EfCvca;
use crate::evidence::Application;
use crate::{DataGroup, LdsError};
use core::fmt;
use vidimus_iso7816::tlv::{Reader, Tag, TlvError, TlvErrorKind};
use vidimus_iso7816::{FileId, Sfi};

/// One elementary file, of the master file or of the eMRTD application.
///
/// Three short identifiers and one identifier name two files each: SFI 01 (EF.ATR/INFO and
/// DG1), SFI 1D and id 011D (EF.CardSecurity and EF.SOD), SFI 1E (EF.DIR and EF.COM), and 011C
/// with SFI 1C (EF.CardAccess and EF.CVCA). Which one answers depends on the directory selected.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum File {
    /// EF.ATR/INFO of the master file: buffer sizes among other things.
    AtrInfo,
    /// EF.DIR of the master file: the applications.
    Dir,
    /// EF.CardAccess of the master file: what PACE is offered, unsigned.
    CardAccess,
    /// EF.CardSecurity of the master file: security infos, signed.
    CardSecurity,
    /// EF.COM: versions and the list of data groups, unsigned.
    Com,
    /// EF.SOD: the document security object.
    Sod,
    /// EF.CVCA: the references for Terminal Authentication.
    Cvca,
    /// A data group.
    Dg(DataGroup),
}

/// The files that are not data groups.
const OTHERS: [File; 7] = [
    File::AtrInfo,
    File::Dir,
    File::CardAccess,
    File::CardSecurity,
    File::Com,
    File::Sod,
    File::Cvca,
];

/// id-signedData, 1.2.840.113549.1.7.2, as the first object inside EF.CardSecurity.
const SIGNED_DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];

impl File {
    /// Every file there is.
    pub fn all() -> impl Iterator<Item = Self> {
        OTHERS.into_iter().chain(DataGroup::all().map(Self::Dg))
    }

    /// The two-byte identifier.
    #[must_use]
    pub fn id(self) -> FileId {
        FileId::new(match self {
            Self::AtrInfo => 0x2F01,
            Self::Dir => 0x2F00,
            Self::CardAccess | Self::Cvca => 0x011C,
            Self::CardSecurity | Self::Sod => 0x011D,
            Self::Com => 0x011E,
            Self::Dg(group) => 0x0100 | u16::from(group.number()),
        })
    }

    /// The short identifier, valid in the directory the file lies in.
    #[must_use]
    pub fn sfi(self) -> Option<Sfi> {
        Sfi::new(match self {
            Self::AtrInfo => 0x01,
            Self::CardAccess | Self::Cvca => 0x1C,
            Self::CardSecurity | Self::Sod => 0x1D,
            Self::Dir | Self::Com => 0x1E,
            Self::Dg(group) => group.number(),
        })
    }

    /// The tag of the one object that the file holds; `None` for EF.ATR/INFO and EF.CVCA, which
    /// hold several.
    #[must_use]
    pub fn tag(self) -> Option<Tag> {
        match self {
            Self::AtrInfo | Self::Cvca => None,
            Self::Dir => Some(Tag(0x61)),
            Self::CardAccess => Some(Tag(0x31)),
            Self::CardSecurity => Some(Tag(0x30)),
            Self::Com => Some(Tag(0x60)),
            Self::Sod => Some(Tag(0x77)),
            Self::Dg(group) => Some(group.tag()),
        }
    }

    /// Whether it lies in the master file, outside the eMRTD application.
    #[must_use]
    pub const fn is_in_master_file(self) -> bool {
        matches!(
            self,
            Self::AtrInfo | Self::Dir | Self::CardAccess | Self::CardSecurity
        )
    }

    /// The name as Doc 9303 writes it: `EF.SOD`, `DG1`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AtrInfo => "EF.ATR/INFO",
            Self::Dir => "EF.DIR",
            Self::CardAccess => "EF.CardAccess",
            Self::CardSecurity => "EF.CardSecurity",
            Self::Com => "EF.COM",
            Self::Sod => "EF.SOD",
            Self::Cvca => "EF.CVCA",
            Self::Dg(group) => group.name(),
        }
    }

    /// The name under which it is kept in a folder: `EF.SOD.bin`, `DG1.bin`.
    #[must_use]
    pub fn file_name(self) -> String {
        match self {
            Self::AtrInfo => "EF.ATR_INFO.bin".to_owned(),
            other => format!("{}.bin", other.name()),
        }
    }

    /// The file of this name, as [`name`](Self::name) gives it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|file| file.name() == name)
    }

    /// Which file these bytes are, by the outer tag. `None` when no file starts so.
    ///
    /// `61` is DG1, with `4F` inside EF.DIR; `30` is EF.CardSecurity when id-signedData comes
    /// first inside it, for certificates start with `30` too; `42` is EF.CVCA when nothing but
    /// references and zeros are in it. Plain text is no file of the chip,
    /// though its first letter may be a tag (`n` is `6E`): unless that object fills it exactly.
    #[must_use]
    pub fn identify(bytes: &[u8]) -> Option<Self> {
        Self::identify_in(Application::Emrtd, bytes)
    }

    /// The same among the files of this application.
    #[must_use]
    pub fn identify_in(application: Application, bytes: &[u8]) -> Option<Self> {
        let outer = Reader::new(bytes).next();
        let fills = matches!(&outer, Ok(Some(outer)) if outer.bytes.len() == bytes.len());
        if !fills && is_plain_text(bytes) {
            return None;
        }
        let tag = match outer {
            Ok(Some(outer)) => outer.tag,
            // a file cut short is still that file
            Ok(None) | Err(_) => Tag(u32::from(*bytes.first()?)),
        };
        match tag {
            Tag(0x60) => Some(Self::Com),
            Tag(0x77) => Some(Self::Sod),
            Tag(0x31) => Some(Self::CardAccess),
            Tag(0x30) if inner_starts_with(bytes, 0x06, SIGNED_DATA) => Some(Self::CardSecurity),
            Tag(0x61) if inner_starts_with(bytes, 0x4F, &[]) => Some(Self::Dir),
            Tag(0x42) if EfCvca::parse(bytes).is_ok() => Some(Self::Cvca),
            tag => application.data_group(tag).map(Self::Dg),
        }
    }
}

/// Whether these bytes are text without control characters other than white space.
fn is_plain_text(bytes: &[u8]) -> bool {
    let plain = |character: char| !character.is_control() || character.is_whitespace();
    bytes.len() > 1 && core::str::from_utf8(bytes).is_ok_and(|text| text.chars().all(plain))
}

/// Whether the first object inside the outer one has this tag and a value that starts so.
/// Works on files cut short: only headers are looked at.
fn inner_starts_with(bytes: &[u8], tag: u8, value: &[u8]) -> bool {
    let outer_header = match bytes.get(1) {
        Some(&length @ 0x81..=0x84) => 2 + usize::from(length & 0x7F),
        Some(_) => 2,
        None => return false,
    };
    let inner = bytes.get(outer_header..).unwrap_or_default();
    inner.first() == Some(&tag) && inner.get(2..).is_some_and(|rest| rest.starts_with(value))
}

/// The outer object of a file, alone: what is hashed, and what the parsers take.
///
/// Chips pad files; bytes after the object are not part of it. For EF.ATR/INFO and EF.CVCA the
/// whole of the bytes.
///
/// # Errors
/// [`LdsError::WrongTag`] when another file's tag stands there, [`LdsError::Truncated`] when
/// the file ends before the object does, [`LdsError::Malformed`] when there is no object.
pub fn outer_object(bytes: &[u8], file: File) -> Result<&[u8], LdsError> {
    match file.tag() {
        Some(tag) => object_of_tag(bytes, file, tag),
        None => Ok(bytes),
    }
}

/// The same by the tag that the file has in its application.
pub(crate) fn object_of_tag(bytes: &[u8], file: File, expected: Tag) -> Result<&[u8], LdsError> {
    let at = |error: TlvError| LdsError::tlv(file, error);
    match Reader::new(bytes).next() {
        Ok(Some(object)) if object.tag == expected => Ok(object.bytes),
        Ok(found) => Err(LdsError::WrongTag {
            file,
            expected,
            found: found.map(|object| object.tag),
        }),
        // the tag is judged before the length: another file cut short is another file
        Err(_) if first_tag_differs(bytes, expected) => Err(LdsError::WrongTag {
            file,
            expected,
            found: bytes.first().map(|byte| Tag(u32::from(*byte))),
        }),
        Err(TlvError {
            kind: TlvErrorKind::Truncated { missing },
            ..
        }) => Err(LdsError::Truncated {
            file,
            there: bytes.len(),
            missing,
        }),
        Err(error) => Err(at(error)),
    }
}

/// Whether the first byte already rules out this one-byte tag.
fn first_tag_differs(bytes: &[u8], expected: Tag) -> bool {
    bytes
        .first()
        .is_some_and(|byte| u32::from(*byte) != expected.0)
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_their_outer_tag() {
        assert_eq!(File::identify(&[0x60, 0]), Some(File::Com));
        assert_eq!(
            File::identify(&[0x61, 2, 0x5F, 0x1F]),
            Some(File::Dg(DataGroup::DG1))
        );
        assert_eq!(File::identify(&[0x61, 3, 0x4F, 1, 0]), Some(File::Dir));
        assert_eq!(File::identify(&[0x30, 3, 2, 1, 0]), None);
        assert_eq!(
            File::identify(&[0x75, 0x82, 0x40, 0]),
            Some(File::Dg(DataGroup::DG2))
        );
        assert_eq!(File::identify(&[]), None);
    }

    #[test]
    fn text_is_no_file_though_its_first_letter_is_a_tag() {
        assert_eq!(File::identify(b"notes on this document\n"), None);
        assert_eq!(File::identify("ghi chú".as_bytes()), None);
        // an object that fills the file exactly is one, whatever its value
        assert_eq!(
            File::identify(b"m!thirty-three characters of value."),
            File::from_name("DG13")
        );
        let mut security = vec![0x30, 0x82, 1, 0, 6, 9];
        security.extend_from_slice(SIGNED_DATA);
        assert_eq!(File::identify(&security), Some(File::CardSecurity));
    }

    #[test]
    fn ef_cvca_is_told_by_its_references() {
        let mut cvca = b"\x42\x0BUTCVCA00001".to_vec();
        cvca.resize(36, 0);
        assert_eq!(File::identify(&cvca), Some(File::Cvca));
        cvca[35] = 1;
        assert_eq!(File::identify(&cvca), None);
        assert_eq!(File::identify(&[0; 36]), None);
    }

    #[test]
    fn outer_object_leaves_padding_and_names_faults() {
        let dg1 = File::Dg(DataGroup::DG1);
        assert_eq!(
            outer_object(&[0x61, 1, 7, 0, 0], dg1).unwrap(),
            [0x61, 1, 7]
        );
        let code = |bytes: &[u8]| outer_object(bytes, dg1).unwrap_err().check_code();
        assert_eq!(code(&[0x62, 1, 7]), "wrong_tag");
        assert_eq!(code(&[0x62, 9, 7]), "wrong_tag");
        assert_eq!(code(&[0x61, 2, 7]), "truncated");
        assert_eq!(code(&[]), "truncated");
        assert_eq!(code(&[0x61]), "truncated");
        assert_eq!(code(&[0x61, 0x80, 0, 0]), "malformed.indefinite_length");
        assert_eq!(outer_object(&[1, 2, 3], File::AtrInfo).unwrap(), [1, 2, 3]);
    }

    #[test]
    fn identifiers_follow_table_38() {
        assert_eq!(File::Dg(DataGroup::DG15).id().value(), 0x010F);
        assert_eq!(File::Sod.sfi().map(Sfi::value), Some(0x1D));
        for file in File::all() {
            assert_eq!(File::from_name(file.name()), Some(file));
            assert!(file.sfi().is_some());
        }
    }
}
