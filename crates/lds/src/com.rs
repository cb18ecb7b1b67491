//! EF.COM (ICAO Doc 9303-10 §4.6.1): versions and tags, unsigned.

use crate::{DataGroup, File, LdsError, outer_object};
use vidimus_iso7816::tlv::{Reader, Tag};

const LDS_VERSION: Tag = Tag(0x5F01);
const UNICODE_VERSION: Tag = Tag(0x5F36);
const TAG_LIST: Tag = Tag(0x5C);

/// Versions and the list of data groups. Nothing here is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EfCom {
    /// LDS version, four digits such as `0107`; `None` when the object is missing
    pub lds_version: Option<String>,
    /// Unicode version, six digits such as `040000`; `None` when the object is missing
    pub unicode_version: Option<String>,
    /// the tags listed, in their order; `None` when the object is missing
    pub data_groups: Option<Vec<Tag>>,
}

impl EfCom {
    /// Parses the whole file. Missing objects are not errors here: what follows from them is
    /// for the comparison with EF.SOD to say.
    ///
    /// # Errors
    /// [`LdsError`] when it is not EF.COM or does not decode, or an object is there twice.
    pub fn parse(bytes: &[u8]) -> Result<Self, LdsError> {
        let object = outer_object(bytes, File::Com)?;
        let at = |error| LdsError::tlv(File::Com, error);
        let mut inner = Reader::new(object)
            .expect(Tag(0x60))
            .and_then(|outer| outer.children())
            .map_err(at)?;
        let mut com = Self {
            lds_version: None,
            unicode_version: None,
            data_groups: None,
        };
        while let Some(field) = inner.next().map_err(at)? {
            let twice = || LdsError::content(File::Com, field.offset, "each object once");
            let text = || String::from_utf8_lossy(field.value).into_owned();
            match field.tag {
                LDS_VERSION => put(&mut com.lds_version, text()).ok_or_else(twice)?,
                UNICODE_VERSION => put(&mut com.unicode_version, text()).ok_or_else(twice)?,
                TAG_LIST => {
                    let tags = field.value.iter().map(|tag| Tag(u32::from(*tag)));
                    put(&mut com.data_groups, tags.collect()).ok_or_else(twice)?;
                }
                _ => {}
            }
        }
        Ok(com)
    }

    /// The data groups listed; tags that are none are left out.
    pub fn groups(&self) -> impl Iterator<Item = DataGroup> + '_ {
        self.data_groups
            .iter()
            .flatten()
            .filter_map(|tag| DataGroup::from_tag(*tag))
    }
}

/// Fills an empty slot; `None` when it was full.
fn put<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.replace(value).is_none().then_some(())
}
