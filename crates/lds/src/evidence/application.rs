//! The application whose files are at hand, and what its data groups are called and tagged.
//!
//! | | eMRTD (Doc 9303-10 table 38) | driving licence (ISO/IEC 18013-2 annex C) |
//! |---|---|---|
//! | DG1 | `61` MRZ | `61` holder, licence, categories |
//! | face | DG2 `75` | DG6 `75` |
//! | key of Active Authentication | DG15 `6F` | DG13 `6F` |
//! | security infos | DG14 `6E` | DG14 `6E` |
//! | EF.SOD, EF.COM | `77`, `60` | `77`, `60` |
//!
//! The same tag stands for other data groups in the two, so a file is looked at through its
//! application: whoever judges a licence asks here and never [`File::tag`].

use crate::driving_licence::tags;
use crate::file::object_of_tag;
use crate::{DataGroup, File, LdsError};
use vidimus_iso7816::FileId;
use vidimus_iso7816::tlv::Tag;

/// The application whose files these are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Application {
    /// eMRTD (Doc 9303-10), the usual one.
    #[default]
    Emrtd,
    /// A driving licence (ISO/IEC 18013-2), whose data groups have other contents and tags.
    DrivingLicence,
}

impl Application {
    /// The tag that a file of this application starts with; `None` for files without one outer
    /// object, and for data groups that the application does not have.
    #[must_use]
    pub fn tag(self, file: File) -> Option<Tag> {
        match (self, file) {
            (Self::DrivingLicence, File::Dg(group)) => tags::of(group),
            _ => file.tag(),
        }
    }

    /// The data group whose file starts with this tag.
    #[must_use]
    pub fn data_group(self, tag: Tag) -> Option<DataGroup> {
        match self {
            Self::Emrtd => DataGroup::from_tag(tag),
            Self::DrivingLicence => tags::group(tag),
        }
    }

    /// The identifier of a file: those of a licence have `00` in front where those of an eMRTD
    /// have `01`. Short identifiers are the same in both.
    #[must_use]
    pub fn file_id(self, file: File) -> FileId {
        match (self, file) {
            (Self::DrivingLicence, File::Dg(_) | File::Com | File::Sod) => {
                FileId::new(file.id().value() & 0x00FF)
            }
            _ => file.id(),
        }
    }

    /// The data group with the public key of Active Authentication.
    #[must_use]
    pub const fn active_authentication_key(self) -> DataGroup {
        match self {
            Self::Emrtd => DataGroup::DG15,
            Self::DrivingLicence => DataGroup::DG13,
        }
    }

    /// Whether a data group holds fingers or irises, which are read on purpose only (Doc 9303-10
    /// §4.7.3, §4.7.4; of a licence DG7 to DG9).
    #[must_use]
    pub const fn is_guarded(self, group: DataGroup) -> bool {
        match self {
            Self::Emrtd => matches!(group.number(), 3 | 4),
            Self::DrivingLicence => matches!(group.number(), 7..=9),
        }
    }

    /// The outer object of a file of this application, alone; see [`crate::outer_object`].
    ///
    /// # Errors
    /// As there. A data group that the application does not have is [`LdsError::WrongTag`].
    pub fn outer_object(self, bytes: &[u8], file: File) -> Result<&[u8], LdsError> {
        match (self.tag(file), file) {
            (Some(tag), _) => object_of_tag(bytes, file, tag),
            (None, File::Dg(_)) => Err(LdsError::WrongTag {
                file,
                expected: Tag(0),
                found: bytes.first().map(|byte| Tag(u32::from(*byte))),
            }),
            (None, _) => Ok(bytes),
        }
    }

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Emrtd => "eMRTD",
            Self::DrivingLicence => "driving licence",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_groups_lead_to_each_other() {
        for application in [Application::Emrtd, Application::DrivingLicence] {
            for group in DataGroup::all() {
                if let Some(tag) = application.tag(File::Dg(group)) {
                    assert_eq!(application.data_group(tag), Some(group), "{application:?}");
                }
            }
        }
    }

    #[test]
    fn what_a_licence_has_not_is_no_file_of_it() {
        let licence = Application::DrivingLicence;
        let dg15 = File::Dg(DataGroup::DG15);
        for bytes in [&[0x6F, 1, 7][..], &[0, 0], &[]] {
            assert!(licence.outer_object(bytes, dg15).is_err());
        }
        let key = [0x6F, 1, 7];
        let dg13 = File::Dg(DataGroup::DG13);
        assert_eq!(licence.outer_object(&key, dg13).unwrap(), key);
        assert!(Application::Emrtd.outer_object(&key, dg13).is_err());
        assert_eq!(licence.file_id(File::Sod).value(), 0x001D);
        assert_eq!(licence.file_id(dg13).value(), 0x000D);
        assert_eq!(licence.file_id(File::CardAccess).value(), 0x011C);
    }
}
