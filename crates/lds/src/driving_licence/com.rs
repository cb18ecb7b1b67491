//! EF.COM of a licence: `60 { 5F01 version, 5C tags, 86 security mechanism indicators }`.
//!
//! The version is two bytes, `0100`, where an eMRTD has four digits. Nothing of it is signed; the
//! indicators (which groups want which protocol) are kept as they stand.

use crate::content::RawField;
use crate::decoded::Findings;
use crate::evidence::Application;
use crate::template::read_file_of;
use crate::{DataGroup, Decoded, File};
use vidimus_iso7816::tlv::{Tag, Tlv};

/// Version and list of data groups. Nothing here is signed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LicenceCom<'a> {
    /// version and release
    pub version: Option<(u8, u8)>,
    /// the tags listed, in their order; `None` when the object is missing
    pub data_groups: Option<Vec<Tag>>,
    /// security mechanism indicators, as they stand
    pub indicators: Option<&'a [u8]>,
    /// objects that do not belong here
    pub unknown: Vec<RawField<'a>>,
}

impl<'a> LicenceCom<'a> {
    /// Reads the whole file, as far as it goes.
    ///
    /// ```
    /// use vidimus_lds::driving_licence::LicenceCom;
    /// let com = LicenceCom::read(b"\x60\x09\x5F\x01\x02\x01\0\x5C\x02\x61\x75").whole()?;
    /// assert_eq!((com.version, com.groups().count()), (Some((1, 0)), 2));
    /// # Ok::<(), vidimus_lds::LdsError>(())
    /// ```
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Decoded<Self> {
        let licence = Application::DrivingLicence;
        read_file_of(licence, bytes, File::Com, |mut template, _, findings| {
            let mut com = Self::default();
            while let Some(object) = template.next_single(None, &mut com.unknown, findings) {
                com.take(&object, findings);
            }
            com
        })
    }

    /// The data groups listed; tags that are none are left out.
    pub fn groups(&self) -> impl Iterator<Item = DataGroup> + '_ {
        let tags = self.data_groups.iter().flatten();
        tags.filter_map(|tag| Application::DrivingLicence.data_group(*tag))
    }

    fn take(&mut self, object: &Tlv<'a>, findings: &mut Findings) {
        match (object.tag.0, object.value) {
            (0x5F01, [version, release]) => self.version = Some((*version, *release)),
            (0x5F01, _) => {
                findings.content(object.value_offset(), "a version of two bytes");
                self.unknown.push(RawField::new(object));
            }
            (0x5C, tags) => {
                let tags = tags.iter().map(|tag| Tag(u32::from(*tag)));
                self.data_groups = Some(tags.collect());
            }
            (0x86, indicators) => self.indicators = Some(indicators),
            _ => self.unknown.push(RawField::new(object)),
        }
    }
}
