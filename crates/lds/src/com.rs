//! EF.COM (ICAO Doc 9303-10 §4.6.1): versions and tags, unsigned.
//!
//! ```text
//! 60 { 5F01 LDS version aabb, 5F36 Unicode version aabbcc, 5C tags }
//! ```
//!
//! The same for LDS 1.7 and 1.8, which also has the versions in EF.SOD, where they are signed.

use crate::decoded::Findings;
use crate::template::{Template, read_file};
use crate::{DataGroup, Decoded, File, LdsError};
use vidimus_iso7816::tlv::{Tag, Tlv};

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
    /// Parses the whole file. Missing objects are not errors here, nor are versions of another
    /// form: what follows from them is for the comparison with EF.SOD to say.
    ///
    /// # Errors
    /// [`LdsError`] when it is not EF.COM or does not decode, or an object is there twice.
    pub fn parse(bytes: &[u8]) -> Result<Self, LdsError> {
        let read = read_file(bytes, File::Com, |template, _, findings| {
            Self::take(template, findings, |_, _| ())
        });
        read.whole()
    }

    /// Reads the whole file, as far as it goes, and tells of versions that are not four and six
    /// digits and of listed tags that are no data group's.
    ///
    /// ```
    /// use vidimus_lds::com::EfCom;
    /// let file = b"\x60\x14\x5F\x01\x040108\x5F\x36\x06040000\x5C\x02\x61\x75";
    /// let com = EfCom::read(file).whole()?;
    /// assert_eq!((com.lds_version_number(), com.groups().count()), (Some((1, 8)), 2));
    /// # Ok::<(), vidimus_lds::LdsError>(())
    /// ```
    #[must_use]
    pub fn read(bytes: &[u8]) -> Decoded<Self> {
        read_file(bytes, File::Com, |template, _, findings| {
            Self::take(template, findings, judge_form)
        })
    }

    fn take(
        mut template: Template<'_>,
        findings: &mut Findings,
        judge: impl Fn(&Tlv<'_>, &mut Findings),
    ) -> Self {
        let mut com = Self {
            lds_version: None,
            unicode_version: None,
            data_groups: None,
        };
        let mut repeated = Vec::new();
        while let Some(field) = template.next_single(None, &mut repeated, findings) {
            let text = || String::from_utf8_lossy(field.value).into_owned();
            match field.tag {
                LDS_VERSION => com.lds_version = Some(text()),
                UNICODE_VERSION => com.unicode_version = Some(text()),
                TAG_LIST => {
                    let tags = field.value.iter().map(|tag| Tag(u32::from(*tag)));
                    com.data_groups = Some(tags.collect());
                }
                _ => {}
            }
            judge(&field, findings);
        }
        com
    }

    /// The data groups listed; tags that are none are left out.
    pub fn groups(&self) -> impl Iterator<Item = DataGroup> + '_ {
        self.data_groups
            .iter()
            .flatten()
            .filter_map(|tag| DataGroup::from_tag(*tag))
    }

    /// Version and update level of the LDS: 1.7 or 1.8 in all documents seen. `None` when it is
    /// not four digits.
    #[must_use]
    pub fn lds_version_number(&self) -> Option<(u8, u8)> {
        match pairs(self.lds_version.as_deref()?)[..] {
            [version, level] => Some((version, level)),
            _ => None,
        }
    }

    /// Version, subversion and release of Unicode. `None` when it is not six digits.
    #[must_use]
    pub fn unicode_version_number(&self) -> Option<(u8, u8, u8)> {
        match pairs(self.unicode_version.as_deref()?)[..] {
            [version, subversion, release] => Some((version, subversion, release)),
            _ => None,
        }
    }
}

/// The form of one object.
fn judge_form(field: &Tlv<'_>, findings: &mut Findings) {
    let digits = |count| field.value.len() == count && field.value.iter().all(u8::is_ascii_digit);
    let offset = field.value_offset();
    match field.tag {
        LDS_VERSION if !digits(4) => findings.content(offset, "a version of four digits"),
        UNICODE_VERSION if !digits(6) => findings.content(offset, "a version of six digits"),
        TAG_LIST => {
            let is_none = |tag: &u8| DataGroup::from_tag(Tag(u32::from(*tag))).is_none();
            if let Some(at) = field.value.iter().position(is_none) {
                findings.content(offset.saturating_add(at), "the tag of a data group");
            }
        }
        _ => {}
    }
}

/// Digits two by two, as numbers; nothing where there is anything else.
fn pairs(text: &str) -> Vec<u8> {
    let (pairs, odd) = text.as_bytes().as_chunks();
    let number = |[tens, ones]: &[u8; 2]| {
        let digit = |byte: u8| byte.is_ascii_digit().then(|| byte - b'0');
        Some(digit(*tens)? * 10 + digit(*ones)?)
    };
    let numbers: Option<Vec<_>> = pairs.iter().map(number).collect();
    numbers.filter(|_| odd.is_empty()).unwrap_or_default()
}
